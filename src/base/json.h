/* json: writing JSON (RFC 8259) into a buffer, in the order of the calls.
 *
 * The commas are the writer's business; that objects and arrays are closed is the caller's. Text is
 * valid UTF-8 and is written as it is, but for what JSON must escape, and for U+2028 and U+2029,
 * which some line readers take for line ends. */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/buf.h"

struct json {
	struct buf *to;
	bool comma; /* a value stands before what comes next, on this level */
};

static inline struct json json_to(struct buf *to)
{
	return (struct json){ to, false };
}

void json_begin(struct json *j, char bracket); /* '{' or '[' */
void json_end(struct json *j, char bracket);   /* '}' or ']' */
void json_key(struct json *j, const char *key);
void json_text(struct json *j, struct slice text);
void json_int(struct json *j, int64_t n);
void json_bool(struct json *j, bool value);

/* A key with its text; nothing at all where the text is empty. */
void json_pair(struct json *j, const char *key, struct slice text);

#endif
