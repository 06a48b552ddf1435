/* utf8fold: folding goes a character at a time, by decomposing it fully and putting together again
 * what is neither case, width nor accent; a last step composes across characters where it can. */
#include <utf8proc.h>

#include "base/buf.h"
#include "text/fold.h"
#include "text/utf8.h"

enum { PARTS_MAX = 20 };

/* Characters that stand for another without decomposing to it: letters with strokes and ligatures,
 * quotes, dashes. Sorted by code point. */
static const struct {
	uint16_t from;
	char to[3];
} stand_ins[] = {
	{ 0x60, "'" },    /* ` */
	{ 0xAB, "\"" },   /* « */
	{ 0xB4, "'" },    /* ´ */
	{ 0xBB, "\"" },   /* » */
	{ 0xE6, "ae" },   /* æ */
	{ 0xF0, "d" },    /* ð */
	{ 0xF8, "o" },    /* ø */
	{ 0xFE, "th" },   /* þ */
	{ 0x111, "d" },   /* đ */
	{ 0x127, "h" },   /* ħ */
	{ 0x131, "i" },   /* ı */
	{ 0x142, "l" },   /* ł */
	{ 0x153, "oe" },  /* œ */
	{ 0x167, "t" },   /* ŧ */
	{ 0x2BB, "'" },   /* ʻ */
	{ 0x2BC, "'" },   /* ʼ */
	{ 0x2010, "-" },  /* hyphens and dashes */
	{ 0x2011, "-" },
	{ 0x2012, "-" },
	{ 0x2013, "-" },
	{ 0x2014, "-" },
	{ 0x2015, "-" },
	{ 0x2018, "'" },  /* ‘ */
	{ 0x2019, "'" },  /* ’ */
	{ 0x201A, "'" },  /* ‚ */
	{ 0x201B, "'" },  /* ‛ */
	{ 0x201C, "\"" }, /* “ */
	{ 0x201D, "\"" }, /* ” */
	{ 0x201E, "\"" }, /* „ */
	{ 0x201F, "\"" }, /* ‟ */
	{ 0x2032, "'" },  /* ′ */
	{ 0x2033, "\"" }, /* ″ */
	{ 0x2039, "'" },  /* ‹ */
	{ 0x203A, "'" },  /* › */
	{ 0x2212, "-" },  /* − */
	{ 0x300C, "\"" }, /* 「 */
	{ 0x300D, "\"" }, /* 」 */
	{ 0x300E, "\"" }, /* 『 */
	{ 0x300F, "\"" }, /* 』 */
};

static const char *stand_in(uint32_t cp)
{
	size_t from = 0, to = sizeof stand_ins / sizeof *stand_ins;
	while (from < to) {
		size_t mid = (from + to) / 2;
		if (stand_ins[mid].from == cp)
			return stand_ins[mid].to;
		if (stand_ins[mid].from < cp)
			from = mid + 1;
		else
			to = mid;
	}
	return NULL;
}

/* Marks that are accents: those of Latin, Greek, Cyrillic, Hebrew and Arabic, and the general ones.
 * The vowel signs of other scripts are letters in all but name. */
static bool is_accent(uint32_t cp)
{
	bool among = (cp >= 0x300 && cp < 0x900) || (cp >= 0x1AB0 && cp < 0x1B00) ||
		(cp >= 0x1DC0 && cp < 0x1E00) || (cp >= 0x20D0 && cp < 0x2100) ||
		(cp >= 0xFE00 && cp < 0xFE30);
	return cp == 0x640 || (among && utf8_is_mark(cp));
}

/* Cyrillic letters that are no accented ones to those who write them: й ї ў. */
static uint32_t own_letter(uint32_t cp)
{
	switch (cp) {
	case 0x419:
	case 0x439:
		return 0x439;
	case 0x407:
	case 0x457:
		return 0x457;
	case 0x40E:
	case 0x45E:
		return 0x45E;
	default:
		return 0;
	}
}

/* Folds to itself: most of Han, kana, Hangul, Thai, Devanagari, Arabic, small Cyrillic letters. */
static bool is_folded(uint32_t cp)
{
	if (cp < 0x1000)
		return (cp >= 0x430 && cp < 0x450) || (cp >= 0x627 && cp < 0x63B) ||
			(cp >= 0x641 && cp < 0x64B) || (cp >= 0x904 && cp < 0x929) ||
			(cp >= 0x935 && cp < 0x94E) || (cp >= 0xE01 && cp < 0xE33);
	return (cp >= 0x3041 && cp < 0x3097) || (cp >= 0x30A1 && cp < 0x30FB) ||
		(cp >= 0x4E00 && cp < 0xA000) || (cp >= 0xAC00 && cp < 0xD7A4);
}

size_t fold_char(uint32_t cp, char to[static FOLD_MAX])
{
	if (is_folded(cp))
		return utf8_put(cp, to);
	uint32_t own = own_letter(cp);
	if (own)
		return utf8_put(own, to);
	int digit = utf8_digit(cp);
	if (digit >= 0) {
		to[0] = (char)('0' + digit);
		return 1;
	}
	if (utf8_is_space(cp)) {
		to[0] = ' ';
		return 1;
	}
	utf8proc_int32_t parts[PARTS_MAX];
	int last = 0;
	utf8proc_ssize_t n = utf8proc_decompose_char((utf8proc_int32_t)cp, parts, PARTS_MAX,
		UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE, &last);
	if (n < 0 || n > PARTS_MAX)
		return utf8_put(cp, to);
	utf8proc_ssize_t kept = 0;
	for (utf8proc_ssize_t i = 0; i < n; i++)
		if (!is_accent((uint32_t)parts[i]))
			parts[kept++] = parts[i];
	if (kept > 1)
		kept = utf8proc_normalize_utf32(
			parts, kept, UTF8PROC_COMPOSE | UTF8PROC_STABLE);
	size_t len = 0;
	for (utf8proc_ssize_t i = 0; i < kept; i++) {
		const char *instead = stand_in((uint32_t)parts[i]);
		if (instead)
			for (; *instead; instead++)
				to[len++] = *instead;
		else
			len += utf8_put((uint32_t)parts[i], to + len);
	}
	return len;
}

/* Append, white space squeezed. */
static void add_squeezed(struct buf *to, const char *p, size_t n)
{
	char *room = buf_room(to, n);
	size_t at = 0;
	bool space = !to->n || to->p[to->n - 1] == ' ';
	for (size_t i = 0; i < n; i++) {
		bool is_space = p[i] == ' ';
		room[at] = p[i];
		at += !(space && is_space);
		space = is_space;
	}
	buf_wrote(to, at);
}

/* The same for printable ASCII, folded. */
static void add_plain(struct buf *to, const char *p, size_t n)
{
	char part[256];
	while (n) {
		size_t now = n < sizeof part ? n : sizeof part;
		for (size_t i = 0; i < now; i++)
			part[i] = p[i] == '`' ? '\'' : ascii_lower(p[i]);
		add_squeezed(to, part, now);
		p += now;
		n -= now;
	}
}

struct slice utf8_fold(struct slice s, struct arena *out)
{
	struct arena scratch = ARENA_INIT;
	struct slice clean = utf8_clean(s, &scratch);
	/* A character of two bytes or more never folds to more than 11 times its bytes. */
	struct buf to = BUF_INIT(clean.n * 12 + 1);
	buf_room(&to, clean.n + 1);
	for (size_t at = 0, len; at < clean.n; at += len) {
		char folded[FOLD_MAX];
		size_t run = utf8_plain(clean, at);
		len = run - at;
		if (len) {
			add_plain(&to, clean.p + at, len);
			continue;
		}
		uint32_t cp = utf8_at(clean, at, &len);
		add_squeezed(&to, folded, fold_char(cp, folded));
	}
	if (to.n && to.p[to.n - 1] == ' ')
		to.n--;
	struct slice folded = utf8_clean(buf_text(&to), &scratch);
	folded = slice_eq(folded, s) ? s : arena_dup(out, folded);
	buf_done(&to);
	arena_done(&scratch);
	return folded;
}

/* The byte behind the white space at `at`, or `at`. */
static size_t space_at(struct slice s, size_t at)
{
	unsigned char c = (unsigned char)s.p[at];
	if (c < 0x80)
		return at + ascii_space((char)c);
	/* First bytes of U+0085 and U+00A0, U+1680, U+2000 to 205F, U+3000. */
	if (c != 0xC2 && c != 0xE1 && c != 0xE2 && c != 0xE3)
		return at;
	size_t len;
	return utf8_is_space(utf8_at(s, at, &len)) ? at + len : at;
}

/* From `at` on, what is no control character, no blank before another one, and no byte that a
 * blank above ASCII begins with (C2, E1 to E3, in E0 to E3) is passed over, eight bytes at a time;
 * of the last ones, what is printable ASCII. */
static size_t past_plain(struct slice s, size_t at)
{
	const uint64_t ones = UINT64_C(0x0101010101010101), high = 0x80 * ones;
	for (; at + 9 <= s.n; at += 8) {
		uint64_t x, next;
		memcpy(&x, s.p + at, 8);
		memcpy(&next, s.p + at + 1, 8);
		x = le64toh(x);
		next = le64toh(next);
		uint64_t pair = (x ^ 0x20 * ones) | (next ^ 0x20 * ones);
		uint64_t c2 = x ^ 0xC2 * ones, e0 = (x & 0xFC * ones) ^ 0xE0 * ones;
		uint64_t hits = ((x - 0x20 * ones) & ~x) | ((pair - ones) & ~pair) |
			((c2 - ones) & ~c2) | ((e0 - ones) & ~e0);
		/* The first that is marked is no error of what is borrowed. */
		if (hits & high)
			return at + (size_t)__builtin_ctzll(hits & high) / 8;
	}
	while (at + 1 < s.n && s.p[at] >= ' ' && s.p[at] < 0x7F &&
		(s.p[at] != ' ' || (s.p[at + 1] > ' ' && s.p[at + 1] < 0x7F)))
		at++;
	return at;
}

/* Where the white space at the end begins. */
static size_t trimmed_end(struct slice s)
{
	size_t end = s.n;
	while (end) {
		size_t before = utf8_back(s, end), len;
		if (!utf8_is_space(utf8_at(s, before, &len)))
			break;
		end = before;
	}
	return end;
}

struct slice utf8_squeeze(struct slice s, struct arena *out)
{
	size_t start = 0, next;
	s.n = trimmed_end(s);
	while (start < s.n && (next = space_at(s, start)) > start)
		start = next;
	s = slice_from(s, start);
	size_t at = 0;
	for (; (at = past_plain(s, at)) < s.n; at = next > at ? next : at + 1) {
		next = space_at(s, at);
		if (next > at && (s.p[at] != ' ' || space_at(s, next) > next))
			break;
	}
	if (at == s.n)
		return s;
	/* A blank that was passed over goes with the other white space behind it. */
	if (at && s.p[at - 1] == ' ')
		at--;
	char *to = arena_bytes(out, s.n);
	size_t n = at;
	memcpy(to, s.p, at);
	while (at < s.n) {
		next = space_at(s, at);
		if (next == at) {
			to[n++] = s.p[at++];
			continue;
		}
		to[n++] = ' ';
		for (at = next; at < s.n && (next = space_at(s, at)) > at;)
			at = next;
	}
	return slice_of(to, n);
}
