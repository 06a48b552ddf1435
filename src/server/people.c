/* people: who is quoted, and what a person said by date. */
#include "desk-assets.h"
#include "server/page.h"
#include "store/quotes.h"

enum { PEOPLE_ROWS = 200, PERSON_QUOTES = 100, PERSON_ARTICLES = 2000 };

static bool has_words(struct slice name, struct slice words)
{
	return !words.n || store_quote_has(name, words);
}

enum err page_people(struct work *w, struct error *e)
{
	struct people_page *p = arena_new(&w->out, struct people_page);
	store_people all = { 0 };
	p->words = slice_trim(request_param(&w->request, "name"));
	TRY(chrome_make(w, say_text(&w->say, STR_PEOPLE), "people", &p->chrome, e));
	TRY(store_people_list(w->store, &w->out, &all, e));
	for (size_t i = 0; i < all.n && p->rows.n < PEOPLE_ROWS; i++)
		if (has_words(all.at[i].name, p->words))
			*list_add(&w->out, &p->rows) = all.at[i];
	tmpl_people(&w->reply.body, &w->say, p);
	page_send(w);
	return OK;
}

/* The quotations of article `id` that are of the person. */
static enum err add_quotes(struct work *w, int64_t id, struct person_page *p, struct error *e)
{
	store_quotes quotes = { 0 };
	struct row row = { 0 };
	TRY(store_quotes_of(w->store, id, &w->out, &quotes, e));
	for (size_t i = 0; i < quotes.n && p->quotes.n < PERSON_QUOTES; i++) {
		const struct store_quote *q = &quotes.at[i];
		if (!q->by_person || !has_words(q->speaker, p->name))
			continue;
		if (!row.name)
			TRY(row_make(w, id, NULL, &row, e));
		*list_add(&w->out, &p->quotes) = (struct said){ .text = q->text,
			.speaker = q->speaker, .direct = q->kind == QUOTE_DIRECT, .row = row };
	}
	return OK;
}

enum err page_person(struct work *w, struct error *e)
{
	struct person_page *p = arena_new(&w->out, struct person_page);
	int64_t *ids = NULL;
	size_t n = 0;
	p->name = slice_trim(w->rest);
	TRY(chrome_make(w, p->name, "people", &p->chrome, e));
	TRY(store_quotes_by(w->store, p->name, &w->out, &ids, &n, e));
	p->chrome.feed = field_query("speaker", p->name, &w->out);
	p->chrome.has_feed = true;
	p->n_articles = (int64_t)n;
	int64_t from = request_number(&w->request, "from", 0, PERSON_ARTICLES, 0);
	size_t i = (size_t)from;
	for (; i < n && i < PERSON_ARTICLES && p->quotes.n < PERSON_QUOTES; i++)
		TRY(add_quotes(w, ids[i], p, e));
	p->next = i < n && i < PERSON_ARTICLES ? (int64_t)i : 0;
	if (!n)
		return fail(e, ERR_NOT_FOUND, "nobody called '%.*s' is quoted", SLICE_ARG(p->name));
	tmpl_person(&w->reply.body, &w->say, p);
	page_send(w);
	return OK;
}
