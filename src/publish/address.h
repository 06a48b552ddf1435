/* address: where on a site which page stands (publish.h has the map). */
#ifndef PUBLISH_ADDRESS_H
#define PUBLISH_ADDRESS_H

#include "layout/put.h"

/* Append the path of a page from the front's folder: of lower-case letters, digits, "-", "." and
 * "/" only, whatever `what` is; of PLACE_FILE `what` itself, or "index.html" where it is empty. A
 * day is "2024-03-12", "2024-03" or, for all months, empty. `page` of a long list; 0: its first. */
void address_path(struct buf *to, enum place place, struct slice what, size_t page);

/* What struct say calls: the same with `say->up` before it. */
void address_put(struct buf *to, const struct say *say, enum place place, struct slice what);

/* "../" for each folder that `path` lies in. A literal. */
const char *address_up(const char *path);

#endif
