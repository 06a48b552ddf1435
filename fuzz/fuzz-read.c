/* fuzz-read: the first byte says how to hand over the rest: as a file of any kind, or as a
 * record. What comes out keeps the promises of struct article. */
#include <stdint.h>
#include <stdlib.h>

#include "read/read.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void check_text(struct slice s)
{
	if (utf8_valid(s) != s.n || slice_find_byte(s, 0, 0) != SIZE_MAX)
		abort();
}

static void check_article(const struct article *a)
{
	check_text(a->title);
	check_text(a->subtitle);
	check_text(a->url);
	check_text(a->source);
	check_text(a->lang);
	for (size_t i = 0; i < a->authors.n; i++)
		check_text(a->authors.at[i]);
	for (size_t i = 0; i < a->blocks.n; i++)
		check_text(a->blocks.at[i].text);
}

static enum err read_one(uint8_t how, struct slice s, struct arena *out, articles *ret)
{
	static const char *const types[] = { "response", "resource", "conversion" };
	read_failures failures = { 0 };
	struct read_hint hint = { .url = SLICE("http://news.example/2022/a") };
	struct error e;
	if (how < 3) {
		struct warc_record record = { .type = slice_str(types[how]), .uri = hint.url,
			.content_type = SLICE("text/plain"), .block = s };
		return read_record(&record, READ_UNKNOWN, out, ret, &failures, &e);
	}
	enum read_kind kind = how < 3 + N_READ_KINDS ? (enum read_kind)(how - 3)
		: read_kind(slice_sub(s, 0, READ_HEAD), &e);
	return read_articles(kind, s, &hint, out, ret, &failures, &e);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	if (!n)
		return 0;
	struct arena out = ARENA_INIT;
	articles list = { 0 };
	enum err err = read_one(data[0], slice_of((const char *)data + 1, n - 1), &out, &list);
	if (err != OK && err != ERR_INPUT && err != ERR_LIMIT && err != ERR_USAGE)
		abort();
	for (size_t i = 0; i < list.n; i++)
		check_article(list.at[i]);
	arena_done(&out);
	return 0;
}
