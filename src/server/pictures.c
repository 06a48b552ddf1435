/* pictures: signing, fetching, looking, keeping. */
#include "server/pictures.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "server/outside.h"
#include "view/view.h"

enum { KEY_LEN = 32 };

/* ---- the key */

enum err picture_key(const char *folder, unsigned char ret[static SECRET_LEN], struct error *e)
{
	char *path = NULL;
	if (asprintf(&path, "%s/secret", folder) < 0)
		abort();
	unsigned char key[SECRET_LEN];
	randombytes_buf(key, sizeof key);
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	bool ours = fd >= 0;
	if (!ours && errno == EEXIST)
		fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : ours ? write(fd, key, sizeof key) : read(fd, key, sizeof key);
	int sys = errno;
	if (fd >= 0)
		close(fd);
	if (n >= 0 && n != sizeof key && !ours)
		unlink(path); /* a crash left half of it: another one is made */
	/* In a folder that cannot be written to, pictures have addresses of this run. */
	bool failed = n != sizeof key && (n >= 0 || (sys != EROFS && sys != EACCES));
	enum err err = failed ? fail_sys(e, ERR_IO, sys, "cannot read '%s'", path) : OK;
	free(path);
	if (!failed)
		memcpy(ret, key, sizeof key);
	return err;
}

static void sign(const struct server *s, struct slice url, char ret[static KEY_LEN + 1])
{
	unsigned char hash[KEY_LEN / 2];
	crypto_generichash(hash, sizeof hash, (const unsigned char *)url.p, url.n, s->picture_key,
		sizeof s->picture_key);
	sodium_bin2hex(ret, KEY_LEN + 1, hash, sizeof hash);
}

struct slice picture_address(struct work *w, struct slice url)
{
	char key[KEY_LEN + 1];
	struct buf to = BUF_INIT(1 << 16);
	if (!view_web_address(url).n)
		return SLICE("");
	sign(w->server, url, key);
	buf_printf(&to, "/picture?k=%s&u=", key);
	put_url(&to, url);
	struct slice address = to.failed ? SLICE("") : arena_dup(&w->out, buf_text(&to));
	buf_done(&to);
	return address;
}

/* ---- looking at it */

static unsigned be32(struct slice s, size_t at)
{
	const unsigned char *p = (const unsigned char *)s.p + at;
	return (unsigned)p[0] << 24 | (unsigned)p[1] << 16 | (unsigned)p[2] << 8 | p[3];
}

static bool has_at(struct slice s, size_t at, const char *magic, size_t n)
{
	return s.n >= at + n && memcmp(s.p + at, magic, n) == 0;
}

/* So few pixels that nobody is meant to see them. */
static bool is_tiny(struct slice s)
{
	const unsigned char *p = (const unsigned char *)s.p;
	uint64_t pixels = PICTURE_MIN_PIXELS;
	if (has_at(s, 0, "\x89PNG", 4) && s.n >= 24)
		pixels = (uint64_t)be32(s, 16) * be32(s, 20);
	else if (has_at(s, 0, "GIF8", 4) && s.n >= 10)
		pixels = (uint64_t)(p[6] | p[7] << 8) * (uint64_t)(p[8] | p[9] << 8);
	return pixels < PICTURE_MIN_PIXELS;
}

const char *picture_type(struct slice bytes)
{
	static const struct {
		size_t at, n;
		const char *magic, *type;
	} types[] = {
		{ 0, 3, "\xff\xd8\xff", "image/jpeg" },
		{ 0, 8, "\x89PNG\r\n\x1a\n", "image/png" },
		{ 0, 6, "GIF87a", "image/gif" },
		{ 0, 6, "GIF89a", "image/gif" },
		{ 8, 4, "WEBP", "image/webp" },
		{ 4, 8, "ftypavif", "image/avif" },
	};
	if (is_tiny(bytes))
		return NULL;
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (has_at(bytes, types[i].at, types[i].magic, types[i].n))
			return types[i].type;
	return NULL;
}

/* ---- the cache: a file is the address, a newline, the bytes; where it is not to be had (the
 * folder cannot be written to) pictures are fetched each time */

static struct slice slot_path(struct work *w, struct slice url)
{
	return arena_printf(&w->out, "%s/pictures/%03llu", w->server->folder,
		(unsigned long long)(slice_hash(url) % PICTURE_SLOTS));
}

static bool cache_get(struct work *w, struct slice url, struct slice *ret)
{
	enum { FILE_MAX = PICTURE_MAX + (16 << 10) };
	int fd = open(arena_str(&w->out, slot_path(w, url)), O_RDONLY | O_CLOEXEC);
	struct stat st;
	if (fd < 0)
		return false;
	bool fits = fstat(fd, &st) == 0 && st.st_size > (off_t)url.n && st.st_size < FILE_MAX;
	size_t n = fits ? (size_t)st.st_size : 0;
	char *text = arena_bytes(&w->out, n + 1);
	fits = fits && read(fd, text, n) == (ssize_t)n;
	close(fd);
	if (!fits || memcmp(text, url.p, url.n) != 0 || text[url.n] != '\n')
		return false;
	*ret = slice_from(slice_of(text, n), url.n + 1);
	return true;
}

static void cache_put(struct work *w, struct slice url, struct slice bytes)
{
	char *path = arena_str(&w->out, slot_path(w, url));
	char *dir = arena_str(&w->out, arena_printf(&w->out, "%s/pictures", w->server->folder));
	char *beside = arena_str(&w->out, arena_printf(&w->out, "%s/XXXXXX", dir));
	mkdir(dir, 0700);
	int fd = mkstemp(beside);
	if (fd < 0)
		return;
	bool whole = write(fd, url.p, url.n) == (ssize_t)url.n && write(fd, "\n", 1) == 1 &&
		write(fd, bytes.p, bytes.n) == (ssize_t)bytes.n;
	close(fd);
	if (!whole || rename(beside, path) != 0)
		unlink(beside);
}

/* ---- the answer */

enum err serve_picture(struct work *w, struct error *e)
{
	char key[KEY_LEN + 1];
	struct slice url = request_param(&w->request, "u"), k = request_param(&w->request, "k");
	struct slice bytes;
	sign(w->server, url, key);
	if (k.n != KEY_LEN || sodium_memcmp(k.p, key, KEY_LEN) != 0)
		return fail(e, ERR_NOT_FOUND, "no picture of this archive");
	if (!cache_get(w, url, &bytes)) {
		TRY(outside_get(w, url, PICTURE_MAX, &bytes, e));
		if (!picture_type(bytes))
			return fail(e, ERR_NOT_FOUND, "what is there is no picture");
		cache_put(w, url, bytes);
	}
	w->reply.type = picture_type(bytes);
	if (!w->reply.type)
		return fail(e, ERR_NOT_FOUND, "what is there is no picture");
	w->reply.cache = "private, max-age=604800";
	buf_slice(&w->reply.body, bytes);
	return OK;
}
