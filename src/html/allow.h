/* allow: what the sanitiser lets through, for the parts of this module only. What is not named in
 * the tables of allow.c does not pass. */
#ifndef HTML_ALLOW_H
#define HTML_ALLOW_H

#include "html/tag.h"

enum allow {
	ALLOW_CONTENT, /* its tags go, what it holds stays */
	ALLOW_NOTHING, /* it goes with all that it holds */
	ALLOW_BLOCK,   /* written as another element that keeps its text apart */
	ALLOW_AS,      /* written as the element `as` */
};

/* Where an element may stand; it is unwrapped elsewhere. */
enum place {
	PLACE_ANY,
	PLACE_TABLE,   /* right inside <table> */
	PLACE_SECTION, /* inside <thead>, <tbody>, <tfoot> */
	PLACE_ROW,
	PLACE_COLGROUP,
	PLACE_RUBY,
	PLACE_MEDIA,   /* inside <audio>, <video> */
};

struct allow_tag {
	uint8_t allow; /* enum allow */
	uint8_t place; /* enum place */
	uint8_t as;    /* enum tag */
	uint32_t attrs; /* bits of enum allow_attr */
};
extern const struct allow_tag allow_tags[N_TAGS];

/* Kinds of values. A value that is not of its kind is dropped with its attribute. */
enum value {
	VALUE_NONE,
	VALUE_TEXT,
	VALUE_LINK,   /* http, https, mailto, or relative where there is no base */
	VALUE_IMAGE,  /* http, https, or relative */
	VALUE_LAZY,   /* the same, written as `src` where there is none */
	VALUE_NUMBER, /* of at most six digits */
	VALUE_LANG,
	VALUE_FLAG,   /* no value */
	VALUE_WORD,   /* one of a list */
};

struct allow_attr {
	uint8_t value; /* enum value */
	uint8_t as;    /* enum attr_name */
	uint32_t bit;  /* in allow_tag.attrs; 0: allowed everywhere */
};
extern const struct allow_attr allow_attrs[N_ATTRS];

/* Is `word` a value that attribute `name` may have? */
bool allow_word(enum attr_name name, struct slice word);

#endif
