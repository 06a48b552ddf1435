/* page_inner: the steps of page_read, for its own files, tests and training. */
#ifndef PAGE_INNER_H
#define PAGE_INNER_H

#include "page/page.h"
#include "page/page_features.h"
#include "page/page_meta.h"

/* A page read and taken to pieces, before anything is decided. */
struct page_look {
	struct tree tree;
	struct page_meta meta;
	struct scan_known known;
	struct scan scan;
	struct slice title, url;
};

/* ERR_LIMIT as page_read. */
enum err page_look_at(struct slice bytes, const struct page_hint *hint,
	const struct page_model *model, const struct scan_spy *spy, struct arena *out,
	struct page_look *ret_look, struct error *e) MUST_USE;

/* The log-odds of each block, in units of 1 / FOREST_UNIT. `ret_columns` (may be NULL) gets the
 * features that they were told from. */
int32_t *page_judge(const struct scan *s, const struct page_model *model, struct arena *out,
	uint8_t ***ret_columns);

/* What page and scores came to. */
struct page_cutting {
	articles articles;
	const char *none; /* why there is none, in words */
	bool *keep;       /* of each block */
	struct page_from from; /* of the first article's fields */
};

/* The article is made in `out`, `ret->keep` in `scratch`. */
void page_cut(const struct page_look *look, const int32_t *score, struct arena *scratch,
	struct arena *out, struct page_cutting *ret);

/* page_read with any model. */
enum err page_read_with(struct slice bytes, const struct page_hint *hint,
	const struct page_model *model, struct arena *out, articles *ret, struct error *e) MUST_USE;

#endif
