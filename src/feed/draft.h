/* draft: a part of a feed under construction, and how values get into it; for the parts of this
 * module only. Whatever is taken is copied into `out`. */
#ifndef FEED_DRAFT_H
#define FEED_DRAFT_H

#include "feed/feed.h"

/* What can be said more than once: the better source counts, of equal ones the first. */
enum field {
	TITLE,
	SUBTITLE,
	RIGHTS,
	SUMMARY,
	CONTENT,
	UPDATED,
	PUBLISHED,
	PAGE, /* feed_part.link */
	ICON,
	LOGO,
	THUMBNAIL,
	COMMENTS,
	COMMENTS_FEED,
	FEED_URL,
	IMAGE_URL,
	IMAGE_LINK,
	IMAGE_TITLE,
	ID,
	LANGUAGE,
	GENERATOR,
	TTL,
	DURATION,
	EXPLICIT,
	N_FIELDS
};

struct draft {
	struct feed_part *part;
	uint8_t rank[N_FIELDS]; /* of what the field has; 0 while it is empty */
};

/* A text as it was found. */
struct typed {
	struct slice text;
	bool is_html;
};

/* Would a value of this rank (1 or more) be taken? */
static inline bool draft_wants(const struct draft *d, enum field field, uint8_t rank)
{
	return rank > d->rank[field];
}

/* Put a value into a field of the fitting kind, unless it has a better one. An empty one, or one
 * that is not what it should be, fills nothing, but that an empty title with a `p` is a title. */
void draft_title(struct draft *d, enum field field, uint8_t rank, struct typed value,
	struct arena *out);
void draft_body(struct draft *d, enum field field, uint8_t rank, struct typed value,
	struct slice base, struct arena *out);
void draft_date(struct draft *d, enum field field, uint8_t rank, struct slice value,
	struct slice lang);
void draft_url(struct draft *d, enum field field, uint8_t rank, struct slice ref,
	struct slice base, struct arena *out);
void draft_text(struct draft *d, enum field field, uint8_t rank, struct slice value,
	struct arena *out);
void draft_lang(struct draft *d, uint8_t rank, struct slice value, struct arena *out);
void draft_explicit(struct draft *d, uint8_t rank, struct slice value);

/* Append, unless it is empty, there already, or the list is full. */
void part_add_author(struct feed_part *p, struct feed_person person, struct arena *out);
void part_add_contributor(struct feed_part *p, struct feed_person person, struct arena *out);
void part_add_category(struct feed_part *p, struct feed_category c, struct arena *out);

/* Append a link whose `href` is to be resolved; an enclosure is also listed as one. Returns the
 * absolute address, empty where it was not taken. */
struct slice part_add_link(struct feed_part *p, struct feed_link link, struct slice base,
	struct arena *out);
void part_add_enclosure(struct feed_part *p, struct feed_enclosure enclosure, struct arena *out);

/* `ref` made absolute; empty where its scheme is not one that links may have. */
struct slice link_resolve(struct slice ref, struct slice base, struct arena *out);

/* "me@x.example (Jo)", "Jo <me@x.example>" and the like, taken apart; slices of `text`. */
struct feed_person person_split(struct slice text);

/* Length of an enclosure: a whole number, else -1. */
int64_t length_of(struct slice text);

#endif
