/* finish: cleaning of what did not pass through a reader of text, and defaults. */
#include "read/finish.h"

#include "lang/lang.h"
#include "text/utf8.h"
#include "url/url.h"

enum { MUCH = 4096 }; /* bytes of text that a language is looked for in */

static void clean_line(struct slice *s, struct arena *out)
{
	*s = utf8_squeeze(utf8_clean(*s, out), out);
}

static void clean_list(strings *list, struct arena *out)
{
	size_t n = 0;
	for (size_t i = 0; i < list->n; i++) {
		clean_line(&list->at[i], out);
		if (list->at[i].n)
			list->at[n++] = list->at[i];
	}
	list->n = n;
}

static void clean_block(struct block *b, struct arena *out)
{
	if (b->type != BLOCK_LIST && b->type != BLOCK_CODE) {
		clean_line(&b->text, out);
		return;
	}
	/* The first line's indent belongs to code, empty lines around it do not. */
	struct slice s = utf8_clean(b->text, out);
	while (s.n && ascii_space(s.p[s.n - 1]))
		s.n--;
	while (s.n && s.p[0] == '\n')
		s = slice_from(s, 1);
	b->text = slice_trim(s).n ? s : SLICE_NONE;
}

static void clean_blocks(blocks *list, struct arena *out)
{
	size_t n = 0;
	for (size_t i = 0; i < list->n; i++) {
		clean_block(&list->at[i], out);
		if (list->at[i].text.n)
			list->at[n++] = list->at[i];
	}
	list->n = n;
}

/* "en-US" is "en"; what cannot be a subtag is not known. */
static struct slice primary_subtag(struct slice lang, struct arena *out)
{
	size_t n = 0;
	while (n < lang.n && ascii_alpha(lang.p[n]))
		n++;
	if (n < 2 || n > 3 || (n < lang.n && lang.p[n] != '-' && lang.p[n] != '_'))
		return SLICE_NONE;
	char *to = arena_bytes(out, n);
	for (size_t i = 0; i < n; i++)
		to[i] = ascii_lower(lang.p[i]);
	return slice_of(to, n);
}

void finish_clean(struct article *a, struct arena *out)
{
	struct slice *const lines[] = { &a->title, &a->subtitle, &a->url, &a->source, &a->section,
		&a->image, &a->next };
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		clean_line(lines[i], out);
	strings *const lists[] = { &a->authors, &a->credits, &a->captions, &a->tags, &a->origins,
		&a->comments };
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		clean_list(lists[i], out);
	clean_blocks(&a->blocks, out);
	a->lang = primary_subtag(slice_trim(a->lang), out);
}

/* The beginning of the running text, or where there is none the headline. */
static struct slice sample(const struct article *a, struct arena *out)
{
	char *text = arena_bytes(out, MUCH);
	size_t n = 0;
	for (size_t i = 0; i < a->blocks.n && n < MUCH; i++) {
		const struct block *b = &a->blocks.at[i];
		if (b->type == BLOCK_CODE || !b->text.n)
			continue;
		if (n)
			text[n++] = '\n';
		struct slice s = slice_sub(b->text, 0, MUCH - n);
		if (s.n < b->text.n)
			s.n = utf8_valid(s); /* cut between characters */
		if (s.n)
			memcpy(text + n, s.p, s.n);
		n += s.n;
		if (s.n < b->text.n)
			break;
	}
	return n ? slice_of(text, n) : a->title;
}

void finish_defaults(struct article *a, struct slice said, struct arena *out)
{
	if (!a->source.n && a->url.n)
		a->source = url_host(a->url, out);
	if (a->lang.n)
		return;
	struct arena scratch = ARENA_INIT;
	struct lang_guess guess = lang_of_long(sample(a, &scratch));
	a->lang = *guess.code ? slice_str(guess.code) : primary_subtag(said, out);
	arena_done(&scratch);
}
