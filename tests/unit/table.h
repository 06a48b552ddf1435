/* table: reads tests/tables/NAME.test, tests that are lines of text and need no C.
 *
 *     # A line that begins with "#" says something to the reader only.
 *     %% section                   what it means is up to the test; holds until the next one
 *     input => expected            one case
 *
 *     an input of several lines    another case: the input, a line of "=>" alone, what is
 *     second line of it            expected, and a blank line
 *     =>
 *     expected
 *
 * A line "\#..." or "\%..." of an input loses its backslash where the case is on one line. */
#ifndef TESTS_TABLE_H
#define TESTS_TABLE_H

#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/slice.h"

struct table {
	char *text;
	struct slice rest;
	struct slice section;
	int line; /* of what was read last */
};

struct table_case {
	struct slice input, expected;
	struct slice section;
	int line; /* where it begins */
};

/* Open TEST_TABLES/`name`; the test fails where it cannot be read. */
static inline void table_open(struct table *t, const char *name)
{
	char path[4096];
	*t = (struct table){ 0 };
	snprintf(path, sizeof path, "%s/%s", TEST_TABLES, name);
	FILE *f = fopen(path, "rb");
	if (!f)
		fail_msg("cannot read '%s'", path);
	fseek(f, 0, SEEK_END);
	long size = ftell(f);
	rewind(f);
	t->text = malloc((size_t)size + 1);
	assert_non_null(t->text);
	assert_int_equal(fread(t->text, 1, (size_t)size, f), size);
	fclose(f);
	t->rest = slice_of(t->text, (size_t)size);
}

static inline void table_close(struct table *t)
{
	free(t->text);
	*t = (struct table){ 0 };
}

static inline bool table_line(struct table *t, struct slice *ret_line)
{
	t->line++;
	return slice_next_line(&t->rest, ret_line);
}

/* The lines from `first` up to the one that is `stop` or the end. */
static inline struct slice table_block(struct table *t, struct slice first, const char *stop)
{
	struct slice line = first, all = slice_of(first.p, 0);
	do {
		if (slice_is(line, stop))
			break;
		all.n = (size_t)(line.p + line.n - all.p);
	} while (table_line(t, &line));
	return all;
}

/* The next case; false at the end. */
static inline bool table_next(struct table *t, struct table_case *ret_case)
{
	struct slice line;
	while (table_line(t, &line)) {
		if (line.n == 0 || line.p[0] == '#')
			continue;
		if (slice_starts(line, SLICE("%%"))) {
			t->section = slice_trim(slice_from(line, 2));
			continue;
		}
		struct table_case c = { .section = t->section, .line = t->line };
		size_t arrow = slice_find(line, SLICE(" => "), 0);
		if (arrow == SIZE_MAX) {
			c.input = table_block(t, line, "=>");
			if (table_line(t, &line))
				c.expected = table_block(t, line, "");
		} else {
			c.input = slice_sub(line, 0, arrow);
			c.expected = slice_from(line, arrow + 4);
			if (c.input.n > 1 && c.input.p[0] == '\\' && strchr("#%", c.input.p[1]))
				c.input = slice_from(c.input, 1);
		}
		*ret_case = c;
		return true;
	}
	return false;
}

/* What the code says to a case; may lie in `out`. */
typedef struct slice (*table_answer_fn)(const struct table_case *c, struct arena *out);

/* Every case of TEST_TABLES/`name`, and there are some, is answered as it expects; all that are not
 * are told. */
static inline void table_holds(const char *name, table_answer_fn answer_fn)
{
	struct table t;
	struct table_case c;
	int cases = 0, bad = 0;
	table_open(&t, name);
	for (; table_next(&t, &c); cases++) {
		struct arena out = ARENA_INIT;
		struct slice got = answer_fn(&c, &out);
		if (!slice_eq(got, c.expected)) {
			bad++;
			print_error("%s:%d: '%.*s': want '%.*s', got '%.*s'\n", name, c.line,
				SLICE_ARG(c.input), SLICE_ARG(c.expected), SLICE_ARG(got));
		}
		arena_done(&out);
	}
	table_close(&t);
	assert_int_equal(bad, 0);
	assert_true(cases > 0);
}

#endif
