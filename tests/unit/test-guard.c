/* guard: the cases of tests/tables/guard.test, as addresses of a connection and as hosts. */
#include "test.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include "fetch/guard.h"
#include "table.h"

/* What a connection to it is told. */
static const char *told(const struct guard *g, struct slice address)
{
	char text[64];
	struct sockaddr_in in = { .sin_family = AF_INET };
	struct sockaddr_in6 in6 = { .sin6_family = AF_INET6 };
	struct sockaddr_storage to = { 0 };
	snprintf(text, sizeof text, "%.*s", SLICE_ARG(address));
	if (inet_pton(AF_INET, text, &in.sin_addr) == 1)
		memcpy(&to, &in, sizeof in);
	else if (inet_pton(AF_INET6, text, &in6.sin6_addr) == 1)
		memcpy(&to, &in6, sizeof in6);
	else
		fail_msg("'%s' is no address", text);
	return guard_refuses(g, (const struct sockaddr *)&to);
}

static struct slice answer(const struct table_case *c, struct arena *out)
{
	struct guard g = { .allow_private = slice_is(c->section, "private allowed") };
	if (guard_range_parse(c->section, &g.ranges[0]))
		g.n_ranges = 1;
	const char *of_address = told(&g, c->input), *of_host = guard_refuses_host(&g, c->input);
	struct slice address = slice_str(of_address ? of_address : "public");
	struct slice host = slice_str(of_host ? of_host : "public");
	return slice_eq(address, host) ? address
		: arena_printf(out, "%.*s, but as a host %.*s", SLICE_ARG(address),
			SLICE_ARG(host));
}

static void test_table(void **state)
{
	(void)state;
	table_holds("guard.test", answer);
}

static void test_ranges(void **state)
{
	(void)state;
	static const char *const bad[] = { "", "/8", "10.0.0.0/33", "10.0.0/8", "::/129", "x/1",
		"10.0.0.0/-1", "10.0.0.0/", "127.1" };
	struct guard_range r;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(guard_range_parse(slice_str(bad[i]), &r));
	assert_true(guard_range_parse(SLICE("10.1.2.3"), &r));
	assert_int_equal(r.bits, 128);
	assert_true(guard_range_parse(SLICE("10.0.0.0/8"), &r));
	assert_int_equal(r.bits, 104);
	const struct guard g = { 0 };
	assert_null(guard_refuses_host(&g, SLICE("nusa.example")));
	assert_null(guard_refuses_host(&g, SLICE("localhost.example")));
	assert_null(guard_refuses_host(&g, SLICE("8.8.8")));
	static const char *const loopback[] = { "[::1]", "127.1", "0x7f.1", "0X7F000001",
		"017700000001", "2130706433", "127.0.0.1.", "localhost", "LocalHost.",
		"a.localhost" };
	for (size_t i = 0; i < sizeof loopback / sizeof *loopback; i++)
		assert_string_equal(guard_refuses_host(&g, slice_str(loopback[i])), "loopback");
	assert_string_equal(guard_refuses_host(&g, SLICE("[fe80::1%25eth0]")), "link-local");
	struct guard open = { .n_ranges = 1 };
	assert_true(guard_range_parse(SLICE("127.0.0.0/8"), &open.ranges[0]));
	assert_null(guard_refuses_host(&open, SLICE("localhost")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_ranges),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
