/* xmlref: the document type, for the entities it declares; for the parts of this module only. */
#ifndef FEED_XMLREF_H
#define FEED_XMLREF_H

#include "feed/xml.h"

/* Read a document type from behind its "<!DOCTYPE" at `at`; returns the place behind it. Entities
 * that it declares with their text are remembered, those with an address never are. */
size_t xml_read_doctype(struct xml *x, size_t at);

#endif
