/* fuzz-jsonl: one line as an article, against jansson's opinion of the same bytes, and round. */
#include <jansson.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/jsonread.h"
#include "model/article_json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* All of a tree and of the same value as read piece by piece are the same. */
static void compare(struct json_reader *j, struct arena *a, const json_t *tree)
{
	struct slice text;
	switch (json_peek(j)) {
	case JSON_IS_OBJECT:
		if (!json_is_object(tree) || !json_enter(j, '{'))
			abort();
		while (json_next_key(j, a, &text))
			compare(j, a, json_object_get(tree, arena_str(a, text)));
		break;
	case JSON_IS_ARRAY:
		if (!json_is_array(tree) || !json_enter(j, '['))
			abort();
		for (size_t i = 0; json_next_item(j); i++)
			compare(j, a, json_array_get(tree, i));
		break;
	case JSON_IS_STRING:
		if (!json_is_string(tree) || !json_take_text(j, a, &text) ||
			text.n != json_string_length(tree) ||
			(text.n && memcmp(text.p, json_string_value(tree), text.n) != 0))
			abort();
		break;
	default:
		if (!json_skip(j))
			abort();
	}
}

static bool holds(struct slice s, const char *what)
{
	return slice_find_nocase(s, slice_str(what), 0) != SIZE_MAX;
}

/* Jansson stops at numbers that it cannot hold and at halves of surrogate pairs, and takes a NUL
 * for the end. */
static void check_against_jansson(struct slice s)
{
	struct arena a = ARENA_INIT;
	struct json_reader j = json_reader_over(s);
	bool good = json_skip(&j) && json_end_of_text(&j);
	json_error_t e;
	json_t *tree = json_loadb(s.p, s.n,
		JSON_DECODE_ANY | JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES, &e);
	enum json_error_code code = tree ? json_error_unknown : json_error_code(&e);
	if (tree && !good && j.depth < JSON_MAX_DEPTH && slice_find_byte(s, 0, 0) == SIZE_MAX)
		abort();
	if (!tree && good && code != json_error_numeric_overflow &&
		code != json_error_duplicate_key && code != json_error_stack_overflow &&
		!holds(s, "\\ud") && !holds(s, "\\u0000"))
		abort();
	if (tree && good && !holds(s, "\\u0000")) {
		j = json_reader_over(s);
		compare(&j, &a, tree);
	}
	json_decref(tree);
	arena_done(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct slice s = slice_of((const char *)data, n);
	check_against_jansson(s);
	struct arena out = ARENA_INIT;
	struct article a, again;
	if (article_json_read(s, NULL, &out, &a, NULL) == OK) {
		struct buf once = BUF_INIT(1 << 26), twice = BUF_INIT(1 << 26);
		article_json_write(&a, &once);
		if (once.failed ||
			article_json_read(buf_text(&once), NULL, &out, &again, NULL) != OK)
			abort();
		article_json_write(&again, &twice);
		if (!slice_eq(buf_text(&once), buf_text(&twice)))
			abort();
		buf_done(&once);
		buf_done(&twice);
	}
	arena_done(&out);
	return 0;
}
