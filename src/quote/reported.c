/* Reported speech: which words report, and what becomes of their clauses. */
#include "quote/reported.h"

enum {
	MAX_BACK = 80,     /* tokens of a sentence that are looked at on either side of a verb */
	MAX_CUES = 40000   /* of one text that are weighed; a book has fewer */
};

/* "Mayor: Bridge Will Close" */
static bool is_label(const struct token *t)
{
	return t->kind == TOKEN_POINT && t->flags & TOKEN_HEADING;
}

bool may_report(const struct token *t)
{
	uint64_t verbs = LEX_SAY | LEX_WEAK | LEX_ACCORDING | LEX_TELLS | LEX_THINKS | LEX_WANTS |
		LEX_JUDGES | LEX_MENTIONS | LEX_SHOWS | LEX_SEEMS;
	return is_label(t) || (t->kind == TOKEN_WORD && !named_word(t) &&
		t->classes & (verbs | LEX_NOUN | LEX_SURE | LEX_HOLDS));
}

/* What a word of one of these classes is good for; of several the first in the lexicon's order. */
static enum word_sort sort_by_classes(uint64_t classes)
{
	static const uint8_t sorts[] = {
		[LEX_AT_FILLER] = W_FILLER, [LEX_AT_REL] = W_REL, [LEX_AT_THAT] = W_THAT,
		[LEX_AT_TO] = W_TO, [LEX_AT_DAY] = W_DAY, [LEX_AT_ABOUT] = W_ABOUT,
		[LEX_AT_PREP] = W_PREP, [LEX_AT_AND] = W_AND, [LEX_AT_OWN] = W_OWN,
		[LEX_AT_HE] = W_PRONOUN, [LEX_AT_SHE] = W_PRONOUN, [LEX_AT_THEY] = W_PRONOUN,
		[LEX_AT_SELF] = W_PRONOUN, [LEX_AT_IT] = W_PRONOUN, [LEX_AT_YOU] = W_PRONOUN,
		[LEX_AT_DET] = W_DET, [LEX_AT_BE] = W_BE, [LEX_AT_AUX] = W_AUX,
		[LEX_AT_WHILE] = W_WHILE, [LEX_AT_SAY] = W_SAY,
	};
	uint64_t all = (UINT64_C(1) << sizeof sorts) - 1;
	return classes & all ? (enum word_sort)sorts[__builtin_ctzll(classes & all)] : W_OTHER;
}

/* What a word ends with; asked of nearly every one. The trained forests know all but the last by
 * number. */
enum ending { ENDING_NONE, ENDING_ING, ENDING_ED, ENDING_S, ENDING_LY };

static enum ending ending_of(struct slice word)
{
	const char *end = word.p + word.n;
	if (word.n < 2)
		return word.n && end[-1] == 's' ? ENDING_S : ENDING_NONE;
	switch (end[-1]) {
	case 'g':
		return word.n > 2 && end[-2] == 'n' && end[-3] == 'i' ? ENDING_ING : ENDING_NONE;
	case 'd': return end[-2] == 'e' ? ENDING_ED : ENDING_NONE;
	case 'y': return end[-2] == 'l' ? ENDING_LY : ENDING_NONE;
	case 's': return ENDING_S;
	default: return ENDING_NONE;
	}
}

static enum word_sort sort_of_word(const struct finding *f, const struct token *t)
{
	if (t->classes) {
		enum word_sort sort = sort_by_classes(named_word(t) ? t->classes & ~LEX_SAY
			: t->classes);
		if (sort != W_OTHER)
			return sort;
		if (may_report(t))
			return t->classes & LEX_HOLDS &&
				!(t->classes & (LEX_WEAK | LEX_WANTS | LEX_THINKS))
				? W_NOUN : W_REPORTS;
		if (t->classes & LEX_OBJECT)
			return W_OBJECT;
		if (t->classes & LEX_VERB && !named_word(t))
			return W_VERB;
	}
	if (t->flags & TOKEN_CAPITAL)
		return W_CAPITAL;
	switch (ending_of(slice_sub(f->u->text, t->start, t->end))) {
	case ENDING_ING: return W_ING;
	case ENDING_ED: return W_ED;
	case ENDING_LY: return W_LY;
	default: return W_OTHER;
	}
}

static enum word_sort sort_of(const struct finding *f, const struct token *t)
{
	switch (t->kind) {
	case TOKEN_WORD:
		return sort_of_word(f, t);
	case TOKEN_NUMBER:
		return W_NUMBER;
	case TOKEN_QUOTE:
		return W_QUOTE;
	default:
		return t->mark == ',' ? W_COMMA : t->mark == '.' || t->mark == '!' || t->mark == '?'
			? W_STOP : W_POINT;
	}
}

/* Where the sentence begins, behind the dateline of its paragraph: "HOLM, May 3 (Norda) - ". */
static uint32_t over_dateline(const struct reporting *r, const struct sentence *s)
{
	enum { MAX_DATELINE = 12 };
	const struct finding *f = r->f;
	bool heads = s == f->u->sentences || s[-1].paragraph != s->paragraph;
	for (uint32_t i = s->first + 1; heads && i + 1 < s->end && i < s->first + MAX_DATELINE; i++)
		if (is_point(token_at(f, i), '-') && token_at(f, i)->flags & TOKEN_SPACED &&
			(is_point(token_at(f, i - 1), ')') ||
			token_at(f, s->first)->flags & TOKEN_CAPITALS)) {
			while (i + 1 < s->end && is_point(token_at(f, i), '-'))
				i++;
			return i;
		}
	return s->first;
}

/* The sentence without the marks at its ends. */
static void bounds(const struct reporting *r, struct cue *c)
{
	const struct finding *f = r->f;
	const struct sentence *s = &f->u->sentences[token_at(f, c->at)->sentence];
	c->first = s->first + MAX_BACK < c->at ? c->at - MAX_BACK : over_dateline(r, s);
	if (c->first > c->at)
		c->first = s->first;
	c->end = s->end > c->at + MAX_BACK ? c->at + MAX_BACK : s->end;
	while (c->end > c->at + 1 && (sort_at(r, c->end - 1) == W_STOP ||
		sort_at(r, c->end - 1) == W_QUOTE || sort_at(r, c->end - 1) == W_COMMA))
		c->end--;
	while (c->first < c->at && token_at(f, c->first)->kind > TOKEN_NUMBER)
		c->first++;
	c->verb = c->at;
	const struct token *t = token_at(f, c->at);
	while (c->verb > c->first && c->at - c->verb < 6) {
		enum word_sort w = sort_at(r, c->verb - 1);
		bool chained = sort_at(r, c->verb) == W_TO && (w == W_SAY || w == W_REPORTS);
		/* "the mayor and the council both agree" */
		bool floats = w == W_DET && c->verb == c->at && c->verb > c->first + 1 &&
			(t->classes & LEX_SAY) && sort_at(r, c->verb - 2) == W_CAPITAL;
		if (w != W_BE && w != W_AUX && w != W_LY && w != W_TO && !chained && !floats)
			break;
		c->verb--;
	}
}

uint32_t graded_word(const struct finding *f, uint32_t i)
{
	const struct token *t = token_at(f, i);
	return t->kind == TOKEN_WORD &&
		t->classes & ~(LEX_MALE | LEX_FEMALE | LEX_PLACE | LEX_NATION |
		LEX_OUTLET | LEX_TITLE) ? t->hash : 0;
}

uint8_t grade_of(const struct finding *f, uint32_t i, enum word_use use)
{
	const struct quote_judge *judge = f->judge;
	uint32_t hash = graded_word(f, i);
	if (!hash)
		return 0;
	uint32_t mask = judge->words_mask;
	for (uint32_t k = hash & mask; judge->words[k]; k = (k + 1) & mask) {
		const struct word_grades *word = &judge->model->words[judge->words[k] - 1];
		if (word->hash == hash)
			return word->grade[use];
	}
	return 0;
}

uint8_t word_ending(struct slice word)
{
	enum ending ending = ending_of(word);
	return ending <= ENDING_S ? (uint8_t)ending : 0;
}

static void cue_features(const struct reporting *r, struct cue *c)
{
	static const struct {
		const uint64_t *class;
		uint8_t at;
	} frames[] = {
		{ &LEX_TELLS, Q_TELLS }, { &LEX_THINKS, Q_THINKS }, { &LEX_WANTS, Q_WANTS },
		{ &LEX_JUDGES, Q_JUDGES }, { &LEX_MENTIONS, Q_MENTIONS }, { &LEX_SHOWS, Q_SHOWS },
		{ &LEX_SEEMS, Q_SEEMS }, { &LEX_SURE, Q_SURE }, { &LEX_HOLDS, Q_HOLDS },
	};
	const struct token *t = token_at(r->f, c->at);
	struct slice word = unit_text(r->f->u, c->at, c->at + 1);
	uint8_t *x = c->x;
	enum { LABEL = 5 };
	x[Q_SORT] = is_label(t) ? LABEL : cue_sort(t);
	x[Q_WORD] = grade_of(r->f, c->at, WORD_REPORTS);
	x[Q_LONG] = grade_of(r->f, c->at, WORD_LONG);
	for (size_t i = 0; i < sizeof frames / sizeof *frames; i++)
		x[frames[i].at] = t->classes & *frames[i].class ? 1 : 0;
	x[Q_ENDING] = word_ending(word);
	x[Q_CAPITAL] = t->flags & TOKEN_CAPITAL ? 1 : 0;
	bool passive = false;
	for (uint32_t i = c->verb; i < c->at; i++) {
		const struct token *aux = token_at(r->f, i);
		x[Q_GROUP] |= aux->classes & LEX_PASSIVE ? 1 : aux->classes & LEX_BE ? 2
			: aux->classes & LEX_TO ? 4 : 8;
		passive = aux->classes & LEX_PASSIVE || (passive && !(aux->classes & LEX_BE));
	}
	if (passive && x[Q_ENDING] != 1)
		x[Q_GROUP] |= 16;
	x[Q_BEFORE] = c->at > c->first ? (uint8_t)sort_at(r, c->at - 1) : 40;
	x[Q_BEFORE_2] = c->at > c->first + 1 ? (uint8_t)sort_at(r, c->at - 2) : 40;
	x[Q_NEXT] = c->at + 1 < c->end ? (uint8_t)sort_at(r, c->at + 1) : 40;
	x[Q_NEXT_2] = c->at + 2 < c->end ? (uint8_t)sort_at(r, c->at + 2) : 40;
	x[Q_WORD_BEFORE] = c->at > c->first ? grade_of(r->f, c->at - 1, WORD_BEFORE) : 0;
	x[Q_WORD_NEXT] = c->at + 1 < c->end ? grade_of(r->f, c->at + 1, WORD_BEHIND) : 0;
}

struct cue cue_around(const struct reporting *r, uint32_t at)
{
	struct cue c = { .at = at };
	bounds(r, &c);
	cue_features(r, &c);
	return c;
}

static void gate_features(const struct reporting *r, const struct cue *c, uint8_t *x)
{
	const struct finding *f = r->f;
	memcpy(x, c->x, N_CUE_FEATURES);
	x[G_NEXT_3] = c->at + 3 < c->end ? (uint8_t)sort_at(r, c->at + 3) : 40;
	x[G_PLACE] = bucket(c->at - c->first);
	x[G_REST] = bucket(c->end - c->at);
	uint32_t that = c->at + 1;
	while (that < c->end && that < c->at + 12 && sort_at(r, that) != W_FILLER &&
		sort_at(r, that) != W_THAT)
		that++;
	x[G_THAT] = that < c->end ? (uint8_t)(that - c->at) : 20;
	uint32_t k = mentions_from(r->f, c->at);
	const struct mention *m = f->n->mentions;
	bool at_it = k < f->n->n_mentions && m[k].first == c->at;
	x[G_KIND] = at_it ? 15 : k > 0 && m[k - 1].first >= c->first ? m[k - 1].kind : 20;
	x[G_GAP] = x[G_KIND] < 15 ? bucket(c->at > m[k - 1].end ? c->at - m[k - 1].end : 0) : 30;
	k += at_it;
	bool behind = k < f->n->n_mentions && m[k].first < c->end;
	x[G_KIND_BEHIND] = behind ? m[k].kind : 20;
	x[G_GAP_BEHIND] = behind ? bucket(m[k].first - c->at) : 30;
	x[G_CUES_BEFORE] = COUNT(r, cues, c->first, c->at, 8);
	x[G_CUES_BEHIND] = COUNT(r, cues, c->at, c->end, 8);
	x[G_COMMA_BEFORE] = COUNT(r, commas, c->first, c->at, 6);
	x[G_COMMA_BEHIND] = COUNT(r, commas, c->at, c->end, 6);
	x[G_QUOTED] = COUNT(r, quoted, c->first, c->end, 1);
}

/* Tells training of one decision about `c`. */
static void show_gate(const struct reporting *r, const struct cue *c, const struct candidate *g)
{
	const struct finding *f = r->f;
	const struct token *t = token_at(f, c->at);
	if (f->watch)
		f->watch->saw(f->watch->ctx, 'g', f->u, f->n, t->start, t->end, g, 1, 0);
}

/* What a token of a sort counts for. */
static const struct counts counts_of_sort[] = {
	[W_COMMA] = { .commas = 1, .points = 1 }, [W_STOP] = { .points = 1 },
	[W_POINT] = { .points = 1 }, [W_QUOTE] = { .points = 1 },
	[W_TO] = { .links = 1 }, [W_ABOUT] = { .preps = 1, .links = 1 },
	[W_PREP] = { .preps = 1, .links = 1 }, [W_AND] = { .ands = 1, .links = 1 },
	[W_BE] = { .verbs = 1 }, [W_SAY] = { .verbs = 1 }, [W_REPORTS] = { .verbs = 1 },
	[W_ED] = { .verbs = 1 }, [W_VERB] = { .verbs = 1 }, [W_DAY] = { 0 },
};

bool is_verb(const struct reporting *r, uint32_t i)
{
	return counts_of_sort[sort_at(r, i)].verbs;
}

static bool same_clause(const struct quotation *a, const struct quotation *b)
{
	size_t first = a->start > b->start ? a->start : b->start;
	size_t end = a->end < b->end ? a->end : b->end;
	size_t most = a->end - a->start > b->end - b->start ? a->end - a->start : b->end - b->start;
	return end > first && (end - first) * 4 > most * 3;
}

static void add_report(struct reporting *r, const struct cue *c, const struct subject *s,
	const struct clause *what, int32_t score)
{
	struct finding *f = r->f;
	struct quotation q = { .kind = QUOTE_REPORTED, .form = QUOTE_FULL, .entity = -1,
		.start = token_at(f, what->first)->start, .end = token_at(f, what->end - 1)->end,
		.cue = unit_text(f->u, c->at, c->at + 1) };
	if (what->gap_end > what->gap_first) {
		q.gap_start = token_at(f, what->gap_first)->start;
		q.gap_end = token_at(f, what->gap_end)->start;
	}
	fill_speaker(f, &q, s->mention < 0 ? NULL : &f->n->mentions[s->mention]);
	if (s->end > s->first && (s->mention < 0 || !f->n->mentions[s->mention].joint)) {
		q.surface = unit_text(f->u, s->first, s->end);
		q.surface_start = token_at(f, s->first)->start;
	}
	if (q.entity < 0 && (s->mention < 0 ||
		f->n->mentions[s->mention].kind == MENTION_PHRASE ||
		f->n->mentions[s->mention].kind == MENTION_ROLE))
		q.speaker = q.surface;
	fill_via(f, &q, c->at);
	q.confidence = confidence_of(score);
	/* Two verbs of one clause ("said and repeated that"): the likelier one has it. */
	struct quotation *last = f->quotes.n ? &f->quotes.at[f->quotes.n - 1] : NULL;
	if (last && last->kind == QUOTE_REPORTED && same_clause(last, &q)) {
		if (score > r->last_score)
			*last = q;
		else
			return;
	} else {
		*list_add(f->out, &f->quotes) = q;
	}
	r->last_score = score;
}

/* Sorts and counts of every token. */
static void look_at_all(struct reporting *r)
{
	struct finding *f = r->f;
	uint32_t n = f->u->n_tokens;
	r->sorts = arena_room(f->scratch, n + 1);
	r->counts = arena_room(f->scratch, ((size_t)n + 1) * sizeof *r->counts);
	r->asked = arena_array(f->scratch, uint32_t, (size_t)n + 1);
	struct counts c = { 0 };
	for (uint32_t i = 0; i < n; i++) {
		const struct token *t = &f->u->tokens[i];
		enum word_sort w = sort_of(f, t);
		r->sorts[i] = (uint8_t)w;
		r->counts[i] = c;
		c.cues += (t->classes || is_label(t)) && !f->inside[i] && may_report(t);
		c.quoted += f->inside[i];
		const struct counts *more = &counts_of_sort[w];
		c.commas += more->commas;
		c.points += more->points;
		c.verbs += more->verbs;
		c.ands += more->ands;
		c.preps += more->preps;
		c.links += more->links;
	}
	r->counts[n] = c;
}

/* The clause of a word that reports; of either subject where neither is much likelier. */
static void follow(struct reporting *r, const struct cue *c)
{
	enum { CLOSE = FOREST_UNIT / 2 };
	struct subject two[2], *s = &two[0];
	struct clause what, other_what;
	subjects_of(r, c, two);
	int32_t score = clause_of(r, c, &two[0], &what);
	if (two[0].lead < CLOSE && two[0].first != two[1].first) {
		int32_t other = clause_of(r, c, &two[1], &other_what);
		if (other > score) {
			s = &two[1];
			score = other;
			what = other_what;
		}
	}
	r->shared = *s;
	r->shared_in = token_at(r->f, c->at)->sentence;
	if (score >= r->f->model->clause_floor)
		add_report(r, c, s, &what, score);
}

/* Weighs the words that may report, many at once, and follows up those that do. */
static void weigh(struct reporting *r, struct cue *cues, size_t n)
{
	struct finding *f = r->f;
	struct candidate g[MAX_CANDIDATES];
	for (size_t i = 0; i < n; i++) {
		g[i] = (struct candidate){ .word = graded_word(f, cues[i].at) };
		if (f->watch) {
			g[i].before = cues[i].at ? graded_word(f, cues[i].at - 1) : 0;
			g[i].behind = graded_word(f, cues[i].at + 1);
		}
		gate_features(r, &cues[i], g[i].x);
	}
	best_of(f->judge->gate, g, n);
	for (size_t i = 0; i < n; i++) {
		struct cue *c = &cues[i];
		c->gate = g[i].score;
		show_gate(r, c, &g[i]);
		if (c->gate < f->model->gate_floor)
			continue;
		follow(r, c);
	}
}

void look_for_reports(struct finding *f)
{
	uint32_t head = 0;
	while (head < f->u->n_tokens && (f->inside[head] || !may_report(token_at(f, head))))
		head++;
	if (head == f->u->n_tokens)
		return;
	f->report = arena_array(f->scratch, struct reporting, 1);
	*f->report = (struct reporting){ .f = f, .shared_in = UINT32_MAX, .head = head };
	look_at_all(f->report);
}

void find_reported(struct finding *f)
{
	struct reporting *r = f->report;
	struct cue cues[MAX_CANDIDATES];
	size_t n = 0, weighed = 0;
	if (!r)
		return;
	r->shared_in = UINT32_MAX;
	for (uint32_t i = r->head; i < f->u->n_tokens && weighed < MAX_CUES; i++) {
		if (f->inside[i] || !may_report(token_at(f, i)))
			continue;
		weighed++;
		cues[n++] = cue_around(r, i);
		if (n == MAX_CANDIDATES) {
			weigh(r, cues, n);
			n = 0;
		}
	}
	weigh(r, cues, n);
}
