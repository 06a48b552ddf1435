/* record: from a WARC record to the document in it, and to its articles. */
#include "read/read.h"

#include "feed/feed.h"
#include "read/sniff.h"
#include "url/url.h"


/* What a document can be by its type. The bytes decide; the type only rules out, and helps where
 * the bytes leave a doubt. */
enum doc { DOC_ANY, DOC_NO_NEWS, DOC_PAGE, DOC_TEXT, DOC_DATA };

static const struct type {
	const char *prefix;
	enum doc doc;
} types[] = {
	{ "text/html", DOC_PAGE },
	{ "application/xhtml", DOC_PAGE },
	{ "text/plain", DOC_TEXT },
	{ "application/json", DOC_DATA }, /* of a response: what scripts fetch, or a feed */
	{ "application/x-ndjson", DOC_ANY },
	{ "application/jsonl", DOC_ANY },
	{ "text/css", DOC_NO_NEWS },
	{ "text/javascript", DOC_NO_NEWS },
	{ "text/calendar", DOC_NO_NEWS },
	{ "text/vcard", DOC_NO_NEWS },
	{ "text/dns", DOC_NO_NEWS },
	{ "application/javascript", DOC_NO_NEWS },
	{ "application/x-javascript", DOC_NO_NEWS },
	{ "application/ecmascript", DOC_NO_NEWS },
	{ "application/wasm", DOC_NO_NEWS },
	{ "application/pdf", DOC_NO_NEWS },
	{ "application/zip", DOC_NO_NEWS },
	{ "application/font", DOC_NO_NEWS },
	{ "application/x-font", DOC_NO_NEWS },
	{ "application/vnd.ms-", DOC_NO_NEWS },
	{ "image/", DOC_NO_NEWS },
	{ "audio/", DOC_NO_NEWS },
	{ "video/", DOC_NO_NEWS },
	{ "font/", DOC_NO_NEWS },
};

static enum doc doc_of(struct slice type)
{
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (slice_starts_nocase(type, slice_str(types[i].prefix)))
			return types[i].doc;
	return DOC_ANY;
}

static bool is_web(struct slice uri)
{
	return slice_starts_nocase(uri, SLICE("http://")) ||
		slice_starts_nocase(uri, SLICE("https://"));
}

/* What the bytes are, where the type may have a say. */
static enum read_kind kind_of(enum doc doc, struct slice bytes, struct error *e)
{
	enum read_kind kind = read_kind(slice_sub(bytes, 0, READ_HEAD), e);
	bool doubtful = kind == READ_DUMP || (kind == READ_UNKNOWN && sniff_text(bytes, e) == OK);
	return doc == DOC_PAGE && doubtful ? READ_PAGE : kind;
}

/* A response: what a crawler met. Much of it is no news, which is no error; what says that it is a
 * page and cannot be read is one. */
static enum err read_response(const struct warc_record *record, enum read_kind known,
	struct arena *out, articles *ret, read_failures *failures, struct error *e)
{
	(void)known;
	struct http_message m;
	if (!is_web(record->uri))
		return OK;
	TRY(warc_http(record->block, READ_MAX_BYTES, out, &m, e));
	if (m.status < 200 || m.status > 299 || !m.body.n)
		return OK;
	struct slice use = warc_field(&record->fields, RECORD_USE_FIELD);
	if (slice_eq(use, RECORD_USE_LINKS))
		return OK;
	if (slice_eq(use, RECORD_USE_FEED) && !feed_is(m.body))
		return fail(e, ERR_INPUT, "no feed came");
	enum doc doc = doc_of(m.content_type);
	enum read_kind kind = doc == DOC_NO_NEWS ? READ_UNKNOWN : kind_of(doc, m.body, e);
	if (kind == READ_UNKNOWN && doc == DOC_PAGE)
		return ERR_INPUT;
	if (kind == READ_UNKNOWN || kind == READ_WARC || (kind == READ_JSONL && doc == DOC_DATA))
		return OK;
	struct read_hint hint = {
		.url = record->uri,
		.content_type = warc_field(&m.fields, "Content-Type"),
		.content_location = warc_field(&m.fields, "Content-Location"),
		.content_language = warc_field(&m.fields, "Content-Language"),
	};
	return read_articles(kind, m.body, &hint, out, ret, failures, e);
}

/* The HTTP status that a block begins with; 0 where it does not. */
static int http_status(struct slice block)
{
	int64_t status;
	if (!slice_starts(block, SLICE("HTTP/")))
		return 0;
	size_t blank = slice_find_byte(slice_sub(block, 0, sizeof "HTTP/1.1"), ' ', 0);
	if (blank == SIZE_MAX || !slice_to_int(slice_sub(block, blank + 1, blank + 4), &status))
		return 0;
	return (int)status;
}

/* Where a redirect leads; empty where it says nothing. */
static struct slice redirected_to(const struct warc_record *record, struct arena *out)
{
	struct http_message m;
	if (warc_http(record->block, READ_MAX_BYTES, out, &m, NULL) != OK)
		return SLICE_NONE;
	struct slice to = warc_field(&m.fields, "Location");
	to = to.n ? url_resolve(to, record->uri, out) : SLICE_NONE;
	return is_web(to) ? to : SLICE_NONE;
}

struct read_answer read_answer(const struct warc_record *record, struct arena *out)
{
	struct read_answer a = { .status = http_status(record->block) };
	bool revisit = slice_is(record->type, "revisit");
	if (!is_web(record->uri) || (!revisit && !slice_is(record->type, "response")))
		return a;
	if (revisit) {
		if (!a.status || a.status == 200 || a.status == 304)
			a.kind = ANSWER_UNCHANGED;
		return a;
	}
	switch (a.status) {
	case 404:
	case 410:
		a.kind = ANSWER_GONE;
		break;
	case 301:
	case 302:
	case 303:
	case 307:
	case 308:
		a.moved_to = redirected_to(record, out);
		a.kind = a.moved_to.n ? ANSWER_MOVED : ANSWER_NONE;
		break;
	default:
		break;
	}
	return a;
}

/* The line that a part of a file begins with, by the end of its address: "#line=20001". */
static uint64_t first_line(struct slice uri)
{
	int64_t line;
	size_t hash = slice_find_byte(uri, '#', 0);
	struct slice part = hash == SIZE_MAX ? SLICE_NONE : slice_from(uri, hash);
	if (!slice_starts(part, SLICE("#line=")) || !slice_to_int(slice_from(part, 6), &line))
		return 0;
	return line > 0 ? (uint64_t)line : 0;
}

/* A resource: what somebody put there on purpose. */
static enum err read_resource(const struct warc_record *record, enum read_kind known,
	struct arena *out, articles *ret, read_failures *failures, struct error *e)
{
	struct read_hint hint = { 0 };
	struct slice type, charset;
	http_content_type(record->content_type, &type, &charset);
	enum doc doc = doc_of(type);
	if (doc == DOC_NO_NEWS || !record->block.n)
		return OK;
	enum read_kind kind = known ? known : kind_of(doc, record->block, e);
	if (kind == READ_UNKNOWN)
		return ERR_INPUT;
	if (kind == READ_WARC)
		return fail(e, ERR_INPUT, "a WARC file inside a record");
	if (is_web(record->uri))
		hint.url = record->uri;
	else
		hint.line = first_line(record->uri);
	/* The type of a file is a guess of whoever made the record. */
	if (is_web(record->uri) || charset.n)
		hint.content_type = record->content_type;
	return read_articles(kind, record->block, &hint, out, ret, failures, e);
}

/* A conversion: of WET, the visible text of a page. Others (an image made smaller) are none. */
static enum err read_conversion(const struct warc_record *record, enum read_kind known,
	struct arena *out, articles *ret, read_failures *failures, struct error *e)
{
	(void)known;
	struct slice type, charset;
	http_content_type(record->content_type, &type, &charset);
	if (doc_of(type) != DOC_TEXT)
		return OK;
	struct read_hint hint = { .content_type = record->content_type };
	if (is_web(record->uri))
		hint.url = record->uri;
	return read_articles(READ_DUMP, record->block, &hint, out, ret, failures, e);
}

static const struct record_type {
	const char *name;
	enum err (*read)(const struct warc_record *record, enum read_kind known,
		struct arena *out, articles *ret, read_failures *failures, struct error *e);
} record_types[] = {
	{ "response", read_response },
	{ "resource", read_resource },
	{ "conversion", read_conversion },
};

enum err read_record(const struct warc_record *record, enum read_kind kind, struct arena *out,
	articles *ret, read_failures *failures, struct error *e)
{
	for (size_t i = 0; i < sizeof record_types / sizeof *record_types; i++) {
		if (!slice_is(record->type, record_types[i].name))
			continue;
		if (record->cut || record->block.n > READ_MAX_BYTES)
			return fail(e, ERR_LIMIT, "block of %llu bytes, more than %d MiB",
				(unsigned long long)record->length, READ_MAX_BYTES >> 20);
		return record_types[i].read(record, kind, out, ret, failures, e);
	}
	return OK;
}
