/* record: headers of records. */
#include "archive/record.h"

#include <assert.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* The type of what a file holds, for other people's tools; our own readers look at the bytes. */
static const char *const content_types[N_READ_KINDS] = {
	[READ_DUMP] = "text/plain",
	[READ_PAGE] = "text/html",
	[READ_FEED] = "application/xml",
	[READ_JSONL] = "application/x-ndjson",
};

struct slice record_date(int64_t now, struct arena *out)
{
	char text[DATE_TEXT_MAX];
	size_t n = date_print((struct date){ .seconds = now, .kind = DATE_ZONED }, text);
	return arena_dup(out, slice_of(text, n));
}

struct slice record_new_id(struct arena *out)
{
	unsigned char b[16];
	randombytes_buf(b, sizeof b);
	b[6] = (b[6] & 0x0f) | 0x40;
	b[8] = (b[8] & 0x3f) | 0x80;
	return arena_printf(out,
		"<urn:uuid:%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x>",
		b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12],
		b[13], b[14], b[15]);
}

/* The address of a file (RFC 8089), its path percent-encoded (RFC 3986). */
static struct slice file_uri(const struct input_item *item, struct arena *out)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789-._~/";
	char *named = arena_str(out, item->path);
	char *real = realpath(named, NULL);
	const char *path = slice_is(item->path, "-") ? "/dev/stdin" : real ? real : named;
	size_t n = strlen(path);
	char *uri = arena_bytes(out, n * 3 + 40), *to = stpcpy(uri, "file://");
	for (size_t i = 0; i < n; i++)
		if (strchr(plain, path[i]))
			*to++ = path[i];
		else
			to += snprintf(to, 4, "%%%02X", (unsigned char)path[i]);
	free(real);
	if (item->kind == READ_JSONL && item->at > 1)
		to += snprintf(to, 32, "#line=%llu", (unsigned long long)item->at);
	return slice_of(uri, (size_t)(to - uri));
}

static void add_field(struct warc_record *r, struct arena *out, const char *name,
	struct slice value)
{
	*list_add(out, &r->fields) = (struct warc_field){ slice_str(name), value };
}

static void resource_of_file(const struct input_item *item, int64_t now, struct arena *out,
	struct warc_record *r)
{
	r->type = SLICE("resource");
	r->id = record_new_id(out);
	r->uri = file_uri(item, out);
	r->date = record_date(now, out);
	r->content_type = slice_str(content_types[item->kind]);
	r->block = item->bytes;
	add_field(r, out, "WARC-Type", r->type);
	add_field(r, out, "WARC-Record-ID", r->id);
	add_field(r, out, "WARC-Date", r->date);
	add_field(r, out, "WARC-Target-URI", r->uri);
	add_field(r, out, "Content-Type", r->content_type);
}

static struct slice block_of(struct slice head, struct slice body, struct arena *out)
{
	char *block = arena_bytes(out, head.n + body.n + 1);
	memcpy(mempcpy(block, head.p, head.n), body.n ? body.p : "", body.n);
	return slice_of(block, head.n + body.n);
}

static void begin_record(struct warc_record *r, struct slice type,
	const struct record_exchange *x, const char *content_type, struct arena *out)
{
	*r = (struct warc_record){ .type = type };
	r->id = record_new_id(out);
	r->uri = arena_dup(out, x->url);
	r->date = record_date(x->at, out);
	r->content_type = slice_str(content_type);
	add_field(r, out, "WARC-Type", r->type);
	add_field(r, out, "WARC-Record-ID", r->id);
	add_field(r, out, "WARC-Date", r->date);
	add_field(r, out, "WARC-Target-URI", r->uri);
	add_field(r, out, "Content-Type", r->content_type);
}

void record_of_exchange(const struct record_exchange *x, struct arena *out,
	struct warc_record *ret, struct warc_record *ret_request)
{
	static const char server[] = "http://netpreserve.org/warc/1.1/revisit/server-not-modified";
	static const char same[] =
		"http://netpreserve.org/warc/1.1/revisit/identical-payload-digest";
	bool revisit = (x->not_modified || x->same) && x->same_at;
	begin_record(ret, revisit ? SLICE("revisit") : SLICE("response"), x,
		"application/http;msgtype=response", out);
	if (x->ip.n)
		add_field(ret, out, "WARC-IP-Address", arena_dup(out, x->ip));
	if (x->use.n)
		add_field(ret, out, RECORD_USE_FIELD, x->use);
	if (!x->not_modified) {
		char digest[WARC_DIGEST_LEN + 1];
		warc_digest_of_sum(x->digest, digest);
		add_field(ret, out, "WARC-Payload-Digest", arena_dup(out, slice_str(digest)));
	}
	if (revisit) {
		add_field(ret, out, "WARC-Profile", slice_str(x->not_modified ? server : same));
		add_field(ret, out, "WARC-Refers-To-Target-URI", arena_dup(out, x->same_url));
		add_field(ret, out, "WARC-Refers-To-Date", record_date(x->same_at, out));
	}
	ret->block = block_of(x->head, revisit ? SLICE_NONE : x->body, out);
	begin_record(ret_request, SLICE("request"), x, "application/http;msgtype=request", out);
	add_field(ret_request, out, "WARC-Concurrent-To", ret->id);
	ret_request->block = arena_dup(out, x->request);
}

enum err record_of_item(const struct input_item *item, int64_t now, struct arena *out,
	struct warc_record *ret, struct error *e)
{
	if (item->kind == READ_WARC)
		return record_of_foreign(&item->record, now, out, ret, e);
	*ret = (struct warc_record){ 0 };
	resource_of_file(item, now, out, ret);
	return OK;
}

void record_set_url(struct warc_record *record, struct slice url)
{
	if (!url.n)
		return;
	record->uri = url;
	for (size_t i = 0; i < record->fields.n; i++)
		if (slice_is(record->fields.at[i].name, "WARC-Target-URI"))
			record->fields.at[i].value = url;
}

bool record_is_kept(const struct warc_record *record)
{
	return !slice_eq_nocase(record->type, SLICE("warcinfo"));
}

void record_digest(const struct warc_record *record,
	unsigned char ret_digest[static STORE_DIGEST_LEN])
{
	static_assert((int)STORE_DIGEST_LEN == (int)WARC_SUM_LEN, "a SHA-256");
	warc_sum(record->block, ret_digest);
}

enum err record_pack(const struct warc_record *record,
	const unsigned char digest[static STORE_DIGEST_LEN], struct buf *to, struct error *e)
{
	return warc_write(record->fields.at, record->fields.n, record->block, digest, NULL, to, e);
}

enum err record_warcinfo(void *ctx, const char *name, struct buf *to, struct error *e)
{
	(void)ctx;
	return warc_write_info(name, time(NULL), to, e);
}

void record_copy(const struct warc_record *record, struct arena *out, struct warc_record *ret)
{
	struct warc_record r = *record;
	r.type = arena_dup(out, r.type);
	r.id = arena_dup(out, r.id);
	r.uri = arena_dup(out, r.uri);
	r.date = arena_dup(out, r.date);
	r.content_type = arena_dup(out, r.content_type);
	r.block = arena_dup(out, r.block);
	r.fields.at = NULL;
	r.fields.n = r.fields.cap = 0;
	for (size_t i = 0; i < record->fields.n; i++)
		*list_add(out, &r.fields) = (struct warc_field){
			arena_dup(out, record->fields.at[i].name),
			arena_dup(out, record->fields.at[i].value)
		};
	*ret = r;
}
