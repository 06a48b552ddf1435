/* sessions: read whole, written whole beside the old one. */
#include "server/sessions.h"

#include <fcntl.h>
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LINE_MAX_BYTES = 256 };

static char *path_of(const char *folder, const char *name)
{
	char *path = NULL;
	if (asprintf(&path, "%s/%s", folder, name) < 0)
		abort();
	return path;
}

static bool from_hex(struct slice hex, void *to, size_t len)
{
	size_t n = 0;
	return sodium_hex2bin(to, len, hex.p, hex.n, NULL, &n, NULL) == 0 && n == len &&
		hex.n == 2 * len;
}

bool session_parse(struct slice line, struct session *ret)
{
	struct session s = { 0 };
	struct slice id, name, password;
	if (!slice_next_piece(&line, ' ', &id) || !slice_next_piece(&line, ' ', &name) ||
		!slice_next_piece(&line, ' ', &password) || !name.n ||
		name.n >= sizeof s.name || slice_find_byte(name, 0, 0) != SIZE_MAX ||
		!from_hex(id, s.id, sizeof s.id) ||
		!from_hex(password, &s.password, sizeof s.password) ||
		!slice_to_int(line, &s.used_at) || s.used_at <= 0)
		return false;
	memcpy(s.name, name.p, name.n);
	*ret = s;
	return true;
}

void sessions_read(const char *folder, struct session ret[static SESSIONS_MAX])
{
	char *path = path_of(folder, "sessions"), line[LINE_MAX_BYTES];
	FILE *f = fopen(path, "re");
	size_t n = 0;
	free(path);
	while (f && n < SESSIONS_MAX && fgets(line, sizeof line, f))
		n += session_parse(slice_trim(slice_str(line)), &ret[n]);
	if (f)
		fclose(f);
}

static bool all_written(FILE *f, const struct session all[static SESSIONS_MAX])
{
	for (size_t i = 0; i < SESSIONS_MAX; i++) {
		char id[2 * SESSION_ID_LEN + 1], password[2 * sizeof all[i].password + 1];
		if (!all[i].used_at)
			continue;
		sodium_bin2hex(id, sizeof id, all[i].id, sizeof all[i].id);
		sodium_bin2hex(password, sizeof password,
			(const unsigned char *)&all[i].password, sizeof all[i].password);
		fprintf(f, "%s %s %s %" PRId64 "\n", id, all[i].name, password, all[i].used_at);
	}
	return fflush(f) == 0 && fsync(fileno(f)) == 0;
}

void sessions_write(const char *folder, const struct session all[static SESSIONS_MAX])
{
	char *path = path_of(folder, "sessions"), *beside = path_of(folder, "sessions.new");
	int fd = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
	FILE *f = fd < 0 ? NULL : fdopen(fd, "w");
	if (f) {
		bool whole = all_written(f, all);
		fclose(f);
		if (!whole || rename(beside, path) != 0)
			unlink(beside);
	} else if (fd >= 0) {
		close(fd);
	}
	free(beside);
	free(path);
}
