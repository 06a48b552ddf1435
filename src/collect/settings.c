/* settings: a row for each. */
#include "collect/settings.h"

#include "query/query.h"

static const char *const full_text_names[] = { "auto", "always", "never" };

enum kind { MINUTES, FULL_TEXT, LOOKS, YES, TEXT, QUERY, TIME };

static const struct row {
	const char *name;
	enum kind kind;
	size_t offset; /* of a text */
} rows[] = {
	{ "interval", MINUTES, 0 },
	{ "full-text", FULL_TEXT, 0 },
	{ "look-again", LOOKS, 0 },
	{ "pages", YES, 0 },
	{ "user-agent", TEXT, offsetof(struct settings, user_agent) },
	{ "login", TEXT, offsetof(struct settings, login) },
	{ "cookie", TEXT, offsetof(struct settings, cookie) },
	{ "proxy", TEXT, offsetof(struct settings, proxy) },
	{ "keep", QUERY, offsetof(struct settings, keep) },
	{ "drop", QUERY, offsetof(struct settings, drop) },
	{ "ended", TIME, offsetof(struct settings, ended) },
};

static const struct row *row_of(struct slice name)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (slice_is(name, rows[i].name))
			return &rows[i];
	return NULL;
}

static bool full_text_of(struct slice value, enum full_text *ret)
{
	for (size_t i = 0; i < sizeof full_text_names / sizeof *full_text_names; i++)
		if (slice_is(value, full_text_names[i])) {
			*ret = (enum full_text)i;
			return true;
		}
	return false;
}

/* False where the value is none. */
static bool take(const struct row *row, struct slice value, struct settings *to)
{
	enum { MAX_MINUTES = 60 * 24 * 30 };
	int64_t n = 0;
	bool number = slice_to_int(value, &n);
	switch (row->kind) {
	case MINUTES:
		to->interval_s = n * 60;
		return number && n >= 1 && n <= MAX_MINUTES;
	case FULL_TEXT:
		return full_text_of(value, &to->full_text);
	case LOOKS:
		to->look_again = n;
		return number && n >= 0 && n <= SETTINGS_MAX_LOOKS;
	case YES:
		to->pages = slice_is(value, "yes");
		return to->pages;
	default:
		break;
	}
	for (size_t i = 0; i < value.n; i++)
		if ((unsigned char)value.p[i] < ' ')
			return false; /* it may become a header line */
	*(struct slice *)((char *)to + row->offset) = value;
	return true;
}

void settings_of(const store_settings *list, struct settings *ret)
{
	struct settings s = { .look_again = SETTINGS_LOOKS };
	for (size_t i = 0; i < list->n; i++) {
		struct settings changed = s;
		const struct row *row = row_of(list->at[i].name);
		if (row && take(row, list->at[i].value, &changed))
			s = changed;
	}
	*ret = s;
}

enum err settings_check(struct slice name, struct slice value, struct error *e)
{
	struct settings scratch = { 0 };
	const struct row *row = row_of(name);
	if (!row)
		return fail(e, ERR_USAGE, "there is no setting '%.*s'", SLICE_ARG(name));
	if (value.n && !take(row, value, &scratch))
		return fail(e, ERR_USAGE, "'%.*s' is no value of '%.*s'", SLICE_ARG(value),
			SLICE_ARG(name));
	if (!value.n || row->kind != QUERY)
		return OK;
	struct arena arena = ARENA_INIT;
	struct query *q;
	enum err err = query_parse(value, 0, 0, &arena, &q, e);
	arena_done(&arena);
	return err == OK ? OK : wrap(e, err, "'%.*s'", SLICE_ARG(name));
}
