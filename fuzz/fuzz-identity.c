/* identity: keys of any addresses and ids; an article with a key is found again by it, and a key's
 * address gives that key. The input is lines: address, guid, headline, text; and again. */
#include <assert.h>

#include "identity/identity.h"
#include "text/utf8.h"
#include "url/urlkey.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	enum { MANY = 64 };
	struct arena a = ARENA_INIT;
	struct slice rest = utf8_clean(slice_of((const char *)data, n), &a), line;
	articles all = { 0 };
	struct identity keys[MANY];
	for (int i = 0; all.n < MANY && slice_next_line(&rest, &line); i++) {
		if (i % 4 == 0)
			*list_add(&a, &all) = arena_new(&a, struct article);
		struct article *x = all.at[all.n - 1];
		struct slice *const fields[] = { &x->url, &x->guid, &x->title };
		x->channel = CHANNEL_FEED;
		if (i % 4 < 3)
			*fields[i % 4] = line;
		else
			*list_add(&a, &x->blocks) = (struct block){ BLOCK_PARAGRAPH, line };
	}
	identity_of(&all, keys);
	for (size_t i = 0; i < all.n; i++) {
		struct slice key = urlkey(all.at[i]->url, &a);
		assert(keys[i].n <= IDENTITY_KEYS_MAX);
		assert((identity_of_address(all.at[i]->url) != 0) == (key.n != 0));
		(void)url_is_amp(all.at[i]->url, &a);
		for (size_t k = 0; k < keys[i].n; k++)
			(void)identity_holds(keys[i].kinds[k], false, all.at[i], all.at[0]);
	}
	arena_done(&a);
	return 0;
}
