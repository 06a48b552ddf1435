/* story: features of any article are bounded, sorted and the same each time, and it can be
 * grouped. */
#include <assert.h>

#include "story/cluster.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void check_sorted(const uint32_t *v, size_t n, size_t most)
{
	assert(n <= most);
	for (size_t i = 1; i < n; i++)
		assert(v[i - 1] < v[i]);
}

static void check(const struct story_features *f)
{
	double length = 0;
	assert(f->n_terms <= STORY_MAX_TERMS && f->n_words <= STORY_TEXT_WORDS);
	for (size_t i = 0; i < f->n_terms; i++) {
		assert(i == 0 || f->terms[i - 1].term < f->terms[i].term);
		length += (double)f->terms[i].weight * f->terms[i].weight;
	}
	assert(length <= (STORY_UNIT + 100.0) * (STORY_UNIT + 100.0));
	check_sorted(f->shingles, f->n_shingles, STORY_MAX_SHINGLES);
	check_sorted(f->anchors, f->n_anchors, STORY_MAX_ANCHORS);
}

static void check_equal(const struct story_features *a, const struct story_features *b)
{
	assert(a->n_terms == b->n_terms && a->n_shingles == b->n_shingles &&
		a->n_anchors == b->n_anchors && a->n_words == b->n_words && a->lang == b->lang &&
		a->text_hash == b->text_hash);
	assert(!memcmp(a->terms, b->terms, a->n_terms * sizeof *a->terms));
	assert(!memcmp(a->shingles, b->shingles, a->n_shingles * sizeof *a->shingles));
	assert(!memcmp(a->anchors, b->anchors, a->n_anchors * sizeof *a->anchors));
	assert(!memcmp(a->places, b->places, a->n_anchors * sizeof *a->places));
}

static struct story_lexicon *lexicon; /* one for all inputs */

static void __attribute__((destructor)) let_go(void)
{
	story_lexicon_close(lexicon);
}

/* The first line is the headline, the first two letters of the second the language. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena a = ARENA_INIT;
	struct slice title, text = utf8_clean(slice_of((const char *)data, n), &a);
	struct story_features f, again;
	if (!lexicon)
		lexicon = story_lexicon_open();
	if (!slice_next_line(&text, &title))
		title = SLICE("");
	struct slice lang = slice_sub(text, 0, text.n < 2 ? text.n : 2);
	if (utf8_valid(lang) != lang.n)
		lang = SLICE("");
	story_features_of(lexicon, title, text, lang, &a, &f);
	check(&f);
	story_features_of(lexicon, title, text, lang, &a, &again);
	check_equal(&f, &again);

	struct stories *s = stories_open(&story_rules);
	stories_add(s, 0, &f);
	stories_add(s, 1, &again);
	assert(stories_of(s, 0) == 0);
	assert(f.n_words < 20 || !f.n_terms || stories_link(s, 1)->copy_of == 0);
	stories_close(s);

	/* In whatever order they are looked at, the text was the first's. */
	const struct story_arrival together[] = { { 0, f }, { 3600, again }, { 0, f } };
	s = stories_open(&story_rules);
	assert(stories_add_all(s, together, 3) == 0);
	for (uint32_t i = 1; i < 3 && f.n_words >= 20 && f.n_terms; i++)
		assert(stories_link(s, i)->copy_of == 0 && stories_of(s, i) == 0);
	stories_close(s);

	/* Told in another language by as many: who names enough is translated by the others. */
	struct story_features other = again;
	other.lang ^= 1;
	const struct story_arrival both[] = { { 0, f }, { 3600, other }, { 7200, f },
		{ 7200, other } };
	s = stories_open(&story_rules);
	stories_add_all(s, both, 4);
	assert(stories_link(s, 0)->translation_of == STORY_NONE);
	assert(!f.lang || !other.lang || f.n_anchors < 4 || stories_of(s, 1) == 0);
	stories_close(s);
	arena_done(&a);
	return 0;
}
