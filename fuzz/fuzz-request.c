/* request: any address, form and cookies are taken apart into clean text, any bytes are a picture
 * or none; what a page shows of
 * them is escaped; a path that is routed has no part that leads up. */
#include <assert.h>

#include "server/pictures.h"
#include "layout/put.h"
#include "server/route.h"
#include "server/sessions.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void escaped(struct slice text)
{
	struct buf to = BUF_INIT(1 << 24);
	put_text(&to, text);
	put_url(&to, text);
	put_link(&to, text);
	for (size_t i = 0; i < to.n; i++)
		assert(!strchr("<>\"'", to.p[i]) || !to.p[i]);
	buf_done(&to);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena a = ARENA_INIT;
	struct request r = { 0 };
	struct slice text = slice_of((const char *)data, n), line, rest;
	bool other;
	if (slice_next_line(&text, &line) && request_target(&r, line, &a)) {
		assert(r.path.n && r.path.p[0] == '/');
		assert(slice_find(r.path, SLICE("/../"), 0) == SIZE_MAX);
		route_find(METHOD_GET, r.path, &rest, &other);
		route_waits(&r);
	}
	picture_type(text);
	struct session session;
	if (session_parse(text, &session))
		assert(*session.name && session.used_at > 0);
	request_cookies(&r, text, &a);
	if (request_form(&r, text, &a))
		for (size_t i = 0; i < r.params.n; i++) {
			assert(utf8_valid(r.params.at[i].value) == r.params.at[i].value.n);
			escaped(r.params.at[i].value);
		}
	arena_done(&a);
	return 0;
}
