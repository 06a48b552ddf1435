/* stories: which articles tell of one event, as the archive keeps it; part of the store
 * (docs/stories.md).
 *
 * A story is called by a number: that of the first article, in the order of taking in, that is in
 * it; its lasting name is that of this article. The number of any of its articles means it as well.
 * Every article is in one story, alone perhaps; one that was not grouped yet is alone.
 *
 * Shares, likeness and sureness are thousandths. */
#ifndef STORE_STORIES_H
#define STORE_STORIES_H

#include "store/store.h"

/* An article, and why it is in its story. */
struct store_member {
	int64_t id, number, at; /* as in struct store_article */
	int64_t source;         /* differs from that of other sources, no more */
	int64_t story;
	int64_t nearest;        /* number of the article that it was likest to when it came, or 0 */
	int likeness;           /* to the story as it then was; 0 where it began it */
	int64_t copy_of;        /* number of the article whose text it carries, or 0 */
	int copy_share;
	int64_t translation_of; /* number of the article in another language, or 0 */
	int translation_sure;
	int64_t strand_with;    /* number of the article in another language by which the stories of
	                         * both became one, or 0 */
	int strand_likeness;    /* of the names and numbers of the two stories */
	int64_t said_at;        /* when the user put it here, or the one it is likest to; or 0 */
};
typedef LIST(struct store_member) store_members;

struct store_story {
	int64_t story;             /* its number */
	size_t lead;               /* index of the member to show it by */
	int64_t first_at, last_at; /* of its members, Unix seconds */
	size_t n_sources;          /* copies and translations count for none */
	size_t n_copies;           /* translations among them */
	double weight; /* sources, halved for each day until the last article of the newest story
	                * of two or more that was asked for */
	struct slice title;        /* that the user gave it; or empty: the headline of the lead */
	bool locked;
	store_members members;     /* by time */
};
typedef LIST(struct store_story) store_story_list;

enum store_story_sort { STORE_STORY_WEIGHT, STORE_STORY_NEWEST, STORE_STORY_SIZE };

/* The stories of these articles, none twice; only these articles are their members. */
enum err store_stories_fold(struct store *s, const struct store_hits *hits,
	enum store_story_sort sort, struct arena *out, store_story_list *ret, struct error *e)
	MUST_USE;

/* The first `limit` of the stories of all articles that have `least` or more, in the order and with
 * the weights that store_stories_fold gives them. Those of the newest articles are looked at as far
 * back as it takes, so that it does not hang on how large the archive is; by size, where `least` is
 * 2 or more, an index is counted. */
enum { STORE_STORIES_FIRST_MAX = 1000 };
enum err store_stories_first(struct store *s, enum store_story_sort sort, size_t least,
	size_t limit, struct arena *out, store_story_list *ret, struct error *e) MUST_USE;

/* The same of the articles of days [from, until) (days since 1970), as on a front page. */
enum err store_stories_of_days(struct store *s, int64_t from, int64_t until,
	enum store_story_sort sort, struct arena *out, store_story_list *ret, struct error *e)
	MUST_USE;

/* The whole story that article `number` is in. ERR_NOT_FOUND: there is no such article. */
enum err store_story_get(struct store *s, int64_t number, struct arena *out,
	struct store_story *ret, struct error *e) MUST_USE;

/* The article that the story of this number is shown by. */
enum err store_story_lead(struct store *s, int64_t story, struct store_member *ret,
	struct error *e) MUST_USE;

/* Make the lead one in this language (BCP 47 primary subtag), if the story has any. */
enum err store_story_lead_in(struct store *s, struct slice lang, struct store_story *y,
	struct error *e) MUST_USE;

/* What is known of article `id`, and its story by it. ERR_NOT_FOUND. */
enum err store_member_get(struct store *s, int64_t id, struct store_member *ret, struct error *e)
	MUST_USE;

/* The same of the article with this number. */
enum err store_member_find(struct store *s, int64_t number, struct store_member *ret,
	struct error *e) MUST_USE;

/* ---- what the user says: within a batch, beside a writer too. Stories and articles are numbers.
 * All of it is kept by lasting names, holds over a rebuild, and the program never undoes it. What
 * comes later and is likest to an article that the user placed goes with that, unless the story is
 * locked. `now` is Unix seconds. ERR_NOT_FOUND: no such article. ERR_USAGE: it is so already, or
 * cannot be. */

enum err store_story_merge(struct store *s, int64_t story, int64_t other, int64_t now,
	struct error *e) MUST_USE;
/* These articles, all of one story, are a story of their own. */
enum err store_story_split(struct store *s, const int64_t *articles, size_t n, int64_t now,
	struct error *e) MUST_USE;
enum err store_story_move(struct store *s, int64_t article, int64_t story, int64_t now,
	struct error *e) MUST_USE;
/* Locked: its articles stay, and only the user puts others there. */
enum err store_story_lock(struct store *s, int64_t story, bool on, int64_t now, struct error *e)
	MUST_USE;
/* An empty title: it is called by its lead again. */
enum { STORE_STORY_TITLE_MAX = 1000 };
enum err store_story_rename(struct store *s, int64_t story, struct slice title, struct error *e)
	MUST_USE;

/* ---- for who groups articles as they come (archive/grouping.h) ---- */

/* What was found of an article; numbers as above. */
struct store_told {
	int64_t number, group, nearest;
	int likeness;
	int64_t copy_of, translation_of;
	int copy_share, translation_sure;
	int64_t strand_with; /* of new ones: it never changes */
	int strand_likeness;
};

struct store_group {
	int64_t id, began, whole;
	struct slice state;
};

struct store_window {
	int64_t first, last, at_hand, newest;
	int edition; /* of the rules and bytes (story/keep.h) */
	struct slice articles;
};

/* The number of the newest article, 0 where there is none. */
enum err store_number_last(struct store *s, int64_t *ret, struct error *e) MUST_USE;
/* The last part of the window, all zero where nothing was grouped; and the number of groups. */
enum err store_window_last(struct store *s, struct store_window *ret, int64_t *ret_groups,
	struct error *e) MUST_USE;
/* The parts that hold articles from `number` on, in order; what `each` is given lives until it
 * returns. And what is known of those articles. */
enum err store_window_read(struct store *s, int64_t number,
	enum err (*each)(void *ctx, const struct store_window *w, struct error *e), void *ctx,
	struct error *e) MUST_USE;
enum err store_told_read(struct store *s, int64_t number,
	enum err (*each)(void *ctx, const struct store_told *t, struct error *e), void *ctx,
	struct error *e) MUST_USE;
/* ERR_CORRUPT: there is no such group. The state is in `out`. */
enum err store_group_get(struct store *s, int64_t id, struct arena *out, struct store_group *ret,
	struct error *e) MUST_USE;

/* Within a batch. Nothing is grouped any more: each article is alone, until it is grouped anew.
 * What the user said stays. */
enum err store_grouping_drop(struct store *s, struct error *e) MUST_USE;

/* Within a batch. All groups that are new or changed, with `*ret_joins` where an old one is part of
 * another now; then store_group_join for these; then what is told of new articles in order of
 * their numbers, and of older ones what changed. Parts of the window that end before `w->at_hand`
 * go. */
enum err store_group_put(struct store *s, const struct store_group *g, bool *ret_joins,
	struct error *e) MUST_USE;
enum err store_group_join(struct store *s, int64_t id, struct error *e) MUST_USE;
enum err store_told_put(struct store *s, const struct store_told *t, struct error *e) MUST_USE;
enum err store_told_change(struct store *s, const struct store_told *t, struct error *e) MUST_USE;
enum err store_window_put(struct store *s, const struct store_window *w, struct error *e) MUST_USE;

#endif
