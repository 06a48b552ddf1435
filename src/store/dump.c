/* dump: what only the user knows as lines of text, out and in; docs/dump-format.md. */
#include "base/buf.h"
#include "store/collect.h"
#include "store/private.h"
#include "store/quotes.h"
#include "store/stories.h"
#include "text/utf8.h"

enum { DUMP_FORMAT = 1, FIELDS_MAX = 4, LINE_MAX_BYTES = 1 << 20 };

/* ---- out */

struct dump {
	store_line_fn line_fn;
	void *ctx;
	struct buf line;
};

static void add_field(struct buf *to, struct slice text)
{
	buf_byte(to, '\t');
	for (size_t i = 0; i < text.n; i++) {
		static const char plain[] = "\t\n\r\\", escaped[] = "tnr\\";
		const char *at = text.p[i] ? strchr(plain, text.p[i]) : NULL;
		if (at) {
			buf_byte(to, '\\');
			buf_byte(to, escaped[at - plain]);
		} else {
			buf_byte(to, text.p[i]);
		}
	}
}

static enum err line_out(struct dump *d, struct error *e)
{
	if (d->line.failed)
		return fail(e, ERR_LIMIT, "a line of the dump is too long");
	return d->line_fn(d->ctx, buf_text(&d->line), e);
}

/* What `query` lists, each row a line that begins with `kind`. */
static enum err rows_out(struct store *s, struct dump *d, enum sql query, const char *kind,
	int n_columns, struct error *e)
{
	enum err err = OK;
	struct sql_call c = sql_begin(s, query);
	while (err == OK && sql_row(&c)) {
		buf_clear(&d->line);
		buf_str(&d->line, kind);
		for (int i = 0; i < n_columns; i++)
			add_field(&d->line, sql_get_bytes(&c));
		err = line_out(d, e);
	}
	enum err end = sql_end(&c, err == OK ? e : NULL);
	return err == OK ? end : err;
}

/* The same of rows that end with a time. */
static enum err timed_out(struct sql_call *c, struct dump *d, const char *kind, int n_columns,
	struct error *e)
{
	enum err err = OK;
	while (err == OK && sql_row(c)) {
		buf_clear(&d->line);
		buf_str(&d->line, kind);
		for (int i = 0; i < n_columns; i++)
			add_field(&d->line, sql_get_bytes(c));
		char when[DATE_TEXT_MAX];
		struct date at = { .seconds = sql_get_int(c), .kind = DATE_ZONED };
		add_field(&d->line, slice_of(when, date_print(at, when)));
		err = line_out(d, e);
	}
	enum err end = sql_end(c, err == OK ? e : NULL);
	return err == OK ? end : err;
}

static enum err marks_out(struct store *s, struct dump *d, enum store_mark mark, const char *kind,
	struct error *e)
{
	struct sql_call c = sql_begin(s, SQL_MARK_LIST);
	sql_int(&c, mark);
	return timed_out(&c, d, kind, 1, e);
}

static enum err places_out(struct store *s, struct dump *d, struct error *e)
{
	struct sql_call c = sql_begin(s, SQL_PLACE_LIST);
	return timed_out(&c, d, "place", 2, e);
}

static enum err all_out(struct store *s, struct dump *d, struct error *e)
{
	TRY(d->line_fn(d->ctx, SLICE("warta-dump 1"), e));
	TRY(rows_out(s, d, SQL_NOTE_LIST, "note", 2, e));
	TRY(rows_out(s, d, SQL_KNOWN_AS_DUMP, "person", 2, e));
	TRY(places_out(s, d, e));
	TRY(marks_out(s, d, STORE_MARK_READ, "read", e));
	TRY(rows_out(s, d, SQL_SAVED_LIST, "search", 2, e));
	TRY(rows_out(s, d, SQL_SETTING_LIST, "setting", 3, e));
	TRY(marks_out(s, d, STORE_MARK_STAR, "star", e));
	TRY(rows_out(s, d, SQL_KEPT_STORY_DUMP, "story", 3, e));
	TRY(rows_out(s, d, SQL_SUBSCRIPTION_LIST, "subscription", 3, e));
	TRY(rows_out(s, d, SQL_TAG_LIST, "tag", 2, e));
	TRY(rows_out(s, d, SQL_TOGETHER_LIST, "together", 2, e));
	return d->line_fn(d->ctx, SLICE("end"), e);
}

enum err store_dump(struct store *s, store_line_fn line_fn, void *ctx, struct error *e)
{
	TRY(read_begin(s, e));
	struct dump d = { line_fn, ctx, BUF_INIT(LINE_MAX_BYTES) };
	enum err err = all_out(s, &d, e);
	buf_done(&d.line);
	read_end(s);
	return err;
}

/* ---- in */

/* Undo the escapes. False where there is one that we do not know. */
static bool field_read(struct slice raw, struct arena *out, struct slice *ret)
{
	char *to = arena_bytes(out, raw.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < raw.n; i++) {
		if (raw.p[i] != '\\') {
			to[n++] = raw.p[i];
			continue;
		}
		static const char plain[] = "\t\n\r\\", escaped[] = "tnr\\";
		const char *at = ++i < raw.n && raw.p[i] ? strchr(escaped, raw.p[i]) : NULL;
		if (!at)
			return false;
		to[n++] = plain[at - escaped];
	}
	*ret = slice_of(to, n);
	return true;
}

static bool name_is(struct slice name)
{
	if (name.n != ARTICLE_NAME_LEN)
		return false;
	for (size_t i = 0; i < name.n; i++)
		if (!ascii_digit(name.p[i]) && (name.p[i] < 'a' || name.p[i] > 'z'))
			return false;
	return true;
}

static enum err name_check(struct slice name, struct error *e)
{
	return name_is(name) ? OK
		: fail(e, ERR_INPUT, "'%.*s' is no article's name", SLICE_ARG(name));
}

static enum err mark_in(struct store *s, enum store_mark mark, const struct slice *f,
	struct error *e)
{
	struct date when;
	TRY(name_check(f[0], e));
	if (!date_scan(f[1], &when))
		return fail(e, ERR_INPUT, "'%.*s' is no time", SLICE_ARG(f[1]));
	TRY(mark_set(s, f[0], mark, true, when.seconds, e));
	return flags_refresh_name(s, f[0], e);
}

static enum err place_in(struct store *s, const struct slice *f, struct error *e)
{
	struct date when;
	TRY(name_check(f[0], e));
	TRY(name_check(f[1], e));
	if (!date_scan(f[2], &when))
		return fail(e, ERR_INPUT, "'%.*s' is no time", SLICE_ARG(f[2]));
	struct sql_call c = sql_begin(s, SQL_PLACE_PUT);
	sql_text(&c, f[0]);
	sql_text(&c, f[1]);
	sql_int(&c, when.seconds);
	TRY(sql_run(&c, e));
	return placing_heed(s, f[0], f[1], e);
}

static enum err story_in(struct store *s, const struct slice *f, struct error *e)
{
	TRY(name_check(f[0], e));
	if (f[1].n && !slice_is(f[1], "locked"))
		return fail(e, ERR_INPUT, "'%.*s' is not 'locked'", SLICE_ARG(f[1]));
	if (f[2].n > STORE_STORY_TITLE_MAX)
		return fail(e, ERR_LIMIT, "a title has at most %d bytes", STORE_STORY_TITLE_MAX);
	TRY(kept_story_put(s, f[0], f[2], f[1].n != 0, e));
	return placing_heed(s, f[0], f[0], e);
}

static enum err together_in(struct store *s, const struct slice *f, struct error *e)
{
	TRY(name_check(f[0], e));
	TRY(name_check(f[1], e));
	struct sql_call c = sql_begin(s, SQL_TOGETHER_PUT);
	sql_text(&c, f[0]);
	sql_text(&c, f[1]);
	TRY(sql_run(&c, e));
	return placing_heed(s, f[0], f[1], e);
}

static enum err note_in(struct store *s, const struct slice *f, struct error *e)
{
	TRY(name_check(f[0], e));
	return note_set(s, f[0], f[1], e);
}

static enum err person_in(struct store *s, const struct slice *f, struct error *e)
{
	if (!f[1].n)
		return fail(e, ERR_INPUT, "'%.*s' means nobody", SLICE_ARG(f[0]));
	return store_person_set(s, f[0], f[1], e);
}

static enum err read_in(struct store *s, const struct slice *f, struct error *e)
{
	return mark_in(s, STORE_MARK_READ, f, e);
}

static enum err star_in(struct store *s, const struct slice *f, struct error *e)
{
	return mark_in(s, STORE_MARK_STAR, f, e);
}

static enum err search_in(struct store *s, const struct slice *f, struct error *e)
{
	return store_saved_put(s, &(struct store_saved){ f[0], f[1] }, e);
}

static enum err setting_in(struct store *s, const struct slice *f, struct error *e)
{
	return store_setting_put(s, &(struct store_setting){ f[0], f[1], f[2] }, e);
}

static enum err subscription_in(struct store *s, const struct slice *f, struct error *e)
{
	return store_subscription_put(s, &(struct store_subscription){ f[0], f[1], f[2] }, e);
}

static enum err tag_in(struct store *s, const struct slice *f, struct error *e)
{
	TRY(name_check(f[0], e));
	TRY(tag_set(s, f[0], f[1], true, e));
	return flags_refresh_name(s, f[0], e);
}

static const struct kind {
	const char *name;
	size_t n_fields;
	enum err (*in)(struct store *s, const struct slice *fields, struct error *e);
} kinds[] = {
	{ "note", 2, note_in },
	{ "person", 2, person_in },
	{ "place", 3, place_in },
	{ "read", 2, read_in },
	{ "search", 2, search_in },
	{ "setting", 3, setting_in },
	{ "star", 2, star_in },
	{ "story", 3, story_in },
	{ "subscription", 3, subscription_in },
	{ "tag", 2, tag_in },
	{ "together", 2, together_in },
};

static enum err fact_in(struct store *s, struct slice line, struct arena *scratch, struct error *e)
{
	struct slice fields[FIELDS_MAX];
	size_t n = 0;
	for (size_t at = 0, tab = 0; tab != SIZE_MAX; at = tab + 1) {
		tab = slice_find_byte(line, '\t', at);
		if (n == FIELDS_MAX || !field_read(slice_sub(line, at, tab), scratch, &fields[n++]))
			return fail(e, ERR_INPUT, "too many fields, or an unknown escape");
	}
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (slice_is(fields[0], kinds[i].name)) {
			if (n - 1 != kinds[i].n_fields)
				return fail(e, ERR_INPUT, "'%s' takes %zu fields, not %zu",
					kinds[i].name, kinds[i].n_fields, n - 1);
			return kinds[i].in(s, fields + 1, e);
		}
	return fail(e, ERR_INPUT, "'%.*s' is nothing that a dump holds",
		(int)(fields[0].n < 40 ? fields[0].n : 40), fields[0].p);
}

static enum err head_in(struct slice line, struct error *e)
{
	struct slice word = SLICE("warta-dump ");
	int64_t version;
	if (!slice_starts(line, word) || !slice_to_int(slice_from(line, word.n), &version))
		return fail(e, ERR_INPUT, "line 1: this is no dump of warta");
	if (version > DUMP_FORMAT)
		return fail(e, ERR_INPUT,
			"line 1: a dump of a newer warta: its format is %lld, this one knows %d",
			(long long)version, DUMP_FORMAT);
	return OK;
}

enum err store_restore_line(struct store *s, struct store_restore *at, struct slice line,
	struct error *e)
{
	TRY(need_batch(s, e));
	if (at->ended)
		return fail(e, ERR_INPUT, "line %lld: stands behind the end",
			(long long)at->lines + 1);
	if (utf8_valid(line) != line.n || slice_find_byte(line, 0, 0) != SIZE_MAX)
		return fail(e, ERR_INPUT, "line %lld: is not text in UTF-8",
			(long long)at->lines + 1);
	if (at->lines == 0) {
		TRY(head_in(line, e));
	} else if (slice_is(line, "end")) {
		at->ended = true;
	} else {
		struct arena scratch = ARENA_INIT;
		enum err err = fact_in(s, line, &scratch, e);
		arena_done(&scratch);
		if (err != OK)
			return wrap(e, err, "line %lld", (long long)at->lines + 1);
	}
	at->lines++;
	return OK;
}

enum err store_restore_end(const struct store_restore *at, struct error *e)
{
	return at->ended ? OK
			 : fail(e, ERR_INPUT, "the dump was cut off: its last line is missing");
}
