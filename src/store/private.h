/* private: what the files of the store share. */
#ifndef STORE_PRIVATE_H
#define STORE_PRIVATE_H

#include <assert.h>

#include "base/map.h"
#include "index/match.h"
#include "store/sql.h"
#include "store/store.h"

/* Rows of the table `total`: numbers that would be slow to count. */
enum total {
	TOTAL_ARTICLES,
	TOTAL_UNREAD,
	TOTAL_STARRED,
	TOTAL_TAGGED,
	TOTAL_SPILL,  /* most seconds that an id stands behind its article's time */
	TOTAL_RECORD, /* and N_STORE_STATES - 1 more: records in each state */
	N_TOTALS = TOTAL_RECORD + N_STORE_STATES
};

/* article.flags; those above FLAGS_KEPT do not come from the kept tables */
enum {
	FLAG_READ = 1,
	FLAG_STARRED = 2,
	FLAG_TAGGED = 4,
	FLAGS_KEPT = FLAG_READ | FLAG_STARRED | FLAG_TAGGED,
	FLAG_EDITED = 8,
	FLAG_WITHDRAWN = 16
};

/* Where the ids of one second end for now, so that a crowded second is walked once. */
struct id_run {
	int64_t at, next;
};
enum { N_ID_RUNS = 256 };

/* Rows of the tables `speaker` and `sketch`. */
struct speaker_row {
	struct slice key, name;
	int64_t article, n;
};
struct sketch_row {
	int64_t hash, article, ordinal;
};

/* What a batch gathers to write in one go at its end. */
struct batch {
	struct arena arena;
	struct map sources;   /* name -> its id */
	struct map tallies;   /* kind and key -> struct tally_change */
	LIST(struct tally_change *) changes; /* the same, in order of their first */
	LIST(struct speaker_row) speakers;
	LIST(struct sketch_row) sketches;
	int64_t next_number;  /* 0: not known yet */
	LIST(int64_t) changed; /* articles that show another state than the index has of them */
	struct id_run *id_runs;
	enum { SAID_UNKNOWN, SAID_NOTHING, SAID_SOME } said; /* by the user, of stories */
};

struct index_state;
struct gathered; /* index/gather.h */

struct store {
	sqlite3 *db;
	char *path;
	char *replaces; /* of a rebuild: the database in whose place it will be put */
	int lock;      /* of PATH.lock, held while open; -1 where the folder cannot be written */
	bool writable;
	bool in_batch;
	unsigned n_moments;
	/* turn.c */
	bool begins;           /* a batch is being begun */
	int turn;              /* of PATH.turn; -1: not open */
	int64_t began_ms;      /* when the batch did, by a clock that only goes on */
	int64_t waits_from_ms; /* since when SQLite has been busy */
	int64_t passes_over_until_ms;
	uint64_t batch_number;
	struct batch batch;
	struct index_state *index;
	sqlite3_stmt *stmts[N_SQL];
};

/* ---- store.c */

enum { APPLICATION_ID = 0x57617274 }; /* "Wart": SQLite's application_id */

/* store_open for whoever holds the lock file. */
enum err store_open_locked(const char *path, enum store_mode mode, struct store **ret,
	struct error *e) MUST_USE;

/* End the batch, which wrote only what may be seen as it is, let who waits write, and go on with
 * another one. */
enum err store_step(struct store *s, struct error *e) MUST_USE;

/* A consistent view for several queries; nothing to do within a batch. */
/* What SQLite asks while the database is busy; 0: give up. */
int turn_wait(void *store, int n);
/* This connection waits no more, and its batch is over. */
void turn_begin(struct store *s);
void turn_end(struct store *s);

enum err read_begin(struct store *s, struct error *e) MUST_USE;
void read_end(struct store *s);

enum err need_batch(struct store *s, struct error *e) MUST_USE;

/* ---- tally.c */

enum tally_kind { TALLY_SOURCE, TALLY_DAY, TALLY_LANGUAGE, TALLY_TOTAL };

struct tally_change {
	enum tally_kind kind;
	int64_t key;       /* source, day or enum total */
	struct slice code; /* language */
	int64_t total, unread;
};

/* Counters change in memory and are written by tally_flush at the end of the batch. */
void tally_add(struct store *s, enum tally_kind kind, int64_t key, struct slice code,
	int64_t total, int64_t unread);
enum err tally_flush(struct store *s, struct error *e) MUST_USE;
enum err total_get(struct store *s, enum total what, int64_t *ret, struct error *e) MUST_USE;

/* ---- put.c */

/* The flags that the kept tables give the article `name`. */
enum err flags_of_name(struct store *s, struct slice name, int64_t *ret_flags, struct error *e)
	MUST_USE;

enum err source_id(struct store *s, struct slice name, int64_t *ret_id, struct error *e) MUST_USE;
/* Write the content of an article, or with SQL_VERSION_CONTENT_ADD of a version, `id`. */
enum err content_write(struct store *s, enum sql query, int64_t id, const struct article *a,
	struct error *e) MUST_USE;

/* ---- get.c */

/* The content of the article, or by the queries of version_content of the version, `id`: all but
 * source, language and channel. */
enum err content_read(struct store *s, enum sql head, enum sql rest, int64_t id, struct arena *out,
	struct article *ret, struct error *e) MUST_USE;

/* The running text of the article, as it is shown. */
enum err text_read(struct store *s, int64_t id, struct arena *out, struct slice *ret,
	struct error *e) MUST_USE;

/* ---- known.c */

/* The article that `put` is a state of; `*ret_id` is 0 where it is a new one. */
enum err known_find(struct store *s, const struct store_put *put, int64_t *ret_id, struct error *e)
	MUST_USE;
/* Remember that the article came with these keys. */
enum err known_add(struct store *s, int64_t id, const struct identity *identity, struct error *e)
	MUST_USE;
/* Articles that came with the key, the latest first; few. */
enum { KNOWN_MAX = 4 };
enum err known_list(struct store *s, int64_t key, int64_t ret_ids[static KNOWN_MAX], size_t *ret_n,
	struct error *e) MUST_USE;

/* ---- quotes.c */

/* Write the quotations of the article as it is shown; `said` NULL: look for them. */
struct said;
enum err quotes_write(struct store *s, int64_t id, const struct article *a,
	const struct said *said, struct error *e) MUST_USE;
enum err quotes_drop(struct store *s, int64_t id, struct error *e) MUST_USE;
/* At the end of a batch: in the order of their tables, since each page is then touched once. */
enum err quotes_flush(struct store *s, struct error *e) MUST_USE;

/* ---- version.c */

/* A state of an article, as its own row or that of a version has it. */
struct state {
	struct store_version v;
	int64_t source; /* its id */
	struct slice source_name, lang;
	int64_t bytes;  /* of its text; -1: not known yet */
	bool fresh;     /* has no row yet */
};
typedef LIST(struct state) states;

/* An article's row, as far as its states are concerned, and its states in order. */
struct history {
	int64_t id, day, flags, n_versions, shown, page_at, page_key;
	states states;
};
enum err history_get(struct store *s, int64_t id, struct arena *out, struct history *ret,
	struct error *e) MUST_USE;
/* Take in a state of an article that is there. */
enum err version_put(struct store *s, int64_t id, const struct store_put *put, bool *ret_changed,
	struct error *e) MUST_USE;
enum err flags_set(struct store *s, int64_t id, int64_t flags, struct error *e) MUST_USE;

/* ---- gone.c */

/* The page of the article was seen at `seen_at`, at the address with that key. */
enum err page_seen(struct store *s, const struct history *h, int64_t seen_at, int64_t key,
	struct error *e) MUST_USE;
/* The key of the address that an article was fetched from. */
int64_t page_key(const struct article *a);

/* ---- index.c */

struct segment_row {
	int64_t id, level, n_docs, n_words, n_bytes, n_dead;
};
typedef LIST(struct segment_row) segment_rows;
typedef LIST(struct segment *) segment_pointers;

struct index_state *index_state_new(void);
/* Forget what is in memory: what it was read from or meant for has changed. */
void index_state_drop(struct store *s);
void index_state_free(struct store *s);

/* `terms` of the article; NULL: they are gathered. */
enum err index_add(struct store *s, int64_t id, int64_t day, const struct article *a,
	const struct gathered *terms, struct error *e) MUST_USE;
/* The article shows another state: at the end of the batch that takes the place of the one indexed.
 * */
void index_change(struct store *s, int64_t id);
/* At the end of a batch: write what was added. */
enum err index_flush(struct store *s, struct error *e) MUST_USE;
/* After a batch that added something: merge what is due, in batches of its own that end early where
 * somebody waits. */
enum err index_merge_due(struct store *s, struct error *e) MUST_USE;
/* Has anything been added since it was asked last? */
bool index_was_added_to(struct store *s);

enum err segment_list(struct store *s, struct arena *out, segment_rows *ret, struct error *e)
	MUST_USE;
/* All segments, open, until the next call or the next batch; between read_begin and index_pause. */
enum err index_open(struct store *s, struct arena *out, segment_pointers *ret, struct error *e)
	MUST_USE;
void index_pause(struct store *s);

/* struct plan_env.forms of the store `ctx`. */
enum err index_forms(void *ctx, struct slice word, struct arena *out, strings *ret,
	struct error *e);

/* ---- search.c */

/* Add the ids that a call gives, and end it. */
enum err ids_of(struct sql_call *c, struct arena *out, id_list *ret, struct error *e) MUST_USE;

/* ---- kept.c: by name, of articles held or not */

enum err mark_set(struct store *s, struct slice name, enum store_mark mark, bool on, int64_t when,
	struct error *e) MUST_USE;
/* The tag folded: what tells tags apart. */
struct slice tag_key(struct slice tag, struct arena *out);
/* Empty: it goes. */
enum err note_set(struct store *s, struct slice name, struct slice note, struct error *e) MUST_USE;
enum err tag_set(struct store *s, struct slice name, struct slice tag, bool on, struct error *e)
	MUST_USE;
/* Bring the flags of the article of that name, if held, in line with the kept tables. */
enum err flags_refresh_name(struct store *s, struct slice name, struct error *e) MUST_USE;

/* ---- placing.c */

/* Something was said of where the articles of these names belong: place them, if held, and what
 * they are with. */
enum err placing_heed(struct store *s, struct slice name, struct slice other, struct error *e)
	MUST_USE;

/* The same for the first two columns of all that a query lists. */
enum err placing_heed_query(struct store *s, enum sql query, struct error *e) MUST_USE;

/* ---- corrections.c */

/* The story of the article `name` is called so, and locked; with neither, nothing is kept. */
enum err kept_story_put(struct store *s, struct slice name, struct slice title, bool locked,
	struct error *e) MUST_USE;

/* ---- collect.c */

/* A subscription gets its number, unless it has one. */
enum err feed_enter(struct store *s, struct slice url, struct error *e) MUST_USE;

/* What hangs on a subscription that goes. */
enum err subscription_forget(struct store *s, struct slice url, struct error *e) MUST_USE;

/* Lists of strings, as they lie in `content`. */
enum { LIST_SEPARATOR = 0x1f, BLOCK_SEPARATOR = 0x1e };
extern const char block_letters[N_BLOCK_TYPES + 1];

#endif
