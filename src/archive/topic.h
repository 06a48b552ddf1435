/* topic: what goes on for months, as the stories of its events. Part of what the archive shows of a
 * story (docs/stories.md).
 *
 * Of a story's topic are the stories, before it and after it, in whose lead several of the words
 * that weigh most in this story's lead weigh, too: not one alone, since all reports from one town
 * have its name. The topic is called by the words that most of them share. Nothing of
 * it is kept: it is found when it is asked for, by the search index, so that it is the same after a
 * rebuild and changes nothing of how articles are grouped. */
#ifndef ARCHIVE_TOPIC_H
#define ARCHIVE_TOPIC_H

#include "store/stories.h"
#include "story/features.h"

/* An article of the store, and the words that weigh in it. */
struct looked {
	struct store_article article;
	struct slice text;
	struct story_features features;
};

enum err looked_get(struct store *s, struct story_lexicon *x, int64_t id, struct arena *out,
	struct looked *ret, struct error *e) MUST_USE;

struct weighed {
	uint32_t term, weight;
};

/* The heaviest first. */
void weighed_sort(struct weighed *terms, size_t n);

/* The words of these terms, which are sorted here, as the article has them: empty where only
 * other forms stand in it. At most LOOKED_WORDS. */
enum { LOOKED_WORDS = 8 };
strings looked_words(struct story_lexicon *x, const struct looked *l, struct weighed *terms,
	size_t n, struct arena *out);

/* What both have, by what it adds to their likeness: at most STORY_MAX_TERMS. */
size_t looked_shared(const struct story_features *a, const struct story_features *b,
	struct weighed ret[static STORY_MAX_TERMS]);

struct topic_story {
	int64_t story;   /* its number */
	int64_t at;      /* Unix seconds: of its report that is likest to the lead */
	double likeness; /* of that, 0 to 1 */
};

enum { TOPIC_WORDS = 4, TOPIC_STORIES = 20 };

struct topic {
	strings words; /* at most TOPIC_WORDS; none where it has no other story */
	LIST(struct topic_story) stories; /* others, the likest first, at most TOPIC_STORIES */
};

enum err topic_of(struct store *s, struct story_lexicon *x, const struct store_story *y,
	struct arena *out, struct topic *ret, struct error *e) MUST_USE;

#endif
