/* name: looking up names while scanning, for the parts of this module only. */
#ifndef HTML_NAME_H
#define HTML_NAME_H

#include "html/tag.h"

enum { NAME_HASH_START = (int)0x811c9dc5 };

/* The hash of a name, a byte at a time, as tools/make-html-tables.py computes it. */
static inline uint32_t name_hash_step(uint32_t h, char c)
{
	return (h ^ (uint8_t)c) * 0x01000193u;
}

/* `name` is lower case, `h` what name_hash_step made of its bytes from NAME_HASH_START on. */
enum tag tag_look_up(struct slice name, uint32_t h);
enum attr_name attr_look_up(struct slice name, uint32_t h);

/* The text (1 to 6 bytes, static) that the named character reference at the beginning of `s`
 * stands for; `s` begins behind the "&". `*ret_len`: the bytes of `s` it takes, with a ";" where
 * there is one. Empty where it is none. `in_attribute`: the standard's exception for what looks
 * like a query string holds. */
struct slice name_reference(struct slice s, bool in_attribute, size_t *ret_len);

#endif
