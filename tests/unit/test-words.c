/* words: the table of texts and their words, and bounds of forms. */
#include "test.h"

#include "table.h"
#include "text/words.h"

/* All words parted by blanks, a lone one with "*". */
static void join(struct slice text, char *to, size_t room)
{
	struct words w;
	struct word word;
	size_t n = 0, last = 0;
	words_begin(&w, text);
	while (words_next(&w, &word)) {
		assert_true(word.start >= last && word.end > word.start && word.end <= text.n);
		assert_true(word.form.n > 0 && word.form.n <= WORD_MAX);
		last = word.start;
		int wrote = snprintf(to + n, room - n, "%s%.*s%s", n ? " " : "",
			SLICE_ARG(word.form), word.lone ? "*" : "");
		assert_true(wrote > 0 && (size_t)wrote < room - n);
		n += (size_t)wrote;
	}
	to[n] = 0;
}

static struct slice answer(const struct table_case *c, struct arena *out)
{
	char got[1024];
	join(c->input, got, sizeof got);
	return arena_dup(out, slice_str(got));
}

static void tables_hold(void **state)
{
	(void)state;
	table_holds("words.test", answer);
}

static void forms_are_cut_between_characters(void **state)
{
	(void)state;
	char text[400], got[1024];
	memset(text, 'A', sizeof text);
	struct words w;
	struct word word;
	words_begin(&w, slice_of(text, sizeof text));
	assert_true(words_next(&w, &word));
	assert_int_equal(word.form.n, WORD_MAX);
	assert_int_equal(word.end, sizeof text);
	assert_false(words_next(&w, &word));
	/* 63 bytes, then one of two: it does not fit. */
	memcpy(text + 63, "жж", 4);
	words_begin(&w, slice_of(text, 67));
	assert_true(words_next(&w, &word));
	assert_int_equal(word.form.n, 63);
	join(SLICE(""), got, sizeof got);
	assert_string_equal(got, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tables_hold),
		cmocka_unit_test(forms_are_cut_between_characters),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
