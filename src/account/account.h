/* account: who may use a desk: the file `users` in the folder of an archive.
 *
 * A line a user and a line a token of one, words parted by a blank:
 *
 *   user NAME ROLE HASH            HASH: Argon2id (RFC 9106) in the form of libsodium
 *   token NAME LABEL HASH HASH     the first of the token, the second of what Fever sends of it
 *
 * It is no part of the database: a rebuild leaves it alone and no dump holds it. A token is 160
 * random bits for a program that shall not know the password; of such, a fast hash (BLAKE2b) is
 * enough. Without the file, or with no user in it, an archive has no users.
 *
 * Changing takes a lock, writes a new file beside the old one and renames it over it; it can be
 * read by its owner only. Errors: ERR_IO; ERR_CORRUPT with the line where the file is none of
 * this; ERR_LIMIT for what is too many or too long. */
#ifndef ACCOUNT_ACCOUNT_H
#define ACCOUNT_ACCOUNT_H

#include "base/arena.h"
#include "base/error.h"

/* Each may what those before may. */
enum role {
	ROLE_NOBODY,
	ROLE_READER, /* reads */
	ROLE_EDITOR, /* marks, tags, notes, saved searches */
	ROLE_ADMIN,  /* sources, and fetching */
	N_ROLES
};

enum {
	ACCOUNT_MAX = 1000,         /* users, and tokens, in the file */
	ACCOUNT_NAME_MAX = 64,      /* bytes: ASCII letters, digits and . _ - @ + */
	ACCOUNT_PASSWORD_MIN = 8,   /* bytes */
	ACCOUNT_PASSWORD_MAX = 256,
	ACCOUNT_TOKEN_LEN = 40      /* hexadecimal digits */
};

struct account {
	struct slice name, hash;
	enum role role;
};

struct account_token {
	struct slice name, label, hash, fever;
};

struct accounts {
	LIST(struct account) users;
	LIST(struct account_token) tokens;
};

/* All of the archive in the folder `dir`; empty where there is no file. Text lies in `out`. */
enum err account_list(const char *dir, struct arena *out, struct accounts *ret, struct error *e)
	MUST_USE;

/* NULL where there is none of that name. */
const struct account *account_find(const struct accounts *all, struct slice name);

/* Is this the user's password? Takes about a tenth of a second and 32 MiB, as long for a user that
 * does not exist (NULL). */
bool account_is(const struct account *user, struct slice password);

/* Whose token it is; NULL: nobody's. `fever` is the api_key of that protocol, the MD5 of
 * "NAME:TOKEN" as hexadecimal digits. */
const struct account *account_of_token(const struct accounts *all, struct slice token);
const struct account *account_of_fever(const struct accounts *all, struct slice fever);

/* The role of a word, and the word of a role; ROLE_NOBODY and "nobody" for what is none. */
enum role account_role(struct slice word);
const char *account_role_name(enum role role);

/* ERR_USAGE: the name is taken, or none that can be; the password is too short. */
enum err account_add(const char *dir, struct slice name, enum role role, struct slice password,
	struct error *e) MUST_USE;
/* ERR_NOT_FOUND: no such user. */
enum err account_set_password(const char *dir, struct slice name, struct slice password,
	struct error *e) MUST_USE;
enum err account_set_role(const char *dir, struct slice name, enum role role, struct error *e)
	MUST_USE;
/* With all tokens. */
enum err account_remove(const char *dir, struct slice name, struct error *e) MUST_USE;

/* A new token under a label of the user's; it can be read here once. */
enum err account_token_add(const char *dir, struct slice name, struct slice label,
	char ret_token[static ACCOUNT_TOKEN_LEN + 1], struct error *e) MUST_USE;
enum err account_token_remove(const char *dir, struct slice name, struct slice label,
	struct error *e) MUST_USE;

#endif
