/* edition: which program makes the pages, as another one may make others of the same articles. */
#ifndef PUBLISH_EDITION_H
#define PUBLISH_EDITION_H

#include <stdint.h>

/* A number of all code that is loaded, libraries among it: of the build IDs that linkers give (ELF
 * notes of type NT_GNU_BUILD_ID). 0 where something has none. */
uint64_t edition_of_code(void);

#endif
