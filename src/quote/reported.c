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

/* What a word ends with, where that says what it is; asked of nearly every one, and without a jump
 * as none can be foretold. `end` is where it ends in a text, with three bytes before it. */
static enum word_sort sort_by_ending(const char *end)
{
	uint32_t two = (uint32_t)(unsigned char)end[-2] << 8 | (unsigned char)end[-1];
	enum word_sort sort = two == ('e' << 8 | 'd') ? W_ED : W_OTHER;
	sort = two == ('l' << 8 | 'y') ? W_LY : sort;
	bool ing = (two == ('n' << 8 | 'g')) & (end[-3] == 'i');
	return ing ? W_ING : sort;
}

/* How a verb ends, as the trained forests know it by number. */
enum ending { ENDING_NONE, ENDING_ING, ENDING_ED, ENDING_S };

static enum ending ending_of(struct slice word)
{
	const char *end = word.p + word.n;
	if (word.n < 2)
		return word.n && end[-1] == 's' ? ENDING_S : ENDING_NONE;
	switch (end[-1]) {
	case 'g':
		return word.n > 2 && end[-2] == 'n' && end[-3] == 'i' ? ENDING_ING : ENDING_NONE;
	case 'd': return end[-2] == 'e' ? ENDING_ED : ENDING_NONE;
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
	return t->end - t->start < 3 ? W_OTHER : sort_by_ending(f->u->text.p + t->end);
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

uint8_t word_ending(struct slice word)
{
	return (uint8_t)ending_of(word);
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
	struct cue c = { .at = at, .gate = INT32_MIN };
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

/* And neither, for being a word that may report, or for being within marks. */
static const struct counts counts_of_place[] = { { 0 }, { .cues = 1 }, { .quoted = 1 } };

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

/* All counts at once. */
typedef uint16_t counts_lanes __attribute__((vector_size(sizeof(struct counts)), aligned(2),
	may_alias));

/* Sorts and counts of every token. */
static void look_at_all(struct reporting *r)
{
	struct finding *f = r->f;
	uint32_t n = f->u->n_tokens;
	r->sorts = arena_room(f->scratch, n + 1);
	r->counts = arena_room(f->scratch, ((size_t)n + 1) * sizeof *r->counts);
	r->asked_at = arena_array(f->scratch, uint32_t, (size_t)n + 1);
	counts_lanes c = { 0 };
	for (uint32_t i = 0; i < n; i++) {
		const struct token *t = &f->u->tokens[i];
		enum word_sort w = sort_of(f, t);
		bool inside = f->inside[i], cue = !inside && may_report(t);
		r->sorts[i] = (uint8_t)w;
		*(counts_lanes *)&r->counts[i] = c;
		c += *(const counts_lanes *)&counts_of_sort[w];
		c += *(const counts_lanes *)&counts_of_place[inside ? 2 : cue];
	}
	*(counts_lanes *)&r->counts[n] = c;
}

/* The clause of a word that reports, and whose it is. */
static void follow(struct reporting *r, const struct cue *c)
{
	struct clause what;
	struct subject s = subject_of(r, c);
	r->shared = s;
	r->shared_in = token_at(r->f, c->at)->sentence;
	if (c->gate + s.score / 2 < r->f->judge->follow_floor)
		return;
	int32_t score = clause_of(r, c, &s, &what);
	if (score >= r->f->model->clause_floor)
		add_report(r, c, &s, &what, score);
}

/* Weighs words that may report, many at once. */
static void weigh(struct reporting *r, struct asked *cues, size_t n)
{
	enum { SLACK = FOREST_UNIT / 2 }; /* what more trees may add */
	struct finding *f = r->f;
	struct candidate g[MAX_CANDIDATES];
	for (size_t i = 0; i < n; i++) {
		const struct cue *c = &cues[i].cue;
		g[i] = (struct candidate){ .word = graded_word(f, c->at) };
		if (f->watch) {
			g[i].before = c->at ? graded_word(f, c->at - 1) : 0;
			g[i].behind = graded_word(f, c->at + 1);
		}
		gate_features(r, c, g[i].x);
	}
	int32_t score[MAX_CANDIDATES];
	int32_t floor = f->model->gate_floor;
	forest_table_reach(f->judge->gate, g->x, sizeof *g, n,
		floor > INT32_MIN / 2 ? floor - SLACK : floor, score);
	for (size_t i = 0; i < n; i++) {
		g[i].score = cues[i].cue.gate = score[i];
		show_gate(r, &cues[i].cue, &g[i]);
	}
}

/* Half of the words that may report do so hardly ever, or not beside such words. */
static bool hardly_reports(const struct finding *f, uint32_t i)
{
	enum { NOT_KNOWN = 26 };
	uint8_t word = grade_of(f, i, WORD_REPORTS), behind = grade_of(f, i + 1, WORD_BEHIND),
		before = i ? grade_of(f, i - 1, WORD_BEFORE) : 0;
	return !f->watch && !is_label(token_at(f, i)) && 2 * (word ? word : NOT_KNOWN) +
		(before ? before : NOT_KNOWN) + (behind ? behind : NOT_KNOWN) <
			f->model->word_floor;
}

void look_for_reports(struct finding *f)
{
	uint32_t n = f->u->n_tokens, i = 0;
	while (i < n && (f->inside[i] || !may_report(token_at(f, i))))
		i++;
	if (i == n)
		return;
	struct reporting *r = f->report = arena_array(f->scratch, struct reporting, 1);
	*r = (struct reporting){ .f = f, .shared_in = UINT32_MAX };
	look_at_all(r);
	r->asked.cap = n / 16 + 8;
	r->asked.at = arena_room(f->scratch, r->asked.cap * sizeof *r->asked.at);
	for (; i < n && r->asked.n < MAX_CUES; i++) {
		if (f->inside[i] || !may_report(token_at(f, i)) || hardly_reports(f, i))
			continue;
		*list_add(f->scratch, &r->asked) = (struct asked){ .cue = cue_around(r, i) };
		r->asked_at[i] = (uint32_t)r->asked.n;
	}
	r->n_weighed = r->asked.n;
	for (size_t k = 0; k < r->n_weighed; k += MAX_CANDIDATES)
		weigh(r, r->asked.at + k, r->n_weighed - k < MAX_CANDIDATES ? r->n_weighed - k
			: MAX_CANDIDATES);
}

void find_reported(struct finding *f)
{
	struct reporting *r = f->report;
	for (size_t k = 0; r && k < r->n_weighed; k++) {
		/* a copy: more words may be asked about */
		const struct cue c = r->asked.at[k].cue;
		if (c.gate >= f->model->gate_floor)
			follow(r, &c);
	}
}
