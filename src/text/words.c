/* words: a table for ASCII, classes of characters for the rest. */
#include "text/words.h"

#include <utf8proc.h>

#include "text/fold.h"
#include "text/utf8.h"

enum class { CLASS_NONE, CLASS_WORD, CLASS_PAIR, CLASS_INVISIBLE };

/* Letters and figures of ASCII folded, 0 for what parts words. */
static const char folded_ascii[128] = {
	['0'] = '0', ['1'] = '1', ['2'] = '2', ['3'] = '3', ['4'] = '4', ['5'] = '5', ['6'] = '6',
	['7'] = '7', ['8'] = '8', ['9'] = '9', ['A'] = 'a', ['B'] = 'b', ['C'] = 'c', ['D'] = 'd',
	['E'] = 'e', ['F'] = 'f', ['G'] = 'g', ['H'] = 'h', ['I'] = 'i', ['J'] = 'j', ['K'] = 'k',
	['L'] = 'l', ['M'] = 'm', ['N'] = 'n', ['O'] = 'o', ['P'] = 'p', ['Q'] = 'q', ['R'] = 'r',
	['S'] = 's', ['T'] = 't', ['U'] = 'u', ['V'] = 'v', ['W'] = 'w', ['X'] = 'x', ['Y'] = 'y',
	['Z'] = 'z', ['a'] = 'a', ['b'] = 'b', ['c'] = 'c', ['d'] = 'd', ['e'] = 'e', ['f'] = 'f',
	['g'] = 'g', ['h'] = 'h', ['i'] = 'i', ['j'] = 'j', ['k'] = 'k', ['l'] = 'l', ['m'] = 'm',
	['n'] = 'n', ['o'] = 'o', ['p'] = 'p', ['q'] = 'q', ['r'] = 'r', ['s'] = 's', ['t'] = 't',
	['u'] = 'u', ['v'] = 'v', ['w'] = 'w', ['x'] = 'x', ['y'] = 'y', ['z'] = 'z',
};

/* The scripts that are cut into pairs; sorted. */
static const struct {
	uint32_t first, last;
} paired[] = {
	{ 0xE00, 0xEFF },     /* Thai, Lao */
	{ 0x1000, 0x109F },   /* Burmese */
	{ 0x1780, 0x17FF },   /* Khmer */
	{ 0x3005, 0x3007 },   /* Han: signs of repetition, zero */
	{ 0x3041, 0x30FF },   /* kana */
	{ 0x3131, 0x318E },   /* Hangul letters */
	{ 0x31F0, 0x31FF },   /* small kana */
	{ 0x3400, 0x9FFF },   /* Han */
	{ 0xAC00, 0xD7A3 },   /* Hangul */
	{ 0xF900, 0xFAFF },   /* Han */
	{ 0xFF66, 0xFFDC },   /* kana and Hangul of half width */
	{ 0x20000, 0x3FFFF }, /* Han */
};

static bool is_paired(uint32_t cp)
{
	for (size_t i = 0; i < sizeof paired / sizeof *paired && cp >= paired[i].first; i++)
		if (cp <= paired[i].last)
			return true;
	return false;
}

/* A letter, and no mark, of a script that is cut into pairs; the common ones. */
static bool is_paired_letter(uint32_t cp)
{
	return (cp >= 0xE01 && cp < 0xE31) || (cp >= 0x3041 && cp < 0x3097) ||
		(cp >= 0x30A1 && cp < 0x30FB) || (cp >= 0x4E00 && cp < 0xA000) ||
		(cp >= 0xAC00 && cp < 0xD7A4);
}

static enum class class_of(uint32_t cp)
{
	if (is_paired_letter(cp))
		return CLASS_PAIR;
	utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)cp);
	if (c == UTF8PROC_CATEGORY_CF)
		return CLASS_INVISIBLE;
	if (c < UTF8PROC_CATEGORY_LU || c > UTF8PROC_CATEGORY_ND)
		return CLASS_NONE;
	return c != UTF8PROC_CATEGORY_ND && is_paired(cp) ? CLASS_PAIR : CLASS_WORD;
}

/* A mark of kana that is a letter to Unicode where it has half width. */
static bool is_half_mark(uint32_t cp)
{
	return cp == 0xFF9E || cp == 0xFF9F;
}

/* Append the fold of `cp` to the form of `n` bytes; returns the bytes that it has then. A form of
 * more than WORD_MAX is full, and cut at the end. */
static size_t append(struct words *w, size_t n, uint32_t cp)
{
	if (n > WORD_MAX)
		return n;
	if (is_half_mark(cp) && n >= 3) {
		utf8proc_int32_t pair[2];
		size_t before = utf8_back(slice_of(w->form, n), n), len;
		pair[0] = (utf8proc_int32_t)utf8_at(slice_of(w->form, n), before, &len);
		pair[1] = cp == 0xFF9E ? 0x3099 : 0x309A;
		if (utf8proc_normalize_utf32(pair, 2, UTF8PROC_COMPOSE | UTF8PROC_STABLE) == 1)
			return before + utf8_put((uint32_t)pair[0], w->form + before);
	}
	return n + fold_char(cp, w->form + n);
}

/* The form of `n` bytes, cut between characters. */
static struct slice form_of(const struct words *w, size_t n)
{
	struct slice form = slice_of(w->form, n);
	while (form.n > WORD_MAX)
		form.n = utf8_back(form, form.n);
	return form;
}

/* Does `cp` belong to the character before it? */
static bool goes_on(uint32_t cp)
{
	if (cp < 0x80 || is_paired_letter(cp))
		return false;
	return utf8_is_mark(cp) || is_half_mark(cp) || class_of(cp) == CLASS_INVISIBLE;
}

/* Append the character of a paired script at `at`, a letter and its marks; returns its end. */
static size_t take_character(struct words *w, size_t at, size_t *n)
{
	size_t len;
	uint32_t cp = utf8_at(w->text, at, &len);
	do {
		*n = append(w, *n, cp);
		at += len;
		if (at == w->text.n)
			break;
		cp = utf8_at(w->text, at, &len);
	} while (goes_on(cp));
	return at;
}

/* A pair at w->at, or its first character where no other follows. */
static void take_pair(struct words *w, struct word *word)
{
	size_t n = 0, len, next = take_character(w, w->at, &n);
	word->start = w->at;
	w->at = word->end = next;
	word->lone = next == w->text.n || class_of(utf8_at(w->text, next, &len)) != CLASS_PAIR;
	if (!word->lone)
		word->end = take_character(w, next, &n);
	word->form = form_of(w, n);
}

/* A run of letters and figures of other scripts. */
static void take_run(struct words *w, struct word *word)
{
	const unsigned char *p = (const unsigned char *)w->text.p;
	size_t n = 0, at = w->at, len;
	word->start = at;
	for (; at < w->text.n; at += len) {
		len = 1;
		if (p[at] < 0x80) {
			if (!folded_ascii[p[at]])
				break;
			if (n <= WORD_MAX)
				w->form[n++] = folded_ascii[p[at]];
			continue;
		}
		uint32_t cp = utf8_at(w->text, at, &len);
		enum class class = class_of(cp);
		if (class == CLASS_NONE || class == CLASS_PAIR)
			break;
		n = append(w, n, cp);
	}
	w->at = word->end = at;
	word->lone = false;
	word->form = form_of(w, n);
}

void words_begin(struct words *w, struct slice text)
{
	w->text = text;
	w->at = 0;
}

bool words_next(struct words *w, struct word *ret_word)
{
	const unsigned char *p = (const unsigned char *)w->text.p;
	while (w->at < w->text.n) {
		size_t len = 1;
		enum class class = CLASS_WORD;
		if (p[w->at] >= 0x80)
			class = class_of(utf8_at(w->text, w->at, &len));
		else if (!folded_ascii[p[w->at]])
			class = CLASS_NONE;
		if (class == CLASS_NONE || class == CLASS_INVISIBLE) {
			w->at += len;
			continue;
		}
		if (class == CLASS_PAIR)
			take_pair(w, ret_word);
		else
			take_run(w, ret_word);
		/* Marks alone fold to nothing. */
		if (ret_word->form.n)
			return true;
	}
	return false;
}
