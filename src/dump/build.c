/* build: see build.h. What stands in a head, a text and behind it becomes fields; the places of
 * dates and bylines are decided for the page as a whole, since a date between two posts may close
 * the one or open the other. */
#include "dump/build.h"

#include <math.h>

#include "dump/labels.h"
#include "text/utf8.h"

enum {
	TAIL_LINES = 8,  /* behind an article, where its date, byline and tags may stand */
	LONE_CHARS = 60,  /* of a line with names and nothing else */
	DATED_CHARS = 60, /* what is longer and has a date in it is something else */
	ALIKE = 4        /* boundaries between posts that speak for themselves */
};

/* Log odds and shares by which dates and bylines between two posts close the one or open the
 * other. */
static const float STRAY = 0.1f;     /* of first or last marks that are not a post's */
static const float GAP_ODDS = 0.7f, ORDER_ODDS = 0.4f;

struct page {
	const struct lines *ls;
	const struct heads *hs;
	const uint8_t *roles;
	const cuts *cs;
	enum date_order order;
	bool dates_close; /* dates between posts belong to the post before them */
	bool dated_close; /* likewise, those with something else beside the date */
	bool bylines_close;
	struct arena *out, *scratch;
};

static const struct head *head_of(const struct page *p, size_t k)
{
	uint32_t h = p->cs->at[k].head;
	return h == NO_LINE ? NULL : &p->hs->at[h];
}

/* What the page shows of where marks of one kind, such as date lines, stand. */
struct stand {
	unsigned inner, marked; /* boundaries between two posts, and those with a mark */
	float gaps;             /* boundaries where the nearer neighbour is the next headline,
				 * less those where it is the text before */
	float order;            /* likewise, what else stands between text and mark, or mark and
				 * headline */
	int first, last;        /* is there one above the first headline, behind the last text?
				 * 1 and -1; 0: it cannot be told */
};

/* The last mark above the headline of a head, NO_LINE where there is none. */
static uint32_t mark_above(const struct lines *ls, const struct head *h, uint16_t cue)
{
	uint32_t above = NO_LINE;
	for (uint32_t i = h ? h->from : 0; h && i < h->title; i++)
		above = ls->at[i].cues & cue ? i : above;
	return above;
}

/* The first mark of the lines behind the text of an article and before what is not its own. */
static uint32_t mark_behind(const struct lines *ls, const struct cut *c, uint16_t cue)
{
	uint32_t end = c->to + TAIL_LINES < c->next ? c->to + TAIL_LINES : c->next;
	for (uint32_t i = c->to; i < end; i++) {
		if (ls->at[i].cues & cue)
			return i;
	}
	return NO_LINE;
}

static void look_between(const struct page *p, size_t k, uint16_t cue, struct stand *s)
{
	const struct lines *ls = p->ls;
	uint32_t above = mark_above(ls, head_of(p, k), cue);
	bool behind = mark_behind(ls, &p->cs->at[k - 1], cue) != NO_LINE;
	s->inner++;
	s->marked += above != NO_LINE || behind;
	if (above != NO_LINE) {
		uint32_t before = ls->at[above].gap, after = ls->at[above + 1].gap;
		s->gaps += before > after ? 1 : before < after ? -1 : 0;
		const struct line *l = &ls->at[above - 1];
		/* What leads on belongs to the text; what else closes it may be the last of it. */
		s->order += p->roles[above - 1] == ROLE_BODY || (l->cues & LINE_MORE) ? 0 : 1;
	}
	/* Other lines stand between such a mark and the headline. */
	s->order -= behind ? 2 : 0;
}

/* The log odds that marks between two posts open the later one. That the first headline has one
 * above it, or the last text one behind it, says the more the fewer boundaries go without. */
static float above_opens(const struct page *p, uint16_t cue)
{
	struct stand s = { 0 };
	size_t n = p->cs->n;
	for (size_t k = 1; k < n; k++)
		look_between(p, k, cue, &s);
	const struct head *h = n ? head_of(p, 0) : NULL;
	s.first = !h ? 0 : mark_above(p->ls, h, cue) != NO_LINE ? 1 : -1;
	s.last = !n ? 0 : mark_behind(p->ls, &p->cs->at[n - 1], cue) != NO_LINE ? 1 : -1;
	float share = ((float)s.marked + 0.5f) / ((float)s.inner + 1);
	float there = logf(share / STRAY), missing = logf((1 - share) / (1 - STRAY));
	float odds = s.first > 0 ? there : s.first < 0 ? missing : 0;
	odds -= s.last > 0 ? there : s.last < 0 ? missing : 0;
	/* The boundaries of a page are alike: many say little more than a few. */
	float marked = s.marked ? (float)s.marked : 1;
	float known = s.marked < ALIKE ? marked : ALIKE;
	return odds + known * (GAP_ODDS * s.gaps + ORDER_ODDS * s.order) / marked;
}

static bool above_closes(const struct page *p, uint16_t cue)
{
	return above_opens(p, cue) < 0;
}

static void set_date(const struct page *p, struct article *a, uint32_t i, enum origin from)
{
	struct date_hit hit;
	bool updated;
	struct slice s = line_text(p->ls, i);
	if (!grammar_date(s, p->order, &hit, &updated))
		return;
	if (updated && a->updated.kind == DATE_NONE) {
		a->updated = hit.date;
		/* "Posted on ... | Updated on ..." */
		return;
	}
	if (a->published.kind != DATE_NONE)
		return;
	a->published = hit.date;
	a->published_from = from;
	struct date_hit second;
	if (a->updated.kind == DATE_NONE && date_find(s, hit.end, p->order, &second))
		a->updated = second.date;
}

/* A copy with each run of white space as one blank. */
static struct slice clean(const struct page *p, struct slice s)
{
	return arena_dup(p->out, utf8_squeeze(s, p->scratch));
}

static void add_unique(const struct page *p, strings *list, struct slice s)
{
	s = clean(p, s);
	if (!s.n)
		return;
	for (size_t i = 0; i < list->n; i++) {
		if (slice_eq(list->at[i], s))
			return;
	}
	*list_add(p->out, list) = s;
}

/* A name that stands as a line of its own at the top of the page, or right above the headline, is
 * that of the site or of a section. */
static bool is_label(const struct page *p, struct slice name, uint32_t i)
{
	enum { TOP = 30, ABOVE = 6 };
	uint32_t above = i < ABOVE ? 0 : i - ABOVE;
	for (uint32_t k = 0; k < p->ls->n && k < TOP; k++) {
		if (k == i)
			continue;
		if (slice_eq_nocase(line_text(p->ls, k), name))
			return true;
	}
	for (uint32_t k = above; k < i; k++) {
		if (slice_eq_nocase(line_text(p->ls, k), name))
			return true;
	}
	return false;
}

static void add_authors(const struct page *p, struct article *a, uint32_t i)
{
	struct slice names[NAMES_MAX], s = line_text(p->ls, i);
	if (a->authors.n)
		return;
	size_t n = grammar_byline(s, names);
	if (!n)
		n = grammar_signed(s, names);
	if (!n)
		n = label_names(s, names);
	/* Two words before a date may be the site's name. */
	if (n && names[0].p == s.p && is_label(p, names[0], i))
		return;
	for (size_t k = 0; k < n; k++)
		add_unique(p, &a->authors, names[k]);
	int time = grammar_time(s);
	if (time >= 0 && a->published.kind == DATE_DAY) {
		a->published.kind = DATE_LOCAL;
		a->published.seconds += time;
	}
}

static void add_tags(const struct page *p, struct article *a, uint32_t i)
{
	struct slice s = line_text(p->ls, i), piece;
	struct cue_hits hits;
	cues_find(s, &hits);
	if (!(hits.led & CUE(CUE_TAGS)))
		return;
	struct slice rest = slice_from(s, hits.after[CUE_TAGS]);
	struct token t;
	if (!token_next(rest, 0, &t))
		return;
	rest = slice_from(rest, t.start);
	while (slice_next_piece(&rest, ',', &piece)) {
		piece = slice_trim(piece);
		if (piece.n && piece.n <= 80)
			add_unique(p, &a->tags, piece);
	}
}

static void add_block(const struct page *p, struct article *a, enum block_type type, struct slice s)
{
	s = clean(p, s);
	if (s.n)
		*list_add(p->out, &a->blocks) = (struct block){ type, s };
}

static void add_caption(const struct page *p, struct article *a, uint32_t i, bool weak)
{
	struct slice s = line_text(p->ls, i), credit;
	if (grammar_caption(s, weak, &credit))
		add_unique(p, &a->credits, credit);
	add_unique(p, &a->captions, s);
	add_block(p, a, BLOCK_CAPTION, s);
}

/* A line of a head, or furniture: what it tells of the article. */
static bool add_meta(const struct page *p, struct article *a, uint32_t i, bool head)
{
	const struct line *l = &p->ls->at[i];
	if (l->cues & LINE_CREDIT) {
		add_unique(p, &a->credits, line_text(p->ls, i));
		return true;
	}
	bool caption = l->cues & LINE_CAPTION;
	bool bracket = (l->cues & LINE_BRACKET) && !(l->cues & (LINE_BYLINE | LINE_DATE));
	if (caption || (head && bracket)) {
		add_caption(p, a, i, head);
		return true;
	}
	if (!head)
		return false;
	if (l->cues & (LINE_DATE | LINE_DATED))
		set_date(p, a, i, ORIGIN_TEXT);
	if (l->cues & LINE_BYLINE)
		add_authors(p, a, i);
	if (l->cues & LINE_TAGS)
		add_tags(p, a, i);
	return false;
}

/* The commonest gap between two lines of the article's text. */
static unsigned text_gap(const struct page *p, const struct cut *c)
{
	enum { GAPS = 16 };
	unsigned votes[GAPS] = { 0 }, best = 0;
	for (uint32_t i = c->from + 1; i < c->to; i++) {
		if (p->roles[i] == ROLE_BODY && p->roles[i - 1] == ROLE_BODY)
			votes[p->ls->at[i].gap < GAPS ? p->ls->at[i].gap : GAPS - 1]++;
	}
	for (unsigned g = 0; g < GAPS; g++)
		best = votes[g] > votes[best] ? g : best;
	return best;
}

/* A short line that is set apart from the text by wider gaps on both sides. */
static bool is_heading(const struct page *p, uint32_t i, unsigned gap)
{
	const struct line *l = &p->ls->at[i];
	if (l->chars > 140 || (l->shape & (SHAPE_INNER | SHAPE_ITEM)) || i + 1 >= p->ls->n)
		return false;
	if ((l->shape & SHAPE_STOP) && (!(l->shape & SHAPE_ASK) || l->words > 14))
		return false;
	return l->gap > gap && p->ls->at[i + 1].gap > gap;
}

/* Does a date line between two posts belong to the one before it? With a byline it goes as bylines
 * go. */
static bool closes_post(const struct page *p, const struct line *l)
{
	return l->cues & LINE_BYLINE ? p->bylines_close
		: l->cues & LINE_DATE ? p->dates_close
				      : p->dated_close;
}

static void add_head(const struct page *p, struct article *a, const struct head *h)
{
	const struct lines *ls = p->ls;
	a->title = clean(p, line_text(ls, h->title));
	if (h->variant != NO_LINE) {
		struct slice other = clean(p, line_text(ls, h->variant));
		if (other.n > a->title.n)
			a->subtitle = other;
		else if (h->traits[TRAIT_COPIES] < 2) {
			a->subtitle = a->title;
			a->title = other;
		}
	}
	for (uint32_t i = h->from; i < h->title; i++) {
		const struct line *l = &ls->at[i];
		if ((l->cues & (LINE_DATE | LINE_DATED)) && !closes_post(p, l))
			set_date(p, a, i, ORIGIN_HEADER);
		if ((l->cues & LINE_BYLINE) && !p->bylines_close)
			add_authors(p, a, i);
	}
	for (uint32_t i = h->behind; i < h->to; i++) {
		bool known = add_meta(p, a, i, true);
		/* What else stands in a head right above a credit is the image's caption. */
		const struct line *l = &ls->at[i];
		bool above = i + 1 < h->to && (ls->at[i + 1].cues & LINE_CREDIT);
		bool spoken = l->cues & (LINE_DATE | LINE_DATED | LINE_BYLINE | LINE_FURNITURE);
		if (!known && above && !spoken && !line_is_counter(ls, i)) {
			add_unique(p, &a->captions, line_text(ls, i));
			add_block(p, a, BLOCK_CAPTION, line_text(ls, i));
		}
	}
}

static void add_tail(const struct page *p, struct article *a, size_t k)
{
	const struct cut *c = &p->cs->at[k];
	uint32_t end = c->to + TAIL_LINES < c->next ? c->to + TAIL_LINES : c->next;
bool comments = false; /* whose authors and times are not the post's */
	for (uint32_t i = c->to; i < end; i++) {
		const struct line *l = &p->ls->at[i];
		/* "Keep reading" and "Sponsored" head a sidebar, or are of the post itself. */
		if ((l->cues & (LINE_ASIDE | LINE_ARCHIVE | LINE_LEGAL)) &&
			!(l->cues & (LINE_MORE | LINE_SHARE | LINE_COMMENTS | LINE_AD)))
			break;
		comments |= l->cues & LINE_COMMENTS;
		if (l->cues & LINE_TAGS)
			add_tags(p, a, i);
		bool own = (l->cues & LINE_DATED) && !comments &&
			((l->cues & LINE_BYLINE) || (p->dated_close && l->chars < DATED_CHARS));
		if (own || ((l->cues & LINE_DATE) && p->dates_close))
			set_date(p, a, i, ORIGIN_TEXT);
		if (l->cues & LINE_BYLINE)
			add_authors(p, a, i);
	}
	const struct head *next = k + 1 < p->cs->n ? head_of(p, k + 1) : NULL;
	for (uint32_t i = next ? next->from : 0; next && i < next->title; i++) {
		const struct line *l = &p->ls->at[i];
		if ((l->cues & (LINE_DATE | LINE_DATED)) && closes_post(p, l))
			set_date(p, a, i, ORIGIN_TEXT);
		if ((l->cues & LINE_BYLINE) && p->bylines_close)
			add_authors(p, a, i);
	}
}

/* Does the text of an article have the first word of a name? It is a place or a topic then. */
static bool in_text(const struct page *p, const struct cut *c, struct slice name)
{
	struct token word, t;
	if (!token_next(name, 0, &word))
		return true;
	for (uint32_t i = c->from; i < c->to; i++) {
		struct slice s = line_text(p->ls, i);
		for (size_t at = 0; p->roles[i] == ROLE_BODY && token_next(s, at, &t); at = t.end) {
			if (t.hash == word.hash)
				return true;
		}
	}
	return false;
}

static bool is_dated(const struct page *p, uint32_t i)
{
	return i < p->ls->n && (p->ls->at[i].cues & (LINE_DATE | LINE_DATED));
}

/* A name that stands alone beside the date of a head, where nothing else names an author. */
static void add_lone_names(const struct page *p, struct article *a, size_t k)
{
	const struct cut *c = &p->cs->at[k];
	const struct head *h = head_of(p, k);
	for (uint32_t i = h ? h->behind : 0; h && i < h->to && !a->authors.n; i++) {
		struct slice names[NAMES_MAX], s = line_text(p->ls, i);
		if (p->ls->at[i].cues || p->ls->at[i].chars > LONE_CHARS)
			continue;
		/* Dots and buttons may be between them. */
		uint32_t next = i + 1;
		while (next < h->to && !p->ls->at[next].cues && p->ls->at[next].words < 2)
			next++;
		if (!is_dated(p, next) && !(i > h->behind && is_dated(p, i - 1)))
			continue;
		size_t n = grammar_persons(s, names);
		if (!n || is_label(p, names[0], i) || in_text(p, c, names[0]))
			continue;
		for (size_t m = 0; m < n; m++)
			add_unique(p, &a->authors, names[m]);
	}
}

static struct article *build_one(const struct page *p, size_t k)
{
	const struct cut *c = &p->cs->at[k];
	struct article *a = arena_new(p->out, struct article);
	const struct head *h = head_of(p, k);
	if (h)
		add_head(p, a, h);
	bool begun = false;
	unsigned gap = text_gap(p, c);
	for (uint32_t i = h ? h->to : c->from; i < c->to; i++) {
		const struct line *l = &p->ls->at[i];
		if (p->roles[i] != ROLE_BODY) {
			add_meta(p, a, i, !begun);
			continue;
		}
		if ((l->cues & (LINE_CREDIT | LINE_CAPTION)) && add_meta(p, a, i, false))
			continue;
		begun = true;
		add_block(p, a, is_heading(p, i, gap) ? BLOCK_HEADING : BLOCK_PARAGRAPH,
			line_text(p->ls, i));
	}
	add_tail(p, a, k);
	if (!a->authors.n)
		add_lone_names(p, a, k);
	a->place = arena_printf(p->out, "line %u", p->ls->at[c->from].row);
	return a;
}

/* Under a date header stand all posts until the next one. */
static void inherit_dates(const struct page *p, articles *list, size_t first)
{
	struct date above = DATE_NOT_KNOWN;
	bool inherited = false;
	for (size_t i = first; i < list->n; i++) {
		struct article *a = list->at[i];
		if (a->published.kind != DATE_NONE) {
			above = a->published_from == ORIGIN_HEADER ? a->published : DATE_NOT_KNOWN;
		} else if (above.kind != DATE_NONE && !p->dates_close) {
			a->published = above;
			a->published_from = ORIGIN_HEADER;
			inherited = true;
		}
	}
	/* A line above each headline is that article's own. */
	for (size_t i = first; i < list->n && !inherited; i++) {
		if (list->at[i]->published_from == ORIGIN_HEADER)
			list->at[i]->published_from = ORIGIN_TEXT;
	}
}

void build_articles(const struct lines *ls, const struct heads *hs, const uint8_t *roles,
	const cuts *cs, const struct dump_hint *hint, struct arena *out, articles *ret)
{
	struct arena scratch = ARENA_INIT;
	struct page p = {
		.ls = ls, .hs = hs, .roles = roles, .cs = cs, .order = DATE_ORDER_UNKNOWN,
		.out = out, .scratch = &scratch
	};
	if (hint)
		p.order = date_order_of(hint->lang);
	p.dates_close = above_closes(&p, LINE_DATE);
	p.dated_close = above_closes(&p, LINE_DATED);
	p.bylines_close = above_closes(&p, LINE_BYLINE);
	size_t first = ret->n;
	for (size_t k = 0; k < cs->n; k++) {
		struct article *a = build_one(&p, k);
		if (hint)
			a->url = hint->url;
		if (!a->blocks.n)
			continue;
		*list_add(out, ret) = a;
	}
	inherit_dates(&p, ret, first);
	arena_done(&scratch);
}
