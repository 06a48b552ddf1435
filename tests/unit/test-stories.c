/* stories: whatever is found and said in whatever order, a rebuild gives the same. Groups, articles
 * and corrections are drawn. */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>

#include "fresh.h"
#include "store/stories.h"

enum { ARTICLES = 120, CORRECTIONS = 60, ROUNDS = 5, START = 1700000000 };

/* What src/story might have found: the group of each article, and what became of groups. */
struct found {
	struct store_told told[ARTICLES + 1]; /* by number */
	int64_t began[ARTICLES];              /* by group */
	int64_t whole[ARTICLES];
	int64_t united[ARTICLES + 1];         /* group that became part of another with it; -1 */
	int64_t n_groups;
};

static uint64_t below(uint64_t *seed, uint64_t n)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (*seed >> 33) % n;
}

static int64_t root_of(const struct found *f, int64_t group)
{
	while (f->whole[group] != group)
		group = f->whole[group];
	return group;
}

/* Article `number` joins the group of one before it or begins one, and may unite two. */
static void find(struct found *f, uint64_t *seed, int64_t number)
{
	struct store_told *t = &f->told[number];
	*t = (struct store_told){ .number = number };
	f->united[number] = -1;
	if (number == 1 || below(seed, 4) == 0) {
		t->group = f->n_groups++;
		f->began[t->group] = number;
		f->whole[t->group] = t->group;
		return;
	}
	t->nearest = 1 + (int64_t)below(seed, (uint64_t)number - 1);
	t->group = root_of(f, f->told[t->nearest].group);
	t->likeness = 300;
	if (below(seed, 6) == 0) {
		int64_t a = root_of(f, (int64_t)below(seed, (uint64_t)f->n_groups)), b = t->group;
		f->united[number] = a > b ? a : b;
		f->whole[a > b ? a : b] = a < b ? a : b;
	}
}

static void put_group(struct store *s, const struct found *f, int64_t id)
{
	const struct store_group g = { .id = id, .began = f->began[id],
		.whole = root_of(f, id), .state = SLICE("-") };
	bool joins;
	must(store_group_put(s, &g, &joins, e));
	if (joins)
		must(store_group_join(s, id, e));
}

/* As the writer does; `f` is as of then. */
static void put_article(struct store *s, const struct found *f, int64_t number)
{
	char title[32], name[ARTICLE_NAME_LEN + 1];
	snprintf(title, sizeof title, "Article %lld", (long long)number);
	const struct article a = { .title = slice_str(title), .source = SLICE("Kilas Timur") };
	article_name(&a, name);
	const struct store_put put = { .record = 1, .article = &a, .name = name,
		.seen_at = START + number * 10 };
	int64_t id;
	enum store_put_as as;
	must(store_article_put(s, &put, &id, &as, e));
	if (f->united[number] >= 0)
		put_group(s, f, f->united[number]);
	put_group(s, f, f->told[number].group);
	must(store_told_put(s, &f->told[number], e));
}

static int64_t story_of(struct store *s, int64_t number)
{
	struct store_member m = { 0 };
	must(store_member_find(s, number, &m, e));
	return m.story;
}

/* One of the things that a user may say; those that cannot be are refused. */
static enum err correct(struct store *s, uint64_t *seed, int64_t n, int64_t now, struct error *e)
{
	int64_t x = 1 + (int64_t)below(seed, (uint64_t)n), y = 1 + (int64_t)below(seed,
		(uint64_t)n), some[ARTICLES];
	size_t n_some = 0;
	switch (below(seed, 8)) {
	case 0:
		return store_story_merge(s, x, y, now, e);
	case 1:
		return store_story_lock(s, x, true, now, e);
	case 2:
		return store_story_lock(s, x, false, now, e);
	case 3:
		return store_story_rename(s, x, SLICE("The flood"), e);
	case 4:
	case 5:
		return store_story_move(s, x, y, now, e);
	default:
		for (int64_t i = 1; i <= n; i++)
			if (story_of(s, i) == story_of(s, x) && below(seed, 2))
				some[n_some++] = i;
		return store_story_split(s, some, n_some, now, e);
	}
}

/* The store finds nothing wrong with stories; it does with what is not put here. */
static void on_finding(void *ctx, const struct store_finding *f)
{
	(void)ctx;
	if (slice_find(f->what, SLICE("story"), 0) != SIZE_MAX ||
		slice_find(f->what, SLICE("group"), 0) != SIZE_MAX)
		fail_msg("%.*s", SLICE_ARG(f->what));
}

/* A story is called by its first article. */
static void is_sound(struct store *s, int64_t n)
{
	for (int64_t i = 1; i <= n; i++) {
		int64_t story = story_of(s, i);
		assert_true(story <= i);
		assert_int_equal(story_of(s, story), story);
	}
}

struct copying {
	struct store *to;
	struct store_restore at;
};

static enum err copy_line(void *ctx, struct slice line, struct error *e)
{
	struct copying *c = ctx;
	return store_restore_line(c->to, &c->at, line, e);
}

static void copy_said(struct store *from, struct store *to)
{
	struct copying c = { .to = to };
	must(store_begin(to, e));
	must(store_dump(from, copy_line, &c, e));
	must(store_commit(to, e));
}

static void equal(struct store *a, struct store *b)
{
	for (int64_t i = 1; i <= ARTICLES; i++) {
		struct store_member x = { 0 }, y = { 0 };
		must(store_member_find(a, i, &x, e));
		must(store_member_find(b, i, &y, e));
		assert_int_equal(x.story, y.story);
		assert_int_equal(x.said_at, y.said_at);
	}
}

static size_t play(struct store *s, struct found *f, uint64_t *seed)
{
	size_t n_done = 0;
	for (int64_t i = 1; i <= ARTICLES; i++) {
		must(store_begin(s, e));
		find(f, seed, i);
		put_article(s, f, i);
		must(store_commit(s, e));
		for (uint64_t k = below(seed, 1 + 2 * CORRECTIONS / ARTICLES); k--;) {
			struct error refusal = { 0 };
			must(store_begin(s, e));
			enum err err = correct(s, seed, i, START + i * 10 + (int64_t)below(seed, 9),
				&refusal);
			assert_true(err == OK || err == ERR_USAGE);
			n_done += err == OK;
			if (err == OK)
				must(store_commit(s, e));
			else
				store_rollback(s);
		}
		is_sound(s, i);
	}
	return n_done;
}

/* All is found again; what was said is there before it, or comes behind it. */
static void what_is_said_holds_whenever_it_is_heard(void **state)
{
	(void)state;
	size_t n_done = 0;
	for (uint64_t round = 1; round <= ROUNDS; round++) {
		struct found f = { 0 };
		uint64_t seed = round;
		void *opened[3];
		struct store *stores[3];
		for (int i = 0; i < 3; i++) {
			open_fresh(&opened[i]);
			stores[i] = ((struct fixture *)opened[i])->s;
		}
		struct store *live = stores[0], *before = stores[1], *behind = stores[2];
		n_done += play(live, &f, &seed);
		copy_said(live, before);
		must(store_begin(before, e));
		must(store_begin(behind, e));
		for (int64_t i = 1; i <= ARTICLES; i++) {
			put_article(before, &f, i);
			put_article(behind, &f, i);
		}
		must(store_commit(before, e));
		must(store_commit(behind, e));
		copy_said(live, behind);
		equal(live, before);
		equal(live, behind);
		must(store_check(live, STORE_QUICK, on_finding, NULL, e));
		for (int i = 0; i < 3; i++)
			close_all(&opened[i]);
	}
	assert_true(n_done > ROUNDS * 20);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_said_holds_whenever_it_is_heard),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
