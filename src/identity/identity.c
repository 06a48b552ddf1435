/* identity: keys of articles, and whether what they have in common is enough. */
#include "identity/identity.h"

#include <stdlib.h>

#include "text/utf8.h"
#include "text/words.h"
#include "url/urlkey.h"

/* ---- keys */

/* Never 0, which is no key. */
static int64_t key_of(char letter, struct slice scope, struct slice text, struct arena *scratch)
{
	char *all = arena_bytes(scratch, scope.n + text.n + 2), *to = all;
	*to++ = letter;
	if (scope.n)
		to = mempcpy(to, scope.p, scope.n);
	*to++ = '\n';
	if (text.n)
		to = mempcpy(to, text.p, text.n);
	uint64_t h = slice_hash(slice_of(all, (size_t)(to - all)));
	return h ? (int64_t)h : 1;
}

static void add(struct identity *to, enum identity_kind kind, int64_t key)
{
	for (size_t i = 0; i < to->n; i++)
		if (to->keys[i] == key)
			return;
	to->kinds[to->n] = kind;
	to->keys[to->n++] = key;
}

static void add_address(struct identity *to, struct slice url, struct arena *scratch)
{
	struct slice key = urlkey(url, scratch);
	if (urlkey_kind(key) != URLKEY_HOME)
		add(to, IDENTITY_ADDRESS, key_of('a', SLICE_NONE, key, scratch));
}

int64_t identity_of_address(struct slice url)
{
	struct arena scratch = ARENA_INIT;
	struct slice key = urlkey(url, &scratch);
	int64_t hash = key.n ? key_of('a', SLICE_NONE, key, &scratch) : 0;
	arena_done(&scratch);
	return hash;
}

/* Whom it is from: the host of its address, else the outlet's name. */
static struct slice outlet_of(const struct article *a, struct arena *scratch)
{
	struct slice host = urlkey_host(urlkey(a->url, scratch));
	return host.n ? host : utf8_fold(a->source, scratch);
}

/* An id that nobody else would give: an address, "tag:", "urn:uuid:"... */
static bool is_uri(struct slice guid)
{
	enum { SHORTEST = 12 };
	size_t colon = slice_find_byte(guid, ':', 0);
	return guid.n >= SHORTEST && colon > 1 && colon < guid.n;
}

static void add_guid(struct identity *to, const struct article *a, struct arena *scratch)
{
	struct slice guid = slice_trim(a->guid), key = SLICE_NONE;
	if (!guid.n)
		return;
	/* An address as an id changes as addresses do: http to https, a parameter more. */
	if (url_has_scheme(guid, "http") || url_has_scheme(guid, "https"))
		key = urlkey(guid, scratch);
	if (key.n && urlkey_kind(key) == URLKEY_HOME)
		return;
	add(to, IDENTITY_GUID, key_of('g', is_uri(guid) ? SLICE_NONE : outlet_of(a, scratch),
		key.n ? key : guid, scratch));
}

static void add_evidence(struct identity *to, const struct article *a, struct arena *scratch)
{
	struct slice title = utf8_fold(a->title, scratch);
	/* One word ("Weather") is a rubric, no headline. */
	if (slice_find_byte(title, ' ', 0) == SIZE_MAX && utf8_count(title) < 8)
		return;
	if (a->published.kind == DATE_NONE)
		return;
	add(to, IDENTITY_EVIDENCE, key_of('e', outlet_of(a, scratch),
		arena_printf(scratch, "%lld %.*s", (long long)date_day_of(a->published),
			SLICE_ARG(title)), scratch));
}

struct owned_key {
	int64_t key;
	size_t owner;
};

static int by_key(const void *x, const void *y)
{
	const struct owned_key *a = x, *b = y;
	return a->key < b->key ? -1 : a->key > b->key;
}

static void drop(struct identity *from, int64_t key)
{
	size_t n = 0;
	for (size_t i = 0; i < from->n; i++) {
		if (from->keys[i] == key)
			continue;
		from->keys[n] = from->keys[i];
		from->kinds[n++] = from->kinds[i];
	}
	from->n = n;
}

/* Take away the keys that several of the `n` have. */
static void drop_shared(struct identity *ret, size_t n, struct arena *scratch)
{
	struct owned_key *all = arena_array(scratch, struct owned_key, n * IDENTITY_KEYS_MAX + 1);
	size_t n_all = 0;
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < ret[i].n; k++)
			all[n_all++] = (struct owned_key){ ret[i].keys[k], i };
	qsort(all, n_all, sizeof *all, by_key);
	for (size_t i = 0; i < n_all; i++)
		if ((i && all[i - 1].key == all[i].key) ||
			(i + 1 < n_all && all[i + 1].key == all[i].key))
			drop(&ret[all[i].owner], all[i].key);
}

void identity_of(const articles *document, struct identity *ret)
{
	struct arena scratch = ARENA_INIT;
	bool own_documents = true;
	for (size_t i = 0; i < document->n; i++) {
		const struct article *a = document->at[i];
		arena_reset(&scratch);
		ret[i] = (struct identity){ 0 };
		add_address(&ret[i], a->url, &scratch);
		add_address(&ret[i], a->address, &scratch);
		add_guid(&ret[i], a, &scratch);
		add_evidence(&ret[i], a, &scratch);
		own_documents = own_documents && a->channel == CHANNEL_GIVEN;
	}
	if (document->n > 1 && !own_documents)
		drop_shared(ret, document->n, &scratch);
	arena_done(&scratch);
}

/* ---- what two articles have in common */

enum { HASHES_MAX = 4000 }; /* words compared: enough to tell one text from another */

struct hashes {
	uint64_t *at;
	size_t n;
};

static int by_hash(const void *x, const void *y)
{
	const uint64_t *a = x, *b = y;
	return *a < *b ? -1 : *a > *b;
}

/* Add the runs of `run` words (1 or 2) of a text, unless there are enough. */
static void hashes_add(struct hashes *h, struct slice text, int run)
{
	struct words w;
	struct word word;
	uint64_t before = 0;
	words_begin(&w, text);
	for (bool first = true; h->n < HASHES_MAX && words_next(&w, &word); first = false) {
		uint64_t hash = slice_hash(word.form);
		if (run == 1)
			h->at[h->n++] = hash;
		else if (!first)
			h->at[h->n++] = (before ^ hash >> 7) * 0x9e3779b97f4a7c15u + hash;
		before = hash;
	}
}

static void hashes_sort(struct hashes *h)
{
	size_t n = 0;
	if (h->n)
		qsort(h->at, h->n, sizeof *h->at, by_hash);
	for (size_t i = 0; i < h->n; i++)
		if (!n || h->at[n - 1] != h->at[i])
			h->at[n++] = h->at[i];
	h->n = n;
}

/* The share of the smaller set that the larger one has. */
static double contained(const struct hashes *a, const struct hashes *b)
{
	size_t i = 0, j = 0, both = 0, least = a->n < b->n ? a->n : b->n;
	while (i < a->n && j < b->n) {
		if (a->at[i] == b->at[j]) {
			both++;
			i++;
			j++;
		} else if (a->at[i] < b->at[j]) {
			i++;
		} else {
			j++;
		}
	}
	return least ? (double)both / (double)least : 0;
}

struct likeness {
	double title, text; /* shares */
	size_t least;       /* pairs of words that the shorter text has */
	bool same_time, same_day, other_day; /* of publication, where both are known */
};

static struct hashes title_hashes(const struct article *a, struct arena *scratch)
{
	struct hashes h = { arena_array(scratch, uint64_t, HASHES_MAX), 0 };
	hashes_add(&h, a->title, 1);
	hashes_sort(&h);
	return h;
}

static struct hashes text_hashes(const struct article *a, struct arena *scratch)
{
	struct hashes h = { arena_array(scratch, uint64_t, HASHES_MAX), 0 };
	for (size_t i = 0; i < a->blocks.n; i++)
		if (a->blocks.at[i].type != BLOCK_CAPTION)
			hashes_add(&h, a->blocks.at[i].text, 2);
	hashes_sort(&h);
	return h;
}

static struct likeness likeness_of(const struct article *a, const struct article *b)
{
	enum { DAY_S = 86400 };
	struct arena scratch = ARENA_INIT;
	struct likeness l = { 0 };
	const struct hashes t = title_hashes(a, &scratch), u = title_hashes(b, &scratch);
	const struct hashes x = text_hashes(a, &scratch), y = text_hashes(b, &scratch);
	l.title = contained(&t, &u);
	l.text = contained(&x, &y);
	l.least = x.n < y.n ? x.n : y.n;
	arena_done(&scratch);
	if (a->published.kind == DATE_NONE || b->published.kind == DATE_NONE)
		return l;
	int64_t apart = a->published.seconds - b->published.seconds;
	l.same_time = apart == 0 && a->published.kind != DATE_DAY && b->published.kind != DATE_DAY;
	l.same_day = apart > -DAY_S && apart < DAY_S;
	l.other_day = !l.same_day;
	return l;
}

static enum urlkey_kind address_kind(const struct article *a, struct slice *ret_key,
	struct arena *scratch)
{
	*ret_key = urlkey(a->url, scratch);
	return urlkey_kind(*ret_key);
}

/* Two texts long enough to be told apart that have next to nothing in common. */
static bool texts_differ(const struct likeness *l)
{
	return l->least >= 20 && l->text < 0.15;
}

static bool address_holds(const struct likeness *l, bool is_article, bool with_guid)
{
	if (l->same_time || l->text >= 0.3)
		return true;
	/* Both agree for the only entry of a feed that counts its entries from 1 each time. */
	if (with_guid)
		return !(l->other_day && l->title < 0.34 && texts_differ(l));
	/* What an article's address holds is that article, unless all of it is another. */
	if (is_article)
		return l->title >= 0.34 || !texts_differ(l);
	/* A short address may be a section, whose rubric comes again every day. */
	return l->title >= 0.5 && !(l->other_day && l->text < 0.3) && !texts_differ(l);
}

static bool evidence_holds(const struct likeness *l, const struct article *a,
	const struct article *b)
{
	struct arena scratch = ARENA_INIT;
	struct slice x, y;
	bool both = address_kind(a, &x, &scratch) == URLKEY_ARTICLE &&
		address_kind(b, &y, &scratch) == URLKEY_ARTICLE;
	bool apart = both && !slice_eq(x, y);
	arena_done(&scratch);
	if (apart) /* moved, if the same text was published at the same second */
		return l->same_time && l->text >= 0.8;
	return l->least ? l->text >= 0.5 : l->same_time;
}

bool identity_holds(enum identity_kind kind, bool with_guid, const struct article *a,
	const struct article *b)
{
	struct likeness l = likeness_of(a, b);
	struct arena scratch = ARENA_INIT;
	struct slice x, y;
	bool is_article = address_kind(a, &x, &scratch) == URLKEY_ARTICLE;
	address_kind(b, &y, &scratch);
	/* Where one is known by the other's address in another way (fetched from, led to), that may
	 * be a page that much leads to. */
	is_article = is_article && slice_eq(x, y);
	arena_done(&scratch);
	switch (kind) {
	case IDENTITY_ADDRESS:
		return address_holds(&l, is_article, with_guid);
	case IDENTITY_GUID: /* which some feeds count from 1 each time */
		return l.same_time || l.text >= 0.3 || (l.title >= 0.5 && !texts_differ(&l));
	default:
		return evidence_holds(&l, a, b);
	}
}
