/* http: the message in a response's block, after RFC 9112, as servers and archivers really write
 * it. */
#include "warc/warc.h"

#include "warc/coding.h"
#include "warc/header.h"

/* More codings on top of each other have only been seen in attacks. */
enum { MAX_CODINGS = 4 };

/* "HTTP/1.1 200 OK" or "GET / HTTP/1.1". */
static bool start_line(struct slice line, int *ret_status)
{
	struct slice rest = line, first, second;
	if (!slice_next_piece(&rest, ' ', &first))
		return false;
	if (slice_starts_nocase(first, SLICE("HTTP/")) || slice_is(first, "ICY")) {
		int64_t status;
		rest = slice_trim(rest);
		if (!slice_next_piece(&rest, ' ', &second) || second.n != 3 ||
			!slice_to_int(second, &status) || status < 100)
			return false;
		*ret_status = (int)status;
		return true;
	}
	*ret_status = 0;
	for (size_t i = 0; i < first.n; i++)
		if (!ascii_alpha(first.p[i]))
			return false;
	return first.n && slice_find(rest, SLICE(" HTTP/"), 0) != SIZE_MAX;
}

/* The size line of a chunk: hexadecimal digits, then perhaps an extension. */
static bool chunk_size(struct slice line, size_t *ret_size)
{
	size_t size = 0, n = 0;
	line = slice_trim(line);
	for (; n < line.n && ascii_hex(line.p[n]) >= 0; n++) {
		if (size > SIZE_MAX / 32)
			return false;
		size = size * 16 + (size_t)ascii_hex(line.p[n]);
	}
	if (!n || (n < line.n && line.p[n] != ';' && line.p[n] != ' '))
		return false;
	*ret_size = size;
	return true;
}

/* Undo chunked transfer. A body whose beginning is no chunk has been put together before and
 * stays as it is; a chunk that leads nowhere further on ends it early. */
static struct slice dechunk(struct slice body, struct arena *out, bool *ret_truncated)
{
	struct slice rest = body, line;
	size_t size;
	if (!slice_next_line(&rest, &line) || !rest.p || !chunk_size(line, &size))
		return body;
	char *whole = arena_bytes(out, body.n), *to = whole;
	while (size) {
		bool cut = size > rest.n;
		if (cut)
			size = rest.n;
		if (size)
			to = mempcpy(to, rest.p, size);
		rest = slice_from(rest, size);
		bool broken = !cut && slice_next_line(&rest, &line) && line.n;
		if (broken && (size_t)(to - whole) == size)
			return body;
		/* The line break behind the chunk has been passed; then the next size. */
		if (cut || broken || !slice_next_line(&rest, &line) || !chunk_size(line, &size)) {
			*ret_truncated = true;
			break;
		}
	}
	return slice_of(whole, (size_t)(to - whole));
}

static bool names_chunked(const warc_fields *fields)
{
	struct slice rest = warc_field(fields, "Transfer-Encoding"), piece;
	while (slice_next_piece(&rest, ',', &piece))
		if (slice_eq_nocase(slice_trim(piece), SLICE("chunked")))
			return true;
	return false;
}

/* The codings in the order in which they were put on. */
static enum err undo_codings(const warc_fields *fields, size_t max_body, struct arena *out,
	struct http_message *m, struct error *e)
{
	struct slice names[MAX_CODINGS], piece;
	size_t n = 0;
	for (size_t i = 0; i < fields->n; i++) {
		if (!slice_eq_nocase(fields->at[i].name, SLICE("Content-Encoding")))
			continue;
		struct slice rest = fields->at[i].value;
		while (slice_next_piece(&rest, ',', &piece)) {
			if (n == MAX_CODINGS)
				return fail(e, ERR_LIMIT, "more than %d content codings",
					MAX_CODINGS);
			names[n++] = slice_trim(piece);
		}
	}
	while (n--)
		TRY(coding_undo(names[n], m->body, max_body, out, &m->body, &m->truncated, e));
	return OK;
}

/* Cut `"x"` to `x`. */
static struct slice unquote(struct slice s)
{
	s = slice_trim(s);
	if (s.n >= 2 && (s.p[0] == '"' || s.p[0] == '\'') && s.p[s.n - 1] == s.p[0])
		s = slice_trim(slice_sub(s, 1, s.n - 1));
	return s;
}

void http_content_type(struct slice value, struct slice *ret_type, struct slice *ret_charset)
{
	struct slice rest = value, piece;
	*ret_type = *ret_charset = SLICE_NONE;
	if (!slice_next_piece(&rest, ';', &piece))
		return;
	*ret_type = slice_trim(piece);
	while (!ret_charset->n && slice_next_piece(&rest, ';', &piece)) {
		size_t is = slice_find_byte(piece, '=', 0);
		if (is != SIZE_MAX &&
			slice_eq_nocase(slice_trim(slice_sub(piece, 0, is)), SLICE("charset")))
			*ret_charset = unquote(slice_from(piece, is + 1));
	}
}

struct slice warc_http_payload(struct slice head, struct slice body, struct arena *out)
{
	warc_fields fields = { 0 };
	struct slice rest = head, line;
	bool truncated = false;
	if (!slice_next_line(&rest, &line) || !rest.n ||
		!header_fields(arena_str(out, rest), rest.n, out, &fields) ||
		!names_chunked(&fields))
		return body;
	return dechunk(body, out, &truncated);
}

enum err warc_http(struct slice block, size_t max_body, struct arena *out, struct http_message *ret,
	struct error *e)
{
	struct http_message m = { 0 };
	struct slice rest = block, line;
	if (!slice_next_line(&rest, &line) || !start_line(line, &m.status))
		return fail(e, ERR_INPUT, "no HTTP message");
	if (!rest.p)
		rest = SLICE_NONE;
	size_t end = header_end(rest);
	if (end == SIZE_MAX && rest.n > WARC_MAX_HEADER)
		return fail(e, ERR_LIMIT, "an HTTP header of more than %d KiB",
			WARC_MAX_HEADER >> 10);
	/* A message that ends within its header has no body. */
	size_t head_n = end == SIZE_MAX ? rest.n : end;
	m.truncated = end == SIZE_MAX;
	if (!header_fields(arena_str(out, slice_sub(rest, 0, head_n)), head_n, out, &m.fields))
		return fail(e, ERR_LIMIT, "more than %d HTTP header fields", WARC_MAX_FIELDS);
	m.body = slice_from(rest, head_n);
	if (m.body.n > max_body)
		return fail(e, ERR_LIMIT, "a body of %zu bytes, more than %zu", m.body.n, max_body);
	if (names_chunked(&m.fields))
		m.body = dechunk(m.body, out, &m.truncated);
	TRY(undo_codings(&m.fields, max_body, out, &m, e));
	http_content_type(warc_field(&m.fields, "Content-Type"), &m.content_type, &m.charset);
	*ret = m;
	return OK;
}
