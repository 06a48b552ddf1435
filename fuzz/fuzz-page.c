/* page_read never fails on bytes within its limits, and what it makes is whole. */
#include <assert.h>
#include <stdint.h>

#include "page/page.h"
#include "page/page_explain.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void text_check(struct slice s)
{
	assert(utf8_valid(s) == s.n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena a = ARENA_INIT;
	struct slice bytes = slice_of((const char *)data, n);
	struct page_hint hint = { SLICE("https://news.example/2022/02/09/a.html"), SLICE_NONE };
	articles list = { 0 };
	struct error e;
	assert(page_read(bytes, &hint, &a, &list, &e) == OK);
	for (size_t i = 0; i < list.n; i++) {
		const struct article *x = list.at[i];
		assert(x->blocks.n > 0);
		text_check(x->title);
		text_check(x->subtitle);
		text_check(x->source);
		text_check(x->section);
		text_check(x->image);
		text_check(x->next);
		for (size_t k = 0; k < x->authors.n; k++)
			text_check(x->authors.at[k]);
		for (size_t b = 0; b < x->blocks.n; b++) {
			assert(x->blocks.at[b].text.n > 0);
			text_check(x->blocks.at[b].text);
		}
	}
	struct page_account account;
	assert(page_explain(bytes, &hint, &a, &account, &e) == OK);
	assert(account.articles.n == list.n);
	assert((account.none == NULL) == (list.n > 0));
	for (size_t i = 0; i < account.notes.n; i++)
		text_check(account.notes.at[i].value);
	(void)page_is(bytes);
	arena_done(&a);
	return 0;
}
