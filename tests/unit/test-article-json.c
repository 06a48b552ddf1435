/* article_json: articles as lines, lines as articles. */
#include "test.h"

#include "table.h"

#include "model/article_json.h"

/* The line that is written for the article that `line` was read as, or the error. */
static struct slice again(struct slice line, struct arena *a)
{
	struct article article;
	struct error e = { 0 };
	struct buf to = BUF_INIT(1 << 20);
	if (article_json_read(line, NULL, a, &article, &e) != OK)
		return arena_printf(a, "error: %s", e.msg);
	article_json_write(&article, &to);
	struct slice text = arena_dup(a, buf_text(&to));
	buf_done(&to);
	return text;
}

static struct slice answer(const struct table_case *c, struct arena *out)
{
	return again(c->input, out);
}

static void lines_are_read_and_written(void **state)
{
	(void)state;
	table_holds("article-json.test", answer);
}

static bool always_new_year(struct slice text, struct date *ret_date)
{
	return slice_is(text, "New Year 2022") && date_scan(SLICE("2022-01-01"), ret_date);
}

static void other_dates_are_asked_about(void **state)
{
	(void)state;
	struct arena a = ARENA_INIT;
	struct article article;
	char text[DATE_TEXT_MAX];
	assert_int_equal(article_json_read(SLICE("{\"title\":\"T\",\"date\":\"New Year 2022\"}"),
		always_new_year, &a, &article, NULL), OK);
	date_print(article.published, text);
	assert_string_equal(text, "2022-01-01");
	assert_int_equal(article.published_from, ORIGIN_GIVEN);
	assert_int_equal(article_json_read(SLICE("{\"title\":\"T\",\"date\":\"Easter\"}"),
		always_new_year, &a, &article, NULL), ERR_INPUT);
	arena_done(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_are_read_and_written),
		cmocka_unit_test(other_dates_are_asked_about),
	};
	return cmocka_run_group_tests_name("article-json", tests, NULL, NULL);
}
