/* What pages declare is believed; else the shape of what was kept decides. */
#include "page/page_kind.h"

#include "page/page_cues.h"
#include "url/url.h"

/* A page's address that is a host's or a language's front door. */
static bool is_front(struct slice url, struct arena *scratch)
{
	struct url u;
	if (url.n == 0 || !url_parse(url, scratch, &u) || u.has_query)
		return false;
	return u.path.n <= 1 || slice_starts(u.path, SLICE("/index."));
}

const char *kind_none(const struct page_look *look, const bool *keep, struct arena *scratch)
{
	const struct scan *s = &look->scan;
	uint32_t words = 0, longest = 0, least = 10, least_longest = 0;
	const char *why = "nothing on it reads like an article";
	for (uint32_t i = 0; i < s->n_blocks; i++) {
		if (!keep[i])
			continue;
		words += s->blocks[i].words;
		longest = s->blocks[i].words > longest ? s->blocks[i].words : longest;
	}
	if (is_front(look->url, scratch)) {
		least = 150;
		least_longest = 40;
		why = "a front page, by its address, without a long text";
	} else if (look->meta.is_collection) {
		least = 100;
		least_longest = 40;
		why = "it calls itself a collection, and has no long text";
	} else if (!look->meta.is_article && words < 200) {
		least_longest = 14;
		why = words < least ? why : "a few short lines, as of a list";
	}
	return words >= least && longest >= least_longest ? NULL : why;
}

enum { STUB_WORDS = 220, WALL_LINES = 6, PICTURES = 6 };

/* Does the text break off, or does a notice about subscribing follow it at once? */
static bool is_stub(const struct page_look *look, const bool *keep, uint32_t end)
{
	const struct scan *s = &look->scan;
	uint32_t words = 0;
	for (uint32_t i = 0; i < end; i++)
		words += keep[i] ? s->blocks[i].words : 0;
	if (words > STUB_WORDS || end == 0)
		return false;
	struct slice last = s->blocks[end - 1].text;
	if (look->meta.is_walled || slice_ends(last, SLICE("...")) || slice_ends(last, SLICE("…")))
		return true;
	for (uint32_t i = end; i < s->n_blocks && i < end + WALL_LINES; i++)
		if (s->blocks[i].cue == CUE_SUBSCRIBE && s->blocks[i].words >= 4)
			return true;
	return false;
}

enum { LIVE_POSTS = 6, POST_WORDS = 8 };

/* Many dated posts under one headline: moments as <time> in lines of one kind, and text between. */
static bool is_live(const struct page_look *look, const bool *keep, uint32_t end)
{
	const struct scan *s = &look->scan;
	uint32_t posts = 0, signature = 0;
	bool told = true;
	for (uint32_t i = look->scan.title_block; i < end; i++) {
		const struct scan_block *b = &s->blocks[i];
		bool is_moment = b->time && b->words <= POST_WORDS &&
			!(s->boxes[b->box].within & IN_COMMENT);
		if (is_moment && told && (posts == 0 || b->signature == signature)) {
			posts++;
			signature = b->signature;
			told = false;
		}
		told |= keep[i] && b->words >= POST_WORDS;
	}
	return posts >= LIVE_POSTS && told;
}

enum article_kind kind_of_page(const struct page_look *look, const bool *keep, uint32_t end,
	const struct article *a)
{
	size_t caption_bytes = 0, list_bytes = 0, bytes = 0;
	for (size_t i = 0; i < a->blocks.n; i++) {
		size_t n = a->blocks.at[i].text.n;
		bytes += n;
		caption_bytes += a->blocks.at[i].type == BLOCK_CAPTION ? n : 0;
		list_bytes += a->blocks.at[i].type == BLOCK_LIST ? n : 0;
	}
	if (look->meta.is_live || is_live(look, keep, end))
		return ARTICLE_LIVE;
	if (look->meta.is_gallery || (a->captions.n >= PICTURES && caption_bytes * 2 > bytes))
		return ARTICLE_GALLERY;
	if (is_stub(look, keep, end))
		return ARTICLE_STUB;
	if (a->next.n > 0)
		return ARTICLE_PART;
	return list_bytes * 3 > bytes * 2 ? ARTICLE_LIST : ARTICLE_PLAIN;
}
