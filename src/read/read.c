/* read: the choice among the readers, and what is the same for all of them. */
#include "read/read.h"

#include "model/article_json.h"
#include "dump/dump.h"
#include "feed/feed.h"
#include "page/page.h"
#include "read/finish.h"
#include "read/sniff.h"
#include "text/charset.h"
#include "text/datetext.h"
#include "text/utf8.h"

/* Wrong bytes that are let pass in UTF-8 from the network, a few and one in so many more; and bytes
 * at the end that may belong to a character cut short. */
enum { WRONG_FEW = 4, WRONG_ONE_IN = 1000, CUT_SHORT = 3 };

static const char *const names[N_READ_KINDS] = {
	[READ_UNKNOWN] = "unknown data",
	[READ_DUMP] = "text dump",
	[READ_PAGE] = "page",
	[READ_FEED] = "feed",
	[READ_JSONL] = "JSON lines",
	[READ_WARC] = "WARC file",
};

const char *read_kind_name(enum read_kind kind)
{
	return names[kind];
}

/* What text is, by its beginning. A dump may speak of tags, and a page is never free of them. */
static enum read_kind kind_of_text(struct slice text)
{
	return sniff_json(text) ? READ_JSONL
		: dump_is(text) ? READ_DUMP
		: page_is(text) ? READ_PAGE
		: READ_UNKNOWN;
}

/* Is it free of all that a feed begins with? Most text is, and need not be read as one. */
static bool is_no_feed(struct slice text, const char *charset)
{
	return slice_is(slice_str(charset), "UTF-8") && slice_find_byte(text, '<', 0) == SIZE_MAX &&
		slice_find_byte(text, '{', 0) == SIZE_MAX;
}

static enum read_kind kind_of_head(struct slice head, struct arena *scratch, struct error *e)
{
	enum { ENOUGH = 16 << 10 }; /* of a head, to tell text from markup */
	const char *charset;
	struct slice text = charset_to_utf8(slice_sub(head, 0, ENOUGH), SLICE_NONE, SLICE_NONE,
		scratch, &charset);
	if (!is_no_feed(text, charset) && feed_is(head))
		return READ_FEED;
	if (sniff_text(head, e) != OK)
		return READ_UNKNOWN;
	enum read_kind kind = kind_of_text(text);
	if (kind == READ_UNKNOWN)
		(void)fail(e, ERR_INPUT, "neither news text, page, feed, JSON lines nor WARC");
	return kind;
}

enum read_kind read_kind(struct slice head, struct error *e)
{
	if (!slice_trim(sniff_past_mark(head)).n) {
		(void)fail(e, ERR_INPUT, "empty");
		return READ_UNKNOWN;
	}
	if (warc_is(head))
		return READ_WARC;
	struct arena scratch = ARENA_INIT;
	enum read_kind kind = kind_of_head(head, &scratch, e);
	arena_done(&scratch);
	return kind;
}

static struct slice hint_charset(const struct read_hint *hint)
{
	struct slice type, charset;
	http_content_type(hint->content_type, &type, &charset);
	return charset;
}

/* Of text that is said or seen to be UTF-8, how many bytes may be wrong? What came over the network
 * is taken with what a careless hand has left in it. */
static size_t wrong_allowed(const struct read_hint *hint, size_t n)
{
	return hint->content_type.n ? WRONG_FEW + n / WRONG_ONE_IN : 0;
}

/* Is `bytes` the UTF-8 that it claims to be? A character that is cut off at the end is no fault. */
static enum err check_utf8(struct slice bytes, size_t allowed, struct error *e)
{
	size_t n_wrong = 0, first = 0;
	for (size_t at = 0; at < bytes.n && n_wrong <= allowed; at++) {
		at += utf8_valid(slice_from(bytes, at));
		if (at + CUT_SHORT < bytes.n && n_wrong++ == 0)
			first = at;
	}
	return n_wrong > allowed ? fail(e, ERR_INPUT, "invalid UTF-8 at byte %zu", first) : OK;
}

/* Convert `bytes` to clean text, strictly. */
static enum err to_text(struct slice bytes, const struct read_hint *hint, struct arena *out,
	struct slice *ret_text, struct error *e)
{
	const char *name;
	struct slice text = charset_to_utf8(bytes, hint_charset(hint), SLICE_NONE, out, &name);
	size_t nul = slice_find_byte(bytes, 0, 0);
	bool wide = slice_starts(slice_str(name), SLICE("UTF-16")) ||
		slice_starts(slice_str(name), SLICE("UTF-32"));
	if (nul != SIZE_MAX && !wide)
		return fail(e, ERR_INPUT, "NUL byte at %zu", nul);
	if (slice_is(slice_str(name), "UTF-8"))
		TRY(check_utf8(bytes, wrong_allowed(hint, bytes.n), e));
	*ret_text = text;
	return OK;
}

static enum err read_dump(struct slice bytes, const struct read_hint *hint, struct arena *out,
	articles *ret, read_failures *failures, struct error *e)
{
	(void)failures;
	struct slice text;
	/* Before it is cleaned, which takes away parts of what was encoded twice. */
	bytes = utf8_undouble(bytes, out);
	TRY(to_text(bytes, hint, out, &text, e));
	struct dump_hint dump = { .url = hint->url, .lang = hint->content_language };
	return dump_read(text, &dump, out, ret, e);
}

static enum err read_page(struct slice bytes, const struct read_hint *hint, struct arena *out,
	articles *ret, read_failures *failures, struct error *e)
{
	(void)failures;
	struct page_hint page = { .url = hint->url, .charset = hint_charset(hint) };
	size_t before = ret->n;
	TRY(page_read(bytes, &page, out, ret, e));
	for (size_t i = before; i < ret->n; i++)
		if (!slice_eq(ret->at[i]->url, hint->url))
			ret->at[i]->address = hint->url;
	return OK;
}

static enum err read_feed(struct slice bytes, const struct read_hint *hint, struct arena *out,
	articles *ret, read_failures *failures, struct error *e)
{
	(void)failures;
	struct feed feed;
	struct feed_hint from = {
		.url = hint->url,
		.content_type = hint->content_type,
		.content_location = hint->content_location,
		.content_language = hint->content_language,
	};
	TRY(feed_read(bytes, &from, out, &feed, e));
	feed_articles(&feed, out, ret);
	return OK;
}

static bool any_date(struct slice text, struct date *ret_date)
{
	return date_parse(text, DATE_ORDER_UNKNOWN, ret_date);
}

static enum err read_line(struct slice line, uint64_t number, struct arena *out, articles *ret,
	struct error *e)
{
	if (line.n > READ_MAX_LINE)
		return fail(e, ERR_LIMIT, "line of %zu bytes, more than %d MiB", line.n,
			READ_MAX_LINE >> 20);
	struct article a;
	TRY(article_json_read(line, any_date, out, &a, e));
	finish_clean(&a, out);
	if (!a.title.n && !a.blocks.n)
		return fail(e, ERR_INPUT, "neither title nor text, but for white space");
	a.place = arena_printf(out, "line %llu", (unsigned long long)number);
	struct article *kept = arena_new(out, struct article);
	*kept = a;
	*list_add(out, ret) = kept;
	return OK;
}

static enum err read_jsonl(struct slice bytes, const struct read_hint *hint, struct arena *out,
	articles *ret, read_failures *failures, struct error *e)
{
	(void)e;
	uint64_t number = hint->line ? hint->line : 1;
	struct slice line;
	if (number == 1)
		bytes = sniff_past_mark(bytes);
	for (; slice_next_line(&bytes, &line); number++) {
		struct error why;
		if (!slice_trim(line).n || read_line(line, number, out, ret, &why) == OK)
			continue;
		*list_add(out, failures) = (struct read_failure){
			arena_printf(out, "line %llu", (unsigned long long)number),
			arena_dup(out, slice_str(why.msg)),
		};
	}
	return OK;
}

typedef enum err (*reader_fn)(struct slice bytes, const struct read_hint *hint, struct arena *out,
	articles *ret, read_failures *failures, struct error *e);

static const reader_fn readers[N_READ_KINDS] = {
	[READ_DUMP] = read_dump,
	[READ_PAGE] = read_page,
	[READ_FEED] = read_feed,
	[READ_JSONL] = read_jsonl,
};

static const enum channel channels[N_READ_KINDS] = {
	[READ_DUMP] = CHANNEL_DUMP,
	[READ_PAGE] = CHANNEL_PAGE,
	[READ_FEED] = CHANNEL_FEED,
	[READ_JSONL] = CHANNEL_GIVEN,
};

enum err read_articles(enum read_kind kind, struct slice bytes, const struct read_hint *hint,
	struct arena *out, articles *ret, read_failures *failures, struct error *e)
{
	if (!readers[kind])
		return fail(e, ERR_USAGE, "%s cannot be read as a whole", names[kind]);
	if (kind != READ_JSONL && bytes.n > READ_MAX_BYTES)
		return fail(e, ERR_LIMIT, "%s of %zu bytes, more than %d MiB", names[kind], bytes.n,
			READ_MAX_BYTES >> 20);
	if (kind == READ_DUMP || kind == READ_PAGE)
		TRY(sniff_text(bytes, e));
	size_t before = ret->n;
	TRY(readers[kind](bytes, hint, out, ret, failures, e));
	for (size_t i = before; i < ret->n; i++) {
		ret->at[i]->channel = channels[kind];
		finish_defaults(ret->at[i], kind == READ_DUMP ? hint->content_language : SLICE_NONE,
			out);
	}
	return OK;
}
