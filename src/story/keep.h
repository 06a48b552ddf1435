/* keep: what a grouping remembers, as bytes, so that it goes on in another process as if it had
 * never ended: to whoever comes next it gives the same answers.
 *
 * Only articles at hand are compared with what comes (from stories_first on), so that only their
 * bytes are needed, and those of the groups that they belong to. A group is what one article began,
 * numbered from 0; groups are merged, and then the older one leads on to where it is. Whoever keeps
 * the bytes takes, after each batch of articles, those of the new articles and of what changed, and
 * then calls stories_settled.
 *
 * To resume: stories_resume, stories_article_read for each article at hand in order, and
 * stories_group_read for each that stories_wanted names; then stories_resumed. Bytes that
 * contradict themselves are ERR_CORRUPT; then the grouping must be closed. */
#ifndef STORY_KEEP_H
#define STORY_KEEP_H

#include "base/buf.h"
#include "story/cluster.h"

/* Of the rules (features among them) and of the bytes: raised when the same articles would be
 * grouped otherwise, or be written otherwise. What another edition kept cannot be gone on with. */
enum { STORY_EDITION = 6 };

uint32_t stories_count(const struct stories *s);  /* articles that ever came */
uint32_t stories_first(const struct stories *s);  /* the first at hand */
uint32_t stories_groups(const struct stories *s); /* that were ever begun */
int64_t stories_newest(const struct stories *s);  /* the latest time of an article */

/* The group that an article joined when it came; the one that this is in by now, merged or as the
 * strand of another language; and the first article of a group. */
uint32_t stories_group_of(const struct stories *s, uint32_t article);
uint32_t stories_group_whole(struct stories *s, uint32_t group);
uint32_t stories_group_began(const struct stories *s, uint32_t group);

/* Since stories_settled: older articles whose link is another now (perhaps some twice), and groups,
 * new ones among them, whose bytes are. Valid until the next articles come. */
struct stories_changes {
	const uint32_t *articles, *groups;
	uint32_t n_articles, n_groups;
};
struct stories_changes stories_changed(const struct stories *s);
void stories_settled(struct stories *s);

/* Append the bytes of an article at hand, or of a group. */
void stories_article_write(const struct stories *s, uint32_t article, struct buf *to);
void stories_group_write(const struct stories *s, uint32_t group, struct buf *to);

struct stories_counts {
	uint32_t n, first, n_groups;
	int64_t newest;
};
struct stories *stories_resume(const struct story_rules *rules,
	const struct stories_counts *counts);
/* Take the next article off `*bytes`; `link` is what stories_link said of it. */
enum err stories_article_read(struct stories *s, struct slice *bytes,
	const struct story_link *link, struct error *e) MUST_USE;
/* Pass over one that is not at hand. */
enum err stories_article_skip(struct slice *bytes, struct error *e) MUST_USE;
/* A group that is still needed; false where there is none. */
bool stories_wanted(struct stories *s, uint32_t *ret_group);
enum err stories_group_read(struct stories *s, uint32_t group, struct slice bytes,
	struct error *e) MUST_USE;
enum err stories_resumed(struct stories *s, struct error *e) MUST_USE;

#endif
