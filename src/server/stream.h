/* stream: answers that go on for as long as sources are being asked: server-sent events (HTML
 * Living Standard, 9.2).
 *
 * Who listens costs no thread and no reader of the database: its connection sleeps until
 * streams_wake. One whose other side has gone is noticed by the next event. */
#ifndef SERVER_STREAM_H
#define SERVER_STREAM_H

#include "server/work.h"

enum { STREAMS_MAX = 64 }; /* at once */

struct MHD_Connection;
struct MHD_Response;

struct streams *streams_new(void);
/* Takes NULL, gives NULL. Nobody may listen any more. */
struct streams *streams_free(struct streams *all);

/* May one more listen? */
bool streams_room(struct streams *all);

/* The answer to `w` that tells what fetching_tell tells; NULL: no memory. */
struct MHD_Response *stream_response(const struct work *w, struct MHD_Connection *c);

/* There is something to tell. */
void streams_wake(struct streams *all);

#endif
