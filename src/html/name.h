/* name: looking up names while scanning, for the parts of this module only. */
#ifndef HTML_NAME_H
#define HTML_NAME_H

#include "html/tag.h"

/* A name in lower case, with zeros behind it. Listed names are shorter than NAME_MAX. */
enum { NAME_MAX = 16 };
struct name {
	char text[NAME_MAX];
};

enum tag tag_look_up(const struct name *name);
enum attr_name attr_look_up(const struct name *name);

/* The text (1 to 6 bytes, static) that the named character reference at the beginning of `s`
 * stands for; `s` begins behind the "&". `*ret_len`: the bytes of `s` it takes, with a ";" where
 * there is one. Empty where it is none. `in_attribute`: the standard's exception for what looks
 * like a query string holds. */
struct slice name_reference(struct slice s, bool in_attribute, size_t *ret_len);

#endif
