/* page: what the handlers of pages share: how the values of layout/layout.h are filled from the
 * store. */
#ifndef SERVER_PAGE_H
#define SERVER_PAGE_H

#include "layout/layout.h"
#include "server/work.h"
#include "store/desk.h"

/* Fill in what stands around; `title` of the window, `here` of the place in the tree. */
enum err chrome_make(struct work *w, struct slice title, const char *here, struct chrome *ret,
	struct error *e) MUST_USE;

/* A row of article `id`; with `marker` (may be NULL) its snippet, too. */
struct marker;
enum err row_make(struct work *w, int64_t id, const struct marker *marker, struct row *ret,
	struct error *e) MUST_USE;

/* How the addresses of the desk call a story. */
struct slice story_ref(struct work *w, int64_t number);

/* The month of a day. */
enum err calendar_make(struct work *w, int64_t day, struct calendar *ret, struct error *e)
	MUST_USE;

/* Unix seconds in words. */
struct slice time_words(struct work *w, int64_t at);

/* A field of the search language with its value in quotes. */
struct slice field_query(const char *field, struct slice value, struct arena *out);

/* Of an article: its versions, and the record that it was read from. */
enum err page_versions(struct work *w, int64_t id, struct error *e) MUST_USE;
enum err page_original(struct work *w, int64_t id, struct error *e) MUST_USE;

/* The word of the catalogue for what changed, of CHANGE_... bits. */
unsigned change_words(unsigned kinds);

/* Parse a query of this request's moment. */
struct query;
enum err query_read(struct work *w, struct slice text, struct query **ret, struct error *e)
	MUST_USE;

void page_send(struct work *w);

#endif
