/* read: from bytes of any kind to articles; the pure worker of `add`, `extract` and `rebuild`.
 *
 * What bytes are is told from themselves, never from a file's name. A reader of its own does each
 * kind; here stand the choice among them, the limits, the conversion to clean UTF-8 and what all
 * articles get where their reader left it open: `source` (the host of the url) and `lang`.
 * Pure, and callable from many threads, each with its own arena. */
#ifndef READ_READ_H
#define READ_READ_H

#include "base/error.h"
#include "model/article.h"
#include "warc/warc.h"

enum read_kind {
	READ_UNKNOWN, /* nothing that holds articles: binary, empty... */
	READ_DUMP,    /* the visible text of a page */
	READ_PAGE,    /* HTML */
	READ_FEED,    /* RSS, Atom, RDF, JSON Feed */
	READ_JSONL,   /* one article a line, docs/json.md */
	READ_WARC,    /* WARC or WET, plain or gzip: read it with warc_next and read_record */
	N_READ_KINDS
};

enum {
	READ_HEAD = 64 << 10,     /* what read_kind wants to see of a file: its beginning, or all */
	READ_MAX_BYTES = 64 << 20, /* one dump, page or feed, or the block or body of one record */
	READ_MAX_LINE = 16 << 20  /* one line of JSON */
};

/* The kind's name for messages: "text dump", "page", "feed", "JSON lines", "WARC file". */
const char *read_kind_name(enum read_kind kind);

/* What `head`, the beginning of a file or all of it, is. READ_UNKNOWN with the reason in `e`
 * (may be NULL): "binary data (PNG image)", "NUL byte at 1234", "empty"... */
enum read_kind read_kind(struct slice head, struct error *e);

/* What is known about the bytes from elsewhere; every field may be empty. */
struct read_hint {
	struct slice url; /* the address that they were fetched from */
	/* Values of these headers; what they say is doubted. */
	struct slice content_type, content_location, content_language;
	struct slice name;         /* of the file, for messages only */
	uint64_t line;             /* READ_JSONL: of the first line, where a file comes in parts */
};

/* One item of several that could not be read. */
struct read_failure {
	struct slice place;   /* "line 12", "record at offset 345" */
	struct slice message;
};
typedef LIST(struct read_failure) read_failures;

/* Read `bytes` of the given kind into articles, in order, appended to `*ret`. Of READ_JSONL,
 * whole lines, a bad one is a failure of its own, appended to `*failures`, and the rest goes on.
 * That there is no article is no error. ERR_INPUT: the bytes as a whole are not what they should
 * be; ERR_LIMIT: above READ_MAX_BYTES (READ_JSONL: no bound but that of a line). ERR_USAGE:
 * READ_WARC or READ_UNKNOWN. */
enum err read_articles(enum read_kind kind, struct slice bytes, const struct read_hint *hint,
	struct arena *out, articles *ret, read_failures *failures, struct error *e) MUST_USE;

/* A header of our own: what a response was asked for. "feed": only a feed is to be read in it, not
 * a page that stands in its place; "links": it was only to tell of others. */
#define RECORD_USE_FIELD "WARTA-Use"
#define RECORD_USE_FEED SLICE("feed")
#define RECORD_USE_LINKS SLICE("links")

/* Read one record: a response's HTTP body, a resource, or a conversion (the text of WET), by its
 * content type and its content. `kind` is what read_kind said of the first READ_HEAD bytes of a
 * resource; READ_UNKNOWN: they are looked at here. Records that carry no document (warcinfo,
 * request, metadata, revisit), an empty block, a response with a status other than 2xx, and
 * documents that are no news by their type (images, style sheets, scripts, fonts) add nothing.
 * Errors as of read_articles, without the place. */
enum err read_record(const struct warc_record *record, enum read_kind kind, struct arena *out,
	articles *ret, read_failures *failures, struct error *e) MUST_USE;

/* What a server's answer says of an address beside the documents that it holds. */
enum read_answer_kind {
	ANSWER_NONE,
	ANSWER_GONE,      /* nothing is there: 404 or 410 */
	ANSWER_MOVED,     /* what was there is elsewhere: 301, 302, 303, 307, 308 */
	ANSWER_UNCHANGED  /* it is as it was: a revisit, but of an answer to an error */
};
struct read_answer {
	enum read_answer_kind kind;
	int status;
	struct slice moved_to; /* absolute */
};

/* The record's answer, in `out`; ANSWER_NONE where it is no answer for a web address. */
struct read_answer read_answer(const struct warc_record *record, struct arena *out);

#endif
