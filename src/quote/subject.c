/* Who reports: the noun phrases and mentions around a verb of speech, weighed. */
#include "quote/reported.h"

enum { MAX_NOUN_PHRASE = 16, MAX_APPOSITION = 30 };

/* Who may report by one word, before they are weighed. */
struct offers {
	struct subject at[MAX_CANDIDATES];
	struct candidate c[MAX_CANDIDATES];
	size_t n;
};

/* Who reports by the verb before is known, and may by this one. */
static bool is_shared(const struct reporting *r, const struct cue *c)
{
	return r->shared_in == token_at(r->f, c->at)->sentence && r->shared.end > r->shared.first;
}

#define IN_PHRASE (SORT_BIT(W_OTHER) | SORT_BIT(W_NUMBER) | SORT_BIT(W_OWN) | SORT_BIT(W_DET) | \
	SORT_BIT(W_NOUN) | SORT_BIT(W_CAPITAL) | SORT_BIT(W_ED) | SORT_BIT(W_LY) | \
	SORT_BIT(W_ING) | SORT_BIT(W_OBJECT))
#define LINKS (SORT_BIT(W_ABOUT) | SORT_BIT(W_PREP) | SORT_BIT(W_AND) | SORT_BIT(W_TO))

/* Ends a noun phrase that is read forwards, or backwards. */
static bool ends_phrase(const struct reporting *r, uint32_t i, bool over)
{
	enum word_sort w = sort_at(r, i);
	if (SORT_BIT(w) & IN_PHRASE)
		return false;
	if (SORT_BIT(w) & LINKS)
		return !over;
	if (w == W_SAY || w == W_REPORTS) /* "the report said": many a verb is a noun as well */
		return !(token_at(r->f, i)->classes & (LEX_HOLDS | LEX_NOUN | LEX_BODY));
	if (w != W_POINT)
		return true;
	const struct token *t = token_at(r->f, i); /* "45% of voters", "CNN/ORC" */
	return t->mark != '%' && t->mark != '/' && t->mark != '&' && t->mark != '$';
}

/* "his", "the": what stands before is another phrase, unless it leads on to this one. */
static bool begins_phrase(const struct reporting *r, uint32_t i, uint32_t end)
{
	enum word_sort w = i < end ? sort_at(r, i) : W_OTHER, before = sort_at(r, i - 1);
	return (w == W_DET || w == W_OWN) && before != W_DET && !(before >= W_TO &&
		before <= W_AND);
}

/* Where the noun phrase begins that ends before `end`. */
uint32_t phrase_behind(const struct reporting *r, uint32_t end, uint32_t first, bool over)
{
	uint32_t i = end;
	if (i > first && sort_at(r, i - 1) == W_PRONOUN)
		return i - 1;
	while (i > first && end - i < MAX_NOUN_PHRASE && !ends_phrase(r, i - 1, over) &&
		!begins_phrase(r, i, end))
		i--;
	/* "But officials", "and of officials": what only leads to the phrase. */
	while (i < end && (sort_at(r, i) == W_AND || sort_at(r, i) == W_ABOUT ||
		sort_at(r, i) == W_PREP || sort_at(r, i) == W_TO || sort_at(r, i) == W_LY ||
		(token_at(r->f, i)->flags & TOKEN_FIRST && token_at(r->f, i)->classes & LEX_STOP &&
			!(token_at(r->f, i)->classes & LEX_DET))))
		i++;
	return i;
}

uint32_t phrase_ahead(const struct reporting *r, uint32_t i, uint32_t end, bool over)
{
	uint32_t from = i;
	if (i < end && sort_at(r, i) == W_PRONOUN)
		return i + 1;
	while (i < end && i - from < MAX_NOUN_PHRASE && !ends_phrase(r, i, over) &&
		!r->f->inside[i]) {
		/* "the elected mayor", but "the mayor announced" */
		enum word_sort w = sort_at(r, i), before = i > from ? sort_at(r, i - 1) : W_DET;
		if ((w == W_ED || w == W_ING) && before != W_DET && before != W_OWN &&
			!(before >= W_TO && before <= W_AND))
			break;
		i++;
	}
	while (i > from && (sort_at(r, i - 1) == W_AND || sort_at(r, i - 1) == W_ABOUT ||
		sort_at(r, i - 1) == W_PREP || sort_at(r, i - 1) == W_TO || sort_at(r,
			i - 1) == W_LY))
		i--;
	return i;
}

/* The mention that a phrase is of: the one it begins with, or else the one that it ends in. That of
 * "the mayor's office" is not the mayor, nor that of "Opposition member Ann Lee" the opposition. */
static int32_t mention_of(const struct reporting *r, uint32_t first, uint32_t end, bool simple)
{
	const struct mention *m = r->f->n->mentions;
	uint32_t k = mentions_from(r->f, first), last = mentions_from(r->f, end);
	if (k > 0 && m[k - 1].end > first)
		k--;
	if (simple && last > k + 1 && m[last - 1].end == end && m[last - 1].kind == MENTION_NAME &&
		!r->f->u->lexicon->head_first)
		return (int32_t)last - 1;
	if (k < last && m[k].first <= first && (m[k].end >= end ||
		!(token_at(r->f, m[k].end - 1)->flags & TOKEN_GENITIVE)))
		return (int32_t)k;
	return simple && last > k && m[last - 1].end >= end ? (int32_t)last - 1 : -1;
}

static void offer(const struct reporting *r, const struct cue *c, struct offers *to,
	struct subject s)
{
	const struct finding *f = r->f;
	if (to->n == MAX_CANDIDATES || s.first >= s.end || f->inside[s.first] ||
		(s.first <= c->at && c->at < s.end && s.place != SUBJECT_NEAR))
		return;
	for (size_t i = 0; i < to->n; i++)
		if (to->at[i].first == s.first && to->at[i].end == s.end)
			return;
	to->at[to->n++] = s;
}

static void offer_phrase(const struct reporting *r, const struct cue *c, struct offers *to,
	uint32_t first, uint32_t end, enum subject_place place, bool simple)
{
	if (first < end)
		offer(r, c, to, (struct subject){ first, end, mention_of(r, first, end, simple),
			place, 0, 0 });
}

static void offer_before(const struct reporting *r, const struct cue *c, struct offers *to)
{
	uint32_t h = c->verb;
	if (h > c->first && sort_at(r, h - 1) == W_COMMA) {
		/* "Ann Lee, the mayor of Holm, said" */
		uint32_t p = h - 1;
		while (p > c->first && h - p < MAX_APPOSITION && sort_at(r, p - 1) != W_COMMA)
			p--;
		if (p > c->first && sort_at(r, p - 1) == W_COMMA) {
			offer_phrase(r, c, to, phrase_behind(r, p - 1, c->first, false), p - 1,
				SUBJECT_OVER_COMMA, true);
			offer_phrase(r, c, to, phrase_behind(r, p - 1, c->first, true), p - 1,
				SUBJECT_OVER_COMMA_LONG, false);
		}
		return;
	}
	uint32_t first = phrase_behind(r, h, c->first, false);
	offer_phrase(r, c, to, first, h, SUBJECT_BEFORE, true);
	if (first < h && sort_at(r, first) == W_OWN)
		offer_phrase(r, c, to, first, first + 1, SUBJECT_OWN, true);
	offer_phrase(r, c, to, phrase_behind(r, h, c->first, true), h, SUBJECT_BEFORE_LONG, false);
}

static void offer_behind(const struct reporting *r, const struct cue *c, struct offers *to)
{
	uint32_t b = c->at + 1;
	/* "memuji Sari", "meminta Sari": what stands behind them is whom it is done to */
	if (r->f->u->lexicon->head_first && token_at(r->f, c->at)->classes &
		(LEX_JUDGES | LEX_TELLS))
		return;
	if (b < c->end && sort_at(r, b) >= W_TO && sort_at(r, b) <= W_PREP)
		b++; /* "according to", "criticism from" */
	offer_phrase(r, c, to, b, phrase_ahead(r, b, c->end, false), SUBJECT_BEHIND, true);
	offer_phrase(r, c, to, b, phrase_ahead(r, b, c->end, true), SUBJECT_BEHIND_LONG, false);
}

static void offer_mentions(const struct reporting *r, const struct cue *c, struct offers *to)
{
	const struct finding *f = r->f;
	const struct mention *m = f->n->mentions;
	uint32_t k = mentions_from(r->f, c->at);
	if (k < f->n->n_mentions && m[k].first == c->at && m[k].kind == MENTION_CLITIC)
		offer(r, c, to, (struct subject){ c->at, c->at + 1, (int32_t)k, SUBJECT_NEAR, 0,
			0 });
	for (uint32_t back = 1; back <= 4 && back <= k && m[k - back].first >= c->first; back++)
		offer(r, c, to, (struct subject){ m[k - back].first, m[k - back].end,
			(int32_t)(k - back), SUBJECT_NEAR, 0, 0 });
	uint32_t head = mentions_from(r->f, c->first);
	if (head < k)
		offer(r, c, to, (struct subject){ m[head].first, m[head].end, (int32_t)head,
			SUBJECT_HEAD, 0, 0 });
	if (is_shared(r, c)) {
		struct subject s = r->shared;
		s.place = SUBJECT_SHARED;
		offer(r, c, to, s);
	}
}

/* The phrase that the clause around the verb begins with: "but the mayor, angry, said"; that of
 * the sentence; and the one behind the comma: "After praising him, the mayor left". */
static void offer_heads(const struct reporting *r, const struct cue *c, struct offers *to)
{
	offer_phrase(r, c, to, c->first, phrase_ahead(r, c->first, c->verb, false), SUBJECT_HEAD,
		true);
	uint32_t clauses = 0;
	for (uint32_t i = c->verb; i > c->first + 1 && clauses < 3; i--) {
		enum word_sort w = sort_at(r, i - 1);
		if (r->f->inside[i - 1] || (w != W_COMMA && w != W_AND && w != W_FILLER &&
			w != W_THAT && w != W_WHILE))
			continue;
		uint32_t end = phrase_ahead(r, i, c->verb, false);
		if (end == i)
			continue;
		offer_phrase(r, c, to, i, end, SUBJECT_CLAUSE, true);
		clauses++;
	}
	if (c->x[Q_ENDING] != 1)
		return;
	clauses = 0;
	for (uint32_t i = c->at + 1; i < c->end && clauses < 2; i++) {
		if (sort_at(r, i) != W_COMMA || r->f->inside[i])
			continue;
		offer_phrase(r, c, to, i + 1, phrase_ahead(r, i + 1, c->end, false),
			SUBJECT_MAIN, true);
		clauses++;
	}
}

static uint8_t class_of(const struct token *t)
{
	return t->classes & LEX_ROLE ? 1 : t->classes & LEX_BODY ? 2 : t->classes & LEX_ORG ? 3
		: t->classes & LEX_OUTLET ? 4 : t->classes & LEX_PLACE ? 5
			: t->classes & LEX_NATION ? 6
		: t->classes & LEX_HOLDS ? 7 : t->classes & LEX_DAY ? 8 : 0;
}

static void subject_features(const struct reporting *r, const struct cue *c, struct offers *to,
	size_t i)
{
	const struct finding *f = r->f;
	const struct subject *s = &to->at[i];
	struct candidate *d = &to->c[i];
	*d = (struct candidate){ .entity = -1,
		.mention = s->mention < 0 ? 0 : (uint32_t)s->mention };
	uint8_t *x = d->x;
	memcpy(x, c->x, N_CUE_FEATURES);
	x[U_PLACE] = (uint8_t)s->place;
	x[U_ORDER] = (uint8_t)i;
	x[U_FIELD] = (uint8_t)to->n;
	x[U_BY] = c->at + 1 < c->end && sort_at(r, c->at + 1) == W_PREP;
	for (size_t k = 1; k < to->n; k++)
		x[U_WITHIN] |= k != i && to->at[k].first <= s->first && s->end <= to->at[k].end;
	if (s->place == SUBJECT_NONE) {
		uint32_t before = c->verb > c->first ? c->verb - 1 : c->verb;
		x[U_LAST] = (uint8_t)sort_at(r, before);
		x[U_WORD] = grade_of(f, before, WORD_SPEAKS);
		return;
	}
	d->name = unit_text(f->u, s->first, s->end);
	const struct mention *m = s->mention < 0 ? NULL : &f->n->mentions[s->mention];
	if (m && m->kind == MENTION_CLITIC)
		d->name = m->text;
	d->entity = m ? m->entity : -1;
	x[U_KIND] = m ? m->kind : 15;
	x[U_SORT] = m ? m->sort : 15;
	x[U_WEAK] = m && m->weak;
	bool behind = s->first > c->at;
	uint32_t from = behind ? c->at + 1 : s->end, stop = behind ? s->first : c->at;
	x[U_GAP] = bucket(stop > from ? stop - from : 0);
	x[U_SIDE] = behind;
	x[U_WORDS] = bucket(s->end - s->first);
	x[U_FIRST] = (uint8_t)sort_at(r, s->first);
	x[U_LAST] = (uint8_t)sort_at(r, s->end - 1);
	x[U_BEFORE] = s->first > c->first ? (uint8_t)sort_at(r, s->first - 1) : 40;
	x[U_BEHIND] = s->end < c->end ? (uint8_t)sort_at(r, s->end) : 40;
	x[U_CLASS] = class_of(token_at(f, s->end - 1));
	stop = stop > from ? stop : from;
	x[U_POINTS] = COUNT(r, points, from, stop, 6);
	x[U_CUES_BETWEEN] = COUNT(r, cues, from, stop, 6);
	x[U_LINKS] = COUNT(r, links, s->first, s->end, 6);
	uint32_t a = mentions_from(r->f, from), b = mentions_from(r->f, stop);
	x[U_MENTIONS_BETWEEN] = cap(b > a ? b - a : 0, 8);
	x[U_OPENS] = s->first == c->first;
	x[U_SAME] = is_shared(r, c) && r->shared.first == s->first;
	x[U_WORD] = grade_of(f, s->end - 1, WORD_SPEAKS);
	d->word = graded_word(f, s->end - 1);
	x[U_GENITIVE] = token_at(f, s->end - 1)->flags & TOKEN_GENITIVE ? 1 : 0;
}

static struct field weigh_all(struct reporting *r, const struct cue *c)
{
	struct finding *f = r->f;
	struct offers to;
	to.n = 0;
	to.at[to.n++] = (struct subject){ 0, 0, -1, SUBJECT_NONE, 0, 0 };
	offer_before(r, c, &to);
	offer_behind(r, c, &to);
	offer_mentions(r, c, &to);
	offer_heads(r, c, &to);
	for (size_t i = 0; i < to.n; i++)
		subject_features(r, c, &to, i);
	int best = best_of(f->judge->subject, to.c, to.n, FAR_BEHIND);
	const struct token *t = token_at(f, c->at);
	if (f->watch)
		f->watch->saw(f->watch->ctx, 'u', f->u, f->n, t->start, t->end, to.c, to.n, best);
	struct subject *at = arena_array(f->scratch, struct subject, to.n);
	for (size_t i = 0; i < to.n; i++) {
		at[i] = to.at[i];
		at[i].score = to.c[i].score;
	}
	return (struct field){ at, (uint32_t)to.n, best };
}

struct field subjects_at(struct reporting *r, uint32_t at)
{
	if (!r->asked_at[at]) {
		*list_add(r->f->scratch, &r->asked) = (struct asked){ .cue = cue_around(r, at) };
		r->asked_at[at] = (uint32_t)r->asked.n;
	}
	struct asked *a = &r->asked.at[r->asked_at[at] - 1];
	/* Who watches wants to see it each time. */
	if (a->field.at && !r->f->watch)
		return a->field;
	uint32_t shared_in = r->shared_in;
	r->shared_in = UINT32_MAX;
	a->field = weigh_all(r, &a->cue);
	r->shared_in = shared_in;
	return a->field;
}

int32_t teller_of(struct reporting *r, uint32_t at)
{
	enum { UNLIKELY = -FOREST_UNIT / 2, HARDLY_REPORTS = -3000 };
	const struct asked *a = r->asked_at[at] ? &r->asked.at[r->asked_at[at] - 1] : NULL;
	if (!a || (!a->field.at && a->cue.gate < HARDLY_REPORTS))
		return -1;
	const struct quote_watch *watch = r->f->watch;
	r->f->watch = NULL;
	struct field to = subjects_at(r, at);
	r->f->watch = watch;
	const struct subject *best = &to.at[to.best];
	return best->score < UNLIKELY ? -1 : best->mention;
}

struct subject subject_of(struct reporting *r, const struct cue *c)
{
	struct field to = is_shared(r, c) ? weigh_all(r, c) : subjects_at(r, c->at);
	struct subject best = to.at[to.best];
	int32_t other = to.n > 1 ? INT32_MIN / 2 : best.score;
	for (int i = 0; i < (int)to.n; i++)
		if (i != to.best && to.at[i].score > other)
			other = to.at[i].score;
	best.lead = best.score - other;
	return best;
}
