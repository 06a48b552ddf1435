/* bulk: articles as the body of the _bulk API that OpenSearch and Elasticsearch share, and the
 * index template that goes with it (docs/engine.md has the table of fields).
 *
 * An action is one line of JSON, and for all but deletions the document is the next line; each
 * ends in a line feed, and none holds another one. The document's id is the article's lasting
 * name. Pure. */
#ifndef VIEW_BULK_H
#define VIEW_BULK_H

#include "view/view.h"

/* A name that both engines take for an index: 1 to BULK_INDEX_MAX bytes of a-z, 0-9, '-', '_'
 * and '.', the first of them a letter or digit. */
enum { BULK_INDEX_MAX = 200 };
bool bulk_index_is_good(struct slice index);

struct bulk_document {
	const struct view_article *of;
	int64_t day;               /* that it is filed under, days since 1970 */
	int64_t seen_at;           /* when its first state was, Unix seconds */
	int64_t changed_at;        /* when its newest one was; 0: there is but one */
	struct slice story;        /* lasting name of its story */
	bool is_lead;              /* of that story */
	struct slice copy_of, translation_of; /* lasting names, or empty */
};

void bulk_put(struct slice index, const struct bulk_document *d, struct buf *to);
void bulk_delete(struct slice index, struct slice name, struct buf *to);

/* A composable index template for indices that are called `index` or begin with it and a dash:
 * one JSON object. */
void bulk_template(struct slice index, struct buf *to);

#endif
