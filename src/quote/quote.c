/* From spans to quotations with their speakers. */
#include "quote/quote.h"

#include "quote/judge.h"
#include "quote/reported.h"

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
		if (f->cue_last[i - 1] == i - 1)
			last = i - 1;
		f->cue_next[i - 1] = last;
	}
}

static void find_mentions(struct finding *f)
{
	uint32_t mention = f->n->n_mentions;
	f->mention_at[f->u->n_tokens] = mention;
	for (uint32_t i = f->u->n_tokens; i > 0; i--) {
		while (mention > 0 && f->n->mentions[mention - 1].first >= i - 1)
			mention--;
		f->mention_at[i - 1] = mention;
	}
}

static bool is_comma(const struct finding *f, uint32_t i)
{
	return token_at(f, i)->kind == TOKEN_POINT && token_at(f, i)->mark == ',';
}

/* "His spokeswoman, Eva Roth, said": the name between commas behind a role. A mention, or -1. */
static int32_t between_commas(const struct finding *f, uint32_t mention)
{
	const struct mention *m = &f->n->mentions[mention], *next = m + 1;
	if (m->kind != MENTION_ROLE || m->plural || mention + 1 >= f->n->n_mentions ||
		!is_comma(f, m->end) || next->first != m->end + 1 || !is_comma(f, next->end))
		return -1;
	return next->kind == MENTION_NAME && next->entity >= 0 && next->sort <= NAME_PERSON
		? (int32_t)mention + 1 : -1;
}

int32_t apposed(const struct finding *f, uint32_t mention)
{
	enum { NEAR = 16 };
	const struct mention *m = &f->n->mentions[mention];
	bool joined = false;
	int32_t found = -1;
	bool role = m->kind == MENTION_ROLE || (m->kind == MENTION_NAME &&
		(m->sort > NAME_PERSON || (m->first < m->name_first && (is_comma(f, m->end) ||
			token_at(f, m->end)->mark == '('))));
	if (!f->u->lexicon->head_first)
		return between_commas(f, mention);
	if (!role)
		return -1;
	for (uint32_t k = mention + 1; k < f->n->n_mentions; k++) {
		const struct mention *next = &f->n->mentions[k];
		if (next->first > m->end + NEAR || token_at(f, next->first)->sentence !=
			token_at(f, m->first)->sentence)
			return found;
		for (uint32_t i = f->n->mentions[k - 1].end; i < next->first; i++) {
			const struct token *t = token_at(f, i);
			if (t->kind == TOKEN_WORD && (cue_sort(t) > 1 ||
				t->classes & (LEX_REL | LEX_BE)))
				return found;
			joined |= t->kind == TOKEN_POINT && (t->mark == ',' || t->mark == '(');
		}
		if (next->kind != MENTION_NAME && next->kind != MENTION_ROLE &&
			next->kind != MENTION_PHRASE)
			return found;
		/* "juru bicara Satgas Pencegahan, Pengendalian, dan Penanganan Joko Wirawan" */
		if (!joined || next->kind != MENTION_NAME || next->entity < 0 ||
			next->sort > NAME_PERSON || token_at(f,
				next->first)->flags & TOKEN_CAPITALS)
			continue;
		if (next->sort == NAME_PERSON)
			return (int32_t)k;
		if (found < 0)
			found = (int32_t)k;
	}
	return found;
}

/* "Ann Lee, chair of the Harbour Board, who": the name before the apposition that ends before
 * token `at`; an entity, or -1. */
static int32_t over_apposition(const struct finding *f, uint32_t at)
{
	enum { MAX_APPOSITION = 30 };
	uint32_t sentence = token_at(f, at)->sentence;
	if (at < 2 || !is_comma(f, at - 1))
		return -1;
	for (uint32_t i = at - 1; i > 1 && at - i < MAX_APPOSITION; i--) {
		if (token_at(f, i - 1)->sentence != sentence)
			break;
		if (!is_comma(f, i - 1))
			continue;
		uint32_t k = mentions_from(f, i - 1);
		const struct mention *m = k ? &f->n->mentions[k - 1] : NULL;
		return m && m->end == i - 1 && m->kind == MENTION_NAME && m->sort <= NAME_PERSON
			? m->entity : -1;
	}
	return -1;
}

/* Whom "who" stands for: who has the apposition before it, or else the nearest person before it in
 * the sentence. */
static int32_t antecedent(const struct finding *f, uint32_t mention)
{
	uint32_t first = f->n->mentions[mention].first, sentence = token_at(f, first)->sentence;
	int32_t apposed = over_apposition(f, first);
	if (apposed >= 0)
		return apposed;
	for (uint32_t k = mention; k > 0; k--) {
		const struct mention *m = &f->n->mentions[k - 1];
		if (token_at(f, m->first)->sentence != sentence)
			break;
		if (m->kind == MENTION_NAME && m->sort <= NAME_PERSON && !f->inside[m->first])
			return m->entity;
	}
	return -1;
}

/* The word that says what role `m` is: "the spokesman", "Para pemimpin Jerman". */
static uint32_t role_word(const struct finding *f, const struct mention *m)
{
	for (uint32_t i = m->first; i < m->end; i++)
		if (token_at(f, i)->classes & LEX_ROLE)
			return token_at(f, i)->hash;
	return token_at(f, m->first)->hash;
}

/* The earlier role that a pronoun or a shorter role points back to: "juru bicara itu" to "juru
 * bicara Komisi Eropa", "they" to "the three ministers", "para pemimpin" to "para pemimpin Jerman
 * dan Prancis". NULL for none. */
static const struct mention *earlier_role(const struct finding *f, uint32_t mention)
{
	enum { MAX_BACK = 60 };
	const struct mention *m = &f->n->mentions[mention];
	bool they = m->kind == MENTION_THEY;
	bool points = m->plural || token_at(f, m->end - 1)->classes & LEX_THE ||
		token_at(f, m->first)->classes & LEX_THE;
	for (uint32_t k = mention; (they || points) && k > 0 && mention - k < MAX_BACK; k--) {
		const struct mention *e = &f->n->mentions[k - 1];
		bool head = role_word(f, e) == role_word(f, m);
		if (!they && head && e->kind == MENTION_NAME && !m->plural)
			return NULL; /* one who has a name: found elsewhere */
		if (e->kind != MENTION_ROLE || f->inside[e->first])
			continue;
		bool longer = e->end - e->first > m->end - m->first ||
			!(token_at(f, e->end - 1)->classes & LEX_THE);
		if (they ? e->plural : longer && head && e->plural == m->plural &&
			f->u->lexicon->head_first)
			return e;
	}
	return NULL;
}

/* Pronoun `m` goes on with a speaker who has no name, a document ("dokumen itu") or one who is only
 * known by a role: nobody else was named since. */
static bool goes_on_nameless(const struct finding *f, uint32_t m)
{
	const struct mention *last = f->last_mention, *pronoun = &f->n->mentions[m];
	bool person = pronoun->kind == MENTION_HE || pronoun->kind == MENTION_SHE;
	if (!last || f->last_entity >= 0 || !f->last_speaker.n || !(person ||
		pronoun->kind == MENTION_CLITIC || pronoun->kind == MENTION_IT) ||
		(person && last->sort > NAME_PERSON))
		return false;
	for (uint32_t k = m; k > 0 && f->n->mentions[k - 1].first >= last->end; k--) {
		const struct mention *since = &f->n->mentions[k - 1];
		if (since->entity >= 0 && since->sort <= NAME_PERSON && !since->weak &&
			!f->inside[since->first])
			return false;
	}
	return true;
}

/* "a neighbour" is none of those who were named before, and "her lawyer" is not she; nor are
 * "officials". */
static bool is_new(const struct finding *f, const struct mention *m)
{
	uint64_t first = token_at(f, m->first)->classes;
	return first & (LEX_DET | LEX_OWN) && !(first & LEX_THE);
}

/* "A neighbour who": the role that "who" stands for, or NULL. */
static const struct mention *role_before(const struct finding *f, uint32_t mention)
{
	const struct mention *m = &f->n->mentions[mention], *before = m - 1;
	if (!mention || token_at(f, before->first)->sentence != token_at(f, m->first)->sentence)
		return NULL;
	return (before->end == m->first || (before->end + 1 == m->first && is_comma(f,
		before->end))) && before->kind == MENTION_ROLE ? before : NULL;
}

void fill_speaker(struct finding *f, struct quotation *q, const struct mention *m)
{
	q->entity = -1;
	if (!m)
		return;
	int32_t index = index_of(f, m);
	q->surface = m->text;
	int32_t named = index >= 0 ? apposed(f, (uint32_t)index) : -1;
	if (named >= 0)
		m = &f->n->mentions[named];
	q->surface_start = (size_t)(q->surface.p - f->u->text.p);
	q->speaker = m->text;
	q->entity = m->joint ? -1 : m->entity;
	if (m->kind == MENTION_REL && index >= 0)
		q->entity = antecedent(f, (uint32_t)index);
	const struct mention *earlier = NULL;
	if (m->kind == MENTION_REL && index >= 0 && (earlier = role_before(f, (uint32_t)index)))
		q->entity = earlier->entity;
	else if (q->entity < 0 && !m->joint && index >= 0 && (m->kind == MENTION_THEY ||
		m->kind == MENTION_ROLE))
		earlier = earlier_role(f, (uint32_t)index);
	bool nameless = q->entity < 0 && index >= 0 && goes_on_nameless(f, (uint32_t)index);
	if (earlier)
		q->speaker = earlier->text;
	else if (nameless)
		q->speaker = f->last_speaker;
	else if (q->entity < 0 && m->kind != MENTION_REL && !m->joint && index >= 0 &&
		m->kind != MENTION_PHRASE && m->kind != MENTION_SELF &&
		!(m->kind == MENTION_ROLE && (m->plural || is_new(f, m))))
		q->entity = find_referent(f, (uint32_t)index, q->start, q->end);
	if (q->entity >= 0)
		q->speaker = f->n->entities[q->entity].name;
	else if (!earlier && !nameless && m->kind != MENTION_PHRASE && m->kind != MENTION_ROLE &&
		m->kind != MENTION_NAME)
		q->speaker = SLICE_NONE;
}

struct slice quotation_text(const struct quotation *q, struct slice text, struct arena *out)
{
	struct slice before = slice_sub(text, q->start, q->end);
	if (q->gap_end == q->gap_start)
		return before;
	before = slice_trim(slice_sub(text, q->start, q->gap_start));
	struct slice behind = slice_sub(text, q->gap_end, q->end);
	char *p = arena_alloc(out, before.n + 1 + behind.n);
	memcpy(p, before.p, before.n);
	p[before.n] = ' ';
	memcpy(p + before.n + 1, behind.p, behind.n);
	return slice_of(p, before.n + 1 + behind.n);
}

uint8_t confidence_of(int32_t score)
{
	int64_t c = 50 + (int64_t)score * 20 / FOREST_UNIT;
	return (uint8_t)(c < 1 ? 1 : c > 99 ? 99 : c);
}

/* Speech by what stands in and at the marks: enough words, and a mark of the sentence inside their
 * end or a comma or colon before them. */
static bool marks_tell(const struct finding *f, const struct span *p)
{
	enum { SOME_WORDS = 4 };
	uint8_t last = last_of(f, p), lead = lead_of(f, p->open);
	return words_of_span(f, p) >= SOME_WORDS && ((last >= 1 && last <= 3) || lead == 1 ||
		lead == 2);
}

static void find_direct(struct finding *f)
{
	for (uint32_t s = 0; s < f->spans.n && s < MAX_QUOTATIONS; s++) {
		const struct span *p = &f->spans.at[s];
		struct quotation q = { .kind = QUOTE_DIRECT, .entity = -1 };
		uint32_t last = p->close - 1, cue;
		const struct mention *mention = NULL;
		int32_t score;
		q.start = token_at(f, p->open + 1)->start;
		q.end = token_at(f, last)->end;
		if (token_at(f, last)->flags & TOKEN_GENITIVE)
			while (q.end < f->u->text.n && ascii_alpha(f->u->text.p[q.end]))
				q.end++;
		if (*f->u->lexicon->lang) {
			mention = find_speaker(f, s, &cue, &score);
			q.scare = !is_speech(f, s, score);
		} else {
			/* No words of the language are known: the marks alone tell, and of
			 * nobody. */
			cue = NO_CUE;
			score = 0;
			q.scare = !marks_tell(f, p);
		}
		q.form = q.scare ? QUOTE_TERM : token_at(f, p->open + 1)->flags & TOKEN_CAPITAL ||
			last_of(f, p) ? QUOTE_FULL : QUOTE_FRAGMENT;
		if (!q.scare) {
			fill_speaker(f, &q, mention);
			fill_via(f, &q, cue);
			if (cue != NO_CUE)
				q.cue = unit_text(f->u, cue, cue + 1);
			f->last_mention = mention;
			f->last_entity = q.entity;
			f->last_speaker = q.speaker;
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

void quotes_find_with(const struct units *u, const struct names *n, const struct quote_judge *judge,
	const struct quote_watch *watch, struct arena *out, struct quotations *ret_quotes)
{
	struct finding f = { .u = u, .n = n, .judge = judge,
		.model = judge->model, .watch = watch, .out = out,
		.scratch = out, .last_entity = -1 };
	f.inside = arena_array(out, uint8_t, (size_t)u->n_tokens + 1);
	f.cue_next = arena_room(out, ((size_t)u->n_tokens + 1) * sizeof *f.cue_next);
	f.cue_last = arena_room(out, ((size_t)u->n_tokens + 1) * sizeof *f.cue_last);
	f.mention_at = arena_room(out, ((size_t)u->n_tokens + 1) * sizeof *f.mention_at);
	f.spoke = arena_array(out, uint32_t, (size_t)n->n_entities + 1);
	f.referents = arena_array(out, int32_t, (size_t)n->n_mentions + 1);
	f.leads = arena_array(out, uint8_t, (size_t)n->n_mentions + 1);
	marks_pair(u, out, &f.spans);
	mark_inside(&f);
	find_cues(&f);
	find_mentions(&f);
	if (*u->lexicon->lang)
		look_for_reports(&f);
	find_direct(&f);
	find_reported(&f);
	if (f.quotes.n)
		qsort(f.quotes.at, f.quotes.n, sizeof *f.quotes.at, by_start);
	ret_quotes->at = f.quotes.at;
	ret_quotes->n = f.quotes.n;
}

void quotes_find(const struct units *u, const struct names *n, struct arena *out,
	struct quotations *ret_quotes)
{
	quotes_find_with(u, n, quote_judge_default(QUOTES_ALL), NULL, out, ret_quotes);
}

/* Without a mark and without a word that may report there is nothing to be found. */
static bool may_quote(const struct units *u)
{
	for (uint32_t i = 0; i < u->n_tokens; i++)
		if (u->tokens[i].kind == TOKEN_QUOTE || may_report(&u->tokens[i]))
			return true;
	return false;
}

/* `ret_names` may be NULL. */
static void find_in(struct slice text, struct slice lang, const struct quote_judge *judge,
	struct arena *out, struct names *ret_names, struct quotations *ret_quotes)
{
	struct units u;
	struct names n;
	units_make(text, lexicon_of(lang), out, &u);
	*ret_quotes = (struct quotations){ 0 };
	if (!ret_names && !may_quote(&u))
		return;
	names_find(&u, out, &n);
	quotes_find_with(&u, &n, judge, NULL, out, ret_quotes);
	if (ret_names)
		*ret_names = n;
}

void quotes_of(struct slice text, struct slice lang, struct arena *out, struct names *ret_names,
	struct quotations *ret_quotes)
{
	find_in(text, lang, quote_judge_default(QUOTES_ALL), out, ret_names, ret_quotes);
}

void quotes_of_article(const struct article *a, enum quotes_wanted wanted, struct arena *scratch,
	struct arena *out, struct quotations *ret_quotes)
{
	struct quotations found;
	find_in(article_text(a, scratch), a->lang, quote_judge_default(wanted), scratch, NULL,
		&found);
	ret_quotes->n = 0;
	ret_quotes->at = arena_array(out, struct quotation, found.n + 1);
	for (size_t i = 0; i < found.n; i++) {
		if (wanted == QUOTES_KEPT && found.at[i].scare)
			continue;
		struct quotation *q = &ret_quotes->at[ret_quotes->n++];
		*q = found.at[i];
		q->speaker = arena_dup(out, q->speaker);
		q->surface = arena_dup(out, q->surface);
		q->cue = arena_dup(out, q->cue);
		q->via = arena_dup(out, q->via);
	}
}
