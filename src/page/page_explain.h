/* page_explain: why a page became the article that it became, for people. */
#ifndef PAGE_EXPLAIN_H
#define PAGE_EXPLAIN_H

#include "page/page.h"

/* One field of the article. */
struct page_note {
	const char *name;   /* as in docs/json.md */
	struct slice value; /* of a list, its members parted by "; " */
	const char *from;   /* where it was found, in words */
	int sure;           /* percent: how often what was found there is right on labelled pages */
};

enum { PAGE_REASONS = 3 };

/* One block of text on the page. */
struct page_piece {
	struct slice text;
	bool kept;
	double odds;              /* log-odds that it is the article's */
	struct {
		const char *name; /* of a feature of the block, docs/extraction.md */
		int value;        /* 0 to 63 */
		double share;     /* of `odds` */
	} reasons[PAGE_REASONS];  /* those that weigh most, the heaviest first */
};

struct page_account {
	articles articles;
	const char *kind; /* name of enum article_kind */
	const char *none; /* why there is no article; NULL where there is one */
	LIST(struct page_note) notes; /* of the first article */
	LIST(struct page_piece) pieces; /* in the order of the page */
};

/* page_read with its reasons. All lives in `out`. ERR_LIMIT as page_read. */
enum err page_explain(struct slice bytes, const struct page_hint *hint, struct arena *out,
	struct page_account *ret_account, struct error *e) MUST_USE;

#endif
