/* sessions: the file `sessions` in the folder of an archive: who is logged in to its desk, so that
 * a server that starts again need not ask.
 *
 * A line a session, words parted by a blank: ID NAME PASSWORD USED. ID is the BLAKE2b of what names
 * the session, so that whoever reads the file cannot be anybody by it. PASSWORD is a short hash of
 * what the file `users` says of the password that began it; both are hexadecimal digits. USED are
 * Unix seconds. The file is its owner's alone, belongs to no backup and may be deleted any time. */
#ifndef SERVER_SESSIONS_H
#define SERVER_SESSIONS_H

#include "account/account.h"

enum { SESSIONS_MAX = 4096, SESSION_ID_LEN = 32 };

/* A session belongs to a password: another one ends it. */
struct session {
	unsigned char id[SESSION_ID_LEN];
	char name[ACCOUNT_NAME_MAX + 1];
	uint64_t password;
	int64_t used_at; /* 0: free */
};

/* False: the line is none of the file. */
bool session_parse(struct slice line, struct session *ret);

/* What cannot be read is no session. */
void sessions_read(const char *folder, struct session ret[static SESSIONS_MAX]);

/* In a folder that cannot be written to, sessions end with the server. */
void sessions_write(const char *folder, const struct session all[static SESSIONS_MAX]);

#endif
