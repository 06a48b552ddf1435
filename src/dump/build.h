/* build: from the cut lines of a page to articles. */
#ifndef DUMP_BUILD_H
#define DUMP_BUILD_H

#include "dump/decode.h"
#include "dump/dump.h"

void build_articles(const struct lines *ls, const struct heads *hs, const uint8_t *roles,
	const cuts *cs, const struct dump_hint *hint, struct arena *out, articles *ret);

#endif
