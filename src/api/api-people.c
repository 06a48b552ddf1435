/* api-people: quotations and people of an archive. */
#include "warta.h"

#include "api/private.h"
#include "base/map.h"
#include "store/quotes.h"

struct asking {
	struct store *store;
	struct slice by, about;
	struct map wanted; /* ids of the articles that the query finds, as bytes */
	bool filtered;
	size_t left;
	int (*give)(void *ctx, const struct warta_quote *q);
	void *ctx;
};

/* Texts of earlier states in the article's channel, to see whether a quotation was changed. */
static enum err earlier_texts(struct store *store, int64_t id, struct arena *out, strings *ret,
	struct error *e)
{
	store_versions list = { 0 };
	TRY(store_versions_list(store, id, out, &list, e));
	for (size_t i = 0; i < list.n && list.n > 1; i++) {
		struct article a = { 0 };
		if (list.at[i].shown)
			break;
		TRY(store_version_get(store, id, list.at[i].number, out, &a, e));
		*list_add(out, ret) = article_text(&a, out);
	}
	return OK;
}

/* An earlier state lacks these words though it has most of them. */
static bool is_changed(const strings *earlier, struct slice said)
{
	for (size_t i = 0; i < earlier->n; i++) {
		if (slice_find(earlier->at[i], said, 0) != SIZE_MAX)
			continue;
		size_t half = said.n / 2;
		while (half < said.n && ((unsigned char)said.p[half] & 0xC0) == 0x80)
			half++;
		if (said.n > 40 &&
			(slice_find(earlier->at[i], slice_sub(said, 0, half), 0) != SIZE_MAX ||
				slice_find(earlier->at[i], slice_from(said, half), 0) != SIZE_MAX))
			return true;
	}
	return false;
}

static enum err give_quote(struct asking *x, const struct store_article *a,
	const struct store_quote *q, const strings *earlier, struct arena *out, struct error *e)
{
	static const char *const forms[] = { "full", "fragment", "term" };
	char day[DATE_TEXT_MAX];
	struct store_article first = { 0 };
	date_print((struct date){ .seconds = a->day * 86400, .kind = DATE_DAY }, day);
	if (q->first_article)
		TRY(store_article_get(x->store, q->first_article, STORE_HEAD, out, &first, e));
	const struct warta_quote given = {
		.number = a->number,
		.name = a->name,
		.title = arena_str(out, a->article.title),
		.source = arena_str(out, a->article.source),
		.day = day,
		.text = arena_str(out, q->text),
		.kind = q->kind == QUOTE_DIRECT ? "direct" : "indirect-reported",
		.form = forms[q->form],
		.speaker = arena_str(out, q->speaker),
		.surface = arena_str(out, q->surface),
		.cue = arena_str(out, q->cue),
		.via = arena_str(out, q->via),
		.confidence = (int)q->confidence,
		.start = (size_t)q->start,
		.end = (size_t)q->stop,
		.n_articles = (uint64_t)q->n_articles,
		.first = first.number,
		.is_changed = q->kind == QUOTE_DIRECT && is_changed(earlier, q->text),
	};
	return api_stopped(x->give(x->ctx, &given), e);
}

/* Leave those that are asked for, no more than are left to give. */
static void choose(const struct asking *x, store_quotes *quotes)
{
	size_t n = 0;
	for (size_t i = 0; i < quotes->n && n < x->left; i++) {
		const struct store_quote *q = &quotes->at[i];
		if ((!x->by.n || store_quote_has(q->speaker, x->by)) &&
			(!x->about.n || store_quote_has(q->text, x->about)))
			quotes->at[n++] = *q;
	}
	quotes->n = n;
}

static enum err give_article(struct asking *x, int64_t id, struct error *e)
{
	struct arena out = ARENA_INIT;
	struct store_article a;
	store_quotes quotes = { 0 };
	strings earlier = { 0 };
	enum err err = store_quotes_of(x->store, id, &out, &quotes, e);
	choose(x, &quotes);
	if (err == OK && quotes.n)
		err = store_quotes_others(x->store, &quotes, e);
	if (err == OK && quotes.n)
		err = store_article_get(x->store, id, STORE_HEAD, &out, &a, e);
	if (err == OK && quotes.n)
		err = earlier_texts(x->store, id, &out, &earlier, e);
	for (size_t i = 0; i < quotes.n && err == OK; i++) {
		x->left--;
		err = give_quote(x, &a, &quotes.at[i], &earlier, &out, e);
	}
	arena_done(&out);
	return err;
}

static struct slice key_of(const int64_t *id)
{
	return slice_of((const char *)id, sizeof *id);
}

/* The articles that the query finds, newest first; those with a quotation are asked for theirs. */
static enum err give_all(struct asking *x, const struct warta_quotes *ask, struct arena *out,
	struct error *e)
{
	const struct warta_search s = { .query = ask->query, .since = ask->since,
		.now = ask->now, .zone_min = ask->zone_min };
	struct query *q;
	struct store_hits hits = { 0 };
	int64_t *ids;
	size_t n;
	if ((ask->query && *ask->query) || ask->since) {
		TRY(api_find(x->store, &s, STORE_NEWEST, out, &q, &hits, e));
		for (size_t i = 0; i < hits.hits.n; i++)
			map_at(&x->wanted, out, key_of(&hits.hits.at[i].id));
		x->filtered = true;
	}
	TRY(store_quotes_by(x->store, x->by, out, &ids, &n, e));
	for (size_t i = 0; i < n && x->left; i++)
		if (!x->filtered || map_find(&x->wanted, key_of(&ids[i])))
			TRY(give_article(x, ids[i], e));
	return OK;
}

enum warta_code warta_quotes(struct warta *w, const struct warta_quotes *ask,
	int (*quote)(void *ctx, const struct warta_quote *q), void *ctx, struct warta_error *e)
{
	struct error why = { 0 };
	struct arena out = ARENA_INIT;
	struct asking x = { .store = w->archive->store, .by = slice_str(ask->by),
		.about = slice_str(ask->about), .left = ask->limit ? ask->limit : SIZE_MAX,
		.give = quote, .ctx = ctx };
	enum err err = give_all(&x, ask, &out, &why);
	arena_done(&out);
	return api_result(err, &why, e);
}

enum warta_code warta_article_quotes(struct warta *w, const char *article,
	int (*quote)(void *ctx, const struct warta_quote *q), void *ctx, struct warta_error *e)
{
	struct error why = { 0 };
	int64_t id;
	struct asking x = { .store = w->archive->store, .left = SIZE_MAX, .give = quote,
		.ctx = ctx };
	enum err err = store_article_find(x.store, slice_str(article), &id, &why);
	if (err == OK)
		err = give_article(&x, id, &why);
	return api_result(err, &why, e);
}

enum warta_code warta_people(struct warta *w, const char *words,
	int (*person)(void *ctx, const struct warta_person *p), void *ctx, struct warta_error *e)
{
	struct error why = { 0 };
	struct arena out = ARENA_INIT;
	store_people list = { 0 };
	enum err err = store_people_list(w->archive->store, &out, &list, &why);
	for (size_t i = 0; err == OK && i < list.n; i++) {
		const struct store_person *p = &list.at[i];
		bool found = store_quote_has(p->name, slice_str(words));
		const char **others = arena_array(&out, const char *, p->others.n + 1);
		for (size_t k = 0; k < p->others.n; k++) {
			others[k] = arena_str(&out, p->others.at[k]);
			found |= store_quote_has(p->others.at[k], slice_str(words));
		}
		const struct warta_person given = { arena_str(&out, p->name), others, p->others.n,
			(uint64_t)p->n_quotes, (uint64_t)p->n_articles };
		if (found)
			err = api_stopped(person(ctx, &given), &why);
	}
	arena_done(&out);
	return api_result(err, &why, e);
}

enum warta_code warta_person_set(struct warta *w, const char *other, const char *name,
	struct warta_error *e)
{
	struct error why = { 0 };
	struct store *store = w->archive->store;
	enum err err = store_begin(store, &why);
	if (err == OK)
		err = store_end(store,
			store_person_set(store, slice_str(other), slice_str(name), &why), &why);
	return api_result(err, &why, e);
}
