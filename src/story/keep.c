/* keep: numbers lowest byte first; lists as long as their counts say. */
#include "story/keep.h"

#include <stdlib.h>

#include "story/private.h"

enum { ARTICLE_HEAD = 30, GROUP_HEAD = 36 };

uint32_t stories_count(const struct stories *s)
{
	return s->n;
}

uint32_t stories_first(const struct stories *s)
{
	return s->first;
}

uint32_t stories_groups(const struct stories *s)
{
	return s->n_stories;
}

int64_t stories_newest(const struct stories *s)
{
	return s->newest;
}

uint32_t stories_group_of(const struct stories *s, uint32_t article)
{
	return s->story_of[article];
}

uint32_t stories_group_whole(struct stories *s, uint32_t group)
{
	while (s->stories[group].whole != group)
		group = s->stories[group].whole;
	return group;
}

uint32_t stories_group_began(const struct stories *s, uint32_t group)
{
	return s->stories[group].began;
}

struct stories_changes stories_changed(const struct stories *s)
{
	return (struct stories_changes){ s->changed_articles.at, s->changed_groups.at,
		s->changed_articles.n, s->changed_groups.n };
}

void stories_settled(struct stories *s)
{
	for (uint32_t i = 0; i < s->changed_groups.n; i++)
		s->stories[s->changed_groups.at[i]].changed = false;
	s->changed_articles.n = s->changed_groups.n = 0;
}

/* ---- numbers */

static char *put(char *to, uint64_t v, size_t n_bytes)
{
	for (size_t i = 0; i < n_bytes; i++, v >>= 8)
		*to++ = (char)(v & 0xff);
	return to;
}

static uint64_t take(struct slice *from, size_t n_bytes)
{
	uint64_t v = 0;
	for (size_t i = n_bytes; i--;)
		v = v << 8 | (unsigned char)from->p[i];
	*from = slice_from(*from, n_bytes);
	return v;
}

static char *put_all(char *to, const uint32_t *v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		to = put(to, v[i], 4);
	return to;
}

static void take_all(struct slice *from, uint32_t *v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		v[i] = (uint32_t)take(from, 4);
}

/* A likeness as it is, bit for bit. */
static uint64_t bits_of(double v)
{
	uint64_t bits;
	memcpy(&bits, &v, sizeof bits);
	return bits;
}

static double of_bits(uint64_t bits)
{
	double v;
	memcpy(&v, &bits, sizeof v);
	return v;
}

/* ---- articles */

static size_t lists_bytes(const struct story_features *f)
{
	return f->n_terms * 6u + f->n_shingles * 4u + f->n_anchors * 5u;
}

void stories_article_write(const struct stories *s, uint32_t article, struct buf *to)
{
	const struct spot *m = spot_of(s, article);
	const struct story_features *f = features_of(s, article);
	size_t n = ARTICLE_HEAD + lists_bytes(f);
	char *p = buf_room(to, n);
	if (!p)
		return;
	p = put(p, (uint64_t)m->at, 8);
	p = put(p, f->text_hash, 8);
	p = put(p, m->story, 4);
	const uint16_t counts[] = { f->n_terms, f->n_shingles, f->n_anchors, f->n_words, f->lang };
	for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
		p = put(p, counts[i], 2);
	p = put_all(p, f->shingles, f->n_shingles);
	p = put_all(p, f->anchors, f->n_anchors);
	for (size_t i = 0; i < f->n_anchors; i++)
		p = put(p, f->places[i], 1);
	for (size_t i = 0; i < f->n_terms; i++) {
		p = put(p, f->terms[i].term, 4);
		p = put(p, f->terms[i].weight, 2);
	}
	buf_wrote(to, n);
}

static enum err broken(struct error *e)
{
	return fail(e, ERR_CORRUPT, "what is kept of stories contradicts itself");
}

/* A group that is wanted has members, but no stride yet. */
static bool want(struct stories *s, uint32_t group)
{
	if (group >= s->n_stories)
		return false;
	if (s->stories[group].n == 0) {
		s->stories[group].n = 1;
		s->touched[s->n_touched++] = group;
	}
	return true;
}

/* What stands before an article's lists; false where they do not fit. */
static bool take_head(struct slice *bytes, struct spot *m, struct story_features *f)
{
	if (bytes->n < ARTICLE_HEAD)
		return false;
	m->at = (int64_t)take(bytes, 8);
	f->text_hash = take(bytes, 8);
	m->story = (uint32_t)take(bytes, 4);
	uint16_t *counts[] = { &f->n_terms, &f->n_shingles, &f->n_anchors, &f->n_words, &f->lang };
	for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
		*counts[i] = (uint16_t)take(bytes, 2);
	return f->n_terms <= STORY_MAX_TERMS && f->n_shingles <= STORY_MAX_SHINGLES &&
		f->n_anchors <= STORY_MAX_ANCHORS && bytes->n >= lists_bytes(f);
}

enum err stories_article_skip(struct slice *bytes, struct error *e)
{
	struct spot m = { 0 };
	struct story_features f = { 0 };
	if (!take_head(bytes, &m, &f))
		return broken(e);
	*bytes = slice_from(*bytes, lists_bytes(&f));
	return OK;
}

enum err stories_article_read(struct stories *s, struct slice *bytes,
	const struct story_link *link, struct error *e)
{
	struct story_term terms[STORY_MAX_TERMS];
	uint32_t shingles[STORY_MAX_SHINGLES], anchors[STORY_MAX_ANCHORS];
	uint8_t places[STORY_MAX_ANCHORS];
	struct spot m = { 0 };
	struct story_features f = { .terms = terms, .shingles = shingles, .anchors = anchors,
		.places = places };
	if (s->n - s->first >= s->cap || !take_head(bytes, &m, &f) || !want(s, m.story))
		return broken(e);
	take_all(bytes, shingles, f.n_shingles);
	take_all(bytes, anchors, f.n_anchors);
	for (size_t i = 0; i < f.n_anchors; i++)
		places[i] = (uint8_t)take(bytes, 1);
	for (size_t i = 0; i < f.n_terms; i++) {
		terms[i].term = (uint32_t)take(bytes, 4);
		terms[i].weight = (uint16_t)take(bytes, 2);
	}
	story_features_copy(&f, &s->features[s->n - s->first]);
	s->spots[s->n - s->first] = m;
	s->story_of[s->n] = m.story;
	s->links[s->n] = *link;
	s->n++;
	/* Nearly all the time would go into waiting for where its terms lie. */
	stories_fetch(s, &f);
	if (s->n - 1 > s->first)
		stories_index(s, s->n - 2);
	return OK;
}

/* ---- groups */

void stories_group_write(const struct stories *s, uint32_t group, struct buf *to)
{
	const struct story *y = &s->stories[group];
	size_t n = GROUP_HEAD + y->n_sample * 4u;
	char *p = buf_room(to, n);
	if (!p)
		return;
	const uint32_t head[] = { s->roots[group].parent, y->whole, y->began, y->n, y->stride,
		y->n_sample, y->langs };
	p = put_all(p, head, sizeof head / sizeof *head);
	p = put(p, bits_of(y->pairs), 8);
	put_all(p, sample_of(y), y->n_sample);
	buf_wrote(to, n);
}

bool stories_wanted(struct stories *s, uint32_t *ret_group)
{
	if (!s->n_touched)
		return false;
	*ret_group = s->touched[--s->n_touched];
	return true;
}

enum err stories_group_read(struct stories *s, uint32_t group, struct slice bytes, struct error *e)
{
	struct story y = { 0 };
	uint32_t parent, n_sample, *sample = &y.sample.one;
	if (group >= s->n_stories || bytes.n < GROUP_HEAD)
		return broken(e);
	uint32_t *head[] = { &parent, &y.whole, &y.began, &y.n, &y.stride, &n_sample,
		&y.langs };
	for (size_t i = 0; i < sizeof head / sizeof *head; i++)
		*head[i] = (uint32_t)take(&bytes, 4);
	y.pairs = of_bits(take(&bytes, 8));
	if (n_sample > SAMPLE || bytes.n != n_sample * 4 || !y.n || !y.stride ||
		parent > group || y.whole > group || y.began >= s->n ||
		!(y.pairs >= 0))
		return broken(e);
	y.n_sample = (uint8_t)n_sample;
	if (n_sample > 1)
		y.sample.many = sample = arena_array(&s->samples, uint32_t, SAMPLE);
	take_all(&bytes, sample, n_sample);
	for (uint32_t i = 0; i < n_sample; i++)
		if (sample[i] >= s->n)
			return broken(e);
	s->stories[group] = y;
	s->roots[group].parent = parent;
	return want(s, parent) && want(s, y.whole) ? OK : broken(e);
}

/* ---- from the start */

static void *zeroed(size_t n, size_t size)
{
	void *p = calloc(n ? n : 1, size);
	if (!p)
		abort();
	return p;
}

/* Of what has gone, memory is never touched. */
struct stories *stories_resume(const struct story_rules *rules,
	const struct stories_counts *counts)
{
	struct stories *s = stories_open(rules);
	uint32_t first = counts->first < counts->n ? counts->first : counts->n;
	s->first = s->n = first;
	s->newest = counts->newest;
	s->cap = counts->n - first;
	s->features = zeroed(s->cap, sizeof *s->features);
	s->spots = zeroed(s->cap, sizeof *s->spots);
	s->dots = zeroed(s->cap, sizeof *s->dots);
	s->cap_story_of = counts->n;
	s->story_of = zeroed(counts->n, sizeof *s->story_of);
	s->links = zeroed(counts->n, sizeof *s->links);
	s->n_stories = s->cap_stories = counts->n_groups;
	s->stories = zeroed(counts->n_groups, sizeof *s->stories);
	s->roots = zeroed(counts->n_groups, sizeof *s->roots);
	/* Until it is resumed, a stack of the groups that are wanted. */
	s->touched = zeroed(s->cap > counts->n_groups ? s->cap : counts->n_groups,
		sizeof *s->touched);
	return s;
}

enum err stories_resumed(struct stories *s, struct error *e)
{
	if (s->n != s->cap_story_of || s->n_touched)
		return broken(e);
	if (s->n > s->first)
		stories_index(s, s->n - 1);
	for (uint32_t i = s->first; i < s->n; i++) {
		struct spot *m = spot_of(s, i);
		if (!s->stories[m->story].stride)
			return broken(e);
		m->alone = s->stories[m->story].n == 1 && s->roots[m->story].parent == m->story;
	}
	return OK;
}
