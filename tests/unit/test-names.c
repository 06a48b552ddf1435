/* names: how many of the names of a labelled table are found, and right. */
#include "test.h"

#include "names/names.h"
#include "table.h"

enum { NAMES_RECALL = 95, NAMES_PRECISION = 95 }; /* percent */

static const struct {
	char label;
	enum name_sort sort;
} labels[] = {
	{ 'p', NAME_PERSON }, { 'o', NAME_ORGANISATION }, { 'l', NAME_PLACE }, { 'm', NAME_OUTLET },
};

struct count {
	int wanted, found, right;
};

/* A name of a kind that is not known is most often a person's. */
static enum name_sort sort_of(const struct entity *e)
{
	return e->sort == NAME_UNKNOWN ? NAME_PERSON : (enum name_sort)e->sort;
}

static void count_case(const struct table_case *c, const struct names *n, struct count *count)
{
	struct slice rest = c->expected, piece;
	count->found += (int)n->n_entities;
	while (slice_next_piece(&rest, ';', &piece)) {
		piece = slice_trim(piece);
		if (piece.n < 3)
			continue;
		count->wanted++;
		struct slice name = slice_from(piece, 2);
		bool right = false;
		for (uint32_t i = 0; i < n->n_entities && !right; i++)
			for (size_t k = 0; k < sizeof labels / sizeof *labels; k++)
				right |= labels[k].label == piece.p[0] &&
					labels[k].sort == sort_of(&n->entities[i]) &&
					slice_eq(n->entities[i].name, name);
		count->right += right;
		if (!right)
			print_message("# names.test:%d: no '%.*s'\n", c->line, SLICE_ARG(piece));
	}
}

static void names_are_found(void **state)
{
	(void)state;
	struct table t;
	struct table_case c;
	struct count count = { 0 };
	table_open(&t, "names.test");
	while (table_next(&t, &c)) {
		struct arena a = ARENA_INIT;
		struct units u;
		struct names n;
		units_make(c.input, lexicon_of(c.section), &a, &u);
		names_find(&u, &a, &n);
		count_case(&c, &n, &count);
		arena_done(&a);
	}
	table_close(&t);
	print_message("# names: %d wanted, %d found, %d right\n", count.wanted, count.found,
		count.right);
	/* No lower than what was measured (docs/quotes.md). */
	assert_true(count.right * 100 >= count.wanted * NAMES_RECALL);
	assert_true(count.right * 100 >= count.found * NAMES_PRECISION);
}

/* One name in its forms is one entity. */
static void variants_are_joined(void **state)
{
	(void)state;
	struct arena a = ARENA_INIT;
	struct units u;
	struct names n;
	units_make(SLICE("Anna Kerr spoke first. Kerr left. Mrs. Kerr was seen with Paul Kerr in "
		"Paris."),
		lexicon_of(SLICE("en")), &a, &u);
	names_find(&u, &a, &n);
	assert_int_equal(n.n_entities, 3);
	assert_int_equal(n.entities[0].n_mentions, 3);
	assert_true(slice_is(n.entities[0].name, "Anna Kerr"));
	assert_int_equal(n.entities[0].gender, GENDER_FEMALE);
	arena_done(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_found),
		cmocka_unit_test(variants_are_joined),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
