/* work: the connection that writes, and answers that are not pages. */
#include "server/work.h"

#include <time.h>

/* An attempt lasts up to STORE_BUSY_MS. */
static enum err begin(struct server *s, int64_t until, struct error *e)
{
	enum err err = s->writer ? OK : archive_open(s->folder, ARCHIVE_TAG, &s->writer, e);
	if (err != OK)
		return err;
	do
		err = store_begin(s->writer->store, e);
	while (err == ERR_BUSY && time(NULL) < until && !atomic_load(&s->stopping));
	return err;
}

enum err work_write_begin(struct work *w, struct store **ret, struct error *e)
{
	struct server *s = w->server;
	if (!w->can_change)
		return fail(e, ERR_USAGE, "this archive is shown for reading only");
	const struct timespec until = { .tv_sec = w->now + WRITE_WAIT_S };
	atomic_fetch_add(&s->n_changing, 1);
	enum err err = pthread_mutex_timedlock(&s->write_lock, &until) == 0 ? OK
		: fail(e, ERR_BUSY, "the archive is being written to: try again later");
	if (err == OK) {
		err = begin(s, until.tv_sec, e);
		if (err == OK)
			*ret = s->writer->store;
		else
			pthread_mutex_unlock(&s->write_lock);
	}
	if (err != OK)
		atomic_fetch_sub(&s->n_changing, 1);
	return err;
}

enum err work_write_end(struct work *w, enum err err, struct error *e)
{
	struct server *s = w->server;
	err = store_end(s->writer->store, err, e);
	pthread_mutex_unlock(&s->write_lock);
	atomic_fetch_sub(&s->n_changing, 1);
	return err;
}

void reply_header(struct work *w, const char *name, struct slice value)
{
	*list_add(&w->out, &w->reply.headers) = (struct param){ slice_str(name), value };
}

void reply_redirect(struct work *w, struct slice to)
{
	bool own = to.n && to.p[0] == '/' && !(to.n > 1 && (to.p[1] == '/' || to.p[1] == '\\'));
	for (size_t i = 0; i < to.n; i++)
		own &= to.p[i] > ' ' && to.p[i] != 0x7f;
	w->reply.status = 303;
	w->reply.location = own ? to : SLICE("/");
}

void reply_text(struct work *w, int status, const char *text)
{
	w->reply.status = status;
	w->reply.type = "text/plain; charset=utf-8";
	buf_clear(&w->reply.body);
	buf_str(&w->reply.body, text);
}

enum err serve_health(struct work *w, struct error *e)
{
	struct store_stats stats;
	TRY(store_stats(w->store, &stats, e));
	reply_text(w, 200, "ok\n");
	return OK;
}

enum err serve_metrics(struct work *w, struct error *e)
{
	struct server *s = w->server;
	struct store_stats stats;
	TRY(store_stats(w->store, &stats, e));
	reply_text(w, 200, "");
	w->reply.type = "text/plain; version=0.0.4; charset=utf-8";
	const struct {
		const char *name, *type, *help;
		int64_t value;
	} rows[] = {
		{ "warta_articles", "gauge", "Articles held.", stats.articles },
		{ "warta_articles_unread", "gauge", "Articles not read.", stats.unread },
		{ "warta_sources", "gauge", "Sources with articles.", stats.sources },
		{ "warta_database_bytes", "gauge", "Size of the database.", stats.db_bytes },
		{ "warta_http_requests_total", "counter", "Requests answered.",
			atomic_load(&s->n_requests) },
		{ "warta_http_errors_total", "counter", "Answers of 500 and above.",
			atomic_load(&s->n_errors) },
		{ "warta_http_sent_bytes_total", "counter", "Bytes of bodies sent.",
			atomic_load(&s->n_bytes) },
		{ "warta_http_connections", "gauge", "Open connections.",
			atomic_load(&s->n_open) },
		{ "warta_uptime_seconds", "gauge", "Since the start.", w->now - s->started_at },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		buf_printf(&w->reply.body, "# HELP %s %s\n# TYPE %s %s\n%s %lld\n", rows[i].name,
			rows[i].help, rows[i].name, rows[i].type, rows[i].name,
			(long long)rows[i].value);
	return OK;
}
