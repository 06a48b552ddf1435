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

/* What sharing an anchor says, by how many articles have it; NULL: none. */
static uint32_t weight_of(const struct stories *s, const struct holder_list *l)
{
	double n = s->n - s->first + 1;
	return (uint32_t)(100 * log(1 + n / (l ? l->n : 1.0)));
}

static uint32_t anchors_weight(const struct stories *s, const struct story_features *f)
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

void stories_find_translation(struct stories *s, uint32_t article)
{
	const struct story_features *f = features_of(s, article);
	double most = 0, second = 0; /* of another story */
	uint32_t best = STORY_NONE, own;
	if (!f->lang || f->n_anchors < ANCHORS_LEAST)
		return;
	score_anchors(s, article);
	own = s->n_touched ? anchors_weight(s, f) : 0;
	for (uint32_t i = 0; i < s->n_touched; i++) {
		uint32_t a = s->touched[i], dot = *dot_of(s, a);
		if (dot * 6 < own) /* most */
			continue;
		const struct story_features *g = features_of(s, a);
		double words = (double)f->n_words / (g->n_words + 1.0);
		if (!g->lang || g->n_anchors < ANCHORS_LEAST ||
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
	bool is_first = comes_first(s, article, best);
	struct story_link *link = &s->links[is_first ? best : article];
	if (is_first)
		stories_note_article(s, best);
	link->translation_of = is_first ? article : best;
	link->translation_sure = (float)most;
	stories_unite(s, spot_of(s, article)->story, spot_of(s, best)->story);
}
