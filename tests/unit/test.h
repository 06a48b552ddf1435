/* test: what every unit test includes; cmocka wants its headers in this order. */
#ifndef TESTS_TEST_H
#define TESTS_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

/* Before cmocka, whose macro fail() would break its declaration; tests call it as (fail)(...). */
#include "base/error.h"
#include "base/slice.h"

#include <cmocka.h>

/* Compare a slice with a literal, and show both where they differ. */
#define assert_text(text, expected) \
	do { \
		struct slice got_ = (text); \
		if (!slice_is(got_, (expected))) \
			fail_msg("want '%s', got '%.*s'", (expected), SLICE_ARG(got_)); \
	} while (0)

/* The call, whose last argument is `e`, succeeds. */
#define must(expr) \
	do { \
		struct error e_ = { 0 }; \
		struct error *e = &e_; \
		if ((expr) != OK) \
			fail_msg("%s: %s", #expr, e->msg); \
	} while (0)

#endif
