/* translations: of an article, the earlier one in another language that it tells again. */
#include <math.h>

#include "story/private.h"

enum {
	ANCHORS_LEAST = 4,    /* fewer names and numbers say nothing */
	ANCHOR_POSTINGS = 300 /* an anchor of more articles says nothing */
};

/* Of all that two texts have in names and numbers, the share that a translation has in common; the
 * next best may have this part of it; and one may be so many times longer. */
static const double TRANSLATION_LEAST = 0.30, TRANSLATION_LEAD = 0.8, TRANSLATION_LONGER = 2.2;

/* What sharing an anchor says, by how many articles have it. */
static uint32_t anchor_weight(const struct stories *s, uint32_t anchor)
{
	const struct holder_list *l = holders_of(&s->anchors, anchor);
	double n = s->n - s->first + 1;
	return (uint32_t)(100 * log(1 + n / (l ? l->n : 1.0)));
}

static uint32_t anchors_weight(const struct stories *s, const struct story_features *f)
{
	uint32_t sum = 0;
	for (size_t i = 0; i < f->n_anchors; i++)
		sum += anchor_weight(s, f->anchors[i]);
	return sum;
}

static void score_anchors(struct stories *s, uint32_t article)
{
	const struct story_features *f = features_of(s, article);
	int64_t at = spot_of(s, article)->at;
	for (size_t i = 0; i < f->n_anchors; i++) {
		const struct holder_list *l = holders_of(&s->anchors, f->anchors[i]);
		uint32_t weight = l && l->n <= ANCHOR_POSTINGS ? anchor_weight(s, f->anchors[i])
			: 0;
		const struct holder *all = weight ? holders_at(l) : NULL;
		for (uint32_t k = weight ? l->n : 0; k--;) {
			uint32_t a = all[k].article;
			if (a < s->first || all[k].weight == f->lang || !within(s, a, at))
				continue;
			uint32_t *dot = &spot_of(s, a)->dot;
			if (!*dot)
				s->touched[s->n_touched++] = a;
			*dot += weight;
		}
	}
}

void stories_find_translation(struct stories *s, uint32_t article)
{
	const struct story_features *f = features_of(s, article);
	int64_t at = spot_of(s, article)->at;
	double most = 0, second = 0; /* of another story */
	uint32_t best = STORY_NONE, own;
	if (!f->lang || f->n_anchors < ANCHORS_LEAST)
		return;
	score_anchors(s, article);
	own = s->n_touched ? anchors_weight(s, f) : 0;
	for (uint32_t i = 0; i < s->n_touched; i++) {
		uint32_t a = s->touched[i], dot = spot_of(s, a)->dot;
		const struct story_features *g = features_of(s, a);
		double words = (double)f->n_words / (g->n_words + 1.0);
		if (!g->lang || dot * 6 < own || g->n_anchors < ANCHORS_LEAST ||
			words > TRANSLATION_LONGER || words * TRANSLATION_LONGER < 1)
			continue;
		double like = 2.0 * dot / (own + anchors_weight(s, g));
		bool same = best != STORY_NONE && stories_of(s, a) == stories_of(s, best);
		if (like > most || (like == most && a < best)) {
			second = same ? second : most;
			most = like;
			best = a;
		} else if (!same && like > second) {
			second = like;
		}
	}
	if (most < TRANSLATION_LEAST || second > most * TRANSLATION_LEAD)
		return;
	bool is_first = at < spot_of(s, best)->at;
	struct story_link *link = &s->links[is_first ? best : article];
	if (is_first)
		stories_note_article(s, best);
	link->translation_of = is_first ? article : best;
	link->translation_sure = (float)most;
	stories_unite(s, spot_of(s, article)->story, spot_of(s, best)->story);
}
