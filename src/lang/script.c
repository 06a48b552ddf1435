/* script: blocks of Unicode, looked up by bisection; utf8proc says what in them is a letter. */
#include "lang/script.h"

#include <stddef.h>
#include <utf8proc.h>

static const struct {
	uint32_t first, last;
	enum script script;
} blocks[] = {
	{ 0x00aa, 0x024f, SCRIPT_LATIN },
	{ 0x0370, 0x03ff, SCRIPT_GREEK },
	{ 0x0400, 0x052f, SCRIPT_CYRILLIC },
	{ 0x0531, 0x058f, SCRIPT_ARMENIAN },
	{ 0x0591, 0x05ff, SCRIPT_HEBREW },
	{ 0x0600, 0x06ff, SCRIPT_ARABIC },
	{ 0x0750, 0x077f, SCRIPT_ARABIC },
	{ 0x0900, 0x097f, SCRIPT_DEVANAGARI },
	{ 0x0980, 0x09ff, SCRIPT_BENGALI },
	{ 0x0a00, 0x0a7f, SCRIPT_GURMUKHI },
	{ 0x0a80, 0x0aff, SCRIPT_GUJARATI },
	{ 0x0b80, 0x0bff, SCRIPT_TAMIL },
	{ 0x0c00, 0x0c7f, SCRIPT_TELUGU },
	{ 0x0c80, 0x0cff, SCRIPT_KANNADA },
	{ 0x0d00, 0x0d7f, SCRIPT_MALAYALAM },
	{ 0x0d80, 0x0dff, SCRIPT_SINHALA },
	{ 0x0e00, 0x0e7f, SCRIPT_THAI },
	{ 0x0e80, 0x0eff, SCRIPT_LAO },
	{ 0x1000, 0x109f, SCRIPT_BURMESE },
	{ 0x10a0, 0x10ff, SCRIPT_GEORGIAN },
	{ 0x1100, 0x11ff, SCRIPT_HANGUL },
	{ 0x1780, 0x17ff, SCRIPT_KHMER },
	{ 0x1e00, 0x1eff, SCRIPT_LATIN },
	{ 0x1f00, 0x1fff, SCRIPT_GREEK },
	{ 0x3005, 0x3007, SCRIPT_HAN },
	{ 0x3041, 0x30ff, SCRIPT_KANA },
	{ 0x3131, 0x318e, SCRIPT_HANGUL },
	{ 0x31f0, 0x31ff, SCRIPT_KANA },
	{ 0x3400, 0x4dbf, SCRIPT_HAN },
	{ 0x4e00, 0x9fff, SCRIPT_HAN },
	{ 0xac00, 0xd7a3, SCRIPT_HANGUL },
	{ 0xf900, 0xfaff, SCRIPT_HAN },
	{ 0xfb50, 0xfdff, SCRIPT_ARABIC },
	{ 0xfe70, 0xfefc, SCRIPT_ARABIC },
	{ 0xff66, 0xff9f, SCRIPT_KANA },
	{ 0x20000, 0x3134f, SCRIPT_HAN },
};

static bool is_letter(uint32_t cp)
{
	switch (utf8proc_category((utf8proc_int32_t)cp)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
		return true;
	default:
		return false;
	}
}

enum script script_of(uint32_t cp)
{
	if (!is_letter(cp))
		return SCRIPT_NONE;
	size_t low = 0, high = sizeof blocks / sizeof *blocks;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (cp > blocks[middle].last)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < sizeof blocks / sizeof *blocks && cp >= blocks[low].first)
		return blocks[low].script;
	/* Marks that stand on letters of any script. */
	return cp >= 0x0300 && cp <= 0x036f ? SCRIPT_NONE : SCRIPT_OTHER;
}

bool script_han_of_japan(uint32_t cp)
{
	/* Of the common signs that Japan simplified in 1946, those that China writes otherwise, in
	 * both its ways. */
	static const uint16_t signs[] = {
		0x4e21, 0x4f1d, 0x4fa1, 0x50cd, 0x5186, 0x5264, 0x52b4, 0x55b6, 0x56e3, 0x56f3,
		0x58ca, 0x58f2, 0x5909, 0x5b9f, 0x5bfe, 0x5c02, 0x5e30, 0x5e83, 0x5ec3, 0x5f3e,
		0x5f93, 0x5fb3, 0x5fb4, 0x5fdc, 0x6075, 0x60a9, 0x60aa, 0x6226, 0x6255, 0x629c,
		0x629e, 0x62e1, 0x6319, 0x63b2, 0x63fa, 0x6442, 0x6483, 0x658e, 0x6681, 0x6804,
		0x685c, 0x691c, 0x697d, 0x69d8, 0x6a29, 0x6b53, 0x6b69, 0x6b6f, 0x6b73, 0x6bce,
		0x6c17, 0x6ca2, 0x6e08, 0x6e0b, 0x6e80, 0x713c, 0x7363, 0x7551, 0x767a, 0x770c,
		0x7815, 0x7a32, 0x7a4f, 0x7a93, 0x7c8b, 0x7c9b, 0x7d4c, 0x7d75, 0x7d99, 0x7d9a,
		0x7dcf, 0x7e01, 0x8074, 0x8133, 0x81d3, 0x8358, 0x8535, 0x85ac, 0x86cd, 0x899a,
		0x89b3, 0x8a33, 0x8aad, 0x8b72, 0x8c4a, 0x8cdb, 0x8ee2, 0x8efd, 0x8fba, 0x8fbc,
		0x9045, 0x9154, 0x91c8, 0x9244, 0x92ad, 0x92ed, 0x9332, 0x95a2, 0x95d8, 0x9665,
		0x967a, 0x96a0, 0x96b7, 0x96d1, 0x970a, 0x9854, 0x9855, 0x99c5, 0x99c6, 0x9a12,
		0x9a13, 0x9d8f, 0x9ed2, 0x9f62,
	};
	size_t low = 0, high = sizeof signs / sizeof *signs;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (cp > signs[middle])
			low = middle + 1;
		else
			high = middle;
	}
	return low < sizeof signs / sizeof *signs && cp == signs[low];
}

const char *script_language(enum script s)
{
	static const char *const languages[N_SCRIPTS] = {
		[SCRIPT_HAN] = "zh", [SCRIPT_KANA] = "ja", [SCRIPT_HANGUL] = "ko",
		[SCRIPT_GREEK] = "el", [SCRIPT_HEBREW] = "he", [SCRIPT_THAI] = "th",
		[SCRIPT_LAO] = "lo", [SCRIPT_KHMER] = "km", [SCRIPT_BURMESE] = "my",
		[SCRIPT_BENGALI] = "bn", [SCRIPT_GURMUKHI] = "pa", [SCRIPT_GUJARATI] = "gu",
		[SCRIPT_TAMIL] = "ta", [SCRIPT_TELUGU] = "te", [SCRIPT_KANNADA] = "kn",
		[SCRIPT_MALAYALAM] = "ml", [SCRIPT_SINHALA] = "si", [SCRIPT_GEORGIAN] = "ka",
		[SCRIPT_ARMENIAN] = "hy",
	};
	return languages[s];
}
