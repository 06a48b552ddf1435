/* dump: see dump.h and docs/dumps.md. */
#include "dump/dump.h"

#include "dump/build.h"
#include "dump/labels.h"
#include "dump/posts.h"
#include "dump/weigh.h"

enum { LOOK_AT = 1 << 16 };

static size_t count_tags(struct slice s)
{
	size_t n = 0;
	for (size_t at = 0; (at = slice_find_byte(s, '<', at)) != SIZE_MAX && ++at < s.n;)
		n += ascii_alpha(s.p[at]) || s.p[at] == '/';
	return n;
}

bool dump_is(struct slice text)
{
	struct slice s = slice_sub(slice_trim(text), 0, LOOK_AT);
	if (!s.n || s.p[0] == '<' || s.p[0] == '{' || s.p[0] == '[')
		return false;
	/* Three counts in one number, of FIELD bits each, with what a byte adds in a table. */
	enum { FIELD = 20 };
	_Static_assert(LOOK_AT < 1 << FIELD, "a count must fit into its field");
	const uint64_t letter = 1, mark = letter << FIELD, blank = mark << FIELD;
	uint64_t worth[256], counts = 0;
	for (int c = 0; c < 256; c++)
		worth[c] = c >= 0x80 || ascii_alpha((char)c) ? letter
			: ascii_space((char)c)              ? blank
			: c && strchr("{};=<>", c)          ? mark
							    : 0;
	for (size_t i = 0; i < s.n; i++)
		counts += worth[(unsigned char)s.p[i]];
	size_t letters = counts % mark, marks = counts / mark % mark;
	bool blanks = counts >= blank;
	return letters * 2 > s.n && blanks && count_tags(s) * 200 < s.n && marks * 25 < s.n;
}

enum err dump_read(struct slice text, const struct dump_hint *hint, struct arena *out,
	articles *ret, struct error *e)
{
	struct arena scratch = ARENA_INIT;
	struct lines ls;
	size_t most = DUMP_FEW_LINES + text.n / DUMP_LINE_BYTES;
	most = most < DUMP_MAX_LINES ? most : DUMP_MAX_LINES;
	if (!lines_read(text, (uint32_t)most, &scratch, &ls)) {
		arena_done(&scratch);
		return fail(e, ERR_LIMIT, "text has more than %zu lines", most);
	}
	weigh_lines(&ls, 0, ls.n);
	struct heads hs;
	heads_find(&ls, &scratch, &hs);
	uint8_t *roles = arena_array(&scratch, uint8_t, (size_t)ls.n + 1);
	cuts cs = { 0 };
	posts_cut(&ls, &hs, &scratch, roles, &cs);
	if (cs.n > 1 && posts_are(&ls, &hs, roles, &cs)) {
		if (labels_learn(&ls, &hs, &cs)) {
			heads_find(&ls, &scratch, &hs);
			posts_cut(&ls, &hs, &scratch, roles, &cs);
		}
		posts_weigh(&ls, roles, &cs);
		decode(&ls, &hs, CUT_LOOSELY, &scratch, roles, &cs);
	} else {
		heads_forget(&hs);
		decode(&ls, &hs, CUT_STRICTLY, &scratch, roles, &cs);
	}
	posts_mend(&ls, &hs, roles, &cs);
	posts_extend(&ls, &hs, roles, &cs);
	build_articles(&ls, &hs, roles, &cs, hint, out, ret);
	arena_done(&scratch);
	return OK;
}
