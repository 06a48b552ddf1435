/* entry: logging in and out, in a browser. */
#include "desk-assets.h"
#include "server/login.h"
#include "server/page.h"

static void cookie_set(struct work *w, struct slice session, int64_t max_age)
{
	bool tls = slice_is(w->request.forwarded_proto, "https");
	reply_header(w, "Set-Cookie", arena_printf(&w->out,
		"session=%.*s; Path=/; Max-Age=%lld; HttpOnly; SameSite=Lax%s",
		SLICE_ARG(session), (long long)max_age, tls ? "; Secure" : ""));
}

static enum err login_show(struct work *w, bool wrong, bool busy, struct error *e)
{
	struct login_page *p = arena_new(&w->out, struct login_page);
	p->wrong = wrong;
	p->busy = busy;
	p->name = request_param(&w->request, "name");
	p->to = request_param(&w->request, "to");
	TRY(chrome_make(w, say_text(&w->say, STR_LOG_IN), "login", &p->chrome, e));
	tmpl_login(&w->reply.body, &w->say, p);
	page_send(w);
	return OK;
}

enum err page_login(struct work *w, struct error *e)
{
	if (w->who.users)
		return login_show(w, false, false, e);
	reply_redirect(w, SLICE("/"));
	return OK;
}

/* Whoever had a session before has a new one then: nobody can know it beforehand. */
enum err desk_login(struct work *w, struct error *e)
{
	struct who who;
	enum err err = login_password(w, request_param(&w->request, "name"),
		request_param(&w->request, "password"), &who, e);
	if (err == ERR_NOT_FOUND || err == ERR_BUSY) {
		w->reply.status = err == ERR_BUSY ? 429 : 401;
		return login_show(w, err == ERR_NOT_FOUND, err == ERR_BUSY, e);
	}
	TRY(err);
	if (who.users) {
		login_end(w->server, w->who.session);
		cookie_set(w, login_begin(w, &who), (int64_t)SESSION_DAYS * 86400);
	}
	reply_redirect(w, request_param(&w->request, "to"));
	return OK;
}

enum err desk_logout(struct work *w, struct error *e)
{
	(void)e;
	login_end(w->server, w->who.session);
	cookie_set(w, SLICE(""), 0);
	reply_redirect(w, SLICE("/"));
	return OK;
}

enum err page_refused(struct work *w)
{
	if (w->who.role == ROLE_NOBODY && w->request.method == METHOD_GET &&
		!slice_starts(w->request.path, SLICE("/feed.")) &&
		!slice_ends(w->request.path, SLICE(".json"))) {
		struct buf to = BUF_INIT(1 << 16);
		buf_str(&to, "/login?to=");
		put_url(&to, w->request.target);
		reply_redirect(w, arena_dup(&w->out, buf_text(&to)));
		buf_done(&to);
		return OK;
	}
	if (w->who.role != ROLE_NOBODY)
		return page_error(w, 403, say_text(&w->say, STR_NOT_ALLOWED));
	reply_text(w, 401, "log in first\n");
	return OK;
}
