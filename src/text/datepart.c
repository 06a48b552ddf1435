/* datepart: the word lists are sorted by their folded text, so that a name is found by narrowing
 * the part of the list that still fits, a byte at a time; most words are none after two bytes. */
#include "text/datepart.h"

#include <utf8proc.h>

#include "text/utf8.h"

struct date_name {
	const char *text;
	uint8_t n;
	int16_t value;
};

struct name_list {
	const struct date_name *names;
	const uint16_t *starts; /* of the names with this first byte; 257 of them */
};

#include "date-names.h"

enum { NAME_BYTES_MAX = 48, NAME_WORDS_MAX = 3, SKIP_MAX = 8, NUMBER_DIGITS_MAX = 14 };

/* First bytes of UTF-8 that may begin a digit of utf8_digit. */
static const bool may_be_digit[256] = { ['0'] = 1, ['1'] = 1, ['2'] = 1, ['3'] = 1, ['4'] = 1,
	['5'] = 1, ['6'] = 1, ['7'] = 1, ['8'] = 1, ['9'] = 1, [0xD9] = 1, [0xDB] = 1, [0xE0] = 1,
	[0xE1] = 1, [0xEF] = 1 };

/* The digit at `at`, or -1. */
static int digit_at(struct slice s, size_t at, size_t *ret_len)
{
	unsigned char c = (unsigned char)s.p[at];
	if (c < 0x80) {
		*ret_len = 1;
		return c >= '0' && c <= '9' ? c - '0' : -1;
	}
	return may_be_digit[c] ? utf8_digit(utf8_at(s, at, ret_len)) : -1;
}

size_t number_at(struct slice s, size_t at, struct number *ret_number)
{
	struct number n = { .start = at };
	size_t len;
	while (at < s.n) {
		int d = digit_at(s, at, &len);
		if (d < 0)
			break;
		if (++n.digits <= NUMBER_DIGITS_MAX)
			n.value = n.value * 10 + d;
		at += len;
	}
	if (!n.digits)
		return 0;
	n.end = at;
	*ret_number = n;
	return at;
}

size_t number_seek(struct slice s, size_t at, size_t limit)
{
	size_t len;
	for (; at < limit; at++)
		if (may_be_digit[(unsigned char)s.p[at]] && digit_at(s, at, &len) >= 0)
			return at;
	return limit;
}

/* Scripts that put no blanks between words, where any place may end one. */
static bool is_unspaced(uint32_t cp)
{
	return (cp >= 0xE00 && cp < 0xF00) || (cp >= 0x3040 && cp < 0xA000) ||
		(cp >= 0xAC00 && cp < 0xD7B0);
}

static bool is_word(uint32_t cp)
{
	if (cp < 0x80)
		return ascii_alnum((char)cp);
	return utf8_is_letter(cp) || utf8_is_digit(cp);
}

/* Letters that compare as another one though they do not decompose to it. */
static const struct {
	uint16_t from;
	const char *to;
} letters[] = { { 0xE6, "ae" }, { 0xF8, "o" }, { 0x111, "d" }, { 0x131, "i" }, { 0x142, "l" },
	{ 0x622, "ا" }, { 0x623, "ا" }, { 0x625, "ا" }, { 0x649, "ي" }, { 0x6A9, "ك" },
	{ 0x6CC, "ي" } };

static bool is_dropped(uint32_t cp)
{
	return cp == '\'' || cp == '`' || cp == 0x2BC || cp == 0x2018 || cp == 0x2019 ||
		cp == 0x200C || cp == 0x200D || cp == 0x640 || (cp >= 0x64B && cp <= 0x65F) ||
		cp == 0x93C || cp == 0x9BC;
}

/* `cp` as names are compared: see make-date-names.py. Returns the bytes written. */
static size_t date_fold(uint32_t cp, char to[static 32])
{
	utf8proc_int32_t parts[8];
	int last = 0;
	utf8proc_ssize_t n = 1;
	size_t len = 0;
	parts[0] = (utf8proc_int32_t)cp;
	if (cp < 0x590 || (cp >= 0x1E00 && cp < 0x2000))
		n = utf8proc_decompose_char(parts[0], parts, 8,
			UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD |
				UTF8PROC_STRIPMARK,
			&last);
	else if (cp > 0xFF00 && cp < 0xFF5F)
		parts[0] = (utf8proc_int32_t)ascii_lower((char)(cp - 0xFEE0));
	for (utf8proc_ssize_t i = 0; i < n && i < 8; i++) {
		uint32_t part = (uint32_t)parts[i];
		const char *as = NULL;
		for (size_t l = 0; l < sizeof letters / sizeof *letters; l++)
			if (letters[l].from == part)
				as = letters[l].to;
		if (as) {
			memcpy(to + len, as, strlen(as));
			len += strlen(as);
		} else if (!is_dropped(part)) {
			len += utf8_put(part, to + len);
		}
	}
	return len;
}

/* Keep of names[*lo, *hi), which agree in `depth` bytes, those that have `c` next. */
static bool narrow(const struct date_name *names, size_t *lo, size_t *hi, size_t depth, char c)
{
	size_t from = *lo, to = *hi;
	unsigned char want = (unsigned char)c;
	while (from < to) {
		size_t mid = (from + to) / 2;
		if ((unsigned char)names[mid].text[depth] < want)
			from = mid + 1;
		else
			to = mid;
	}
	*lo = from;
	while (from < *hi && names[from].text[depth] == c)
		from++;
	*hi = from;
	return *lo < *hi;
}

static bool ends_word(struct slice s, size_t at, uint32_t before)
{
	if (at == s.n)
		return true;
	size_t len;
	uint32_t cp = utf8_at(s, at, &len);
	if (!is_word(cp))
		return true;
	return (is_unspaced(before) || before == ')' || before == 0xFF09) && !utf8_is_mark(cp);
}

size_t name_at(enum name_kind kind, struct slice s, size_t at, int *ret_value)
{
	const struct name_list *list = &lists[kind];
	size_t lo = 0, hi = list->starts[256], depth = 0, end = 0;
	char folded[32];
	unsigned char first = at < s.n ? (unsigned char)ascii_lower(s.p[at]) : 0;
	if (list->starts[first] == list->starts[first + 1] && first < 0x80)
		return 0;
	while (at < s.n) {
		size_t len = 1, n = 1;
		uint32_t cp = (unsigned char)s.p[at];
		if (cp < 0x80) {
			folded[0] = ascii_lower((char)cp);
			n = cp != '\'' && cp != '`';
		} else {
			cp = utf8_at(s, at, &len);
			n = date_fold(cp, folded);
		}
		if (!cp)
			return end; /* else it would go on behind the end of names */
		for (size_t i = 0; i < n; i++, depth++) {
			if (depth == 0) {
				lo = list->starts[(unsigned char)folded[0]];
				hi = list->starts[(unsigned char)folded[0] + 1];
				if (lo == hi)
					return 0;
			} else if (!narrow(list->names, &lo, &hi, depth, folded[i])) {
				return end;
			}
		}
		if (depth == 0)
			return 0;
		at += len;
		if (list->names[lo].n == depth && ends_word(s, at, cp)) {
			end = at;
			if (ret_value)
				*ret_value = list->names[lo].value;
		}
	}
	return end;
}

/* Pages that lost their blanks have words such as "UpdatedJanuary". */
static bool begins_word(uint32_t before, uint32_t cp)
{
	return !is_word(before) || is_unspaced(cp) ||
		(cp >= 'A' && cp <= 'Z' && before >= 'a' && before <= 'z');
}

size_t name_before(
	enum name_kind kind, struct slice s, size_t end, size_t floor, int *ret_value)
{
	size_t found = SIZE_MAX, at = end, len, words = 0;
	while (at > floor && end - at < NAME_BYTES_MAX) {
		at = utf8_back(s, at);
		size_t before = at > floor ? utf8_back(s, at) : 0;
		uint32_t cp = utf8_at(s, at, &len);
		if (!is_word(cp) && cp != '(' && cp != 0xFF08)
			continue;
		if (at > floor && !begins_word(utf8_at(s, before, &len), cp))
			continue;
		int value = 0;
		if (name_at(kind, s, at, &value) == end) {
			found = at;
			*ret_value = value;
		}
		if (!is_unspaced(cp) && ++words == NAME_WORDS_MAX)
			break;
	}
	return found;
}

static bool is_in(uint32_t cp, const char32_t *set)
{
	for (; *set; set++)
		if (*set == cp)
			return true;
	return false;
}

size_t skip_of(struct slice s, size_t at, const char32_t *set)
{
	for (int left = SKIP_MAX; at < s.n && !ascii_alnum(s.p[at]);) {
		size_t len;
		uint32_t cp = utf8_at(s, at, &len);
		if (!utf8_is_space(cp) && (!is_in(cp, set) || left-- == 0))
			break;
		at += len;
	}
	return at;
}

size_t skip_back(struct slice s, size_t at, size_t floor, const char32_t *set)
{
	for (int left = SKIP_MAX; at > floor && !ascii_alnum(s.p[at - 1]);) {
		size_t before = utf8_back(s, at), len;
		uint32_t cp = utf8_at(s, before, &len);
		if (!utf8_is_space(cp) && (!is_in(cp, set) || left-- == 0))
			break;
		at = before;
	}
	return at;
}
