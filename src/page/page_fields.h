/* page_fields: the names under which pages describe themselves in <meta> and microdata. */
#ifndef PAGE_FIELDS_H
#define PAGE_FIELDS_H

#include "base/slice.h"

enum field {
	FIELD_TITLE_OG, FIELD_TITLE_TWITTER, FIELD_TITLE_OTHER, FIELD_SITE, FIELD_DESCRIPTION,
	FIELD_AUTHOR, FIELD_PUBLISHED, FIELD_UPDATED, FIELD_SECTION, FIELD_TAGS, FIELD_IMAGE,
	FIELD_URL, FIELD_LANG, FIELD_TYPE, FIELD_LABEL1, FIELD_DATA1, FIELD_LABEL2, FIELD_DATA2,
	N_FIELDS
};

/* The order of the names of a field is no order of preference; `rank` is: a lower one wins. */
struct field_name {
	const char *name; /* lower case */
	uint8_t n, field, rank;
};

/* NULL where the name says nothing. ASCII case does not count. */
const struct field_name *field_named(struct slice name);

#endif
