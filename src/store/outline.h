/* outline: what many articles are sorted by, and whether what the archive says of one has changed;
 * part of the store. */
#ifndef STORE_OUTLINE_H
#define STORE_OUTLINE_H

#include "store/store.h"

struct store_outline {
	char name[ARTICLE_NAME_LEN + 1];
	int64_t story; /* number of its story */
	int64_t source, day;
	/* Made of all that is shown of the article as it is now, of its place in its story and of
	 * when it was withdrawn (base/mix.h); not of its quotations, nor of what only the user
	 * knows. Numbers of articles are in it, which are others in another archive. */
	uint64_t print;
};

/* ERR_CORRUPT: the article, or its text, is not there. */
enum err store_outline_get(struct store *s, int64_t id, struct store_outline *ret, struct error *e)
	MUST_USE;

/* What the user said of the story with this number. */
struct store_story_said {
	int64_t story;
	uint64_t print;
};
typedef LIST(struct store_story_said) store_story_saids;
/* By rising number, one or more of a story. */
enum err store_stories_said(struct store *s, struct arena *out, store_story_saids *ret,
	struct error *e) MUST_USE;

#endif
