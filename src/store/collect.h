/* collect: what the store knows for whoever fetches: settings of subscriptions, which are the
 * user's (kept, dumped), and for each address what was learned when it was asked (carried over a
 * rebuild, not dumped). Errors as in store.h; what writes stands within a batch. */
#ifndef STORE_COLLECT_H
#define STORE_COLLECT_H

#include "store/store.h"

struct store_setting {
	struct slice url, name, value;
};
typedef LIST(struct store_setting) store_settings;

/* Of the subscription `url`, or of all where that is empty. */
enum err store_settings_list(struct store *s, struct slice url, struct arena *out,
	store_settings *ret, struct error *e) MUST_USE;
/* An empty value takes it away. */
enum err store_setting_put(struct store *s, const struct store_setting *setting, struct error *e)
	MUST_USE;

/* ERR_NOT_FOUND: nobody subscribes to `url`. */
enum err store_subscription_get(struct store *s, struct slice url, struct arena *out,
	struct store_subscription *ret, struct error *e) MUST_USE;
/* The subscription with its settings and all that was learned gets another address; where there is
 * one already, that stays and this one goes. */
enum err store_subscription_move(struct store *s, struct slice from, struct slice to,
	struct error *e) MUST_USE;

/* That articles which the subscription `url` brought bear the source `name`; of a subscription that
 * brings many outlets' articles, the first STORE_OUTLETS_MAX are remembered. */
enum { STORE_OUTLETS_MAX = 64 };
enum err store_outlet_put(struct store *s, struct slice url, struct slice name, struct error *e)
	MUST_USE;

enum store_fetch_kind {
	STORE_FETCH_SOURCE, /* the address of a subscription */
	STORE_FETCH_LIST,   /* a list that it names: a sitemap of an index */
	STORE_FETCH_PAGE    /* a page that it links to */
};

#define STORE_NEVER ((int64_t)1 << 60) /* a due time that does not come */

/* docs/collecting.md and the schema (fetch_state) say what each is. Times are Unix seconds. */
struct store_fetch {
	struct slice url, source;
	enum store_fetch_kind kind;
	int64_t due_at;
	struct slice etag, last_modified;
	struct slice digest; /* 32 bytes, or empty */
	int64_t asked_at, first_at, full_at;
	struct slice full_url;
	int64_t interval_s, n_looks, n_failed, failed_since;
	struct slice problem, hub, topic;
};
typedef LIST(struct store_fetch) store_fetches;

/* `*ret_known` is false, and `*ret` empty but for `url`, where nothing is known. */
enum err store_fetch_get(struct store *s, struct slice url, struct arena *out,
	struct store_fetch *ret, bool *ret_known, struct error *e) MUST_USE;
enum err store_fetch_put(struct store *s, const struct store_fetch *f, struct error *e) MUST_USE;
/* Those due at `now`, the longest first, at most `limit`; of one subscription, unless `source` is
 * empty. */
enum err store_fetch_due(struct store *s, struct slice source, int64_t now, size_t limit,
	struct arena *out, store_fetches *ret, struct error *e) MUST_USE;
/* Forget all that was learned of a subscription that is gone. */
enum err store_fetch_forget(struct store *s, struct slice source, struct error *e) MUST_USE;
/* Let the subscription `source` be due at `now`. */
enum err store_fetch_ask_now(struct store *s, struct slice source, int64_t now, struct error *e)
	MUST_USE;

/* Articles on which the rules of the subscription `url` were not tried yet: noted in the batch that
 * brings them, taken away in the batch that marks them. `url` is empty where it is not known yet,
 * of what a process left that ended early: not listed until the subscription claims it. */
struct store_rule_due {
	struct slice name, url;
};
typedef LIST(struct store_rule_due) store_rules_due;
enum err store_rule_due_put(struct store *s, const struct store_rule_due *due, struct error *e)
	MUST_USE;
enum err store_rule_due_list(struct store *s, size_t limit, struct arena *out, store_rules_due *ret,
	struct error *e) MUST_USE;
/* Of the article `due->name`, where nobody has claimed it. */
enum err store_rule_due_claim(struct store *s, const struct store_rule_due *due, struct error *e)
	MUST_USE;
/* Has any subscription rules? */
enum err store_rule_any(struct store *s, bool *ret_any, struct error *e) MUST_USE;
enum err store_rule_due_drop(struct store *s, struct slice name, struct error *e) MUST_USE;

#endif
