/* check: what holds of every input. A fuzzer counts a broken check as a crash; assert would do, but
 * for builds that leave it out. */
#ifndef FUZZ_CHECK_H
#define FUZZ_CHECK_H

#include <stdlib.h>

#define CHECK(condition) \
	do { \
		if (!(condition)) \
			abort(); \
	} while (0)

#endif
