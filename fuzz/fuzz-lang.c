/* lang_of and the stemmers over any bytes: the answer is a known code, and stems fit. */
#include <stdlib.h>

#include "lang/lang.h"
#include "lang/stem.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static struct stemmer *stemmer; /* one for all inputs */

static void __attribute__((destructor)) let_go(void)
{
	stemmer_close(stemmer);
}

static void stem_all(struct slice text)
{
	if (!stemmer)
		stemmer = stemmer_open();
	struct slice word, rest = slice_sub(text, 0, 2000);
	while (slice_next_piece(&rest, ' ', &word)) {
		char *to = malloc(word.n + STEM_MORE);
		for (const char *const *code = stemmer_codes(); *code; code++)
			if (stemmer_stem(stemmer, slice_str(*code), word, to) > word.n + STEM_MORE)
				abort();
		free(to);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct slice text = slice_of((const char *)data, n);
	struct lang_guess g = lang_of(text);
	if (!(g.confidence >= 0 && g.confidence <= 1))
		abort();
	const char *const *code = lang_codes();
	while (*code && strcmp(*code, g.code) != 0)
		code++;
	if (g.code[0] && !*code)
		abort();
	stem_all(text);
	return 0;
}
