/* features: one pass over the words of headline and text, in which little is done for each; then
 * what needs a stem, once for each different form. */
#include "story/features.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "base/map.h"
#include "base/prefetch.h"
#include "lang/stem.h"
#include "story-words.h"
#include "story/anchors.h"
#include "story/sort.h"
#include "text/utf8.h"
#include "text/words.h"

enum {
	CACHE_BITS = 16,      /* pairs of words whose stem and idf are remembered */
	CACHE_IDF = 4096,     /* one, in these whole numbers */
	SHINGLE_ONE_IN = 4,   /* the share of shingles that is kept */
	MAX_FORMS = 640,      /* different words of an article that are looked up */
	MAX_BAG = 512,        /* different terms of an article that are weighed */
	BAG_SLOTS = 1024,     /* a power of two above both */
	MAX_HINTS = 512,      /* names and numbers that may become anchors */
	STOP_SLOTS = 8192,    /* powers of two; most words are not there, and shall meet none */
	CLASS_SLOTS = 8192,   /* twice the words of data/story/words.txt and more */
	MAX_TABLE_WORDS = 2000000
};

static const double TITLE_WEIGHT = 1.1, NUMBER_WEIGHT = 0.3;
static const float IDF_POWER = 0.6F;
/* Names tell events of one kind apart; headlines capitalise other words too. */
static const double NAME_WEIGHT = 1.4;
/* Words that stand in more than one of e articles say nothing. */
static const double IDF_LEAST = 1.0;
/* Of a word that no table has: one article in 650 holds it. */
static const float IDF_UNKNOWN = 6.5F;

/* Words that begin with a capital and are commoner are no names. */
static const double NAME_IDF = 3;

/* 16 bytes: most of the time goes into waiting for these. */
struct known {
	uint64_t key; /* of word and language */
	uint32_t term;
	uint16_t idf; /* to the power that it is used with, times CACHE_IDF */
	bool common;  /* says nothing */
	bool rare;    /* may be a name */
};

/* How rare the words of a stem are: one article in so many has the commonest. */
struct class {
	uint64_t key; /* of stem and language; 0 where free */
	int one_in;
};

struct story_lexicon {
	struct stemmer *stemmer;
	struct class classes[CLASS_SLOTS];
	uint32_t stop[STOP_SLOTS]; /* halves of the keys of stop words, not stemmed */
	size_t n_classes, n_stop;
	struct arena arena;
	struct map loaded;  /* of a table that was loaded: stem to documents */
	double n_documents;
	uint16_t power_unknown; /* of IDF_UNKNOWN */
	struct known cache[1 << CACHE_BITS][2]; /* the later one first */
};

static uint16_t lang_number(struct slice lang)
{
	return lang.n < 2 ? 0
		: (uint16_t)((unsigned char)lang.p[0] << 8 | (unsigned char)lang.p[1]);
}

/* What the hash of a word or stem is made the key of its language with. */
static uint64_t lang_key(struct slice lang)
{
	return lang_number(lang) * 0x9E3779B97F4A7C15u;
}

/* The slot of a stem, or the free one where it would be. */
static struct class *class_at(struct story_lexicon *x, uint64_t key)
{
	size_t i = key >> 32 & (CLASS_SLOTS - 1);
	while (x->classes[i].key && x->classes[i].key != key)
		i = (i + 1) & (CLASS_SLOTS - 1);
	return &x->classes[i];
}

static uint32_t *stop_at(struct story_lexicon *x, uint64_t key)
{
	size_t i = key >> 32 & (STOP_SLOTS - 1);
	while (x->stop[i] && x->stop[i] != (uint32_t)key)
		i = (i + 1) & (STOP_SLOTS - 1);
	return &x->stop[i];
}

static void learn(struct story_lexicon *x, struct slice lang, struct slice word, int one_in)
{
	char stem[WORD_MAX * 3 + STEM_MORE];
	size_t n = stemmer_stem(x->stemmer, lang, word, stem);
	uint64_t key = slice_hash(slice_of(stem, n)) ^ lang_key(lang);
	struct class *c = class_at(x, key);
	x->n_classes += !c->key;
	if (!c->key || c->one_in > one_in)
		*c = (struct class){ key, one_in };
	if (one_in == 1) {
		key = slice_hash(word) ^ lang_key(lang);
		uint32_t *stop = stop_at(x, key);
		x->n_stop += !*stop;
		*stop = (uint32_t)key;
	}
	assert(x->n_classes < CLASS_SLOTS / 4 * 3 && x->n_stop < STOP_SLOTS / 4 * 3);
}

static void learn_all(struct story_lexicon *x)
{
	for (size_t i = 0; i < sizeof story_words / sizeof *story_words; i++) {
		struct slice lang = slice_str(story_words[i].lang);
		struct words words;
		struct word w;
		words_begin(&words, slice_str(story_words[i].words));
		while (words_next(&words, &w))
			learn(x, lang, w.form, story_words[i].one_in);
	}
}

static uint16_t power_of(float idf)
{
	return (uint16_t)(powf(idf, IDF_POWER) * CACHE_IDF);
}

struct story_lexicon *story_lexicon_open(void)
{
	struct story_lexicon *x = calloc(1, sizeof *x);
	if (!x)
		abort();
	x->stemmer = stemmer_open();
	x->power_unknown = power_of(IDF_UNKNOWN);
	learn_all(x);
	return x;
}

void story_lexicon_close(struct story_lexicon *x)
{
	if (!x)
		return;
	stemmer_close(x->stemmer);
	arena_done(&x->arena);
	free(x);
}

static enum err table_fault(size_t line, struct error *e)
{
	return fail(e, ERR_INPUT, "line %zu: not a word and a number", line);
}

enum err story_lexicon_load(struct story_lexicon *x, struct slice table, struct error *e)
{
	struct slice line;
	int64_t n;
	size_t at = 1;
	x->loaded = (struct map){ 0 };
	memset(x->cache, 0, sizeof x->cache);
	if (!slice_next_line(&table, &line) || !slice_to_int(slice_trim(line), &n) || n < 1)
		return fail(e, ERR_INPUT, "line 1: not the number of documents");
	x->n_documents = (double)n;
	while (slice_next_line(&table, &line)) {
		size_t gap = slice_find_byte(line, ' ', 0);
		char stem[WORD_MAX * 3 + STEM_MORE];
		at++;
		if (gap == SIZE_MAX || gap == 0 || gap > WORD_MAX || at > MAX_TABLE_WORDS ||
			!slice_to_int(slice_from(line, gap + 1), &n) || n < 0)
			return table_fault(at, e);
		struct slice word = slice_sub(line, 0, gap);
		size_t len = stemmer_stem(x->stemmer, SLICE("en"), word, stem);
		struct map_slot *slot = map_find(&x->loaded, slice_of(stem, len));
		if (!slot)
			slot = map_at(&x->loaded, &x->arena,
				arena_dup(&x->arena, slice_of(stem, len)));
		slot->num += n;
	}
	return OK;
}

/* How rare a stem is. A table that was loaded need not know the commonest words. */
static float idf_of(struct story_lexicon *x, struct slice stem, uint64_t key)
{
	const struct class *c = class_at(x, key);
	if (x->n_documents > 0 && !(c->key && c->one_in == 1)) {
		const struct map_slot *slot = map_find(&x->loaded, stem);
		double df = slot ? (double)slot->num : 0;
		return (float)fmax(0, log((x->n_documents + 1) / (df + 1)));
	}
	return c->key ? logf((float)c->one_in) : IDF_UNKNOWN;
}

static struct known *known_at(struct story_lexicon *x, uint64_t key)
{
	return x->cache[key >> (64 - CACHE_BITS)];
}

/* `key` is that of the word. */
static const struct known *know(struct story_lexicon *x, struct slice lang, struct slice word,
	uint64_t key)
{
	struct known *k = known_at(x, key);
	char stem[WORD_MAX * 3 + STEM_MORE];
	if (k[0].key == key)
		return &k[0];
	if (k[1].key == key)
		return &k[1];
	k[1] = k[0];
	struct slice s = slice_of(stem, stemmer_stem(x->stemmer, lang, word, stem));
	uint64_t hash = slice_hash(s);
	float idf = idf_of(x, s, hash ^ lang_key(lang));
	*k = (struct known){ .key = key,
		.term = (uint32_t)(hash >> 32),
		.idf = idf == IDF_UNKNOWN ? x->power_unknown : power_of(idf),
		.common = idf < IDF_LEAST,
		.rare = idf > NAME_IDF };
	return k;
}

static bool has_digit(struct slice word)
{
	for (size_t i = 0; i < word.n; i++)
		if (ascii_digit(word.p[i]))
			return true;
	return false;
}

struct bag_term {
	uint32_t term;
	uint16_t n_title, n_body;
	float idf;
	bool number, name;
};

struct bag {
	struct bag_term at[MAX_BAG];
	size_t n;
	uint16_t slots[BAG_SLOTS]; /* index + 1 */
};

static struct bag_term *bag_at(struct bag *b, uint32_t term)
{
	uint32_t i = term & (BAG_SLOTS - 1);
	while (b->slots[i] && b->at[b->slots[i] - 1].term != term)
		i = (i + 1) & (BAG_SLOTS - 1);
	if (b->slots[i])
		return &b->at[b->slots[i] - 1];
	if (b->n == MAX_BAG)
		return NULL;
	b->slots[i] = (uint16_t)++b->n;
	b->at[b->n - 1] = (struct bag_term){ .term = term };
	return &b->at[b->n - 1];
}

/* ---- the pass */

/* A word that is looked up when all are cut. */
struct form {
	uint64_t key;
	uint16_t n_title, n_body; /* among the words that terms are taken from */
	uint8_t n;                /* bytes */
	uint16_t hint;            /* index + 1, where it is one */
	bool number, name;
	bool amid; /* has its capital where a sentence does not give it one */
	bool rare; /* may be a name */
};

/* What may become an anchor: a number, or a name where it is rare. */
struct hint {
	uint32_t anchor;
	uint16_t form; /* index + 1; 0: a number */
	uint8_t place;
};

struct pass {
	struct story_lexicon *x;
	struct slice lang;
	uint64_t lang_key;
	size_t n_forms, n_hints, n_shingles, n_words;
	bool is_german;
	struct slice before; /* the word before this one, as it is written; a stop word? */
	bool before_common;
	uint64_t last; /* its hash, in the text */
	bool last_common;
	uint64_t text_hash;
	struct bag bag;
	uint16_t slots[BAG_SLOTS]; /* of `forms`: index + 1 */
	struct form forms[MAX_FORMS];
	char bytes[MAX_FORMS][WORD_MAX];
	struct hint hints[MAX_HINTS];
	uint64_t shingles[STORY_MAX_SHINGLES];
};

static void pass_begin(struct pass *p, struct story_lexicon *x, struct slice lang)
{
	p->x = x;
	p->lang = lang;
	p->lang_key = lang_key(lang);
	p->is_german = slice_is(lang, "de");
	p->before = SLICE_NONE;
	p->before_common = false;
	p->n_forms = p->n_hints = p->n_shingles = p->n_words = p->bag.n = 0;
	p->last = p->text_hash = 0;
	p->last_common = false;
	memset(p->slots, 0, sizeof p->slots);
	memset(p->bag.slots, 0, sizeof p->bag.slots);
}

/* The index of a form, SIZE_MAX where there are too many. What is known of a new one is on its way
 * from memory while others are cut. */
static size_t form_at(struct pass *p, struct slice form, uint64_t key)
{
	uint32_t i = (uint32_t)key & (BAG_SLOTS - 1);
	while (p->slots[i] && p->forms[p->slots[i] - 1].key != key)
		i = (i + 1) & (BAG_SLOTS - 1);
	if (p->slots[i])
		return p->slots[i] - 1u;
	if (p->n_forms == MAX_FORMS)
		return SIZE_MAX;
	prefetch(known_at(p->x, key));
	memcpy(p->bytes[p->n_forms], form.p, form.n);
	p->forms[p->n_forms] = (struct form){ .key = key, .n = (uint8_t)form.n,
		.number = has_digit(form) };
	p->slots[i] = (uint16_t)++p->n_forms;
	return p->n_forms - 1;
}

/* A pair of words; two that are common together say nothing. */
static void take_shingle(struct pass *p, uint64_t word, bool common)
{
	uint64_t h = (p->last * 3 ^ word) * 0x9E3779B97F4A7C15u;
	p->text_hash = (p->text_hash ^ word) * 1099511628211u;
	if (!(common && p->last_common) && (h >> 40) % SHINGLE_ONE_IN == 0 &&
		p->n_shingles < STORY_MAX_SHINGLES)
		p->shingles[p->n_shingles++] = h << 24;
	p->last = word;
	p->last_common = common;
}

/* The place of the word that was cut last. */
static uint8_t place_now(const struct pass *p, bool title)
{
	size_t place = (p->n_words - !title) / STORY_PLACE_WORDS;
	return title || place > STORY_PLACE_NONE ? STORY_PLACE_NONE : (uint8_t)place;
}

/* Returns its index + 1, or 0. */
static uint16_t take_hint(struct pass *p, uint32_t anchor, size_t form, bool title)
{
	if (!anchor || p->n_hints == MAX_HINTS)
		return 0;
	p->hints[p->n_hints++] = (struct hint){ anchor, (uint16_t)form, place_now(p, title) };
	return (uint16_t)p->n_hints;
}

static bool starts_upper(struct slice text, size_t at)
{
	size_t len;
	unsigned char c = (unsigned char)text.p[at];
	return c < 0x80 ? c >= 'A' && c <= 'Z' : utf8_is_upper(utf8_at(text, at, &len));
}

/* Is the capital of a word that begins at `at` that of a sentence or line? */
static bool begins_sentence(struct slice text, size_t at)
{
	bool quoted = false;
	while (at) {
		size_t len, before = utf8_back(text, at);
		uint32_t c = utf8_at(text, before, &len);
		if (c == '"' || c == '\'' || (c >= 0x2018 && c <= 0x201F) || c == 0xAB || c == 0xBB)
			quoted = true;
		else if (c != ' ' && c != '(' && c != '[')
			return c == '.' || c == '!' || c == '?' || c == ':' || c == '\n' ||
				c == 0xBF || c == 0xA1 || (quoted && c == ',');
		at = before;
	}
	return true;
}

/* In German all nouns have a capital. Names stand behind another word that has one, or a stop word
 * that is no article; behind an article, an adjective or a number are other nouns. */
static bool is_german_noun(struct slice before, bool before_common)
{
	static const char *const determiners[] = { "der", "die", "das", "den", "dem", "des", "ein",
		"eine", "einen", "einem", "einer", "eines", "kein", "keine", "keinen", "sein",
		"seine", "seinen", "seinem", "seiner", "ihr", "ihre", "ihren", "ihrem", "ihrer",
		"im", "am", "zum", "zur", "vom", "beim", "ins", "ans", "mehr", "viele", "alle" };
	if (before.n && starts_upper(before, 0))
		return false;
	for (size_t i = 0; i < sizeof determiners / sizeof *determiners; i++)
		if (slice_is(before, determiners[i]))
			return true;
	return !before_common;
}

/* Any but a stop word; terms are taken from it if it `counts`. */
static void take_form(struct pass *p, struct slice text, const struct word *w, uint64_t key,
	bool title, bool counts)
{
	bool upper = starts_upper(text, w->start);
	if (!counts && (!upper || w->form.n < 3))
		return;
	size_t i = form_at(p, w->form, key);
	if (i == SIZE_MAX)
		return;
	struct form *f = &p->forms[i];
	bool name = upper && !f->number;
	if (counts) {
		f->n_title += title;
		f->n_body += !title;
		f->name |= name && !title;
	}
	if (name && !title && !f->amid)
		f->amid = !begins_sentence(text, w->start) &&
			!(p->is_german && is_german_noun(p->before, p->before_common));
	if (name && !f->hint && f->n >= 3)
		f->hint = take_hint(p, story_name_anchor(w->form, p->lang), i + 1, title);
	else if (name && f->hint && p->hints[f->hint - 1].place == STORY_PLACE_NONE)
		p->hints[f->hint - 1].place = place_now(p, title);
}

static void take_words(struct pass *p, struct slice text, bool title)
{
	struct words words;
	struct word w;
	size_t number_end = 0;
	words_begin(&words, text);
	for (size_t n = 1; n <= STORY_TEXT_WORDS && words_next(&words, &w); n++) {
		uint64_t hash = slice_hash(w.form), key = hash ^ p->lang_key;
		bool common = *stop_at(p->x, key);
		if (!title) {
			p->n_words++;
			take_shingle(p, hash, common);
		}
		if (ascii_digit(text.p[w.start]) && w.start >= number_end)
			take_hint(p, story_number_anchor(text, w.start, &number_end), 0, title);
		if (!common)
			take_form(p, text, &w, key, title,
				n <= STORY_BODY_WORDS && w.form.n >= 2);
		p->before = slice_sub(text, w.start, w.end);
		p->before_common = common;
	}
}

static void take_term(struct bag *b, const struct known *k, const struct form *f)
{
	struct bag_term *t = k->common ? NULL : bag_at(b, k->term);
	if (!t)
		return;
	t->idf = k->idf / (float)CACHE_IDF;
	t->number = f->number;
	t->name |= f->name;
	t->n_title += f->n_title;
	t->n_body += f->n_body;
}

static void look_up(struct pass *p)
{
	for (size_t i = 0; i < p->n_forms; i++) {
		struct form *f = &p->forms[i];
		const struct known *k = know(p->x, p->lang, slice_of(p->bytes[i], f->n), f->key);
		f->rare = k->rare;
		if (f->n_title || f->n_body)
			take_term(&p->bag, k, f);
	}
}

/* The upper halves, sorted and each once, in `out`; at most `most` of them, the lowest. */
static uint32_t *keep(struct arena *out, uint64_t *v, size_t n, size_t most, uint16_t *ret_n)
{
	uint32_t *to = arena_array(out, uint32_t, n + 1);
	size_t k = 0;
	sort_spread(v, n);
	for (size_t i = 0; i < n && k < most; i++)
		if (k == 0 || to[k - 1] != v[i] >> 32)
			to[k++] = (uint32_t)(v[i] >> 32);
	*ret_n = (uint16_t)k;
	return to;
}

/* Sorted and each once, with the place where it is first; the lowest of them. */
static void keep_anchors(const struct pass *p, struct arena *out, struct story_features *ret)
{
	uint64_t anchors[STORY_MAX_ANCHORS * 2];
	size_t n = 0;
	for (size_t i = 0; i < p->n_hints && n < sizeof anchors / sizeof *anchors; i++) {
		const struct hint *h = &p->hints[i];
		if (!h->form || (p->forms[h->form - 1].rare && p->forms[h->form - 1].amid))
			anchors[n++] = (uint64_t)h->anchor << 32 | h->place;
	}
	ret->anchors = arena_array(out, uint32_t, STORY_MAX_ANCHORS);
	ret->places = arena_array(out, uint8_t, STORY_MAX_ANCHORS);
	sort_spread(anchors, n); /* of one anchor the first place comes first */
	for (size_t i = 0; i < n && ret->n_anchors < STORY_MAX_ANCHORS; i++) {
		uint32_t anchor = (uint32_t)(anchors[i] >> 32);
		if (ret->n_anchors && ret->anchors[ret->n_anchors - 1] == anchor)
			continue;
		ret->anchors[ret->n_anchors] = anchor;
		ret->places[ret->n_anchors++] = (uint8_t)anchors[i];
	}
}

/* 1 + ln n, or 0. */
static double more_often(unsigned n)
{
	static const double few[] = { 0, 1, 1.6931, 2.0986, 2.3863, 2.6094, 2.7918, 2.9459 };
	return n < sizeof few / sizeof *few ? few[n] : 1 + log(n);
}

/* Headline, text and numbers are a unit vector each; what is kept is their weighted sum. */
static void weigh(const struct bag *b, struct arena *out, struct story_features *ret)
{
	double part[MAX_BAG][2], norm[3] = { 0 }, length = 0;
	uint64_t all[MAX_BAG]; /* the weight above the term */
	for (size_t i = 0; i < b->n; i++) {
		const struct bag_term *t = &b->at[i];
		double idf = t->idf * (t->name ? NAME_WEIGHT : 1);
		part[i][0] = more_often(t->n_title) * idf;
		part[i][1] = more_often(t->n_body) * idf;
		norm[0] += t->number ? 0 : part[i][0] * part[i][0];
		norm[t->number ? 2 : 1] += part[i][1] * part[i][1];
	}
	for (int k = 0; k < 3; k++)
		norm[k] = norm[k] > 0 ? 1 / sqrt(norm[k]) : 0;
	for (size_t i = 0; i < b->n; i++) {
		const struct bag_term *t = &b->at[i];
		double w = t->number ? NUMBER_WEIGHT * (part[i][1] * norm[2] + part[i][0] * norm[0])
			: TITLE_WEIGHT * part[i][0] * norm[0] + part[i][1] * norm[1];
		all[i] = (uint64_t)fmin(w * STORY_UNIT, UINT16_MAX) << 32 | t->term;
	}
	size_t n = b->n < STORY_MAX_TERMS ? b->n : STORY_MAX_TERMS;
	uint64_t *best = all + b->n - n;
	select_most(all, b->n, n);
	for (size_t i = 0; i < n; i++) {
		double w = (double)(best[i] >> 32);
		length += w * w;
		best[i] = best[i] << 32 | best[i] >> 32; /* the term above the weight */
	}
	sort_spread(best, n);
	n = length > 0 ? n : 0; /* nothing but words that weigh nothing */
	ret->terms = arena_array(out, struct story_term, n + 1);
	for (size_t i = 0; i < n; i++)
		ret->terms[i] = (struct story_term){ (uint32_t)(best[i] >> 32),
			(uint16_t)((double)(uint32_t)best[i] * STORY_UNIT / sqrt(length) + 0.5) };
	ret->n_terms = (uint16_t)n;
}

void story_features_of(struct story_lexicon *x, struct slice title, struct slice text,
	struct slice lang, struct arena *out, struct story_features *ret)
{
	struct pass p;
	pass_begin(&p, x, lang);
	*ret = (struct story_features){ .lang = lang_number(lang) };
	take_words(&p, title, true);
	take_words(&p, text, false);
	look_up(&p);
	weigh(&p.bag, out, ret);
	ret->shingles = keep(out, p.shingles, p.n_shingles, STORY_MAX_SHINGLES, &ret->n_shingles);
	keep_anchors(&p, out, ret);
	ret->n_words = (uint16_t)p.n_words;
	ret->text_hash = p.text_hash;
}

double story_likeness(const struct story_features *a, const struct story_features *b)
{
	uint32_t sum = 0;
	for (size_t i = 0, j = 0; i < a->n_terms && j < b->n_terms;) {
		if (a->terms[i].term == b->terms[j].term)
			sum += (uint32_t)a->terms[i++].weight * b->terms[j++].weight;
		else if (a->terms[i].term < b->terms[j].term)
			i++;
		else
			j++;
	}
	return sum / ((double)STORY_UNIT * STORY_UNIT);
}

void story_words_of(struct story_lexicon *x, struct slice title, struct slice text,
	struct slice lang, const uint32_t *terms, size_t n, struct slice *ret_words)
{
	const struct slice parts[] = { title, text };
	size_t left = n;
	for (size_t i = 0; i < n; i++)
		ret_words[i] = SLICE_NONE;
	for (size_t part = 0; part < 2; part++) {
		struct words words;
		struct word w;
		words_begin(&words, parts[part]);
		while (left && words_next(&words, &w)) {
			const struct known *k = know(x, lang, w.form,
				slice_hash(w.form) ^ lang_key(lang));
			for (size_t i = 0; i < n; i++)
				if (!ret_words[i].n && terms[i] == k->term) {
					ret_words[i] = slice_sub(parts[part], w.start, w.end);
					left--;
				}
		}
	}
}
