/* stream: libmicrohttpd asks for the next bytes; where there are none, the connection sleeps. */
#include "server/stream.h"

#include <microhttpd.h>
#include <stdlib.h>

#include "server/fetching.h"

enum { PIECE_BYTES = 4096, EVENT_BYTES = 1 << 20 };

struct listener {
	struct server *server;
	struct MHD_Connection *connection;
	struct say say;
	uint64_t seen;
	struct buf text; /* of which `sent` bytes have gone */
	size_t sent;
	bool asleep, over;
	struct listener *before, *next;
};

struct streams {
	pthread_mutex_t lock; /* of the list, and of those in it */
	struct listener *first;
	size_t n;
};

struct streams *streams_new(void)
{
	struct streams *all = calloc(1, sizeof *all);
	if (!all)
		abort();
	pthread_mutex_init(&all->lock, NULL);
	return all;
}

struct streams *streams_free(struct streams *all)
{
	if (all)
		pthread_mutex_destroy(&all->lock);
	free(all);
	return NULL;
}

bool streams_room(struct streams *all)
{
	pthread_mutex_lock(&all->lock);
	bool room = all->n < STREAMS_MAX;
	pthread_mutex_unlock(&all->lock);
	return room;
}

/* Behind the lock, so that no news falls between looking and going to sleep. */
static ssize_t next_piece(struct listener *l, char *to, size_t room)
{
	if (l->sent == l->text.n) {
		buf_clear(&l->text);
		l->sent = 0;
		if (!l->over)
			l->over = !fetching_tell(l->server->fetching, &l->say, &l->seen, &l->text);
		if (l->text.failed || (l->over && !l->text.n))
			return MHD_CONTENT_READER_END_OF_STREAM;
	}
	if (!l->text.n) {
		l->asleep = true;
		MHD_suspend_connection(l->connection);
		return 0;
	}
	size_t n = l->text.n - l->sent < room ? l->text.n - l->sent : room;
	memcpy(to, l->text.p + l->sent, n);
	l->sent += n;
	return (ssize_t)n;
}

static ssize_t on_room(void *cls, uint64_t at, char *to, size_t room)
{
	struct listener *l = cls;
	struct streams *all = l->server->streams;
	(void)at;
	pthread_mutex_lock(&all->lock);
	ssize_t n = next_piece(l, to, room);
	pthread_mutex_unlock(&all->lock);
	return n;
}

static void on_gone(void *cls)
{
	struct listener *l = cls;
	struct streams *all = l->server->streams;
	pthread_mutex_lock(&all->lock);
	*(l->before ? &l->before->next : &all->first) = l->next;
	if (l->next)
		l->next->before = l->before;
	all->n--;
	pthread_mutex_unlock(&all->lock);
	buf_done(&l->text);
	free(l);
}

struct MHD_Response *stream_response(const struct work *w, struct MHD_Connection *c)
{
	struct streams *all = w->server->streams;
	struct listener *l = calloc(1, sizeof *l);
	if (!l)
		abort();
	l->server = w->server;
	l->connection = c;
	l->say = w->say;
	l->text = (struct buf)BUF_INIT(EVENT_BYTES);
	pthread_mutex_lock(&all->lock);
	l->next = all->first;
	if (l->next)
		l->next->before = l;
	all->first = l;
	all->n++;
	pthread_mutex_unlock(&all->lock);
	struct MHD_Response *r = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, PIECE_BYTES,
		on_room, l, on_gone);
	if (!r)
		on_gone(l);
	return r;
}

void streams_wake(struct streams *all)
{
	pthread_mutex_lock(&all->lock);
	for (struct listener *l = all->first; l; l = l->next)
		if (l->asleep) {
			l->asleep = false;
			MHD_resume_connection(l->connection);
		}
	pthread_mutex_unlock(&all->lock);
}
