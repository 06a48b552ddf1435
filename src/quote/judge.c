/* Features of speakers, referents and marks. */
#include "quote/reported.h"

#include <assert.h>
#include <pthread.h>

enum { REGION_MAX = 250, BACK_SENTENCES = 3, NEAR_CUE = 7, MAX_ASKED = 24,
	TITLED = 8 * FOREST_UNIT };

uint8_t cue_sort(const struct token *t)
{
	if (t->kind != TOKEN_WORD)
		return 0;
	if (t->classes & LEX_ACCORDING)
		return 4;
	if (t->classes & LEX_SAY)
		return 3;
	if (t->classes & LEX_WEAK)
		return 2;
	return t->classes & LEX_NOUN ? 1 : 0;
}

uint8_t bucket_far(uint32_t value)
{
	return value <= 55 ? 15 : value <= 75 ? 16 : value <= 100 ? 17 : value <= 150 ? 18
		: value <= 250 ? 19 : 20;
}

static bool is_point(const struct token *t, char mark)
{
	return t->kind == TOKEN_POINT && t->mark == mark;
}

static bool is_stop(const struct token *t)
{
	return is_point(t, '.') || is_point(t, '!') || is_point(t, '?');
}

uint32_t words_of_span(const struct finding *f, const struct span *s)
{
	uint32_t n = 0;
	for (uint32_t i = s->open + 1; i < s->close && n < 500; i++)
		n += token_at(f, i)->kind <= TOKEN_NUMBER;
	return n;
}

uint8_t lead_of(const struct finding *f, uint32_t open)
{
	if (open == 0 || token_at(f, open - 1)->sentence != token_at(f, open)->sentence)
		return 0;
	const struct token *t = token_at(f, open - 1);
	if (t->kind == TOKEN_POINT)
		return t->mark == ',' ? 1 : t->mark == ':' ? 2 : t->mark == '(' ? 3 : is_stop(t)
			? 4 : 5;
	if (t->kind == TOKEN_QUOTE)
		return 6;
	if (t->classes & LEX_THAT)
		return 7;
	uint8_t sort = cue_sort(t);
	if (sort)
		return (uint8_t)(8 + sort);
	if (t->classes & LEX_DET)
		return 14;
	if (t->classes & LEX_PREP)
		return 15;
	if (t->classes & LEX_BE)
		return 16;
	return t->classes & LEX_AND ? 17 : t->flags & TOKEN_CAPITAL ? 18 : 13;
}

uint8_t last_of(const struct finding *f, const struct span *s)
{
	const struct token *t = token_at(f, s->close - 1);
	if (t->kind == TOKEN_QUOTE && s->close > s->open + 2)
		t = token_at(f, s->close - 2);
	if (t->kind != TOKEN_POINT)
		return 0;
	return t->mark == ',' ? 1 : t->mark == '.' ? 2 : t->mark == '?' || t->mark == '!' ? 3 : 4;
}

uint8_t next_of(const struct finding *f, uint32_t close)
{
	uint32_t i = close + 1;
	const struct token *t = token_at(f, i), *mark = token_at(f, close < f->u->n_tokens
		? close : 0);
	if (i >= f->u->n_tokens)
		return 0;
	if (f->u->sentences[t->sentence].paragraph != f->u->sentences[mark->sentence].paragraph)
		return 0;
	if (t->kind == TOKEN_POINT)
		return t->mark == ',' ? 1 : is_stop(t) ? 2 : t->mark == ')' ? 3 : t->mark == '-'
			? 15 : 4;
	if (t->kind == TOKEN_QUOTE)
		return 5;
	uint8_t sort = cue_sort(t);
	if (sort)
		return (uint8_t)(6 + sort);
	if (t->classes & (LEX_HE | LEX_SHE | LEX_THEY | LEX_SELF))
		return 11;
	if (t->classes & LEX_AND)
		return 12;
	return t->flags & TOKEN_CAPITAL ? 13 : t->classes & LEX_PREP ? 14 : 6;
}

uint32_t region_first(const struct finding *f, uint32_t open)
{
	uint32_t i = open, floor = open > REGION_MAX ? open - REGION_MAX : 0;
	uint32_t paragraph = f->u->sentences[token_at(f, open)->sentence].paragraph;
	while (i > floor) {
		const struct token *t = token_at(f, i - 1);
		if (f->u->sentences[t->sentence].paragraph != paragraph)
			break;
		/* A sentence that ends outside of marks ends the region; one that ends within them
		 * goes on where the next word is small. */
		if (t->sentence != token_at(f, i)->sentence && !f->inside[i] &&
			(!f->inside[i - 1] || token_at(f, i)->flags & TOKEN_CAPITAL))
			break;
		if (t->sentence != token_at(f, i)->sentence && f->inside[i] && !f->inside[i - 1])
			break;
		i--;
	}
	return i;
}

uint32_t region_end(const struct finding *f, uint32_t close, bool *ret_same_sentence)
{
	uint32_t i = close + 1;
	*ret_same_sentence = true;
	if (i >= f->u->n_tokens)
		return i;
	uint32_t paragraph = f->u->sentences[token_at(f, close)->sentence].paragraph;
	if (f->u->sentences[token_at(f, i)->sentence].paragraph != paragraph)
		return i;
	*ret_same_sentence = token_at(f, i)->sentence == token_at(f, close)->sentence ||
		!(token_at(f, i)->flags & TOKEN_CAPITAL) || token_at(f, close - 1)->mark == ',';
	if (is_stop(token_at(f, i)))
		return i;
	uint32_t limit = i + REGION_MAX / 2;
	for (; i < f->u->n_tokens && i < limit; i++) {
		const struct token *t = token_at(f, i);
		if (f->u->sentences[t->sentence].paragraph != paragraph)
			break;
		if (i > close + 1 && t->sentence != token_at(f, i - 1)->sentence &&
			!f->inside[i - 1])
			break;
		if (i > close + 1 && t->sentence != token_at(f, i - 1)->sentence && !f->inside[i] &&
			t->flags & TOKEN_CAPITAL)
			break;
	}
	return i;
}

/* A table of the model's words, at most a quarter full. */
static const uint16_t *place_words(const struct quote_model *m, struct arena *out,
	uint32_t *ret_mask)
{
	size_t n = 4;
	assert(m->n_words < UINT16_MAX);
	while (n < 4 * m->n_words)
		n *= 2;
	uint32_t mask = (uint32_t)n - 1;
	uint16_t *at = arena_array(out, uint16_t, n);
	for (size_t i = 0; i < m->n_words; i++) {
		uint32_t k = m->words[i].hash & mask;
		while (at[k])
			k = (k + 1) & mask;
		at[k] = (uint16_t)(i + 1);
	}
	*ret_mask = mask;
	return at;
}

struct quote_judge quote_judge_of(const struct quote_model *m, struct arena *out)
{
	uint32_t mask;
	const uint16_t *words = place_words(m, out, &mask);
	return (struct quote_judge){ .model = m, .words = words, .words_mask = mask,
		.speaker = forest_table_of(&m->speaker, out),
		.refer = forest_table_of(&m->refer, out),
		.scare = forest_table_of(&m->scare, out),
		.gate = forest_table_of(&m->gate, out),
		.subject = forest_table_of(&m->subject, out),
		.start = forest_table_of(&m->start, out),
		.clause = forest_table_of(&m->clause, out) };
}

/* What outlives a text here: it is made of what is constant, and so is it. Both have the same
 * tables; for what is kept the floors are higher. A word that the gate holds for less likely than
 * KEPT_GATE reaches a confidence of 50 in one of 150. */
enum { KEPT_GATE = -4000, KEPT_CLAUSE = -FOREST_UNIT / 20 + 1 };
static struct quote_judge default_judge[QUOTES_KEPT + 1];
static struct quote_model kept_model;

static void make_default(void)
{
	static struct arena tables = ARENA_INIT;
	kept_model = quote_model_default;
	kept_model.gate_floor = KEPT_GATE;
	kept_model.clause_floor = KEPT_CLAUSE;
	default_judge[QUOTES_ALL] = quote_judge_of(&quote_model_default, &tables);
	default_judge[QUOTES_KEPT] = default_judge[QUOTES_ALL];
	default_judge[QUOTES_KEPT].model = &kept_model;
}

const struct quote_judge *quote_judge_default(enum quotes_wanted wanted)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, make_default);
	return &default_judge[wanted];
}

int best_of(const struct forest_table *f, struct candidate *c, size_t n)
{
	int32_t score[MAX_CANDIDATES];
	forest_table_score(f, c->x, sizeof *c, n, score);
	int best = -1;
	for (size_t i = 0; i < n; i++) {
		c[i].score = score[i];
		if (best < 0 || score[i] > c[best].score)
			best = (int)i;
	}
	return best;
}

/* The cue before token `limit` that follows `from` (both outside of marks), or NO_CUE. */
static uint32_t cue_from(const struct finding *f, uint32_t from, uint32_t limit)
{
	if (from >= f->u->n_tokens)
		return NO_CUE;
	uint32_t cue = f->cue_next[from];
	return cue != NO_CUE && cue < limit ? cue : NO_CUE;
}

static uint32_t cue_until(const struct finding *f, uint32_t to, uint32_t floor)
{
	if (to >= f->u->n_tokens)
		return NO_CUE;
	uint32_t cue = f->cue_last[to];
	return cue != NO_CUE && cue >= floor ? cue : NO_CUE;
}

static uint8_t before_of(const struct finding *f, const struct mention *m)
{
	if (m->first == 0)
		return 0;
	const struct token *t = token_at(f, m->first - 1);
	if (t->kind == TOKEN_QUOTE)
		return 1;
	if (t->kind == TOKEN_POINT)
		return t->mark == ',' ? 2 : t->mark == '.' ? 3 : t->mark == '-' ? 16 : 4;
	uint8_t sort = cue_sort(t);
	if (sort)
		return (uint8_t)(5 + sort);
	if (t->classes & LEX_PREP) {
		/* "according to X" is not "to X". */
		return m->first > 1 && token_at(f, m->first - 2)->classes & LEX_ACCORDING ? 10 : 11;
	}
	return t->classes & LEX_THAT ? 12 : t->classes & LEX_AND ? 13 : t->classes & LEX_BE ? 14
		: 15;
}

static uint8_t next_word_of(const struct finding *f, const struct mention *m)
{
	const struct token *t = token_at(f, m->end);
	if (t->kind == TOKEN_POINT)
		return t->mark == ',' ? 1 : t->mark == '.' ? 2 : 3;
	if (t->kind == TOKEN_QUOTE)
		return 4;
	uint8_t sort = cue_sort(t);
	if (sort)
		return (uint8_t)(5 + sort);
	return t->classes & LEX_BE ? 10 : t->classes & LEX_AUX ? 11 : t->classes & LEX_PREP ? 12
		: t->classes & LEX_AND ? 13 : t->classes & LEX_REL ? 14 : 15;
}

struct around {
	const struct span *span;
	uint32_t s;
	uint32_t first, end;   /* regions before and behind */
	bool same_sentence;
	uint8_t lead, last, next, words, capital, opens, ahead, behind, any;
};

static struct around look_around(const struct finding *f, uint32_t s)
{
	const struct span *span = &f->spans.at[s];
	struct around a = { .span = span, .s = s, .same_sentence = true };
	uint32_t at_close = span->closed ? span->close : span->close - 1;
	a.first = region_first(f, span->open);
	a.end = region_end(f, at_close, &a.same_sentence);
	a.lead = lead_of(f, span->open);
	a.last = last_of(f, span);
	a.next = next_of(f, at_close);
	a.words = bucket(words_of_span(f, span));
	a.capital = (uint8_t)(token_at(f, span->open + 1)->flags & TOKEN_CAPITAL ? 1 : 0);
	a.opens = span->open == 0 || f->u->sentences[token_at(f, span->open)->sentence].paragraph !=
		f->u->sentences[token_at(f, span->open - 1)->sentence].paragraph;
	uint32_t cue = span->open ? cue_until(f, span->open - 1, a.first) : NO_CUE;
	if (cue != NO_CUE && span->open - cue < NEAR_CUE)
		a.ahead = cue_sort(token_at(f, cue));
	cue = cue_from(f, at_close + 1, a.end);
	if (cue != NO_CUE && cue - at_close < NEAR_CUE)
		a.behind = cue_sort(token_at(f, cue));
	return a;
}

static void mention_features(const struct finding *f, const struct around *a,
	const struct mention *m, uint8_t region, struct candidate *c)
{
	uint32_t index = index_of(f, m) < 0 ? mentions_from(f, m->first) : (uint32_t)index_of(f, m);
	uint32_t open = a->span->open, close = a->span->close, sentence = token_at(f,
		m->first)->sentence;
	*c = (struct candidate){ .mention = index, .of = m, .entity = m->entity };
	uint8_t *x = c->x;
	uint32_t limit = f->u->sentences[sentence].end, floor = f->u->sentences[sentence].first;
	if (region == 1 || region == 2) {
		limit = a->end;
		floor = close;
	} else if (region == 0) {
		limit = open;
		floor = a->first;
	}
	uint32_t after = m->kind == MENTION_CLITIC ? m->first : cue_from(f, m->end, limit);
	uint32_t before = m->first ? cue_until(f, m->first - 1, floor) : NO_CUE;
	uint32_t distance = m->first > close ? m->first - close : open > m->end ? open - m->end : 0;
	x[F_REGION] = region;
	x[F_DISTANCE] = bucket(distance);
	x[F_CUE_AFTER] = after == NO_CUE ? 30 : bucket(after > m->end ? after - m->end : 0);
	x[F_CUE_AFTER_SORT] = after == NO_CUE ? 0 : cue_sort(token_at(f, after));
	x[F_CUE_BEFORE] = before == NO_CUE ? 30 : bucket(m->first - before);
	x[F_CUE_BEFORE_SORT] = before == NO_CUE ? 0 : cue_sort(token_at(f, before));
	x[F_CUE_AFTER_GAP] = after == NO_CUE ? 30 : bucket(after < open ? open - after
		: after - close);
	x[F_CUE_BEFORE_GAP] = before == NO_CUE ? 30 : bucket(before < open ? open - before
		: before - close);
	x[F_KIND] = m->kind;
	x[F_SORT] = m->sort;
	x[F_BEFORE] = before_of(f, m);
	x[F_ORDER] = cap(index - mentions_from(f, region == 1 || region == 2 ? close + 1 : floor),
		10);
	if (m->first > close)
		x[F_BETWEEN] = cap(index - mentions_from(f, close), 15);
	else
		x[F_BETWEEN] = cap(mentions_from(f, open) - index - 1, 15);
	x[F_LEAD] = a->lead;
	x[F_LAST] = a->last;
	x[F_WORDS] = a->words;
	x[F_CAPITAL] = a->capital;
	x[F_NEXT] = a->next;
	bool chained = f->last_mention == m ||
		(f->last_entity >= 0 && f->last_entity == m->entity);
	x[F_CHAIN] = (uint8_t)(chained ? f->last_mention == m ? 2 : 1 : 0);
	x[F_CHAIN_GAP] = !f->last_mention ? 30 : bucket(open - f->spans.at[f->last_span].close);
	x[F_COUNT] = m->entity < 0 ? 0 : cap(f->n->entities[m->entity].n_mentions, 12);
	x[F_OPENS_PARAGRAPH] = a->opens;
	x[F_CUE_BEHIND] = a->behind;
	x[F_CUE_AHEAD] = a->ahead;
	x[F_COMMA] = is_point(token_at(f, m->end), ',');
	x[F_GENITIVE] = token_at(f, m->end - 1)->flags & TOKEN_GENITIVE ? 1 : 0;
	for (uint32_t s = a->s; region == 0 && s > 0 && f->spans.at[s - 1].open > m->first; s--)
		x[F_QUOTES_BETWEEN] = cap(x[F_QUOTES_BETWEEN] + 1u, 5);
	x[F_WEAK] = m->weak;
	x[F_NEXT_WORD] = next_word_of(f, m);
	x[F_PASSIVE] = after != NO_CUE && after > 0 && token_at(f, after - 1)->classes & LEX_BE &&
		after >= m->end;
	x[F_PRE_LENGTH] = bucket(open - a->first);
	x[F_POST_LENGTH] = bucket(a->end > close ? a->end - close - 1 : 0);
	uint32_t pm = f->u->sentences[sentence].paragraph;
	uint32_t pq = f->u->sentences[token_at(f, open)->sentence].paragraph;
	x[F_PARAGRAPHS] = cap(pq > pm ? pq - pm : 0, 5);
	x[F_UNCLOSED] = !a->span->closed;
	x[F_OBJECT] = before != NO_CUE && before + 2 >= m->first &&
		m->first >= 1 && token_at(f, m->first - 1)->classes & LEX_PREP;
	/* Mentions between this one and its verb, and verbs between this one and the quotation. */
	x[F_CUE_ANY] = after == NO_CUE || after < m->end ? 15
		: cap(mentions_from(f, after) - index - 1, 14);
	x[F_MENTION_CUE] = before == NO_CUE ? 15 : cap(index - mentions_from(f, before), 14);
	uint32_t stop = m->first > close ? m->first : open;
	for (uint32_t i = m->first > close ? close : m->end; x[F_CUES_BETWEEN] < 4; i++) {
		i = i < stop ? f->cue_next[i] : NO_CUE;
		if (i >= stop)
			break;
		x[F_CUES_BETWEEN]++;
	}
	/* Russia “believes that” ... */
	const struct token *opening = token_at(f, open + 1);
	x[F_QUOTE_VERB] = opening->flags & TOKEN_CAPITAL ? 0 : cue_sort(opening);
	x[F_TOUCHES] = m->end == open;
	x[F_SAME_SENTENCE_CHAIN] = f->last_mention &&
		f->spans.at[f->last_span].close >= a->first;
}

/* The first of two that speak together; the second stands for both. */
static bool leads_pair(const struct finding *f, uint32_t index)
{
	return index + 1 < f->n->n_mentions && f->n->mentions[index + 1].joint;
}

static size_t collect(const struct finding *f, const struct around *a, struct candidate *c)
{
	size_t n = 0;
	uint32_t open = a->span->open, close = a->span->close;
	uint32_t i = mentions_from(f, open);
	/* Behind. */
	for (uint32_t k = i; k < f->n->n_mentions && n < 8; k++) {
		const struct mention *m = &f->n->mentions[k];
		if (m->first >= a->end)
			break;
		if (m->first > close && !f->inside[m->first] && !leads_pair(f, k))
			mention_features(f, a, m, a->same_sentence ? 1 : 2, &c[n++]);
	}
	/* Before, the nearest first: the sentence, then those before it. */
	uint32_t sentence = token_at(f, a->first)->sentence;
	bool chain = false;
	for (uint32_t k = i; k > 0 && n < MAX_CANDIDATES - 2; k--) {
		const struct mention *m = &f->n->mentions[k - 1];
		uint32_t back = sentence - (token_at(f, m->first)->sentence < sentence
			? token_at(f, m->first)->sentence : sentence);
		if (m->first < a->first && back > BACK_SENTENCES)
			break;
		if (i - k > 60)
			break;
		if (f->inside[m->first] || leads_pair(f, k - 1))
			continue;
		uint8_t region = (uint8_t)(m->first >= a->first ? 0 : 3 + (back > 1 ? back - 1
			: 0));
		chain |= f->last_mention == m;
		mention_features(f, a, m, region, &c[n++]);
	}
	if (f->last_mention && !chain && n < MAX_CANDIDATES)
		mention_features(f, a, f->last_mention, 7, &c[n++]);
	return n;
}

static uint32_t cue_of(const struct finding *f, const struct around *a, const struct candidate *c)
{
	const struct mention *m = c->of;
	if (m->kind == MENTION_CLITIC)
		return m->first;
	bool behind = c->x[F_REGION] == 1 || c->x[F_REGION] == 2;
	if (c->x[F_REGION] > 2)
		return NO_CUE;
	uint32_t after = cue_from(f, m->end, behind ? a->end : a->span->open);
	uint32_t before = m->first ? cue_until(f, m->first - 1, behind ? a->span->close
		: a->first) : NO_CUE;
	if (before != NO_CUE && (after == NO_CUE || m->first - before <= after - m->end))
		return before;
	return after;
}

/* How near mention, verb and quotation are together: 0 is nearest, 63 without a verb. */
static uint8_t beside(const uint8_t *x)
{
	uint32_t after = 63, before = 63;
	if (x[F_CUE_AFTER_SORT] > 1)
		after = 2u * x[F_CUE_AFTER] + x[F_CUE_AFTER_GAP] + x[F_CUE_ANY];
	if (x[F_CUE_BEFORE_SORT] > 1)
		before = 2u * x[F_CUE_BEFORE] + x[F_CUE_BEFORE_GAP] + x[F_MENTION_CUE];
	return cap(after < before ? after : before, 63);
}

/* What a candidate is among the others. */
static void compare(struct candidate *c, size_t n)
{
	uint8_t best = 63;
	for (size_t i = 0; i < n; i++) {
		c[i].x[F_BESIDE] = beside(c[i].x);
		if (c[i].x[F_BESIDE] < best)
			best = c[i].x[F_BESIDE];
	}
	for (size_t i = 0; i < n; i++) {
		uint32_t rank = 0;
		for (size_t k = 0; k < n; k++)
			rank += c[k].x[F_BESIDE] < c[i].x[F_BESIDE];
		c[i].x[F_BESIDE_RANK] = cap(rank, 15);
		c[i].x[F_BESIDE_BEST] = best;
		c[i].x[F_BESIDE_MORE] = (uint8_t)(c[i].x[F_BESIDE] - best);
	}
}

/* Mention `m` is the noun phrase of subject `s`, or its head. */
static bool is_subject(const struct reporting *r, const struct mention *m, const struct subject *s)
{
	if (m->end == s->end)
		return true;
	if (m->first < s->first || m->end > s->end)
		return false;
	enum word_sort next = sort_at(r, m->end);
	return next == W_ABOUT || next == W_PREP || next == W_COMMA;
}

/* A mention goes on over the boundary before token `at`. */
static bool cuts_mention(const struct finding *f, uint32_t at)
{
	uint32_t k = mentions_from(f, at);
	return k > 0 && f->n->mentions[k - 1].end > at;
}

/* What `to`, those who may report by one verb, says of the candidates. The likeliest two that are
 * none of them yet become some. */
static size_t ask_subjects(struct finding *f, const struct around *a, const struct field *to,
	size_t feature, struct candidate *c, size_t n)
{
	uint8_t rank[MAX_CANDIDATES];
	bool known[MAX_CANDIDATES] = { false };
	for (size_t k = 0; k < to->n; k++) {
		rank[k] = 0;
		for (size_t j = 0; j < to->n; j++)
			rank[k] += to->at[j].score > to->at[k].score;
	}
	size_t asked = n;
	for (size_t round = 0; round < 2; round++) {
		for (size_t i = round ? asked : 0; i < n; i++) {
			uint8_t *x = &c[i].x[feature];
			x[1] = 15;
			for (size_t k = 0; k < to->n; k++) {
				if (to->at[k].place == SUBJECT_NONE ||
					!is_subject(f->report, c[i].of, &to->at[k]))
					continue;
				known[k] = true;
				if (rank[k] >= x[1])
					continue;
				x[0] = graded(to->at[k].score);
				x[1] = rank[k];
				x[2] = graded(rank[k] ? to->at[k].score - to->at[to->best].score
					: to->at[k].score);
			}
		}
		bool phrases = !round && !f->u->lexicon->head_first;
		for (size_t k = 0; phrases && k < to->n && n < MAX_CANDIDATES; k++) {
			const struct subject *s = &to->at[k];
			if (known[k] || rank[k] > 1 || s->place == SUBJECT_NONE ||
				cuts_mention(f, s->end))
				continue;
			struct mention *m = arena_array(f->scratch, struct mention, 1);
			*m = (struct mention){ .first = s->first, .end = s->end,
				.name_first = s->first, .entity = -1, .kind = MENTION_PHRASE,
				.text = unit_text(f->u, s->first, s->end) };
			mention_features(f, a, m, m->first >= a->span->open ? 1 : 0, &c[n]);
			c[n].x[F_AHEAD_RANK] = c[n].x[F_BEHIND_RANK] = 20;
			c[n++].x[F_PHRASE] = 1;
		}
	}
	return n;
}

/* Those who may be the subject of the verb before the quotation, and of the one behind it. */
static size_t add_subjects(struct finding *f, const struct around *a, struct candidate *c, size_t n)
{
	uint32_t open = a->span->open;
	uint32_t ahead = open ? cue_until(f, open - 1, a->first) : NO_CUE;
	uint32_t behind = cue_from(f, a->span->close, a->end);
	for (size_t i = 0; i < n; i++)
		c[i].x[F_AHEAD_RANK] = c[i].x[F_BEHIND_RANK] = 20;
	if (ahead != NO_CUE) {
		struct field to = subjects_at(f->report, ahead);
		n = ask_subjects(f, a, &to, F_AHEAD, c, n);
	}
	if (behind != NO_CUE) {
		struct field to = subjects_at(f->report, behind);
		n = ask_subjects(f, a, &to, F_BEHIND, c, n);
	}
	return n;
}

const struct mention *find_speaker(struct finding *f, uint32_t s, uint32_t *ret_cue,
	int32_t *ret_score)
{
	struct candidate c[MAX_CANDIDATES];
	struct around a = look_around(f, s);
	size_t n = collect(f, &a, c);
	if (f->report)
		n = add_subjects(f, &a, c, n);
	compare(c, n);
	int best = best_of(f->judge->speaker, c, n);
	if (f->watch)
		f->watch->saw(f->watch->ctx, 's', f->u, f->n, token_at(f, a.span->open)->end,
			token_at(f, a.span->close - 1)->end, c, n, best);
	*ret_cue = NO_CUE;
	*ret_score = best < 0 ? INT32_MIN / 2 : c[best].score;
	if (best < 0 || c[best].score < f->model->speaker_floor)
		return NULL;
	*ret_cue = cue_of(f, &a, &c[best]);
	return c[best].of;
}

/* ---- whom a pronoun stands for ---- */

/* Token `i` is among [first, end). */
static bool has_token(const struct finding *f, uint32_t first, uint32_t end, uint32_t i)
{
	for (uint32_t k = first; k < end; k++)
		if (token_at(f, k)->hash == token_at(f, i)->hash)
			return true;
	return false;
}

/* Role `role` against the title of the name `m`: 1 some word of both is the same, 2 "the president"
 * and "President Kerr": who bears it is called so. */
static uint8_t same_title(const struct finding *f, const struct mention *role,
	const struct mention *m)
{
	bool head_first = f->u->lexicon->head_first, shared = false, all = true;
	for (uint32_t i = role->first; i < role->end; i++) {
		const struct token *t = token_at(f, i);
		bool has = has_token(f, m->first, m->name_first, i);
		shared |= has && t->classes & (LEX_ROLE | LEX_TITLE | LEX_ORG | LEX_PLACE);
		all &= has || t->classes & (LEX_DET | LEX_THE);
	}
	if (!shared || !all)
		return shared;
	uint32_t head = head_first ? role->first : role->end - 1;
	uint32_t title = head_first ? m->first : m->name_first - 1;
	return token_at(f, head)->hash == token_at(f, title)->hash ? 2 : 1;
}

static void refer_features(const struct finding *f, const struct mention *p, uint32_t index,
	size_t rank, struct candidate *c)
{
	const struct mention *m = &f->n->mentions[index];
	const struct entity *e = &f->n->entities[m->entity];
	uint32_t sentence = token_at(f, m->first)->sentence;
	uint32_t limit = f->u->sentences[sentence].end, floor = f->u->sentences[sentence].first;
	*c = (struct candidate){ .mention = index, .entity = m->entity };
	uint8_t *x = c->x;
	uint32_t after = cue_from(f, m->end, limit);
	uint32_t before = m->first ? cue_until(f, m->first - 1, floor) : NO_CUE;
	x[C_KIND] = p->kind;
	x[C_SENTENCES] = bucket(token_at(f, p->first)->sentence - sentence);
	x[C_RANK] = cap((uint32_t)rank, 15);
	x[C_CUE_AFTER] = after == NO_CUE ? 30 : bucket(after - m->end);
	x[C_CUE_BEFORE] = before == NO_CUE ? 30 : bucket(m->first - before);
	x[C_ORDER] = cap(index - mentions_from(f, floor), 10);
	x[C_COUNT] = cap(e->n_mentions, 15);
	x[C_LAST_SPEAKER] = f->last_entity == m->entity;
	x[C_SORT] = m->sort;
	x[C_GENDER] = !p->gender || !m->gender ? 0 : p->gender == m->gender ? 1 : 2;
	x[C_BEFORE] = before_of(f, m);
	x[C_TOKENS] = bucket(p->first - m->end);
	if (p->kind == MENTION_ROLE)
		x[C_ROLE] = same_title(f, p, &f->n->mentions[e->longest]);
	x[C_IN_QUOTE] = f->inside[m->first];
	x[C_TITLED] = m->name_first > m->first;
	x[C_SPOKE] = cap(f->spoke[m->entity], 7);
	x[C_WORDS] = e->n_words;
	x[C_OPENS] = cap(m->first - floor, 10);
	x[C_QUOTE_GAP] = !f->last_mention ? 30
		: bucket(token_at(f, p->first)->sentence -
			token_at(f, f->spans.at[f->last_span].open)->sentence);
	x[C_PLURAL] = p->plural;
	uint32_t pp = f->u->sentences[token_at(f, p->first)->sentence].paragraph;
	x[C_PARAGRAPHS] = cap(pp - f->u->sentences[sentence].paragraph, 7);
	x[C_WEAK] = m->weak;
	x[C_LONG_HERE] = cap(m->end - m->name_first, 5);
}

/* "she" is no man, and neither he nor she nor "the spokesman" is a company. */
static bool may_mean(const struct mention *pronoun, const struct mention *m)
{
	if (pronoun->gender && m->gender && pronoun->gender != m->gender)
		return false;
	if (pronoun->kind == MENTION_THEY && m->sort == NAME_PLACE)
		return false;
	return (pronoun->kind != MENTION_HE && pronoun->kind != MENTION_SHE &&
		pronoun->kind != MENTION_CLITIC && pronoun->kind != MENTION_ROLE) ||
		m->sort <= NAME_PERSON;
}

/* Stands at a verb of speech as the one who speaks. */
static bool speaks(const struct finding *f, uint32_t index)
{
	const struct mention *m = &f->n->mentions[index];
	uint32_t end = f->u->sentences[token_at(f, m->first)->sentence].end;
	uint32_t after = cue_from(f, m->end, end);
	if (after != NO_CUE && cue_sort(token_at(f, after)) > 1 &&
		(after - m->end < 4 || mentions_from(f, after) == index + 1))
		return true;
	return m->first && cue_sort(token_at(f, m->first - 1)) > 1;
}

/* The words of speech at most some sentences before token `from`, the nearest first. */
static size_t cues_before(const struct finding *f, uint32_t from, uint32_t to[MAX_ASKED])
{
	enum { SENTENCES = 8 };
	uint32_t sentence = token_at(f, from)->sentence;
	size_t n = 0;
	for (uint32_t i = from; f->report && i > 0 && n < MAX_ASKED;) {
		i = f->cue_last[i - 1];
		if (i == NO_CUE || token_at(f, i)->sentence + SENTENCES < sentence)
			break;
		if (cue_sort(token_at(f, i)) > 1)
			to[n++] = i;
	}
	return n;
}

/* Whom mention `m` stands for, where that is known: an entity, or -1. */
static int32_t stands_for(const struct finding *f, int32_t m)
{
	int32_t named = m < 0 ? -1 : apposed(f, (uint32_t)m);
	if (named >= 0 || m < 0)
		return named < 0 ? -1 : f->n->mentions[named].entity;
	return f->n->mentions[m].entity >= 0 ? f->n->mentions[m].entity : f->referents[m] - 2;
}

/* How many sentences before the pronoun at token `from` each candidate was last the likeliest
 * subject of a verb of speech, and how many others were since. */
static void find_tellers(struct finding *f, uint32_t from, struct candidate *c, size_t n)
{
	uint32_t cues[MAX_ASKED], sentence = token_at(f, from)->sentence;
	size_t n_cues = cues_before(f, from, cues);
	uint8_t rank = 0;
	for (size_t k = 0; k < n; k++) {
		c[k].x[C_TOLD] = 40;
		c[k].x[C_TOLD_RANK] = 15;
	}
	for (size_t i = 0; i < n_cues; i++) {
		int32_t entity = stands_for(f, teller_of(f->report, cues[i]));
		for (size_t k = 0; entity >= 0 && k < n; k++)
			if (c[k].entity == entity && c[k].x[C_TOLD] == 40) {
				c[k].x[C_TOLD] = bucket(sentence - token_at(f, cues[i])->sentence);
				c[k].x[C_TOLD_RANK] = rank++;
			}
	}
}

/* Mention `k` is what a sentence with a verb of speech behind it is of: the first person in it. */
static bool is_topic(const struct finding *f, uint32_t k)
{
	enum { MAX_CUES = 12, MAX_BEFORE = 12 };
	const struct mention *m = &f->n->mentions[k];
	const struct sentence *s = &f->u->sentences[token_at(f, m->first)->sentence];
	if (f->inside[m->first] || m->sort > NAME_PERSON)
		return false;
	uint32_t cue = cue_from(f, m->end, s->end);
	for (int i = 0; cue != NO_CUE && cue_sort(token_at(f, cue)) < 2; i++)
		cue = i < MAX_CUES ? cue_from(f, cue + 1, s->end) : NO_CUE;
	if (cue == NO_CUE)
		return false;
	for (int i = 0; k > 0 && f->n->mentions[k - 1].first >= s->first; i++) {
		m = &f->n->mentions[--k];
		if (i == MAX_BEFORE || (m->entity >= 0 && m->sort <= NAME_PERSON &&
			!f->inside[m->first]))
			return false;
	}
	return true;
}

/* The candidates' order by when they last spoke. */
static void rank_subjects(struct candidate *c, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		uint32_t rank = 0, topic = 0;
		for (size_t k = 0; k < n; k++) {
			rank += c[k].x[C_SUBJECT] < c[i].x[C_SUBJECT];
			topic += c[k].x[C_TOPIC] < c[i].x[C_TOPIC];
		}
		c[i].x[C_SUBJECT_RANK] = cap(rank, 15);
		c[i].x[C_TOPIC_RANK] = cap(topic, 15);
		for (size_t k = 0; k < i; k++)
			c[i].x[C_PERSONS] += c[k].x[C_SORT] == NAME_PERSON &&
				c[k].x[C_PERSONS] < 15;
	}
}

/* Weighs all that mention `p` may stand for. The best one's index, or -1. */
static int weigh_referents(struct finding *f, uint32_t p, struct candidate c[MAX_CANDIDATES],
	size_t *ret_n)
{
	size_t n = 0;
	bool last = false;
	const struct mention *pm = &f->n->mentions[p];
	for (uint32_t k = p; k > 0 && n < MAX_CANDIDATES / 2 && p - k < 90; k--) {
		const struct mention *m = &f->n->mentions[k - 1];
		if (m->entity < 0)
			continue;
		last |= m->entity == f->last_entity;
		if (!may_mean(pm, m))
			continue;
		size_t i = 0;
		while (i < n && c[i].entity != m->entity)
			i++;
		if (i == n) {
			refer_features(f, pm, k - 1, n, &c[n]);
			c[n].x[C_SUBJECT] = c[n].x[C_TOPIC] = 40;
			n++;
		}
		if (pm->kind == MENTION_ROLE && c[i].x[C_ROLE] < 2 && same_title(f, pm, m) == 2)
			c[i].x[C_ROLE] = 2;
		uint8_t back = bucket(token_at(f, pm->first)->sentence - token_at(f,
			m->first)->sentence);
		if (c[i].x[C_SUBJECT] == 40 && !f->inside[m->first] && speaks(f, k - 1))
			c[i].x[C_SUBJECT] = back;
		if (c[i].x[C_TOPIC] == 40 && is_topic(f, k - 1))
			c[i].x[C_TOPIC] = back;
		c[i].x[C_SEEN] = cap(c[i].x[C_SEEN] + 1u, 10);
	}
	if (f->last_entity >= 0 && !last) {
		refer_features(f, pm, f->n->entities[f->last_entity].first_mention, 15, &c[n]);
		c[n].x[C_SUBJECT] = c[n].x[C_TOPIC] = 40;
		n++;
	}
	find_tellers(f, pm->first, c, n);
	rank_subjects(c, n);
	int best = best_of(f->judge->refer, c, n);
	/* The texts that the forest is fitted to have no genders, and few roles: one that agrees
	 * counts here, and who bears the title is before all others. */
	for (size_t i = 0; i < n; i++) {
		c[i].score += c[i].x[C_GENDER] == 1 ? FOREST_UNIT : 0;
		c[i].score += c[i].x[C_ROLE] == 2 ? TITLED : 0;
		if (c[i].score > c[best].score)
			best = (int)i;
	}
	*ret_n = n;
	return best;
}

/* The entity of the best candidate, kept for those that will ask who spoke. */
static int32_t keep_referent(struct finding *f, uint32_t p, const struct candidate *c, int best)
{
	bool none = best < 0 || (f->n->mentions[p].kind == MENTION_ROLE && c[best].score < 0);
	int32_t entity = none ? -1 : c[best].entity;
	f->referents[p] = entity + 2;
	return entity;
}

int32_t find_referent(struct finding *f, uint32_t p, size_t start, size_t end)
{
	struct candidate c[MAX_CANDIDATES];
	uint32_t cues[MAX_ASKED];
	size_t n, n_cues = cues_before(f, f->n->mentions[p].first, cues);
	/* Those who spoke before by a pronoun or role ("he added", "menurut Presiden") are asked
	 * for first, each once, in the order of the text. */
	for (size_t i = n_cues; i > 0; i--) {
		int32_t m = teller_of(f->report, cues[i - 1]);
		const struct mention *teller = m < 0 ? NULL : &f->n->mentions[m];
		if (!teller || (uint32_t)m >= p || f->referents[m] ||
			!(teller->kind == MENTION_ROLE || teller->kind == MENTION_CLITIC ||
			teller->kind == MENTION_HE || teller->kind == MENTION_SHE) ||
			apposed(f, (uint32_t)m) >= 0)
			continue;
		int best = weigh_referents(f, (uint32_t)m, c, &n);
		keep_referent(f, (uint32_t)m, c, best);
	}
	int best = weigh_referents(f, p, c, &n);
	if (f->watch)
		f->watch->saw(f->watch->ctx, 'r', f->u, f->n, start, end, c, n, best);
	return keep_referent(f, p, c, best);
}

/* ---- speech or a term ---- */

bool is_speech(struct finding *f, uint32_t s, int32_t best)
{
	struct candidate c = { 0 };
	struct around a = look_around(f, s);
	uint32_t caps = 0, words = 0, verbs = 0, self = 0, stops = 0, small = 0;
	for (uint32_t i = a.span->open + 1; i < a.span->close && words < 60; i++) {
		const struct token *t = token_at(f, i);
		words += t->kind == TOKEN_WORD;
		caps += t->kind == TOKEN_WORD && t->flags & TOKEN_CAPITAL;
		verbs += t->classes & (LEX_BE | LEX_AUX) ? 1 : 0;
		self += t->classes & (LEX_SELF | LEX_YOU) ? 1 : 0;
		stops += is_stop(t);
		small += t->classes & (LEX_DET | LEX_PREP | LEX_AND | LEX_STOP) ? 1 : 0;
	}
	uint32_t paragraph = f->u->sentences[token_at(f, a.span->open)->sentence].paragraph,
		here = 0;
	for (uint32_t k = s; k > 0 && s - k < 6 && f->u->sentences[token_at(f,
		f->spans.at[k - 1].open)->sentence].paragraph == paragraph; k--)
		here++;
	uint8_t *x = c.x;
	x[S_WORDS] = a.words;
	x[S_CAPITAL] = a.capital;
	x[S_CAPITALS] = (uint8_t)(words ? caps * 10 / words : 0);
	x[S_LAST] = a.last;
	x[S_NEXT] = a.next;
	x[S_LEAD] = a.lead;
	uint32_t cue = a.span->open ? cue_until(f, a.span->open - 1, a.first) : NO_CUE;
	x[S_CUE_AHEAD] = cue == NO_CUE ? 30 : bucket(a.span->open - cue);
	x[S_CUE_AHEAD_SORT] = cue == NO_CUE ? 0 : cue_sort(token_at(f, cue));
	cue = cue_from(f, a.span->close, a.end);
	x[S_CUE_BEHIND] = cue == NO_CUE ? 30 : bucket(cue - a.span->close);
	x[S_CUE_BEHIND_SORT] = cue == NO_CUE ? 0 : cue_sort(token_at(f, cue));
	x[S_SINGLE] = a.span->single;
	int32_t scaled = best / (FOREST_UNIT / 4) + 32;
	x[S_BEST] = (uint8_t)(scaled < 0 ? 0 : scaled > 63 ? 63 : scaled);
	x[S_OPENS_PARAGRAPH] = a.opens;
	x[S_SELF] = cap(self, 3);
	x[S_VERB] = cap(verbs, 3);
	x[S_QUOTES_HERE] = cap(here, 6);
	x[S_DET] = a.span->open && token_at(f, a.span->open - 1)->classes & LEX_DET;
	x[S_PREV_GAP] = !f->last_mention ? 30
		: bucket(a.span->open - f->spans.at[f->last_span].close);
	x[S_CLOSED] = a.span->closed;
	x[S_PRE_LENGTH] = bucket(a.span->open - a.first);
	x[S_POST_LENGTH] = bucket(a.end > a.span->close ? a.end - a.span->close - 1 : 0);
	x[S_STOPS] = cap(stops, 3);
	x[S_SMALL_WORDS] = cap(small, 5);
	if (a.span->open > a.first) {
		c.word = graded_word(f, a.span->open - 1);
		x[S_WORD] = grade_of(f, a.span->open - 1, WORD_OPENS);
	}
	best_of(f->judge->scare, &c, 1);
	if (f->watch)
		f->watch->saw(f->watch->ctx, 'm', f->u, f->n, token_at(f, a.span->open)->end,
			token_at(f, a.span->close - 1)->end, &c, 1, 0);
	return c.score >= f->model->scare_floor;
}
