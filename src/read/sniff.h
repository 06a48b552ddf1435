/* sniff: what bytes are, by themselves. Only for the parts of this module. */
#ifndef READ_SNIFF_H
#define READ_SNIFF_H

#include "base/error.h"
#include "base/slice.h"

/* Is it text in some encoding? ERR_INPUT says what it is instead. */
enum err sniff_text(struct slice bytes, struct error *e) MUST_USE;

/* Does it begin like an object of JSON, or a line of them? */
bool sniff_json(struct slice head);

/* Without a byte order mark of UTF-8. */
struct slice sniff_past_mark(struct slice s);

#endif
