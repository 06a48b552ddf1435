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

#endif
