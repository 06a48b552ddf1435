/* posts: see posts.h. */
#include "dump/posts.h"

#include <math.h>
#include <stdlib.h>

#include "dump/frames.h"
#include "dump/posts-weights.h"
#include "dump/weigh.h"

/* Between the head of a post and the next one little stands that is not its text, so that what
 * says nothing against itself gets this much in favour. */
static const float POST_BONUS = 4.0f;
/* What stands before the first line of running text may as well be a caption. */
static const float LEAD_BONUS = 2.0f;

/* A headline is no text, however often it stands there. */
static const float HEAD_ODDS = -1.0f;
/* Nor is what stands behind the end of a post. */
static const float TAIL_ODDS = -3.0f;

enum { LEARN_ROUNDS = 3, SHORT_CHARS = 20, POST_CHARS = 200, POSTS_LOOKED_AT = 64 };

void posts_cut(const struct lines *ls, struct heads *hs, struct arena *out, uint8_t *ret_roles,
	cuts *ret_cuts)
{
	decode(ls, hs, CUT_LOOSELY, out, ret_roles, ret_cuts);
	uint64_t before = 0, now = heads_choice(hs);
	for (int round = 0; round < LEARN_ROUNDS && hs->chosen > 1 && now != before; round++) {
		heads_learn(hs);
		decode(ls, hs, CUT_LOOSELY, out, ret_roles, ret_cuts);
		before = now;
		now = heads_choice(hs);
	}
}

/* Characters of text in the middle one of the first posts by length. */
static uint32_t median_chars(const struct lines *ls, const uint8_t *roles, const cuts *cs)
{
	uint32_t sizes[POSTS_LOOKED_AT], n = 0;
	for (size_t k = 0; k < cs->n && n < POSTS_LOOKED_AT; k++) {
		uint32_t chars = 0;
		for (uint32_t i = cs->at[k].from; i < cs->at[k].to; i++)
			chars += roles[i] == ROLE_BODY ? ls->at[i].chars : 0;
		uint32_t m = n++;
		for (; m > 0 && sizes[m - 1] > chars; m--)
			sizes[m] = sizes[m - 1];
		sizes[m] = chars;
	}
	return sizes[n / 2];
}

/* Lines that close the posts of a page: furniture, or what the page repeats. */
static bool closes(const struct line *l)
{
	return l->cues & (LINE_FURNITURE & ~(LINE_MORE | LINE_AD));
}

static bool is_signed(const struct head *h)
{
	return h->traits[TRAIT_DATE_ABOVE] || h->traits[TRAIT_DATE_BELOW] ||
		h->traits[TRAIT_BYLINE];
}

/* The likeness of the heads to each other, and how many have a date or a byline. */
static void head_traits(const struct heads *hs, float ret[static N_POST_TRAITS])
{
	float like = 0, sign = 0, n = (float)hs->chosen;
	for (uint32_t i = 0; i < hs->n; i++) {
		if (!hs->at[i].chosen)
			continue;
		like += hs->at[i].likeness;
		sign += is_signed(&hs->at[i]);
	}
	ret[POST_MANY] = logf(n / 2);
	ret[POST_LIKENESS] = like / n;
	ret[POST_SIGNED] = sign / n;
}

/* How much of the text is in the longest article: most of it on a page of one. */
static float text_in_longest(const struct lines *ls, const uint8_t *roles, const cuts *cs)
{
	float all = 1, longest = 0;
	for (size_t k = 0; k < cs->n; k++) {
		float chars = 0;
		for (uint32_t i = cs->at[k].from; i < cs->at[k].to; i++)
			chars += roles[i] == ROLE_BODY ? ls->at[i].chars : 0;
		all += chars;
		longest = chars > longest ? chars : longest;
	}
	return longest / all;
}

/* Which share of the posts but the last is closed by furniture right before the next one. */
static float closed_share(const struct lines *ls, const cuts *cs)
{
	uint32_t closed = 0;
	for (size_t k = 0; k + 1 < cs->n; k++) {
		uint32_t next = cs->at[k].next;
		closed += closes(&ls->at[next - 1]) ||
			(next - cs->at[k].from > 2 && closes(&ls->at[next - 2]));
	}
	return (float)closed / (float)(cs->n - 1);
}

void posts_traits(const struct lines *ls, const struct heads *hs, const uint8_t *roles,
	const cuts *cs, float ret[static N_POST_TRAITS])
{
	uint32_t plain = 0, body = 0, outside = 0;
	for (uint32_t i = 0; i < ls->n; i++) {
		outside += roles[i] == ROLE_OUT;
		if (i < cs->at[0].from)
			continue;
		body += roles[i] == ROLE_BODY;
		plain += roles[i] != ROLE_HEAD && !(ls->at[i].cues & (LINE_FURNITURE | LINE_META));
	}
	uint32_t median = median_chars(ls, roles, cs);
	head_traits(hs, ret);
	ret[POST_ALWAYS] = 1;
	ret[POST_SHARE] = plain ? (float)body / (float)plain : 0;
	ret[POST_LENGTH] = logf((float)(median < SHORT_CHARS ? SHORT_CHARS : median) / POST_CHARS);
	ret[POST_CLOSED] = closed_share(ls, cs);
	ret[POST_REST] = 1 - text_in_longest(ls, roles, cs);
	ret[POST_OUTSIDE] = (float)outside / (float)ls->n;
	ret[POST_REST_SHARE] = ret[POST_REST] * ret[POST_SHARE];
}

bool posts_are(const struct lines *ls, const struct heads *hs, const uint8_t *roles,
	const cuts *cs)
{
	float traits[N_POST_TRAITS], sum = 0;
	posts_traits(ls, hs, roles, cs, traits);
	for (int t = 0; t < N_POST_TRAITS; t++)
		sum += post_weights[t] * traits[t];
	return sum > 0;
}

enum { MANY_COPIES = 4 }; /* a short line that stands in so many places is a button */
enum { TAIL = 6 };
/* What may stand between a headline and a caption below it: lines, and characters of each. */
enum { HEAD_APART = 4, BUTTON_CHARS = 24 };

static int by_value(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	return x < y ? -1 : x > y;
}

struct tails {
	uint32_t *keys; /* in order */
	size_t n;
};

/* The keys that stand right before the heads of most posts. */
static struct tails learn_tails(const struct lines *ls, const uint8_t *roles, const cuts *cs,
	struct arena *out)
{
	uint32_t *all = arena_array(out, uint32_t, cs->n * TAIL);
	size_t n = 0;
	for (size_t k = 0; k + 1 < cs->n; k++) {
		size_t mine = n;
		uint32_t next = cs->at[k].next;
		for (uint32_t j = 1; j <= TAIL && next - j > cs->at[k].from; j++) {
			uint32_t key = roles[next - j] == ROLE_HEAD ? 0 : ls->at[next - j].key;
			bool had = !key;
			for (size_t m = mine; m < n && !had; m++)
				had = all[m] == key;
			if (!had)
				all[n++] = key;
		}
	}
	qsort(all, n, sizeof *all, by_value);
	struct tails t = { all, 0 };
	for (size_t i = 0, j; i < n; i = j) {
		for (j = i; j < n && all[j] == all[i]; j++)
			;
		if (j - i >= 2 && (j - i) * 5 >= (cs->n - 1) * 3)
			t.keys[t.n++] = all[i];
	}
	return t;
}

static bool is_tail(const struct tails *t, const struct lines *ls, uint32_t i)
{
	uint32_t key = t->n ? ls->at[i].key : 0;
	return key && bsearch(&key, t->keys, t->n, sizeof key, by_value);
}

/* Where the text of post `k` ends at the latest: before the lines that close the other posts. */
static uint32_t post_end(const struct lines *ls, const struct tails *t, const cuts *cs, size_t k)
{
	const struct cut *c = &cs->at[k];
	bool last = k + 1 == cs->n;
	uint32_t end = c->from;
	while (end < c->to || (end < c->next && !last && !closes(&ls->at[end])))
		end++;
	if (!last) {
		while (end > c->from && is_tail(t, ls, end - 1))
			end--;
		return end;
	}
	for (uint32_t i = c->from; i < end; i++) {
		if (is_tail(t, ls, i))
			return i;
	}
	return end;
}

static void weigh_post(struct lines *ls, const struct tails *t, const uint8_t *roles,
	const struct cut *c, uint32_t end)
{
	bool last = c->next == ls->n;
	uint32_t plain = 0, body = 0;
	weigh_lines(ls, c->from, c->next);
	for (uint32_t i = c->from; i < end; i++) {
		if (ls->at[i].cues & (LINE_FURNITURE | LINE_META))
			continue;
		plain += roles[i] != ROLE_HEAD;
		body += roles[i] == ROLE_BODY;
	}
	bool begun = false; /* a text begins with prose */
	for (uint32_t i = c->from; i < c->next; i++) {
		struct line *l = &ls->at[i];
		begun |= roles[i] != ROLE_HEAD && line_is_prose(l);
		if (roles[i] == ROLE_HEAD)
			l->odds = HEAD_ODDS;
		else if (i >= end)
			l->odds = is_tail(t, ls, i) ? TAIL_ODDS : l->odds;
		else if (l->cues & (LINE_FURNITURE | LINE_META))
			continue;
		else if ((l->copies < MANY_COPIES || (l->shape & SHAPE_STOP)) &&
			(body * 2 >= plain || last))
			l->odds += begun || (l->shape & SHAPE_STOP) ? POST_BONUS : LEAD_BONUS;
	}
}

void posts_weigh(struct lines *ls, const uint8_t *roles, const cuts *cs)
{
	struct arena scratch = ARENA_INIT;
	struct tails t = learn_tails(ls, roles, cs, &scratch);
	for (size_t k = 0; k < cs->n; k++)
		weigh_post(ls, &t, roles, &cs->at[k], post_end(ls, &t, cs, k));
	arena_done(&scratch);
}

/* Is there running text in the article? */
static bool has_prose(const struct lines *ls, const uint8_t *roles, const struct cut *c)
{
	for (uint32_t i = c->from; i < c->to; i++) {
		if (roles[i] == ROLE_BODY && line_is_prose(&ls->at[i]))
			return true;
	}
	return false;
}

/* How much a head says beside its headline: a date or a second copy more than a byline. */
static int says(const struct head *h)
{
	return 2 * (h->traits[TRAIT_DATE_ABOVE] || h->traits[TRAIT_DATE_BELOW]) +
		2 * (h->traits[TRAIT_COPIES] > 1 || h->variant != NO_LINE) +
		(h->traits[TRAIT_BYLINE] != 0);
}

/* Is the headline of `c`, which has no text, that of the article `next`, whose own is a caption or
 * some such line? Then the one says more than the other, and a counter or a button stands between
 * them. */
static bool leads(const struct lines *ls, const struct heads *hs, const struct cut *c,
	const struct cut *next)
{
	if (c->head == NO_LINE || next->head == NO_LINE)
		return false;
	const struct head *h = &hs->at[c->head], *other = &hs->at[next->head];
	if (says(h) <= says(other) || says(other) > 1 || other->from == h->behind ||
		other->from - h->behind > HEAD_APART)
		return false;
	for (uint32_t i = h->behind; i < other->from; i++) {
		if (ls->at[i].chars > BUTTON_CHARS)
			return false;
	}
	return true;
}

/* The key of the headline of the next article from `k` on that has no text, 0 for none. */
static uint32_t next_key(const struct lines *ls, const struct heads *hs, const uint8_t *roles,
	const cuts *cs, size_t k)
{
	while (k < cs->n && has_prose(ls, roles, &cs->at[k]))
		k++;
	return k < cs->n && cs->at[k].head != NO_LINE ? ls->at[hs->at[cs->at[k].head].title].key
						      : 0;
}

void posts_mend(const struct lines *ls, const struct heads *hs, uint8_t *roles, cuts *cs)
{
	size_t with = 0, n = 0;
	for (size_t k = 0; k < cs->n; k++)
		with += has_prose(ls, roles, &cs->at[k]);
	if (with * 2 < cs->n)
		return;
	uint32_t key = next_key(ls, hs, roles, cs, 0), before = 0;
	for (size_t k = 0; k < cs->n; k++) {
		struct cut c = cs->at[k], *next = k + 1 < cs->n ? &cs->at[k + 1] : NULL;
		if (has_prose(ls, roles, &c)) {
			cs->at[n++] = c;
			continue;
		}
		/* What comes back in the same words, such as tags, is no headline. */
		uint32_t behind = next_key(ls, hs, roles, cs, k + 1);
		bool again = key && (key == before || key == behind);
		before = key;
		key = behind;
		if (next && has_prose(ls, roles, next) && !again && leads(ls, hs, &c, next)) {
			uint32_t from = hs->at[c.head].to;
			memset(roles + from, ROLE_BREAK, hs->at[next->head].to - from);
			next->head = c.head;
			next->from = c.from;
		} else {
			memset(roles + c.from, ROLE_OUT, c.next - c.from);
			if (n)
				cs->at[n - 1].next = c.next;
		}
	}
	cs->n = n;
}

enum { SENTENCE_WORDS = 4, SENTENCE_MIN = 16, SENTENCE_MAX = 90, TEXT_CHARS = 40 };

/* Does line `i` go on with the text that line `i - 1` is of? It is a sentence, stands as near to it
 * as lines of text do, and says nothing against it. */
static bool goes_on(const struct lines *ls, uint32_t i)
{
	const struct line *l = &ls->at[i], *before = l - 1;
	if (!(l->shape & SHAPE_STOP) || (l->shape & (SHAPE_LINK | SHAPE_PARTED | SHAPE_LOWER)) ||
		l->cues || l->copies > 1 || l->chars < SENTENCE_MIN || l->chars > SENTENCE_MAX)
		return false;
	bool enough = l->words >= SENTENCE_WORDS || (l->shape & SHAPE_DENSE);
	return enough && before->chars >= TEXT_CHARS && (before->shape & SHAPE_STOP) &&
		(!ls->gaps || l->gap == ls->body_gap);
}

/* Is line `i`, right above a text, the beginning of it? Then it is as long as a paragraph. */
static bool leads_in(const struct lines *ls, uint32_t i)
{
	const struct line *l = &ls->at[i];
	return !l->cues && l->copies == 1 && l->chars > SENTENCE_MAX && (l->shape & SHAPE_STOP) &&
		l[1].gap <= ls->body_gap;
}

void posts_extend(const struct lines *ls, const struct heads *hs, uint8_t *roles, cuts *cs)
{
	for (size_t k = 0; k < cs->n; k++) {
		struct cut *c = &cs->at[k];
		uint32_t first = c->from;
		while (first < c->to && roles[first] != ROLE_BODY)
			first++;
		if (c->head != NO_LINE && first == hs->at[c->head].to + 1 && first < c->to &&
			leads_in(ls, first - 1))
			roles[first - 1] = ROLE_BODY;
		for (uint32_t i = c->from + 1; i < c->to + 1 && i < c->next; i++) {
			if (roles[i] == ROLE_BODY || roles[i - 1] != ROLE_BODY || !goes_on(ls, i))
				continue;
			roles[i] = ROLE_BODY;
			c->to = c->to > i ? c->to : i + 1;
		}
	}
}
