/* api-feed: a feed in its neutral form. */
#include "warta.h"

#include "api/private.h"
#include "feed/feed.h"

/* The headers that have a say in how a feed is read. */
static void take_header(struct slice line, struct feed_hint *hint)
{
	size_t colon = slice_find_byte(line, ':', 0);
	if (colon == SIZE_MAX)
		return;
	const struct {
		const char *name;
		struct slice *to;
	} known[] = {
		{ "Content-Type", &hint->content_type },
		{ "Content-Location", &hint->content_location },
		{ "Content-Language", &hint->content_language },
	};
	struct slice name = slice_trim(slice_sub(line, 0, colon));
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (slice_eq_nocase(name, slice_str(known[i].name)))
			*known[i].to = slice_trim(slice_from(line, colon + 1));
}

enum warta_code warta_feed(const char *bytes, size_t n, const struct warta_feed_origin *origin,
	warta_write_fn write, void *ctx, struct warta_error *e)
{
	struct arena arena = ARENA_INIT;
	struct buf text = BUF_INIT(API_MAX_OUTPUT);
	struct error why = { 0 };
	struct feed feed;
	struct feed_hint hint = { .url = slice_str(origin->url) };
	struct slice rest = slice_str(origin->headers), line;
	while (slice_next_line(&rest, &line))
		take_header(line, &hint);
	enum err err = feed_read(slice_of(bytes, n), &hint, &arena, &feed, &why);
	if (err == OK)
		feed_json(&feed, &text);
	if (err == OK && text.failed)
		err = fail(&why, ERR_LIMIT, "more than %d bytes of JSON", API_MAX_OUTPUT);
	if (err == OK)
		err = api_stopped(write(ctx, text.p, text.n), &why);
	buf_done(&text);
	arena_done(&arena);
	return api_result(err, &why, e);
}
