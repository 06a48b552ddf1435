/* story: the page of a story, from what the store knows of its members. */
#include <stdlib.h>

#include "base/map.h"
#include "desk-assets.h"
#include "layout/layout.h"

enum {
	DAY_S = 86400,
	SPARK_BARS = 16, SPARK_WIDTH = 4, SPARK_HEIGHT = 14,
	N_LANES = 3, LANE_HEIGHT = 18, LINE_START = 120, LINE_END = 592 /* of a timeline */
};

/* How many reports came when, from `low` to `high`: the path of small bars. */
static struct slice spark_path(const struct store_story *s, int64_t low, int64_t high,
	struct arena *out)
{
	int counts[SPARK_BARS] = { 0 };
	for (size_t i = 0; i < s->members.n; i++) {
		int64_t at = s->members.at[i].at;
		at = at < low ? low : at > high ? high : at;
		int bar = high > low ? (int)((at - low) * (SPARK_BARS - 1) / (high - low)) : 0;
		counts[bar]++;
	}
	return bars_path(counts, SPARK_BARS, SPARK_WIDTH, SPARK_HEIGHT, out);
}

void story_row_fill(const struct store_story *s, struct slice name, size_t n_speakers, int64_t low,
	int64_t high, const struct say *say, struct arena *out, struct row *row)
{
	row->n_speakers = (int64_t)n_speakers;
	if (s->title.n)
		row->title = s->title;
	int64_t at = s->members.at[s->lead].at;
	row->time = arena_printf(out, "%.*s%s%.*s", SLICE_ARG(short_day(say, at / DAY_S, out)),
		row->time.n ? ", " : "", SLICE_ARG(row->time));
	if (s->members.n > 1) {
		row->story = name;
		row->n_more = (int64_t)s->members.n - 1;
		row->spark = spark_path(s, low, high, out);
	}
}

static struct report report_of(const struct store_member *m, const struct row *row)
{
	int thousandths = m->copy_of ? m->copy_share
		: m->translation_of ? m->translation_sure : m->likeness;
	return (struct report){ .member = *m, .row = *row, .share = (thousandths + 5) / 10 };
}

static void reports_fill(const struct store_story *s, const struct row *beside, struct arena *out,
	struct story_page *p)
{
	for (size_t i = 0; i < s->members.n && i < STORY_MEMBERS; i++) {
		const struct store_member *m = &s->members.at[i];
		if (m->copy_of || m->translation_of)
			continue;
		struct report r = report_of(m, &beside[i]);
		r.is_lead = i == s->lead;
		*list_add(out, &p->reports) = r;
	}
	for (size_t i = 0; i < s->members.n && i < STORY_MEMBERS; i++) {
		const struct store_member *m = &s->members.at[i];
		int64_t of = m->copy_of ? m->copy_of : m->translation_of;
		if (!of)
			continue;
		size_t k = 0;
		while (k < p->reports.n && p->reports.at[k].member.number != of)
			k++;
		if (k < p->reports.n)
			*list_add(out, &p->reports.at[k].carriers) = report_of(m, &beside[i]);
		else /* of one that is elsewhere, or carried itself */
			*list_add(out, &p->reports) = report_of(m, &beside[i]);
	}
}

static int lane_of(const struct store_member *m)
{
	return m->copy_of ? 2 : m->translation_of ? 1 : 0;
}

/* A dot for `r` and each that carries it, in the lane of its kind. */
static void dots_add(const struct store_story *s, const struct report *r, const int *lane_y,
	struct arena *out, struct story_page *p)
{
	*list_add(out, &p->dots) = (struct dot){ .name = r->row.name,
		.x = LINE_START + (int)((r->member.at - s->first_at) * (LINE_END - LINE_START) /
			(s->last_at - s->first_at)),
		.y = lane_y[lane_of(&r->member)], .big = r->is_lead,
		.when = r->row.when, .source = r->row.source };
	for (size_t i = 0; i < r->carriers.n; i++)
		dots_add(s, &r->carriers.at[i], lane_y, out, p);
}

/* When they came, drawn with a lane for each kind of report that there is. */
static void timeline_fill(const struct store_story *s, const struct say *say, struct arena *out,
	struct story_page *p)
{
	static const enum str names[N_LANES] = { STR_LANE_OWN, STR_LANE_TRANSLATED,
		STR_LANE_COPIED };
	bool used[N_LANES] = { false };
	int y[N_LANES] = { 0 };
	for (size_t i = 0; i < s->members.n; i++)
		used[lane_of(&s->members.at[i])] = true;
	for (int i = 0; i < N_LANES; i++) {
		if (!used[i])
			continue;
		y[i] = p->line_height + LANE_HEIGHT / 2;
		p->line_height += LANE_HEIGHT;
		*list_add(out, &p->lanes) = (struct lane){ y[i], y[i] + 4,
			say_text(say, names[i]) };
	}
	for (size_t i = 0; s->last_at > s->first_at && i < p->reports.n; i++)
		dots_add(s, &p->reports.at[i], y, out, p);
}

static int most_first(const void *x, const void *y)
{
	const struct facet *a = x, *b = y;
	return a->n != b->n ? (a->n < b->n) - (a->n > b->n) : slice_cmp(a->name, b->name);
}

/* In which languages it is told, of the reports whose language is known. */
static void languages_fill(const struct row *beside, size_t n, struct arena *out,
	struct story_page *p)
{
	for (size_t i = 0; i < n; i++) {
		size_t k = 0;
		while (k < p->languages.n && !slice_eq(p->languages.at[k].name, beside[i].lang))
			k++;
		if (k == p->languages.n && beside[i].lang.n)
			*list_add(out, &p->languages) = (struct facet){ .name = beside[i].lang };
		if (beside[i].lang.n)
			p->languages.at[k].n++;
	}
	if (p->languages.n > 1)
		qsort(p->languages.at, p->languages.n, sizeof *p->languages.at, most_first);
	else
		p->languages.n = 0;
}

void story_fill(const struct store_story *s, const struct row *beside, const struct say *say,
	struct arena *out, struct story_page *p)
{
	p->n_members = (int64_t)s->members.n;
	p->n_sources = (int64_t)s->n_sources;
	p->n_copies = (int64_t)s->n_copies;
	p->locked = s->locked;
	reports_fill(s, beside, out, p);
	timeline_fill(s, say, out, p);
	languages_fill(beside, s->members.n < STORY_MEMBERS ? s->members.n : STORY_MEMBERS, out, p);
	for (size_t i = 0; i < p->reports.n; i++)
		p->has_edits |= p->reports.at[i].row.edited || p->reports.at[i].row.withdrawn;
}

void story_quotes_add(const store_quotes *quotes, const struct row *row, struct map *seen,
	struct arena *out, struct story_page *p)
{
	for (size_t i = 0; i < quotes->n && p->quotes.n < STORY_QUOTES; i++) {
		const struct store_quote *q = &quotes->at[i];
		if (!q->speaker.n || q->form == QUOTE_TERM || map_find(seen, q->text))
			continue;
		map_at(seen, out, q->text);
		*list_add(out, &p->quotes) = (struct said){ .text = q->text,
			.speaker = q->speaker, .direct = q->kind == QUOTE_DIRECT, .row = *row };
	}
}
