/* decode: see decode.h. */
#include "dump/decode.h"

enum state { OUT, AFTER_HEAD, IN_TEXT, BETWEEN, N_STATES };
enum { RING = 32, VIA_HEAD = 8 };
enum { PARAGRAPH = 60 }; /* characters of a line that is surely one, if a sentence */
_Static_assert((int)HEAD_MAX_LINES < (int)RING, "a head must fit into the ring of scores");

/* All in units of log odds. */
static const float NEVER = -1e30f;
static const float ODDS_MAX = 4.0f;    /* what one line can weigh */
static const float LOOSE = -4.0f;      /* another article begins */
static const float STRICT = -10.0f;
static const float FIRST_ARTICLE = -0.5f;
static const float FULL_WORTH = 2.0f, SURPLUS = 0.3f;
static const float NO_HEAD = -2.5f;    /* a text begins without a head */
static const float LEAVE = -0.5f;      /* from the text to furniture */
static const float RESUME = -1.5f;     /* and back to the text of the same article */
static const float GOES_ON = 1.0f;     /* to a paragraph behind a link or an advertisement */
static const float WAIT = -0.15f;      /* for each line between head and text */
static const float AWAY = -0.005f;      /* for each line of furniture within an article */
static const float SPOKEN = -0.5f;   /* the most that a line with a cue of furniture can weigh */
static const float EMPTY = -9.0f;      /* an article without text */

struct search {
	float new_article;
	const struct lines *ls;
	const struct heads *hs;
	float score[RING][N_STATES];
	uint8_t (*back)[N_STATES]; /* the state before, or VIA_HEAD + it; for the line before i */
	uint32_t *head;            /* of the best head that ends before line i */
};

static float line_odds(const struct line *l)
{
	float o = l->odds;
	/* A line that says what it is may look like text to its neighbours, but is none. */
	const unsigned says = LINE_MORE | LINE_AD | LINE_SHARE | LINE_TAGS | LINE_COMMENTS;
	if ((l->cues & says) && o > SPOKEN)
		o = SPOKEN;
	return o > ODDS_MAX ? ODDS_MAX : o < -ODDS_MAX ? -ODDS_MAX : o;
}

static bool line_is_long(const struct line *l)
{
	return l->chars >= PARAGRAPH && (l->shape & SHAPE_STOP) && !l->cues;
}

/* The best way to a state, and the state before it. */
struct way {
	float score;
	uint8_t back;
};

static struct way better(struct way w, float score, uint8_t back)
{
	return score > w.score ? (struct way){ score, back } : w;
}

static void step_line(struct search *s, uint32_t i)
{
	const float *from = s->score[i % RING];
	float *to = s->score[(i + 1) % RING];
	uint8_t *back = s->back[i + 1];
	const struct line *l = &s->ls->at[i];
	float odds = line_odds(l);
	/* What says itself that it is furniture interrupts a text at no cost. */
	bool furniture = l->cues & (LINE_FURNITURE | LINE_CREDIT | LINE_CAPTION);
	const unsigned breaks = LINE_MORE | LINE_AD | LINE_CREDIT | LINE_CAPTION;
	bool close = i > 0 && (l[-1].cues & breaks);
	struct way text = { from[OUT] + NO_HEAD + odds, OUT };
	text = better(text, from[AFTER_HEAD] + odds, AFTER_HEAD);
	text = better(text, from[IN_TEXT] + odds, IN_TEXT);
	bool more = close && (l[-1].cues & (LINE_MORE | LINE_AD)) && line_is_long(l);
	text = better(text, from[BETWEEN] + (more ? GOES_ON : close ? 0 : RESUME) + odds, BETWEEN);
	struct way between = { from[IN_TEXT] + (furniture ? 0 : LEAVE), IN_TEXT };
	between = better(between, from[BETWEEN] + AWAY, BETWEEN);
	/* A head may end here as well. */
	struct way after = { to[AFTER_HEAD], back[AFTER_HEAD] };
	after = better(after, from[AFTER_HEAD] + WAIT, AFTER_HEAD);
	to[OUT] = from[OUT];
	to[AFTER_HEAD] = after.score;
	to[IN_TEXT] = text.score;
	to[BETWEEN] = between.score;
	back[OUT] = OUT;
	back[AFTER_HEAD] = after.back;
	back[IN_TEXT] = text.back;
	back[BETWEEN] = between.back;
}

/* A good head says where the article of a page begins, but an article is made of text: a head alone
 * is no reason to see one there. */
static float first_worth(const struct search *s, float worth)
{
	if (worth > FULL_WORTH && s->new_article == STRICT)
		worth = FULL_WORTH + SURPLUS * (worth - FULL_WORTH);
	return FIRST_ARTICLE + worth;
}

static void step_head(struct search *s, uint32_t i, uint32_t k)
{
	const struct head *h = &s->hs->at[k];
	const float *from = s->score[i % RING];
	float worth = h->score + h->likeness, best = NEVER;
	/* Its lines are not taken from a text, as they else would be. */
	float lines = 0;
	for (uint32_t j = h->from; j < h->to; j++) {
		float odds = line_odds(&s->ls->at[j]);
		lines += odds > 0 ? odds : 0;
	}
	uint8_t back = 0;
	for (enum state st = OUT; st < N_STATES; st++) {
		float gain = st == OUT ? first_worth(s, worth) : worth + s->new_article;
		float score = from[st] + gain +
			(st == AFTER_HEAD ? EMPTY : 0) + (st == IN_TEXT ? lines : 0);
		if (score > best) {
			best = score;
			back = (uint8_t)(VIA_HEAD + st);
		}
	}
	if (best > s->score[h->to % RING][AFTER_HEAD]) {
		s->score[h->to % RING][AFTER_HEAD] = best;
		s->back[h->to][AFTER_HEAD] = back;
		s->head[h->to] = k;
	}
}

static void trace(struct search *s, enum state st, struct heads *hs, uint8_t *ret_roles)
{
	static const uint8_t roles[] = { ROLE_OUT, ROLE_BREAK, ROLE_BODY, ROLE_BREAK };
	for (uint32_t i = s->ls->n; i > 0;) {
		uint8_t back = s->back[i][st];
		if (back < VIA_HEAD) {
			ret_roles[--i] = roles[st];
			st = (enum state)back;
			continue;
		}
		struct head *h = &hs->at[s->head[i]];
		h->chosen = true;
		while (i > h->from)
			ret_roles[--i] = ROLE_HEAD;
		st = (enum state)(back - VIA_HEAD);
	}
}

static void collect(const struct lines *ls, const struct heads *hs, const uint8_t *roles,
	struct arena *out, cuts *ret_cuts)
{
	cuts list = { 0 };
	uint32_t k = 0;
	for (uint32_t i = 0; i < ls->n; i++) {
		while (k < hs->n && (!hs->at[k].chosen || hs->at[k].from < i))
			k++;
		bool head = k < hs->n && hs->at[k].from == i && roles[i] == ROLE_HEAD;
		if (head || (roles[i] == ROLE_BODY && !list.n)) {
			*list_add(out, &list) = (struct cut){ head ? k : NO_LINE, i, i, ls->n };
			if (list.n > 1)
				list.at[list.n - 2].next = i;
		}
		if (roles[i] == ROLE_BODY)
			list.at[list.n - 1].to = i + 1;
	}
	*ret_cuts = list;
}

/* The heads that begin at each line, in their order: the first one by line, then the next one by
 * head; NO_LINE for none. */
struct starts {
	uint32_t *first, *next;
};

static struct starts find_starts(const struct lines *ls, const struct heads *hs, struct arena *out)
{
	struct starts at = { arena_array(out, uint32_t, (size_t)ls->n + 1),
		arena_array(out, uint32_t, (size_t)hs->n + 1) };
	memset(at.first, 0xFF, ls->n * sizeof *at.first);
	for (uint32_t k = hs->n; k-- > 0;) {
		at.next[k] = at.first[hs->at[k].from];
		at.first[hs->at[k].from] = k;
	}
	return at;
}

static void search(struct search *s, struct arena *scratch)
{
	struct starts starts = find_starts(s->ls, s->hs, scratch);
	for (unsigned r = 0; r < RING; r++) {
		for (unsigned st = 0; st < N_STATES; st++)
			s->score[r][st] = NEVER;
	}
	s->score[0][OUT] = 0;
	for (uint32_t i = 0; i < s->ls->n; i++) {
		for (uint32_t k = starts.first[i]; k != NO_LINE; k = starts.next[k])
			step_head(s, i, k);
		step_line(s, i);
		s->score[i % RING][AFTER_HEAD] = NEVER;
	}
}

void decode(const struct lines *ls, struct heads *hs, enum cutting how, struct arena *out,
	uint8_t *ret_roles, cuts *ret_cuts)
{
	struct arena scratch = ARENA_INIT;
	struct search s = { .ls = ls, .hs = hs };
	s.new_article = how == CUT_LOOSELY ? LOOSE : STRICT;
	s.back = arena_calloc(&scratch, (size_t)ls->n + 1, sizeof *s.back);
	s.head = arena_array(&scratch, uint32_t, (size_t)ls->n + 1);
	search(&s, &scratch);
	float *end = s.score[ls->n % RING];
	end[AFTER_HEAD] += EMPTY;
	enum state best = OUT;
	for (enum state st = OUT; st < N_STATES; st++)
		best = end[st] > end[best] ? st : best;
	for (uint32_t m = 0; m < hs->n; m++)
		hs->at[m].chosen = false;
	trace(&s, best, hs, ret_roles);
	hs->chosen = 0;
	for (uint32_t m = 0; m < hs->n; m++)
		hs->chosen += hs->at[m].chosen;
	collect(ls, hs, ret_roles, out, ret_cuts);
	arena_done(&scratch);
}
