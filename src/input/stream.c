/* stream: zlib between read(2) and the caller. */
#include "input/stream.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>
#include <zlib.h>

#include "read/read.h"

struct stream {
	int fd;
	bool gzip;
	bool inside;    /* of a gzip member: the end of the file would come too early */
	bool eof;
	z_stream z;
	uint64_t taken; /* from the file */
	size_t at, n;   /* what of `in` is not used yet */
	char in[READ_HEAD];
};

/* Read until `in` is full or the file ends, so that the head is the same whatever a pipe gives. */
static int fill(struct stream *s)
{
	s->at = s->n = 0;
	while (s->n < sizeof s->in && !s->eof) {
		ssize_t got = read(s->fd, s->in + s->n, sizeof s->in - s->n);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -1;
		s->eof = got == 0;
		s->n += (size_t)got;
	}
	s->taken += s->n;
	return 0;
}

enum err stream_open(int fd, struct stream **ret_stream, struct error *e)
{
	struct stream *s = calloc(1, sizeof *s);
	if (!s)
		abort();
	s->fd = fd;
	if (fill(s) != 0) {
		int sys = errno;
		stream_close(s);
		return fail_sys(e, ERR_IO, sys, "cannot read");
	}
	*ret_stream = s;
	return OK;
}

struct stream *stream_close(struct stream *s)
{
	if (!s)
		return NULL;
	if (s->gzip)
		inflateEnd(&s->z);
	if (s->fd != STDIN_FILENO)
		close(s->fd);
	free(s);
	return NULL;
}

struct slice stream_raw_head(const struct stream *s)
{
	return slice_of(s->in, s->n);
}

void stream_gunzip(struct stream *s)
{
	enum { GZIP_ONLY = 16 + MAX_WBITS };
	if (s->n < 2 || memcmp(s->in, "\x1f\x8b", 2) != 0)
		return;
	if (inflateInit2(&s->z, GZIP_ONLY) != Z_OK)
		abort();
	s->gzip = true;
}

static long read_plain(struct stream *s, char *to, size_t n)
{
	if (s->at == s->n && (s->eof || fill(s) != 0))
		return s->eof ? 0 : -1;
	size_t have = s->n - s->at;
	if (have > n)
		have = n;
	memcpy(to, s->in + s->at, have);
	s->at += have;
	return (long)have;
}

static long bad_gzip(void)
{
	errno = EBADMSG;
	return -1;
}

long stream_read(void *stream, char *to, size_t n)
{
	struct stream *s = stream;
	enum { STEP = 1 << 20 };
	if (!s->gzip)
		return read_plain(s, to, n);
	if (n > STEP)
		n = STEP;
	s->z.next_out = (Bytef *)to;
	s->z.avail_out = (uInt)n;
	while (s->z.avail_out == n) {
		if (s->at == s->n && !s->eof && fill(s) != 0)
			return -1;
		if (s->at == s->n)
			return s->inside ? bad_gzip() : 0;
		if (!s->inside) {
			/* What is no further member is padding, as gzip itself takes it. */
			if (s->in[s->at] != '\x1f')
				return 0;
			inflateReset(&s->z);
			s->inside = true;
		}
		s->z.next_in = (Bytef *)s->in + s->at;
		s->z.avail_in = (uInt)(s->n - s->at);
		int code = inflate(&s->z, Z_NO_FLUSH);
		s->at = s->n - s->z.avail_in;
		if (code == Z_STREAM_END)
			s->inside = false;
		else if (code != Z_OK && code != Z_BUF_ERROR)
			return bad_gzip();
	}
	return (long)(n - s->z.avail_out);
}

uint64_t stream_taken(const struct stream *s)
{
	return s->taken - (s->n - s->at);
}
