/* excerpt: counting words, block after block. */
#include "publish/excerpt.h"

#include "text/words.h"

/* The end of the `*left`th word of `text`, and what is left to count; its length where all of it
 * may stay. */
static size_t words_end(struct slice text, size_t *left)
{
	struct words w;
	struct word word;
	size_t end = 0;
	words_begin(&w, text);
	while (words_next(&w, &word)) {
		if (!*left)
			return end;
		--*left;
		end = word.end;
	}
	return text.n;
}

size_t excerpt_make(struct article *a, size_t words, struct arena *out)
{
	blocks kept = { 0 };
	size_t left = words, at = 0;
	bool cut = false;
	if (!words)
		return SIZE_MAX;
	for (size_t i = 0; i < a->blocks.n && !cut; i++) {
		struct block b = a->blocks.at[i];
		if (b.type == BLOCK_CAPTION)
			continue;
		size_t end = left ? words_end(b.text, &left) : 0;
		cut = end < b.text.n;
		if (end == 0 && cut)
			break;
		at += (at ? strlen("\n\n") : 0) + end;
		if (cut)
			b.text = arena_printf(out, "%.*s …",
				SLICE_ARG(slice_sub(b.text, 0, end)));
		*list_add(out, &kept) = b;
	}
	a->blocks = kept;
	a->captions.n = 0;
	return cut ? at : SIZE_MAX;
}
