/* Who says what stands in marks, and whether it is speech: features of mentions and of spans. */
#include "quote/reported.h"

enum { NEAR_CUE = 7, MAX_BACK = 60 };

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
	/* "told by Ann Lee"; "praising Ann Lee" */
	uint64_t classes = m->first ? token_at(f, m->first - 1)->classes : 0;
	x[F_OBJECT] = classes & LEX_JUDGES ? 2 : before != NO_CUE && before + 2 >= m->first &&
		classes & LEX_PREP;
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

/* Those who stand behind the quotation in its sentence, or before it, the nearest first. */
static size_t collect_near(const struct finding *f, const struct around *a, struct candidate *c)
{
	enum { BEHIND = 8 };
	size_t n = 0;
	uint32_t open = a->span->open, close = a->span->close;
	uint32_t i = mentions_from(f, open);
	for (uint32_t k = i; k < f->n->n_mentions && n < BEHIND; k++) {
		const struct mention *m = &f->n->mentions[k];
		if (m->first >= a->end)
			break;
		if (m->first > close && !f->inside[m->first] && !leads_pair(f, k))
			mention_features(f, a, m, a->same_sentence ? 1 : 2, &c[n++]);
	}
	for (uint32_t k = i; k > 0 && n < MAX_CANDIDATES - 2 && i - k < MAX_BACK; k--) {
		const struct mention *m = &f->n->mentions[k - 1];
		if (m->first < a->first)
			break;
		if (!f->inside[m->first] && !leads_pair(f, k - 1))
			mention_features(f, a, m, 0, &c[n++]);
	}
	return n;
}

/* Those of the sentence before, the nearest first, and who spoke last. */
static size_t collect_far(const struct finding *f, const struct around *a, struct candidate *c,
	size_t n)
{
	enum { FAR = 10 };
	uint32_t sentence = token_at(f, a->first)->sentence;
	uint32_t i = mentions_from(f, a->first);
	bool known = false;
	for (size_t k = 0; k < n; k++)
		known |= c[k].of == f->last_mention;
	for (uint32_t k = i; k > 0 && n < MAX_CANDIDATES - 2 && i - k < FAR; k--) {
		const struct mention *m = &f->n->mentions[k - 1];
		if (token_at(f, m->first)->sentence + 1 < sentence)
			break;
		if (f->inside[m->first] || leads_pair(f, k - 1))
			continue;
		known |= f->last_mention == m;
		mention_features(f, a, m, 3, &c[n++]);
	}
	if (f->last_mention && !known)
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

/* Those who may be the subject of the verb before the quotation, and of the one behind it; none
 * where there is no verb. */
struct beside {
	struct field ahead, behind;
};

static struct beside ask_beside(struct finding *f, const struct around *a)
{
	struct beside b = { 0 };
	uint32_t open = a->span->open;
	uint32_t ahead = f->report && open ? cue_until(f, open - 1, a->first) : NO_CUE;
	uint32_t behind = f->report ? cue_from(f, a->span->close, a->end) : NO_CUE;
	if (ahead != NO_CUE)
		b.ahead = subjects_at(f->report, ahead);
	if (behind != NO_CUE)
		b.behind = subjects_at(f->report, behind);
	return b;
}

/* One of the candidates is likely to be the subject of the verb. */
static bool is_told(const struct finding *f, const struct field *to, const struct candidate *c,
	size_t n)
{
	const struct subject *best = to->n ? &to->at[to->best] : NULL;
	if (!best || best->place == SUBJECT_NONE || best->score < 0)
		return false;
	bool told = !f->u->lexicon->head_first; /* a noun phrase that becomes one */
	for (size_t i = 0; i < n && !told; i++)
		told = is_subject(f->report, c[i].of, best);
	return told;
}

/* All who may speak. The sentence before is asked only where nobody in that of the quotation is the
 * subject of a verb of speech. */
static size_t collect(struct finding *f, const struct around *a, struct candidate *c)
{
	struct beside b = ask_beside(f, a);
	size_t n = collect_near(f, a, c);
	if (!is_told(f, &b.ahead, c, n) && !is_told(f, &b.behind, c, n))
		n = collect_far(f, a, c, n);
	for (size_t i = 0; i < n; i++)
		c[i].x[F_AHEAD_RANK] = c[i].x[F_BEHIND_RANK] = 20;
	if (b.ahead.n)
		n = ask_subjects(f, a, &b.ahead, F_AHEAD, c, n);
	if (b.behind.n)
		n = ask_subjects(f, a, &b.behind, F_BEHIND, c, n);
	return n;
}

const struct mention *find_speaker(struct finding *f, uint32_t s, uint32_t *ret_cue,
	int32_t *ret_score)
{
	struct candidate c[MAX_CANDIDATES];
	struct around a = look_around(f, s);
	size_t n = collect(f, &a, c);
	compare(c, n);
	int best = best_of(f->judge->speaker, c, n, FAR_BEHIND);
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

/* ---- speech or a term ---- */

/* A sentence that begins with marks, a comma and a verb of speech: "«Yes», said Ann Lee." */
static bool said_at_once(const struct finding *f, const struct around *a)
{
	uint32_t close = a->span->close;
	return a->span->closed && a->span->open == a->first && is_point(token_at(f, close + 1),
		',') && token_at(f, close + 2)->kind == TOKEN_WORD &&
		token_at(f, close + 2)->classes & LEX_SAY;
}

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
	best_of(f->judge->scare, &c, 1, FAR_BEHIND);
	if (f->watch)
		f->watch->saw(f->watch->ctx, 'm', f->u, f->n, token_at(f, a.span->open)->end,
			token_at(f, a.span->close - 1)->end, &c, 1, 0);
	return said_at_once(f, &a) || c.score >= f->model->scare_floor;
}
