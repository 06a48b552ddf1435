/* sha1: the digest of FIPS 180-4 that most WARC files of other makers carry.
 *
 * Only for telling whether such a file is damaged: nothing of ours is named, compared or
 * protected by it, since collisions can be made. Written out here because libsodium leaves it out
 * on purpose, and one more library is a high price for sixty lines of a standard that will not
 * change. */
#ifndef WARC_SHA1_H
#define WARC_SHA1_H

#include "base/slice.h"

enum { SHA1_BYTES = 20 };

void sha1(struct slice bytes, unsigned char ret_sum[static SHA1_BYTES]);

#endif
