/* diff: whatever the texts, the pieces say all of the second, nothing twice, and what is the same
 * is the same in both. The input is cut at NULs into paragraphs; one of 0x01 alone parts the texts.
 * */
#include <assert.h>

#include "diff/change.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static size_t length(const strings *list)
{
	size_t n = 0;
	for (size_t i = 0; i < list->n; i++)
		n += list->at[i].n;
	return n;
}

static void check(const strings *before, const strings *after, struct arena *a)
{
	struct diff d;
	size_t old = 0, new = 0;
	diff_texts(before, after, a, &d);
	for (size_t i = 0; i < d.pieces.n; i++) {
		const struct diff_piece *p = &d.pieces.at[i];
		old += p->op == DIFF_REMOVED ? p->text.n : 0;
		new += p->op != DIFF_REMOVED ? p->text.n : 0;
	}
	assert(new == length(after));
	assert(old <= length(before));
	assert(d.n_removed <= d.n_before && d.n_added + d.n_moved <= d.n_after);
	assert(diff_share(&d) <= 1000);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena a = ARENA_INIT;
	struct slice rest = slice_of((const char *)data, n), piece;
	strings texts[2] = { { 0 } };
	struct article states[2] = { { .guid = SLICE_NONE } };
	int at = 0;
	while (slice_next_piece(&rest, 0, &piece)) {
		if (slice_is(piece, "\001")) {
			at = 1;
			continue;
		}
		struct slice text = utf8_clean(piece, &a);
		*list_add(&a, &texts[at]) = text;
		*list_add(&a, &states[at].blocks) = (struct block){ BLOCK_LIST, text };
	}
	check(&texts[0], &texts[1], &a);
	check(&texts[1], &texts[0], &a);
	check(&texts[0], &texts[0], &a);
	assert(change_of(&states[0], &states[0]).kinds == 0);
	(void)change_of(&states[0], &states[1]);
	arena_done(&a);
	return 0;
}
