/* page_cues: first words that tell what a line of a page is for, in the languages we know. The
 * trained vocabulary knows what its pages were written in; this list stands in for the others. */
#ifndef PAGE_CUES_H
#define PAGE_CUES_H

#include "base/slice.h"

/* Ordered by how seldom they are the article's. */
enum cue {
	CUE_NONE,
	CUE_CREDIT,    /* photo: ... */
	CUE_UPDATE,    /* this article was updated... */
	CUE_AUTHOR,    /* about the author, written by */
	CUE_SOURCE,
	CUE_RELATED,   /* read also, more on this */
	CUE_ADVERT,
	CUE_TAGS,
	CUE_SHARE,
	CUE_SUBSCRIBE, /* newsletters, subscriptions, sign up, log in */
	CUE_COMMENTS,
	CUE_LEGAL,     /* copyright, cookies, terms */
	CUE_NAVIGATE   /* skip to, back to top, next, menu */
};

enum cue cue_of(struct slice text);

/* Does a short paragraph ask its readers to subscribe, follow or join, wherever in it? */
bool cue_invites(struct slice text);

/* Words, parted by blanks, of which notices on rights, liability, privacy and cookies are full. */
struct slice cue_legal_words(void);

#endif
