/* What is reported: where the clause beside a verb of speech begins, and where it ends. */
#include "quote/reported.h"

#include <math.h>

enum { MAX_AHEAD = 14, MAX_STARTS = 18, MAX_ADVERBS = 8, MAX_ENDS = 16,
	SURE = FOREST_UNIT / 2, /* a start that is so much likelier than the next one is it */
	NO_CLAUSE = INT32_MIN / 2 };

enum start_kind {
	START_AT_ONCE, START_THAT, START_BEHIND_OBJECT, START_BEHIND_ABOUT, START_BEHIND_COMMA,
	START_BEFORE, START_BEFORE_COMMA, START_BEFORE_THAT, START_AROUND, START_AROUND_COMMA,
	START_AROUND_THAT, START_AROUND_PHRASE
};

enum end_kind {
	END_FIXED, END_COMMA, END_POINT, END_AND, END_THAT, END_PREP, END_NAME, END_SENTENCE,
		END_TO,
	END_QUOTE, END_ING, END_WHILE, END_DAY, END_VERB
};

struct start {
	uint32_t first, end; /* end: of those before the verb; the sentence's of others */
	uint32_t gap_first, gap_end; /* of those around it */
	enum start_kind kind;
};

struct opening {
	struct start at[MAX_STARTS];
	struct candidate c[MAX_STARTS];
	size_t n;
};

static void offer_start(const struct cue *c, struct opening *to, uint32_t first, uint32_t end,
	enum start_kind kind)
{
	if (to->n == MAX_STARTS || first >= end || first < c->first || end > c->end)
		return;
	for (size_t i = 0; i < to->n; i++)
		if (to->at[i].first == first && to->at[i].end == end)
			return;
	to->at[to->n++] = (struct start){ first, end, end, end, kind };
}

/* Around the verb and who reports, [stop, gap_end). */
static void offer_around(const struct cue *c, struct opening *to, uint32_t first, uint32_t stop,
	uint32_t gap_end, enum start_kind kind)
{
	size_t n = to->n;
	if (first >= stop || gap_end >= c->end)
		return;
	offer_start(c, to, first, c->end, kind);
	if (to->n > n) {
		to->at[n].gap_first = stop;
		to->at[n].gap_end = gap_end;
	}
}

static uint32_t over_filler(const struct reporting *r, uint32_t i)
{
	return sort_at(r, i) == W_FILLER ? i + 1 : i;
}

static bool is_about(const struct reporting *r, uint32_t i)
{
	return sort_at(r, i) == W_ABOUT || sort_at(r, i) == W_PREP;
}

/* "on Monday": when it was said. */
static uint32_t over_day(const struct reporting *r, uint32_t i)
{
	uint32_t day = is_about(r, i) ? i + 1 : i;
	return sort_at(r, day) == W_DAY ? day + 1 : i;
}

static void starts_behind(const struct reporting *r, const struct cue *c, const struct subject *s,
	struct opening *to)
{
	uint32_t b = over_day(r, s->first > c->at ? s->end : c->at + 1);
	uint32_t limit = b + MAX_AHEAD < c->end ? b + MAX_AHEAD : c->end;
	if (b < c->end && sort_at(r, b) == W_COMMA)
		offer_start(c, to, over_filler(r, b + 1), c->end, START_BEHIND_COMMA);
	else
		offer_start(c, to, over_filler(r, b), c->end, START_AT_ONCE);
	uint32_t object = phrase_ahead(r, b, limit, false);
	if (object == b && b < limit && sort_at(r, b) == W_OBJECT)
		object++;
	if (object > b)
		offer_start(c, to, over_filler(r, object), c->end, START_BEHIND_OBJECT);
	if (is_about(r, b))
		offer_start(c, to, b + 1, c->end, START_BEHIND_ABOUT);
	if (object > b && is_about(r, object))
		offer_start(c, to, object + 1, c->end, START_BEHIND_ABOUT);
	/* "bragged loudly about" */
	for (uint32_t i = b + 1; i < b + MAX_ADVERBS && i < c->end && !is_about(r, b); i++) {
		if (is_about(r, i) && !r->f->inside[i]) {
			offer_start(c, to, i + 1, c->end, START_BEHIND_ABOUT);
			break;
		}
	}
	size_t thats = 0;
	for (uint32_t i = b; i < limit && thats < 2; i++) {
		if (r->f->inside[i])
			continue;
		if (sort_at(r, i) == W_FILLER || sort_at(r, i) == W_THAT) {
			offer_start(c, to, over_filler(r, i), c->end, START_THAT);
			thats++;
		} else if (sort_at(r, i) == W_COMMA || token_at(r->f, i)->mark == ':') {
			offer_start(c, to, over_filler(r, i + 1), c->end, START_BEHIND_COMMA);
		} else if (sort_at(r, i) == W_TO && i > b) {
			offer_start(c, to, i, c->end, START_BEHIND_OBJECT);
		}
	}
}

static void starts_before(const struct reporting *r, const struct cue *c, const struct subject *s,
	struct opening *to)
{
	uint32_t stop = s->end > s->first && s->first < c->verb ? s->first : c->verb;
	while (stop > c->first && token_at(r->f, stop - 1)->kind > TOKEN_NUMBER)
		stop--;
	if (stop <= c->first)
		return;
	uint32_t first = c->first;
	if (sort_at(r, first) == W_AND)
		first++;
	uint32_t gap_end = c->at + 1 > s->end ? c->at + 1 : s->end;
	if (gap_end < c->end && sort_at(r, gap_end) == W_COMMA)
		gap_end++;
	offer_start(c, to, first, stop, START_BEFORE);
	offer_around(c, to, first, stop, gap_end, START_AROUND);
	bool comma = false, that = false;
	for (uint32_t i = stop; i > first + 1 && !(comma && that); i--) {
		enum word_sort w = sort_at(r, i - 1);
		if (!comma && w == W_COMMA) {
			offer_start(c, to, i, stop, START_BEFORE_COMMA);
			offer_around(c, to, i, stop, gap_end, START_AROUND_COMMA);
		}
		if (!that && (w == W_FILLER || w == W_THAT || w == W_AND)) {
			offer_start(c, to, i, stop, START_BEFORE_THAT);
			offer_around(c, to, i, stop, gap_end, START_AROUND_THAT);
		}
		comma |= w == W_COMMA;
		that |= w == W_FILLER || w == W_THAT || w == W_AND;
	}
	/* "the surrogates who are expected to" */
	uint32_t phrase = sort_at(r, stop - 1) == W_REL ? stop - 1
		: phrase_behind(r, stop, first, true);
	offer_around(c, to, phrase, stop, gap_end, START_AROUND_PHRASE);
}

static void candidate_gap(const struct finding *f, const struct start *b, struct candidate *d)
{
	if (b->gap_end > b->gap_first) {
		d->gap_start = token_at(f, b->gap_first)->start;
		d->gap_end = token_at(f, b->gap_end)->start;
	}
}

static void start_features(const struct reporting *r, const struct cue *c,
	const struct subject *s, struct opening *to, size_t i)
{
	const struct finding *f = r->f;
	const struct start *b = &to->at[i];
	struct candidate *d = &to->c[i];
	*d = (struct candidate){ .start = token_at(f, b->first)->start,
		.end = token_at(f, b->end - 1)->end };
	candidate_gap(f, b, d);
	uint8_t *x = d->x;
	memcpy(x, c->x, N_CUE_FEATURES);
	x[B_KIND] = (uint8_t)b->kind;
	x[B_SUBJECT_PLACE] = (uint8_t)s->place;
	x[B_SUBJECT_KIND] = s->mention < 0 ? 15 : f->n->mentions[s->mention].kind;
	x[B_SUBJECT_GAP] = s->end == s->first ? 30 : bucket(s->first > c->at ? s->first - c->at
		: c->at - s->first);
	x[B_GAP] = bucket(b->first > c->at ? b->first - c->at : c->at - b->end);
	x[B_FIRST] = (uint8_t)sort_at(r, b->first);
	x[B_SECOND] = (uint8_t)sort_at(r, b->first + 1);
	x[B_BEFORE] = b->first > c->first ? (uint8_t)sort_at(r, b->first - 1) : 40;
	x[B_REST] = bucket(b->end - b->first);
	x[B_AHEAD] = bucket(c->at - c->first);
	x[B_LEFT] = bucket(c->end - c->at);
	x[B_COMMA_BEFORE] = c->verb > c->first && sort_at(r, c->verb - 1) == W_COMMA;
	uint32_t near = b->first + 20 < b->end ? b->first + 20 : b->end;
	uint32_t from = c->at + 1 < b->first ? c->at + 1 : b->first;
	x[B_VERBS] = COUNT(r, verbs, b->first, near, 6);
	x[B_QUOTED] = COUNT(r, quoted, b->first, near, 20);
	x[B_CUES_BETWEEN] = COUNT(r, cues, from, b->first, 4);
	for (uint32_t k = from; k < b->first; k++)
		x[B_THAT] |= sort_at(r, k) == W_FILLER || sort_at(r, k) == W_THAT;
	d->word = graded_word(f, b->first);
	x[B_WORD] = grade_of(f, b->first, WORD_BEGINS);
	x[B_ORDER] = (uint8_t)i;
	x[B_COUNT] = (uint8_t)to->n;
}

struct ending {
	uint32_t end[MAX_ENDS];
	enum end_kind kind[MAX_ENDS];
	size_t n;
};

static void offer_end(struct ending *to, uint32_t end, enum end_kind kind)
{
	if (to->n && to->end[to->n - 1] == end)
		return;
	if (to->n < MAX_ENDS) {
		to->end[to->n] = end;
		to->kind[to->n++] = kind;
	}
}

static enum end_kind end_before(const struct reporting *r, uint32_t i)
{
	switch (sort_at(r, i)) {
	case W_COMMA: return END_COMMA;
	case W_POINT: return END_POINT;
	case W_AND: return END_AND;
	case W_FILLER: case W_THAT: case W_REL: return END_THAT;
	case W_ABOUT: case W_PREP: return END_PREP;
	case W_TO: return END_TO;
	case W_QUOTE: return END_QUOTE;
	case W_ING: return END_ING;
	case W_WHILE: return END_WHILE;
	case W_DAY: return END_DAY;
	case W_BE: case W_SAY: case W_REPORTS: return END_VERB;
	default: return END_FIXED;
	}
}

/* Possible ends of a clause from `b`: the first few of each kind. */
static void find_ends(const struct reporting *r, const struct start *b, struct ending *to)
{
	static const uint8_t most[] = { [END_COMMA] = 4, [END_POINT] = 2, [END_AND] = 3,
		[END_THAT] = 2, [END_PREP] = 2, [END_TO] = 1, [END_QUOTE] = 1, [END_ING] = 1,
		[END_WHILE] = 2, [END_DAY] = 1, [END_VERB] = 1 };
	uint8_t had[sizeof most] = { 0 };
	to->n = 0;
	if (b->kind >= START_BEFORE && b->kind < START_AROUND) {
		offer_end(to, b->end, END_FIXED);
		return;
	}
	uint32_t from = b->kind >= START_AROUND ? b->gap_end : b->first;
	uint32_t phrase = phrase_ahead(r, from, b->end, false);
	if (phrase == from && sort_at(r, phrase) == W_OBJECT)
		phrase++;
	for (uint32_t i = from + 1; i < b->end; i++) {
		if (i == phrase)
			offer_end(to, i, END_NAME);
		enum end_kind kind = r->f->inside[i] && sort_at(r, i) != W_QUOTE ? END_FIXED
			: end_before(r, i);
		if (kind == END_FIXED || had[kind] == most[kind] || to->n == MAX_ENDS - 1)
			continue;
		had[kind]++;
		uint32_t end = i;
		offer_end(to, end, kind);
	}
	offer_end(to, b->end, END_SENTENCE);
}

/* What all clauses from `b` share. */
static void clause_begins(const struct reporting *r, const struct cue *c, const struct subject *s,
	const struct start *b, struct candidate *d)
{
	const struct finding *f = r->f;
	*d = (struct candidate){ .start = token_at(f, b->first)->start };
	d->entity = s->mention < 0 ? -1 : f->n->mentions[s->mention].entity;
	candidate_gap(f, b, d);
	if (s->end > s->first)
		d->name = unit_text(f->u, s->first, s->end);
	uint8_t *x = d->x;
	memcpy(x, c->x, N_CUE_FEATURES);
	x[R_GATE] = graded(c->gate);
	x[R_SUBJECT] = graded(s->score);
	x[R_SUBJECT_LEAD] = graded(s->lead);
	x[R_START_KIND] = (uint8_t)b->kind;
	x[R_SUBJECT_KIND] = s->mention < 0 ? 15 : f->n->mentions[s->mention].kind;
	x[R_SUBJECT_PLACE] = (uint8_t)s->place;
	x[R_SUBJECT_GAP] = s->end == s->first ? 30 : bucket(s->first > c->at ? s->first - c->at
		: c->at - s->first);
	x[R_SUBJECT_WORDS] = bucket(s->end - s->first);
	x[R_GAP] = bucket(b->first > c->at ? b->first - c->at : 0);
	x[R_SENTENCE_WORDS] = bucket(c->end - c->first);
	x[R_FIRST] = (uint8_t)sort_at(r, b->first);
	x[R_SECOND] = (uint8_t)sort_at(r, b->first + 1);
	x[R_WORD] = grade_of(f, b->first, WORD_BEGINS);
}

/* That of a verb, as Q_ENDING has it; 9 for what is none. */
static uint8_t verb_ending(const struct reporting *r, uint32_t i)
{
	switch (sort_at(r, i)) {
	case W_ING: return 1;
	case W_ED: return 2;
	case W_SAY: case W_REPORTS: case W_VERB:
		return word_ending(unit_text(r->f->u, i, i + 1));
	default: return 9;
	}
}

/* What one that ends before token `end` has of its own. */
static void clause_ends(const struct reporting *r, const struct cue *c, const struct start *b,
	uint32_t end, enum end_kind kind, struct candidate *d)
{
	const struct finding *f = r->f;
	uint8_t *x = d->x;
	d->end = token_at(f, end - 1)->end;
	x[R_END_KIND] = (uint8_t)kind;
	x[R_WORDS] = bucket(end - b->first);
	x[R_LAST] = (uint8_t)sort_at(r, end - 1);
	x[R_AFTER] = end < c->end ? (uint8_t)sort_at(r, end) : 40;
	x[R_AFTER_2] = end + 1 < c->end ? (uint8_t)sort_at(r, end + 1) : 40;
	x[R_AFTER_3] = end + 2 < c->end ? (uint8_t)sort_at(r, end + 2) : 40;
	x[R_WORD_AFTER_2] = end + 1 < c->end ? grade_of(f, end + 1, WORD_FOLLOWS) : 0;
	x[R_PARALLEL] = verb_ending(r, end) == x[Q_ENDING] ? 2 : end + 1 < c->end &&
		verb_ending(r, end + 1) == x[Q_ENDING];
	uint32_t verb = b->first;
	while (verb < end && verb < b->first + 15 && !is_verb(r, verb))
		verb++;
	x[R_VERB_GAP] = verb < end ? (uint8_t)(verb - b->first) : 20;
	uint32_t quoted = COUNT(r, quoted, b->first, end, 255);
	x[R_VERBS] = COUNT(r, verbs, b->first, end, 8);
	x[R_COMMAS] = COUNT(r, commas, b->first, end, 8);
	x[R_ANDS] = COUNT(r, ands, b->first, end, 6);
	x[R_PREPS] = COUNT(r, preps, b->first, end, 8);
	x[R_CUES] = COUNT(r, cues, b->first, end, 6);
	x[R_QUOTED] = quoted == 0 ? 0 : quoted * 2 > end - b->first ? 2 : 1;
	d->word = end < c->end ? graded_word(f, end) : 0;
	x[R_WORD_AFTER] = end < c->end ? grade_of(f, end, WORD_FOLLOWS) : 0;
	x[R_LEFT] = bucket(c->end > end ? c->end - end : 0);
	uint32_t next = end;
	while (next < c->end && next < end + 12 && !is_verb(r, next))
		next++;
	x[R_AFTER_VERB] = next < c->end ? (uint8_t)(next - end) : 20;
	x[R_CUE_AFTER] = next < c->end ? (uint8_t)sort_at(r, next) : 40;
}

struct clauses {
	struct candidate c[MAX_CANDIDATES];
	struct clause at[MAX_CANDIDATES];
	size_t n;
};

static void offer_clauses(const struct reporting *r, const struct cue *c,
	const struct subject *s, const struct start *b, const struct candidate *started,
		uint8_t rank,
	struct clauses *to)
{
	struct ending e;
	struct candidate shared;
	find_ends(r, b, &e);
	clause_begins(r, c, s, b, &shared);
	shared.x[R_START] = graded(started->score);
	shared.x[R_START_RANK] = rank;
	for (size_t i = 0; i < e.n && to->n < MAX_CANDIDATES; i++) {
		struct candidate *d = &to->c[to->n];
		*d = shared;
		clause_ends(r, c, b, e.end[i], e.kind[i], d);
		d->x[R_ORDER] = (uint8_t)i;
		d->x[R_DEPTH] = (uint8_t)(e.n - i);
		to->at[to->n++] = (struct clause){ b->first, e.end[i], b->gap_first, b->gap_end };
	}
}

/* The log-odds that clause `best` is the right one of all and of none. */
static int32_t odds_of(const struct clauses *l, int best)
{
	float others = 1;
	for (size_t i = 0; i < l->n; i++)
		if ((int)i != best)
			others += expf((float)l->c[i].score / FOREST_UNIT);
	return l->c[best].score - (int32_t)(logf(others) * FOREST_UNIT);
}

int32_t clause_of(struct reporting *r, const struct cue *c, const struct subject *s,
	struct clause *ret_clause)
{
	struct finding *f = r->f;
	struct opening o;
	o.n = 0;
	starts_behind(r, c, s, &o);
	starts_before(r, c, s, &o);
	for (size_t i = 0; i < o.n; i++)
		start_features(r, c, s, &o, i);
	int best = best_of(f->judge->start, o.c, o.n, FAR_BEHIND), second = -1;
	const struct token *t = token_at(f, c->at);
	if (f->watch && o.n)
		f->watch->saw(f->watch->ctx, 'b', f->u, f->n, t->start, t->end, o.c, o.n, best);
	if (best < 0)
		return NO_CLAUSE;
	for (size_t i = 0; i < o.n; i++)
		if ((int)i != best && (second < 0 || o.c[i].score > o.c[second].score))
			second = (int)i;
	struct clauses l;
	l.n = 0;
	offer_clauses(r, c, s, &o.at[best], &o.c[best], 0, &l);
	if (second >= 0 && o.c[best].score - o.c[second].score < SURE)
		offer_clauses(r, c, s, &o.at[second], &o.c[second], 1, &l);
	best = best_of(f->judge->clause, l.c, l.n, f->model->clause_far);
	if (f->watch)
		f->watch->saw(f->watch->ctx, 'c', f->u, f->n, t->start, t->end, l.c, l.n, best);
	if (best < 0)
		return NO_CLAUSE;
	*ret_clause = l.at[best];
	return odds_of(&l, best);
}
