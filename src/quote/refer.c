/* Whom a pronoun, or a role that points back, stands for. */
#include "quote/reported.h"

enum { MAX_ASKED = 24, MAX_REFERENTS = 10, TITLED = 8 * FOREST_UNIT };

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
	if (!m->first || cue_sort(token_at(f, m->first - 1)) < 2)
		return false;
	/* "praised Ann Lee"; "meminta Sari", where "kata Sari" has who speaks behind it */
	uint64_t objects = LEX_JUDGES | (f->u->lexicon->head_first ? LEX_TELLS : 0);
	return !(token_at(f, m->first - 1)->classes & objects);
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

/* Whether mention `k` speaks at a verb outside of marks, and is what its sentence is of; found out
 * once, as all pronouns behind it ask. */
enum lead { LEAD_KNOWN = 1, LEAD_SPEAKS = 2, LEAD_TOPIC = 4 };

static uint8_t lead_by(const struct finding *f, uint32_t k)
{
	if (!f->leads[k])
		f->leads[k] = (uint8_t)(LEAD_KNOWN |
			(!f->inside[f->n->mentions[k].first] && speaks(f, k) ? LEAD_SPEAKS : 0) |
			(is_topic(f, k) ? LEAD_TOPIC : 0));
	return f->leads[k];
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
	for (uint32_t k = p; k > 0 && n < MAX_REFERENTS && p - k < 90; k--) {
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
		uint8_t leads = lead_by(f, k - 1);
		if (c[i].x[C_SUBJECT] == 40 && leads & LEAD_SPEAKS)
			c[i].x[C_SUBJECT] = back;
		if (c[i].x[C_TOPIC] == 40 && leads & LEAD_TOPIC)
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
	int best = best_of(f->judge->refer, c, n, FAR_BEHIND);
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
