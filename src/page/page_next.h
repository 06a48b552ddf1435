/* page_next: the further pages of an article that is told on several. */
#ifndef PAGE_NEXT_H
#define PAGE_NEXT_H

#include "page/page_inner.h"

/* Absolute address of the page on which the article of this one goes on: as it declares, or as its
 * links say ("2", "Selanjutnya") whose address differs from ours by the number only. Empty for
 * none. */
struct slice next_find(const struct page_look *look, struct arena *out);

#endif
