/* Choosing a language's table. */
#include "unit/lexicon.h"

#include "lexicon-tables.h"

const struct lexicon *lexicon_of(struct slice lang)
{
	static const struct lex_slot free_slot[1];
	static const char *const no_enclitics[] = { NULL };
	static const uint8_t free_tag[1];
	static const struct lex_affix no_affixes[] = { { NULL, NULL } };
	static const struct lexicon none = { "", free_slot, free_tag, 0, no_enclitics, no_affixes,
		false };
	size_t n = 0;
	while (n < lang.n && ascii_alpha(lang.p[n]))
		n++;
	for (size_t i = 0; i < sizeof lexicons / sizeof *lexicons; i++)
		if (slice_eq_nocase(slice_sub(lang, 0, n), slice_str(lexicons[i].lang)))
			return &lexicons[i];
	return &none;
}
