/* site: what the parts of publishing share. Private to the module. */
#ifndef PUBLISH_SITE_H
#define PUBLISH_SITE_H

#include "base/map.h"
#include "layout/layout.h"
#include "publish/folder.h"
#include "publish/publish.h"

enum { SITE_ROWS = 200 }; /* of a page of a list */

/* An article of the site. */
struct entry {
	int64_t id, story; /* number of its story */
	uint64_t print;    /* of all that is shown of it, and of what is said of its story */
	int32_t day;       /* days since 1970 */
	uint32_t source;   /* local: struct store_source */
	uint32_t cut;      /* bytes of its running text that are shown; UINT32_MAX: all */
	char name[ARTICLE_NAME_LEN];
};

/* Somebody is quoted in an article. */
struct spoken {
	uint32_t who;      /* index in `people` */
	uint32_t entry;
	uint32_t stop;     /* where in its running text that ends; site_people counts instead */
};

/* Entries by what they have in common: within it the newest first. */
struct order {
	uint32_t *at;
};

struct site {
	struct store *store;
	const struct publish_options *options;
	struct folder *folder;
	uint64_t edition;      /* of the pages: program and options; 0: not known */
	struct arena out;      /* of one page */
	struct say say;
	struct buf page;
	struct entry *entries; /* the newest first */
	size_t n, n_all;       /* so far; in the end */
	struct order by_day, by_source, by_story; /* days: the newest first */
	struct arena own;      /* of all of it: */
	strings people;        /* whoever is quoted, none twice */
	struct map people_by_name;
	struct spoken *mentions;
	size_t n_mentions, room_mentions;
	size_t n_stories;
};

/* ---- site.c: entries and pages */

/* The end of the run of entries from `from` on that are alike in what `order` is by. */
size_t site_run(const struct site *s, const struct order *order, size_t from);

/* ---- What a page is made of, in one number: it need not be made to see that it is the same.
 * Everything in a page that is not in the edition must have gone into its key. */

/* Of a page at `place`, which shows what an edition does. */
uint64_t site_key(const struct site *s, enum place place);
/* And the articles at `at` to `at + n`. */
uint64_t site_key_add(const struct site *s, uint64_t key, const uint32_t *at, size_t n);

/* The page at `path` is there and was made of what `key` says: it stays. `ret_note` (may be NULL):
 * what was noted. */
bool site_page_keep(struct site *s, const char *path, uint64_t key, uint32_t *ret_note);

/* Begin the page that will stand at `path`: its links lead from there. Forgets the last page. */
void site_page_begin(struct site *s, const char *path);
/* Write what `s->page` holds as the file `path`; `key` 0: it is made each time. */
enum err site_page_end(struct site *s, const char *path, uint64_t key, uint32_t note,
	struct error *e) MUST_USE;

/* The path of a page, in `s->out`. */
char *site_path(struct site *s, enum place place, struct slice what, size_t page);

/* What stands around a page; `title` is empty on the front page. */
struct chrome site_chrome(const struct site *s, struct slice title);

/* A list of `n` rows, the newest first, is cut into pages from its oldest end: page `page`, of 1 to
 * site_pages, has SITE_ROWS, page 0 the rest, the newest. */
size_t site_pages(size_t n);
void site_page_rows(size_t n, size_t page, size_t *ret_from, size_t *ret_to);
/* Where to go from page `page` of `n_pages` of the list that begins at `place`, `what`. */
void site_pager(struct site *s, enum place place, struct slice what, size_t page, size_t n_pages,
	struct chrome *ret);

/* Tell it now and then: `n_done` goes to twice `n_all`. ERR_STOPPED. */
enum err site_progress(struct site *s, size_t n_done, struct error *e) MUST_USE;

/* The row of an article. */
enum err site_row(struct site *s, int64_t id, struct row *ret, struct error *e) MUST_USE;
/* An article as the site shows it: cut, without what only the user knows; how far its text goes. */
enum err site_article(struct site *s, int64_t id, struct store_article *ret, size_t *ret_cut,
	struct error *e) MUST_USE;
/* Its quotations in the first `cut` bytes of its text. */
enum err site_quotes(struct site *s, int64_t id, size_t cut, store_quotes *ret, struct error *e)
	MUST_USE;
/* What addresses call the story with this number. */
enum err site_story_name(struct site *s, int64_t number, struct slice *ret, struct error *e)
	MUST_USE;

static inline struct slice site_name(const struct entry *e)
{
	return slice_of(e->name, sizeof e->name);
}

/* ---- the pages; site_articles must come first: it finds how far texts are shown */

enum err site_articles(struct site *s, struct error *e) MUST_USE;
enum err site_stories(struct site *s, struct error *e) MUST_USE;
enum err site_front(struct site *s, struct error *e) MUST_USE;
enum err site_days(struct site *s, struct error *e) MUST_USE;
enum err site_sources(struct site *s, struct error *e) MUST_USE;
enum err site_people(struct site *s, struct error *e) MUST_USE;
enum err site_feeds(struct site *s, struct error *e) MUST_USE;
enum err site_files(struct site *s, struct error *e) MUST_USE;

#endif
