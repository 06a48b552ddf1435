/* private: what the parts of the public interface share. */
#ifndef API_PRIVATE_H
#define API_PRIVATE_H

#include "archive/ingest.h"
#include "query/query.h"
#include "view/view.h"
#include "warta.h"

struct warta {
	struct archive *archive;
};

/* Hand a code and its sentence to the caller of the library. */
enum warta_code api_result(enum err err, const struct error *from, struct warta_error *to);

/* The hooks of the library's caller (`h` may be NULL) as those of ingest; `*copy` is their context
 * and must live as long. */
struct ingest_hooks api_hooks(const struct warta_hooks *h, struct warta_hooks *copy);

/* `to` may be NULL. */
void api_report(const struct ingest_report *from, struct warta_report *to);

/* `look` (NULL: JSON) as view wants it. */
struct view_look api_look(const struct warta_look *look, struct slice title);

enum { API_MAX_OUTPUT = 512 << 20 }; /* bytes of one article in any format */

/* Parse the query of `s`, in `out`. */
enum err api_query(const struct warta_search *s, struct arena *out, struct query **ret_query,
	struct error *e) MUST_USE;

/* Parse the query of `s`, and find what it asks for. */
enum err api_find(struct store *store, const struct warta_search *s, enum store_sort sort,
	struct arena *out, struct query **ret_query, struct store_hits *ret_hits, struct error *e)
	MUST_USE;

/* Hand what is in `to` to the caller, and empty it. */
enum err api_flush(struct buf *to, warta_write_fn write, void *ctx, struct error *e) MUST_USE;

/* Unix seconds as RFC 3339 in that zone, in `out`. */
struct slice api_time(int64_t at, int zone_min, struct arena *out);

/* Since when it is withdrawn; left as it is where it is not. */
enum err api_withdrawn_since(struct store *store, const struct store_article *a,
	struct arena *scratch, struct slice *ret, struct error *e) MUST_USE;

/* The quotations that are kept of what the article shows; of an older version, found anew. */
enum err api_add_quotes(struct store *store, const struct store_article *a, struct arena *scratch,
	struct view_article *v, struct error *e) MUST_USE;

/* The error that a callback asks for by a value other than 0. */
enum err api_stopped(int value, struct error *e);

#endif
