/* reader: records from a stream. Gzip members are streams of their own inside it, so that a record
 * that is broken ends at the latest with its member; what may have to be read again stays in the
 * windows (warc/window.h) until the record is known to be whole. */
#include "warc/warc.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

#include "warc/header.h"
#include "warc/window.h"

enum {
	/* Packed bytes that are kept of a member, to look for the next one inside it where it is
	 * damaged. Damage is noticed long before, as a rule. */
	MEMBER_HELD = 1 << 20,
	/* What is judged of a possible member: its header, the tables of its first block and the
	 * few bytes that must be "WARC/". */
	MEMBER_HEAD = 1024,
	VERSION_LINE = 32,
};

struct inflater {
	z_stream z;
	bool ready;
};

struct warc_reader {
	warc_read_fn read_fn;
	void *ctx;
	size_t max_block;
	struct window raw;      /* the stream */
	struct window unpacked; /* the member that is being read, where `in_member` */
	struct inflater member, judge; /* of the member; of what may be one */
	bool in_member;
	bool member_begun;  /* a record of the member was read before */
	bool member_broken; /* unpacking met damage; what came before it counts */
	uint64_t member_at; /* where it begins */
	uint64_t gone_back; /* packed bytes read a second time so far */
	struct error fault; /* why a window failed or ended early */
};

static void inflater_begin(struct inflater *i)
{
	int err = i->ready ? inflateReset(&i->z) : inflateInit2(&i->z, 15 + 16);
	if (err != Z_OK)
		abort(); /* memory, or a zlib of another version */
	i->ready = true;
}

static void inflater_done(struct inflater *i)
{
	if (i->ready)
		inflateEnd(&i->z);
	i->ready = false;
}

static bool is_member(struct slice s)
{
	return s.n >= 3 && memcmp(s.p, "\x1f\x8b\x08", 3) == 0;
}

static struct window *current(struct warc_reader *r)
{
	return r->in_member ? &r->unpacked : &r->raw;
}

static long raw_fill(void *ctx, char *to, size_t n)
{
	struct warc_reader *r = ctx;
	long got = r->read_fn(r->ctx, to, n);
	if (got < 0)
		fail_sys(&r->fault, ERR_IO, errno, "cannot read");
	return got;
}

static long unpack(void *ctx, char *to, size_t n)
{
	struct warc_reader *r = ctx;
	r->member.z.next_out = (unsigned char *)to;
	r->member.z.avail_out = n > UINT32_MAX ? UINT32_MAX : (unsigned)n;
	unsigned room = r->member.z.avail_out;
	while (r->member.z.avail_out == room && !r->member_broken) {
		/* With nothing left to unpack there may still be something left to give out. */
		size_t have = window_need(&r->raw, 1);
		unsigned in = have > UINT32_MAX ? UINT32_MAX : (unsigned)have;
		r->member.z.next_in = (unsigned char *)(r->raw.p + r->raw.at);
		r->member.z.avail_in = in;
		int z = inflate(&r->member.z, Z_NO_FLUSH);
		window_take(&r->raw, in - r->member.z.avail_in);
		if (z == Z_STREAM_END) {
			r->unpacked.ended = true;
			break;
		}
		r->member_broken = z != Z_OK && z != Z_BUF_ERROR;
		if (!have && !r->member_broken && r->member.z.avail_out == room) {
			if (!r->raw.failed)
				(void)fail(&r->fault, ERR_INPUT,
					"gzip member at offset %llu is cut off",
					(unsigned long long)r->member_at);
			return -1;
		}
	}
	if (r->member.z.avail_out == room && r->member_broken) {
		(void)fail(&r->fault, ERR_INPUT, "gzip member at offset %llu is damaged (%s)",
			(unsigned long long)r->member_at,
			r->member.z.msg ? r->member.z.msg : "no gzip");
		return -1;
	}
	return (long)(room - r->member.z.avail_out);
}

struct warc_reader *warc_reader_open(warc_read_fn read_fn, void *ctx, size_t max_block)
{
	struct warc_reader *r = calloc(1, sizeof *r);
	if (!r)
		abort();
	r->read_fn = read_fn;
	r->ctx = ctx;
	assert(max_block <= SIZE_MAX / 4);
	r->max_block = max_block;
	r->raw = (struct window){ .fill = raw_fill, .ctx = r };
	r->unpacked = (struct window){ .fill = unpack, .ctx = r };
	return r;
}

void warc_reader_begin_at(struct warc_reader *r, uint64_t offset)
{
	r->raw.base = offset;
}

struct warc_reader *warc_reader_close(struct warc_reader *r)
{
	if (!r)
		return NULL;
	inflater_done(&r->member);
	inflater_done(&r->judge);
	window_done(&r->raw);
	window_done(&r->unpacked);
	free(r);
	return NULL;
}

static void enter_member(struct warc_reader *r)
{
	r->in_member = true;
	r->member_begun = r->member_broken = false;
	r->member_at = window_pos(&r->raw);
	window_hold(&r->raw, MEMBER_HELD);
	window_restart(&r->unpacked);
	inflater_begin(&r->member);
}

static void leave_member(struct warc_reader *r)
{
	r->in_member = false;
	window_let_go(&r->raw);
}

/* Does `s` begin with a member that unpacks to a record? */
static bool is_packed_record(struct inflater *i, struct slice s)
{
	if (!is_member(s) || s.n < 18 || ((unsigned char)s.p[3] & 0xe0))
		return false;
	unsigned char out[5];
	inflater_begin(i);
	i->z.next_in = (unsigned char *)(uintptr_t)s.p;
	i->z.avail_in = s.n > MEMBER_HEAD ? MEMBER_HEAD : (unsigned)s.n;
	i->z.next_out = out;
	i->z.avail_out = sizeof out;
	inflate(&i->z, Z_SYNC_FLUSH);
	return i->z.avail_out == 0 && memcmp(out, "WARC/", sizeof out) == 0;
}

static bool is_plain_record(struct slice s)
{
	struct slice line;
	s = slice_sub(s, 0, VERSION_LINE);
	return slice_find_byte(s, '\n', 0) != SIZE_MAX && slice_next_line(&s, &line) &&
		header_is_version(line);
}

bool warc_is(struct slice head)
{
	struct inflater i = { 0 };
	bool is = is_plain_record(head) || is_packed_record(&i, head);
	inflater_done(&i);
	return is;
}

static void skip_blank_lines(struct window *w)
{
	while (window_need(w, 1) && (w->p[w->at] == '\r' || w->p[w->at] == '\n'))
		window_take(w, 1);
}

/* A version and a field that such headers begin with: what is looked for amid anything. */
static bool is_record_head(struct slice s)
{
	struct slice rest = slice_sub(s, 0, MEMBER_HEAD), line;
	if (!is_plain_record(s) || !slice_next_line(&rest, &line))
		return false;
	return slice_starts_nocase(rest, SLICE("WARC-")) ||
		slice_starts_nocase(rest, SLICE("Content-"));
}

/* Look in the next `limit` bytes of `w` for a record, `packed_too` or only plain, and stand before
 * it; or behind them where there is none. */
static bool find_record(struct warc_reader *r, struct window *w, bool packed_too, uint64_t limit)
{
	char before = '\n';
	while (limit) {
		size_t have = window_need(w, MEMBER_HEAD);
		/* The end of what is at hand is judged when more of it is, or at the end. */
		size_t sure = have < MEMBER_HEAD ? have : have - MEMBER_HEAD + 1;
		if (!have)
			return false;
		if (sure > limit)
			sure = (size_t)limit;
		const char *p = w->p + w->at;
		for (size_t i = 0; i < sure; i++) {
			struct slice s = slice_of(p + i, have - i);
			if ((p[i] == 'W' && before == '\n' && is_record_head(s)) ||
				(packed_too && p[i] == 0x1f && is_packed_record(&r->judge, s))) {
				window_take(w, i);
				return true;
			}
			before = p[i];
		}
		window_take(w, sure);
		limit -= sure;
	}
	return false;
}

/* After an error in the record that began at `start` of the current window: stand before the next
 * record, if there is one. */
static bool resynchronise(struct warc_reader *r, uint64_t start)
{
	if (r->in_member) {
		/* Also where unpacking failed: a wrong length may have led that far. */
		if (window_back_to(&r->unpacked, start))
			window_take(&r->unpacked, window_need(&r->unpacked, 1) ? 1 : 0);
		window_let_go(&r->unpacked);
		if (find_record(r, &r->unpacked, false, UINT64_MAX))
			return true;
	}
	if (r->in_member) {
		uint64_t pos = window_pos(&r->raw), back = r->member_at + 1;
		/* A file made of members in members would be read over and over: only as much is
		 * read twice as there is. */
		if (r->unpacked.failed && r->gone_back + (pos - back) <= pos + MEMBER_HELD &&
			window_back_to(&r->raw, back))
			r->gone_back += pos - back;
		leave_member(r);
	} else if (window_back_to(&r->raw, start)) {
		window_take(&r->raw, window_need(&r->raw, 1) ? 1 : 0);
	}
	window_let_go(&r->raw);
	/* Where reading failed, the next call tells. */
	return find_record(r, &r->raw, true, UINT64_MAX) || r->raw.failed;
}

/* Stand before the next record; false at the end of all. */
static bool to_record(struct warc_reader *r)
{
	for (;;) {
		struct window *w = current(r);
		skip_blank_lines(w);
		if (r->in_member) {
			if (window_need(w, 1) || w->failed)
				return true;
			leave_member(r);
		} else if (window_need(w, 3) && is_member(window_rest(w))) {
			enter_member(r);
		} else {
			return window_need(w, 1) || w->failed;
		}
	}
}

/* Find the end of the header that begins at the window's place. */
static enum err find_header(struct window *w, size_t *ret_n, struct error *e)
{
	size_t line = 0;
	for (;;) {
		/* No more than the limit is looked at, however much of it is at hand. */
		struct slice s = slice_sub(window_rest(w), 0, WARC_MAX_HEADER);
		size_t feed = slice_find_byte(s, '\n', line);
		if (feed == SIZE_MAX) {
			if (line == 0 && s.n > VERSION_LINE)
				return fail(e, ERR_INPUT, "no WARC record begins there");
			if (s.n == WARC_MAX_HEADER)
				return fail(e, ERR_INPUT, "its header has no end in %d KiB",
					WARC_MAX_HEADER >> 10);
			if (window_need(w, s.n + 1) > s.n)
				continue;
			if (line == 0)
				return fail(e, ERR_INPUT, "no WARC record begins there");
			return fail(e, ERR_INPUT, "the file ends in its header");
		}
		struct slice text = slice_sub(s, line, feed);
		if (text.n && text.p[text.n - 1] == '\r')
			text.n--;
		if (header_is_version(text) != (line == 0))
			return fail(e, ERR_INPUT, line ? "another record begins in its header"
				: "no WARC record begins there");
		line = feed + 1;
		if (!text.n)
			break;
	}
	*ret_n = line;
	return OK;
}

static enum err parse_header(struct slice head, struct arena *out, struct warc_record *ret,
	struct error *e)
{
	char *lines = arena_str(out, head);
	size_t first = slice_find_byte(head, '\n', 0) + 1;
	if (!header_fields(lines + first, head.n - first, out, &ret->fields))
		return fail(e, ERR_INPUT, "its header has more than %d fields", WARC_MAX_FIELDS);
	ret->type = warc_field(&ret->fields, "WARC-Type");
	ret->id = warc_field(&ret->fields, "WARC-Record-ID");
	ret->uri = warc_field(&ret->fields, "WARC-Target-URI");
	ret->date = warc_field(&ret->fields, "WARC-Date");
	ret->content_type = warc_field(&ret->fields, "Content-Type");
	if (ret->uri.n >= 2 && ret->uri.p[0] == '<' && ret->uri.p[ret->uri.n - 1] == '>')
		ret->uri = slice_sub(ret->uri, 1, ret->uri.n - 1);
	struct slice length = warc_field(&ret->fields, "Content-Length");
	int64_t n;
	if (!length.n)
		return fail(e, ERR_INPUT, "it has no Content-Length");
	if (!slice_to_int(length, &n) || n < 0)
		return fail(e, ERR_INPUT, "its Content-Length is '%.*s'",
			length.n > 40 ? 40 : (int)length.n, length.p);
	ret->length = (uint64_t)n;
	return OK;
}

/* With the block passed and blank lines behind it: does another record follow, or what a cut has
 * left of one, or the end? */
static bool is_followed(struct window *w, bool packed_too)
{
	window_need(w, 5);
	struct slice rest = slice_sub(window_rest(w), 0, 5), magic = SLICE("\x1f\x8b\x08");
	return slice_eq(rest, slice_sub(SLICE("WARC/"), 0, rest.n)) ||
		(packed_too && slice_eq(slice_sub(rest, 0, 3), slice_sub(magic, 0, rest.n)));
}

/* Is the block, whose length leads nowhere, still what was meant? Each byte of a window is hashed
 * once at most, however many records claim it. */
static bool digest_vouches(struct window *w, const struct warc_record *rec, struct slice block,
	uint64_t pos)
{
	bool known;
	struct slice digest = warc_field(&rec->fields, "WARC-Block-Digest");
	if (rec->cut || !digest.n || pos < w->hashed_to)
		return false;
	w->hashed_to = pos + block.n;
	return warc_digest_holds(digest, block, &known);
}

static enum err read_block(struct warc_reader *r, struct window *w, struct arena *out,
	struct warc_record *rec, struct error *e)
{
	uint64_t from = window_pos(w), there;
	if (rec->cut) {
		/* Too long to be held and gone back to. A record that begins inside tells, more
		 * often than not, that the length is wrong. */
		window_let_go(w);
		bool other = find_record(r, w, false, rec->length);
		there = window_pos(w) - from;
		if (other)
			return fail(e, ERR_INPUT, "its Content-Length is %llu, but another record "
				"begins after %llu bytes", (unsigned long long)rec->length,
				(unsigned long long)there);
	} else {
		size_t have = window_need(w, (size_t)rec->length);
		there = have < rec->length ? have : rec->length;
		window_take(w, (size_t)there);
	}
	if (there < rec->length && w->failed)
		return fail(e, r->fault.code, "%s", r->fault.msg);
	if (there < rec->length)
		return fail(e, ERR_INPUT,
			"its Content-Length is %llu, but the %s ends after %llu bytes",
			(unsigned long long)rec->length, r->in_member ? "gzip member" : "file",
			(unsigned long long)there);
	skip_blank_lines(w);
	bool followed = is_followed(w, !r->in_member);
	if (w->failed)
		return fail(e, r->fault.code, "%s", r->fault.msg);
	struct slice block = rec->cut ? SLICE_NONE
		: slice_of(w->p + (from - w->base), (size_t)rec->length);
	if (!followed && !digest_vouches(w, rec, block, from))
		return fail(e, ERR_INPUT,
			"its Content-Length is %llu, but no record begins behind that",
			(unsigned long long)rec->length);
	rec->block = arena_dup(out, block);
	return OK;
}

static enum err read_record(struct warc_reader *r, struct arena *out, struct warc_record *ret,
	struct error *e)
{
	struct window *w = current(r);
	struct warc_record rec = { 0 };
	uint64_t start = window_pos(w);
	size_t head_n = 0;
	rec.offset = r->in_member ? r->member_at : start;
	window_hold(w, SIZE_MAX);
	if (!window_need(w, 1) && w->failed)
		return fail(e, r->fault.code, "%s", r->fault.msg);
	enum err err = find_header(w, &head_n, e);
	if (w->failed)
		return fail(e, r->fault.code, "%s", r->fault.msg);
	TRY(err);
	TRY(parse_header(slice_of(w->p + w->at, head_n), out, &rec, e));
	window_take(w, head_n);
	rec.cut = rec.length > r->max_block;
	TRY(read_block(r, w, out, &rec, e));
	if (!r->in_member)
		rec.stored = window_pos(w) - start;
	else if (!r->member_begun && !window_need(w, 1))
		rec.stored = window_pos(&r->raw) - r->member_at;
	r->member_begun = true;
	window_let_go(w);
	*ret = rec;
	return OK;
}

enum err warc_next(struct warc_reader *r, struct arena *out, struct warc_record *ret,
	bool *ret_more, struct error *e)
{
	*ret_more = false;
	if (!to_record(r))
		return OK;
	uint64_t start = window_pos(current(r)), offset = r->in_member ? r->member_at : start;
	bool later = r->in_member && r->member_begun;
	enum err err = read_record(r, out, ret, e);
	if (err == OK) {
		*ret_more = true;
		return OK;
	}
	if (err == ERR_INPUT)
		*ret_more = resynchronise(r, start);
	if (later)
		return wrap(e, err, "record %llu bytes into the gzip member at offset %llu",
			(unsigned long long)start, (unsigned long long)offset);
	return wrap(e, err, "record at offset %llu", (unsigned long long)offset);
}
