/* utf8clean: most text is clean already, so a first pass only looks; what has to change is then
 * rebuilt a segment at a time (a starter and all that may compose with it), after the quick check
 * and the stream-safe format of Unicode Standard Annex 15. */
#include <assert.h>

#include <utf8proc.h>

#include "base/buf.h"
#include "text/utf8.h"

enum {
	MARKS_MAX = 30, /* in a row, as in the stream-safe format; the rest is dropped */
	SEGMENT_MAX = MARKS_MAX + 10,
	DECOMPOSED_MAX = SEGMENT_MAX * 4, /* no character has more than 4 parts */
	SPREAD_MAX = 3 /* times the bytes: U+FFFD for one, a composition that Unicode excludes */
};

/* What becomes of a character. */
enum fate { FATE_KEEP, FATE_DROP, FATE_LINE, FATE_JOINER, FATE_MEANT };

static enum fate fate_of(uint32_t cp)
{
	if (cp < 0x20)
		return cp == '\t' || cp == '\n' ? FATE_KEEP
			: cp >= '\v' && cp <= '\r' ? FATE_LINE
						   : FATE_DROP;
	if (cp < 0x7F)
		return FATE_KEEP;
	if (cp < 0xA0)
		return cp == 0x85 ? FATE_LINE : utf8_meant(cp) != cp ? FATE_MEANT : FATE_DROP;
	if (cp == 0xAD || cp == 0xFEFF || cp == 0x180E)
		return FATE_DROP;
	if (cp < 0x200B || cp > 0x206F)
		return FATE_KEEP;
	if (cp == 0x200C || cp == 0x200D)
		return FATE_JOINER;
	if (cp == 0x2028 || cp == 0x2029)
		return FATE_LINE;
	/* Zero-width blank, directions, invisible operators, deprecated formats. */
	bool invisible = cp <= 0x200F || (cp >= 0x202A && cp <= 0x202E) || cp >= 0x2060;
	return invisible ? FATE_DROP : FATE_KEEP;
}

/* May a joiner stand behind the starter `cp`? Behind letters of scripts that join, and in emoji.
 * The block from U+1E00 has letters of scripts that do not, and others that become one of them. */
static bool takes_joiner(uint32_t cp)
{
	if (cp < 0x590 || (cp >= 0x1E00 && cp < 0x2150))
		return false;
	utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)cp);
	return (c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_ME) ||
		(c >= UTF8PROC_CATEGORY_SM && c <= UTF8PROC_CATEGORY_SO);
}

/* In NFC whatever stands around it, by large ranges that news is written in. */
static bool is_plain(uint32_t cp)
{
	if (cp < 0x600)
		return cp < 0x300 || (cp >= 0x388 && cp < 0x483) || (cp >= 0x48A && cp < 0x591);
	if (cp < 0x1200)
		return (cp >= 0x620 && cp < 0x64B) || (cp >= 0x671 && cp < 0x6D6) ||
			(cp >= 0x904 && cp < 0x93C) || (cp >= 0x93D && cp < 0x94D) ||
			(cp >= 0xE01 && cp < 0xE38) || (cp >= 0xE3F && cp < 0xE48);
	return (cp >= 0x1E00 && cp < 0x1F71) || (cp >= 0x2002 && cp < 0x20D0) ||
		(cp >= 0x3041 && cp < 0x3099) || (cp >= 0x309B && cp < 0xA66F) ||
		(cp >= 0xAC00 && cp < 0xD7A4);
}

static int combining_class(uint32_t cp)
{
	return utf8proc_get_property((utf8proc_int32_t)cp)->combining_class;
}

/* May it compose with what stands before it, or does it not exist in NFC? */
static bool is_unsettled(uint32_t cp)
{
	if (is_plain(cp))
		return false;
	if ((cp >= 0x1161 && cp <= 0x1175) || (cp >= 0x11A8 && cp <= 0x11C2))
		return true;
	const utf8proc_property_t *p = utf8proc_get_property((utf8proc_int32_t)cp);
	bool second = p->comb_index != UINT16_MAX && p->comb_index >= 0x8000;
	bool decomposes = p->decomp_seqindex != UINT16_MAX && p->decomp_type == 0;
	return second || decomposes;
}

/* Length of a character at `at` that needs no look: a line's end, letters of U+00C0 to U+02FF and
 * of Cyrillic, dashes and quotation marks of U+2010 to U+2027; else 0. */
static size_t settled(struct slice s, size_t at)
{
	const unsigned char *p = (const unsigned char *)s.p + at;
	if (p[0] == '\n')
		return 1;
	if ((p[0] >= 0xC3 && p[0] <= 0xCB) || p[0] == 0xD0 || p[0] == 0xD1)
		return at + 2 <= s.n && (p[1] & 0xC0) == 0x80 ? 2 : 0;
	return at + 3 <= s.n && p[0] == 0xE2 && p[1] == 0x80 && p[2] >= 0x90 && p[2] <= 0xA7 ? 3
		: 0;
}

/* Is `s` what utf8_clean would make of it? Errs on the side of no. `*ret_from` is where the
 * segment begins in which the doubt is. */
static bool is_clean(struct slice s, size_t *ret_from)
{
	size_t starter = 0, len;
	uint32_t before = 0;
	int class_before = 0, marks = 0;
	for (size_t at = 0; at < s.n; at += len) {
		size_t run = utf8_plain(s, at);
		if (run > at) {
			starter = run - 1;
			before = (unsigned char)s.p[starter];
			class_before = marks = 0;
			len = run - at;
			continue;
		}
		if ((len = settled(s, at))) {
			starter = at;
			before = 'a'; /* takes a joiner no more than what stands here */
			class_before = marks = 0;
			continue;
		}
		uint32_t cp = utf8_at(s, at, &len);
		enum fate fate = fate_of(cp);
		bool kept = fate == FATE_KEEP || (fate == FATE_JOINER && takes_joiner(before));
		bool bad = !kept || (cp == 0xFFFD && len == 1);
		int class = is_plain(cp) ? 0 : combining_class(cp);
		marks = class ? marks + 1 : 0;
		bad |= is_unsettled(cp) || (class && class < class_before);
		if (bad || marks > MARKS_MAX) {
			*ret_from = starter;
			return false;
		}
		class_before = class;
		if (class)
			continue;
		starter = at;
		before = cp;
	}
	return true;
}

/* What is rebuilt: characters that may still change each other wait in `cp`. */
struct segment {
	utf8proc_int32_t cp[SEGMENT_MAX];
	int n, marks;
	struct buf *to;
};

/* Marks in the order of their classes; those of one class keep theirs. */
static void sort_marks(utf8proc_int32_t *cp, int n)
{
	for (int i = 1; i < n; i++) {
		utf8proc_int32_t moved = cp[i];
		int class = combining_class((uint32_t)moved), k = i;
		while (class && k && combining_class((uint32_t)cp[k - 1]) > class) {
			cp[k] = cp[k - 1];
			k--;
		}
		cp[k] = moved;
	}
}

static void segment_flush(struct segment *g)
{
	utf8proc_int32_t parts[DECOMPOSED_MAX];
	utf8proc_ssize_t n = 0;
	char bytes[4];
	int last = 0;
	if (g->n == 1 && is_plain((uint32_t)g->cp[0])) {
		buf_add(g->to, bytes, utf8_put((uint32_t)g->cp[0], bytes));
		g->n = g->marks = 0;
		return;
	}
	for (int i = 0; i < g->n; i++)
		n += utf8proc_decompose_char(
			g->cp[i], parts + n, DECOMPOSED_MAX - n, UTF8PROC_DECOMPOSE, &last);
	assert(n <= DECOMPOSED_MAX);
	sort_marks(parts, (int)n);
	n = utf8proc_normalize_utf32(parts, n, UTF8PROC_COMPOSE | UTF8PROC_STABLE);
	for (utf8proc_ssize_t i = 0; i < n; i++)
		buf_add(g->to, bytes, utf8_put((uint32_t)parts[i], bytes));
	g->n = g->marks = 0;
}

/* How many marks stand at the end of what a starter decomposes to. */
static int marks_of(uint32_t cp)
{
	utf8proc_int32_t parts[DECOMPOSED_MAX];
	int last = 0, marks = 0;
	utf8proc_ssize_t n = utf8proc_decompose_char(
		(utf8proc_int32_t)cp, parts, DECOMPOSED_MAX, UTF8PROC_DECOMPOSE, &last);
	while (marks < n && combining_class((uint32_t)parts[n - 1 - marks]))
		marks++;
	return marks;
}

static void segment_add(struct segment *g, uint32_t cp)
{
	bool plain = is_plain(cp);
	bool mark = !plain && combining_class(cp) != 0;
	/* A starter behind a mark composes with nothing. */
	if (plain || (!mark && (!is_unsettled(cp) || g->marks || g->n == SEGMENT_MAX)))
		segment_flush(g);
	if (mark && (g->n == SEGMENT_MAX || g->marks == MARKS_MAX))
		return;
	g->marks = mark ? g->marks + 1 : plain ? 0 : marks_of(cp);
	g->cp[g->n++] = (utf8proc_int32_t)cp;
}

/* The four characters that are two marks in NFC, which the class of three does not say. No more
 * will come (Unicode's stability policy). The first mark, and the second; or 0. */
static uint32_t two_marks(uint32_t cp, uint32_t *ret_second)
{
	static const uint32_t pairs[][3] = {
		{ 0x344, 0x308, 0x301 }, { 0xF73, 0xF71, 0xF72 },
		{ 0xF75, 0xF71, 0xF74 }, { 0xF81, 0xF71, 0xF80 }
	};
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		if (cp == pairs[i][0]) {
			*ret_second = pairs[i][2];
			return pairs[i][1];
		}
	return 0;
}

/* The starter that governs what stands before `from`, or 0. */
static uint32_t starter_before(struct slice s, size_t from)
{
	while (from) {
		size_t len;
		from = utf8_back(s, from);
		uint32_t cp = utf8_at(s, from, &len);
		if (is_plain(cp) || !combining_class(cp))
			return cp;
	}
	return 0;
}

/* What stands before `from` is clean, and `from` begins a segment. */
static void rebuild(struct slice s, size_t from, struct buf *to)
{
	struct segment g = { .to = to };
	size_t len;
	uint32_t before = starter_before(s, from);
	for (size_t at = from; at < s.n; at += len) {
		size_t run = utf8_plain(s, at);
		if (run > at + 1) {
			segment_flush(&g);
			buf_add(to, s.p + at, run - at - 1);
			at = run - 1;
		}
		uint32_t cp = utf8_at(s, at, &len);
		enum fate fate = fate_of(cp);
		if (fate == FATE_DROP || (fate == FATE_JOINER && !takes_joiner(before)))
			continue;
		if (cp == '\r' && at + 1 < s.n && s.p[at + 1] == '\n')
			continue;
		if (fate == FATE_LINE)
			cp = '\n';
		else if (fate == FATE_MEANT)
			cp = utf8_meant(cp);
		uint32_t second = 0, first = is_plain(cp) ? 0 : two_marks(cp, &second);
		segment_add(&g, first ? first : cp);
		if (first)
			segment_add(&g, second);
		else if (is_plain(cp) || !combining_class(cp))
			before = cp;
	}
	segment_flush(&g);
}

struct slice utf8_clean(struct slice s, struct arena *out)
{
	size_t from;
	if (is_clean(s, &from))
		return s;
	struct buf to = BUF_INIT(s.n * SPREAD_MAX);
	buf_add(&to, s.p, from);
	rebuild(s, from, &to);
	struct slice text = buf_text(&to);
	assert(!to.failed);
	text = slice_eq(text, s) ? s : arena_dup(out, text);
	buf_done(&to);
	return text;
}
