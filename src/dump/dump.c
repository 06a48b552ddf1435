/* dump: see dump.h and docs/dumps.md. */
#include "dump/dump.h"

#include "dump/build.h"
#include "dump/weigh.h"

enum { LEARN_ROUNDS = 3 };

/* Between the head of a post and the next one little stands that is not its text, so that what
 * says nothing against itself gets this much in favour. */
static const float POST_BONUS = 3.0f;
/* A headline is no text, however often it stands there. */
static const float HEAD_ODDS = -1.0f;

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
	decode(&ls, &hs, &scratch, roles, &cs);
	for (int round = 0; round < LEARN_ROUNDS && hs.chosen > 1; round++) {
		heads_learn(&hs);
		decode(&ls, &hs, &scratch, roles, &cs);
	}
	if (cs.n > 1) {
		posts_weigh(&ls, roles, &cs);
		decode(&ls, &hs, &scratch, roles, &cs);
	}
	build_articles(&ls, &hs, roles, &cs, hint, out, ret);
	arena_done(&scratch);
	return OK;
}
