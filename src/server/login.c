/* login: users as the file has them, sessions in memory, and the count of wrong passwords. */
#include "server/login.h"

#include <sodium.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { SESSION_LEN = 40, TRIES_SLOTS = 4096, DAY_S = 86400 };

struct tries {
	uint64_t who;
	int64_t since;
	int n;
};

struct logins {
	const char *folder;
	pthread_mutex_t lock;    /* of all that follows but `hashing` */
	pthread_mutex_t hashing; /* one password at a time: 32 MiB and a core each */
	struct arena arena;      /* of `all` */
	struct accounts all;
	struct stat seen;        /* the file when it was read */
	struct session sessions[SESSIONS_MAX];
	struct tries tries[TRIES_SLOTS];
};

struct logins *login_start(const char *folder)
{
	struct logins *l = calloc(1, sizeof *l);
	if (!l)
		abort();
	pthread_mutex_init(&l->lock, NULL);
	pthread_mutex_init(&l->hashing, NULL);
	l->arena = (struct arena)ARENA_INIT;
	l->folder = folder;
	sessions_read(folder, l->sessions);
	return l;
}

struct logins *login_stop(struct logins *l)
{
	if (!l)
		return NULL;
	if (l->all.users.n)
		sessions_write(l->folder, l->sessions); /* when each was used last */
	arena_done(&l->arena);
	free(l);
	return NULL;
}

/* Read the users again where the file is another one. Under the lock. */
static enum err refresh(struct server *s, struct error *e)
{
	struct logins *l = s->logins;
	struct stat now = { 0 };
	char *path = NULL;
	if (asprintf(&path, "%s/users", s->folder) < 0)
		abort();
	if (stat(path, &now) != 0)
		now = (struct stat){ 0 };
	free(path);
	if (now.st_ino == l->seen.st_ino && now.st_size == l->seen.st_size &&
		now.st_mtim.tv_sec == l->seen.st_mtim.tv_sec &&
		now.st_mtim.tv_nsec == l->seen.st_mtim.tv_nsec)
		return OK;
	struct arena fresh = ARENA_INIT;
	struct accounts all;
	enum err err = account_list(s->folder, &fresh, &all, e);
	if (err != OK) {
		arena_done(&fresh);
		return err;
	}
	arena_done(&l->arena);
	l->arena = fresh;
	l->all = all;
	l->seen = now;
	return OK;
}

static void who_set(struct work *w, const struct account *user)
{
	w->who = (struct who){ .name = arena_dup(&w->out, user->name), .role = user->role,
		.users = true, .by_header = true };
	w->can_change = user->role >= ROLE_EDITOR;
}

static enum role role_of_all(const struct server *s)
{
	if (s->logins->all.users.n)
		return s->options.is_public ? ROLE_READER : ROLE_NOBODY;
	return s->options.is_public ? ROLE_READER : ROLE_ADMIN;
}

/* ---- sessions, under the lock */

static void session_id(struct slice token, unsigned char ret[static SESSION_ID_LEN])
{
	crypto_generichash(ret, SESSION_ID_LEN, (const unsigned char *)token.p, token.n, NULL, 0);
}

static struct session *session_find(struct logins *l, struct slice token)
{
	unsigned char id[SESSION_ID_LEN];
	if (token.n != SESSION_LEN)
		return NULL;
	session_id(token, id);
	for (size_t i = 0; i < SESSIONS_MAX; i++)
		if (l->sessions[i].used_at && memcmp(l->sessions[i].id, id, SESSION_ID_LEN) == 0)
			return &l->sessions[i];
	return NULL;
}

/* The user of a session that still holds. */
static const struct account *session_user(struct logins *l, struct slice token, int64_t now)
{
	struct session *session = session_find(l, token);
	if (!session)
		return NULL;
	const struct account *user = account_find(&l->all, slice_str(session->name));
	if (!user || slice_hash(user->hash) != session->password ||
		now - session->used_at > (int64_t)SESSION_DAYS * DAY_S) {
		*session = (struct session){ 0 };
		return NULL;
	}
	session->used_at = now;
	return user;
}

struct slice login_begin(struct work *w, const struct who *who)
{
	struct logins *l = w->server->logins;
	unsigned char bytes[SESSION_LEN / 2];
	char *token = arena_bytes(&w->out, SESSION_LEN + 1);
	randombytes_buf(bytes, sizeof bytes);
	sodium_bin2hex(token, SESSION_LEN + 1, bytes, sizeof bytes);
	pthread_mutex_lock(&l->lock);
	struct session *oldest = &l->sessions[0];
	for (size_t i = 1; i < SESSIONS_MAX; i++)
		if (l->sessions[i].used_at < oldest->used_at)
			oldest = &l->sessions[i];
	const struct account *user = account_find(&l->all, who->name);
	if (user && user->name.n < sizeof oldest->name) {
		*oldest = (struct session){ .used_at = w->now,
			.password = slice_hash(user->hash) };
		memcpy(oldest->name, user->name.p, user->name.n);
		session_id(slice_of(token, SESSION_LEN), oldest->id);
		sessions_write(l->folder, l->sessions);
	}
	pthread_mutex_unlock(&l->lock);
	return slice_of(token, SESSION_LEN);
}

void login_end(struct server *s, struct slice token)
{
	pthread_mutex_lock(&s->logins->lock);
	struct session *session = session_find(s->logins, token);
	if (session) {
		*session = (struct session){ 0 };
		sessions_write(s->folder, s->logins->sessions);
	}
	pthread_mutex_unlock(&s->logins->lock);
}

/* ---- who asks */

/* "NAME/TOKEN" without the name. */
static struct slice bare(struct slice token)
{
	size_t slash = slice_find_byte(token, '/', 0);
	return slash == SIZE_MAX ? token : slice_from(token, slash + 1);
}

/* The token that the request's headers give; with Basic (RFC 7617) `*ret_name` whose it must be. */
static struct slice header_token(struct work *w, struct slice *ret_name)
{
	static const char *const kinds[] = { "Bearer ", "GoogleLogin auth=", "Basic " };
	enum { BASIC = 2, BASIC_MAX = 512 };
	struct slice header = w->request.authorization, pair;
	char *text = arena_bytes(&w->out, BASIC_MAX);
	size_t n = 0, kind = 0;
	while (kind <= BASIC && !slice_starts_nocase(header, slice_str(kinds[kind])))
		kind++;
	if (kind > BASIC)
		return w->request.auth_token;
	struct slice token = slice_trim(slice_from(header, strlen(kinds[kind])));
	if (kind != BASIC)
		return bare(token);
	if (sodium_base642bin((unsigned char *)text, BASIC_MAX, token.p, token.n, NULL, &n, NULL,
		    sodium_base64_VARIANT_ORIGINAL) != 0)
		return SLICE("");
	pair = slice_of(text, n);
	slice_next_piece(&pair, ':', ret_name);
	return pair;
}

/* Under the lock. */
static const struct account *token_user(struct work *w, struct slice token)
{
	struct logins *l = w->server->logins;
	const struct account *user = session_user(l, token, w->now);
	return user ? user : account_of_token(&l->all, token);
}

enum err login_who(struct work *w, struct error *e)
{
	struct logins *l = w->server->logins;
	struct slice cookie = request_cookie(&w->request, "session");
	struct slice name = SLICE("");
	struct slice token = header_token(w, &name);
	pthread_mutex_lock(&l->lock);
	enum err err = refresh(w->server, e);
	if (err == OK) {
		w->who = (struct who){ .role = role_of_all(w->server),
			.users = l->all.users.n > 0 };
		const struct account *user = token.n ? token_user(w, token)
			: session_user(l, cookie, w->now);
		if (user && (!name.n || slice_eq(name, user->name))) {
			who_set(w, user);
			w->who.by_header = token.n > 0;
			w->who.session = token.n ? SLICE("") : cookie;
		}
	}
	pthread_mutex_unlock(&l->lock);
	return err;
}

bool login_token(struct work *w, struct slice token)
{
	struct logins *l = w->server->logins;
	pthread_mutex_lock(&l->lock);
	const struct account *user = token_user(w, bare(token));
	if (user) {
		who_set(w, user);
		w->who.by_header = true;
	}
	pthread_mutex_unlock(&l->lock);
	return user != NULL;
}

bool login_fever(struct work *w, struct slice api_key)
{
	struct logins *l = w->server->logins;
	pthread_mutex_lock(&l->lock);
	const struct account *user = account_of_fever(&l->all, api_key);
	if (user)
		who_set(w, user);
	pthread_mutex_unlock(&l->lock);
	return user != NULL;
}

/* ---- passwords */

/* Of an IPv6 address the first half: who has one has 2^64. */
static uint64_t address_key(struct slice address)
{
	size_t colons = 0;
	for (size_t i = 0; i < address.n; i++)
		if (address.p[i] == ':' && ++colons == 4)
			return slice_hash(slice_sub(address, 0, i));
	return slice_hash(address);
}

/* Count a try; false where there were too many. Under the lock. */
static bool may_try(struct work *w, int by)
{
	uint64_t who = address_key(w->peer);
	struct tries *t = &w->server->logins->tries[who % TRIES_SLOTS];
	if (t->who != who || w->now - t->since > LOGIN_WINDOW_S)
		*t = (struct tries){ .who = who, .since = w->now };
	if (t->n >= LOGIN_TRIES)
		return false;
	t->n += by;
	return true;
}

static void forget_tries(struct work *w)
{
	uint64_t who = address_key(w->peer);
	w->server->logins->tries[who % TRIES_SLOTS] = (struct tries){ 0 };
}

static enum err look(struct work *w, struct slice name, struct slice password, struct who *ret,
	struct error *e)
{
	struct logins *l = w->server->logins;
	struct account user = { 0 };
	pthread_mutex_lock(&l->lock);
	const struct account *found = account_find(&l->all, name);
	const struct account *owner = account_of_token(&l->all, password);
	bool right = found && found == owner;
	if (found)
		user = (struct account){ arena_dup(&w->out, found->name),
			arena_dup(&w->out, found->hash), found->role };
	pthread_mutex_unlock(&l->lock);
	if (!right) {
		if (pthread_mutex_trylock(&l->hashing) != 0)
			return fail(e, ERR_BUSY, "somebody else is just logging in: try again");
		right = account_is(found ? &user : NULL, password);
		pthread_mutex_unlock(&l->hashing);
	}
	if (!right)
		return fail(e, ERR_NOT_FOUND, "name or password is wrong");
	*ret = (struct who){ .name = user.name, .role = user.role, .users = true };
	return OK;
}

enum err login_password(struct work *w, struct slice name, struct slice password,
	struct who *ret, struct error *e)
{
	struct logins *l = w->server->logins;
	pthread_mutex_lock(&l->lock);
	enum err err = refresh(w->server, e);
	bool users = l->all.users.n > 0;
	bool may = err == OK && (!users || may_try(w, 1));
	enum role role = role_of_all(w->server);
	pthread_mutex_unlock(&l->lock);
	TRY(err);
	if (!users) {
		*ret = (struct who){ .role = role };
		return OK;
	}
	if (!may)
		return fail(e, ERR_BUSY, "there were too many wrong passwords: wait %d minutes",
			LOGIN_WINDOW_S / 60);
	err = look(w, name, password, ret, e);
	if (err != ERR_NOT_FOUND) {
		pthread_mutex_lock(&l->lock);
		if (err == OK)
			forget_tries(w);
		else
			may_try(w, -1);
		pthread_mutex_unlock(&l->lock);
	}
	return err;
}
