/* page_jsonld: the JSON-LD of a page (schema.org), read however broken it is.
 *
 * RFC 8259 with what pages get wrong: control characters in strings, commas that end lists,
 * comments and CDATA around the whole, text cut off in the middle. What was read before a fault
 * stands. */
#ifndef PAGE_JSONLD_H
#define PAGE_JSONLD_H

#include "base/arena.h"

enum {
	JSONLD_MAX_DEPTH = 64,
	JSONLD_MAX_VALUES = 50000, /* of a page; the largest real graphs have some thousands */
};

enum jsonld_type { JSONLD_OBJECT, JSONLD_ARRAY, JSONLD_STRING, JSONLD_OTHER };

/* Values are named by their index; 0 is none. */
struct jsonld_value {
	struct slice key;  /* in an object */
	struct slice text; /* of strings, decoded, and of numbers and words as they stand */
	uint32_t parent, first, next;
	uint32_t last_;
	uint8_t type;
};

struct jsonld {
	LIST(struct jsonld_value) values; /* the first one is not used */
};

/* Read one script's text and append its values; its topmost value is below 0. */
void jsonld_read(struct jsonld *ld, struct slice text, struct arena *out);

/* The value under a key of an object, 0 where it has none. */
uint32_t jsonld_get(const struct jsonld *ld, uint32_t object, const char *key);

/* Its text, or that of the first one in a list. Empty for objects. */
struct slice jsonld_text(const struct jsonld *ld, uint32_t value);

/* Is one of the types of an object in this list (words parted by blanks)? */
bool jsonld_is(const struct jsonld *ld, uint32_t object, const char *types);

/* The object that a reference ({"@id": ...}) means, else `value` itself. */
uint32_t jsonld_resolve(const struct jsonld *ld, uint32_t value);

#endif
