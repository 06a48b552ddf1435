/* private: what the files of the query module share. */
#ifndef QUERY_PRIVATE_H
#define QUERY_PRIVATE_H

/* What is: and has: may be followed by, NULL at the end. */
extern const char *const query_is_values[], *const query_has_values[];

#endif
