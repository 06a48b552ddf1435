/* api-users: who may use the desk. */
#include "account/account.h"
#include "api/private.h"

#include <assert.h>

enum warta_code warta_users(const char *folder, int (*user)(void *ctx, const struct warta_user *u),
	void *ctx, struct warta_error *e)
{
	struct error why = { 0 };
	struct arena out = ARENA_INIT;
	struct accounts all = { 0 };
	enum err err = account_list(folder, &out, &all, &why);
	for (size_t i = 0; err == OK && i < all.users.n; i++) {
		const struct account *a = &all.users.at[i];
		LIST(const char *) labels = { 0 };
		for (size_t k = 0; k < all.tokens.n; k++)
			if (slice_eq(all.tokens.at[k].name, a->name))
				*list_add(&out, &labels) = arena_str(&out, all.tokens.at[k].label);
		const struct warta_user u = { .name = arena_str(&out, a->name),
			.role = account_role_name(a->role), .tokens = labels.at,
			.n_tokens = labels.n };
		err = api_stopped(user(ctx, &u), &why);
	}
	arena_done(&out);
	return api_result(err, &why, e);
}

static enum err user_set(const char *folder, struct slice name, const char *role,
	const char *password, struct error *e)
{
	struct arena out = ARENA_INIT;
	struct accounts all = { 0 };
	enum role as = role ? account_role(slice_str(role)) : ROLE_EDITOR;
	enum err err = account_list(folder, &out, &all, e);
	bool known = err == OK && account_find(&all, name);
	arena_done(&out);
	TRY(err);
	if (as == ROLE_NOBODY)
		return fail(e, ERR_USAGE, "'%s' is no role: reader, editor or admin", role);
	if (!known)
		return account_add(folder, name, as, slice_str(password), e);
	if (role)
		TRY(account_set_role(folder, name, as, e));
	return password ? account_set_password(folder, name, slice_str(password), e) : OK;
}

enum warta_code warta_user_set(const char *folder, const char *name, const char *role,
	const char *password, struct warta_error *e)
{
	struct error why = { 0 };
	return api_result(user_set(folder, slice_str(name), role, password, &why), &why, e);
}

enum warta_code warta_user_remove(const char *folder, const char *name, struct warta_error *e)
{
	struct error why = { 0 };
	return api_result(account_remove(folder, slice_str(name), &why), &why, e);
}

enum warta_code warta_user_token(const char *folder, const char *name, const char *label,
	char ret_token[WARTA_TOKEN_SIZE], struct warta_error *e)
{
	struct error why = { 0 };
	static_assert((int)WARTA_TOKEN_SIZE == ACCOUNT_TOKEN_LEN + 1, "a token fits");
	return api_result(account_token_add(folder, slice_str(name), slice_str(label), ret_token,
		&why), &why, e);
}

enum warta_code warta_user_token_remove(const char *folder, const char *name, const char *label,
	struct warta_error *e)
{
	struct error why = { 0 };
	return api_result(account_token_remove(folder, slice_str(name), slice_str(label), &why),
		&why, e);
}
