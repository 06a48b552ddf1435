/* weigh: how likely each line is text of an article, from itself and its neighbours.
 *
 * A logistic regression over yes-or-no features. tools/train-dump.py trains the weights (weights.h)
 * on pages whose articles are known and asks dump_features for what a line has, so that both
 * always see the same. */
#ifndef DUMP_WEIGH_H
#define DUMP_WEIGH_H

#include "dump/lines.h"

enum { FEATURES_MAX = 96 };

/* The features that each line has, line by line, for the trainer. */
typedef void feature_sink(void *ctx, uint32_t line, const uint16_t *features, size_t n);
void weigh_features(const struct lines *ls, feature_sink *sink, void *ctx);

/* Set `odds` of the lines [from, to), seen as a page of their own. */
void weigh_lines(struct lines *ls, uint32_t from, uint32_t to);

#endif
