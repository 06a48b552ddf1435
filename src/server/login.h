/* login: who asks. Passwords, sessions and tokens of the desk's users (account/account.h).
 *
 * Where the archive has no users, everybody who reaches the desk is an admin without a name (on
 * loopback) or a reader (in public mode), and any name and password are right.
 *
 * A session is made by a right password, named by 160 random bits that only its owner knows, and
 * ends at log-out, after SESSION_DAYS without use, and when its user's password is changed or the
 * user removed; not when the server stops (sessions.h). Wrong passwords slow down those who send
 * them, not others: after LOGIN_TRIES wrong ones within LOGIN_WINDOW_S an address is refused
 * without looking, and no more than one password is looked at at a time. */
#ifndef SERVER_LOGIN_H
#define SERVER_LOGIN_H

#include "server/sessions.h"
#include "server/work.h"

enum {
	SESSION_DAYS = 30,
	LOGIN_TRIES = 8, LOGIN_WINDOW_S = 300
};

struct logins *login_start(const char *folder);
struct logins *login_stop(struct logins *l);

/* Find out who sent the request into `w->who`: by cookie, or by a token in Authorization (Bearer,
 * GoogleLogin, or Basic with the user's name) or X-Auth-Token. */
enum err login_who(struct work *w, struct error *e) MUST_USE;

/* Look at a name and a password, or a token in its place. ERR_NOT_FOUND: wrong. ERR_BUSY: too many
 * wrong ones: answer 429. */
enum err login_password(struct work *w, struct slice name, struct slice password,
	struct who *ret, struct error *e) MUST_USE;

/* Begin a session; the token that names it, in `w->out`. */
struct slice login_begin(struct work *w, const struct who *who);
void login_end(struct server *s, struct slice session);

/* The request is from whoever has this session's or API token, sent in its body; "NAME/TOKEN" will
 * do. False: nobody has. */
bool login_token(struct work *w, struct slice token);
/* The request is from whoever has this Fever api_key; false: nobody has. */
bool login_fever(struct work *w, struct slice api_key);

#endif
