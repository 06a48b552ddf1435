/* What all judgements share: what stands around tokens and spans, and the forests made ready. */
#include "quote/reported.h"

#include <assert.h>
#include <pthread.h>

enum { REGION_MAX = 250 };

uint8_t bucket_far(uint32_t value)
{
	return value <= 55 ? 15 : value <= 75 ? 16 : value <= 100 ? 17 : value <= 150 ? 18
		: value <= 250 ? 19 : 20;
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
		.follow_floor = INT32_MIN,
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
 * KEPT_GATE hardly ever reaches a confidence of 50: one of 85 that do is lost. */
enum { KEPT_GATE = -1000, KEPT_WORD = 104, KEPT_FOLLOW = 5800,
	KEPT_CLAUSE = -FOREST_UNIT / 20 + 1 };
static struct quote_judge default_judge[QUOTES_KEPT + 1];
static struct quote_model kept_model;

static void make_default(void)
{
	static struct arena tables = ARENA_INIT;
	kept_model = quote_model_default;
	kept_model.gate_floor = KEPT_GATE;
	kept_model.clause_floor = KEPT_CLAUSE;
	kept_model.word_floor = KEPT_WORD;
	kept_model.clause_far = FAR_BEHIND;
	default_judge[QUOTES_ALL] = quote_judge_of(&quote_model_default, &tables);
	default_judge[QUOTES_KEPT] = default_judge[QUOTES_ALL];
	default_judge[QUOTES_KEPT].model = &kept_model;
	default_judge[QUOTES_KEPT].follow_floor = KEPT_FOLLOW;
}

const struct quote_judge *quote_judge_default(enum quotes_wanted wanted)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, make_default);
	return &default_judge[wanted];
}

int best_of(const struct forest_table *f, struct candidate *c, size_t n, int32_t far)
{
	int32_t score[MAX_CANDIDATES];
	forest_table_choose(f, c->x, sizeof *c, n, far, score);
	int best = -1;
	for (size_t i = 0; i < n; i++) {
		c[i].score = score[i];
		if (best < 0 || score[i] > c[best].score)
			best = (int)i;
	}
	return best;
}

uint8_t before_of(const struct finding *f, const struct mention *m)
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
