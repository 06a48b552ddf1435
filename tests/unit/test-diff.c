/* diff: the table of texts and changes, and texts that would be dear to compare. */
#include "test.h"

#include <stdlib.h>
#include <time.h>

#include "base/buf.h"
#include "diff/change.h"
#include "table.h"

/* The lines before and behind the one that is "----". */
static void cut(struct slice input, struct arena *a, strings *before, strings *after)
{
	struct slice line;
	strings *to = before;
	*before = *after = (strings){ 0 };
	while (slice_next_line(&input, &line)) {
		if (slice_is(line, "----"))
			to = after;
		else
			*list_add(a, to) = line;
	}
}

static void print(const struct diff *d, struct buf *to)
{
	static const char *const on[] = { "", "[-", "{+", "{>" };
	static const char *const off[] = { "", "-]", "+}", "<}" };
	for (size_t i = 0; i < d->pieces.n; i++) {
		const struct diff_piece *p = &d->pieces.at[i];
		bool goes_on = i && p[-1].op == p->op;
		if (i && !goes_on)
			buf_str(to, off[p[-1].op]);
		if (p->breaks && p->op != DIFF_ADDED)
			buf_byte(to, '|');
		if (!goes_on)
			buf_str(to, on[p->op]);
		if (p->breaks && p->op == DIFF_ADDED)
			buf_byte(to, '|');
		buf_slice(to, p->text);
	}
	if (d->pieces.n)
		buf_str(to, off[d->pieces.at[d->pieces.n - 1].op]);
}

static struct article article_of(const strings *lines, struct arena *a)
{
	struct article out = { 0 };
	for (size_t i = 0; i < lines->n; i++) {
		struct slice line = lines->at[i], name;
		if (i == 0) {
			out.title = line;
		} else if (slice_starts(line, SLICE("by "))) {
			line = slice_from(line, 3);
			while (slice_next_piece(&line, ',', &name))
				*list_add(a, &out.authors) = slice_trim(name);
		} else if (slice_starts(line, SLICE("on "))) {
			assert_true(date_scan(slice_from(line, 3), &out.published));
		} else {
			*list_add(a, &out.blocks) = (struct block){ BLOCK_PARAGRAPH, line };
		}
	}
	return out;
}

static struct slice answer(const struct table_case *c, struct arena *out)
{
	strings before, after;
	cut(c->input, out, &before, &after);
	if (slice_is(c->section, "kind")) {
		struct article x = article_of(&before, out), y = article_of(&after, out);
		struct change change = change_of(&x, &y);
		return !change.kinds ? SLICE("none")
			: arena_printf(out, "%s %u %u", change_name(change.kinds),
				change.headline_share, change.text_share);
	}
	struct buf to = BUF_INIT(1 << 20);
	struct diff d;
	diff_texts(&before, &after, out, &d);
	print(&d, &to);
	struct slice text = arena_dup(out, buf_text(&to));
	buf_done(&to);
	return text;
}

static void tables_hold(void **state)
{
	(void)state;
	table_holds("diff.test", answer);
}

/* `n` words of a few letters, in paragraphs of `per`; each seed gives others. */
static strings words_of(size_t n, size_t per, unsigned seed, unsigned vocabulary, struct arena *a)
{
	strings list = { 0 };
	for (size_t i = 0; i < n; i += per) {
		struct buf text = BUF_INIT(64 << 20);
		for (size_t k = i; k < n && k < i + per; k++) {
			seed = seed * 1103515245 + 12345;
			buf_printf(&text, "w%u ", (seed >> 8) % vocabulary);
		}
		*list_add(a, &list) = arena_dup(a, slice_trim(buf_text(&text)));
		buf_done(&text);
	}
	return list;
}

static double cpu_s(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Two texts of 200,000 words that have nothing in common but their few words would cost Myers
 * 40,000,000,000 steps. Whatever comes out, it says everything of both. */
static void work_is_bounded(void **state)
{
	(void)state;
	static const struct {
		size_t per;
		unsigned vocabulary;
	} texts[] = { { 200000, 10 }, { 50, 10 }, { 1, 3 }, { 200000, 100000 } };
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct arena a = ARENA_INIT;
		struct diff d;
		const strings x = words_of(200000, texts[i].per, 1, texts[i].vocabulary, &a);
		const strings y = words_of(200000, texts[i].per, 99, texts[i].vocabulary, &a);
		double begun = cpu_s();
		diff_texts(&x, &y, &a, &d);
		assert_true(cpu_s() - begun < 10);
		assert_int_equal(d.n_before, 200000);
		assert_int_equal(d.n_after, 200000);
		size_t before = 0, after = 0, want_before = 0, want_after = 0;
		for (size_t k = 0; k < d.pieces.n; k++) {
			const struct diff_piece *p = &d.pieces.at[k];
			before += p->op == DIFF_REMOVED ? p->text.n : 0;
			after += p->op != DIFF_REMOVED ? p->text.n : 0;
		}
		for (size_t k = 0; k < x.n; k++)
			want_before += x.at[k].n;
		for (size_t k = 0; k < y.n; k++)
			want_after += y.at[k].n;
		assert_int_equal(after, want_after);
		assert_true(before <= want_before);
		arena_done(&a);
	}
}

/* An edit in the middle of a long text is found as what it is. */
static void small_edits_stay_small(void **state)
{
	(void)state;
	struct arena a = ARENA_INIT;
	struct diff d;
	const strings x = words_of(20000, 50, 1, 5000, &a);
	strings y = { 0 };
	for (size_t i = 0; i < x.n; i++)
		*list_add(&a, &y) = i == 100 ? arena_printf(&a, "new %.*s", SLICE_ARG(x.at[i]))
					     : x.at[i];
	diff_texts(&x, &y, &a, &d);
	assert_int_equal(d.n_added, 1);
	assert_int_equal(d.n_removed, 0);
	assert_int_equal(diff_share(&d), 1);
	assert_false(d.coarse);
	arena_done(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tables_hold),
		cmocka_unit_test(work_is_bounded),
		cmocka_unit_test(small_edits_stay_small),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
