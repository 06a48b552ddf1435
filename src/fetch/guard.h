/* guard: which addresses may be connected to.
 *
 * News comes from the public internet. Whoever writes a feed can name any address in it, so an
 * address that means this machine, its network or nothing at all is refused where the connection is
 * made, whatever name or redirect led there, unless the user allows it. After the registries of
 * special-purpose addresses (RFC 6890 and what updates it). Pure. */
#ifndef FETCH_GUARD_H
#define FETCH_GUARD_H

#include <sys/socket.h>

#include "base/slice.h"

enum { GUARD_MAX_RANGES = 32 };

/* A range as IPv6; IPv4 stands as it is mapped (::ffff:a.b.c.d). */
struct guard_range {
	unsigned char address[16];
	unsigned bits;
};

struct guard {
	bool allow_private; /* all but what can be nobody: multicast, unspecified, reserved */
	struct guard_range ranges[GUARD_MAX_RANGES]; /* and these, whatever they are */
	size_t n_ranges;
};

/* "192.168.0.0/16", "10.1.2.3", "fd00::/8". False where it is no range. */
bool guard_range_parse(struct slice text, struct guard_range *ret);

/* NULL: may be connected to. Else what kind of address it is: "loopback", "private"... */
const char *guard_refuses(const struct guard *g, const struct sockaddr *address);

/* The same for a host that is written as an address, in any of the ways that C libraries read, or
 * that is a name of this machine (RFC 6761); NULL too for other names. */
const char *guard_refuses_host(const struct guard *g, struct slice host);

#endif
