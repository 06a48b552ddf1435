/* access: what keeps other sites out of a desk, also of one that asks nobody for a password.
 *
 * A desk on loopback is open to whoever uses this machine, as the archive's files are. What is left
 * is a browser on it that visits a hostile page. That page can lead the browser to our address
 * under a name of its own (DNS rebinding): so the Host must be one of loopback. And it can send
 * forms here without seeing the answer: so what changes something wants no foreign Origin and the
 * token of a page of ours, and nothing here lets another origin read an answer. With users, or
 * where all may read, a name of its own gives a page nothing: the cookie belongs to our name. */
#include <sodium.h>

#include "server/work.h"

static bool host_is_local(struct slice host)
{
	static const char *const names[] = { "localhost", "127.0.0.1", "[::1]" };
	size_t colon = slice_find_byte(host, ':', host.n && host.p[0] == '[' ? 5 : 0);
	struct slice port = colon == SIZE_MAX ? SLICE("") : slice_from(host, colon + 1);
	int64_t number;
	if (colon != SIZE_MAX) {
		if (!slice_to_int(port, &number))
			return false;
		host = slice_sub(host, 0, colon);
	}
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (slice_eq_nocase(host, slice_str(names[i])))
			return true;
	return false;
}

/* "http://HOST" or "https://HOST" with the Host that was asked. */
static bool origin_is_own(struct slice origin, struct slice host)
{
	if (slice_starts(origin, SLICE("http://")))
		origin = slice_from(origin, strlen("http://"));
	else if (slice_starts(origin, SLICE("https://")))
		origin = slice_from(origin, strlen("https://"));
	else
		return false;
	return host.n && slice_eq_nocase(origin, host);
}

bool access_check(struct work *w, int *ret_status, const char **ret_why)
{
	const struct request *r = &w->request;
	bool reads = r->method == METHOD_GET || r->method == METHOD_HEAD;
	w->can_change = w->who.role >= ROLE_EDITOR;
	*ret_status = 403;
	if (!w->server->options.is_public && !w->who.users && !host_is_local(r->host)) {
		*ret_status = 421;
		*ret_why = "this desk answers at localhost and 127.0.0.1 only";
		return false;
	}
	if (!reads && ((r->origin.n && !origin_is_own(r->origin, r->host)) ||
			      slice_is(r->fetch_site, "cross-site"))) {
		*ret_why = "this form was sent by another site";
		return false;
	}
	return true;
}

void access_secret(struct server *s)
{
	static const unsigned char purpose[] = "warta: tokens of forms and programs";
	crypto_generichash(s->secret, sizeof s->secret, purpose, sizeof purpose, s->picture_key,
		sizeof s->picture_key);
}

void access_token(const struct server *s, const char *purpose, char ret[static TOKEN_LEN + 1])
{
	unsigned char hash[TOKEN_LEN / 2];
	crypto_generichash(hash, sizeof hash, (const unsigned char *)purpose, strlen(purpose),
		s->secret, sizeof s->secret);
	sodium_bin2hex(ret, TOKEN_LEN + 1, hash, sizeof hash);
}

bool access_token_is(const struct server *s, const char *purpose, struct slice token)
{
	char want[TOKEN_LEN + 1];
	access_token(s, purpose, want);
	return token.n == TOKEN_LEN && sodium_memcmp(want, token.p, TOKEN_LEN) == 0;
}

struct slice access_form_token(struct work *w)
{
	char *token = arena_bytes(&w->out, TOKEN_LEN + 1);
	struct slice purpose = arena_printf(&w->out, "form %.*s", SLICE_ARG(w->who.session));
	access_token(w->server, arena_str(&w->out, purpose), token);
	return slice_of(token, TOKEN_LEN);
}

bool access_form_ok(struct work *w)
{
	struct slice token = request_param(&w->request, "token");
	struct slice want = access_form_token(w);
	return w->who.by_header ||
		(token.n == want.n && sodium_memcmp(want.p, token.p, want.n) == 0);
}
