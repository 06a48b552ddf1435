/* read: the choice among the readers, and what is the same for all of them. */
#include "read/read.h"

#include "model/article_json.h"
#include "dump/dump.h"
#include "page/page.h"
#include "read/finish.h"
#include "read/sniff.h"
#include "text/datetext.h"
#include "text/utf8.h"

/* Of a text that is said to be UTF-8, as many bytes may be wrong as a careless cut leaves behind:
 * one in this many, and a few. */
enum { WRONG_FEW = 4, WRONG_ONE_IN = 1000 };

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

enum read_kind read_kind(struct slice head, struct error *e)
{
	struct slice text = slice_trim(sniff_past_mark(head));
	if (!text.n) {
		(void)fail(e, ERR_INPUT, "empty");
		return READ_UNKNOWN;
	}
	if (warc_is(head))
		return READ_WARC;
	if (sniff_text(head, e) != OK)
		return READ_UNKNOWN;
	if (sniff_json(head))
		return READ_JSONL;
	if (page_is(head))
		return READ_PAGE;
	struct arena scratch = ARENA_INIT;
	bool dump = dump_is(utf8_clean(head, &scratch));
	arena_done(&scratch);
	if (dump)
		return READ_DUMP;
	(void)fail(e, ERR_INPUT, "neither news text, page, JSON lines nor WARC");
	return READ_UNKNOWN;
}

/* Is a text that claims to be UTF-8 wrong in more places than a careless cut explains? */
static enum err check_utf8(struct slice bytes, struct error *e)
{
	size_t n_wrong = 0, first = 0, max = WRONG_FEW + bytes.n / WRONG_ONE_IN;
	for (size_t at = 0; at < bytes.n && n_wrong <= max; at++) {
		at += utf8_valid(slice_from(bytes, at));
		if (at < bytes.n && n_wrong++ == 0)
			first = at;
	}
	return n_wrong > max ? fail(e, ERR_INPUT, "invalid UTF-8 at byte %zu", first) : OK;
}

static enum err read_dump(struct slice bytes, const struct read_hint *hint, struct arena *out,
	articles *ret, read_failures *failures, struct error *e)
{
	(void)failures;
	TRY(check_utf8(bytes, e));
	struct slice text = utf8_clean(bytes, out);
	struct dump_hint dump = { .url = hint->url };
	return dump_read(text, &dump, out, ret, e);
}

static enum err read_page(struct slice bytes, const struct read_hint *hint, struct arena *out,
	articles *ret, read_failures *failures, struct error *e)
{
	(void)failures;
	struct page_hint page = { .url = hint->url, .charset = hint->charset };
	struct slice type;
	if (!page.charset.n)
		http_content_type(hint->content_type, &type, &page.charset);
	return page_read(bytes, &page, out, ret, e);
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
	[READ_JSONL] = read_jsonl,
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
	for (size_t i = before; i < ret->n; i++)
		finish_defaults(ret->at[i], out);
	return OK;
}
