/* private: what reading and changing the file of users share. */
#ifndef ACCOUNT_PRIVATE_H
#define ACCOUNT_PRIVATE_H

#include "account/account.h"

enum { ACCOUNT_HASH_LEN = 64, /* hexadecimal digits of 32 bytes */
	ACCOUNT_FEVER_LEN = 32 };

extern const unsigned long long account_passes;
extern const size_t account_memory;

bool account_name_ok(struct slice name);
enum err account_parse(struct slice text, struct arena *out, struct accounts *ret, struct error *e)
	MUST_USE;

/* BLAKE2b of a secret that cannot be guessed. */
void account_hash(struct slice text, char ret[static ACCOUNT_HASH_LEN + 1]);
void account_fever_key(struct slice name, struct slice token,
	char ret[static ACCOUNT_FEVER_LEN + 1]);

#endif
