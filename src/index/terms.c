/* terms: walks through an article's fields. */
#include "index/terms.h"

#include "text/utf8.h"
#include "text/words.h"

struct walk {
	term_fn fn;
	void *ctx;
	uint32_t n_words; /* so far */
	struct arena scratch;
};

struct slice term_join(enum term_space space, struct slice word, char to[static TERM_MAX])
{
	size_t n = 0;
	if (space != SPACE_WORD)
		to[n++] = (char)space;
	size_t take = word.n < TERM_MAX - n ? word.n : TERM_MAX - n;
	if (take)
		memcpy(to + n, word.p, take);
	return slice_of(to, n + take);
}

size_t term_whole(enum term_space space, struct slice text, struct arena *scratch,
	char to[static TERM_MAX])
{
	struct slice folded = utf8_fold(text, scratch);
	return folded.n ? term_join(space, folded, to).n : 0;
}

/* Tell the words of `text` from position `pos` on; returns the position behind the last. */
static uint32_t walk_words(struct walk *w, enum term_space space, struct slice text, uint32_t pos)
{
	struct words words;
	struct word word;
	char term[TERM_MAX];
	words_begin(&words, text);
	while (words_next(&words, &word)) {
		if (++w->n_words > ARTICLE_WORDS_MAX || pos >= POS_MAX)
			break;
		struct slice whole = space == SPACE_WORD ? word.form
							 : term_join(space, word.form, term);
		w->fn(w->ctx, space, whole, pos++);
	}
	return pos;
}

static void walk_title(struct walk *w, struct slice title)
{
	struct words words;
	struct word word;
	uint32_t pos = 0;
	words_begin(&words, title);
	/* What is longer is no title. The last position stays free, so that no phrase runs on. */
	while (pos < TITLE_SPAN - 1 && words_next(&words, &word)) {
		w->n_words++;
		w->fn(w->ctx, SPACE_WORD, word.form, pos++);
	}
}

/* Phrases do not run from one block into the next. */
static void walk_text(struct walk *w, const struct article *a)
{
	uint32_t pos = walk_words(w, SPACE_WORD, a->subtitle, TITLE_SPAN) + 1;
	for (size_t i = 0; i < a->blocks.n && pos < POS_MAX; i++)
		pos = walk_words(w, SPACE_WORD, a->blocks.at[i].text, pos) + 1;
}

/* "https://www.kilas.example/a" -> "www.kilas.example" */
static struct slice host_of(struct slice url)
{
	size_t at = slice_find(url, SLICE("://"), 0);
	if (at == SIZE_MAX)
		return SLICE_NONE;
	struct slice rest = slice_from(url, at + 3);
	size_t n = 0;
	while (n < rest.n && rest.p[n] != '/' && rest.p[n] != ':' && rest.p[n] != '?')
		n++;
	return slice_sub(rest, 0, n);
}

static void tell_whole(struct walk *w, enum term_space space, struct slice text)
{
	char term[TERM_MAX];
	size_t n = term_whole(space, text, &w->scratch, term);
	if (n)
		w->fn(w->ctx, space, slice_of(term, n), TITLE_SPAN);
}

/* Is there an `open` and, some words behind it, a `close`? */
static bool has_between(struct slice text, struct slice open, struct slice close)
{
	enum { QUOTE_MIN = 12 };
	size_t from = slice_find(text, open, 0);
	if (from == SIZE_MAX)
		return false;
	size_t to = slice_find(text, close, from + QUOTE_MIN);
	return to != SIZE_MAX && slice_find_byte(text, ' ', from) < to;
}

/* A quotation: set apart by the page, or between quotation marks. */
static bool has_quote(const struct article *a)
{
	for (size_t i = 0; i < a->blocks.n; i++) {
		const struct block *b = &a->blocks.at[i];
		if (b->type == BLOCK_QUOTE)
			return true;
		if (b->type == BLOCK_PARAGRAPH &&
			(has_between(b->text, SLICE("“"), SLICE("”")) ||
				has_between(b->text, SLICE("\""), SLICE("\""))))
			return true;
	}
	return false;
}

static bool has_block(const struct article *a, enum block_type type)
{
	for (size_t i = 0; i < a->blocks.n; i++)
		if (a->blocks.at[i].type == type)
			return true;
	return false;
}

static void walk_has(struct walk *w, const struct article *a)
{
	const struct {
		const char *name;
		bool has;
	} all[] = {
		{ "author", a->authors.n > 0 },
		{ "date", a->published.kind != DATE_NONE },
		{ "caption", a->captions.n > 0 || has_block(a, BLOCK_CAPTION) },
		{ "credit", a->credits.n > 0 },
		{ "tag", a->tags.n > 0 },
		{ "quote", has_quote(a) },
		{ "list", has_block(a, BLOCK_LIST) },
		{ "code", has_block(a, BLOCK_CODE) },
		{ "subtitle", a->subtitle.n > 0 },
		{ "url", a->url.n > 0 },
	};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (all[i].has)
			tell_whole(w, SPACE_HAS, slice_str(all[i].name));
}

uint32_t article_terms(const struct article *a, term_fn fn, void *ctx)
{
	struct walk w = { .fn = fn, .ctx = ctx };
	walk_title(&w, a->title);
	walk_text(&w, a);
	uint32_t pos = TITLE_SPAN, n_words = w.n_words;
	w.n_words = 0;
	for (size_t i = 0; i < a->authors.n; i++)
		pos = walk_words(&w, SPACE_AUTHOR, a->authors.at[i], pos) + 1;
	pos = walk_words(&w, SPACE_SOURCE, a->source, TITLE_SPAN) + 1;
	struct slice host = host_of(a->url);
	if (!slice_eq(host, a->source))
		walk_words(&w, SPACE_SOURCE, host, pos);
	tell_whole(&w, SPACE_LANG, a->lang);
	for (size_t i = 0; i < a->tags.n; i++)
		tell_whole(&w, SPACE_TAG, a->tags.at[i]);
	walk_has(&w, a);
	arena_done(&w.scratch);
	return n_words;
}
