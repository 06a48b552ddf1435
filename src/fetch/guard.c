/* guard: one table of what is refused; all else in IPv4 and in 2000::/3 is public. */
#include "fetch/guard.h"

#include <arpa/inet.h>
#include <netinet/in.h>

enum { MAPPED_BITS = 96 };

/* Of rows that fit, the first counts. `nobody`: not even where private addresses are allowed. */
static const struct {
	const char *range, *kind;
	bool nobody;
} refused[] = {
	{ "0.0.0.0/8", "unspecified", true },
	{ "10.0.0.0/8", "private", false },
	{ "100.64.0.0/10", "carrier-grade NAT", false },
	{ "127.0.0.0/8", "loopback", false },
	{ "169.254.0.0/16", "link-local", false },
	{ "172.16.0.0/12", "private", false },
	{ "192.0.0.0/24", "protocol assignment", false },
	{ "192.0.2.0/24", "documentation", false },
	{ "192.88.99.0/24", "6to4 relay", false },
	{ "192.168.0.0/16", "private", false },
	{ "198.18.0.0/15", "benchmarking", false },
	{ "198.51.100.0/24", "documentation", false },
	{ "203.0.113.0/24", "documentation", false },
	{ "224.0.0.0/4", "multicast", true },
	{ "240.0.0.0/4", "reserved", true },
	{ "::/128", "unspecified", true },
	{ "::1/128", "loopback", false },
	{ "64:ff9b::/96", "NAT64", false },
	{ "64:ff9b:1::/48", "NAT64", false },
	{ "100::/64", "discard-only", true },
	{ "2001::/23", "protocol assignment", false },
	{ "2001:db8::/32", "documentation", false },
	{ "2002::/16", "6to4", false },
	{ "3fff::/20", "documentation", false },
	{ "fc00::/7", "private", false },
	{ "fe80::/10", "link-local", false },
	{ "fec0::/10", "site-local", false },
	{ "ff00::/8", "multicast", true },
};

static const unsigned char mapped_prefix[12] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff };

static bool address_parse(struct slice text, unsigned char ret[static 16], bool *ret_is_v4)
{
	char s[INET6_ADDRSTRLEN];
	if (text.n >= sizeof s || !text.n)
		return false;
	memcpy(s, text.p, text.n);
	s[text.n] = 0;
	memcpy(ret, mapped_prefix, sizeof mapped_prefix);
	*ret_is_v4 = inet_pton(AF_INET, s, ret + sizeof mapped_prefix) == 1;
	return *ret_is_v4 || inet_pton(AF_INET6, s, ret) == 1;
}

bool guard_range_parse(struct slice text, struct guard_range *ret)
{
	struct guard_range r;
	bool is_v4;
	int64_t bits;
	size_t slash = slice_find_byte(text, '/', 0);
	if (!address_parse(slice_sub(text, 0, slash), r.address, &is_v4))
		return false;
	int64_t most = is_v4 ? 32 : 128;
	bits = most;
	if (slash != SIZE_MAX && (!slice_to_int(slice_from(text, slash + 1), &bits) || bits < 0 ||
		bits > most))
		return false;
	r.bits = (unsigned)bits + (is_v4 ? MAPPED_BITS : 0);
	*ret = r;
	return true;
}

static bool is_in(const unsigned char a[static 16], const struct guard_range *r)
{
	unsigned whole = r->bits / 8, rest = r->bits % 8;
	if (memcmp(a, r->address, whole) != 0)
		return false;
	return !rest || ((a[whole] ^ r->address[whole]) >> (8 - rest)) == 0;
}

static const char *refuses(const struct guard *g, const unsigned char a[static 16], bool as_v6)
{
	bool mapped = memcmp(a, mapped_prefix, sizeof mapped_prefix) == 0;
	for (size_t i = 0; i < g->n_ranges; i++)
		if (is_in(a, &g->ranges[i]))
			return NULL;
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
		struct guard_range r;
		if (guard_range_parse(slice_str(refused[i].range), &r) && is_in(a, &r))
			return g->allow_private && !refused[i].nobody ? NULL : refused[i].kind;
	}
	/* No name server gives these for an honest name. */
	if (mapped && as_v6)
		return "mapped IPv4";
	return mapped || a[0] >> 5 == 1 ? NULL : "reserved";
}

const char *guard_refuses(const struct guard *g, const struct sockaddr *address)
{
	unsigned char a[16];
	switch (address->sa_family) {
	case AF_INET: {
		struct sockaddr_in in;
		memcpy(&in, address, sizeof in);
		memcpy(a, mapped_prefix, sizeof mapped_prefix);
		memcpy(a + sizeof mapped_prefix, &in.sin_addr, 4);
		return refuses(g, a, false);
	}
	case AF_INET6: {
		struct sockaddr_in6 in6;
		memcpy(&in6, address, sizeof in6);
		memcpy(a, &in6.sin6_addr, sizeof a);
		return refuses(g, a, true);
	}
	default:
		return "no internet";
	}
}

/* As C libraries read an IPv4 address: "127.1", "0x7f.1", "2130706433". */
static bool number_parse(struct slice text, unsigned char ret[static 16])
{
	struct in_addr in;
	char s[64];
	if (text.n >= sizeof s)
		return false;
	for (size_t i = 0; i < text.n; i++)
		if (!ascii_digit(text.p[i]) && !strchr(".xXabcdefABCDEF", text.p[i]))
			return false;
	memcpy(s, text.n ? text.p : "", text.n);
	s[text.n] = 0;
	memcpy(ret, mapped_prefix, sizeof mapped_prefix);
	if (inet_aton(s, &in) != 1)
		return false;
	memcpy(ret + sizeof mapped_prefix, &in, 4);
	return true;
}

/* RFC 6761: names of this machine. */
static bool is_localhost(struct slice host)
{
	size_t dot = host.n > 9 ? host.n - 10 : 0;
	return slice_eq_nocase(host, SLICE("localhost")) ||
		slice_eq_nocase(slice_from(host, dot), SLICE(".localhost"));
}

const char *guard_refuses_host(const struct guard *g, struct slice host)
{
	unsigned char a[16];
	bool is_v4;
	if (host.n > 2 && host.p[0] == '[')
		host = slice_sub(host, 1, host.n - 1);
	host = slice_sub(host, 0, slice_find_byte(host, '%', 0)); /* a zone */
	while (host.n && host.p[host.n - 1] == '.')
		host.n--;
	if (is_localhost(host))
		host = SLICE("127.0.0.1");
	if (!address_parse(host, a, &is_v4)) {
		is_v4 = number_parse(host, a);
		if (!is_v4)
			return NULL;
	}
	return refuses(g, a, !is_v4);
}
