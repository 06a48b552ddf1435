/* page_credit: who made a picture, as its caption says. */
#ifndef PAGE_CREDIT_H
#define PAGE_CREDIT_H

#include "base/slice.h"

/* Take the credit off a caption: "Warga di jembatan. Foto: Joko Wirasena" gives the sentence and
 * "Joko Wirasena". Either may come out empty. Both are parts of `text`. */
void credit_split(struct slice text, struct slice *ret_caption, struct slice *ret_credit);

#endif
