/* query: a recursive descent over the text; each level of parentheses or NOT counts as depth. */
#include "query/query.h"

#include "query/private.h"

enum value_kind { VALUE_WORDS, VALUE_NAME, VALUE_DATE };

static const struct field {
	const char *name;
	enum query_field field;
	enum value_kind kind;
	const char *const *values; /* the only ones allowed, or NULL */
} fields[] = {
	{ "title", FIELD_TITLE, VALUE_WORDS, NULL },
	{ "author", FIELD_AUTHOR, VALUE_WORDS, NULL },
	{ "source", FIELD_SOURCE, VALUE_WORDS, NULL },
	{ "lang", FIELD_LANG, VALUE_NAME, NULL },
	{ "tag", FIELD_TAG, VALUE_NAME, NULL },
	{ "id", FIELD_ID, VALUE_NAME, NULL },
	{ "is", FIELD_IS, VALUE_NAME, query_is_values },
	{ "speaker", FIELD_SPEAKER, VALUE_NAME, NULL },
	{ "quote", FIELD_QUOTE, VALUE_NAME, NULL },
	{ "story", FIELD_STORY, VALUE_NAME, NULL },
	{ "has", FIELD_HAS, VALUE_NAME, query_has_values },
	{ "date", FIELD_ANY, VALUE_DATE, NULL },
	{ "after", FIELD_ANY, VALUE_DATE, NULL },
	{ "before", FIELD_ANY, VALUE_DATE, NULL },
};

const char *const query_is_values[] = { "unread", "read", "starred", "tagged",
	"edited", "withdrawn", NULL };
const char *const query_has_values[] = { "author", "date", "caption", "credit", "tag", "quote",
	"list", "code", "subtitle", "url", NULL };

struct parser {
	struct slice text;
	size_t at;
	int depth, nodes;
	const struct field *field; /* of the parenthesis that we are in, or NULL */
	int64_t now;
	int zone_min;
	struct arena *out;
	struct error *e;
};

/* Columns are counted in characters, as people do. */
static size_t column_of(struct slice text, size_t at)
{
	size_t n = 1;
	for (size_t i = 0; i < at && i < text.n; i++)
		n += ((unsigned char)text.p[i] & 0xc0) != 0x80;
	return n;
}

#define complain(p, at, fmt, ...) \
	fail((p)->e, ERR_SYNTAX, "column %zu: " fmt, column_of((p)->text, (at)), ##__VA_ARGS__)

static struct query *node_new(struct parser *p, enum query_op op, size_t at)
{
	struct query *q = arena_new(p->out, struct query);
	q->op = op;
	q->at = at;
	p->nodes++;
	return q;
}

/* ---- characters */

/* Length of a quotation mark at `at`, or 0: the straight one and its typographic kin. */
static size_t quote_at(struct slice s, size_t at)
{
	static const char *const marks[] = { "\"", "“", "”", "„", "‟", "«", "»" };
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (slice_starts(slice_from(s, at), slice_str(marks[i])))
			return strlen(marks[i]);
	return 0;
}

static bool ends_word(const struct parser *p, size_t at)
{
	if (at >= p->text.n)
		return true;
	char c = p->text.p[at];
	return ascii_space(c) || c == '(' || c == ')' || quote_at(p->text, at);
}

static void skip_space(struct parser *p)
{
	while (p->at < p->text.n && ascii_space(p->text.p[p->at]))
		p->at++;
}

/* Is the word `s` next, with nothing more of a word behind it? */
static bool is_next(const struct parser *p, const char *s)
{
	return slice_starts(slice_from(p->text, p->at), slice_str(s)) &&
		ends_word(p, p->at + strlen(s));
}

/* ---- what stands for itself */

/* Take a word or a "quoted text" off; `*ret_star` where a star ends it. */
static enum err text_take(struct parser *p, struct slice *ret, bool *ret_quoted, bool *ret_star)
{
	size_t begin = p->at, mark = quote_at(p->text, begin), end;
	if (mark) {
		for (end = begin + mark; end < p->text.n && !quote_at(p->text, end);)
			end++;
		if (end >= p->text.n)
			return complain(p, begin, "the quotation that begins here is not closed");
		p->at = end + quote_at(p->text, end);
		*ret = slice_trim(slice_sub(p->text, begin + mark, end));
	} else {
		for (end = begin; !ends_word(p, end);)
			end++;
		p->at = end;
		*ret = slice_sub(p->text, begin, end);
	}
	*ret_quoted = mark > 0;
	*ret_star = slice_ends(*ret, SLICE("*"));
	if (*ret_star)
		ret->n--;
	else if (mark && p->at < p->text.n && p->text.p[p->at] == '*')
		*ret_star = p->at++ > 0;
	return OK;
}

static enum err name_check(struct parser *p, const struct field *f, struct slice text, size_t at)
{
	if (!f->values)
		return OK;
	struct slice known = SLICE_NONE;
	for (size_t i = 0; f->values[i]; i++) {
		if (slice_is(text, f->values[i]))
			return OK;
		known = arena_printf(p->out, "%.*s%s%s", SLICE_ARG(known), i ? ", " : "",
			f->values[i]);
	}
	return complain(p, at, "'%s:' takes one of %.*s; not '%.*s'", f->name, SLICE_ARG(known),
		(int)(text.n < 40 ? text.n : 40), text.p);
}

static enum err date_make(struct parser *p, const struct field *f, struct slice text, size_t at,
	struct query **ret)
{
	struct query *q = node_new(p, QUERY_DATE, at);
	struct error why = { 0 };
	if (query_days(text, p->now, p->zone_min, &q->from_day, &q->to_day, &why) != OK)
		return complain(p, at, "%s", why.msg);
	bool range = slice_find(text, SLICE(".."), 0) != SIZE_MAX;
	if (f->name[0] != 'd' && range)
		return complain(p, at, "'%s:' takes one date, not two", f->name);
	if (slice_is(slice_str(f->name), "after"))
		q->to_day = QUERY_DAY_MAX;
	if (slice_is(slice_str(f->name), "before")) {
		q->to_day = q->from_day;
		q->from_day = QUERY_DAY_MIN;
	}
	*ret = q;
	return OK;
}

/* A word, phrase or date, in field `f` (NULL: any). */
static enum err leaf(struct parser *p, const struct field *f, struct query **ret)
{
	size_t at = p->at;
	struct slice text;
	bool quoted = false, star = false;
	TRY(text_take(p, &text, &quoted, &star));
	if (f && f->kind == VALUE_DATE)
		return date_make(p, f, text, at, ret);
	if (text.n == 0 && star && !quoted && !f) {
		*ret = node_new(p, QUERY_ALL, at);
		return OK;
	}
	if (text.n == 0)
		return complain(p, at, "%s", quoted ? "nothing stands in the quotation"
						    : "a word is expected here");
	size_t inner = slice_find_byte(text, '*', 0);
	if (inner != SIZE_MAX)
		return complain(p, (size_t)(text.p - p->text.p) + inner,
			"a star can only end a word");
	bool name = f && f->kind == VALUE_NAME;
	if (star && name && f->field != FIELD_TAG && f->field != FIELD_ID)
		return complain(p, at, "'%s:' takes no star", f->name);
	if (name)
		TRY(name_check(p, f, text, at));
	struct query *q = node_new(p, name ? QUERY_IS : QUERY_WORD, at);
	q->field = f ? f->field : FIELD_ANY;
	q->text = text;
	q->prefix = star;
	q->exact = quoted;
	*ret = q;
	return OK;
}

/* ---- what stands together */

static enum err either(struct parser *p, struct query **ret);

static enum err parenthesis(struct parser *p, const struct field *f, struct query **ret)
{
	size_t open = p->at++;
	const struct field *outer = p->field;
	p->field = f;
	TRY(either(p, ret));
	p->field = outer;
	if (p->at >= p->text.n)
		return complain(p, open, "the parenthesis that opens here is not closed");
	p->at++;
	return OK;
}

/* `name:` at the cursor? What is no name of letters is a word: "10:15", and so is "http://x". */
static enum err field_take(struct parser *p, const struct field **ret)
{
	size_t end = p->at;
	while (end < p->text.n && ascii_alpha(p->text.p[end]))
		end++;
	if (end == p->at || end >= p->text.n || p->text.p[end] != ':' ||
		slice_starts(slice_from(p->text, end), SLICE("://")))
		return OK;
	struct slice name = slice_sub(p->text, p->at, end);
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (slice_eq_nocase(name, slice_str(fields[i].name))) {
			p->at = end + 1;
			*ret = &fields[i];
			return OK;
		}
	return complain(p, p->at,
		"there is no field '%.*s'; there are title author source lang tag id is has date "
		"after before speaker quote story (quote a word that has a colon)",
		(int)(name.n < 40 ? name.n : 40), name.p);
}

static enum err one(struct parser *p, struct query **ret)
{
	const struct field *f = NULL;
	size_t begin = p->at;
	TRY(field_take(p, &f));
	if (f && p->at < p->text.n && p->text.p[p->at] == '(')
		return parenthesis(p, f, ret);
	if (f && (p->at >= p->text.n || (ends_word(p, p->at) && !quote_at(p->text, p->at))))
		return complain(p, p->at, "something is expected behind '%s:'", f->name);
	if (!f && p->text.p[begin] == '(')
		return parenthesis(p, p->field, ret);
	return leaf(p, f ? f : p->field, ret);
}

/* NOT and - before what they take back; one after another too. */
static enum err maybe_not(struct parser *p, struct query **ret)
{
	size_t at = p->at;
	bool word = is_next(p, "NOT");
	bool minus = p->text.p[at] == '-' && at + 1 < p->text.n && p->text.p[at + 1] != '-' &&
		(!ends_word(p, at + 1) || p->text.p[at + 1] == '(' || quote_at(p->text, at + 1));
	if (!word && !minus)
		return one(p, ret);
	p->at += word ? 3 : 1;
	skip_space(p);
	if (p->at >= p->text.n || p->text.p[p->at] == ')' || is_next(p, "OR") || is_next(p, "AND"))
		return complain(p, p->at, "something is expected behind NOT");
	if (++p->depth > QUERY_MAX_DEPTH)
		return fail(p->e, ERR_LIMIT, "a query nests at most %d deep", QUERY_MAX_DEPTH);
	struct query *q = node_new(p, QUERY_NOT, at);
	TRY(maybe_not(p, &q->kid));
	p->depth--;
	*ret = q;
	return OK;
}

static bool at_end(const struct parser *p)
{
	return p->at >= p->text.n || p->text.p[p->at] == ')';
}

/* Join the kids under `op`; one alone stays as it is. */
static struct query *join(struct parser *p, enum query_op op, size_t at, struct query *kids)
{
	if (!kids->next)
		return kids;
	struct query *q = node_new(p, op, at);
	q->kid = kids;
	return q;
}

static enum err all(struct parser *p, struct query **ret)
{
	struct query *kids = NULL, **end = &kids;
	size_t begin = p->at;
	for (skip_space(p); !at_end(p) && !is_next(p, "OR"); skip_space(p)) {
		if (p->nodes >= QUERY_MAX_NODES)
			return fail(
				p->e, ERR_LIMIT, "a query has at most %d parts", QUERY_MAX_NODES);
		if (is_next(p, "AND")) {
			size_t at = p->at;
			p->at += 3;
			skip_space(p);
			if (!kids || at_end(p) || is_next(p, "OR") || is_next(p, "AND"))
				return complain(p, at, "AND needs something on both sides");
		}
		TRY(maybe_not(p, end));
		end = &(*end)->next;
	}
	if (!kids)
		return complain(p, p->at, "a word is expected here");
	*ret = join(p, QUERY_AND, begin, kids);
	return OK;
}

static enum err either(struct parser *p, struct query **ret)
{
	if (++p->depth > QUERY_MAX_DEPTH)
		return fail(p->e, ERR_LIMIT, "a query nests at most %d deep", QUERY_MAX_DEPTH);
	struct query *kids = NULL, **end = &kids;
	size_t begin = p->at;
	for (;;) {
		TRY(all(p, end));
		end = &(*end)->next;
		if (!is_next(p, "OR"))
			break;
		p->at += 2;
		skip_space(p);
	}
	p->depth--;
	*ret = join(p, QUERY_OR, begin, kids);
	return OK;
}

enum err query_parse(struct slice text, int64_t now, int zone_min, struct arena *out,
	struct query **ret_query, struct error *e)
{
	if (text.n > QUERY_MAX_BYTES)
		return fail(e, ERR_LIMIT, "a query has at most %d bytes", QUERY_MAX_BYTES);
	struct parser p = { .text = text, .now = now, .zone_min = zone_min, .out = out, .e = e };
	struct query *q;
	skip_space(&p);
	if (p.at >= text.n) {
		*ret_query = node_new(&p, QUERY_ALL, 0);
		return OK;
	}
	TRY(either(&p, &q));
	if (p.at < text.n)
		return complain(&p, p.at, "this parenthesis closes nothing");
	*ret_query = q;
	return OK;
}
