/* dump: see dump.h and docs/dumps.md. */
#include "dump/dump.h"

#include "dump/build.h"
#include "dump/posts.h"
#include "dump/weigh.h"

enum { LEARN_ROUNDS = 3 };

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
	if (cs.n > 1 && posts_are(&ls, &hs, roles, &cs)) {
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
