/* translations: of an article, the earlier one in another language that it tells again. */
#include <math.h>

#include "story/private.h"
#include "story/sort.h"

enum {
	ANCHORS_LEAST = 4,    /* fewer names and numbers say nothing */
	STEP_LEAST = 2,       /* places that a step may be longer or shorter, and so many eighths */
	STEP_EIGHTHS = 3,
	ANCHOR_POSTINGS = 300 /* an anchor of more articles says nothing */
};

/* How sure it is: the share of all that both have in names and numbers (Dice), and something for
 * each step that is kept, or off for one that is not. The next best is less sure by so much. */
static const double SHARE_LEAST = 0.20, STEP_SAYS = 0.073, SURE_LEAST = 0.55, SURE_LEAD = 0.20;
/* The share without regard to order, and the part of it that all others may have. */
static const double ALONE_LEAST = 0.50, ALONE_LEAD = 0.6;
/* One text may be so many times longer. */
static const double TRANSLATION_LONGER = 3;

/* What sharing an anchor says, by how many articles have it; NULL: none. */
static uint32_t weight_of(const struct stories *s, const struct holder_list *l)
{
	double n = s->n - s->first + 1;
	return (uint32_t)(100 * log(1 + n / (l ? l->n : 1.0)));
}

uint32_t stories_anchors_weight(const struct stories *s, const struct story_features *f)
{
	uint32_t sum = 0;
	for (size_t i = 0; i < f->n_anchors; i++)
		sum += weight_of(s, holders_of(&s->anchors, f->anchors[i]));
	return sum;
}

static void score_anchors(struct stories *s, uint32_t article)
{
	const struct holder_list *lists[STORY_MAX_ANCHORS];
	const struct story_features *f = features_of(s, article);
	int64_t at = spot_of(s, article)->at;
	size_t n = 0;
	for (size_t i = 0; i < f->n_anchors; i++) {
		const struct holder_list *l = holders_of(&s->anchors, f->anchors[i]);
		if (!l || l->n > ANCHOR_POSTINGS)
			continue;
		holders_fetch_list(l);
		lists[n++] = l;
	}
	for (size_t i = 0; i < n; i++) {
		const struct holder *all = holders_at(lists[i]);
		uint32_t weight = 0;
		for (uint32_t k = lists[i]->n; k--;) {
			uint32_t a = all[k].article;
			if (all[k].weight == f->lang || !within(s, a, at))
				continue;
			if (!weight)
				weight = weight_of(s, lists[i]);
			uint32_t *dot = dot_of(s, a);
			if (!*dot)
				s->touched[s->n_touched++] = a;
			*dot += weight;
		}
	}
}

/* From each shared anchor to the next, how many steps there are and how many of them are as long in
 * both texts: a translation keeps the order, and where it does not, that of its paragraphs. */
struct steps {
	uint32_t n, kept;
};

static struct steps steps_of(const struct story_features *a, const struct story_features *b)
{
	uint64_t places[STORY_MAX_ANCHORS]; /* in `a` above that in `b` */
	struct steps r = { 0 };
	size_t n = 0;
	for (size_t i = 0, k = 0; i < a->n_anchors && k < b->n_anchors;) {
		if (a->anchors[i] < b->anchors[k]) {
			i++;
		} else if (a->anchors[i] > b->anchors[k]) {
			k++;
		} else {
			if (a->places[i] != STORY_PLACE_NONE && b->places[k] != STORY_PLACE_NONE)
				places[n++] = (uint64_t)a->places[i] << 8 | b->places[k];
			i++, k++;
		}
	}
	sort_numbers(places, n);
	for (size_t i = 1; i < n; i++) {
		int in_a = (int)(places[i] >> 8) - (int)(places[i - 1] >> 8);
		int in_b = (int)(places[i] & 0xff) - (int)(places[i - 1] & 0xff);
		if (in_a == 0) /* parts of one name */
			continue;
		r.n++;
		r.kept += abs(in_b - in_a) * 8 <= STEP_LEAST * 8 + in_a * STEP_EIGHTHS;
	}
	return r;
}

struct candidate {
	uint32_t article;
	double share; /* of names and numbers */
	double sure;
};

/* How sure it is that a touched article and this one, whose anchors weigh `own`, are
 * translations. */
static bool candidate_of(const struct stories *s, const struct story_features *f, uint32_t own,
	uint32_t a, struct candidate *ret)
{
	uint32_t dot = *dot_of(s, a);
	if (dot * 6 < own) /* most */
		return false;
	const struct story_features *g = features_of(s, a);
	double words = (double)f->n_words / (g->n_words + 1.0);
	if (!g->lang || g->n_anchors < ANCHORS_LEAST ||
		words > TRANSLATION_LONGER || words * TRANSLATION_LONGER < 1)
		return false;
	double share = 2.0 * dot / (own + stories_anchors_weight(s, g));
	if (share < SHARE_LEAST)
		return false;
	struct steps steps = steps_of(f, g);
	*ret = (struct candidate){ a, share, share + STEP_SAYS * (2.0 * steps.kept - steps.n) };
	return true;
}

/* Which of two are equal must not hang on who came first. */
static bool is_better(const struct stories *s, const struct candidate *a,
	const struct candidate *b)
{
	uint64_t of_a = features_of(s, a->article)->text_hash;
	uint64_t of_b = features_of(s, b->article)->text_hash;
	if (a->sure > b->sure || b->sure > a->sure)
		return a->sure > b->sure;
	return of_a != of_b ? of_a < of_b : a->article < b->article;
}

/* Is it far above all others, but copies of it? Where it has so much in common with this one, and
 * they so little, order does not matter: what was cut up and put together again has lost it. */
static bool stands_out(const struct stories *s, const struct story_features *f, uint32_t own,
	const struct candidate *best)
{
	double sure = best->sure - SURE_LEAD, share = best->share * ALONE_LEAD;
	bool is_sure = best->sure >= SURE_LEAST, is_alone = best->share >= ALONE_LEAST;
	struct candidate c;
	for (uint32_t i = 0; i < s->n_touched && (is_sure || is_alone); i++) {
		if (s->touched[i] == best->article ||
			!candidate_of(s, f, own, s->touched[i], &c) ||
			stories_have_one_text(s, c.article, best->article))
			continue;
		is_sure &= c.sure <= sure;
		is_alone &= c.share <= share;
	}
	return is_sure || is_alone;
}

static void link_translation(struct stories *s, uint32_t article, const struct candidate *best)
{
	bool is_first = comes_first(s, article, best->article);
	struct story_link *link = &s->links[is_first ? best->article : article];
	if (is_first)
		stories_note_article(s, best->article);
	link->translation_of = is_first ? article : best->article;
	link->translation_sure = (float)best->share;
	stories_join_translation(s, article, best->article);
}

void stories_find_translation(struct stories *s, uint32_t article)
{
	const struct story_features *f = features_of(s, article);
	struct candidate best = { .article = STORY_NONE }, c;
	if (!f->lang || f->n_anchors < ANCHORS_LEAST)
		return;
	score_anchors(s, article);
	uint32_t own = s->n_touched ? stories_anchors_weight(s, f) : 0;
	for (uint32_t i = 0; i < s->n_touched; i++)
		if (candidate_of(s, f, own, s->touched[i], &c) &&
			(best.article == STORY_NONE || is_better(s, &c, &best)))
			best = c;
	if (best.article != STORY_NONE && stands_out(s, f, own, &best))
		link_translation(s, article, &best);
}
