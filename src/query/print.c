/* print: a tree as an s-expression, for tests and for those who wonder. */
#include "base/date.h"
#include "query/query.h"

static const char *const field_names[N_FIELDS] = {
	[FIELD_ANY] = "word",
	[FIELD_TITLE] = "title",
	[FIELD_AUTHOR] = "author",
	[FIELD_SOURCE] = "source",
	[FIELD_LANG] = "lang",
	[FIELD_TAG] = "tag",
	[FIELD_ID] = "id",
	[FIELD_IS] = "is",
	[FIELD_SPEAKER] = "speaker",
	[FIELD_QUOTE] = "quote",
	[FIELD_STORY] = "story",
	[FIELD_HAS] = "has",
};

static void print_day(int64_t day, int64_t open, struct buf *to)
{
	char text[DATE_TEXT_MAX];
	struct date d = { .seconds = day == open ? 0 : day * 86400, .kind = DATE_DAY };
	buf_byte(to, ' ');
	if (day == open)
		buf_byte(to, '*');
	else
		buf_add(to, text, date_print(d, text));
}

static void print_kids(const struct query *q, const char *op, struct buf *to)
{
	buf_byte(to, '(');
	buf_str(to, op);
	for (const struct query *kid = q->kid; kid; kid = kid->next) {
		buf_byte(to, ' ');
		query_print(kid, to);
	}
	buf_byte(to, ')');
}

void query_print(const struct query *q, struct buf *to)
{
	switch (q->op) {
	case QUERY_ALL:
		buf_str(to, "(all)");
		break;
	case QUERY_AND:
		print_kids(q, "and", to);
		break;
	case QUERY_OR:
		print_kids(q, "or", to);
		break;
	case QUERY_NOT:
		print_kids(q, "not", to);
		break;
	case QUERY_DATE:
		buf_str(to, "(date");
		print_day(q->from_day, QUERY_DAY_MIN, to);
		print_day(q->to_day, QUERY_DAY_MAX, to);
		buf_byte(to, ')');
		break;
	case QUERY_WORD:
	case QUERY_IS:
		buf_printf(to, "(%s \"%.*s\"%s%s)", field_names[q->field], SLICE_ARG(q->text),
			q->exact ? " exact" : "", q->prefix ? " prefix" : "");
		break;
	}
}
