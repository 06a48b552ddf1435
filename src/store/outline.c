/* outline: one row of four tables, read as it lies. */
#include "store/outline.h"

#include <stdlib.h>

#include "base/mix.h"
#include "store/private.h"

enum err store_outline_get(struct store *s, int64_t id, struct store_outline *ret, struct error *e)
{
	struct store_outline o = { 0 };
	struct sql_call c = sql_begin(s, SQL_OUTLINE_OF);
	sql_int(&c, id);
	sql_int(&c, FLAGS_KEPT);
	bool found = sql_row(&c);
	if (found) {
		struct slice name = sql_get_bytes(&c);
		memcpy(o.name, name.p, name.n < ARTICLE_NAME_LEN ? name.n : ARTICLE_NAME_LEN);
		o.story = sql_get_int(&c);
		o.source = sql_get_int(&c);
		o.day = sql_get_int(&c);
		o.print = sql_mix(&c, mix_text(1, slice_str(o.name)));
	}
	TRY(sql_end(&c, e));
	if (!found)
		return fail(e, ERR_CORRUPT, "article %lld is not whole: run warta check",
			(long long)id);
	*ret = o;
	return OK;
}

static int by_story(const void *x, const void *y)
{
	const struct store_story_said *a = x, *b = y;
	if (a->story != b->story)
		return a->story < b->story ? -1 : 1;
	return a->print < b->print ? -1 : a->print > b->print;
}

enum err store_stories_said(struct store *s, struct arena *out, store_story_saids *ret,
	struct error *e)
{
	struct sql_call c = sql_begin(s, SQL_KEPT_STORY_LIST);
	while (sql_row(&c)) {
		struct store_story_said *said = list_add(out, ret);
		said->story = sql_get_int(&c);
		said->print = sql_mix(&c, 1);
	}
	TRY(sql_end(&c, e));
	if (ret->n)
		qsort(ret->at, ret->n, sizeof *ret->at, by_story);
	return OK;
}
