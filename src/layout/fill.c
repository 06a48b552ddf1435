/* fill: dates in words, rows, articles and months, from what the store gives. */
#include "desk-assets.h"
#include "layout/layout.h"
#include "url/url.h"
#include "view/view.h"

struct slice day_text(int64_t day, struct arena *out)
{
	char text[DATE_TEXT_MAX];
	size_t n = date_print((struct date){ .seconds = day * 86400, .kind = DATE_DAY }, text);
	return arena_dup(out, slice_of(text, n));
}

struct slice month_words(const struct say *say, int year, int month, struct arena *out)
{
	struct slice name = say_text(say, (enum str)(STR_JANUARY + month - 1));
	return arena_printf(out, "%.*s %d", SLICE_ARG(name), year);
}

struct slice day_words(const struct say *say, int64_t day, struct arena *out)
{
	int year, month, of_month;
	date_civil(day, &year, &month, &of_month);
	int64_t weekday = ((day + 3) % 7 + 7) % 7; /* 1970-01-01 was a Thursday */
	struct slice name = say_text(say, (enum str)(STR_MONDAY + weekday));
	return arena_printf(out, "%.*s, %d %.*s", SLICE_ARG(name), of_month,
		SLICE_ARG(month_words(say, year, month, out)));
}

struct slice short_day(const struct say *say, int64_t day, struct arena *out)
{
	int year, month, of_month;
	date_civil(day, &year, &month, &of_month);
	struct slice name = say_text(say, (enum str)(STR_JANUARY + month - 1));
	return arena_printf(out, "%d %.*s", of_month, SLICE_ARG(name));
}

struct slice date_words(const struct say *say, struct date d, struct arena *out)
{
	char text[DATE_TEXT_MAX];
	size_t n = date_print(d, text);
	if (!n)
		return SLICE("");
	struct slice day = day_words(say, date_day_of(d), out);
	return n > 16 ? arena_printf(out, "%.*s, %.5s", SLICE_ARG(day), text + 11) : day;
}

void row_fill(const struct store_article *a, const struct say *say, struct arena *out,
	struct row *ret)
{
	struct row row = { .number = a->number, .name = a->name, .title = a->article.title,
		.source = a->article.source, .lang = a->article.lang, .read = a->read,
		.starred = a->starred, .edited = a->edited, .withdrawn = a->withdrawn,
		.tags = a->my_tags, .day = day_text(a->day, out) };
	char text[DATE_TEXT_MAX];
	size_t n = date_print(a->article.published, text);
	if (n > strlen("2022-02-09T10:15"))
		row.time = arena_dup(out, slice_of(text + 11, 5));
	row.when = day_words(say, a->day, out);
	if (row.time.n)
		row.when = arena_printf(out, "%.*s, %.*s", SLICE_ARG(row.when),
			SLICE_ARG(row.time));
	if (!row.source.n) /* a saved page may not say whose it is */
		row.source = url_host(a->article.url, out);
	if (!row.title.n)
		row.title = say_text(say, STR_NO_TITLE);
	*ret = row;
}

void groups_add(struct list_page *p, const struct row *row, bool grouped, const struct say *say,
	struct arena *out)
{
	struct row_group *last = p->groups.n ? &p->groups.at[p->groups.n - 1] : NULL;
	if (!last || (grouped && !slice_eq(last->day, row->day))) {
		struct date d;
		last = list_add(out, &p->groups);
		*last = (struct row_group){ .day = row->day };
		if (grouped && date_scan(row->day, &d))
			last->heading = day_words(say, date_day_of(d), out);
	}
	*list_add(out, &last->rows) = *row;
}

struct slice bars_path(const int *counts, int n, int width, int height, struct arena *out)
{
	struct buf path = BUF_INIT((size_t)n * 64);
	int most = 1;
	for (int i = 0; i < n; i++)
		most = counts[i] > most ? counts[i] : most;
	for (int i = 0; i < n; i++) {
		int tall = (int)(((int64_t)counts[i] * height + most - 1) / most);
		if (tall)
			buf_printf(&path, "M%d %dh%dv%dh-%dz", i * width, height - tall, width - 1,
				tall, width - 1);
	}
	struct slice text = arena_dup(out, buf_text(&path));
	buf_done(&path);
	return text;
}

static struct slice joined(const strings *list, struct arena *out)
{
	struct slice text = SLICE("");
	for (size_t i = 0; i < list->n; i++)
		text = i ? arena_printf(out, "%.*s, %.*s", SLICE_ARG(text), SLICE_ARG(list->at[i]))
			 : list->at[i];
	return text;
}

void article_fill(const struct store_article *a, const store_quotes *quotes, const struct say *say,
	struct arena *out, struct article_page *p)
{
	struct quotations list = { arena_array(out, struct quotation, quotes->n + 1), 0 };
	p->source = a->article.source;
	p->subtitle = a->article.subtitle;
	p->url = a->article.url;
	p->authors = joined(&a->article.authors, out);
	p->published = date_words(say, a->article.published, out);
	p->credits = a->article.credits;
	p->publisher_tags = a->article.tags;
	p->n_versions = a->n_versions;
	for (size_t i = 0; i < quotes->n; i++) {
		const struct store_quote *q = &quotes->at[i];
		list.at[list.n++] = (struct quotation){ .start = (size_t)q->start,
			.end = (size_t)q->stop, .speaker = q->speaker };
		if (q->speaker.n)
			*list_add(out, &p->quotes) = (struct said){ .text = q->text,
				.speaker = q->speaker, .direct = q->kind == QUOTE_DIRECT,
				.n_articles = q->n_articles };
	}
	p->body = view_body_quoted(&a->article, &list, out);
}

/* ---- months */

static int level_of(int64_t n, int64_t most)
{
	return n == 0 ? 0 : n * 4 >= most * 3 ? 4 : n * 2 >= most ? 3 : n * 4 >= most ? 2 : 1;
}

bool calendar_fill(int64_t day, const store_tallies *days, const struct say *say, struct arena *out,
	struct calendar *ret)
{
	int year, month, of_month;
	int64_t first, next, most = 1;
	struct calendar c = { 0 };
	date_civil(day, &year, &month, &of_month);
	if (!date_days(year, month, 1, &first) ||
		!date_days(month == 12 ? year + 1 : year, month == 12 ? 1 : month + 1, 1, &next))
		return false;
	c.name = month_words(say, year, month, out);
	for (size_t i = 0; i < days->n; i++)
		if (days->at[i].day >= first && days->at[i].total > most)
			most = days->at[i].total;
	for (int i = 0; i < 7; i++)
		*list_add(out, &c.weekdays) = say_text(say, (enum str)(STR_MON + i));
	int64_t monday = first - ((first + 3) % 7 + 7) % 7;
	for (int64_t d = monday; d < next; d++) {
		if ((d - monday) % 7 == 0)
			*list_add(out, &c.weeks) = (struct calendar_week){ 0 };
		struct calendar_day cell = { 0 };
		if (d >= first) {
			cell.day = (int)(d - first) + 1;
			cell.date = day_text(d, out);
			cell.here = d == day;
		}
		for (size_t i = 0; i < days->n && d >= first; i++)
			if (days->at[i].day == d) {
				cell.total = days->at[i].total;
				cell.unread = days->at[i].unread;
			}
		cell.level = level_of(cell.total, most);
		*list_add(out, &c.weeks.at[c.weeks.n - 1].days) = cell;
	}
	*ret = c;
	return true;
}
