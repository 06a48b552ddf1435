/* page_amp: what AMP pages (https://amp.dev/documentation) keep beside an article's text. */
#ifndef PAGE_AMP_H
#define PAGE_AMP_H

#include "html/tree.h"

/* Does the element "amp-NAME" hold no text of the article? Players, advertisements, menus, notices
 * and other articles. */
bool amp_is_silent(struct slice name);

/* What the two paywalls of AMP name a section for: amp-access="subscriber AND ...",
 * subscriptions-section="content" (and the same with NOT, and "content-not-granted"). False where
 * `node` is no such section. */
bool amp_section(const struct tree *t, uint32_t node, bool *ret_paid);

/* Is this an AMP page on which the text for those who have paid stands? Then the sections for
 * those who have not are a teaser of the same text, and ask for money. */
bool amp_walled(const struct tree *t, struct arena *scratch);

#endif
