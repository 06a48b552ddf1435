/* sniff: what bytes are, by themselves. Only for the parts of this module. */
#ifndef READ_SNIFF_H
#define READ_SNIFF_H

#include "base/slice.h"

/* What kind of binary data begins like this ("PNG image"), or NULL. */
const char *sniff_binary(struct slice head);

/* Does it begin like an object of JSON, or a line of them? */
bool sniff_json(struct slice head);

/* Without a byte order mark of UTF-8. */
struct slice sniff_past_mark(struct slice s);

#endif
