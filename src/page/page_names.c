/* Each value of an attribute is weighed once: pages repeat theirs. */
#include "page/page_names.h"

static bool name_letter(unsigned char c)
{
	return ascii_alpha((char)c) || c >= 0x80;
}

/* What a word of a name begins with says what the element is for. */
static uint32_t word_marks(struct slice word)
{
	static const struct {
		char part[12];
		uint8_t n, mark;
	} parts[] = {
		{ "author", 6, MARK_AUTHOR }, { "autor", 5, MARK_AUTHOR },
		{ "auteur", 6, MARK_AUTHOR }, { "byline", 6, MARK_AUTHOR },
		{ "writer", 6, MARK_AUTHOR }, { "penulis", 7, MARK_AUTHOR },
		{ "contributor", 11, MARK_AUTHOR }, { "reporter", 8, MARK_AUTHOR },
		{ "redacteur", 9, MARK_AUTHOR }, { "date", 4, MARK_DATE },
		{ "datum", 5, MARK_DATE }, { "time", 4, MARK_DATE }, { "publish", 7, MARK_DATE },
		{ "posted", 6, MARK_DATE }, { "tanggal", 7, MARK_DATE }, { "fecha", 5, MARK_DATE },
		{ "meta", 4, MARK_DATE }, { "title", 5, MARK_TITLE }, { "headline", 8, MARK_TITLE },
		{ "judul", 5, MARK_TITLE }, { "comment", 7, MARK_COMMENT },
		{ "komentar", 8, MARK_COMMENT }, { "disqus", 6, MARK_COMMENT },
		{ "subtit", 6, MARK_SUBTITLE }, { "subhead", 7, MARK_SUBTITLE },
		{ "standfirst", 10, MARK_SUBTITLE }, { "deck", 4, MARK_SUBTITLE },
		{ "dek", 3, MARK_SUBTITLE }, { "chapo", 5, MARK_SUBTITLE },
		{ "sottotitol", 10, MARK_SUBTITLE }, { "bajada", 6, MARK_SUBTITLE },
		{ "undertit", 8, MARK_SUBTITLE }, { "untertit", 8, MARK_SUBTITLE },
	};
	char first = ascii_lower(word.p[0]);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (parts[i].part[0] == first && word.n >= parts[i].n &&
			slice_starts_nocase(word, slice_of(parts[i].part, parts[i].n)))
			return parts[i].mark;
	return 0;
}

/* The hashes of one name: the whole of it, and its words ("relatedPosts", "related-posts"). */
static void name_words(struct names *w, struct slice name)
{
	if (name.n < 2 || name.n > 48)
		return;
	*list_add(w->scratch, &w->hashes) = vocab_hash(name);
	size_t start = 0, n_words = 0;
	for (size_t i = 0; i <= name.n; i++) {
		bool letter = i < name.n && name_letter((unsigned char)name.p[i]);
		bool hump = letter && i > start && name.p[i] >= 'A' && name.p[i] <= 'Z' &&
			name.p[i - 1] >= 'a' && name.p[i - 1] <= 'z';
		if (letter && !hump)
			continue;
		if (i - start >= 2 && n_words++ < 6) {
			struct slice word = slice_sub(name, start, i);
			w->marks |= word_marks(word);
			if (word.n < name.n)
				*list_add(w->scratch, &w->hashes) = vocab_hash(word);
		}
		start = hump ? i : i + 1;
	}
}

/* All hashes of an attribute's value into w->hashes. */
static void value_words(struct names *w, enum attr_name id, struct slice value)
{
	w->hashes.n = 0;
	w->marks = 0;
	if (value.n > 1024)
		value.n = 1024;
	if (id == ATTR_ITEMTYPE) {
		size_t at = value.n;
		while (at > 0 && value.p[at - 1] != '/')
			at--;
		value = slice_from(value, at);
	}
	size_t start = 0;
	for (size_t i = 0; i <= value.n; i++) {
		if (i < value.n && !ascii_space(value.p[i]))
			continue;
		name_words(w, slice_sub(value, start, i));
		start = i + 1;
	}
}

static const bool naming[N_ATTRS] = {
	[ATTR_CLASS] = true, [ATTR_ID] = true, [ATTR_ITEMPROP] = true, [ATTR_ITEMTYPE] = true,
	[ATTR_ROLE] = true, [ATTR_ARIA_LABEL] = true, [ATTR_REL] = true,
};

struct scan_weight names_weigh(struct names *w, uint32_t node, uint32_t box, uint32_t block)
{
	struct scan_weight sum = { 0, 0, 0, 0 };
	const struct node *n = tree_at(w->tree, node);
	for (uint32_t i = 0; i < n->n; i++) {
		const struct attr *a = &n->attrs[i];
		if (!naming[a->id] || a->value_n == 0)
			continue;
		struct slice value = slice_of(a->value, a->value_n);
		struct map_slot *slot = map_at(&w->weighed, w->scratch, value);
		if (slot->ptr == NULL || w->spy) {
			struct scan_weight *made = arena_new(w->scratch, struct scan_weight);
			value_words(w, a->id, value);
			made->marks = w->marks;
			for (size_t k = 0; k < w->hashes.n; k++) {
				int weight;
				if (w->spy)
					w->spy->name(w->spy->to, box, block, w->hashes.at[k]);
				if (vocab_weight(w->vocab, w->hashes.at[k], &weight))
					weight_add(made, weight);
			}
			slot->ptr = made;
		}
		weight_join(&sum, *(const struct scan_weight *)slot->ptr);
	}
	return sum;
}
