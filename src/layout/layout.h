/* layout: pages as values, and the templates that print them; of the desk and of published sites.
 *
 * A page is a struct that holds what it shows, all text in it as it came: templates
 * (assets/templates, compiled by tools/make-desk.py) escape. Who shows pages fetches from the
 * store; the functions here make of that what the templates want. Addresses are made by whoever
 * shows the page (struct say, put.h). What is returned lies in `out`, or is what was given. Pure.
 */
#ifndef LAYOUT_LAYOUT_H
#define LAYOUT_LAYOUT_H

#include "layout/put.h"
#include "store/desk.h"
#include "store/quotes.h"
#include "store/stories.h"

struct tree_item {
	struct slice name, query; /* the query of its view */
	struct slice folder;      /* of a source; may be empty */
	int64_t unread, total;
	bool here, is_folder, shown;
};
typedef LIST(struct tree_item) tree_items;

/* What stands around every page. */
struct chrome {
	struct slice title, lang, theme, density, token;
	bool pictures;       /* are shown */
	bool opening_reads;  /* an article that is open for a moment counts as read */
	struct slice user;   /* who is logged in; empty: nobody by name */
	bool can_login, may_read;
	struct slice back;   /* this page's address */
	struct slice query;  /* in the search box */
	struct slice feed;   /* query of the page as a feed, percent-encoding left to templates */
	bool has_feed, can_change;
	int64_t undo, n_undone; /* a bulk mark that can be taken back, and how many it changed */
	int64_t unread, starred;
	tree_items sources, tags, saved;
	const char *here;    /* "front", "search"... */
	/* Of a page of a published site; its title is empty on the front page. */
	struct slice site, canonical; /* its title; whose text the page shows */
	struct slice newer, older;    /* files to go to; empty where there are none */
};

struct row {
	int64_t number;
	const char *name;
	struct slice title, source, lang, day, time;
	struct slice when; /* day and time in words, in its own zone; no time if none is known */
	struct html snippet;
	struct slice story;    /* of a story: what it is called by in addresses; else empty */
	int64_t n_more;        /* and how many other reports */
	int64_t n_speakers;
	struct slice spark;    /* path of bars: when they came */
	bool read, starred, edited, withdrawn;
	strings tags;
};
typedef LIST(struct row) rows;

struct row_group {
	struct slice heading, day; /* day: YYYY-MM-DD */
	rows rows;
};

struct calendar_day {
	int day;
	struct slice date; /* YYYY-MM-DD; empty outside the month */
	int64_t total, unread;
	int level; /* 0 to 4: how full */
	bool here;
};
struct calendar_week {
	LIST(struct calendar_day) days;
};
struct calendar {
	struct slice name, before, after; /* days to go to; empty where there are none */
	LIST(struct slice) weekdays;
	LIST(struct calendar_week) weeks;
};

struct facet {
	struct slice name, query; /* the query with it */
	int64_t n;
};
struct bar {
	struct slice label, query;
	int64_t n;
	int x, y, width, height;
};

struct list_page {
	struct chrome chrome;
	struct slice heading;
	int64_t total;
	bool show_total;
	LIST(struct row_group) groups;
	struct calendar calendar;
	bool has_calendar;
	struct slice problem;       /* what is wrong with the query */
	struct slice older, newer;  /* addresses; empty where there are none */
	LIST(struct facet) sources, languages, people;
	LIST(struct bar) bars;
	int64_t n_counted;          /* hits that facets were counted of */
	bool is_search, by_relevance, can_save;
	struct slice mark_query;    /* "mark all as read" means this */
	int64_t mark_until;         /* and articles up to this number */
};

/* Words that somebody said. */
struct said {
	struct slice text, speaker;
	bool direct;
	struct row row;      /* the article that has them; empty on its own page */
	int64_t n_articles;  /* that have these words; 0: not told */
};
typedef LIST(struct said) saids;

struct article_page {
	struct chrome chrome;
	struct row row;
	struct slice source; /* as it names it; may be empty */
	struct slice subtitle, url, published, authors, edits;
	strings credits, publisher_tags;
	struct html body;
	bool is_cut;  /* the body is the beginning of the text only */
	int64_t n_versions, n_story; /* members of the story that it is in */
	struct slice story;
	struct slice withdrawn, note, picture; /* picture: our address of it */
	saids quotes;
	rows others;  /* of its story, the first few */
};

struct history_row {
	int64_t number, before;
	struct slice when, channel, kind;
	bool here;
};
struct history_page {
	struct chrome chrome;
	struct row row;
	LIST(struct history_row) rows;
	int64_t from, to, last;
	struct slice from_when, to_when;
	struct html body, after; /* after: where both stand side by side */
	bool side, too_long;
};

struct report {
	struct store_member member;
	struct row row;
	int share; /* per cent: likeness, what is carried, how sure */
	bool is_lead;
	LIST(struct report) carriers;
};
struct dot {
	const char *name;
	int x, y;
	bool big;
	struct slice when, source;
};
struct lane {
	int y, text_y; /* of the line, and of the foot of its name */
	struct slice name;
};
struct topic_row {
	int64_t number, first_at;
	struct row row; /* of its lead */
};

struct story_page {
	struct chrome chrome;
	struct row row;
	struct slice story;
	int64_t n_members, n_sources, n_copies;
	struct slice first, last;
	LIST(struct facet) languages; /* of the reports, most first; where there are several */
	bool locked, has_edits;
	LIST(struct report) reports;
	LIST(struct dot) dots;
	LIST(struct lane) lanes; /* of the dots: own reports, translations, copies */
	int line_height;
	saids quotes;
	struct slice topic; /* the words that it is called by */
	LIST(struct topic_row) others; /* stories of it, by time */
};

struct original_page {
	struct chrome chrome;
	struct row row;
	struct slice file, uri, type, seen, text;
	int64_t offset, length;
	bool cut;
};

struct people_page {
	struct chrome chrome;
	struct slice words;
	store_people rows;
};
struct person_page {
	struct chrome chrome;
	struct slice name;
	int64_t n_articles, next;
	saids quotes;
};

/* An index of a site. */
struct index_row {
	struct slice name, path; /* path: of its file */
	int64_t n_quotes, n_articles;
};
struct index_page {
	struct chrome chrome;
	struct slice heading;
	bool with_quotes;
	LIST(struct index_row) rows;
};

struct source_row {
	struct slice name, volume; /* volume: path of bars, a day each */
	int64_t total, unread;
};
struct watched_row {
	struct slice url, title, folder, asked, interval, problem;
	int64_t n_failed;
};
/* How asking the sources goes, or went (fetching.h). */
struct fetching_line {
	struct slice name, problem;
	int64_t n_new;
	bool unchanged;
};
struct fetching_view {
	bool runs, ran;          /* now; since the server began */
	int64_t n, of;           /* sources: asked, to be asked */
	int64_t n_new, n_versions, n_pages, n_failed;
	struct slice asking;     /* the address that has been waited for the longest */
	struct slice problem;    /* why it ended early */
	LIST(struct fetching_line) lines;
};
struct sources_page {
	struct chrome chrome;
	struct fetching_view fetching;
	bool refused;            /* another process has the archive */
	LIST(struct source_row) sources;
	LIST(struct watched_row) watched;
	struct slice added; /* an address, or how many */
	bool may_add;
};

struct change_row {
	struct slice title, name, kind, when;
	int64_t version; /* of an edit; else 0 */
};
struct changes_page {
	struct chrome chrome;
	LIST(struct change_row) rows;
};

struct login_page {
	struct chrome chrome;
	struct slice name, to; /* as typed; where to go then */
	bool wrong, busy;
};

struct text_page {
	struct chrome chrome;
	int status;
	struct slice message;
};

/* ---- Words --------------------------------------------------------------------------------- */

/* "2024-03-12"; "Tuesday, 12 March 2024"; "12 March"; "March 2024". `day` is days since 1970. */
struct slice day_text(int64_t day, struct arena *out);
struct slice day_words(const struct say *say, int64_t day, struct arena *out);
struct slice short_day(const struct say *say, int64_t day, struct arena *out);
struct slice month_words(const struct say *say, int year, int month, struct arena *out);
/* "Tuesday, 12 March 2024, 10:15", as far as it is known. */
struct slice date_words(const struct say *say, struct date d, struct arena *out);

/* ---- Rows, articles, months ---------------------------------------------------------------- */

/* The row of an article, without what is told of its story. */
void row_fill(const struct store_article *a, const struct say *say, struct arena *out,
	struct row *ret);

/* Add a row to its day, the last group, or begin that. `grouped`: days have headings. */
void groups_add(struct list_page *p, const struct row *row, bool grouped, const struct say *say,
	struct arena *out);

/* An article (STORE_WHOLE) and its quotations, in order of its text; not what is told of its row,
 * its story, its note and where it was withdrawn. */
void article_fill(const struct store_article *a, const store_quotes *quotes, const struct say *say,
	struct arena *out, struct article_page *p);

/* The month that `day` is in, of the tallies of its days; not where to go from there. False: there
 * is no such month. */
bool calendar_fill(int64_t day, const store_tallies *days, const struct say *say, struct arena *out,
	struct calendar *ret);

/* ---- Stories ------------------------------------------------------------------------------- */

enum { STORY_MEMBERS = 200, STORY_QUOTES = 40 }; /* shown */

/* The page of a story, but for its chrome and topic: `beside` are the rows of the first
 * STORY_MEMBERS members. Own reports in order of time, copies and translations under what they
 * carry. */
void story_fill(const struct store_story *s, const struct row *beside, const struct say *say,
	struct arena *out, struct story_page *p);

/* Add what speakers said in the article of `row`; words that are in `seen` no more. */
struct map;
void story_quotes_add(const store_quotes *quotes, const struct row *row, struct map *seen,
	struct arena *out, struct story_page *p);

/* The path of `n` bars side by side, a bar each `width` units (the last of them is a gap), the
 * tallest `height`: SVG 1.1, 8.3. */
struct slice bars_path(const int *counts, int n, int width, int height, struct arena *out);

/* The row of a story among those of the days from `low` to `high` (Unix seconds): `row` is that of
 * its lead, `name` what addresses call it by, `n_speakers` who is quoted there. */
void story_row_fill(const struct store_story *s, struct slice name, size_t n_speakers, int64_t low,
	int64_t high, const struct say *say, struct arena *out, struct row *row);

#endif
