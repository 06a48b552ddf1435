/* said: fields are parted as lists in `content` are. */
#include "store/said.h"

#include "store/private.h"
#include "text/utf8.h"
#include "text/words.h"

enum {
	SAME_SHARE = 60, /* percent of the shorter one's shingles that two quotations share */
	KEY_MAX = 400,
	NUMBER_MAX = 20, /* digits of a size_t */
	FIELDS = 8,
	SKETCH_SHIFT = 16 /* 48 bits tell them apart, and are shorter in the table */
};

/* Indexed by enum quote_kind and quote_form; in the database for ever. */
static const char kinds[] = "dr", forms[] = "fgt";
static const char person_letter = 'p';

/* ---- names */

struct slice person_key(struct slice name, struct arena *out)
{
	struct slice folded = utf8_fold(name, out);
	char *to = arena_bytes(out, folded.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < folded.n && n < KEY_MAX; i++) {
		char c = folded.p[i];
		if (c == '.' || c == ',' || c == '\'')
			continue;
		if (n && to[n - 1] == c)
			continue;
		bool word_ends = i + 1 == folded.n || folded.p[i + 1] == ' ';
		if (word_ends && (c == 'y' || c == 'i' || c == 'j') && n > 3) {
			while (n > 3 && (to[n - 1] == 'y' || to[n - 1] == 'i' || to[n - 1] == 'j'))
				n--;
			c = 'y';
		}
		to[n++] = c;
	}
	return slice_trim(slice_of(to, n));
}

/* ---- the same words */

void shingles_of(struct slice text, struct shingles *ret)
{
	struct words w;
	struct word word;
	uint64_t last[SHINGLE_WORDS] = { 0 };
	size_t n = 0;
	ret->n = 0;
	words_begin(&w, text);
	while (ret->n < SHINGLES_MAX && words_next(&w, &word)) {
		last[n++ % SHINGLE_WORDS] = slice_hash(word.form);
		if (n < SHINGLE_WORDS)
			continue;
		uint64_t hash = 0;
		for (size_t i = 0; i < SHINGLE_WORDS; i++)
			hash = (hash ^ last[(n + i) % SHINGLE_WORDS]) *
				UINT64_C(0x9E3779B97F4A7C15);
		ret->at[ret->n++] = hash ^ hash >> 29;
	}
}

bool shingles_sketch(const struct shingles *s, int64_t ret_sketch[static SKETCHES])
{
	uint64_t least = UINT64_MAX, other = UINT64_MAX;
	for (size_t i = 0; i < s->n; i++) {
		uint64_t mixed = s->at[i] * UINT64_C(0xD6E8FEB86659FD93);
		least = s->at[i] < least ? s->at[i] : least;
		other = mixed < other ? mixed : other;
	}
	ret_sketch[0] = (int64_t)least >> SKETCH_SHIFT;
	ret_sketch[1] = (int64_t)other >> SKETCH_SHIFT;
	return s->n > 0;
}

bool shingles_alike(const struct shingles *a, const struct shingles *b)
{
	size_t shared = 0, shorter = a->n < b->n ? a->n : b->n;
	for (size_t i = 0; i < a->n; i++)
		for (size_t k = 0; k < b->n; k++)
			if (a->at[i] == b->at[k]) {
				shared++;
				break;
			}
	return shorter && shared * 100 >= shorter * SAME_SHARE;
}

/* ---- in */

static char *put_number(char *to, size_t number)
{
	char digits[NUMBER_MAX];
	size_t n = 0;
	do
		digits[n++] = (char)('0' + number % 10);
	while (number /= 10);
	while (n)
		*to++ = digits[--n];
	*to++ = LIST_SEPARATOR;
	return to;
}

static char *put_text(char *to, struct slice text)
{
	to = mempcpy(to, text.n ? text.p : "", text.n);
	*to++ = LIST_SEPARATOR;
	return to;
}

static bool is_by_person(const struct quotation *q)
{
	return q->entity >= 0 && q->speaker.n;
}

static struct slice join_quotes(const struct quotations *found, struct arena *scratch,
	struct arena *out)
{
	size_t room = 1;
	for (size_t i = 0; i < found->n; i++) {
		const struct quotation *q = &found->at[i];
		room += FIELDS + 3 + 3 * NUMBER_MAX + q->speaker.n + q->surface.n + q->cue.n +
			q->via.n;
	}
	char *p = arena_bytes(scratch, room), *to = p;
	for (size_t i = 0; i < found->n; i++) {
		const struct quotation *q = &found->at[i];
		if (i)
			*to++ = BLOCK_SEPARATOR;
		to = put_number(to, q->start);
		to = put_number(to, q->end);
		*to++ = kinds[q->kind];
		*to++ = forms[q->form];
		to = put_text(to, slice_of(&person_letter, is_by_person(q)));
		to = put_number(to, q->confidence);
		to = put_text(to, q->speaker);
		to = put_text(to, q->surface);
		to = put_text(to, q->cue);
		to = mempcpy(to, q->via.n ? q->via.p : "", q->via.n);
	}
	return arena_dup(out, slice_of(p, (size_t)(to - p)));
}

/* Names first, since most quotations have the name of another one, and a key is dear. */
static void add_person(struct said *said, struct map *names, struct map *keys, struct slice name,
	struct arena *scratch, struct arena *out)
{
	struct map_slot *known = map_at(names, scratch, name);
	if (!known->num) {
		struct slice key = person_key(name, scratch);
		if (!key.n)
			return;
		struct map_slot *same = map_at(keys, scratch, key);
		if (!same->num) {
			*list_add(out, &said->people) = (struct said_person){
				arena_dup(out, key), arena_dup(out, name), 0
			};
			same->num = (int64_t)said->people.n;
		}
		known->num = same->num;
	}
	said->people.at[known->num - 1].n++;
}

void said_of(const struct article *a, const struct quotations *found, struct arena *scratch,
	struct arena *out, struct said *ret)
{
	*ret = (struct said){ .quotes = SLICE_NONE };
	if (!found->n)
		return;
	struct slice text = article_text(a, scratch);
	struct map names = { 0 }, keys = { 0 };
	for (size_t i = 0; i < found->n; i++) {
		const struct quotation *q = &found->at[i];
		struct shingles shingles;
		int64_t sketch[SKETCHES];
		if (is_by_person(q))
			add_person(ret, &names, &keys, q->speaker, scratch, out);
		if (q->kind != QUOTE_DIRECT)
			continue;
		shingles_of(slice_sub(text, q->start, q->end), &shingles);
		for (size_t k = 0; k < SKETCHES && shingles_sketch(&shingles, sketch); k++)
			*list_add(out, &ret->sketches) =
				(struct said_sketch){ sketch[k], (int64_t)i };
	}
	ret->quotes = join_quotes(found, scratch, out);
}

/* ---- out */

static bool take_number(struct slice *rest, int64_t *ret)
{
	struct slice field;
	return slice_next_piece(rest, LIST_SEPARATOR, &field) && slice_to_int(field, ret) &&
		*ret >= 0;
}

static bool take_letters(struct slice *rest, struct said_quote *q)
{
	struct slice field;
	if (!slice_next_piece(rest, LIST_SEPARATOR, &field) || field.n < 2)
		return false;
	const char *kind = memchr(kinds, field.p[0], sizeof kinds - 1);
	const char *form = memchr(forms, field.p[1], sizeof forms - 1);
	if (!kind || !form)
		return false;
	q->kind = (enum quote_kind)(kind - kinds);
	q->form = (enum quote_form)(form - forms);
	q->by_person = field.n > 2 && field.p[2] == person_letter;
	return true;
}

bool said_next(struct slice *rest, struct said_quote *ret)
{
	struct slice one, before = *rest;
	struct said_quote q = { 0 };
	int64_t start, stop;
	if (!slice_next_piece(rest, BLOCK_SEPARATOR, &one))
		return false;
	bool whole = take_number(&one, &start) && take_number(&one, &stop) && start <= stop &&
		take_letters(&one, &q) && take_number(&one, &q.confidence);
	if (!whole) {
		*rest = before;
		return false;
	}
	q.start = (size_t)start;
	q.stop = (size_t)stop;
	struct slice *const texts[] = { &q.speaker, &q.surface, &q.cue, &q.via };
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (!slice_next_piece(&one, LIST_SEPARATOR, texts[i]))
			*texts[i] = SLICE_NONE;
	*ret = q;
	return true;
}
