/* account: users and tokens come back from their file, and only right passwords are right. */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "account/account.h"

/* A token, md5sum's answer for "ani:" and it, and b2sum -l 256 of both. */
#define TOKEN_TEXT "0123456789abcdef0123456789abcdef01234567"
#define FEVER_TEXT "3164bd8ad038121acf5e9be922bc69bb"
#define TOKEN_HASH "980c1c0909f5e7d21a2c1340187c8b9e5dfdf7c4ed68b31c69cf45032e1ff275"
#define FEVER_HASH "a152451e51d51c0b25e058bb4e6b86d340457e72c490b5292e92b9935a9820f7"

static char dir[] = "/tmp/warta-account.XXXXXX";

static struct accounts all_of(struct arena *a)
{
	struct accounts all = { 0 };
	assert_int_equal(account_list(dir, a, &all, NULL), OK);
	return all;
}

static void users_come_and_go(void **state)
{
	(void)state;
	struct arena a = ARENA_INIT;
	struct error e;
	assert_int_equal(all_of(&a).users.n, 0);
	assert_int_equal(account_add(dir, SLICE("ani"), ROLE_ADMIN, SLICE("right password"), &e),
		OK);
	assert_int_equal(account_add(dir, SLICE("budi"), ROLE_READER, SLICE("12345678"), &e), OK);
	assert_int_equal(account_add(dir, SLICE("ani"), ROLE_READER, SLICE("12345678"), &e),
		ERR_USAGE);
	assert_int_equal(account_add(dir, SLICE("a b"), ROLE_READER, SLICE("12345678"), &e),
		ERR_USAGE);
	assert_int_equal(account_add(dir, SLICE("x\nuser"), ROLE_READER, SLICE("12345678"), &e),
		ERR_USAGE);
	assert_int_equal(account_add(dir, SLICE("citra"), ROLE_READER, SLICE("short"), &e),
		ERR_USAGE);
	struct accounts all = all_of(&a);
	assert_int_equal(all.users.n, 2);
	const struct account *ani = account_find(&all, SLICE("ani"));
	assert_true(ani && ani->role == ROLE_ADMIN);
	assert_true(account_is(ani, SLICE("right password")));
	assert_false(account_is(ani, SLICE("Right password")));
	assert_false(account_is(ani, SLICE("")));
	assert_false(account_is(NULL, SLICE("right password")));
	assert_int_equal(account_set_password(dir, SLICE("ani"), SLICE("another one"), &e), OK);
	assert_int_equal(account_set_role(dir, SLICE("ani"), ROLE_EDITOR, &e), OK);
	all = all_of(&a);
	ani = account_find(&all, SLICE("ani"));
	assert_int_equal(ani->role, ROLE_EDITOR);
	assert_false(account_is(ani, SLICE("right password")));
	assert_true(account_is(ani, SLICE("another one")));
	assert_int_equal(account_set_role(dir, SLICE("dewi"), ROLE_EDITOR, &e), ERR_NOT_FOUND);
	arena_done(&a);
}

static void tokens_stand_for_their_user(void **state)
{
	(void)state;
	struct arena a = ARENA_INIT;
	char token[ACCOUNT_TOKEN_LEN + 1], other[ACCOUNT_TOKEN_LEN + 1];
	assert_int_equal(account_token_add(dir, SLICE("ani"), SLICE("phone"), token, NULL), OK);
	assert_int_equal(account_token_add(dir, SLICE("budi"), SLICE("phone"), other, NULL), OK);
	assert_int_equal(account_token_add(dir, SLICE("ani"), SLICE("phone"), other, NULL),
		ERR_USAGE);
	struct accounts all = all_of(&a);
	assert_true(slice_is(account_of_token(&all, slice_str(token))->name, "ani"));
	assert_null(account_of_token(&all, SLICE("")));
	assert_null(account_of_token(&all, slice_of(token, 39)));
	assert_null(account_of_token(&all, SLICE("0000000000000000000000000000000000000000")));
	assert_null(account_of_fever(&all, SLICE("00000000000000000000000000000000")));
	assert_int_equal(account_token_remove(dir, SLICE("ani"), SLICE("phone"), NULL), OK);
	assert_int_equal(account_token_remove(dir, SLICE("ani"), SLICE("phone"), NULL),
		ERR_NOT_FOUND);
	all = all_of(&a);
	assert_null(account_of_token(&all, slice_str(token)));
	assert_int_equal(account_remove(dir, SLICE("budi"), NULL), OK);
	all = all_of(&a);
	assert_int_equal(all.users.n, 1);
	assert_int_equal(all.tokens.n, 0);
	arena_done(&a);
}

static void write_file(const char *text)
{
	char path[64];
	snprintf(path, sizeof path, "%s/users", dir);
	FILE *f = fopen(path, "w");
	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

/* The key is md5 of "ani:TOKEN", as programs make it. */
static void fever_keys_are_of_name_and_token(void **state)
{
	(void)state;
	struct arena a = ARENA_INIT;
	struct stat st;
	char path[64];
	write_file("user ani editor x\ntoken ani t " TOKEN_HASH " " FEVER_HASH "\n");
	struct accounts all = all_of(&a);
	assert_true(slice_is(account_of_token(&all, SLICE(TOKEN_TEXT))->name, "ani"));
	assert_true(slice_is(account_of_fever(&all, SLICE(FEVER_TEXT))->name, "ani"));
	assert_int_equal(account_set_role(dir, SLICE("ani"), ROLE_ADMIN, NULL), OK);
	snprintf(path, sizeof path, "%s/users", dir);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	arena_done(&a);
}

static void a_broken_file_is_told(void **state)
{
	(void)state;
	struct arena a = ARENA_INIT;
	struct accounts all;
	struct error e;
	write_file("user ani editor x\nuser budi king x\n");
	assert_int_equal(account_list(dir, &a, &all, &e), ERR_CORRUPT);
	assert_non_null(strstr(e.msg, "line 2"));
	write_file("token ani t 00 00\n");
	assert_int_equal(account_list(dir, &a, &all, &e), ERR_CORRUPT);
	assert_int_equal(account_set_role(dir, SLICE("ani"), ROLE_ADMIN, &e), ERR_CORRUPT);
	arena_done(&a);
}

static int before(void **state)
{
	(void)state;
	return mkdtemp(dir) ? 0 : -1;
}

static int after(void **state)
{
	char path[64];
	(void)state;
	snprintf(path, sizeof path, "%s/users", dir);
	unlink(path);
	return rmdir(dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(users_come_and_go),
		cmocka_unit_test(tokens_stand_for_their_user),
		cmocka_unit_test(fever_keys_are_of_name_and_token),
		cmocka_unit_test(a_broken_file_is_told),
	};
	return cmocka_run_group_tests(tests, before, after);
}
