/* grammar: see grammar.h. */
#include "dump/grammar.h"

enum {
	META_BYTES = 220,    /* a longer line is no date line, byline or credit */
	CAPTION_BYTES = 700, /* nor a caption */
	DATE_BYTES = 140,    /* nor does a longer one stand for its date */
	NAME_WORDS = 6,      /* of one name */
	REST_CHARS = 60,     /* what may stand behind the names of a byline */
	SHORT_CREDIT = 6,    /* words of one in which a full stop is of an abbreviation */
	CAPTION_CHARS = 130, /* of a caption that ends as a sentence before its credit */
	CREDIT_BYTES = 90,   /* of a credit that a mark sets apart at the end of a caption, */
	SOURCE_BYTES = 300,  /* of a caption that a source ends without a word for it */
	CREDIT_BEFORE = 13,  /* and at least so many before it */
};

static bool between_has(struct slice s, size_t from, size_t to, const char *marks)
{
	for (size_t i = from; i < to; i++) {
		if (strchr(marks, s.p[i]))
			return true;
	}
	return false;
}

/* Do the bytes between two words part them as "|", "•", "—" or brackets do? */
static bool parted(struct slice s, size_t from, size_t to)
{
	const char *end = s.p + to;
	unsigned n;
	for (const char *p = s.p + from; p < end; p += n) {
		uint32_t c = char_at(p, end, &n);
		switch (c) {
		case '|': case '/': case '(': case ')': case '[': case ']': case '<': case '>':
		case ':': case ';': case '@': case '"': case '\t': case 0x2022: case 0xB7:
		case 0x2013: case 0x2014: case 0xBB: case 0x203A: case 0xFF5C: case 0x30FB:
		case 0xFF1A: case 0x3000:
			return true;
		case '-':
			if (p > s.p && p[-1] == ' ')
				return true;
			break;
		default:
			break;
		}
	}
	return false;
}

/* Is the word a capitalised one, or of a script without capitals? */
static bool name_word(const struct token *t)
{
	return t->kind == CHAR_LETTER && (t->upper || t->first >= 0x590);
}

/* Is there a number within the next three words? */
static bool digits_follow(struct slice s, size_t at)
{
	struct token t;
	for (int k = 0; k < 3 && token_next(s, at, &t); k++, at = t.end) {
		if (t.kind == CHAR_DIGIT)
			return true;
	}
	return false;
}

/* A single small word `t` is the name of an account where it is a usual one ("admin"), or at most
 * a time follows. */
static bool is_account(struct slice s, const struct token *t)
{
	struct token next;
	size_t end = t->end;
	return cue_word(t->hash, CUE_DESK) || !token_next(s, end, &next) ||
		next.kind == CHAR_DIGIT ||
		parted(s, end, next.start) || between_has(s, end, next.start, ",") ||
		digits_follow(s, end);
}

/* One name from byte `at`; its end, or `at` where there is none. */
static size_t one_name(struct slice s, size_t at)
{
	size_t end = at;
	bool particle = false;
	struct token t;
	int words = 0;
	for (size_t from = at; words < NAME_WORDS && token_next(s, from, &t); from = t.end) {
		if (words && (parted(s, from, t.start) || between_has(s, from, t.start, ",&")))
			break;
		if (t.kind != CHAR_LETTER || (!words && parted(s, from, t.start)))
			break;
		bool joins = cue_word(t.hash, CUE_AND) && !t.upper && words;
		bool ends = cue_word(t.hash, CUE_NAME_END) && (!t.upper || t.first >= 0x590);
		bool small = cue_word(t.hash, CUE_PARTICLE) && !t.upper;
		if ((joins || ends) && !(particle && small))
			break;
		/* "Rina Utari Published ...", "Rina Utari Monday, 9 ..." */
		if (words && cue_word(t.hash, CUE_DATEWORD) && t.upper &&
			(t.chars > 5 || (t.chars > 2 && digits_follow(s, t.end))))
			break;
		if (!name_word(&t)) {
			if (!small && words)
				break;
			if (!small) {
				return t.chars >= 3 && is_account(s, &t) ? t.end : at;
			}
		}
		particle = small;
		words++;
		if (!small)
			end = t.end;
	}
	/* An initial keeps its full stop, "Jr" as well. */
	if (end > at && end < s.n && s.p[end] == '.' && end >= 2 && s.p[end - 2] == ' ')
		end++;
	return end;
}

static bool is_role(struct slice s)
{
	struct token t;
	for (size_t at = 0; token_next(s, at, &t); at = t.end) {
		if (cue_word(t.hash, CUE_ROLE) || cue_word(t.hash, CUE_AGENCY))
			return true;
	}
	return false;
}

size_t grammar_names(struct slice s, struct slice ret_names[static NAMES_MAX], size_t *ret_end)
{
	size_t n = 0, at = 0;
	struct token t;
	while (n < NAMES_MAX && token_next(s, at, &t)) {
		if (n && parted(s, at, t.start))
			break;
		bool comma = between_has(s, at, t.start, ",");
		if (n && !comma && !between_has(s, at, t.start, "&")) {
			if (!cue_word(t.hash, CUE_AND))
				break;
			at = t.end;
			if (!token_next(s, at, &t))
				break;
		}
		size_t end = one_name(s, t.start);
		if (end == t.start)
			break;
		struct slice name = slice_sub(s, t.start, end);
		struct token word;
		/* Behind a comma only a full name is one more; else it is an office. */
		bool full = token_next(s, t.end, &word) && word.start < end;
		if (n && comma && (!full || is_role(name)))
			break;
		ret_names[n++] = name;
		at = end;
	}
	*ret_end = at;
	return n;
}

/* Skip what may stand between a cue and its value. */
static struct slice value_after(struct slice s, size_t at)
{
	s = slice_trim(slice_from(s, at));
	while (s.n) {
		unsigned n;
		uint32_t c = char_at(s.p, s.p + s.n, &n);
		if (c != ':' && c != 0xFF1A && c != '-' && c != 0x2013 && c != 0x2014 && c != '|' &&
			c != '/' && c != ' ' && c != 0xFF0F && c != '=' && c != 0x2015)
			break;
		s = slice_from(s, n);
	}
	return s;
}

static size_t count_chars(struct slice s)
{
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++)
		n += ((unsigned char)s.p[i] & 0xC0) != 0x80;
	return n;
}

static size_t byline_names(struct slice s, const struct cue_hits *hits,
	struct slice ret_names[static NAMES_MAX])
{
	if (!(hits->led & CUE(CUE_BYLINE)))
		return 0;
	struct slice value = value_after(s, hits->after[CUE_BYLINE]);
	size_t end, n = grammar_names(value, ret_names, &end);
	if (!n || count_chars(slice_from(value, end)) > REST_CHARS)
		return 0;
	/* A sentence may begin like a byline; it does not end like one. */
	struct slice rest = slice_trim(slice_from(value, end));
	struct token t;
	if (rest.n && token_next(rest, 0, &t) && t.kind == CHAR_LETTER && !t.upper &&
		t.first < 0x590 && t.start == 0 && !cue_word(t.hash, CUE_NAME_END) &&
		!cue_word(t.hash, CUE_DATEWORD) && !cue_word(t.hash, CUE_ROLE) &&
		!grammar_is_time(rest))
		return 0;
	return n;
}

/* Enough digits for a date, in a line that is short enough to stand for it. */
static bool may_date(struct slice s)
{
	if (s.n > DATE_BYTES)
		return false;
	/* Of ASCII, and the first bytes of those of other scripts. */
	static const uint8_t digit[256] = { ['0'] = 1, ['1'] = 1, ['2'] = 1, ['3'] = 1, ['4'] = 1,
		['5'] = 1, ['6'] = 1, ['7'] = 1, ['8'] = 1, ['9'] = 1,
		[0xD9] = 1, [0xDB] = 1, [0xEF] = 1, [0xE0] = 1 };
	unsigned digits = 0;
	for (size_t i = 0; i < s.n; i++)
		digits += digit[(unsigned char)s.p[i]];
	return digits > 2;
}

/* A date may stand before the byline: "9 Feb 2022 by Budi". */
static struct slice skip_date(struct slice s)
{
	struct date_hit hit;
	if (!date_find(s, 0, DATE_ORDER_UNKNOWN, &hit) || hit.start > 40)
		return s;
	struct token t;
	for (size_t at = 0; token_next(s, at, &t) && t.start < hit.start; at = t.end) {
		if (!cue_word(t.hash, CUE_DATEWORD))
			return s;
	}
	s = slice_from(s, hit.end);
	for (size_t at = 0; token_next(s, at, &t); at = t.end) {
		if (t.kind == CHAR_LETTER && !(cue_word(t.hash, CUE_DATEWORD)))
			return slice_from(s, t.start);
	}
	return SLICE_NONE;
}

static size_t dated_byline(struct slice s, const struct cue_hits *hits,
	struct slice ret_names[static NAMES_MAX])
{
	size_t n = byline_names(s, hits, ret_names);
	if (n || (hits->led & CUE(CUE_BYLINE)) || !may_date(s))
		return n;
	struct slice rest = skip_date(s);
	if (rest.n == s.n || !rest.n)
		return 0;
	struct cue_hits behind;
	cues_find(rest, &behind);
	return byline_names(rest, &behind, ret_names);
}

size_t grammar_byline(struct slice s, struct slice ret_names[static NAMES_MAX])
{
	if (s.n > META_BYTES)
		return 0;
	struct cue_hits hits;
	cues_find(s, &hits);
	return dated_byline(s, &hits, ret_names);
}

/* A word that no name of a person has. */
static bool no_name(const struct token *t)
{
	static const enum cue kinds[] = { CUE_AGENCY, CUE_DATEWORD, CUE_ROLE, CUE_DESK };
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		if (cue_word(t->hash, kinds[i]))
			return true;
	}
	return stop_word(t->hash);
}

size_t grammar_signed(struct slice s, struct slice ret_names[static NAMES_MAX])
{
	struct date_hit hit;
	struct token t;
	size_t end, words = 0, others = 0;
	if (!may_date(s) || !date_find(s, 0, DATE_ORDER_UNKNOWN, &hit))
		return 0;
	size_t n = grammar_names(slice_sub(s, 0, hit.start), ret_names, &end);
	if (!n || ret_names[0].p != s.p || !token_next(s, end, &t) || !parted(s, end, t.start))
		return 0;
	for (size_t at = end; token_next(s, at, &t) && t.start < hit.start; at = t.end) {
		if (!cue_word(t.hash, CUE_DATEWORD))
			return 0;
	}
	for (size_t at = 0; token_next(s, at, &t) && t.start < end; at = t.end, words++)
		others += no_name(&t) && !cue_word(t.hash, CUE_DESK);
	bool desk = token_next(s, 0, &t) && cue_word(t.hash, CUE_DESK);
	return desk || (words >= 2 && !others) ? n : 0;
}

size_t grammar_persons(struct slice s, struct slice ret_names[static NAMES_MAX])
{
	struct token t;
	struct cue_hits hits;
	size_t end, n = grammar_names(s, ret_names, &end);
	if (!n || ret_names[0].p != s.p)
		return 0;
	/* At most what they work for may stand behind a mark. */
	bool more = token_next(s, end, &t);
	if (more && !parted(s, end, t.start) && !between_has(s, end, t.start, ","))
		return 0;
	cues_find(s, &hits);
	if (hits.led | hits.whole)
		return 0;
	/* Capitals may begin words of scripts that have none: "MarveloのBudi". */
	for (size_t i = 0; i < end; i++) {
		if ((unsigned char)s.p[i] >= 0xE3)
			return 0;
	}
	size_t words = 0, others = 0, joins = 0;
	for (size_t at = 0; token_next(s, at, &t) && t.start < end; at = t.end) {
		bool and = cue_word(t.hash, CUE_AND) && !t.upper;
		joins += and;
		words += t.upper && t.chars > 1;
		others += no_name(&t) && !and && !cue_word(t.hash, CUE_PARTICLE);
	}
	if (words < 2 * n || others)
		return 0;
	/* "Budi Santoso, Kurir Lereng": no word joins two names. What is longer is a headline. */
	return joins || n == 1 ? n : n == 2 && words <= 4;
}

bool grammar_date(struct slice s, enum date_order order, struct date_hit *ret_hit,
	bool *ret_updated)
{
	if (s.n > META_BYTES || !date_find(s, 0, order, ret_hit))
		return false;
	struct cue_hits hits;
	cues_find(s, &hits);
	*ret_updated = hits.led >> CUE_UPDATED & 1;
	return true;
}

int grammar_time(struct slice s)
{
	struct token t, u;
	for (size_t at = 0; token_next(s, at, &t); at = t.end) {
		if (t.kind != CHAR_DIGIT || t.end - t.start > 2 || t.end + 2 >= s.n + 0 ||
			(s.p[t.end] != '.' && s.p[t.end] != ':'))
			continue;
		if (!token_next(s, t.end, &u) || u.kind != CHAR_DIGIT || u.start != t.end + 1 ||
			u.end - u.start != 2)
			continue;
		int64_t h, m;
		if (!slice_to_int(slice_sub(s, t.start, t.end), &h) ||
			!slice_to_int(slice_sub(s, u.start, u.end), &m) || h > 23 || m > 59)
			continue;
		bool follows = u.end < s.n && (s.p[u.end] == '.' || s.p[u.end] == '/');
		if (!follows)
			return (int)(h * 3600 + m * 60);
	}
	return -1;
}

bool grammar_is_time(struct slice s)
{
	struct token t;
	size_t at = 0;
	for (int words = 0; token_next(s, at, &t); words++, at = t.end) {
		if (words > 2 || (t.kind == CHAR_LETTER && (words || t.upper)))
			return false;
	}
	return !at || grammar_time(s) >= 0;
}

/* Words of a date line beside the date: none, or such as go with a date. */
static uint16_t date_cues(struct slice s, const struct line *l, bool *ret_dated)
{
	struct date_hit hit, second;
	if (l->words > 20 || !may_date(s) || !date_find(s, 0, DATE_ORDER_UNKNOWN, &hit))
		return 0;
	*ret_dated = true;
	/* "Posted 9 Feb 2022, updated 10 Feb 2022" */
	if (!date_find(s, hit.end, DATE_ORDER_UNKNOWN, &second))
		second = hit;
	unsigned strange = 0, before = 0, others = 0;
	struct token t;
	for (size_t at = 0; token_next(s, at, &t); at = t.end) {
		if ((t.start >= hit.start && t.end <= hit.end) ||
			(t.start >= second.start && t.end <= second.end))
			continue;
		others++;
		if (t.kind != CHAR_LETTER || cue_word(t.hash, CUE_DATEWORD))
			continue;
		strange++;
		before += t.start < hit.start;
	}
	if (l->shape & SHAPE_COLON)
		return 0;
	if (!strange && others <= 10)
		return LINE_DATE;
	if ((l->shape & (SHAPE_STOP | SHAPE_INNER)) && hit.start > 0)
		return 0;
	/* "Published on" before the date is as good as nothing before it. */
	bool edge = !before || hit.end + 1 >= s.n || strange <= 2;
	return edge && others <= 8 && s.n <= 120 ? LINE_DATED : 0;
}

/* Does the word go on with a name, as in "Agency.com"? */
static bool is_suffix(struct slice s, const struct token *t)
{
	return t->start > 1 && s.p[t->start - 1] == '.' && s.p[t->start - 2] != ' ';
}

static bool capital_start(struct slice s)
{
	struct token t;
	return token_next(s, 0, &t) && (t.upper || t.kind == CHAR_DIGIT || t.first >= 0x590 ||
		cue_word(t.hash, CUE_AGENCY));
}

/* A stroke between two names, one of them an agency: "Agency/Name". */
static bool agency_stroke(struct slice s)
{
	size_t stroke = slice_find_byte(s, '/', 0);
	if (stroke == SIZE_MAX || s.n > 90)
		return false;
	struct token t;
	bool agency = false, named = false;
	size_t words = 0;
	for (size_t at = 0; token_next(s, at, &t); at = t.end, words++) {
		bool edge = at == 0 || between_has(s, at, t.start, "/");
		bool capital = t.upper || t.first >= 0x590;
		if (edge && cue_word(t.hash, CUE_AGENCY)) {
			agency = true;
			continue;
		}
		named |= capital;
		if (!capital && t.kind == CHAR_LETTER && !is_suffix(s, &t) &&
			!cue_word(t.hash, CUE_PARTICLE) && words > 2)
			return false;
	}
	return agency && named && words <= 10;
}

/* "©Agency/Name", "(c) Name": what is no notice of the page's own rights. */
static bool copyright_credit(struct slice s)
{
	size_t skip = 0;
	if (slice_starts(s, SLICE("\xC2\xA9")))
		skip = 2;
	else if (slice_starts_nocase(s, SLICE("(c)")))
		skip = 3;
	if (!skip || s.n > META_BYTES)
		return false;
	struct token t;
	if (!token_next(s, skip, &t) || t.kind != CHAR_LETTER)
		return false;
	struct cue_hits hits;
	for (size_t at = t.start; token_next(s, at, &t); at = t.end) {
		cues_find(slice_from(s, t.start), &hits);
		if (hits.led & CUE(CUE_LEGAL))
			return false;
	}
	return true;
}

static bool has_agency(struct slice s)
{
	struct token t;
	for (size_t at = 0; token_next(s, at, &t); at = t.end) {
		if ((t.upper || t.first >= 0x590) && cue_word(t.hash, CUE_AGENCY))
			return true;
	}
	return false;
}

static bool credit_line(struct slice s, const struct line *l, const struct cue_hits *hits)
{
	if (s.n > META_BYTES)
		return false;
	if (copyright_credit(s))
		return true;
	if (agency_stroke(s) && !(l->shape & SHAPE_STOP))
		return true;
	bool led = hits->led & CUE(CUE_CREDIT), near = !led && (hits->near & CUE(CUE_CREDIT));
	/* "Dok. Name" ends no sentence. */
	bool inner = (l->shape & SHAPE_INNERS) || ((l->shape & SHAPE_INNER) &&
		l->words > SHORT_CREDIT);
	if (!(led || near) || inner || (l->shape & SHAPE_COLON))
		return false;
	struct slice value = value_after(s, hits->after[CUE_CREDIT]);
	if (near)
		return l->words <= 7 && !(l->shape & SHAPE_STOP) && has_agency(value);
	if (!value.n)
		return (hits->whole & CUE(CUE_CREDIT)) && l->words == 2 &&
			slice_find_byte(s, ':', 0) == SIZE_MAX;
	return l->words <= 12 && l->stops <= 3 && (capital_start(value) || value.p[0] == '@' ||
		(value.p[0] & 0x80) || l->words <= 4);
}

/* Does the inside of brackets, or what stands behind a last mark, name a source of images? */
static int credit_value(struct slice s)
{
	struct cue_hits hits;
	cues_find(s, &hits);
	if (s.n < 2 || s.n > 140)
		return 0;
	if ((hits.led & CUE(CUE_CREDIT)) || slice_starts(s, SLICE("\xC2\xA9")))
		return 2;
	struct token t;
	unsigned words = 0, agencies = 0, caps = 0, numbers = 0;
	for (size_t at = 0; token_next(s, at, &t); at = t.end) {
		if (is_suffix(s, &t))
			continue;
		words++;
		numbers += t.kind == CHAR_DIGIT;
		caps += t.upper || t.first >= 0x590;
		bool agency = cue_word(t.hash, CUE_AGENCY);
		bool first = t.start == 0 || s.p[t.start - 1] == '/';
		agencies += agency && (t.upper || t.first >= 0x590 || first);
		caps += agency && !t.upper && t.first < 0x590 && first;
	}
	if (words > 10 || !words)
		return 0;
	bool named = caps * 3 >= words * 2;
	if (agencies && named && !numbers && words <= 8)
		return 2;
	bool stroke = slice_find_byte(s, '/', 0) != SIZE_MAX;
	if (stroke && named && !numbers && words >= 2)
		return 2;
	return named && !numbers && words <= 6 ? 1 : 0;
}

static struct slice cut_stop(struct slice s)
{
	while (s.n && (s.p[s.n - 1] == '.' || s.p[s.n - 1] == ' '))
		s.n--;
	return s;
}

/* An agency and nothing else: "Agency", "Agency Images", "agency.com". */
static bool is_agency(struct slice s)
{
	struct token t;
	if (!token_next(s, 0, &t) || t.start != 0 || !cue_word(t.hash, CUE_AGENCY))
		return false;
	unsigned others = 0;
	while (token_next(s, t.end, &t)) {
		if (!is_suffix(s, &t) && (!t.upper || ++others > 1))
			return false;
	}
	return true;
}

bool grammar_source(struct slice s)
{
	return s.n && (agency_stroke(s) || is_agency(s));
}

/* Do the letters of `s` begin the last words of `before`, as in "World Food Programme (WFP)"? */
static bool is_short_for(struct slice s, struct slice before)
{
	size_t n = s.n;
	while (n > 0) {
		while (before.n && !ascii_alpha(before.p[before.n - 1]))
			before.n--;
		while (before.n && ascii_alpha(before.p[before.n - 1]))
			before.n--;
		char c = before.p[before.n];
		if (!ascii_alpha(c) || ascii_lower(c) != ascii_lower(s.p[n - 1]))
			return false;
		n--;
	}
	return s.n > 1;
}

/* What a mark sets apart at the end of a caption: "... . Foto: Name", "... | Photo: Name". */
static bool closing_credit(struct slice s, struct slice *ret_credit)
{
	/* A dash is known by its last byte. */
	static const bool marks[256] = { ['.'] = true, ['|'] = true, ['/'] = true, ['-'] = true,
		[0x93] = true, [0x94] = true };
	size_t least = s.n > CREDIT_BEFORE + CREDIT_BYTES ? s.n - CREDIT_BYTES : CREDIT_BEFORE;
	for (size_t at = s.n - 4; at >= least; at--) {
		char c = s.p[at - 1];
		if (!marks[(unsigned char)c])
			continue;
		if ((c & 0x80) && memcmp(s.p + at - 3, "\xE2\x80", 2) != 0)
			continue;
		char next = s.p[at] == ' ' ? s.p[at + 1] : s.p[at];
		struct slice tail = slice_trim(slice_from(s, at));
		bool stroke = c == '/' && s.p[at - 2] == ' ';
		if (!(next >= 'A' && next <= 'Z') && !(next & 0x80) && !stroke)
			continue;
		struct cue_hits hits;
		cues_find(tail, &hits);
		/* "Photo: Name"; "Photo Agency/Name" without the colon. */
		struct slice value = SLICE_NONE;
		if ((hits.led | hits.near) & CUE(CUE_CREDIT))
			value = value_after(tail, hits.after[CUE_CREDIT]);
		bool led = (hits.led & CUE(CUE_CREDIT)) && value.n;
		bool near = (hits.near & CUE(CUE_CREDIT)) &&
			slice_find_byte(value, '/', 0) != SIZE_MAX && credit_value(value) > 1;
		bool source = s.n <= SOURCE_BYTES && c != '-' &&
			(agency_stroke(tail) || copyright_credit(tail));
		if (!led && !near && !source && !(stroke && is_agency(tail)))
			continue;
		*ret_credit = source ? cut_stop(tail) : tail;
		return true;
	}
	return false;
}

static bool ends_in_bracket(struct slice s)
{
	return s.n && (s.p[s.n - 1] == ')' || s.p[s.n - 1] == ']');
}

bool grammar_caption(struct slice s, bool weak, struct slice *ret_credit)
{
	if (s.n > CAPTION_BYTES || s.n < 8)
		return false;
	struct slice body = cut_stop(s);
	if (ends_in_bracket(body)) {
		char open = body.p[body.n - 1] == ')' ? '(' : '[';
		size_t at = body.n;
		while (at > 0 && body.p[at - 1] != open)
			at--;
		if (at < 2)
			return false;
		struct slice inside = slice_trim(slice_sub(body, at, body.n - 1));
		struct slice before = slice_trim(slice_sub(body, 0, at - 1));
		bool sentence = before.n && strchr(".!?\"", before.p[before.n - 1]);
		int value = credit_value(inside);
		if (before.n < 4 || value < (weak ? 1 : 2) || is_short_for(inside, before))
			return false;
		struct cue_hits hits;
		cues_find(inside, &hits);
		bool stopped = body.n < s.n || sentence;
		/* "A sentence of it. (Agency/Name)" */
		bool signed_so = sentence && body.n == s.n && value == 2 &&
			before.n <= CAPTION_CHARS &&
			agency_stroke(inside);
		if (stopped && !signed_so && (value < 2 || !(hits.led & CUE(CUE_CREDIT))) &&
			(sentence || weak))
			return false;
		*ret_credit = inside;
		return true;
	}
	return closing_credit(s, ret_credit);
}

/* "January (33)", "▼ 2022 (45)", "> Sport 12": a row of an archive or of a list of categories. */
static bool archive_row(struct slice s, const struct line *l)
{
	if (s.n > 80 || l->words > 6)
		return false;
	unsigned n;
	uint32_t c = char_at(s.p, s.p + s.n, &n);
	bool arrow = c == 0x25BA || c == 0x25BC || c == 0x25B6 || c == 0x25BE || c == 0x25B8 ||
		c == 0x25B7 || c == 0x25BD;
	bool count = false;
	if (s.p[s.n - 1] == ')') {
		size_t at = s.n - 1;
		while (at > 0 && memchr("0123456789.,", s.p[at - 1], 12))
			at--;
		count = at > 1 && at < s.n - 1 && s.p[at - 1] == '(' && s.n - at <= 7;
	}
	return count || (arrow && l->words <= 4);
}

/* Every piece between bars, bullets, arrows or runs of blanks is furniture. */
static unsigned pieces_cues(struct slice s)
{
	unsigned all = ~0u, some = 0, pieces = 0;
	size_t from = 0;
	for (size_t at = 0; at <= s.n; at++) {
		bool cut = at == s.n || s.p[at] == '|' || s.p[at] == '\t' || s.p[at] == '/' ||
			(s.p[at] == ' ' && at + 1 < s.n && s.p[at + 1] == ' ') ||
			(at + 1 < s.n && memcmp(s.p + at, "\xC2\xB7", 2) == 0) ||
			(at + 2 < s.n && memcmp(s.p + at, "\xE2\x80\xA2", 3) == 0);
		if (!cut)
			continue;
		struct slice piece = slice_trim(slice_sub(s, from, at));
		from = at + 1;
		struct token t;
		if (!piece.n || !token_next(piece, 0, &t))
			continue;
		struct cue_hits hits;
		cues_find(piece, &hits);
		unsigned kinds = hits.whole & (CUE(CUE_SHARE) | CUE(CUE_NAV) | CUE(CUE_ASIDE) |
			CUE(CUE_COMMENTS) | CUE(CUE_AD) | CUE(CUE_MORE) | CUE(CUE_TAGS));
		if (!kinds)
			return 0;
		all &= kinds;
		some |= kinds;
		pieces++;
	}
	return pieces > 1 ? (all ? all : some) : 0;
}

/* Three bars or arrows and more with little between them: a menu or the way to the page. */
static bool is_menu(struct slice s)
{
	unsigned marks = 0, n;
	for (const char *p = s.p, *end = s.p + s.n; p < end; p += n) {
		uint32_t c = char_at(p, end, &n);
		marks += c == '|' || c == 0xBB || c == 0x203A || c == 0x2022 || c == 0xB7 ||
			c == 0x2192;
	}
	return marks >= 3 && count_chars(s) / (marks + 1) < 22;
}

/* Which marks of a line follow from which kinds of phrases. */
static const struct {
	enum cue cue;
	bool whole;
	uint16_t mark;
} marks[] = {
	{ CUE_MORE, false, LINE_MORE }, { CUE_TAGS, false, LINE_TAGS },
	{ CUE_SHARE, true, LINE_SHARE }, { CUE_COMMENTS, true, LINE_COMMENTS },
	{ CUE_AD, true, LINE_AD }, { CUE_NAV, true, LINE_NAV },
	{ CUE_ASIDE, true, LINE_ASIDE }, { CUE_LEGAL, false, LINE_LEGAL },
};

static uint16_t furniture_cues(struct slice s, const struct line *l, const struct cue_hits *hits)
{
	uint16_t cues = 0;
	unsigned pieces = 0;
	if ((l->shape & (SHAPE_PARTED | SHAPE_RUNS)) || slice_find_byte(s, '/', 0) != SIZE_MAX ||
		(l->words <= 4 && memmem(s.p, s.n, "  ", 2)))
		pieces = pieces_cues(s);
	for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
		unsigned kinds = pieces | (marks[i].whole ? hits->whole : hits->led);
		if (kinds & CUE(marks[i].cue))
			cues |= marks[i].mark;
	}
	if ((hits->led & CUE(CUE_SHARE)) && l->words <= 10)
		cues |= LINE_SHARE;
	if (archive_row(s, l))
		cues |= LINE_ARCHIVE;
	if ((l->shape & SHAPE_PARTED) && !(l->shape & SHAPE_STOP) && is_menu(s))
		cues |= LINE_NAV;
	return cues;
}

#define NOT_CREDIT (LINE_LEGAL | LINE_CAPTION | LINE_BRACKET | LINE_SHARE)

uint16_t grammar_cues(struct slice s, const struct line *l)
{
	struct slice credit;
	uint16_t cues = 0;
	if (grammar_caption(s, false, &credit))
		cues |= LINE_CAPTION;
	else if (ends_in_bracket(cut_stop(s)) && grammar_caption(s, true, &credit))
		cues |= LINE_BRACKET;
	if (s.n > CUE_MAX_LINE)
		return cues;
	struct cue_hits hits;
	cues_find(s, &hits);
	if (hits.led | hits.whole || (l->shape & (SHAPE_PARTED | SHAPE_RUNS)) || s.n <= 80)
		cues |= furniture_cues(s, l, &hits);
	bool dated = false;
	cues |= date_cues(s, l, &dated);
	struct slice names[NAMES_MAX];
	bool may = dated || (hits.led & CUE(CUE_BYLINE));
	if (may && s.n <= META_BYTES && !(cues & LINE_DATE) &&
		(dated_byline(s, &hits, names) ||
		((cues & LINE_DATED) && grammar_signed(s, names))))
		cues |= dated ? LINE_BYLINE | LINE_DATED : LINE_BYLINE;
	bool legal = (cues & LINE_LEGAL) && !copyright_credit(s);
	if (!legal && credit_line(s, l, &hits))
		cues = (uint16_t)((cues & ~NOT_CREDIT) | LINE_CREDIT);
	return cues;
}
