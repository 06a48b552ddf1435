/* store: the archive's index in one file, and the only SQL.
 *
 * Everything derived (articles, counters, the search index, the book of WARC records) can be made
 * again from the WARC files. What only the user knows (read and star marks, tags, saved searches,
 * subscriptions) hangs on the lasting names of articles, in tables of its own, and is carried over
 * a rebuild. docs/search.md says how searching works, docs/dump-format.md what a dump looks like.
 *
 * One `struct store` is one connection and belongs to one thread; threads and processes open their
 * own. Any number read while one writes. Text that a function returns lies in the arena given.
 *
 * Two numbers and a name say which article is meant:
 *   name    26 characters, from its content: the same in every archive (model/article.h).
 *   number  1, 2, 3... in the order of taking in: local, for people to type.
 *   id      local, for programs: ids run in time order. An article's time `at` is when it was
 *           published, else updated, else first seen, in Unix seconds (a date without a zone as if
 *           in UTC); a date more than two days after it was first seen does not count, so that none
 *           stands above all news for ever. Its id is at << STORE_SEQ_BITS, or the next one that
 *           is free. When more articles fall on one second than it has ids, they run over into the
 *           next ones, so that `id >> STORE_SEQ_BITS` may be later than `at`, never earlier. No
 *           answer depends on that: days are compared as days.
 *
 * Errors of all functions: ERR_DB and ERR_IO (disk full among them) as they come, ERR_BUSY where
 * another process holds the write lock for longer than STORE_BUSY_MS, ERR_CORRUPT where the file
 * contradicts itself (run store_check). A function that fails between store_begin and store_commit
 * has changed nothing that store_rollback does not undo. */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "base/error.h"
#include "model/article.h"

struct query; /* query/query.h */
struct said; /* store/said.h */
struct gathered; /* index/gather.h */
struct store;

enum { STORE_SEQ_BITS = 6, STORE_BUSY_MS = 10000 };

/* ---- Opening ------------------------------------------------------------------------------- */

enum store_mode {
	STORE_READ,  /* writes nothing; the file must exist */
	STORE_WRITE, /* the file must exist */
	STORE_CREATE /* like STORE_WRITE, and made where it does not exist */
};

/* Open the database at `path`. One that an older warta made is brought up to date, also to read it.
 * ERR_NOT_FOUND: no such file, or for STORE_READ an empty one. ERR_INPUT: it is something else; or
 * is of an older warta, and cannot be written. ERR_LIMIT: it was made by a newer warta (the message
 * has both versions). ERR_BUSY: it is just being replaced by a rebuild. */
enum err store_open(const char *path, enum store_mode mode, struct store **ret, struct error *e)
	MUST_USE;

/* Close; undoes what is not committed. Takes NULL; returns NULL. */
struct store *store_close(struct store *s);

/* Hold less of the file in memory from now on, and map none of it: for who reads or writes a little
 * at a time, for a long time. */
enum err store_be_small(struct store *s, struct error *e) MUST_USE;

/* ---- Writing in batches -------------------------------------------------------------------- */

/* Everything that writes stands between begin and commit; what returns from commit is on the disk
 * (synchronous=FULL). A batch of some hundred to a few thousand articles is a good size; memory is
 * bounded whatever it is. After articles a commit merges the search index where that is due, in
 * batches of its own which give way; where that fails, what was committed stays. */
enum err store_begin(struct store *s, struct error *e) MUST_USE;
enum err store_commit(struct store *s, struct error *e) MUST_USE;
/* Which batch it is: another number each time that one is begun. */
uint64_t store_batch_number(const struct store *s);
/* Does somebody wait to begin a batch, in this process or another? Whoever writes batch after batch
 * should ask now and then, end its batch where somebody does and it has lasted STORE_TURN_MS (less,
 * and many small ones would keep it from its work), and give way: wait, outside of a batch, until
 * they are done or STORE_GIVE_WAY_MS are over, when nobody is said to wait for a while. */
enum { STORE_TURN_MS = 50, STORE_GIVE_WAY_MS = 250 };
bool store_is_awaited(struct store *s);
bool store_batch_is_due(struct store *s); /* it has lasted so long, and somebody waits */
void store_give_way(struct store *s);
/* Another number whenever somebody else, in this process or another, has written meanwhile. */
enum err store_others_wrote(struct store *s, int64_t *ret_number, struct error *e) MUST_USE;
/* Back to where begin stood. Does nothing outside a batch. */
void store_rollback(struct store *s);
/* What was done since store_begin gave `err`: commit where that is OK, else, or where committing
 * fails, roll back. Returns the first error. */
enum err store_end(struct store *s, enum err err, struct error *e) MUST_USE;

/* ---- Reading much -------------------------------------------------------------------------- */

/* From now on until the end all answers are of one moment, also beside a writer, whose log grows as
 * long; and small ones cost less. Moments may nest; no batch begins within one, and within a batch
 * they are nothing. */
enum err store_moment_begin(struct store *s, struct error *e) MUST_USE;
/* Does nothing where none was begun. */
void store_moment_end(struct store *s);

/* ---- The book of WARC files ---------------------------------------------------------------- */

/* A file and how much of it is known. What lies behind `committed` was written by somebody who did
 * not live to say so: ingest reads it, takes up whole records and cuts the rest off. */
struct store_file {
	int64_t id;
	struct slice name;  /* within warc/: "warta-20220209-0001.warc.gz" */
	uint64_t committed; /* bytes */
};
typedef LIST(struct store_file) store_files;

enum err store_files_list(struct store *s, struct arena *out, store_files *ret, struct error *e)
	MUST_USE; /* in order of their names */
/* The file's id; it is entered with length 0 where it is new. */
enum err store_file_put(struct store *s, struct slice name, int64_t *ret_id, struct error *e)
	MUST_USE;
enum err store_file_commit(struct store *s, int64_t file, uint64_t committed, struct error *e)
	MUST_USE;

enum store_state {
	STORE_PENDING, /* kept, not yet read: ingest reads it at its next start */
	STORE_PARSED,  /* gave `n_articles` articles (known ones among them) */
	STORE_NOTHING, /* was read and holds no article; revisits too */
	STORE_FAILED,  /* cannot be read; `message` says why */
	N_STORE_STATES
};

enum { STORE_DIGEST_LEN = 32 };

struct store_record {
	int64_t id;              /* in order of taking in */
	int64_t file;            /* struct store_file */
	uint64_t offset, stored; /* where its gzip member begins, and its length, bytes */
	unsigned char digest[STORE_DIGEST_LEN]; /* SHA-256 of the payload */
	struct slice type;                      /* "resource", "response", "revisit"... */
	struct slice uri;                       /* WARC-Target-URI; may be empty */
	struct slice content_type;
	int64_t seen_at; /* WARC-Date, Unix seconds */
	enum store_state state;
	int64_t n_articles;
	struct slice message; /* empty unless failed */
};
typedef LIST(struct store_record) store_records;

/* Would a record (address, digest, type and time of it count) say nothing new? It does where it is
 * there itself, and where its bytes are those that its address gave last before it; so what comes
 * back after something else is new. A request or metadata says nothing new where its address had
 * these bytes ever, and with `anywhere`, for what lies in files, any record does where of its
 * address nothing is known but its bytes of another. */
enum err store_record_known(struct store *s, const struct store_record *r, bool anywhere,
	bool *ret, struct error *e) MUST_USE;

/* Enter a record (`r->id` is not looked at). Address, time and bytes are unique together: where it
 * is there, `*ret_id` is the old one's id and nothing changes. */
enum err store_record_add(struct store *s, const struct store_record *r, int64_t *ret_id,
	bool *ret_is_new, struct error *e) MUST_USE;
enum err store_record_done(struct store *s, int64_t id, enum store_state state, int64_t n_articles,
	struct slice message, struct error *e) MUST_USE;
enum err store_record_get(struct store *s, int64_t id, struct arena *out, struct store_record *ret,
	struct error *e) MUST_USE;
/* At most `limit` records in `state` with an id above `after`, in order of id. */
enum err store_records_in(struct store *s, enum store_state state, int64_t after, size_t limit,
	struct arena *out, store_records *ret, struct error *e) MUST_USE;

typedef LIST(int64_t) store_ids;

/* ---- Articles ------------------------------------------------------------------------------ */

/* Put an article that was found in `record` as its `ordinal`-th (from 0). `name` is its lasting
 * name (article_name) and `identity` its keys (identity_of), which workers compute; without keys it
 * is known by its name only. Where it is a state of an article that is there (docs/versions.md), it
 * becomes a version of that, or nothing where it says nothing new; `*ret_id` is that article's.
 * Marks and tags that the user once gave its name hold again. To give the same ids, numbers and
 * versions each time, put in the same order; in a batch, articles sorted by time go in fastest. */
struct store_put {
	int64_t record;
	int64_t ordinal;
	const struct article *article;
	const char *name;
	int64_t seen_at; /* Unix seconds: of the record */
	const struct identity *identity; /* identity/identity.h; NULL: none */
	const struct said *said; /* store/said.h: in its text; NULL: it is looked for */
	const struct gathered *terms; /* index/gather.h: of it; NULL: they are gathered */
};
enum store_put_as {
	STORE_PUT_KNOWN,  /* nothing new */
	STORE_PUT_NEW,
	STORE_PUT_VERSION /* another state of an article that was there */
};
enum err store_article_put(struct store *s, const struct store_put *put, int64_t *ret_id,
	enum store_put_as *ret_as, struct error *e) MUST_USE;

/* The time `at` (see the top) of an article that is seen then. */
int64_t store_time_of(const struct article *a, int64_t seen_at);

struct store_article {
	int64_t id, number;
	char name[ARTICLE_NAME_LEN + 1];
	int64_t at;      /* see the top */
	int64_t day; /* days since 1970: its own calendar day; of seen_at in UTC where undated */
	int64_t seen_at;
	int64_t record, ordinal;
	bool read, starred;
	bool edited;            /* has a version that is more than trivially another */
	bool withdrawn;
	int64_t n_versions;     /* states that are kept, from 1 */
	int64_t shown;          /* inner: the version that it shows */
	strings my_tags;        /* given by the reader, sorted */
	struct article article; /* as shown; `place`, `guid` and `address` are empty */
};

enum store_parts {
	STORE_HEAD, /* for a line of a list: no blocks, credits or captions */
	STORE_WHOLE
};

/* ERR_NOT_FOUND: no article has this id. */
enum err store_article_get(struct store *s, int64_t id, enum store_parts parts, struct arena *out,
	struct store_article *ret, struct error *e) MUST_USE;

/* The article that `ref` means: its number, its name, or the beginning of its name (at least
 * STORE_REF_MIN characters, one of them a letter). ERR_NOT_FOUND; ERR_USAGE: several begin so. */
enum { STORE_REF_MIN = 4 };
enum err store_article_find(struct store *s, struct slice ref, int64_t *ret_id, struct error *e)
	MUST_USE;

/* ---- Versions (docs/versions.md) ----------------------------------------------------------- */

/* An article keeps at most so many states, and bytes of their texts. When another comes, the oldest
 * that differs only trivially goes, or where there is none the oldest; but never the first one, the
 * latest of a channel, nor the one shown. */
enum { STORE_VERSIONS_MAX = 64, STORE_VERSIONS_BYTES = 16 << 20 };

struct store_version {
	int64_t number;  /* 1, 2, 3... in order of the times at which the states were first seen */
	int64_t before;  /* number of the state before it in its channel; 0: none */
	int64_t seen_at; /* Unix seconds */
	int64_t record, ordinal;
	enum channel channel;
	char name[ARTICLE_NAME_LEN + 1];
	unsigned kinds;  /* CHANGE_... of diff/change.h, against the state before it */
	unsigned headline_share, text_share; /* thousandths of the words */
	bool shown;      /* this is what the article shows and what searching finds */
	int64_t id;      /* inner; 0 where the article has only one state */
};
typedef LIST(struct store_version) store_versions;

/* All states of article `id`, in order; one at least. ERR_NOT_FOUND. */
enum err store_versions_list(struct store *s, int64_t id, struct arena *out, store_versions *ret,
	struct error *e) MUST_USE;
/* The article as it was in its version `number`. ERR_NOT_FOUND. */
enum err store_version_get(struct store *s, int64_t id, int64_t number, struct arena *out,
	struct article *ret, struct error *e) MUST_USE;

/* What a server said of an address at a time. */
struct store_answer {
	struct slice uri;
	int64_t seen_at; /* Unix seconds */
	int64_t record;
	int status;
	struct slice moved_to; /* of store_moved_put */
};

/* Nothing is there (404 or 410): articles of that address that were seen before are withdrawn,
 * until their page is seen again. Their address is the one that they give, and the one that their
 * page was last seen at. */
enum err store_gone_put(struct store *s, const struct store_answer *a, struct error *e) MUST_USE;
/* What is there is as it was. */
enum err store_unchanged_put(struct store *s, const struct store_answer *a, struct error *e)
	MUST_USE;
/* It leads elsewhere: what is found there may be a state of an article that came from here. */
enum err store_moved_put(struct store *s, const struct store_answer *a, struct error *e) MUST_USE;

struct store_withdrawal {
	int64_t article;
	int64_t gone_at;
	int64_t back_at; /* 0: it is withdrawn still */
	int status;
	int64_t record;
};
typedef LIST(struct store_withdrawal) store_withdrawals;

/* Of article `id`, in order of time. */
enum err store_withdrawals_of(struct store *s, int64_t id, struct arena *out,
	store_withdrawals *ret, struct error *e) MUST_USE;
/* All of [from, until), newest first, at most STORE_CHANGES_MAX. */
enum err store_withdrawals_in(struct store *s, int64_t from, int64_t until, struct arena *out,
	store_withdrawals *ret, struct error *e) MUST_USE;

struct store_edit {
	int64_t article;
	struct store_version version;
};
typedef LIST(struct store_edit) store_edits;

/* Versions that came in [from, until) and differ from those before them, newest first; at most
 * STORE_CHANGES_MAX. Their numbers, names and records are not filled in; store_edit_place does. */
enum { STORE_CHANGES_MAX = 100000 };
enum err store_edits_in(struct store *s, int64_t from, int64_t until, struct arena *out,
	store_edits *ret, struct error *e) MUST_USE;
enum err store_edit_place(struct store *s, struct store_edit *edit, struct error *e) MUST_USE;

/* ---- Searching ----------------------------------------------------------------------------- */

enum store_sort {
	STORE_NEWEST,    /* highest id first */
	STORE_OLDEST,    /* lowest id first */
	STORE_RELEVANCE, /* BM25 with the headline weighted; equal ones newest first */
	STORE_LASTING    /* by time, then name: the same order in every archive; for exports */
};

struct store_search {
	const struct query *query; /* NULL is every article */
	enum store_sort sort;
	size_t offset, limit; /* SIZE_MAX: all */
};

struct store_hit {
	int64_t id;
	double score; /* 0 unless sorted by relevance */
};

struct store_hits {
	LIST(struct store_hit) hits;
	int64_t total; /* articles that match, exactly */
};

/* The answer is of one moment, also beside a writer. ERR_SYNTAX: the query asks for what cannot be
 * asked (a prefix that is too short, an id that means several). */
enum err store_search(struct store *s, const struct store_search *what, struct arena *out,
	struct store_hits *ret, struct error *e) MUST_USE;

/* What to mark in the articles that a query found (index/snippet.h): the words as the archive knows
 * them, with their forms. Points into `query`. */
struct marker;
enum err store_marker(struct store *s, const struct query *query, struct arena *out,
	struct marker *ret, struct error *e) MUST_USE;

/* ---- What is there: kept counters, never counted ------------------------------------------- */

struct store_tally {
	struct slice name; /* of the source, or the language's code; empty where unknown */
	int64_t day;       /* of store_days */
	int64_t total, unread;
};
typedef LIST(struct store_tally) store_tallies;

/* Sources and languages by falling total, then name; days from the newest, at most `limit` of those
 * before day `before` (INT64_MAX: from the end). */
enum err store_sources(struct store *s, struct arena *out, store_tallies *ret, struct error *e)
	MUST_USE;
enum err store_languages(struct store *s, struct arena *out, store_tallies *ret, struct error *e)
	MUST_USE;
enum err store_days(struct store *s, int64_t before, size_t limit, struct arena *out,
	store_tallies *ret, struct error *e) MUST_USE;

struct store_stats {
	int64_t articles, unread, starred, tagged;
	int64_t sources, days, languages;
	int64_t first_at, last_at; /* times of the oldest and newest article */
	int64_t files, file_bytes; /* committed bytes of the WARC files */
	int64_t records[N_STORE_STATES];
	int64_t db_bytes;          /* the whole file */
	int64_t index_bytes;       /* the search index in it */
	int64_t words;             /* words indexed */
	int64_t segments;          /* parts of the index */
};
enum err store_stats(struct store *s, struct store_stats *ret, struct error *e) MUST_USE;

/* ---- What only the user knows -------------------------------------------------------------- */

enum store_mark { STORE_MARK_READ, STORE_MARK_STAR, N_STORE_MARKS };

/* Set or take back a mark or a tag; `*ret_changed` (may be NULL) is false where it was so already.
 * Tags are 1 to STORE_TAG_MAX bytes without control characters, kept as typed; two tags that fold
 * alike (case, accents) are the same tag. */
enum { STORE_TAG_MAX = 200 };
enum err store_mark_set(struct store *s, int64_t id, enum store_mark mark, bool on, int64_t now,
	bool *ret_changed, struct error *e) MUST_USE;
enum err store_tag_set(struct store *s, int64_t id, struct slice tag, bool on, bool *ret_changed,
	struct error *e) MUST_USE;
/* The reader's tags with their counts, sorted; `unread` and `total` are of the articles held. */
enum err store_tags(struct store *s, struct arena *out, store_tallies *ret, struct error *e)
	MUST_USE;

/* What the user wrote to an article, as typed; empty: nothing. At most STORE_NOTE_MAX bytes. */
enum { STORE_NOTE_MAX = 64 << 10 };
enum err store_note_get(struct store *s, int64_t id, struct arena *out, struct slice *ret,
	struct error *e) MUST_USE;
enum err store_note_set(struct store *s, int64_t id, struct slice note, struct error *e) MUST_USE;

struct store_saved {
	struct slice name, query;
};
typedef LIST(struct store_saved) store_saveds;
enum err store_saved_list(struct store *s, struct arena *out, store_saveds *ret, struct error *e)
	MUST_USE; /* sorted by name */
enum err store_saved_put(struct store *s, const struct store_saved *saved, struct error *e)
	MUST_USE; /* replaces one of the same name */
enum err store_saved_drop(struct store *s, struct slice name, struct error *e) MUST_USE;

struct store_subscription {
	struct slice url, title, folder; /* folder: "News/Asia", or empty */
};
typedef LIST(struct store_subscription) store_subscriptions;
enum err store_subscription_list(struct store *s, struct arena *out, store_subscriptions *ret,
	struct error *e) MUST_USE; /* sorted by folder, then url */
enum err store_subscription_put(struct store *s, const struct store_subscription *sub,
	struct error *e) MUST_USE; /* replaces one of the same url */
enum err store_subscription_drop(struct store *s, struct slice url, struct error *e) MUST_USE;

/* Everything of the user as lines of text (docs/dump-format.md): sorted, so that equal contents
 * give equal bytes. Each line goes to `line_fn` without its newline; what that returns ends it. */
typedef enum err (*store_line_fn)(void *ctx, struct slice line, struct error *e);
enum err store_dump(struct store *s, store_line_fn line_fn, void *ctx, struct error *e) MUST_USE;

/* Take in a dump line by line, within a batch; lines add and replace, never take away. Articles
 * need not be there: what is said of a name holds when it comes. ERR_INPUT names the line, or says
 * that the dump is of a newer format. store_restore_end: ERR_INPUT where the dump was cut off. */
struct store_restore {
	int64_t lines; /* taken in so far */
	bool ended;    /* the last line was met */
};
enum err store_restore_line(struct store *s, struct store_restore *at, struct slice line,
	struct error *e) MUST_USE;
enum err store_restore_end(const struct store_restore *at, struct error *e) MUST_USE;

/* ---- Building anew, checking --------------------------------------------------------------- */

/* Begin a new, empty database beside the one at `path` ("PATH.new"; one left over is thrown away).
 * Fill it like any other. ERR_BUSY: somebody has the old one open; they may not open it, either,
 * when the new one is whole. */
enum err store_rebuild_begin(const char *path, struct store **ret_new, struct error *e) MUST_USE;

/* Carry over what only the user knows from the old database, and put the new one in its place:
 * atomically, on the disk when it returns. `*ret_lost`: the old one is damaged, and not all of that
 * could be read. Then, and with `keep_old`, the old one stays as "PATH.before", unless there is one
 * already. The new store is closed in any case; on failure the old database is as it was. ERR_BUSY:
 * somebody has the old one open; close your own first. */
enum err store_rebuild_end(struct store *new_store, bool keep_old, bool *ret_lost,
	struct error *e) MUST_USE;
/* Throw the new one away. */
void store_rebuild_drop(struct store *new_store);

struct store_finding {
	struct slice what; /* is wrong: "article 17 belongs to record 4, which is not there" */
	struct slice mend; /* how to mend it: "warta rebuild" */
};
typedef void (*store_finding_fn)(void *ctx, const struct store_finding *finding);

enum store_depth {
	STORE_QUICK, /* structure, references, counters */
	STORE_DEEP   /* and each page of the file, and each article's words against the index */
};

/* Look for contradictions and tell each (at most STORE_FINDINGS_MAX of a kind). An error is only
 * what kept it from looking. Digests of WARC records are not the store's: ingest checks them. */
enum { STORE_FINDINGS_MAX = 20 };
enum err store_check(struct store *s, enum store_depth depth, store_finding_fn finding_fn,
	void *ctx, struct error *e) MUST_USE;

#endif
