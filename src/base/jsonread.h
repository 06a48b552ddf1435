/* jsonread: JSON (RFC 8259) read value by value, without a tree.
 *
 * For flat records that come by the hundred thousand: a reader that builds a tree (jansson reads
 * and frees at some 60 MB a second here) spends more on them than all that follows. Errors are
 * sticky: after the first, all functions return false or nothing and the place stays. Strict, but
 * that a lone surrogate escape becomes U+FFFD, as other people's programs do write them.
 *
 *	struct json_reader j = json_reader_over(line);
 *	json_enter(&j, '{');
 *	while (json_next_key(&j, out, &key))
 *		if (slice_is(key, "title"))
 *			json_take_text(&j, out, &title);
 *		else
 *			json_skip(&j);
 *	json_end_of_text(&j);
 *	if (j.problem) ... "column %zu: %s", j.at + 1, j.problem */
#ifndef BASE_JSONREAD_H
#define BASE_JSONREAD_H

#include "base/arena.h"

enum json_kind {
	JSON_IS_NONE, /* an error, or no value begins here */
	JSON_IS_OBJECT,
	JSON_IS_ARRAY,
	JSON_IS_STRING,
	JSON_IS_NUMBER,
	JSON_IS_BOOL,
	JSON_IS_NULL
};

enum { JSON_MAX_DEPTH = 256 };

struct json_reader {
	struct slice text;
	size_t at;           /* next byte; where the problem is, once there is one */
	const char *problem; /* what is wrong, or NULL */
	int depth;           /* of json_enter without its end */
	bool begun;          /* something of the innermost object or array was read */
};

static inline struct json_reader json_reader_over(struct slice text)
{
	return (struct json_reader){ text, 0, NULL, 0, false };
}

/* What the next value is; nothing is taken. */
enum json_kind json_peek(struct json_reader *j);

/* "an object", "a string"... */
const char *json_kind_name(enum json_kind kind);

/* Take the bracket of an object '{' or array '['. */
bool json_enter(struct json_reader *j, char bracket);

/* Take the next key of the object entered last and its colon, or its end: then false. The key's
 * text is in `out`. Its value must be taken before the next call. */
bool json_next_key(struct json_reader *j, struct arena *out, struct slice *ret_key);

/* Is there another item of the array entered last? Takes the comma, or the end: then false. */
bool json_next_item(struct json_reader *j);

/* Take a string; its text, valid UTF-8 with escapes undone, is in `out`. */
bool json_take_text(struct json_reader *j, struct arena *out, struct slice *ret_text);

/* Take the next value, whatever it is. */
bool json_skip(struct json_reader *j);

/* Nothing but white space is left. */
bool json_end_of_text(struct json_reader *j);

#endif
