/* From spans to quotations with their speakers. */
#include "quote/quote.h"

#include "quote/judge.h"

#include <stdlib.h>

/* Of one text the first so many are taken; an article has fewer than a hundred, a book a few
 * thousand, and hostile text shall cost no more than it weighs. */
enum { MAX_QUOTATIONS = 10000 };

static void mark_inside(struct finding *f)
{
	for (uint32_t s = 0; s < f->spans.n; s++) {
		const struct span *p = &f->spans.at[s];
		uint32_t end = p->closed ? p->close + 1 : p->close;
		memset(f->inside + p->open, 1, end - p->open);
	}
}

static void find_cues(struct finding *f)
{
	uint32_t n = f->u->n_tokens, last = NO_CUE;
	for (uint32_t i = 0; i < n; i++) {
		if (!f->inside[i] && cue_sort(token_at(f, i)))
			last = i;
		f->cue_last[i] = last;
	}
	last = NO_CUE;
	for (uint32_t i = n; i > 0; i--) {
		if (!f->inside[i - 1] && cue_sort(token_at(f, i - 1)))
			last = i - 1;
		f->cue_next[i - 1] = last;
	}
}

/* The person who is named behind a role: "Ketua KPUD Muna, Kubais", "Koordinator Koalisi (KMS)
 * Medan Miduk Hutabarat". A mention, or -1. */
static int32_t apposed(const struct finding *f, int32_t mention)
{
	enum { NEAR = 16 };
	const struct mention *m = &f->n->mentions[mention];
	bool joined = false;
	for (uint32_t k = (uint32_t)mention + 1; k < f->n->n_mentions; k++) {
		const struct mention *next = &f->n->mentions[k];
		if (next->first > m->end + NEAR || token_at(f, next->first)->sentence !=
			token_at(f, m->first)->sentence)
			return -1;
		for (uint32_t i = f->n->mentions[k - 1].end; i < next->first; i++) {
			const struct token *t = token_at(f, i);
			if (t->kind == TOKEN_WORD && (cue_sort(t) > 1 ||
				t->classes & (LEX_REL | LEX_BE)))
				return -1;
			joined |= t->kind == TOKEN_POINT && (t->mark == ',' || t->mark == '(');
		}
		if (next->kind != MENTION_NAME && next->kind != MENTION_ROLE &&
			next->kind != MENTION_PHRASE)
			return -1;
		if (joined && next->kind == MENTION_NAME && next->entity >= 0 &&
			(next->sort == NAME_PERSON || next->sort == NAME_UNKNOWN) &&
			!(token_at(f, next->first)->flags & TOKEN_CAPITALS))
			return (int32_t)k;
	}
	return -1;
}

/* Whom "who" stands for: the nearest person before it in the sentence. */
static int32_t antecedent(const struct finding *f, uint32_t mention)
{
	uint32_t sentence = token_at(f, f->n->mentions[mention].first)->sentence;
	for (uint32_t k = mention; k > 0; k--) {
		const struct mention *m = &f->n->mentions[k - 1];
		if (token_at(f, m->first)->sentence != sentence)
			break;
		if (m->kind == MENTION_NAME && m->sort <= NAME_PERSON && !f->inside[m->first])
			return m->entity;
	}
	return -1;
}

void fill_speaker(struct finding *f, struct quotation *q, int32_t mention)
{
	q->entity = -1;
	if (mention < 0)
		return;
	const struct mention *m = &f->n->mentions[mention];
	q->surface = m->text;
	bool role = m->kind == MENTION_ROLE || (m->kind == MENTION_NAME &&
		m->sort != NAME_PERSON) ||
		(m->kind == MENTION_NAME && m->first < m->name_first);
	int32_t named = role && f->u->lexicon->head_first ? apposed(f, mention) : -1;
	if (named >= 0)
		m = &f->n->mentions[named];
	q->surface_start = (size_t)(q->surface.p - f->u->text.p);
	q->speaker = m->text;
	q->entity = m->joint ? -1 : m->entity;
	if (m->kind == MENTION_REL)
		q->entity = antecedent(f, (uint32_t)mention);
	else if (q->entity < 0 && !m->joint && m->kind != MENTION_PHRASE && m->kind != MENTION_SELF)
		q->entity = find_referent(f, (uint32_t)mention, q->start, q->end);
	if (q->entity >= 0)
		q->speaker = f->n->entities[q->entity].name;
	else if (m->kind != MENTION_PHRASE && m->kind != MENTION_ROLE && m->kind != MENTION_NAME)
		q->speaker = SLICE_NONE;
}

static uint8_t confidence_of(int32_t score)
{
	int64_t c = 50 + (int64_t)score * 20 / FOREST_UNIT;
	return (uint8_t)(c < 1 ? 1 : c > 99 ? 99 : c);
}

static void find_direct(struct finding *f)
{
	for (uint32_t s = 0; s < f->spans.n && s < MAX_QUOTATIONS; s++) {
		const struct span *p = &f->spans.at[s];
		struct quotation q = { .kind = QUOTE_DIRECT, .entity = -1 };
		uint32_t last = p->close - 1, cue;
		int32_t mention, score;
		q.start = token_at(f, p->open + 1)->start;
		q.end = token_at(f, last)->end;
		if (token_at(f, last)->flags & TOKEN_GENITIVE)
			while (q.end < f->u->text.n && ascii_alpha(f->u->text.p[q.end]))
				q.end++;
		find_speaker(f, s, &mention, &cue, &score);
		q.scare = !is_speech(f, s, score);
		q.form = q.scare ? QUOTE_TERM : token_at(f, p->open + 1)->flags & TOKEN_CAPITAL ||
			last_of(f, p) ? QUOTE_FULL : QUOTE_FRAGMENT;
		if (!q.scare) {
			fill_speaker(f, &q, mention);
			if (cue != NO_CUE)
				q.cue = unit_text(f->u, cue, cue + 1);
			f->last_mention = mention;
			f->last_entity = q.entity;
			f->last_span = s;
			if (q.entity >= 0)
				f->spoke[q.entity]++;
		}
		q.confidence = confidence_of(score);
		*list_add(f->out, &f->quotes) = q;
	}
}

static int by_start(const void *a, const void *b)
{
	const struct quotation *x = a, *y = b;
	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return x->end < y->end ? 1 : x->end > y->end ? -1 : 0;
}

void quotes_find_with(const struct units *u, const struct names *n, const struct quote_model *model,
	const struct quote_watch *watch, struct arena *out, struct quotations *ret_quotes)
{
	struct arena scratch = ARENA_INIT;
	struct finding f = { .u = u, .n = n, .model = model, .watch = watch, .out = out,
		.scratch = &scratch, .last_mention = -1, .last_entity = -1 };
	f.inside = arena_array(&scratch, uint8_t, (size_t)u->n_tokens + 1);
	f.cue_next = arena_array(&scratch, uint32_t, (size_t)u->n_tokens + 1);
	f.cue_last = arena_array(&scratch, uint32_t, (size_t)u->n_tokens + 1);
	f.spoke = arena_array(&scratch, uint32_t, (size_t)n->n_entities + 1);
	marks_pair(u, &scratch, &f.spans);
	mark_inside(&f);
	find_cues(&f);
	find_direct(&f);
	find_reported(&f);
	if (f.quotes.n)
		qsort(f.quotes.at, f.quotes.n, sizeof *f.quotes.at, by_start);
	ret_quotes->at = f.quotes.at;
	ret_quotes->n = f.quotes.n;
	arena_done(&scratch);
}

void quotes_find(const struct units *u, const struct names *n, struct arena *out,
	struct quotations *ret_quotes)
{
	quotes_find_with(u, n, &quote_model_default, NULL, out, ret_quotes);
}

void quotes_of(struct slice text, struct slice lang, struct arena *out, struct names *ret_names,
	struct quotations *ret_quotes)
{
	struct units u;
	struct names n;
	units_make(text, lexicon_of(lang), out, &u);
	names_find(&u, out, &n);
	quotes_find(&u, &n, out, ret_quotes);
	if (ret_names)
		*ret_names = n;
}

void quotes_of_article(const struct article *a, struct arena *scratch, struct arena *out,
	struct quotations *ret_quotes)
{
	struct quotations found;
	quotes_of(article_text(a, scratch), a->lang, scratch, NULL, &found);
	ret_quotes->n = found.n;
	ret_quotes->at = arena_array(out, struct quotation, found.n + 1);
	for (size_t i = 0; i < found.n; i++) {
		struct quotation *q = &ret_quotes->at[i];
		*q = found.at[i];
		q->speaker = arena_dup(out, q->speaker);
		q->surface = arena_dup(out, q->surface);
		q->cue = arena_dup(out, q->cue);
	}
}
