/* lines: see lines.h. */
#include "dump/lines.h"

#include "dump/grammar.h"

/* Of a longer line only so much is looked at for its form; its end always is. */
enum { LOOK_BYTES = 256 };

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v';
}

/* `s` without blanks at both ends, the no-break ones of UTF-8 too. */
static struct slice cut_blanks(struct slice s)
{
	for (;;) {
		if (s.n && is_blank(s.p[0]))
			s = slice_from(s, 1);
		else if (s.n >= 2 && memcmp(s.p, "\xC2\xA0", 2) == 0)
			s = slice_from(s, 2);
		else if (s.n >= 3 && memcmp(s.p, "\xE3\x80\x80", 3) == 0)
			s = slice_from(s, 3);
		else
			break;
	}
	for (;;) {
		if (s.n && is_blank(s.p[s.n - 1]))
			s.n--;
		else if (s.n >= 2 && memcmp(s.p + s.n - 2, "\xC2\xA0", 2) == 0)
			s.n -= 2;
		else if (s.n >= 3 && memcmp(s.p + s.n - 3, "\xE3\x80\x80", 3) == 0)
			s.n -= 3;
		else
			break;
	}
	return s;
}

/* How the line ends, seen from behind: closing marks are passed over. */
static uint32_t end_shape(struct slice s)
{
	const char *end = s.p + s.n;
	size_t at = s.n;
	for (int steps = 0; at > 0 && steps < 6; steps++) {
		size_t from = at - 1;
		while (from > 0 && ((unsigned char)s.p[from] & 0xC0) == 0x80)
			from--;
		unsigned n;
		uint32_t c = char_at(s.p + from, end, &n);
		if (c == 0x2026 || (c == '.' && from >= 2 && s.p[from - 1] == '.'))
			return SHAPE_CUT;
		if (c == '?' || c == '!' || c == 0xFF1F || c == 0xFF01 || c == 0x61F)
			return SHAPE_STOP | SHAPE_ASK;
		if (char_stop(c))
			return SHAPE_STOP;
		if (c == ':' || c == 0xFF1A)
			return SHAPE_COLON;
		if (!char_close(c) && c != ' ')
			return 0;
		at = from;
	}
	return 0;
}

static bool starts_item(struct slice s)
{
	unsigned n;
	switch (char_at(s.p, s.p + s.n, &n)) {
	case '-': case '*': case 0x2022: case 0x25CF: case 0x25AA: case 0x25E6: case 0x2013:
	case 0x2023: case 0x25A0: case 0x25CB: case 0xB7: case 0x2714: case 0x2713:
		return true;
	default:
		break;
	}
	size_t d = 0;
	while (d < s.n && d < 3 && ascii_digit(s.p[d]))
		d++;
	return d > 0 && d + 1 < s.n && (s.p[d] == '.' || s.p[d] == ')') && s.p[d + 1] == ' ';
}

static bool quote_mark(uint32_t c)
{
	return c == '"' || c == '\'' || (c >= 0x2018 && c <= 0x201F) || c == 0xAB || c == 0x300C ||
		c == 0x300E;
}

struct tally {
	unsigned chars, dense, wide, digits, letters, upper, parts, runs, inner, commas;
	unsigned links; /* "://" */
};

/* Is the full stop at byte `at` that of an initial? It ends no sentence. */
static bool is_initial(struct slice s, size_t at)
{
	uint32_t c[2] = { ' ', ' ' }; /* before the stop, and before that */
	for (int k = 0; k < 2 && at > 0; k++) {
		unsigned n;
		size_t to = at--;
		while (at > 0 && ((unsigned char)s.p[at] & 0xC0) == 0x80)
			at--;
		c[k] = char_at(s.p + at, s.p + to, &n);
	}
	return char_kind(c[0]) == CHAR_LETTER && char_upper(c[0]) &&
		char_kind(c[1]) != CHAR_LETTER;
}

/* Above ASCII. `before` and `behind` are its neighbours, as far as they are blanks. */
static void tally_far(struct tally *t, uint32_t c, char before, char behind)
{
	enum char_kind kind = char_kind_far(c);
	if (kind == CHAR_LETTER) {
		t->letters++;
		t->upper += char_upper(c);
		t->dense += char_dense(c);
		t->wide += char_dense(c) || (c >= 0xAC00 && c <= 0xD7A3);
	} else if (kind == CHAR_DIGIT)
		t->digits++;
	else if (char_stop(c) && (behind == ' ' || c >= 0x3000) && before != ' ')
		t->inner++;
	else if (c == 0x60C || c == 0x3001 || c == 0xFF0C)
		t->commas++;
	else if (c == 0x2022 || c == 0xB7 || c == 0xBB || c == 0x203A)
		t->parts++;
}

/* All that is not ASCII. */
static void tally_all_far(struct slice s, struct tally *t)
{
	const char *end = s.p + s.n;
	unsigned n;
	for (const char *p = s.p; p < end; p += n) {
		uint64_t eight;
		for (; end - p >= 8; p += 8) {
			memcpy(&eight, p, 8);
			if (eight & UINT64_C(0x8080808080808080))
				break;
		}
		while (p < end && (unsigned char)*p < 0x80)
			p++;
		if (p == end)
			break;
		uint32_t c = char_decode(p, end, &n);
		tally_far(t, c, p > s.p ? p[-1] : ' ', p + n < end ? p[n] : 0);
	}
}

enum { BLOCK = 16 };
typedef unsigned char block __attribute__((vector_size(BLOCK)));
_Static_assert(LOOK_BYTES / BLOCK < 256, "what one place of all blocks counts must fit a byte");

/* What is in a line, whatever its place. */
enum { HAS_COMMA = 1, HAS_PART = 2, HAS_FAR = 4, HAS_RUN = 8 };

/* Counts for each place of a block. */
struct places {
	block letters, upper, digits, more, has;
};

static block block_at(const unsigned char *p)
{
	block b;
	memcpy(&b, p, sizeof b);
	return b;
}

/* Sixteen bytes at once; the one behind them is looked at as well. What holds is -1 in its place.
 * Returns whether one of them may end a sentence inside the line, or an address begins there. */
static bool count_block(const unsigned char *p, struct places *to)
{
	block c = block_at(p), next = block_at(p + 1);
	block letter = (block)((c | 0x20) - 'a' < 26);
	to->letters -= letter;
	to->upper -= letter & (block)(c < 'a');
	to->digits -= (block)(c - '0' < 10);
	to->more -= (block)((c & 0xC0) == 0x80);
	to->has |= ((block)(c == ',') & HAS_COMMA) | ((block)((c == '|') | (c == '>')) & HAS_PART) |
		((block)(c >= 0xC0) & HAS_FAR) | ((block)((c == ' ') & (next == ' ')) & HAS_RUN);
	block marks = (block)(((c == '.') | (c == '!') | (c == '?')) & (next == ' ')) |
		(block)((c == ':') & (next == '/'));
	uint64_t any[BLOCK / 8];
	memcpy(any, &marks, BLOCK);
	return any[0] | any[1];
}

static unsigned sum_of(block counts)
{
	unsigned sum = 0;
	for (size_t i = 0; i < BLOCK; i++)
		sum += counts[i];
	return sum;
}

/* Marks of ASCII whose neighbours matter, in bytes [from, to). */
static void tally_marks(struct slice s, size_t from, size_t to, struct tally *t)
{
	for (size_t i = from; i < to && i + 1 < s.n; i++) {
		char c = s.p[i], next = s.p[i + 1];
		if (c == ':' && next == '/')
			t->links += slice_starts(slice_from(s, i + 1), SLICE("//"));
		else if (next == ' ' && (c == '.' || c == '!' || c == '?') && i > 0 &&
			s.p[i - 1] != ' ')
			t->inner += !(c == '.' && is_initial(s, i));
	}
}

static void tally_runs(struct slice s, struct tally *t)
{
	for (size_t i = 1; i + 1 < s.n; i++)
		t->runs += s.p[i - 1] != ' ' && s.p[i] == ' ' && s.p[i + 1] == ' ';
}

static void tally_chars(struct slice s, struct tally *t)
{
	unsigned char padded[LOOK_BYTES + BLOCK + 1];
	struct places at = { 0 };
	unsigned has = 0;
	*t = (struct tally){ 0 };
	memcpy(padded, s.p, s.n);
	memset(padded + s.n, 0, BLOCK + 1);
	for (size_t i = 0; i < s.n; i += BLOCK) {
		if (count_block(padded + i, &at))
			tally_marks(s, i, i + BLOCK, t);
	}
	for (size_t i = 0; i < BLOCK; i++)
		has |= at.has[i];
	t->chars = (unsigned)s.n - sum_of(at.more);
	t->letters = sum_of(at.letters);
	t->upper = sum_of(at.upper);
	t->digits = sum_of(at.digits);
	t->commas = has & HAS_COMMA;
	t->parts = has & HAS_PART;
	if (has & HAS_RUN)
		tally_runs(s, t);
	if (has & HAS_FAR)
		tally_all_far(s, t);
}

static uint32_t shape_of(const struct tally *t)
{
	uint32_t shape = 0;
	shape |= t->inner ? SHAPE_INNER : 0;
	shape |= t->inner > 1 ? SHAPE_INNERS : 0;
	shape |= t->commas ? SHAPE_COMMA : 0;
	shape |= t->letters > 3 && t->upper * 10 >= t->letters * 8 ? SHAPE_CAPS : 0;
	shape |= t->parts ? SHAPE_PARTED : 0;
	shape |= t->runs > 1 ? SHAPE_RUNS : 0;
	shape |= t->dense * 2 > t->letters ? SHAPE_DENSE : 0;
	shape |= t->digits * 3 > t->chars ? SHAPE_DIGITS : 0;
	shape |= t->letters == 0 ? SHAPE_NOWORD : 0;
	shape |= t->links ? SHAPE_LINK : 0;
	return shape;
}

enum { KEY_WORDS = 6, KEY_CHARS = 120, KEY_COLON = 40 };

/* Text keeps no words. */
static bool may_have_key(const struct line *l)
{
	return l->chars <= KEY_CHARS && (l->chars <= 60 || !(l->shape & SHAPE_STOP));
}

/* Words tell what short lines are; of a long one a sample says how many are stop words. */
static void count_words(struct line *l, struct slice s)
{
	unsigned titled = 0, longer = 0;
	size_t colon = slice_find_byte(slice_sub(s, 0, KEY_COLON), ':', 0);
	uint64_t key = HASH_BEGIN;
	struct token t;
	for (size_t at = 0; token_next(s, at, &t); at = t.end) {
		if (l->words == 0 && t.kind == CHAR_LETTER && !t.upper && t.first < 0x590)
			l->shape |= SHAPE_LOWER;
		if (l->words < KEY_WORDS && t.start < colon)
			key = hash_word(key, &t);
		l->words++;
		bool stop = t.chars <= 8 && stop_word(t.hash);
		l->stops = (uint16_t)(l->stops + stop);
		if (t.kind == CHAR_LETTER && t.chars > 3 && !stop) {
			longer++;
			titled += t.upper;
		}
	}
	if (longer >= 2 && titled * 4 >= longer * 3)
		l->shape |= SHAPE_TITLED;
	if (key != HASH_BEGIN && may_have_key(l))
		l->key = (uint32_t)(key ^ key >> 32);
}

static void look(struct line *l, struct slice s)
{
	struct slice head = s;
	if (head.n > LOOK_BYTES) {
		head.n = LOOK_BYTES;
		while (head.n && ((unsigned char)s.p[head.n] & 0xC0) == 0x80)
			head.n--;
	}
	struct tally t;
	tally_chars(head, &t);
	size_t chars = s.n == head.n ? t.chars : t.chars * s.n / head.n;
	chars += t.wide * chars / (t.chars ? t.chars : 1);
	l->chars = (uint16_t)(chars > UINT16_MAX ? UINT16_MAX : chars);
	l->shape = shape_of(&t) | end_shape(s);
	unsigned n;
	if (quote_mark(char_at(s.p, s.p + s.n, &n)))
		l->shape |= SHAPE_QUOTE;
	if (starts_item(s))
		l->shape |= SHAPE_ITEM;
	count_words(l, slice_sub(head, 0, s.n > 220 ? 80 : 160));
	l->cues = grammar_cues(s, l);
}

static uint64_t line_hash(struct slice s)
{
	uint64_t h = HASH_BEGIN ^ s.n, x;
	size_t i = 0;
	for (; i + 8 <= s.n; i += 8) {
		memcpy(&x, s.p + i, 8);
		h = hash_eight(h, x);
	}
	for (; i < s.n; i++)
		h = hash_eight(h, (unsigned char)s.p[i]);
	return h;
}

/* Nobody has so many lines of one hash but to do harm; then the last ones find each other. */
enum { TRIES = 64 };

/* Equal lines find each other by hash. */
static void pair_twins(struct lines *ls)
{
	struct arena scratch = ARENA_INIT;
	size_t cap = 16;
	while (cap < 2 * (size_t)ls->n)
		cap *= 2;
	uint32_t *slots = arena_array(&scratch, uint32_t, cap); /* index + 1 */
	for (uint32_t i = 0; i < ls->n; i++) {
		struct slice s = line_text(ls, i);
		size_t at = line_hash(s) & (cap - 1);
		int tries = 0;
		while (slots[at] && !slice_eq(line_text(ls, slots[at] - 1), s) && ++tries < TRIES)
			at = (at + 1) & (cap - 1);
		if (!slots[at] || tries == TRIES)
			slots[at] = i + 1;
		ls->at[i].twin = slots[at] - 1;
		struct line *first = &ls->at[slots[at] - 1];
		first->copies = (uint16_t)(first->copies + (first->copies < UINT16_MAX));
	}
	for (uint32_t i = 0; i < ls->n; i++)
		ls->at[i].copies = ls->at[ls->at[i].twin].copies;
	arena_done(&scratch);
}

enum { GAPS = 16, LONG_CHARS = 80, LED_CHARS = 140, LEAD_WORDS = 3 };

static bool is_sentence(const struct line *l)
{
	return l->chars >= LONG_CHARS || (l->chars >= 40 && (l->shape & SHAPE_STOP));
}

/* The body's gap is the commonest between sentences, else beside one. */
static void measure_gaps(struct lines *ls)
{
	uint32_t votes[GAPS] = { 0 };
	unsigned best = 0, kinds = 0;
	for (uint32_t i = 1; i < ls->n; i++) {
		unsigned g = ls->at[i].gap < GAPS ? ls->at[i].gap : GAPS - 1;
		unsigned sentences = is_sentence(&ls->at[i]) + is_sentence(&ls->at[i - 1]);
		kinds |= 1u << g;
		votes[g] += sentences == 2 ? 8 : sentences;
	}
	for (unsigned g = 0; g < GAPS; g++)
		best = votes[g] > votes[best] ? g : best;
	ls->body_gap = (uint16_t)best;
	ls->gaps = kinds & (kinds - 1);
}

/* "Read also:" has the headline that it leads to on the next line. */
static void take_led(struct lines *ls)
{
	for (uint32_t i = 1; i < ls->n; i++) {
		const struct line *lead = &ls->at[i - 1];
		struct line *l = &ls->at[i];
		bool leads = (lead->cues & LINE_MORE) && (lead->shape & SHAPE_COLON) &&
			lead->words <= LEAD_WORDS;
		if (leads && !l->cues && l->gap <= lead->gap && l->chars < LED_CHARS &&
			!(l->shape & (SHAPE_STOP | SHAPE_INNER)))
			l->cues = LINE_MORE;
	}
}

/* How many lines there are at the most that are not blank: those that begin with anything but a
 * line feed, and the first. */
static size_t count_lines(struct slice s)
{
	size_t n = 1, i = 0;
	while (s.n - i > BLOCK) {
		block begin = { 0 };
		for (int k = 0; k < UINT8_MAX && s.n - i > BLOCK; k++, i += BLOCK) {
			const unsigned char *p = (const unsigned char *)s.p + i;
			block next = block_at(p + 1);
			begin -= (block)((block_at(p) == '\n') & (next != '\n'));
		}
		n += sum_of(begin);
	}
	for (; i + 1 < s.n; i++)
		n += s.p[i] == '\n' && s.p[i + 1] != '\n';
	return n;
}

bool lines_read(struct slice text, uint32_t max, struct arena *out, struct lines *ret_lines)
{
	if (text.n > UINT32_MAX)
		return false;
	struct lines ls = { .text = text };
	struct slice rest = text, s;
	size_t most = count_lines(text);
	ls.at = arena_array(out, struct line, most < max ? most : max);
	uint32_t row = 0, gap = 0;
	while (slice_next_line(&rest, &s)) {
		row++;
		s = cut_blanks(s);
		if (!s.n) {
			gap += gap < UINT16_MAX;
			continue;
		}
		if (ls.n == max)
			return false;
		struct line *l = &ls.at[ls.n++];
		l->start = (uint32_t)(s.p - text.p);
		l->len = (uint32_t)s.n;
		l->row = row;
		l->gap = (uint16_t)gap;
		gap = 0;
		look(l, s);
	}
	pair_twins(&ls);
	measure_gaps(&ls);
	take_led(&ls);
	*ret_lines = ls;
	return true;
}
