/* element: what is done with each element of a feed; for the parts of this module only. */
#ifndef FEED_ELEMENT_H
#define FEED_ELEMENT_H

#include "feed/walk.h"

/* Where an element stands. */
enum context {
	IN_FEED = 1,
	IN_ENTRY = 2,
	IN_SOURCE = 4, /* what an Atom entry tells of the feed it was taken from */
	IN_IMAGE = 8,
	IN_PART = IN_FEED | IN_ENTRY | IN_SOURCE
};

struct element;

/* What an element that is being read belongs to. */
struct place {
	struct draft *draft;
	const struct element *row;
	enum context context;
};

struct element {
	const char *name;  /* lower case */
	uint32_t spaces;   /* bits of the namespaces it may have */
	uint8_t contexts;  /* it is known in */
	/* Reads the element just opened to its end. */
	void (*read)(struct walk *w, const struct place *at);
	uint8_t field, rank; /* enum field */
	uint8_t kind;        /* enum text_kind */
};

/* The row of the element just opened, or NULL where it is to be passed over. */
const struct element *element_find(const struct xml_element *e, enum context context);

/* Read what is inside the element just opened, to its end. */
void element_read_inside(struct walk *w, struct draft *d, enum context context);

/* Read the element just opened to its end, whatever it is. */
void element_read(struct walk *w, struct draft *d, enum context context);

#endif
