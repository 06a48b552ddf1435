/* words: they lie within the text, go forward, and their forms are final. */
#include <assert.h>

#include "text/utf8.h"
#include "text/words.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena a = ARENA_INIT;
	struct slice s = utf8_clean(slice_of((const char *)data, n), &a);
	struct words w;
	struct word word;
	size_t last = 0, n_words = 0;
	words_begin(&w, s);
	while (words_next(&w, &word)) {
		assert(word.start >= last && word.end > word.start && word.end <= s.n);
		assert(word.form.n > 0 && word.form.n <= WORD_MAX);
		assert(utf8_valid(word.form) == word.form.n);
		last = word.start;
		n_words++;
	}
	assert(n_words <= s.n);
	arena_done(&a);
	return 0;
}
