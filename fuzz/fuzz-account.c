/* account: any file of users is read or refused; what was read has names that can stand in it. */
#include <assert.h>

#include "account/private.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena a = ARENA_INIT;
	struct accounts all = { 0 };
	struct slice text = slice_of((const char *)data, n);
	if (account_parse(text, &a, &all, NULL) == OK)
		for (size_t i = 0; i < all.users.n; i++) {
			assert(account_name_ok(all.users.at[i].name));
			assert(account_find(&all, all.users.at[i].name));
		}
	account_of_token(&all, slice_sub(text, 0, ACCOUNT_TOKEN_LEN));
	account_of_fever(&all, slice_sub(text, 0, ACCOUNT_FEVER_LEN));
	arena_done(&a);
	return 0;
}
