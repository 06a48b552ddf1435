/* page_features: what the model is asked about each block, one byte a feature.
 *
 * All values are 0 to 63, in fixed scales (logarithms, shares, clipped sums), so that nothing has
 * to be fitted to the training pages but the trees themselves. */
#ifndef PAGE_FEATURES_H
#define PAGE_FEATURES_H

#include "page/page_scan.h"

/* Features of a block and its place, for the first forest. */
#define FEATURE_LIST(X) \
	X(BYTES) X(WORDS) X(LINK_SHARE) X(LINKS) X(STOPS) X(STOP_RATE) X(COMMAS) X(UPPER_RATE) \
	X(DIGIT_SHARE) X(BOLD_SHARE) X(WORD_LENGTH) X(FIRST_CHAR) X(LAST_CHAR) X(TAG) X(HEADING) \
	X(INNER) X(IMAGES) X(NAMES_INLINE) X(NAMES_OWN) X(NAMES_OWN_MIN) X(NAMES_OWN_MAX) \
	X(NAMES_UP) X(NAMES_UP_MIN) X(NAMES_UP_MAX) X(NAMES_UP2) X(NAMES_UP3) X(CHAIN_MIN) \
	X(CHAIN_MAX) X(CHAIN_SUM) X(HEAD_SUM) X(HEAD_MIN) X(HEAD_MAX) X(TAIL_SUM) X(TAIL_MIN) \
	X(TEXT_SUM) X(IN_ARTICLE) X(IN_MAIN) X(IN_HEADER) X(IN_FOOTER) X(IN_NAV) X(IN_ASIDE) \
	X(IN_FORM) X(IN_FIGURE) X(IN_TABLE) X(IN_LIST) X(IN_QUOTE) X(IN_BUTTON) X(IN_LINK) \
	X(IN_HIDDEN) X(IN_CODE) X(IN_PROP) X(DEPTH) X(INDEX_SHARE) X(BYTES_SHARE) X(SINCE_TITLE) \
	X(FROM_START) X(FROM_END) X(LONG_BEFORE) X(LONG_AFTER) X(SAME_TEXT) X(LIKE_COUNT) \
	X(LIKE_LENGTH) X(LIKE_LINKS) X(LIKE_SHARE) X(SAME_OWN) X(SAME_UP) X(SAME_UP2) X(UP_BYTES) \
	X(UP_LINKS) X(UP_LENGTH) X(UP_LONG) X(UP_SHARE) X(UP2_BYTES) X(UP2_LINKS) X(UP2_LENGTH) \
	X(UP2_LONG) X(UP2_SHARE) X(UP3_LINKS) X(UP3_LONG) X(UP3_SHARE) X(TO_TRUNK) X(PREV_BYTES) \
	X(PREV_LINKS) X(PREV_TAG) X(PREV_HEAD) X(PREV_NEAR) X(NEXT_BYTES) X(NEXT_LINKS) \
	X(NEXT_TAG) X(NEXT_HEAD) X(NEXT_NEAR) X(AROUND_BYTES) X(AROUND_LINKS) X(AROUND_HEAD) \
	X(UNDER_DISTANCE) X(UNDER_WORDS) X(UNDER_NAMES) X(UNDER_LEVEL) X(UNDER_LINKS) X(REPEATED) \
	X(CUE) X(UNDER_CUE) X(PREV_CUE) X(COMMENT) X(AUTHOR) X(LIST_LINKS) X(LIST_LENGTH) \
	X(TITLE_SHARE) X(ABOUT_SHARE) X(BODY_SHARE) X(IS_TITLE) X(PAGE_BLOCKS) X(PAGE_LONG) \
	X(PAGE_LINKS) X(ANCHORS) X(OUTWARD) X(AROUND_ANCHORS) X(TITLE_SISTER) X(TITLE_STEPS) \
	X(TITLES_SINCE) X(FIRSTS_SINCE) X(CUED) X(CUED_SINCE) X(CUED_INSIDE) \
	X(CUED_WORDS) X(CUED_LINKS) X(CUED_LEVEL) X(CUES_SINCE) X(REPEATS_SINCE) X(CARDS_COUNT) \
	X(CARDS_LENGTH) X(CARDS_LINKS) X(CARDS_LONG) X(CARDS_SHARE) X(CARDS_TITLE) X(CARDS_HEADS) \
	X(CARDS_HEAD_LINKS) X(CARDS_BLOCKS) X(LIST_BLOCKS) X(LIST_SHARE) X(PAGE_KIND) \
	X(BEGINS_BYTES) X(BEGINS_LINKS) X(LEGAL) X(LEGAL_AROUND) X(LIKE_CUT_OFF)

/* What the first forest thinks of the surroundings, for the second. */
#define CONTEXT_LIST(X) \
	X(SELF) X(PREV) X(PREV2) X(PREV3) X(NEXT) X(NEXT2) X(NEXT3) X(NEAR) X(WIDE) X(OWN_BOX) \
	X(UP_BOX) X(UP2_BOX) X(UP3_BOX) X(UP4_BOX) X(LIKE) X(UNDER) X(SECTION) X(MASS_BEFORE) \
	X(MASS_AFTER) X(MASS) X(TRUNK_UP) X(TRUNK_OUT) X(SINCE_GOOD) X(UNTIL_GOOD) X(CARDS) \
	X(CARD) X(BEGINS) X(LIST) X(LEAD_IN)

#define FEATURE_ENUM_(name) F_##name,
#define CONTEXT_ENUM_(name) C_##name,
enum feature { FEATURE_LIST(FEATURE_ENUM_) N_FEATURES };
enum context { C_BEGIN_ = N_FEATURES - 1, CONTEXT_LIST(CONTEXT_ENUM_) N_COLUMNS };
#undef FEATURE_ENUM_
#undef CONTEXT_ENUM_

/* The name of a column as it stands in the lists above. */
const char *feature_name(size_t column);

/* The columns, each with room for the blocks rounded up to 32; C_ columns are still zero. */
uint8_t **features_of(const struct scan *s, struct arena *out);

/* The probability that a score means, in 1/64. */
uint32_t score_chance(int32_t score);

/* Fill the C_ columns from the first forest's scores. */
void features_context(const struct scan *s, const int32_t *score, uint8_t **columns,
	struct arena *scratch);

#endif
