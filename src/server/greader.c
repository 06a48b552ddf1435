/* greader: the Google Reader API, for the reader programs that people already have.
 *
 * Nobody wrote the API down for good; this follows what servers of it answer and what clients of it
 * send (docs/clients.md). Logging in and which call is which are here; greader.h has the rest.
 *
 * Who asks must have logged in, with any name and password on a desk that asks for none: the token
 * that ClientLogin gives is one that other sites cannot know, and stands in the Authorization
 * header or, of POSTs, in T. */
#include "server/greader.h"
#include "server/login.h"

/* ---- logging in */

static bool logged_in(struct work *w)
{
	const struct request *r = &w->request;
	struct slice auth = r->authorization, prefix = SLICE("GoogleLogin auth=");
	if (w->who.users) {
		struct slice t = slice_trim(request_param(r, "T"));
		if (!w->who.by_header && !auth.n && r->method == METHOD_POST && t.n &&
			login_token(w, t))
			w->can_change = w->who.role >= ROLE_EDITOR;
		return w->who.by_header && w->can_change;
	}
	if (!w->can_change)
		return false;
	if (slice_starts_nocase(auth, prefix)) {
		auth = slice_from(auth, prefix.n);
	} else if (r->method == METHOD_POST) {
		auth = slice_trim(request_param(r, "T"));
		if (access_token_is(w->server, "greader", auth))
			return true;
	}
	size_t slash = slice_find_byte(auth, '/', 0);
	return slash != SIZE_MAX &&
		access_token_is(w->server, "greader", slice_trim(slice_from(auth, slash + 1)));
}

static void refuse(struct work *w)
{
	reply_text(w, 401, "Unauthorized");
	reply_header(w, "X-Reader-Google-Bad-Token", SLICE("true"));
	reply_header(w, "Google-Bad-Token", SLICE("true"));
}

enum err greader_login(struct work *w, struct error *e)
{
	char local[TOKEN_LEN + 1];
	struct who who = { 0 };
	struct slice name = request_param(&w->request, "Email"), token;
	enum err err = login_password(w, name, request_param(&w->request, "Passwd"), &who, e);
	if (err == ERR_BUSY) {
		reply_text(w, 429, "Error=CaptchaRequired\n");
		return OK;
	}
	if (err != OK || who.role < ROLE_EDITOR || !name.n) {
		reply_text(w, 401, "Error=BadAuthentication\n");
		return OK;
	}
	if (who.users) {
		token = login_begin(w, &who);
	} else {
		access_token(w->server, "greader", local);
		token = slice_of(local, TOKEN_LEN);
		who.name = SLICE("local");
	}
	reply_text(w, 200, "");
	buf_printf(&w->reply.body, "SID=%.*s/%.*s\nLSID=null\nAuth=%.*s/%.*s\n",
		SLICE_ARG(who.name), SLICE_ARG(token), SLICE_ARG(who.name), SLICE_ARG(token));
	return OK;
}

/* ---- small calls */

static enum err user_info(struct work *w, struct error *e)
{
	(void)e;
	struct json j = json_reply(w);
	json_begin(&j, '{');
	json_pair(&j, "userId", SLICE("1"));
	json_pair(&j, "userName", w->who.name.n ? w->who.name : SLICE("local"));
	json_pair(&j, "userProfileId", SLICE("1"));
	json_pair(&j, "userEmail", SLICE("local@localhost"));
	json_end(&j, '}');
	return OK;
}

static enum err edit_token(struct work *w, struct error *e)
{
	char token[TOKEN_LEN + 1];
	(void)e;
	access_token(w->server, "greader", token);
	reply_text(w, 200, token);
	return OK;
}

/* What old clients ask for, and nobody has. */
static enum err nothing(struct work *w, struct error *e)
{
	(void)e;
	struct json j = json_reply(w);
	json_begin(&j, '{');
	json_end(&j, '}');
	return OK;
}

/* ---- which is which */

static const struct {
	const char *name; /* below reader/api/0/ */
	handler run;
	bool changes;
	enum role needs; /* as on the desk, sources are an admin's */
} calls[] = {
	{ "disable-tag", greader_disable_tag, true, ROLE_EDITOR },
	{ "edit-tag", greader_edit_tag, true, ROLE_EDITOR },
	{ "friend/list", nothing, false, ROLE_EDITOR },
	{ "mark-all-as-read", greader_mark_all, true, ROLE_EDITOR },
	{ "preference/list", nothing, false, ROLE_EDITOR },
	{ "preference/stream/list", nothing, false, ROLE_EDITOR },
	{ "rename-tag", greader_rename_tag, true, ROLE_EDITOR },
	{ "stream/items/contents", greader_items, false, ROLE_EDITOR },
	{ "stream/items/ids", greader_ids, false, ROLE_EDITOR },
	{ "subscription/edit", greader_edit_feed, true, ROLE_ADMIN },
	{ "subscription/export", greader_export, false, ROLE_EDITOR },
	{ "subscription/import", greader_import, true, ROLE_ADMIN },
	{ "subscription/list", greader_subscriptions, false, ROLE_EDITOR },
	{ "subscription/quickadd", greader_quickadd, true, ROLE_ADMIN },
	{ "tag/list", greader_tags, false, ROLE_EDITOR },
	{ "token", edit_token, false, ROLE_EDITOR },
	{ "unread-count", greader_unread, false, ROLE_EDITOR },
	{ "user-info", user_info, false, ROLE_EDITOR },
};

enum err greader_call(struct work *w, struct error *e)
{
	struct slice api = SLICE("api/0/"), atom = SLICE("atom/"), name = w->rest;
	struct slice contents = SLICE("stream/contents");
	if (!logged_in(w)) {
		refuse(w);
		return OK;
	}
	if (slice_starts(name, atom))
		return greader_atom(w, slice_from(name, atom.n), e);
	if (!slice_starts(name, api))
		return fail(e, ERR_NOT_FOUND, "no such call");
	name = slice_from(name, api.n);
	if (slice_eq(name, contents) || slice_starts(name, SLICE("stream/contents/")))
		return greader_contents(w, slice_from(name, contents.n + 1), e);
	for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
		if (!slice_is(name, calls[i].name) ||
			(calls[i].changes && w->request.method != METHOD_POST))
			continue;
		if (w->who.role >= calls[i].needs)
			return calls[i].run(w, e);
		reply_text(w, 403, "Forbidden");
		return OK;
	}
	return fail(e, ERR_NOT_FOUND, "no such call");
}

/* FreshRSS has these at its address; its clients look there whether the header gets through. */
enum err greader_there(struct work *w, struct error *e)
{
	(void)e;
	bool check = slice_ends(w->request.path, SLICE("/check/compatibility"));
	reply_text(w, 200, !check ? "OK" : w->request.authorization.n ? "PASS" : "FAIL");
	return OK;
}
