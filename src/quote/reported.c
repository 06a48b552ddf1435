/* Reported speech: a verb of speech, its subject, and the clause that it reports.
 *
 * For every verb a few readings are made (who is the subject, on which side the clause stands,
 * where it ends) and weighed; the best one is taken where it is likely enough. */
#include "quote/judge.h"

enum {
	MAX_CLAUSE = 80,  /* tokens */
	MAX_VERBS = 20000 /* of one text that are weighed; a book has fewer */
};

/* Where the clause stands and where it ends. */
/* The trained model knows them by these numbers. */
enum form { AFTER_WHOLE, AFTER_COMMA, AFTER_CUE, BEFORE_WHOLE = 4 };

struct reading {
	uint32_t first, end;   /* tokens of the clause */
	int32_t subject;       /* mention */
	enum form form;
	bool that;
};

static bool is_comma(const struct token *t)
{
	return t->kind == TOKEN_POINT && (t->mark == ',' || t->mark == ';' || t->mark == '-');
}

static bool is_end(const struct token *t)
{
	return t->kind == TOKEN_POINT && memchr(".!?,;:", t->mark ? t->mark : 'x', 6);
}

/* The sentence without the marks at its ends. */
static void bounds(const struct finding *f, uint32_t cue, uint32_t *ret_first, uint32_t *ret_end)
{
	const struct sentence *s = &f->u->sentences[token_at(f, cue)->sentence];
	uint32_t first = s->first, end = s->end;
	if (cue - first > MAX_CLAUSE)
		first = cue - MAX_CLAUSE;
	if (end - cue > MAX_CLAUSE)
		end = cue + MAX_CLAUSE;
	while (end > cue + 1 && (is_end(token_at(f, end - 1)) || token_at(f,
		end - 1)->kind == TOKEN_QUOTE))
		end--;
	*ret_first = first;
	*ret_end = end;
}

/* Possible subjects: before the verb, behind it, and the first one of the sentence. */
static size_t subjects(const struct finding *f, uint32_t cue, uint32_t first, uint32_t end,
	int32_t to[static 3])
{
	size_t n = 0;
	uint32_t k = names_at(f->n, cue);
	const struct mention *m = f->n->mentions;
	if (k < f->n->n_mentions && m[k].first == cue && m[k].kind == MENTION_CLITIC)
		to[n++] = (int32_t)k;
	if (k > 0 && m[k - 1].first >= first && !f->inside[m[k - 1].first])
		to[n++] = (int32_t)k - 1;
	if (k < f->n->n_mentions && m[k].first < end && m[k].first <= cue + 2 && m[k].first > cue &&
		!f->inside[m[k].first])
		to[n++] = (int32_t)k;
	uint32_t head = names_at(f->n, first);
	if (n < 3 && head + 1 < k && !f->inside[m[head].first])
		to[n++] = (int32_t)head;
	return n;
}

static void features(const struct finding *f, uint32_t cue, uint32_t first, uint32_t end,
	const struct reading *r, struct candidate *c)
{
	const struct mention *m = &f->n->mentions[r->subject];
	*c = (struct candidate){ .mention = (uint32_t)r->subject };
	uint8_t *x = c->x;
	const struct token *t = token_at(f, cue);
	struct slice word = unit_text(f->u, cue, cue + 1);
	x[R_CUE_SORT] = cue_sort(t);
	x[R_SUBJECT_KIND] = m->kind;
	x[R_SUBJECT_SORT] = m->sort;
	x[R_SUBJECT_GAP] = m->first > cue ? bucket(m->first - cue) : bucket(cue - m->end + 1);
	x[R_SUBJECT_SIDE] = m->first > cue ? 2 : m->first == cue ? 1 : 0;
	x[R_THAT] = r->that;
	x[R_FORM] = (uint8_t)r->form;
	x[R_WORDS] = bucket(r->end - r->first);
	uint32_t verbs = 0, quoted = 0;
	for (uint32_t i = r->first; i < r->end; i++) {
		verbs += token_at(f, i)->classes & (LEX_BE | LEX_AUX) ? 1 : 0;
		quoted += f->inside[i];
	}
	x[R_CLAUSE_VERB] = cap(verbs, 3);
	x[R_HAS_QUOTE] = quoted == 0 ? 0 : quoted * 2 > r->end - r->first ? 2 : 1;
	const struct token *head = token_at(f, r->first);
	x[R_CLAUSE_FIRST] = head->classes & (LEX_HE | LEX_SHE | LEX_THEY | LEX_IT | LEX_SELF) ? 1
		: head->classes & LEX_DET ? 2 : head->classes & LEX_PREP ? 3
		: head->flags & TOKEN_CAPITAL ? 4 : head->classes & LEX_THAT ? 5
			: cue_sort(head) ? 6 : 7;
	const struct token *before = token_at(f, cue ? cue - 1 : 0);
	x[R_BEFORE_CUE] = before->kind == TOKEN_POINT ? 1 : before->classes & LEX_BE ? 2
		: before->classes & LEX_AUX ? 3 : before->classes & LEX_PREP ? 4
		: before->classes & LEX_DET ? 5 : before->classes & LEX_AND ? 6 : 0;
	const struct token *next = token_at(f, cue + 1);
	x[R_NEXT_SORT] = next->kind == TOKEN_POINT ? 1 : next->classes & LEX_THAT ? 2
		: next->classes & LEX_DET ? 3 : next->classes & LEX_PREP ? 4
		: next->classes & (LEX_HE | LEX_SHE | LEX_THEY | LEX_IT) ? 5
		: next->flags & TOKEN_CAPITAL ? 6 : next->classes & LEX_BE ? 7
		: next->classes & LEX_OBJECT ? 8 : 9;
	x[R_SENTENCE_WORDS] = bucket(end - first);
	x[R_CUE_PLACE] = bucket(cue - first);
	x[R_OBJECT] = next->classes & LEX_OBJECT ? 1 : 0;
	x[R_GERUND] = slice_ends(word, SLICE("ing"));
	x[R_SUBJECT_WEAK] = m->weak;
	x[R_CUE_PRIOR] = t->flags & TOKEN_CAPITAL ? 1 : 0;
}

/* The comma (or the end) at or behind `i`; the "and", "but" or gerund clause that ends a report. */
static uint32_t comma_after(const struct finding *f, uint32_t i, uint32_t end)
{
	while (i < end && !(is_comma(token_at(f, i)) && !f->inside[i]))
		i++;
	return i;
}

static void add_reading(const struct finding *f, uint32_t cue, uint32_t first, uint32_t end,
	struct reading r, struct reading *to, struct candidate *c, size_t *n)
{
	if (r.end < r.first + 2 || *n >= MAX_CANDIDATES)
		return;
	for (size_t i = 0; i < *n; i++)
		if (to[i].first == r.first && to[i].end == r.end && to[i].subject == r.subject)
			return;
	to[*n] = r;
	features(f, cue, first, end, &r, &c[*n]);
	(*n)++;
}

static size_t readings(const struct finding *f, uint32_t cue, struct reading *to,
	struct candidate *c)
{
	uint32_t first, end;
	int32_t who[3];
	size_t n = 0;
	bounds(f, cue, &first, &end);
	size_t n_who = subjects(f, cue, first, end, who);
	for (size_t s = 0; s < n_who; s++) {
		const struct mention *m = &f->n->mentions[who[s]];
		struct reading r = { .subject = who[s] };
		/* Behind: over "that", and over who is spoken to. */
		uint32_t from = m->first > cue ? m->end : cue + 1, that = from;
		while (that < end && that < from + 7 && !(token_at(f, that)->classes & LEX_THAT) &&
			!is_comma(token_at(f, that)))
			that++;
		r.that = that < end && token_at(f, that)->classes & LEX_THAT;
		uint32_t start = r.that ? that + 1 : from;
		while (start < end && (is_comma(token_at(f, start)) || token_at(f,
			start)->kind == TOKEN_QUOTE))
			start++;
		r.first = start;
		r.form = AFTER_WHOLE;
		r.end = end;
		add_reading(f, cue, first, end, r, to, c, &n);
		r.form = AFTER_COMMA;
		r.end = comma_after(f, start, end);
		add_reading(f, cue, first, end, r, to, c, &n);
		uint32_t cut = start;
		while (cut < end && f->cue_next[cut] != NO_CUE && f->cue_next[cut] < end) {
			cut = f->cue_next[cut];
			if (cue_sort(token_at(f, cut)) > 1)
				break;
			cut++;
		}
		uint32_t comma = cut;
		while (comma > start && !is_comma(token_at(f, comma - 1)) &&
			!(token_at(f, comma - 1)->classes & LEX_AND))
			comma--;
		if (cut < end && comma > start) {
			r.form = AFTER_CUE;
			r.end = comma - 1;
			add_reading(f, cue, first, end, r, to, c, &n);
		}
		/* Before: up to the comma before subject and verb. */
		uint32_t stop = m->first < cue ? m->first : cue;
		uint32_t head = first;
		while (stop > head && (is_comma(token_at(f, stop - 1)) || token_at(f,
			stop - 1)->kind == TOKEN_QUOTE))
			stop--;
		r.that = false;
		r.form = BEFORE_WHOLE;
		r.first = head;
		r.end = stop;
		add_reading(f, cue, first, end, r, to, c, &n);
	}
	return n;
}

void find_reported(struct finding *f)
{
	struct reading r[MAX_CANDIDATES];
	struct candidate c[MAX_CANDIDATES];
	uint32_t weighed = 0;
	for (uint32_t i = 0; i < f->u->n_tokens && weighed < MAX_VERBS; i++) {
		if (f->inside[i] || cue_sort(token_at(f, i)) < 2)
			continue;
		weighed++;
		size_t n = readings(f, i, r, c);
		int best = best_of(&f->model->report, c, n, N_REPORT_FEATURES);
		for (size_t k = 0; f->watch && k < n; k++)
			f->watch->saw(f->watch->ctx, 'c', f->u, f->n, token_at(f,
				r[k].first)->start,
				token_at(f, r[k].end - 1)->end, &c[k], 1, 0);
		if (best < 0 || c[best].score < f->model->report_floor ||
			c[best].x[R_HAS_QUOTE] == 2)
			continue;
		struct quotation q = { .kind = QUOTE_REPORTED, .form = QUOTE_FULL,
			.start = token_at(f, r[best].first)->start,
			.end = token_at(f, r[best].end - 1)->end,
			.cue = unit_text(f->u, i, i + 1) };
		fill_speaker(f, &q, r[best].subject);
		q.confidence = 50;
		*list_add(f->out, &f->quotes) = q;
	}
}
