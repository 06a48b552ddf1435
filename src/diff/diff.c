/* diff: texts become tokens, tokens are aligned, and runs of one kind become pieces. */
#include "diff/diff.h"

#include "diff/align.h"
#include "text/utf8.h"
#include "text/words.h"

/* ---- what is equal but for its shape */

/* Shapes of quotes and dashes; two single quotes are a double one. */
static const char *plain_shape(uint32_t cp)
{
	switch (cp) {
	case 0x60: case 0xB4: case 0x2018: case 0x2019: case 0x201A: case 0x201B: case 0x2032:
	case 0x2BC: case 0x2039: case 0x203A:
		return "'";
	case '"': case 0xAB: case 0xBB: case 0x201C: case 0x201D: case 0x201E: case 0x201F:
	case 0x2033:
		return "''";
	case 0x2010: case 0x2011: case 0x2012: case 0x2013: case 0x2014: case 0x2015: case 0x2212:
		return "-";
	case 0x2026:
		return "...";
	default:
		return NULL;
	}
}

/* A text read byte by byte in its plain shape, without white space. */
struct plain {
	const strings *list;
	size_t item, at;
	const char *pending; /* rest of a shape */
};

/* The next byte; -1 at the end. */
static int plain_next(struct plain *p)
{
	if (p->pending && *p->pending)
		return (unsigned char)*p->pending++;
	while (p->item < p->list->n) {
		struct slice s = p->list->at[p->item];
		if (p->at >= s.n) {
			p->item++;
			p->at = 0;
			continue;
		}
		unsigned char c = (unsigned char)s.p[p->at];
		size_t len = 1;
		uint32_t cp = c;
		bool begins = c < 0x80 || (c & 0xC0) == 0xC0;
		if (c >= 0x80 && begins)
			cp = utf8_at(s, p->at, &len);
		const char *shape = begins ? plain_shape(cp) : NULL;
		if (shape) {
			p->at += len;
			p->pending = shape + 1;
			return (unsigned char)*shape;
		}
		if (begins && utf8_is_space(cp)) {
			p->at += len;
			continue;
		}
		p->at++;
		return c;
	}
	return -1;
}

bool diff_is_noise(const strings *before, const strings *after)
{
	struct plain a = { .list = before }, b = { .list = after };
	for (;;) {
		int x = plain_next(&a), y = plain_next(&b);
		if (x != y)
			return false;
		if (x < 0)
			return true;
	}
}

static bool same_shape(struct slice a, struct slice b)
{
	if (slice_eq(a, b))
		return true;
	const strings one = { &a, 1, 1 }, two = { &b, 1, 1 };
	return diff_is_noise(&one, &two);
}

/* ---- tokens */

/* Does what stands behind a word end a sentence? */
static bool ends_sentence(struct slice gap)
{
	for (size_t i = 0, len; i < gap.n; i += len) {
		uint32_t cp = utf8_at(gap, i, &len);
		if (cp == '.' || cp == '!' || cp == '?' || cp == 0x3002 || cp == 0xFF01 ||
			cp == 0xFF1F || cp == 0x964 || cp == 0x61F)
			return true;
	}
	return false;
}

static struct token *token_add(tokens *list, struct arena *out, uint64_t hash, uint32_t paragraph)
{
	struct token *t = list_add(out, list);
	*t = (struct token){ .hash = hash, .paragraph = paragraph };
	return t;
}

/* The tokens of one paragraph. */
static void tokenise_one(struct slice text, uint32_t no, struct arena *out, tokens *ret)
{
	size_t first = ret->n, end = 0; /* of the word before, without what overlaps */
	struct words w;
	struct word word;
	words_begin(&w, text);
	while (ret->n < DIFF_MAX_WORDS && words_next(&w, &word)) {
		/* Of overlapping pairs, what belongs to this character is up to the next one. */
		struct slice own = slice_sub(text, word.start, w.at);
		bool is_part = w.at < word.end;
		struct token *t = token_add(ret, out,
			slice_hash(is_part || word.lone ? own : word.form), no);
		t->text = slice_sub(text, ret->n - 1 == first ? 0 : word.start, w.at);
		if (ret->n - 1 > first) {
			struct token *before = t - 1;
			struct slice gap = slice_sub(text, end, word.start);
			before->text.n = (size_t)(text.p + word.start - before->text.p);
			before->ends_sentence = ends_sentence(gap);
		}
		end = w.at;
		t->word_n = (uint32_t)t->text.n;
	}
	if (ret->n == first)
		*token_add(ret, out, slice_hash(text), no) = (struct token){
			.hash = slice_hash(text), .text = text, .paragraph = no,
			.word_n = (uint32_t)text.n
		};
	struct token *last = &ret->at[ret->n - 1];
	last->text.n = (size_t)(text.p + text.n - last->text.p);
	last->ends_sentence = last->last = true;
	ret->at[first].first = true;
}

static tokens tokenise(const strings *list, struct arena *out)
{
	tokens t = { 0 };
	for (size_t i = 0; i < list->n; i++)
		if (list->at[i].n)
			tokenise_one(list->at[i], (uint32_t)i, out, &t);
	return t;
}

/* ---- pieces */

struct writer {
	struct diff *d;
	struct arena *out;
	enum diff_op last_op;     /* of the token written last */
	bool at_end;              /* that one ends its paragraph */
	bool at_begin; /* the last piece begins at a paragraph's begin */
};

/* Append a token, to the last piece where it goes on. */
static void put(struct writer *w, enum diff_op op, const struct token *t)
{
	struct diff_piece *piece = w->d->pieces.n ? &w->d->pieces.at[w->d->pieces.n - 1] : NULL;
	bool breaks = t->first && piece;
	/* What takes the place of words at a paragraph's begin begins none of its own. */
	if (breaks && (op == DIFF_REMOVED) != (w->last_op == DIFF_REMOVED) && w->at_begin &&
		!w->at_end)
		breaks = false;
	bool goes_on = piece && !breaks && w->last_op == op &&
		piece->text.p + piece->text.n == t->text.p;
	if (goes_on) {
		piece->text.n += t->text.n;
	} else {
		*list_add(w->out, &w->d->pieces) = (struct diff_piece){ op, breaks, t->text };
		w->at_begin = t->first;
	}
	w->at_end = t->last;
	w->last_op = op;
}

static struct slice word_of(const struct token *t)
{
	return slice_sub(t->text, 0, t->word_n);
}

static struct slice gap_of(const struct token *t)
{
	return slice_from(t->text, t->word_n);
}

/* Partners whose words are the same: what stands behind them may differ. */
static void put_partners(struct writer *w, const struct token *a, const struct token *b)
{
	if (same_shape(gap_of(a), gap_of(b))) {
		put(w, DIFF_SAME, b);
		return;
	}
	struct token word = *b, old = *a, new = *b;
	word.text = word_of(b);
	old.text = gap_of(a);
	new.text = gap_of(b);
	word.last = old.first = new.first = false;
	put(w, DIFF_SAME, &word);
	/* The blank behind the marks is there in both. */
	while (old.text.n && ascii_space(old.text.p[old.text.n - 1]))
		old.text.n--;
	if (old.text.n)
		put(w, DIFF_REMOVED, &old);
	if (new.text.n)
		put(w, slice_trim(new.text).n ? DIFF_ADDED : DIFF_SAME, &new);
}

/* Do partners stand at `i` and `j`? */
static bool are_partners(const struct alignment *x, size_t i, size_t j)
{
	return i < x->a.n && j < x->b.n && x->a_to[i] == (int32_t)j;
}

static bool same_word(const struct alignment *x, size_t i, size_t j)
{
	return same_shape(word_of(&x->a.at[i]), word_of(&x->b.at[j]));
}

static void pieces_make(const struct alignment *x, struct writer *w)
{
	struct diff *d = w->d;
	size_t i = 0, j = 0;
	while (i < x->a.n || j < x->b.n) {
		for (; i < x->a.n && x->a_to[i] < 0; i++) {
			if (x->a_to[i] == ALIGN_MOVED)
				continue;
			put(w, DIFF_REMOVED, &x->a.at[i]);
			d->n_removed++;
		}
		for (; j < x->b.n && x->b_to[j] < 0; j++) {
			bool moved = x->b_to[j] == ALIGN_MOVED;
			put(w, moved ? DIFF_MOVED : DIFF_ADDED, &x->b.at[j]);
			d->n_moved += moved;
			d->n_added += !moved;
		}
		/* Partners that differ in case or marks, in a row; and those that do not. */
		size_t n = 0;
		while (are_partners(x, i + n, j + n) && !same_word(x, i + n, j + n))
			n++;
		for (size_t k = 0; k < n; k++)
			put(w, DIFF_REMOVED, &x->a.at[i + k]);
		for (size_t k = 0; k < n; k++)
			put(w, DIFF_ADDED, &x->b.at[j + k]);
		i += n;
		j += n;
		for (; are_partners(x, i, j) && same_word(x, i, j); i++, j++)
			put_partners(w, &x->a.at[i], &x->b.at[j]);
	}
}

void diff_texts(const strings *before, const strings *after, struct arena *out, struct diff *ret)
{
	struct arena scratch = ARENA_INIT;
	struct alignment x = { .a = tokenise(before, &scratch), .b = tokenise(after, &scratch) };
	struct diff d = { .n_before = x.a.n, .n_after = x.b.n };
	struct writer w = { .d = &d, .out = out };
	align(&x, &scratch);
	pieces_make(&x, &w);
	d.coarse = x.coarse;
	arena_done(&scratch);
	*ret = d;
}

unsigned diff_share(const struct diff *d)
{
	size_t changed = d->n_removed + d->n_added, all = d->n_before + d->n_after;
	if (!changed)
		return 0;
	unsigned share = (unsigned)(1000 * (uint64_t)changed / all);
	return share ? share : 1;
}
