/* warta: a news archive on one folder of files. This is the library's public face; what is not
 * in this file is not part of the interface.
 *
 * All text is UTF-8 and NUL-terminated. Functions return WARTA_OK or a code, and then fill `e`
 * (which may be NULL) with a sentence. Strings handed to a callback live until it returns. A
 * callback returns 0 to go on; anything else stops the call, which then returns WARTA_STOPPED.
 * An archive belongs to one thread at a time; a program may open it several times. The library
 * aborts when the machine has no memory left, and prints nothing.
 *
 * An article has a lasting name of 26 letters and digits, made of its source and content, the same
 * in every archive, and a number of its own in this one. Where an article is asked for, its number,
 * its name, or a beginning of the name that fits no other will do. Times are RFC 3339, a bare date
 * where only that is known. */
#ifndef WARTA_H
#define WARTA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum warta_code {
	WARTA_OK,
	WARTA_USAGE,     /* called in a way that cannot be */
	WARTA_SYNTAX,    /* a query or a dump says something that is not in its language */
	WARTA_INPUT,     /* an input is not what it claims to be */
	WARTA_LIMIT,     /* larger, deeper or more than warta takes */
	WARTA_NOT_FOUND,
	WARTA_IO,
	WARTA_DB,
	WARTA_BUSY,      /* another process writes to the archive: try again later */
	WARTA_CORRUPT,
	WARTA_STOPPED    /* a callback asked for it */
};

struct warta_error {
	enum warta_code code;
	char msg[400];
};

/* ---- an archive ---- */

struct warta;

enum warta_mode {
	WARTA_READ,  /* many at once, beside one writer */
	WARTA_WRITE, /* one at a time; made where there is none */
	WARTA_TAG    /* change tags and marks beside a writer; the archive must exist */
};

enum warta_code warta_open(const char *folder, enum warta_mode mode, struct warta **ret_archive,
	struct warta_error *e);

/* Takes NULL. */
void warta_close(struct warta *w);

/* ---- taking in ---- */

struct warta_progress {
	uint64_t bytes_read, bytes_total; /* total is 0 where it is not known */
	size_t n_files, n_added, n_known, n_failed;
	/* While articles that were taken in before, but not by the rules of today, are grouped into
	 * stories; else 0. */
	size_t n_grouped, n_to_group;
};

/* Any of the functions may be NULL. */
struct warta_hooks {
	void *ctx; /* handed to all of them */
	/* Now and then. */
	int (*progress)(void *ctx, const struct warta_progress *now);
	/* Something could not be read; `place` in it may be "". */
	int (*failure)(void *ctx, const char *path, const char *place, const char *why);
	/* warta_add: all of this file is on the disk now, or was before. */
	int (*kept)(void *ctx, const char *path, size_t n_added);
	/* warta_extract, warta_extract_batch: an article in the format that was asked for. */
	int (*article)(void *ctx, const char *text, size_t n);
};

struct warta_report {
	size_t n_files;      /* opened */
	size_t n_items;      /* originals read: files, records, blocks of lines */
	size_t n_items_kept; /* of these, new: now in the WARC files */
	size_t n_added;      /* articles new in the archive */
	size_t n_known;      /* articles of new originals that were there already */
	size_t n_versions;   /* other states of articles that were there already */
	size_t n_failed;     /* items, or articles in them, that could not be read */
	size_t n_empty;      /* files that were read and hold no article */
};

/* Take in files and folders; "-" is standard input. What cannot be read is told to
 * hooks->failure and counted; the rest goes on. When it returns, all that was reported is on
 * the disk. */
enum warta_code warta_add(struct warta *w, char *const *paths, size_t n_paths,
	const struct warta_hooks *hooks, struct warta_report *ret_report, struct warta_error *e);

/* ---- asking ---- */

enum warta_sort { WARTA_NEWEST, WARTA_RELEVANCE };

struct warta_search {
	const char *query;    /* man warta-query; NULL or "" is every article */
	const char *days;     /* and of these days, as after `date:`; NULL: of any */
	const char *since;    /* and of this day or later, as after `after:`; NULL: of any */
	enum warta_sort sort;
	size_t limit, offset; /* limit 0 is no limit */
	size_t snippet_chars; /* 0: no snippet; else about how long */
	int64_t now;          /* Unix seconds: what "yesterday" is counted from */
	int zone_min;         /* the reader's zone, minutes east of UTC */
};

struct warta_span {
	size_t start, end; /* bytes */
};

struct warta_row {
	int64_t number;        /* local, from 1: for people to type */
	const char *name;      /* lasting */
	const char *title, *source, *url, *lang;
	const char *published; /* RFC 3339, "" where not known */
	const char *day;       /* YYYY-MM-DD that it is filed under */
	const char *snippet;   /* "" where none was asked for */
	const struct warta_span *hits; /* in the snippet */
	size_t n_hits;
	const char *const *tags;
	size_t n_tags;
	bool is_read, is_starred;
	int64_t n_versions; /* states that are kept, from 1 */
	bool is_edited, is_withdrawn;
	/* warta_search_folded: its story, and how many articles and sources tell it. */
	int64_t story;
	size_t n_story, n_story_sources;
};

/* Articles that a query finds, a row a call. */
enum warta_code warta_search(struct warta *w, const struct warta_search *s,
	int (*row)(void *ctx, const struct warta_row *row), void *ctx, struct warta_error *e);

/* The same, of each story only the first that is found; `limit` and `offset` count stories. */
enum warta_code warta_search_folded(struct warta *w, const struct warta_search *s,
	int (*row)(void *ctx, const struct warta_row *row), void *ctx, struct warta_error *e);

/* How many articles it finds: exact. */
enum warta_code warta_count(struct warta *w, const struct warta_search *s, uint64_t *ret_count,
	struct warta_error *e);

struct warta_tally {
	const char *key;           /* a day (YYYY-MM-DD), a source, a language, a tag */
	uint64_t n_articles, n_unread;
};

enum warta_tally_of { WARTA_DAYS, WARTA_SOURCES, WARTA_LANGUAGES, WARTA_TAGS };

/* Days newest first; the others by number of articles. */
enum warta_code warta_tallies(struct warta *w, enum warta_tally_of what,
	int (*tally)(void *ctx, const struct warta_tally *t), void *ctx, struct warta_error *e);

struct warta_stats {
	uint64_t n_articles, n_unread, n_sources, n_languages, n_days;
	uint64_t n_records, n_failed_records;
	uint64_t warc_bytes, db_bytes;
	char first_day[11], last_day[11]; /* "" in an empty archive */
};

enum warta_code warta_stats(struct warta *w, struct warta_stats *ret_stats, struct warta_error *e);

enum warta_format {
	WARTA_TEXT,     /* for a terminal */
	WARTA_JSON,     /* docs/json.md; an article a line */
	WARTA_MARKDOWN,
	WARTA_HTML,
	WARTA_ATOM,     /* RFC 4287 */
	WARTA_CSV       /* RFC 4180 */
};

struct warta_look {
	enum warta_format format;
	size_t width;  /* columns; WARTA_TEXT */
	bool colour;   /* ANSI escapes; WARTA_TEXT */
	bool quotes;   /* quotations, too; WARTA_JSON, and WARTA_TEXT in warta_show */
	bool comments; /* what readers wrote below pages, too; warta_extract, WARTA_JSON */
	int64_t now;   /* for the date of an Atom feed that holds no article */
	int64_t version; /* warta_show: this version; 0: the one that the article shows */
};

typedef int (*warta_write_fn)(void *ctx, const char *bytes, size_t n);

/* The reading of warta_add without an archive: every article to hooks->article, in order, as JSON
 * (one line) or in the format that `look` (may be NULL) asks for, WARTA_TEXT to WARTA_HTML. `url`
 * (may be NULL) is the address that the files are from. */
enum warta_code warta_extract(char *const *paths, size_t n_paths, const char *url,
	const struct warta_look *look, const struct warta_hooks *hooks,
	struct warta_report *ret_report, struct warta_error *e);

/* The same for a list: each line of the file descriptor `list_fd` is a JSON object {"file", "url"}.
 * hooks->article is called once a line, in order, with the longest article of that file as one line
 * of JSON, or with "{}". */
enum warta_code warta_extract_batch(int list_fd, const struct warta_look *look,
	const struct warta_hooks *hooks, struct warta_report *ret_report, struct warta_error *e);

/* Where a feed's bytes came from; each may be NULL. */
struct warta_feed_origin {
	const char *url;     /* the address, for relative links */
	const char *headers; /* lines "Name: value": those of the response that matter to reading */
};

/* Read the `n` bytes of a feed (RSS, Atom, JSON Feed, OPML, a sitemap, a page that names feeds) and
 * write it as one line of JSON without line break (docs/feeds.md). WARTA_INPUT: it is none. */
enum warta_code warta_feed(const char *bytes, size_t n, const struct warta_feed_origin *origin,
	warta_write_fn write, void *ctx, struct warta_error *e);

/* Why the pages among files became the articles that they became: for each page hooks->article gets
 * a text for people or (`json`) one line of JSON, as man warta-extract tells. Files that are no
 * pages are told to hooks->failure. */
enum warta_code warta_explain(char *const *paths, size_t n_paths, const char *url, bool json,
	const struct warta_hooks *hooks, struct warta_report *ret_report, struct warta_error *e);

/* ---- stories (docs/stories.md) ---- */

/* An article in a story, and why it is there. */
struct warta_story_member {
	int64_t number;              /* as in struct warta_row */
	const char *name, *title, *source, *lang, *published;
	int64_t at;                  /* Unix seconds */
	int64_t copy_of;             /* number of the article whose text it carries, or 0 */
	int64_t translation_of;      /* number of the one in another language, or 0 */
	double copy_share;           /* 0 to 1: of the shorter text, what both have */
	double translation_sure;     /* 0 to 1: names and numbers that both have */
	int64_t strand_with;         /* number of the one in another language by which the stories
	                              * of both became one, or 0 */
	double strand_likeness;      /* 0 to 1: of the names and numbers of the two stories */
	int64_t nearest;             /* number of the one that it was likest to, or 0 */
	double likeness;             /* to the story when it joined, 0 to 1; 0 where it began it */
	bool is_said;                /* the user put it here, or the one that it is likest to */
	const char *news;            /* names and numbers that no earlier one has; warta_story */
};

/* A story that another one follows, or that is of the same topic. */
struct warta_story_other {
	int64_t number;
	const char *name, *title;
	int64_t first_at, last_at;
	double likeness;             /* of a report of it to the lead of the other */
};

/* A story is called by number and name of the first article that was taken in of it; where one is
 * asked for, any of its articles will do. */
struct warta_story {
	int64_t number;
	const char *name;            /* lasting */
	const char *title;           /* as the user calls it, else the headline of the lead */
	bool is_renamed, is_locked;
	struct warta_story_member lead; /* most others are like it or carry it */
	int64_t first_at, last_at;   /* Unix seconds */
	size_t n_members, n_sources, n_copies; /* copies count for no source */
	double weight;               /* sources, halved for each day until the newest story of two
	                              * or more articles that was found */
	const struct warta_story_member *members; /* by time; NULL where not asked for */
	/* warta_story alone: earlier ones that it follows, the likest first; and all before and
	 * after it that are of its topic, by time, with the words that most of these share. */
	const struct warta_story_other *follows, *topic;
	size_t n_follows, n_topic, n_topic_words;
	const char *const *topic_words;
};

enum warta_story_sort { WARTA_BY_WEIGHT, WARTA_BY_NEWEST, WARTA_BY_SIZE };

struct warta_stories_ask {
	struct warta_search search; /* articles; stories are shown as far as it finds them */
	enum warta_story_sort sort;
	size_t limit;               /* stories; 0 is no limit */
	size_t least;               /* articles of a story */
	bool members;
	const char *lang;           /* show a story by a report in this language, if it has one; or
	                             * NULL */
};

/* The stories of the articles that a query finds, a story a call. An article that is alone is a
 * story, too. */
enum warta_code warta_stories(struct warta *w, const struct warta_stories_ask *ask,
	int (*story)(void *ctx, const struct warta_story *story), void *ctx, struct warta_error *e);

/* A whole story; `lang` as above. */
enum warta_code warta_story(struct warta *w, const char *ref, const char *lang,
	int (*story)(void *ctx, const struct warta_story *story), void *ctx, struct warta_error *e);

/* Why an article is in its story. */
struct warta_why {
	struct warta_story_member article;
	struct warta_story story;    /* without members */
	const char *const *words;    /* that it and `nearest` both have, the weightiest first */
	const double *weights;       /* what each adds to their likeness */
	size_t n_words;
	double nearest_likeness;
};
enum warta_code warta_why(struct warta *w, const char *article,
	int (*give)(void *ctx, const struct warta_why *why), void *ctx, struct warta_error *e);

/* What the user says of stories: kept like tags, and never undone by the program. */
enum warta_story_action {
	WARTA_STORY_MERGE,  /* `story` and that of articles[0] are one */
	WARTA_STORY_SPLIT,  /* the articles, of `story`, are one of their own */
	WARTA_STORY_MOVE,   /* the articles are of `story` */
	WARTA_STORY_LOCK,   /* only the user puts articles there */
	WARTA_STORY_UNLOCK,
	WARTA_STORY_RENAME  /* it is called `title`; NULL or "": by its lead again */
};
struct warta_story_correction {
	enum warta_story_action action;
	const char *story;
	const char *const *articles;
	size_t n_articles;
	const char *title;
	int64_t now;        /* Unix seconds */
};
enum warta_code warta_story_correct(struct warta *w, const struct warta_story_correction *c,
	struct warta_error *e);

/* Group the articles of a JSON Lines file into stories, without an archive. Each line of `path`
 * ("-": standard input) is an object with "id" and, as far as they are known, "date", "lang",
 * "title" and "text"; to `line` goes for each, in order, an object with its "id", the "story" (the
 * id of its first article), and where it is one, what it is a "copy_of" and a "translation_of", and
 * the "strand_with" by which its story and one in another language became one.
 * `background` may name a table of document frequencies (docs/stories.md) or be NULL. */
enum warta_code warta_stories_of_lines(const char *path, const char *background,
	warta_write_fn line, void *ctx, struct warta_error *e);

/* One article, WARTA_TEXT to WARTA_HTML. */
enum warta_code warta_show(struct warta *w, const char *article, const struct warta_look *look,
	warta_write_fn write, void *ctx, struct warta_error *e);

/* Every article that a query finds, in the order of time and name, as one document; any format but
 * WARTA_TEXT. The same archive gives the same bytes. `w` holds less of its file in memory from then
 * on. */
enum warta_code warta_export(struct warta *w, const struct warta_search *s,
	const struct warta_look *look, warta_write_fn write, void *ctx, struct warta_error *e);

/* ---- handing over to an engine (docs/engine.md) ---- */

enum { WARTA_CURSOR_SIZE = 100 };

struct warta_bulk {
	struct warta_search search; /* which articles; `limit`, `offset`, `sort` do not count */
	const char *index;   /* a-z, 0-9, and inside - _ . ; NULL: "warta" */
	bool quotes;         /* quotations, too */
	const char *after;   /* the cursor of the last time: only what is new or changed since, and
	                      * what is to be deleted; NULL: everything */
};

struct warta_bulked {
	uint64_t n_put, n_deleted;
	bool is_whole;       /* everything: there was no cursor, or it is of another archive, of
	                      * one that was rebuilt since, or put back from a copy */
	char cursor[WARTA_CURSOR_SIZE]; /* for the next time, once all of this has arrived */
};

/* Write articles as the body of the _bulk API of OpenSearch and Elasticsearch. `write` is called
 * once for each document or deletion, with all of its lines. The same article has the same id each
 * time, in every archive. Memory does not grow with the archive, but by 16 bytes for each article
 * that a query finds; to that end `w` holds less of its file in memory from then on. */
enum warta_code warta_bulk(struct warta *w, const struct warta_bulk *how, warta_write_fn write,
	void *ctx, struct warta_bulked *ret, struct warta_error *e);

/* The index template for it, as JSON. */
enum warta_code warta_bulk_template(const char *index, warta_write_fn write, void *ctx,
	struct warta_error *e);

/* ---- versions (docs/versions.md) ---- */

/* What can change from one state of an article to the next, as bits. */
enum {
	WARTA_HEADLINE = 1,
	WARTA_BODY = 2,   /* the text */
	WARTA_BYLINE = 4,
	WARTA_DATE = 8,
	WARTA_TRIVIAL = 16 /* case or marks only */
};

struct warta_version {
	int64_t number;      /* 1, 2, 3... in the order of time */
	int64_t before;      /* the version that it is compared with; 0: none */
	const char *seen;    /* when it was first seen: RFC 3339 */
	const char *channel; /* what it was read from: "page", "given", "dump", "feed" */
	const char *title;
	unsigned kinds;      /* WARTA_HEADLINE... that changed; 0: nothing, or nothing to compare */
	const char *kind;    /* the one that counts most: "headline", "text"...; "" for none */
	unsigned headline_share, text_share; /* words that changed, in thousandths */
	bool is_shown;       /* the article shows it, and searching finds it */
};

/* The versions of an article, oldest first. */
enum warta_code warta_versions(struct warta *w, const char *article,
	int (*version)(void *ctx, const struct warta_version *v), void *ctx, struct warta_error *e);

/* The difference between two versions: WARTA_TEXT, WARTA_JSON or WARTA_HTML. `from` and `to` both
 * 0: the last edit of what it shows, or else the last one; `from` alone 0: the version before `to`.
 * WARTA_NOT_FOUND: no such version, or no edit. */
enum warta_code warta_diff(struct warta *w, const char *article, int64_t from, int64_t to,
	const struct warta_look *look, warta_write_fn write, void *ctx, struct warta_error *e);

/* The difference between the article whose text this one carries, or where it carries none, `other`
 * (may be NULL), and this one, in the same formats. WARTA_NOT_FOUND: there is neither. */
enum warta_code warta_diff_copy(struct warta *w, const char *article, const char *other,
	const struct warta_look *look, warta_write_fn write, void *ctx, struct warta_error *e);

struct warta_changes {
	const char *query;   /* of these articles only; NULL or "" is all */
	const char *since;   /* a day as in queries: "2024-03-01", "yesterday"; NULL: all */
	bool trivial;        /* trivial edits, too, and a headline by each channel it came by */
	size_t limit, offset; /* limit 0 is no limit */
	int64_t now;
	int zone_min;
};

struct warta_change {
	int64_t number;      /* of the article, with what it shows now: */
	const char *name, *title, *source, *url;
	const char *at;      /* when: RFC 3339 in the zone asked for */
	const char *kind;    /* "withdrawn", "back", or as in warta_version */
	unsigned kinds;      /* WARTA_HEADLINE... of an edit */
	int64_t version, before;               /* of an edit; else 0 */
	const char *title_after, *title_before; /* of these versions; "" where it was no edit */
	unsigned headline_share, text_share;
	int status;          /* 404 or 410 of "withdrawn"; else 0 */
};

/* Edits and withdrawals, a day after the other from the newest; within a day withdrawals, then
 * headlines, texts, bylines, dates and what is trivial, the newest first. */
enum warta_code warta_changes(struct warta *w, const struct warta_changes *what,
	int (*change)(void *ctx, const struct warta_change *c), void *ctx, struct warta_error *e);
/* ---- who said what ---- */

/* The quotations of one article: `line` is a JSON object {"id", "lang", "text"}; what is written is
 * {"id", "quotes"} (docs/quotes.md), one line without its end. WARTA_INPUT: it is no such
 * object. */
enum warta_code warta_quotes_of(const char *line, size_t n, warta_write_fn write, void *ctx,
	struct warta_error *e);

struct warta_quotes {
	const char *by;      /* words of the speaker's name; NULL or "": anybody */
	const char *about;   /* words that the quotation has; NULL or "": any */
	const char *query;   /* of articles that this finds only; NULL or "": all */
	const char *since;   /* in articles of this day or later; NULL: all */
	size_t limit;        /* quotations; 0 is no limit */
	int64_t now;
	int zone_min;
};

struct warta_quote {
	int64_t number;      /* of the article */
	const char *name, *title, *source, *day;
	const char *text;
	const char *kind;    /* "direct" or "indirect-reported" */
	const char *form;    /* "full" or "fragment" */
	const char *speaker; /* as the user calls a person, else the fullest form of the article;
	                      * "" */
	const char *surface; /* what stands beside the quotation: "he"; "" */
	const char *cue;     /* "said"; "" */
	const char *via;     /* through what it was said: "an interview with Radio Holm"; "" */
	int confidence;      /* 0 to 100 */
	size_t start, end;   /* bytes of the article's running text: its blocks but captions,
	                      * parted by blank lines */
	uint64_t n_articles; /* that have these words, this one among them; 0: too few words to
	                      * tell */
	int64_t first;       /* number of the first of them; 0 as above */
	bool is_changed;     /* an earlier state of the article had other words here */
};

/* Quotations, the newest article first, in order of its text. */
enum warta_code warta_quotes(struct warta *w, const struct warta_quotes *ask,
	int (*quote)(void *ctx, const struct warta_quote *q), void *ctx, struct warta_error *e);

/* Those of one article. */
enum warta_code warta_article_quotes(struct warta *w, const char *article,
	int (*quote)(void *ctx, const struct warta_quote *q), void *ctx, struct warta_error *e);

struct warta_person {
	const char *name;
	const char *const *others; /* names that the user says mean this person */
	size_t n_others;
	uint64_t n_quotes, n_articles;
};

/* Whoever is quoted, by number of quotations; `words` of the name, or NULL. */
enum warta_code warta_people(struct warta *w, const char *words,
	int (*person)(void *ctx, const struct warta_person *p), void *ctx, struct warta_error *e);

/* From now on the name `other` means `name`; NULL: it stands for itself again. Kept like tags. */
enum warta_code warta_person_set(struct warta *w, const char *other, const char *name,
	struct warta_error *e);

/* ---- collecting: docs/collecting.md ---- */

/* interval, full-text, look-again, pages, user-agent, login, cookie, proxy, keep, drop. A value of
 * "" takes the setting away. */
struct warta_setting {
	const char *name, *value;
};

struct warta_subscription {
	const char *url;
	const char *title, *folder; /* "News/Asia"; NULL where it shall stay as it is */
	/* Taken in only: what the feed calls itself, where there is no title yet; or NULL. */
	const char *own_title;
	const struct warta_setting *settings;
	size_t n_settings;
	/* Given out, never taken in; times are Unix seconds, 0 where there is none. */
	int64_t asked_at, due_at;
	int64_t failed_since;
	int64_t n_failed;           /* in a row */
	const char *problem;        /* what is wrong, in words; "" for nothing */
	const char *hub, *topic;    /* WebSub: who tells of news of what; "" for nobody */
};

/* Subscribe to `s->url`, or change the subscription: what is not given stays. */
enum warta_code warta_subscribe(struct warta *w, const struct warta_subscription *s,
	struct warta_error *e);
enum warta_code warta_unsubscribe(struct warta *w, const char *url, struct warta_error *e);

/* All, by folder and address. */
enum warta_code warta_subscriptions(struct warta *w,
	int (*each)(void *ctx, const struct warta_subscription *s), void *ctx,
	struct warta_error *e);

/* Take in the subscriptions of an OPML document; all get the `settings` of `like` (may be NULL).
 * `*ret_n` is how many were taken, `*ret_passed` how many were not: other than of http or https, or
 * without an address. And write all as OPML 2.0. */
enum warta_code warta_import(struct warta *w, const char *text, size_t n,
	const struct warta_subscription *like, uint64_t *ret_n, uint64_t *ret_passed,
	struct warta_error *e);
enum warta_code warta_export_opml(struct warta *w, warta_write_fn write, void *ctx,
	struct warta_error *e);

/* What may be connected to, and how politely. Zero or NULL is the usual. */
struct warta_network {
	bool allow_private;         /* addresses of this machine and network, too */
	const char *const *allow;   /* and these ranges: "10.0.0.0/8", "fd00::/8" */
	size_t n_allow;
	bool no_delay;              /* not a second between two requests to a host */
	unsigned per_host, connections, timeout_s;
	const char *ca_file;        /* certificates (PEM) beside the system's; NULL: none */
};

/* What can be subscribed to at `url`: a feed, a sitemap, or, where there is neither, the page
 * itself (`is_page`) for the links on it. Touches the network. WARTA_NOT_FOUND: nothing. */
struct warta_discovery {
	char url[8193], title[512];
	bool is_page;
};
enum warta_code warta_discover(const char *url, const struct warta_network *network,
	struct warta_discovery *ret, struct warta_error *e);

struct warta_fetch_options {
	struct warta_network network;
	char *const *sources; /* addresses or titles, or parts of them; none: all that are due */
	size_t n_sources;
	bool all;             /* whether due or not */
	bool watch;           /* for ever */
	const volatile int *stop; /* where it is not 0, end what is under way and return; may be
	                           * NULL */
};

struct warta_fetch_report {
	size_t n_sources, n_unchanged, n_failed, n_pages, n_pages_failed, n_added, n_versions,
		n_waiting;
	uint64_t n_bytes;
	/* What is slow: under way, the address that has been waited for the longest; in the end,
	 * the one that took the longest. Empty where none is. */
	char slow[256];
	double slow_s;
};

struct warta_fetch_line {
	const char *url, *title;
	const char *problem, *note; /* "" where there is none */
	bool unchanged;
	size_t n_new;
};

/* Any of the functions may be NULL. */
struct warta_fetch_hooks {
	void *ctx;
	int (*source)(void *ctx, const struct warta_fetch_line *line);
	int (*progress)(void *ctx, const struct warta_fetch_report *now);
};

/* Ask what is due, and take in what came. When it returns, all that was reported is on the disk.
 * With `watch`, others may take in while nothing is due; it is to be closed afterwards. */
enum warta_code warta_fetch(struct warta *w, const struct warta_fetch_options *options,
	const struct warta_fetch_hooks *hooks, struct warta_fetch_report *ret_report,
	struct warta_error *e);

/* ---- what only the user knows ---- */

/* Change every article that a query finds: "+x" sets tag x, "-x" takes it off. The tags "read" and
 * "starred" are the marks of these names. */
enum warta_code warta_tag(struct warta *w, const struct warta_search *s, const char *const *changes,
	size_t n_changes, uint64_t *ret_changed, struct warta_error *e);

/* All that only the user knows, as plain text (docs/dump-format.md), and back. */
enum warta_code warta_dump(struct warta *w, warta_write_fn write, void *ctx, struct warta_error *e);
enum warta_code warta_restore(struct warta *w, const char *text, size_t n,
	struct warta_error *e);

/* ---- who may use the desk (docs/desk.md) ---- */

struct warta_user {
	const char *name, *role;    /* "reader", "editor", "admin" */
	const char *const *tokens;  /* their labels */
	size_t n_tokens;
};
enum warta_code warta_users(const char *folder, int (*user)(void *ctx, const struct warta_user *u),
	void *ctx, struct warta_error *e);

/* A user that is not there is made, with `role` (NULL: "editor") and `password`; of one that is
 * there what is not NULL is set. WARTA_USAGE: no such role, name or password can be. */
enum warta_code warta_user_set(const char *folder, const char *name, const char *role,
	const char *password, struct warta_error *e);
enum warta_code warta_user_remove(const char *folder, const char *name, struct warta_error *e);

/* A token stands for a password in programs. It is told here once; removed by its label. */
enum { WARTA_TOKEN_SIZE = 41 };
enum warta_code warta_user_token(const char *folder, const char *name, const char *label,
	char ret_token[WARTA_TOKEN_SIZE], struct warta_error *e);
enum warta_code warta_user_token_remove(const char *folder, const char *name, const char *label,
	struct warta_error *e);

/* ---- publishing ---- */

struct warta_publish {
	struct warta_search search; /* which articles; `limit`: of these the newest */
	const char *title;     /* of the site; NULL: "warta" */
	const char *base_url;  /* where it will stand: "https://news.example/"; NULL: not known */
	const char *lang;      /* that its pages speak: "en" or "id"; NULL: "en" */
	size_t excerpt_words;  /* of each text, as many words; 0: whole texts */
	bool withdrawn;        /* articles that are withdrawn, too */
	bool anew;             /* make every page, not only those of which something changed */
	void *ctx;
	/* Now and then; a value other than 0 stops. May be NULL. */
	int (*progress)(void *ctx, size_t n_done, size_t n);
};

struct warta_published {
	size_t n_articles, n_stories;
	size_t n_files;        /* of the site */
	size_t n_written, n_removed; /* of them by this call; the others were as they should be */
};

/* Write a static site of the articles that a query finds into `folder` (man warta-publish): made
 * where it is not there; what is the same stays untouched, and files of the site that are no more
 * go. WARTA_USAGE: the folder holds something else. */
enum warta_code warta_publish(struct warta *w, const char *folder, const struct warta_publish *how,
	struct warta_published *ret, struct warta_error *e);

/* ---- serving (docs/desk.md) ---- */

struct warta_serve {
	const char *address; /* IPv4 or IPv6 in digits; NULL: "127.0.0.1" */
	int port;            /* 0: any that is free */
	bool is_public;      /* everybody may read; else, where there are users, only they */
	const char *const *allow; /* ranges that pictures and feeds may come from, too */
	size_t n_allow;           /* as in struct warta_network */
	const char *hub;          /* WebSub hub that feeds name; may be NULL */
	void *ctx;
	void (*ready)(void *ctx, const char *url); /* it answers at this address now; may be NULL */
	void (*log)(void *ctx, const char *line);  /* a line a request, any thread; may be NULL */
};

/* Serve the archive in `folder` over HTTP until something can be read from `stop_fd`. */
enum warta_code warta_serve(const char *folder, const struct warta_serve *how, int stop_fd,
	struct warta_error *e);

/* ---- care ---- */

/* Make everything derived again from the WARC files of the archive in `folder`, which nobody may
 * have open; the old database stays until the new one is whole, and need not be readable. */
enum warta_code warta_rebuild(const char *folder, const struct warta_hooks *hooks,
	struct warta_report *ret_report, struct warta_error *e);

/* Verify digests, references, counters and the search index. Each fault comes with how to mend
 * it. */
enum warta_code warta_check(struct warta *w,
	void (*fault)(void *ctx, const char *what, const char *mend), void *ctx,
	struct warta_error *e);

const char *warta_version(void);

#endif
