/* account: reading and checking; file.c changes. */
#include "account/private.h"

#include <nettle/md5.h>
#include <sodium.h>
#include <stdio.h>

/* 32 MiB and three passes: above what RFC 9106 asks of small machines, and bounded whatever comes,
 * since the desk looks at one password at a time. */
const unsigned long long account_passes = 3;
const size_t account_memory = 32 << 20;

static const char *const role_names[N_ROLES] = { "nobody", "reader", "editor", "admin" };

enum role account_role(struct slice word)
{
	for (int i = ROLE_READER; i < N_ROLES; i++)
		if (slice_is(word, role_names[i]))
			return (enum role)i;
	return ROLE_NOBODY;
}

const char *account_role_name(enum role role)
{
	return role_names[role];
}

const struct account *account_find(const struct accounts *all, struct slice name)
{
	for (size_t i = 0; i < all->users.n; i++)
		if (slice_eq(all->users.at[i].name, name))
			return &all->users.at[i];
	return NULL;
}

bool account_is(const struct account *user, struct slice password)
{
	char hash[crypto_pwhash_STRBYTES] = "";
	if (password.n > ACCOUNT_PASSWORD_MAX)
		return false;
	if (!user) {
		/* As long as for a user that is there, so that names cannot be found out. */
		(void)!crypto_pwhash_str_alg(hash, password.p ? password.p : "", password.n,
			account_passes, account_memory, crypto_pwhash_ALG_ARGON2ID13);
		return false;
	}
	if (user->hash.n >= sizeof hash)
		return false;
	memcpy(hash, user->hash.p, user->hash.n);
	return crypto_pwhash_str_verify(hash, password.p ? password.p : "", password.n) == 0;
}

void account_hash(struct slice text, char ret[static ACCOUNT_HASH_LEN + 1])
{
	unsigned char hash[ACCOUNT_HASH_LEN / 2];
	crypto_generichash(hash, sizeof hash, (const unsigned char *)text.p, text.n, NULL, 0);
	sodium_bin2hex(ret, ACCOUNT_HASH_LEN + 1, hash, sizeof hash);
}

void account_fever_key(struct slice name, struct slice token,
	char ret[static ACCOUNT_FEVER_LEN + 1])
{
	struct md5_ctx md5;
	uint8_t digest[MD5_DIGEST_SIZE];
	md5_init(&md5);
	md5_update(&md5, name.n, (const uint8_t *)name.p);
	md5_update(&md5, 1, (const uint8_t *)":");
	md5_update(&md5, token.n, (const uint8_t *)token.p);
	md5_digest(&md5, sizeof digest, digest);
	sodium_bin2hex(ret, ACCOUNT_FEVER_LEN + 1, digest, sizeof digest);
}

static const struct account *owner(const struct accounts *all, struct slice secret, bool fever)
{
	char hash[ACCOUNT_HASH_LEN + 1];
	if (!secret.n)
		return NULL;
	account_hash(secret, hash);
	for (size_t i = 0; i < all->tokens.n; i++) {
		const struct account_token *t = &all->tokens.at[i];
		struct slice want = fever ? t->fever : t->hash;
		if (sodium_memcmp(want.p, hash, ACCOUNT_HASH_LEN) == 0)
			return account_find(all, t->name);
	}
	return NULL;
}

const struct account *account_of_token(const struct accounts *all, struct slice token)
{
	return token.n == ACCOUNT_TOKEN_LEN ? owner(all, token, false) : NULL;
}

const struct account *account_of_fever(const struct accounts *all, struct slice fever)
{
	char key[ACCOUNT_FEVER_LEN];
	if (fever.n != sizeof key)
		return NULL;
	for (size_t i = 0; i < fever.n; i++)
		key[i] = ascii_lower(fever.p[i]);
	return owner(all, slice_of(key, fever.n), true);
}

/* ---- the file */

bool account_name_ok(struct slice name)
{
	for (size_t i = 0; i < name.n; i++)
		if (!ascii_alpha(name.p[i]) && !ascii_digit(name.p[i]) &&
			!memchr("._-@+", name.p[i], 5))
			return false;
	return name.n && name.n <= ACCOUNT_NAME_MAX;
}

static bool line_read(struct slice line, struct arena *out, struct accounts *ret)
{
	struct slice word[6];
	size_t n = 0;
	line = arena_dup(out, line);
	while (n < 6 && slice_next_piece(&line, ' ', &word[n]))
		n++;
	if (n == 4 && slice_is(word[0], "user")) {
		const struct account user = { word[1], word[3], account_role(word[2]) };
		*list_add(out, &ret->users) = user;
		return account_name_ok(user.name) && user.role != ROLE_NOBODY;
	}
	if (n == 5 && slice_is(word[0], "token")) {
		*list_add(out, &ret->tokens) =
			(struct account_token){ word[1], word[2], word[3], word[4] };
		return word[3].n == ACCOUNT_HASH_LEN && word[4].n == ACCOUNT_HASH_LEN;
	}
	return false;
}

enum err account_parse(struct slice text, struct arena *out, struct accounts *ret, struct error *e)
{
	struct accounts all = { 0 };
	struct slice line;
	for (int number = 1; slice_next_line(&text, &line); number++) {
		if (!line_read(line, out, &all))
			return fail(e, ERR_CORRUPT, "line %d of 'users' is no user and no token",
				number);
		if (all.users.n > ACCOUNT_MAX || all.tokens.n > ACCOUNT_MAX)
			return fail(e, ERR_LIMIT, "there are at most %d users and tokens",
				ACCOUNT_MAX);
	}
	*ret = all;
	return OK;
}
