/* dump: see dump.h and docs/dumps.md. */
#include "dump/dump.h"

#include <math.h>

#include "dump/build.h"
#include "dump/weigh.h"

enum { LEARN_ROUNDS = 3 };

/* Between the head of a post and the next one little stands that is not its text, so that what
 * says nothing against itself gets this much in favour. */
static const float POST_BONUS = 4.0f;
static const float SCORE_WORTH = 0.5f, MANY_WORTH = 0.8f, SHARE_WORTH = 6.0f, POSTS_FROM = 12.6f;
enum { POST_CHARS = 200, POSTS_LOOKED_AT = 64 };

/* A headline is no text, however often it stands there. */
static const float HEAD_ODDS = -1.0f;

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

/* Is the page one of posts? Then its heads are much alike, and most of what stands between
 * them is text; the heads that a single article's page seems to have are neither. */
static bool are_posts(const struct lines *ls, const struct heads *hs, const uint8_t *roles,
	const cuts *cs)
{
	float alike = 0;
	for (uint32_t i = 0; i < hs->n; i++) {
		if (hs->at[i].chosen)
			alike += hs->at[i].likeness + SCORE_WORTH * hs->at[i].score;
	}
	alike /= (float)hs->chosen;
	/* Two can be alike by chance. */
	if (hs->chosen > 2)
		alike += MANY_WORTH + logf((float)hs->chosen / 2);
	uint32_t plain = 0, body = 0;
	for (uint32_t i = cs->at[0].from; i < ls->n; i++) {
		body += roles[i] == ROLE_BODY;
		plain += roles[i] != ROLE_HEAD && !(ls->at[i].cues & (LINE_FURNITURE | LINE_META));
	}
	float share = plain ? (float)body / (float)plain : 0;
	return alike + SHARE_WORTH * share > POSTS_FROM && median_chars(ls, roles, cs) >= POST_CHARS;
}

/* Lines that close the posts of a page: furniture, or what the page repeats. */
static bool closes(const struct line *l)
{
	return l->cues & (LINE_NAV | LINE_ASIDE | LINE_ARCHIVE | LINE_LEGAL | LINE_TAGS | LINE_COMMENTS |
		LINE_SHARE);
}

/* Weigh each post as a page of its own, and once more by how much of it has been found to be text:
 * where most is, the rest is likely to be. */
static void posts_weigh(struct lines *ls, const uint8_t *roles, const cuts *cs)
{
	for (size_t k = 0; k < cs->n; k++) {
		const struct cut *c = &cs->at[k];
		weigh_lines(ls, c->from, c->next);
		uint32_t plain = 0, body = 0, end = c->from;
		for (uint32_t i = c->from; i < c->next; i++) {
			if (ls->at[i].cues & (LINE_FURNITURE | LINE_META))
				continue;
			plain += roles[i] != ROLE_HEAD;
			body += roles[i] == ROLE_BODY;
		}
		bool last = k + 1 == cs->n;
		while (end < c->next && (end < c->to || !last) && !(end >= c->to && closes(&ls->at[end])))
			end++;
		if (body * 2 < plain && !last)
			continue;
		for (uint32_t i = c->from; i < end; i++) {
			if (roles[i] == ROLE_HEAD)
				ls->at[i].odds = HEAD_ODDS;
			else if (!(ls->at[i].cues & (LINE_FURNITURE | LINE_META)))
				ls->at[i].odds += POST_BONUS;
		}
	}
}

enum { LOOK_AT = 1 << 16 };

bool dump_is(struct slice text)
{
	struct slice s = slice_sub(slice_trim(text), 0, LOOK_AT);
	if (!s.n || s.p[0] == '<' || s.p[0] == '{' || s.p[0] == '[')
		return false;
	size_t letters = 0, blanks = 0, tags = 0, marks = 0;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		letters += ascii_alpha(c) || (c & 0x80);
		blanks += ascii_space(c);
		tags += c == '<' && i + 1 < s.n && (ascii_alpha(s.p[i + 1]) || s.p[i + 1] == '/');
		marks += c == '{' || c == '}' || c == ';' || c == '=' || c == '<' || c == '>';
	}
	return letters * 2 > s.n && blanks && tags * 200 < s.n && marks * 25 < s.n;
}

enum err dump_read(struct slice text, const struct dump_hint *hint, struct arena *out,
	articles *ret, struct error *e)
{
	struct arena scratch = ARENA_INIT;
	struct lines ls;
	if (!lines_read(text, DUMP_MAX_LINES, &scratch, &ls)) {
		arena_done(&scratch);
		return fail(e, ERR_LIMIT, "text has more than %d lines", DUMP_MAX_LINES);
	}
	weigh_lines(&ls, 0, ls.n);
	struct heads hs;
	heads_find(&ls, &scratch, &hs);
	uint8_t *roles = arena_array(&scratch, uint8_t, (size_t)ls.n + 1);
	cuts cs = { 0 };
	decode(&ls, &hs, CUT_LOOSELY, &scratch, roles, &cs);
	uint64_t before = 0, now = heads_choice(&hs);
	for (int round = 0; round < LEARN_ROUNDS && hs.chosen > 1 && now != before; round++) {
		heads_learn(&hs);
		decode(&ls, &hs, CUT_LOOSELY, &scratch, roles, &cs);
		before = now;
		now = heads_choice(&hs);
	}
	if (cs.n > 1 && are_posts(&ls, &hs, roles, &cs)) {
		posts_weigh(&ls, roles, &cs);
		decode(&ls, &hs, CUT_LOOSELY, &scratch, roles, &cs);
	} else {
		heads_forget(&hs);
		decode(&ls, &hs, CUT_STRICTLY, &scratch, roles, &cs);
	}
	build_articles(&ls, &hs, roles, &cs, hint, out, ret);
	arena_done(&scratch);
	return OK;
}
