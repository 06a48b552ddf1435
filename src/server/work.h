/* work: one request being answered, and the server that it belongs to. Private to the server. */
#ifndef SERVER_WORK_H
#define SERVER_WORK_H

#include <pthread.h>
#include <stdatomic.h>

#include "account/account.h"
#include "archive/archive.h"
#include "layout/put.h"
#include "server/request.h"
#include "server/server.h"
#include "server/waiting.h"

enum {
	/* A connection stays with its thread, and waits for what that is busy with: many, so that a
	 * long answer holds up few. Of readers of the database, so many are kept open. */
	SERVER_THREADS = 16, SERVER_READERS = 4,
	SECRET_LEN = 32, TOKEN_LEN = 40, MAX_UNDO = 8,
	/* From its arrival on that a change waits for another process which writes. */
	WRITE_WAIT_S = 60
};

/* What "mark all as read" changed, so that it can be taken back. */
struct undo {
	int64_t number; /* 1, 2, 3...; 0: free */
	int64_t *ids;
	size_t n;
};

/* Who asks (login.h). */
struct who {
	struct slice name;    /* empty: nobody by name */
	enum role role;
	bool users;           /* the archive has users */
	bool by_header;       /* came with a token that a browser does not send by itself */
	struct slice session; /* else the cookie */
};

/* What a handler may have to wait for: in a line of those that wait for the same (http.c). */
enum waits {
	WAITS_NOT,
	WAITS_FOR_NETWORK,
	WAITS_FOR_WRITER,
	WAITS_FOR_PASSWORD,
	WAITS_FOR_ROOM, /* for an answer of many megabytes */
	WAITS_FOR_CORE, /* for one that takes many milliseconds and megabytes to make */
	N_WAITS
};

struct server {
	const char *folder;
	struct logins *logins;
	struct server_options options;
	unsigned char secret[SECRET_LEN]; /* of tokens: access.c */
	pthread_mutex_t lock;             /* of `readers`; `n_held` gets less behind it */
	pthread_cond_t room;              /* which is told here */
	struct archive *readers[SERVER_READERS];
	int n_readers;
	pthread_mutex_t write_lock;       /* of all that follows */
	struct archive *writer;           /* opened at the first change */
	struct undo undos[MAX_UNDO];
	int64_t n_undos;
	unsigned char picture_key[SECRET_LEN]; /* pictures.h */
	atomic_bool stopping;
	struct waiting *waiting[N_WAITS];
	struct fetching *fetching; /* fetching.h */
	struct streams *streams;   /* stream.h */
	atomic_long n_requests, n_errors, n_bytes, n_open, n_held;
	atomic_int n_changing; /* requests that write or wait for that */
	int64_t started_at;
};

struct answer {
	int status; /* 0: 200 */
	const char *type;
	struct buf body;
	struct slice location;       /* for a redirect */
	LIST(struct param) headers;  /* more of them; values are ours or checked */
	const struct asset *asset;   /* instead of the body */
	bool stream;                 /* instead of the body: stream.h */
	const char *cache;           /* Cache-Control; NULL: "no-cache" */
};

struct work {
	struct server *server;
	struct store *store; /* for reading */
	struct arena out;
	struct request request;
	struct answer reply;
	struct say say;
	int64_t now;
	struct slice peer; /* address of who asks, as text; behind a proxy here the one it names */
	struct who who;
	bool can_change;   /* marks, tags: an editor */
	struct slice rest; /* what stands for "*" in the route */
};

/* Answers a request, or fails: then an error page is sent. */
typedef enum err (*handler)(struct work *w, struct error *e);

/* ---- access.c: who may do what */

/* Is the request one that this desk answers: not led here by another site's name or form? False
 * with the status and sentence to send. */
bool access_check(struct work *w, int *ret_status, const char **ret_why);

/* The token of the forms of who asks, and whether the request has it. */
struct slice access_form_token(struct work *w);
bool access_form_ok(struct work *w);

/* Make the secret that tokens are made of from the archive's key. Forms of an open page and
 * programs that are logged in go on after a restart. */
void access_secret(struct server *s);

/* A token that only this archive's servers can make, for `purpose`: 40 hexadecimal digits. */
void access_token(const struct server *s, const char *purpose, char ret[static TOKEN_LEN + 1]);
bool access_token_is(const struct server *s, const char *purpose, struct slice token);

/* ---- work.c: changing, and answers that are not pages */

/* Begin changing: the writing connection, until work_write_end. ERR_USAGE: nobody may. */
enum err work_write_begin(struct work *w, struct store **ret, struct error *e) MUST_USE;
/* Keep what was changed where `err` is OK; gives `err`, or why it could not be kept. */
enum err work_write_end(struct work *w, enum err err, struct error *e) MUST_USE;

void reply_header(struct work *w, const char *name, struct slice value);
/* See Other; `to` must be a path of this desk, else it is "/". */
void reply_redirect(struct work *w, struct slice to);
void reply_text(struct work *w, int status, const char *text);

/* ---- pages and APIs: the handlers */

enum err page_front(struct work *w, struct error *e);
enum err page_latest(struct work *w, struct error *e);
enum err page_story(struct work *w, struct error *e);
enum err desk_story(struct work *w, struct error *e);
enum err page_day(struct work *w, struct error *e);
enum err page_search(struct work *w, struct error *e);
enum err page_article(struct work *w, struct error *e);
enum err page_sources(struct work *w, struct error *e);
enum err page_people(struct work *w, struct error *e);
enum err page_person(struct work *w, struct error *e);
enum err page_tags(struct work *w, struct error *e);
enum err page_changes(struct work *w, struct error *e);
enum err page_help(struct work *w, struct error *e);
/* For who may not see this: the page to log in at, or "forbidden". */
enum err page_refused(struct work *w);
enum err page_error(struct work *w, int status, struct slice message);
enum err page_login(struct work *w, struct error *e);
enum err desk_login(struct work *w, struct error *e);
enum err desk_logout(struct work *w, struct error *e);
enum err desk_counts(struct work *w, struct error *e);
enum err desk_saved(struct work *w, struct error *e);
enum err desk_mark(struct work *w, struct error *e);
enum err desk_mark_all(struct work *w, struct error *e);
enum err desk_undo(struct work *w, struct error *e);
enum err desk_tag(struct work *w, struct error *e);
enum err desk_subscribe(struct work *w, struct error *e);
enum err desk_unsubscribe(struct work *w, struct error *e);
enum err desk_import(struct work *w, struct error *e);
enum err desk_fetch(struct work *w, struct error *e);
enum err serve_fetching(struct work *w, struct error *e);
enum err serve_opml(struct work *w, struct error *e);
enum err serve_picture(struct work *w, struct error *e);
enum err desk_note(struct work *w, struct error *e);
enum err desk_save(struct work *w, struct error *e);
enum err desk_set(struct work *w, struct error *e);
enum err feed_out(struct work *w, struct error *e);
enum err serve_sitemap(struct work *w, struct error *e);
enum err serve_robots(struct work *w, struct error *e);
enum err serve_health(struct work *w, struct error *e);
enum err serve_metrics(struct work *w, struct error *e);
enum err greader_login(struct work *w, struct error *e);
enum err greader_call(struct work *w, struct error *e);
enum err greader_there(struct work *w, struct error *e);
enum err fever_call(struct work *w, struct error *e);
enum err miniflux_call(struct work *w, struct error *e);

#endif
