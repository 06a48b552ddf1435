/* Scanning tokens, then cutting them into sentences. */
#include "unit/unit.h"

#include <endian.h>
#include <utf8proc.h>

#include "text/utf8.h"

enum { MAX_WORD = 200 }; /* bytes; a longer run of letters is cut, so that nothing grows with it */

struct scan {
	struct slice s;
	const struct lexicon *lexicon;
	struct arena *out;
	LIST(struct token) tokens;
	LIST(struct sentence) sentences;
	size_t at;
	bool spaced;
};

static inline struct token *add(struct scan *c, enum token_kind kind, size_t start, size_t end)
{
	struct token *t = list_add(c->out, &c->tokens);
	*t = (struct token){ .start = (uint32_t)start, .end = (uint32_t)end,
		.kind = (uint8_t)kind };
	if (c->spaced)
		t->flags = TOKEN_SPACED;
	c->spaced = false;
	return t;
}

static char byte(const struct scan *c, size_t at)
{
	return at < c->s.n ? c->s.p[at] : 0;
}

/* An apostrophe at `at`, straight or curly: its bytes, or 0. */
static inline size_t apostrophe(const struct scan *c, size_t at)
{
	if (byte(c, at) == '\'')
		return 1;
	return byte(c, at) == '\xE2' && byte(c, at + 1) == '\x80' && byte(c, at + 2) == '\x99'
		? 3 : 0;
}

static inline bool letter(const struct scan *c, size_t at, size_t *ret_len)
{
	if (at >= c->s.n)
		return false;
	char b = c->s.p[at];
	*ret_len = 1;
	if ((unsigned char)b < 0x80)
		return ascii_alpha(b);
	return utf8_is_letter(utf8_at(c->s, at, ret_len));
}

static inline bool is_upper(const struct scan *c, size_t at, size_t *ret_len)
{
	char b = c->s.p[at];
	*ret_len = 1;
	if ((unsigned char)b < 0x80)
		return b >= 'A' && b <= 'Z';
	return utf8_is_upper(utf8_at(c->s, at, ret_len));
}

/* Feeds a character, lower-cased, to the hash. */
static uint64_t hash_char(const struct scan *c, uint64_t hash, size_t at, size_t len)
{
	if (len == 1)
		return lex_hash(hash, (unsigned char)ascii_lower(c->s.p[at]));
	size_t n;
	unsigned char low[4];
	size_t bytes = utf8_put((uint32_t)utf8proc_tolower((int32_t)utf8_at(c->s, at, &n)),
		(char *)low);
	uint64_t piece = 0;
	for (size_t i = bytes; i > 0; i--)
		piece = piece << 8 | low[i - 1];
	return lex_hash(hash, piece);
}

/* Up to eight bytes looked at together; a mask has the highest bit of each byte that it is of. */
struct piece {
	uint64_t low; /* lower-cased */
	uint64_t capitals, letters;
	size_t n; /* letters and digits of ASCII that it begins with; the others have no more */
};

#define EACH_BYTE(b) ((uint64_t)(b) * UINT64_C(0x0101010101010101))

/* Bytes from `first` to `last` among those that are below 0x80. */
static inline uint64_t bytes_within(uint64_t bytes, unsigned char first, unsigned char last)
{
	return (bytes + EACH_BYTE(0x80 - first)) & ~(bytes + EACH_BYTE(0x7f - last));
}

static inline size_t count_bytes(uint64_t mask)
{
	return (size_t)((mask >> 7) * EACH_BYTE(1) >> 56);
}

/* What stands from `at`, before `stop`. */
static inline struct piece piece_at(const struct scan *c, size_t at, size_t stop)
{
	uint64_t bytes = 0;
	if (at + sizeof bytes <= c->s.n)
		memcpy(&bytes, c->s.p + at, sizeof bytes);
	else
		memcpy(&bytes, c->s.p + at, c->s.n - at);
	bytes = le64toh(bytes);
	uint64_t low = bytes | EACH_BYTE(0x20), seven = EACH_BYTE(0x7f);
	uint64_t ascii = ~bytes & EACH_BYTE(0x80);
	uint64_t letters = bytes_within(low & seven, 'a', 'z') & ascii;
	uint64_t digits = bytes_within(bytes & seven, '0', '9') & ascii;
	uint64_t others = ~(letters | digits) & EACH_BYTE(0x80);
	struct piece p = { .n = others ? (size_t)__builtin_ctzll(others) / 8 : sizeof bytes };
	if (p.n > stop - at)
		p.n = stop - at;
	uint64_t known = p.n == sizeof bytes ? UINT64_MAX : (UINT64_C(1) << 8 * p.n) - 1;
	p.low = low & known;
	p.letters = letters & known;
	p.capitals = p.letters & ~(bytes << 2); /* 0x20 is the bit of small letters */
	return p;
}

struct word {
	uint64_t hash;
	size_t end;
	size_t letters, capitals;
	bool genitive;
};

/* "'s" and no letter behind it. */
static size_t genitive_at(const struct scan *c, size_t at)
{
	size_t n = apostrophe(c, at), len;
	if (!n || ascii_lower(byte(c, at + n)) != 's' || letter(c, at + n + 1, &len))
		return 0;
	return n + 1;
}

/* "'re" with nothing behind it, where the language knows it as a word: "they're" is two words. Its
 * length with the mark, 0 where there is none. */
static size_t contracted_at(const struct scan *c, size_t at, uint64_t *ret_classes,
	uint64_t *ret_hash)
{
	enum { LONGEST = 2 };
	size_t n = apostrophe(c, at), k = 0, len;
	if (!n || !*c->lexicon->lang)
		return 0;
	uint64_t piece = 0;
	for (; k < LONGEST && ascii_alpha(byte(c, at + n + k)); k++)
		piece |= (uint64_t)ascii_lower(byte(c, at + n + k)) << 8 * k;
	if (!k || letter(c, at + n + k, &len))
		return 0;
	*ret_hash = lex_hash(lex_hash(LEX_HASH_START, '\''), piece);
	*ret_classes = lexicon_classes(c->lexicon, *ret_hash);
	return *ret_classes ? n + k : 0;
}

/* Letters and digits of ASCII, which most words have only: where they end, before `stop`. */
static inline size_t take_ascii(const struct scan *c, size_t at, size_t stop, struct word *w)
{
	struct piece p;
	do {
		p = piece_at(c, at, stop);
		if (!p.n)
			break;
		w->hash = lex_hash(w->hash, p.low);
		w->letters += count_bytes(p.letters);
		w->capitals += count_bytes(p.capitals);
		at += p.n;
	} while (p.n == sizeof p.low && at < stop);
	return at;
}

/* The run of letters and digits from `at`, with what joins them. */
static void take_word(const struct scan *c, size_t at, struct word *w)
{
	size_t len;
	*w = (struct word){ .hash = LEX_HASH_START };
	size_t stop = at + MAX_WORD < c->s.n ? at + MAX_WORD : c->s.n;
	while (at < stop) {
		at = take_ascii(c, at, stop, w);
		if (at == stop)
			break;
		char b = c->s.p[at];
		if ((unsigned char)b >= 0x80 && letter(c, at, &len)) {
			w->letters++;
			w->capitals += utf8_is_upper(utf8_at(c->s, at, &len));
			w->hash = hash_char(c, w->hash, at, len);
			at += len;
			continue;
		}
		size_t joint = b == '-' || b == '_' || b == '@' ? 1 : apostrophe(c, at);
		if (!joint || (!letter(c, at + joint, &len) && !(b == '-' && ascii_digit(byte(c,
			at + 1)))))
			break;
		if (genitive_at(c, at)) {
			w->genitive = true;
			break;
		}
		uint64_t ignored;
		if (contracted_at(c, at, &ignored, &ignored))
			break;
		w->hash = lex_hash(w->hash, b == '\xE2' ? '\'' : (unsigned char)b);
		at += joint;
	}
	w->end = at;
}

/* "U.S.", "p.m.": single letters with full stops, at least two. Their end, or 0. */
static size_t dotted(const struct scan *c, size_t at, uint64_t *ret_hash)
{
	size_t n = 0, len;
	uint64_t hash = LEX_HASH_START;
	while (letter(c, at, &len) && byte(c, at + len) == '.') {
		hash = lex_hash(hash_char(c, hash, at, len), '.');
		at += len + 1;
		n++;
	}
	*ret_hash = hash;
	return n >= 2 && !letter(c, at, &len) ? at : 0;
}

/* That of the word [start, end). */
static uint64_t hash_word(const struct scan *c, size_t start, size_t end)
{
	uint64_t hash = LEX_HASH_START;
	for (size_t at = start, len; at < end; at += len) {
		struct piece p = piece_at(c, at, end);
		len = p.n;
		if (p.n) {
			hash = lex_hash(hash, p.low);
		} else {
			utf8_at(c->s, at, &len);
			hash = hash_char(c, hash, at, len);
		}
	}
	return hash;
}

/* A word that has an ending which stands for a person is of the classes of what is left. */
static void find_clitic(const struct scan *c, struct token *t)
{
	struct slice word = slice_sub(c->s, t->start, t->end);
	for (const char *const *e = c->lexicon->enclitics; *e; e++) {
		struct slice ending = slice_str(*e);
		if (word.n <= ending.n + 1 || c->s.p[t->end - 1] != ending.p[ending.n - 1] ||
			!slice_ends(word, ending))
			continue;
		t->classes = lexicon_classes(c->lexicon, hash_word(c, t->start,
			t->end - ending.n));
		if (t->classes) {
			t->flags |= TOKEN_CLITIC;
			t->clitic = (uint8_t)ending.n;
		}
		return;
	}
}

static inline void find_classes(const struct scan *c, struct token *t, uint64_t hash)
{
	t->hash = (uint32_t)(hash ^ hash >> 32);
	t->classes = lexicon_classes(c->lexicon, hash);
	if (!t->classes && *c->lexicon->enclitics)
		find_clitic(c, t);
}

/* Most words are letters of ASCII with a blank or comma behind them, which nothing joins; false
 * where this one is not. */
static bool scan_plain_word(struct scan *c)
{
	struct word w = { .hash = LEX_HASH_START };
	size_t start = c->at, stop = start + MAX_WORD < c->s.n ? start + MAX_WORD : c->s.n;
	w.end = take_ascii(c, start, stop, &w);
	char next = byte(c, w.end);
	if (w.end == stop || (next != ' ' && next != ',' && next != '\n'))
		return false;
	struct token *t = add(c, TOKEN_WORD, start, w.end);
	char first = c->s.p[start];
	t->flags |= (uint8_t)((first <= 'Z' ? TOKEN_CAPITAL : 0) |
		(w.capitals > 1 && w.capitals == w.letters ? TOKEN_CAPITALS : 0));
	find_classes(c, t, w.hash);
	c->at = w.end;
	return true;
}

static void scan_word(struct scan *c)
{
	struct word w;
	size_t start = c->at, len;
	uint64_t hash;
	bool long_word = ascii_alpha(c->s.p[start]) && byte(c, start + 1) != '.';
	size_t end = long_word ? 0 : dotted(c, start, &hash);
	if (end) {
		struct token *t = add(c, TOKEN_WORD, start, end);
		t->flags |= TOKEN_STOPPED;
		if (is_upper(c, start, &len))
			t->flags |= TOKEN_CAPITAL | TOKEN_CAPITALS;
		find_classes(c, t, hash);
		c->at = end;
		return;
	}
	take_word(c, start, &w);
	bool number = !w.letters;
	struct token *t = add(c, number ? TOKEN_NUMBER : TOKEN_WORD, start, w.end);
	c->at = w.end;
	if (number)
		return;
	bool upper = is_upper(c, start, &len);
	if (upper)
		t->flags |= TOKEN_CAPITAL;
	if (w.capitals > 1 && w.capitals == w.letters)
		t->flags |= TOKEN_CAPITALS;
	if (w.genitive) {
		t->flags |= TOKEN_GENITIVE;
		c->at += genitive_at(c, w.end);
	} else if (byte(c, w.end) == '.') {
		uint64_t stopped = lex_hash(w.hash, '.');
		bool initial = upper && w.letters == 1 && w.end - start == len;
		uint64_t classes = lexicon_classes(c->lexicon, stopped);
		if (initial || (classes & LEX_ABBR && (upper || !ascii_space(byte(c,
			w.end + 1))))) {
			t->end++;
			c->at++;
			t->flags |= TOKEN_STOPPED;
			t->hash = (uint32_t)(stopped ^ stopped >> 32);
			t->classes = classes | LEX_ABBR;
			return;
		}
	}
	find_classes(c, t, w.hash);
	uint64_t classes, ending;
	size_t contracted = w.genitive || !apostrophe(c, w.end) ? 0
		: contracted_at(c, w.end, &classes, &ending);
	if (contracted) {
		t = add(c, TOKEN_WORD, w.end, w.end + contracted);
		t->hash = (uint32_t)(ending ^ ending >> 32);
		t->classes = classes;
		c->at += contracted;
	}
}

/* Digits with the marks that stand within numbers: "1.500", "31/7/2020", "10:30", "2,3". */
static void scan_number(struct scan *c)
{
	size_t at = c->at, len;
	while (ascii_digit(byte(c, at)) ||
		(memchr(".,:/", byte(c, at), 4) && byte(c, at) && ascii_digit(byte(c, at + 1))))
		at++;
	if (byte(c, at) == '-' && letter(c, at + 1, &len))
		at++;
	if (letter(c, at, &len)) { /* "7th", "19an", "71-year-old" */
		struct word w;
		take_word(c, at, &w);
		at = w.end;
	}
	add(c, TOKEN_NUMBER, c->at, at);
	c->at = at;
}

static void add_mark(struct scan *c, enum quote_mark mark, size_t len)
{
	add(c, TOKEN_QUOTE, c->at, c->at + len)->mark = (uint8_t)mark;
	c->at += len;
}

/* A run of apostrophes or backticks: two are a mark of quotation; three are that and a single one,
 * which stands inside. */
static void scan_apostrophes(struct scan *c, char b)
{
	size_t n = 1;
	while (n < 5 && byte(c, c->at + n) == b)
		n++;
	if (n == 5) {
		while (byte(c, c->at + n) == b)
			n++;
		add(c, TOKEN_POINT, c->at, c->at + n);
		c->at += n;
		return;
	}
	bool opens = c->spaced;
	while (n) {
		size_t len = n >= 2 && (n != 3 || opens) ? 2 : 1;
		add_mark(c, len == 2 ? MARK_TWO : b == '`' ? MARK_SINGLE_L : MARK_SINGLE, len);
		n -= len;
	}
}

static const struct {
	uint32_t point;
	uint8_t kind;
	uint8_t mark;
} points[] = {
	{ 0xAB, TOKEN_QUOTE, MARK_GUIL_L }, { 0xBB, TOKEN_QUOTE, MARK_GUIL_R },
	{ 0x2012, TOKEN_POINT, '-' }, { 0x2013, TOKEN_POINT, '-' }, { 0x2014, TOKEN_POINT, '-' },
	{ 0x2015, TOKEN_POINT, '-' },
	{ 0x2018, TOKEN_QUOTE, MARK_SINGLE_L }, { 0x2019, TOKEN_QUOTE, MARK_SINGLE_R },
	{ 0x201A, TOKEN_QUOTE, MARK_SINGLE_L }, { 0x201B, TOKEN_QUOTE, MARK_SINGLE_L },
	{ 0x201C, TOKEN_QUOTE, MARK_LEFT }, { 0x201D, TOKEN_QUOTE, MARK_RIGHT },
	{ 0x201E, TOKEN_QUOTE, MARK_LEFT }, { 0x201F, TOKEN_QUOTE, MARK_LEFT },
	{ 0x2026, TOKEN_POINT, '.' },
	{ 0x2039, TOKEN_QUOTE, MARK_SINGLE_L }, { 0x203A, TOKEN_QUOTE, MARK_SINGLE_R },
	{ 0x3001, TOKEN_POINT, ',' }, { 0x3002, TOKEN_POINT, '.' },
	{ 0x300C, TOKEN_QUOTE, MARK_CORNER_L }, { 0x300D, TOKEN_QUOTE, MARK_CORNER_R },
	{ 0x300E, TOKEN_QUOTE, MARK_CORNER_L }, { 0x300F, TOKEN_QUOTE, MARK_CORNER_R },
	{ 0xFF02, TOKEN_QUOTE, MARK_STRAIGHT },
};

static void scan_point(struct scan *c)
{
	size_t len;
	uint32_t cp = utf8_at(c->s, c->at, &len);
	if (cp < 0x80) {
		add(c, TOKEN_POINT, c->at, c->at + 1)->mark = (uint8_t)cp;
		c->at++;
		return;
	}
	for (size_t i = 0; i < sizeof points / sizeof *points; i++) {
		if (points[i].point != cp)
			continue;
		struct token *t = add(c, points[i].kind, c->at, c->at + len);
		t->mark = points[i].mark;
		if (cp == 0x2019 && byte(c, c->at + 3) == '\xE2' && byte(c, c->at + 4) == '\x80' &&
			byte(c, c->at + 5) == '\x99') {
			t->mark = MARK_TWO;
			t->end += 3;
			len += 3;
		}
		c->at += len;
		return;
	}
	add(c, TOKEN_POINT, c->at, c->at + len);
	c->at += len;
}

static void scan_one(struct scan *c)
{
	size_t len;
	char b = c->s.p[c->at];
	if (ascii_alpha(b) && scan_plain_word(c))
		return;
	if (ascii_digit(b)) {
		scan_number(c);
	} else if (letter(c, c->at, &len) ||
		((b == '@' || b == '#') && letter(c, c->at + 1, &len))) {
		if (b == '@' || b == '#')
			c->at++; /* the sign is no part of the word */
		scan_word(c);
	} else if (b == '"') {
		add_mark(c, MARK_STRAIGHT, 1);
	} else if (b == '\'' || b == '`') {
		scan_apostrophes(c, b);
	} else {
		scan_point(c);
	}
}

/* ---- sentences ---- */

static bool closes(const struct token *t)
{
	return (t->kind == TOKEN_QUOTE && !(t->flags & TOKEN_SPACED)) ||
		(t->kind == TOKEN_POINT && (t->mark == ')' || t->mark == ']'));
}

static bool ends_sentence(const struct token *t)
{
	return t->kind == TOKEN_POINT && (t->mark == '.' || t->mark == '!' || t->mark == '?');
}

/* Whether a sentence may begin with `t`, `last` being the token before it. */
static bool may_begin(const struct scan *c, const struct token *t, const struct token *last)
{
	if (t->kind == TOKEN_POINT)
		return t->mark == '-' || t->mark == '(' || t->mark == '[';
	if (t->kind == TOKEN_WORD) {
		if (t->flags & TOKEN_SPACED) {
			size_t len;
			return t->flags & TOKEN_CAPITAL ||
				utf8proc_toupper((int32_t)utf8_at(c->s, t->start, &len)) ==
				(int32_t)utf8_at(c->s, t->start, &len);
		}
		/* No blank: a stop between a small letter and a capital. */
		return t->flags & TOKEN_CAPITAL && !(t->flags & TOKEN_CAPITALS) &&
			t->start >= 2 && t->end - t->start > 1 &&
			((c->s.p[t->start - 2] >= 'a' && c->s.p[t->start - 2] <= 'z') ||
				last->kind == TOKEN_QUOTE);
	}
	return t->flags & TOKEN_SPACED;
}

/* The end of the sentence's tokens that begin at `first`, within the paragraph that ends at
 * `stop`. */
static size_t sentence_end(const struct scan *c, size_t first, size_t stop)
{
	const struct token *t = c->tokens.at;
	for (size_t i = first; i < stop; i++) {
		if (!ends_sentence(&t[i]))
			continue;
		size_t next = i + 1;
		while (next < stop && (ends_sentence(&t[next]) || closes(&t[next])))
			next++;
		if (next >= stop)
			return stop;
		if (may_begin(c, &t[next], &t[next - 1]))
			return next;
		i = next - 1;
	}
	return stop;
}

/* Headlines in which nearly all words have capitals. */
static void find_heading(struct scan *c, size_t first, size_t stop)
{
	enum { LONG = 4, SOME = 3, MOST_TOKENS = 40 };
	size_t n = 0, capitals = 0;
	if (stop - first > MOST_TOKENS)
		return;
	for (size_t i = first; i < stop; i++) {
		const struct token *t = &c->tokens.at[i];
		bool counts = t->kind == TOKEN_WORD && t->end - t->start >= LONG;
		n += counts;
		capitals += counts && t->flags & TOKEN_CAPITAL;
	}
	if (n < SOME || capitals * 5 < n * 4)
		return;
	for (size_t i = first; i < stop; i++)
		if (c->tokens.at[i].kind == TOKEN_WORD)
			c->tokens.at[i].flags |= TOKEN_HEADING;
}

/* "The Mayor: ...", but not "BREAKING: ..." */
static void find_label(struct scan *c, size_t first, size_t stop)
{
	enum { MOST = 10, LONGEST_ACRONYM = 5 };
	for (size_t i = first; i + 1 < stop && i < first + MOST; i++) {
		struct token *t = &c->tokens.at[i];
		if (t->kind == TOKEN_POINT && t->mark == ':') {
			/* not "Q:" and "A:" */
			bool named = i > first && t[-1].end - t[-1].start > 1;
			bool quoted = t[1].kind == TOKEN_QUOTE && t[1].mark < MARK_SINGLE;
			bool shouted = i == first + 1 && t[-1].flags & TOKEN_CAPITALS &&
				t[-1].end - t[-1].start > LONGEST_ACRONYM;
			if (named && !quoted && !shouted && t[1].flags & TOKEN_SPACED)
				t->flags |= TOKEN_HEADING;
			return;
		}
	}
}

static void cut_paragraph(struct scan *c, struct units *u, size_t first, size_t stop)
{
	find_label(c, first, stop);
	size_t end = sentence_end(c, first, stop);
	if (end == stop)
		find_heading(c, first, stop);
	for (; first < stop; end = sentence_end(c, first, stop)) {
		struct sentence *s = list_add(c->out, &c->sentences);
		*s = (struct sentence){ (uint32_t)first, (uint32_t)end, u->n_paragraphs };
		bool begun = false;
		for (size_t i = first; i < end; i++) {
			struct token *t = &c->tokens.at[i];
			t->sentence = (uint32_t)c->sentences.n - 1;
			if (!begun && t->kind == TOKEN_WORD) {
				t->flags |= TOKEN_FIRST;
				begun = true;
			}
		}
		first = end;
	}
	u->n_paragraphs++;
}

/* Does the line break before `at` end a paragraph? Not where the text goes on in lower case. */
static bool breaks(const struct scan *c, size_t at, size_t newlines)
{
	size_t len;
	if (newlines > 1 || at >= c->s.n)
		return true;
	uint32_t cp = utf8_at(c->s, at, &len);
	return !utf8_is_letter(cp) || utf8proc_toupper((int32_t)cp) == (int32_t)cp;
}

void units_make(struct slice text, const struct lexicon *lexicon, struct arena *out,
	struct units *ret_units)
{
	if (text.n > UNIT_MAX_BYTES)
		text.n = utf8_back(text, UNIT_MAX_BYTES);
	*ret_units = (struct units){ .text = text, .lexicon = lexicon };
	struct scan c = { .s = text, .lexicon = lexicon, .out = out, .spaced = true };
	/* Enough for most text, and only what is used of it is touched. */
	c.tokens.cap = text.n / 5 + 8;
	c.tokens.at = arena_room(out, c.tokens.cap * sizeof *c.tokens.at);
	c.sentences.cap = text.n / 64 + 8;
	c.sentences.at = arena_room(out, c.sentences.cap * sizeof *c.sentences.at);
	size_t first = 0;
	while (c.at < text.n) {
		size_t newlines = 0, len;
		for (; c.at < text.n; c.at += len) {
			char b = text.p[c.at];
			len = 1;
			if (b == '\n')
				newlines++;
			else if ((unsigned char)b < 0x80 ? !ascii_space(b)
				: !utf8_is_space(utf8_at(text, c.at, &len)))
				break;
			c.spaced = true;
		}
		if (newlines && breaks(&c, c.at, newlines) && c.tokens.n > first) {
			cut_paragraph(&c, ret_units, first, c.tokens.n);
			first = c.tokens.n;
		}
		if (c.at < text.n)
			scan_one(&c);
	}
	if (c.tokens.n > first)
		cut_paragraph(&c, ret_units, first, c.tokens.n);
	ret_units->tokens = c.tokens.at;
	ret_units->sentences = c.sentences.at;
	ret_units->n_tokens = (uint32_t)c.tokens.n;
	ret_units->n_sentences = (uint32_t)c.sentences.n;
}
