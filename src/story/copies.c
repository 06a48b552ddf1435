/* copies: of an article, the earlier one whose text it carries. */
#include <math.h>

#include "story/private.h"
#include "story/sort.h"

enum {
	COPY_POSTINGS = 24,    /* articles of a shingle that are looked at, the newest */
	COPY_LEAST_WORDS = 20, /* shorter texts are equal by chance */
	COPY_LEAST_SHINGLES = 5
};

/* Articles as alike as this, and as this part of the likest, are measured as copies. */
static const double COPY_ALIKE = 0.35, COPY_NEAR_LIKEST = 0.7;

static size_t shared(const uint32_t *a, size_t n_a, const uint32_t *b, size_t n_b)
{
	size_t n = 0;
	/* Which is the greater is as good as chance: no branch is to guess it. */
	for (size_t i = 0, j = 0; i < n_a && j < n_b;) {
		uint32_t x = a[i], y = b[j];
		n += x == y;
		i += x <= y;
		j += y <= x;
	}
	return n;
}

static double copied_share(const struct story_features *a, const struct story_features *b)
{
	size_t least = a->n_shingles < b->n_shingles ? a->n_shingles : b->n_shingles;
	if (a->text_hash == b->text_hash && a->n_words >= COPY_LEAST_WORDS)
		return 1;
	if (least < COPY_LEAST_SHINGLES)
		return 0;
	return (double)shared(a->shingles, a->n_shingles, b->shingles, b->n_shingles) /
		(double)least;
}

/* What was a copy of `other` is one of the article, where it shares enough with it. */
static void take_copies(struct stories *s, uint32_t article, uint32_t other)
{
	for (uint32_t i = 0; i < s->n_touched; i++) {
		uint32_t a = s->touched[i];
		struct story_link *link = &s->links[a];
		if (link->copy_of != other)
			continue;
		double share = copied_share(features_of(s, a), features_of(s, article));
		if (share < s->rules.copy_share)
			continue;
		link->copy_of = article;
		link->copy_share = (float)share;
		stories_note_article(s, a);
	}
}

/* Of two that share a text, the one whose time is later is the copy; of what is a copy itself, the
 * original, where that shares enough with this one, too. */
static void link_copy(struct stories *s, uint32_t article, uint32_t other, double share)
{
	const struct story_features *f = features_of(s, article);
	uint32_t first = s->links[other].copy_of;
	if (first != STORY_NONE && first >= s->first) {
		double of_first = copied_share(f, features_of(s, first));
		if (of_first >= s->rules.copy_share) {
			other = first;
			share = of_first;
		}
	}
	bool is_first = comes_first(s, article, other);
	struct story_link *link = &s->links[is_first ? other : article];
	if (is_first) {
		stories_note_article(s, other);
		take_copies(s, article, other);
	}
	link->copy_of = is_first ? article : other;
	link->copy_share = (float)share;
}

struct best {
	uint32_t article;
	double share;
};

static void try_copy(const struct stories *s, const struct story_features *f, uint32_t other,
	struct best *best)
{
	double share = copied_share(f, features_of(s, other));
	if (share > best->share || (share == best->share && other < best->article))
		*best = (struct best){ other, share };
}

/* Candidates are the articles that are alike, and those that share two shingles of the index: a
 * short piece of a long text is not like it as a whole. */
void stories_find_copy(struct stories *s, uint32_t article)
{
	uint64_t found[STORY_MAX_SHINGLES * COPY_POSTINGS];
	size_t n = 0;
	const struct story_features *f = features_of(s, article);
	struct best best = { STORY_NONE, s->rules.copy_share };
	uint32_t most = 0;
	for (uint32_t i = 0; i < s->n_touched; i++)
		if (*dot_of(s, s->touched[i]) > most)
			most = *dot_of(s, s->touched[i]);
	double least = fmax(cosine(most) * COPY_NEAR_LIKEST, COPY_ALIKE);
	for (uint32_t i = 0; i < s->n_touched; i++)
		if (cosine(*dot_of(s, s->touched[i])) >= least)
			try_copy(s, f, s->touched[i], &best);
	for (size_t i = 0; i < f->n_shingles; i++) {
		const struct holder_list *l = f->shingles[i] % COPY_INDEX_ONE_IN ? NULL
			: holders_of(&s->shingles, f->shingles[i]);
		const struct holder *all = l ? holders_at(l) : NULL;
		for (uint32_t k = l ? l->n : 0, left = COPY_POSTINGS; k-- && left--;)
			if (within(s, all[k].article, spot_of(s, article)->at))
				found[n++] = all[k].article;
	}
	sort_numbers(found, n);
	for (size_t i = 1; i < n; i++)
		if (found[i] == found[i - 1] && (i < 2 || found[i] != found[i - 2]))
			try_copy(s, f, (uint32_t)found[i], &best);
	if (best.article != STORY_NONE)
		link_copy(s, article, best.article, best.share);
}
