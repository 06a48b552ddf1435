/* file: changing the file of users. */
#include "account/private.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/buf.h"

enum { FILE_MAX = 1 << 20 };

static enum err file_read(int dir_fd, struct buf *to, struct error *e)
{
	int fd = openat(dir_fd, "users", O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return errno == ENOENT ? OK : fail_sys(e, ERR_IO, errno, "cannot read 'users'");
	ssize_t n;
	char piece[4096];
	while ((n = read(fd, piece, sizeof piece)) > 0)
		buf_add(to, piece, (size_t)n);
	int sys = errno;
	close(fd);
	if (n < 0)
		return fail_sys(e, ERR_IO, sys, "cannot read 'users'");
	return to->failed ? fail(e, ERR_LIMIT, "'users' is larger than %d bytes", FILE_MAX) : OK;
}

static enum err dir_open(const char *dir, int *ret_fd, struct error *e)
{
	*ret_fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return *ret_fd >= 0 ? OK : fail_sys(e, errno == ENOENT ? ERR_NOT_FOUND : ERR_IO, errno,
		"cannot open the folder '%s'", dir);
}

static enum err list_in(int dir_fd, struct arena *out, struct accounts *ret, struct error *e)
{
	struct buf text = BUF_INIT(FILE_MAX);
	enum err err = file_read(dir_fd, &text, e);
	if (err == OK)
		err = account_parse(buf_text(&text), out, ret, e);
	buf_done(&text);
	return err;
}

enum err account_list(const char *dir, struct arena *out, struct accounts *ret, struct error *e)
{
	int fd;
	TRY(dir_open(dir, &fd, e));
	enum err err = list_in(fd, out, ret, e);
	close(fd);
	return err;
}

static enum err written(int fd, struct slice text, struct error *e)
{
	while (text.n) {
		ssize_t n = write(fd, text.p, text.n);
		if (n < 0)
			return fail_sys(e, ERR_IO, errno, "cannot write 'users'");
		text = slice_from(text, (size_t)n);
	}
	return fsync(fd) == 0 ? OK : fail_sys(e, ERR_IO, errno, "cannot write 'users'");
}

static enum err file_write(int dir_fd, const struct accounts *all, struct error *e)
{
	struct buf text = BUF_INIT(FILE_MAX);
	for (size_t i = 0; i < all->users.n; i++) {
		const struct account *u = &all->users.at[i];
		buf_printf(&text, "user %.*s %s %.*s\n", SLICE_ARG(u->name),
			account_role_name(u->role), SLICE_ARG(u->hash));
	}
	for (size_t i = 0; i < all->tokens.n; i++) {
		const struct account_token *t = &all->tokens.at[i];
		buf_printf(&text, "token %.*s %.*s %.*s %.*s\n", SLICE_ARG(t->name),
			SLICE_ARG(t->label), SLICE_ARG(t->hash), SLICE_ARG(t->fever));
	}
	int fd = openat(dir_fd, "users.new", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	enum err err = fd < 0 ? fail_sys(e, ERR_IO, errno, "cannot write 'users'")
		: text.failed ? fail(e, ERR_LIMIT, "there are too many users and tokens")
			      : written(fd, buf_text(&text), e);
	if (fd >= 0)
		close(fd);
	if (err == OK && (renameat(dir_fd, "users.new", dir_fd, "users") != 0 ||
				 fsync(dir_fd) != 0))
		err = fail_sys(e, ERR_IO, errno, "cannot write 'users'");
	buf_done(&text);
	return err;
}

/* ---- changes */

struct change {
	enum err (*make)(struct change *c, struct accounts *all, struct error *e);
	struct arena *out;
	struct slice name, label, password;
	enum role role;
	char *token;
};

static enum err hash_password(struct change *c, struct slice *ret, struct error *e)
{
	char *hash = arena_alloc(c->out, crypto_pwhash_STRBYTES);
	if (c->password.n < ACCOUNT_PASSWORD_MIN || c->password.n > ACCOUNT_PASSWORD_MAX)
		return fail(e, ERR_USAGE, "a password has %d to %d bytes", ACCOUNT_PASSWORD_MIN,
			ACCOUNT_PASSWORD_MAX);
	if (crypto_pwhash_str_alg(hash, c->password.p, c->password.n, account_passes,
		    account_memory, crypto_pwhash_ALG_ARGON2ID13) != 0)
		return fail(e, ERR_LIMIT, "there is no memory for hashing a password");
	*ret = slice_str(hash);
	return OK;
}

static struct account *user_of(const struct change *c, const struct accounts *all, struct error *e)
{
	const struct account *found = account_find(all, c->name);
	if (!found)
		fail(e, ERR_NOT_FOUND, "there is no user '%.*s'", SLICE_ARG(c->name));
	return found ? &all->users.at[found - all->users.at] : NULL;
}

static enum err do_add(struct change *c, struct accounts *all, struct error *e)
{
	struct account user = { .name = c->name, .role = c->role };
	if (!account_name_ok(c->name))
		return fail(e, ERR_USAGE, "a name has 1 to %d letters, digits and . _ - @ +",
			ACCOUNT_NAME_MAX);
	if (account_find(all, c->name))
		return fail(e, ERR_USAGE, "there is a user '%.*s'", SLICE_ARG(c->name));
	if (all->users.n == ACCOUNT_MAX)
		return fail(e, ERR_LIMIT, "there are at most %d users", ACCOUNT_MAX);
	TRY(hash_password(c, &user.hash, e));
	*list_add(c->out, &all->users) = user;
	return OK;
}

static enum err do_password(struct change *c, struct accounts *all, struct error *e)
{
	struct account *user = user_of(c, all, e);
	return user ? hash_password(c, &user->hash, e) : ERR_NOT_FOUND;
}

static enum err do_role(struct change *c, struct accounts *all, struct error *e)
{
	struct account *user = user_of(c, all, e);
	if (!user)
		return ERR_NOT_FOUND;
	user->role = c->role;
	return OK;
}

/* Drop the tokens of the user, or the one of that label; how many. */
static size_t drop_tokens(const struct change *c, struct accounts *all)
{
	size_t n = 0;
	for (size_t i = 0; i < all->tokens.n; i++) {
		const struct account_token *t = &all->tokens.at[i];
		if (!slice_eq(t->name, c->name) || (c->label.n && !slice_eq(t->label, c->label)))
			all->tokens.at[n++] = *t;
	}
	size_t dropped = all->tokens.n - n;
	all->tokens.n = n;
	return dropped;
}

static enum err do_remove(struct change *c, struct accounts *all, struct error *e)
{
	struct account *user = user_of(c, all, e);
	if (!user)
		return ERR_NOT_FOUND;
	drop_tokens(c, all);
	memmove(user, user + 1, (size_t)(all->users.at + all->users.n - user - 1) * sizeof *user);
	all->users.n--;
	return OK;
}

static enum err do_token_add(struct change *c, struct accounts *all, struct error *e)
{
	unsigned char bytes[ACCOUNT_TOKEN_LEN / 2];
	char fever[ACCOUNT_FEVER_LEN + 1];
	char *hashes = arena_alloc(c->out, 2 * (ACCOUNT_HASH_LEN + 1));
	if (!user_of(c, all, e))
		return ERR_NOT_FOUND;
	if (!account_name_ok(c->label))
		return fail(e, ERR_USAGE, "a label has 1 to %d letters, digits and . _ - @ +",
			ACCOUNT_NAME_MAX);
	if (all->tokens.n == ACCOUNT_MAX)
		return fail(e, ERR_LIMIT, "there are at most %d tokens", ACCOUNT_MAX);
	for (size_t i = 0; i < all->tokens.n; i++)
		if (slice_eq(all->tokens.at[i].name, c->name) &&
			slice_eq(all->tokens.at[i].label, c->label))
			return fail(e, ERR_USAGE, "there is a token '%.*s' of '%.*s'",
				SLICE_ARG(c->label), SLICE_ARG(c->name));
	randombytes_buf(bytes, sizeof bytes);
	sodium_bin2hex(c->token, ACCOUNT_TOKEN_LEN + 1, bytes, sizeof bytes);
	struct slice token = slice_of(c->token, ACCOUNT_TOKEN_LEN);
	account_fever_key(c->name, token, fever);
	account_hash(token, hashes);
	account_hash(slice_str(fever), hashes + ACCOUNT_HASH_LEN + 1);
	*list_add(c->out, &all->tokens) = (struct account_token){ c->name, c->label,
		slice_str(hashes), slice_str(hashes + ACCOUNT_HASH_LEN + 1) };
	return OK;
}

static enum err do_token_remove(struct change *c, struct accounts *all, struct error *e)
{
	if (!user_of(c, all, e))
		return ERR_NOT_FOUND;
	if (!c->label.n || !drop_tokens(c, all))
		return fail(e, ERR_NOT_FOUND, "there is no token '%.*s' of '%.*s'",
			SLICE_ARG(c->label), SLICE_ARG(c->name));
	return OK;
}

static enum err change(const char *dir, struct change c, struct error *e)
{
	struct arena local = ARENA_INIT;
	struct accounts all = { 0 };
	int fd;
	c.out = &local;
	TRY(dir_open(dir, &fd, e));
	enum err err = flock(fd, LOCK_EX) == 0 ? OK
		: fail_sys(e, ERR_IO, errno, "cannot lock the folder '%s'", dir);
	if (err == OK)
		err = list_in(fd, &local, &all, e);
	if (err == OK)
		err = c.make(&c, &all, e);
	if (err == OK)
		err = file_write(fd, &all, e);
	close(fd);
	arena_done(&local);
	return err;
}

enum err account_add(const char *dir, struct slice name, enum role role, struct slice password,
	struct error *e)
{
	return change(dir, (struct change){ .make = do_add, .name = name, .role = role,
		.password = password }, e);
}

enum err account_set_password(const char *dir, struct slice name, struct slice password,
	struct error *e)
{
	return change(dir, (struct change){ .make = do_password, .name = name,
		.password = password }, e);
}

enum err account_set_role(const char *dir, struct slice name, enum role role, struct error *e)
{
	return change(dir, (struct change){ .make = do_role, .name = name, .role = role }, e);
}

enum err account_remove(const char *dir, struct slice name, struct error *e)
{
	return change(dir, (struct change){ .make = do_remove, .name = name }, e);
}

enum err account_token_add(const char *dir, struct slice name, struct slice label,
	char ret_token[static ACCOUNT_TOKEN_LEN + 1], struct error *e)
{
	return change(dir, (struct change){ .make = do_token_add, .name = name, .label = label,
		.token = ret_token }, e);
}

enum err account_token_remove(const char *dir, struct slice name, struct slice label,
	struct error *e)
{
	return change(dir, (struct change){ .make = do_token_remove, .name = name,
		.label = label }, e);
}
