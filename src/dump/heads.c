/* heads: see heads.h. */
#include "dump/heads.h"

#include <math.h>

#include "dump/chars.h"
#include "dump/frames.h"
#include "dump/grammar.h"

/* Not headlines, unless they stand there twice. */
#define NOT_TITLE (LINE_DATE | LINE_BYLINE | LINE_CREDIT | LINE_FURNITURE)
/* What belongs to a head between headline and text. */
#define IN_HEAD (LINE_META | LINE_DATED | LINE_SHARE | LINE_TAGS | LINE_COMMENTS | LINE_AD)

enum { FRAME_LINES = 8 }; /* looked at before a head */
enum { COUNTER_CHARS = 32, COUNTER_WORDS = 5 };
enum { SLIP_CHARS = 24, SLIP_WORDS = 4, NAMES_CHARS = 60, SLIPS = 3 };
enum { TEXT_BYTES = 1024 }; /* of a line of text that is looked at for a name */
enum { TITLE_MIN = 5, TITLE_MAX = 240, TITLE_LONG = 150, VARIANT_MIN = 15 };

static bool title_like(const struct line *l, bool again)
{
	if (l->chars < TITLE_MIN || l->chars > TITLE_MAX || (l->shape & SHAPE_NOWORD))
		return false;
	if (again)
		return !(l->cues & (LINE_DATE | LINE_AD));
	if (l->cues & NOT_TITLE)
		return false;
	if (l->chars > TITLE_LONG || (l->shape & SHAPE_LINK))
		return false;
	return !((l->shape & SHAPE_STOP) && (l->shape & SHAPE_INNER) && l->chars > 80);
}

/* Share of the words of the shorter line that stand in the longer one as well, in percent. */
static unsigned shared_words(struct slice a, struct slice b)
{
	uint64_t seen[24];
	unsigned n = 0, hit = 0, all = 0;
	struct token t;
	for (size_t at = 0; n < 24 && token_next(b, at, &t); at = t.end)
		seen[n++] = t.hash;
	for (size_t at = 0; all < 24 && token_next(a, at, &t); at = t.end, all++) {
		unsigned i = 0;
		while (i < n && seen[i] != t.hash)
			i++;
		hit += i < n;
	}
	return all >= 3 ? 100 * hit / all : 0;
}

/* One headline in two forms: one begins the other, or nearly all its words are there. */
static bool is_variant(const struct lines *ls, uint32_t i, uint32_t j)
{
	const struct line *a = &ls->at[i], *b = &ls->at[j];
	if (a->chars > b->chars) {
		const struct line *c = a;
		a = b;
		b = c;
	}
	if (a->chars < VARIANT_MIN || b->chars > TITLE_MAX || b->chars > 3 * a->chars)
		return false;
	if ((ls->at[j].cues & (NOT_TITLE & ~LINE_MORE)) || (ls->at[j].shape & SHAPE_INNERS))
		return false;
	/* A first sentence may well say the headline again. */
	if ((a->shape ^ b->shape) & SHAPE_STOP)
		return false;
	struct slice s = slice_sub(ls->text, a->start, (size_t)a->start + a->len);
	struct slice t = slice_sub(ls->text, b->start, (size_t)b->start + b->len);
	if (slice_starts_nocase(t, s))
		return true;
	struct token x, y;
	return token_next(s, 0, &x) && token_next(t, 0, &y) && x.hash == y.hash &&
		shared_words(s, t) >= 80;
}

bool line_is_counter(const struct lines *ls, uint32_t i)
{
	const struct line *l = &ls->at[i];
	if (l->chars > COUNTER_CHARS || l->words > COUNTER_WORDS || (l->shape & SHAPE_STOP))
		return false;
	struct slice s = line_text(ls, i);
	struct token t;
	unsigned numbers = 0, words = 0, letters = 0;
	for (size_t at = 0; token_next(s, at, &t); at = t.end) {
		/* "1,234" is one. */
		bool rest = at && t.start == at + 1 && t.end - t.start == 3 &&
			(s.p[at] == ',' || s.p[at] == '.');
		numbers += t.kind == CHAR_DIGIT && !(numbers && rest);
		words += t.kind == CHAR_LETTER;
		letters += t.kind == CHAR_LETTER && t.chars == 1 && t.first < 0x590;
	}
	/* "A A A" sets the size of the type. */
	if (letters > 1 && letters == l->words)
		return true;
	return numbers == 1 && words > 0;
}

static uint8_t gap_trait(uint32_t gap)
{
	return (uint8_t)(gap < TRAIT_VALUES - 1 ? gap : TRAIT_VALUES - 1);
}

/* Does line `i` name the section between a date line and the headline ("WORLD")? Such words stand
 * above other posts as well, or are in capitals, or known from menus. */
static bool is_kicker(const struct lines *ls, uint32_t i)
{
	const struct line *l = &ls->at[i];
	const unsigned says = LINE_META | LINE_DATED | (LINE_FURNITURE & ~(LINE_NAV | LINE_ASIDE));
	if (i == 0 || l->words > 3 || l->chars > 30 || (l->cues & says) ||
		(l->shape & (SHAPE_STOP | SHAPE_COLON | SHAPE_NOWORD)))
		return false;
	return (ls->at[i - 1].cues & LINE_DATE) &&
		(l->copies > 1 || (l->shape & SHAPE_CAPS) || (l->cues & LINE_NAV));
}

/* Extend `h` upwards over date lines (and one byline) directly above the headline, and over the
 * section's name between them. */
static void take_above(const struct lines *ls, struct head *h)
{
	uint32_t dates = 0;
	for (uint32_t k = 0; k < 3 && h->from > 0; k++) {
		if (!dates && is_kicker(ls, h->from - 1))
			h->from--;
		const struct line *l = &ls->at[h->from - 1];
		bool date = l->cues & LINE_DATE;
		bool other = (l->cues & (LINE_BYLINE | LINE_DATED)) && l->chars < 90 &&
			!(l->shape & SHAPE_STOP);
		if ((!date && !other) || (date && dates))
			break;
		dates += date;
		h->from--;
		h->traits[TRAIT_DATE_ABOVE] |= date ? 1 : (l->cues & LINE_DATED) ? 2 : 0;
		h->traits[TRAIT_BYLINE] |= l->cues & LINE_BYLINE ? 2 : 0;
	}
}

/* Is there running text within the next lines? */
static bool text_follows(const struct lines *ls, uint32_t i)
{
	for (uint32_t end = i + 6; i < end && i < ls->n; i++) {
		const struct line *l = &ls->at[i];
		if (line_is_prose(l))
			return true;
	}
	return false;
}

/* Does the text below line `i` have the first word of it, as a headline's text does? */
static bool in_text_below(const struct lines *ls, uint32_t i)
{
	struct token word, t;
	if (!token_next(line_text(ls, i), 0, &word))
		return false;
	unsigned prose = 0;
	for (uint32_t j = i + 1; j < ls->n && j < i + 10 && prose < 3; j++) {
		struct slice s = slice_sub(line_text(ls, j), 0, TEXT_BYTES);
		prose += line_is_prose(&ls->at[j]);
		for (size_t at = 0; line_is_prose(&ls->at[j]) &&
			token_next(s, at, &t); at = t.end) {
			if (t.hash == word.hash)
				return true;
		}
	}
	return false;
}

/* May line `i` stand between a headline and what else is of its head: a dot, a button, a name, an
 * unknown word and what it leads ("Vomer: Ilda Korrin")? */
static bool is_slip(const struct lines *ls, uint32_t i)
{
	const struct line *l = &ls->at[i];
	if ((l->shape & (SHAPE_STOP | SHAPE_COLON | SHAPE_ITEM)) ||
		(l->cues & LINE_FURNITURE & ~LINE_NAV) || l->chars > NAMES_CHARS)
		return false;
	struct slice names[NAMES_MAX], s = line_text(ls, i);
	bool small = l->chars <= SLIP_CHARS && l->words <= SLIP_WORDS;
	if (small && (l->words < 2 || (l->cues & LINE_NAV) ||
		slice_find_byte(s, ':', 0) != SIZE_MAX))
		return true;
	return (l->shape & SHAPE_TITLED) && grammar_persons(s, names) && !in_text_below(ls, i);
}

/* Does line `j` without a cue belong to a head, by what stands below it: a caption right above its
 * credit, or with a name in brackets, or a count? */
static bool in_head(const struct lines *ls, const struct head *h, uint32_t j, uint32_t end)
{
	const struct line *l = &ls->at[j], *next = j + 1 < end ? l + 1 : l;
	bool caption = (next->cues & LINE_CREDIT) && next->gap <= l->gap && l->chars < 200 &&
		!(l->cues & LINE_FURNITURE);
	bool bracket = (l->cues & LINE_BRACKET) && l->chars < 250 && !(l->shape & SHAPE_STOP) &&
		l->twin != ls->at[h->title].twin;
	return caption || bracket || line_is_counter(ls, j);
}

/* Extend `h` downwards over what is of a head. Slips are taken only above such a line, and where
 * a text follows: in a list of headlines nothing else is between two of them. */
static void take_below(const struct lines *ls, struct head *h)
{
	struct head plain = *h; /* without slips */
	bool slips = false, closed = false; /* by tags and so on, as a post is */
	uint32_t end = h->behind + 10 < ls->n ? h->behind + 10 : ls->n;
	h->to = h->behind;
	for (uint32_t j = h->behind; j < end; j++) {
		const struct line *l = &ls->at[j];
		bool known = (l->cues & IN_HEAD) || in_head(ls, h, j, end);
		closed |= l->cues & (LINE_TAGS | LINE_SHARE | LINE_COMMENTS);
		if (!known && (closed || j - h->to >= SLIPS || !is_slip(ls, j)))
			break;
		if (!slips)
			plain = *h;
		slips |= !known;
		if (!known)
			continue;
		if (l->cues & (LINE_DATE | LINE_DATED))
			h->traits[TRAIT_DATE_BELOW] |= l->cues & LINE_DATE ? 1 : 2;
		if (l->cues & LINE_BYLINE)
			h->traits[TRAIT_BYLINE] |= 1;
		h->traits[TRAIT_CREDIT] |= l->cues & (LINE_CREDIT | LINE_CAPTION) ? 1 :
			l->cues & LINE_BRACKET ? 2 : 0;
		h->to = j + 1;
	}
	if (slips && !text_follows(ls, h->to))
		*h = plain;
}

static unsigned before_trait(const struct lines *ls, uint32_t from)
{
	if (from == 0)
		return 0;
	const struct line *l = &ls->at[from - 1];
	if (l->cues & (LINE_TAGS | LINE_COMMENTS | LINE_SHARE))
		return 1;
	if (l->cues & (LINE_MORE | LINE_AD))
		return 2;
	if (l->cues & LINE_FURNITURE)
		return 3;
	if (l->copies > 1)
		return 4;
	if (l->shape & SHAPE_STOP)
		return 5;
	return l->chars >= 80 ? 6 : 7;
}

/* What the page repeats, and where its text begins. */
struct frames {
	const uint8_t *times; /* of each line */
	uint8_t most;
	uint32_t text;        /* the first line of prose */
};

static struct frames frames_of(const struct lines *ls, struct arena *out)
{
	struct frames f = { .times = frames_find(ls, out) };
	while (f.text < ls->n && !line_is_prose(&ls->at[f.text]))
		f.text++;
	for (uint32_t i = 0; i < ls->n; i++)
		f.most = f.times[i] > f.most ? f.times[i] : f.most;
	return f;
}

/* How often the page repeats what stands between the head and the text before it. The first post
 * has nothing before it: what stands between others counts for it. */
static uint8_t frame_trait(const struct lines *ls, const struct frames *f, uint32_t from)
{
	uint8_t most = from <= f->text ? f->most : 0;
	uint32_t end = from < FRAME_LINES ? 0 : from - FRAME_LINES;
	for (uint32_t i = from; i > end && !line_is_prose(&ls->at[i - 1]); i--)
		most = f->times[i - 1] > most ? f->times[i - 1] : most;
	return most < 2 ? 0 : most < 5 ? most - 1 : 4;
}

static float shape_score(const struct line *l)
{
	float s = 0;
	if (l->shape & SHAPE_ASK)
		s -= 0.3f;
	else if (l->shape & SHAPE_STOP)
		s -= l->stops * 4 > l->words ? 3.5f : 2.0f;
	s -= l->shape & SHAPE_COLON ? 3.0f : 0;
	s -= l->shape & SHAPE_LOWER ? 1.2f : 0;
	s -= l->shape & SHAPE_ITEM ? 1.5f : 0;
	s -= l->shape & SHAPE_PARTED ? 1.0f : 0;
	s -= l->shape & SHAPE_INNER ? 0.7f : 0;
	s += l->chars < 12 ? -2.5f : l->chars < 20 ? -1.2f : l->chars < 28 ? -0.3f : 0.7f;
	s -= l->words <= 2 && !(l->shape & SHAPE_DENSE) ? 1.5f : 0;
	return s;
}

static float general_score(const struct lines *ls, const struct head *h, bool comments)
{
	static const float copies[] = { 0, 0, 6.5f, 8.0f };
	static const float date_above[] = { 0, 3.5f, 1.5f, 3.5f };
	static const float date_below[] = { 0, 3.5f, 2.0f, 3.5f };
	/* One above may close the post before as well: between posts it stands in any case. */
	static const float byline[] = { 0, 3.0f, 2.0f, 3.5f };
	static const float credit[] = { 0, 2.2f, 1.5f, 2.5f };
	static const float frame[] = { 0, 0.5f, 1.2f, 1.8f, 2.2f };
	static const float before[] = { 2.0f, 2.5f, 0.3f, 1.5f, 0.8f, 0.2f, 0, 0 };
	const struct line *l = &ls->at[h->title];
	float s = shape_score(l);
	float same = copies[h->traits[TRAIT_COPIES]];
	/* What stands in many places is a cell of a table or a button, not a headline. */
	if (l->copies > h->traits[TRAIT_COPIES] + 2)
		same *= 0.2f;
	s += l->chars >= 25 ? same : l->chars >= 12 ? same * 0.6f : same * 0.2f;
	if (h->variant != NO_LINE)
		s += ls->at[h->variant].copies > 2 ? 1.0f : l->chars >= 25 ? 4.5f : 2.0f;
	s -= text_follows(ls, h->to) ? 0 : 2.5f;
	s += date_above[h->traits[TRAIT_DATE_ABOVE]] + date_below[h->traits[TRAIT_DATE_BELOW]];
	s += byline[h->traits[TRAIT_BYLINE]];
	s += credit[h->traits[TRAIT_CREDIT]];
	s += before[h->traits[TRAIT_BEFORE]];
	s += frame[h->traits[TRAIT_FRAME]];
	if (ls->gaps && h->from > 0) {
		int more = (int)ls->at[h->from].gap - (int)ls->body_gap;
		s += more >= 2 ? 1.5f : more == 1 ? 0.8f : 0;
		if (h->to < ls->n && ls->at[h->to].gap != ls->body_gap)
			s += 0.6f;
	}
	if (comments && l->chars < 32 && l->words <= 4)
		s -= 5.0f;
	return s;
}

static bool find_at(const struct lines *ls, const struct frames *frames, uint32_t i, bool comments,
	struct head *ret_head)
{
	const struct line *l = &ls->at[i];
	uint32_t j = i + 1, copies = 1;
	while (j < ls->n && copies < 4 && ls->at[j].twin == l->twin) {
		copies++;
		j++;
	}
	if (!title_like(l, copies > 1 && l->chars >= 12))
		return false;
	if (i > 0 && ls->at[i - 1].twin == l->twin)
		return false;
	struct head h = { .from = i, .title = i, .variant = NO_LINE };
	if (j < ls->n && is_variant(ls, i, j)) {
		h.variant = j++;
		while (j < ls->n && j < i + 5 && (ls->at[j].twin == l->twin ||
			ls->at[j].twin == ls->at[h.variant].twin))
			j++;
	}
	h.behind = j;
	h.traits[TRAIT_COPIES] = (uint8_t)(copies > 3 ? 3 : copies);
	take_above(ls, &h);
	take_below(ls, &h);
	h.traits[TRAIT_GAP_BEFORE] = gap_trait(h.from ? ls->at[h.from].gap : TRAIT_VALUES - 1);
	h.traits[TRAIT_GAP_INSIDE] = gap_trait(i + 1 < ls->n ? ls->at[i + 1].gap : 0);
	h.traits[TRAIT_GAP_AFTER] = gap_trait(h.to < ls->n ? ls->at[h.to].gap : 0);
	h.traits[TRAIT_BEFORE] = (uint8_t)before_trait(ls, h.from);
	h.traits[TRAIT_FRAME] = frame_trait(ls, frames, h.from);
	h.score = general_score(ls, &h, comments);
	*ret_head = h;
	return true;
}

enum { WORST = -5 }; /* the score below which a line is no head at all */

void heads_find(const struct lines *ls, struct arena *out, struct heads *ret_heads)
{
	struct heads hs = { 0 };
	const struct frames frames = frames_of(ls, out);
	size_t most = 0;
	for (uint32_t i = 0; i < ls->n; i++)
		most += title_like(&ls->at[i], ls->at[i].copies > 1 && ls->at[i].chars >= 12);
	hs.at = arena_array(out, struct head, most + 1);
	bool comments = false;
	for (uint32_t i = 0; i < ls->n; i++) {
		if (ls->at[i].cues & LINE_COMMENTS)
			comments = true;
		struct head *h = &hs.at[hs.n];
		if (find_at(ls, &frames, i, comments, h) && h->score > WORST)
			hs.n++;
	}
	*ret_heads = hs;
}

uint64_t heads_choice(const struct heads *hs)
{
	uint64_t h = HASH_BEGIN;
	for (uint32_t i = 0; i < hs->n; i++) {
		if (hs->at[i].chosen)
			h = (h ^ i) * UINT64_C(0x9E3779B97F4A7C15);
	}
	return h;
}

void heads_forget(struct heads *hs)
{
	for (uint32_t i = 0; i < hs->n; i++)
		hs->at[i].likeness = 0;
}

static const float STRONG = 3.0f; /* heads below this teach nothing */

void heads_learn(struct heads *hs)
{
	float with[N_TRAITS][TRAIT_VALUES] = { 0 }, without[N_TRAITS][TRAIT_VALUES] = { 0 };
	float yes = 0, no = 0;
	for (uint32_t i = 0; i < hs->n; i++) {
		const struct head *h = &hs->at[i];
		if (h->chosen && h->score < STRONG)
			continue;
		yes += h->chosen;
		no += !h->chosen;
		for (unsigned t = 0; t < N_TRAITS; t++)
			(h->chosen ? with : without)[t][h->traits[t]]++;
	}
	if (yes < 2) {
		heads_forget(hs);
		return;
	}
	float worth[N_TRAITS][TRAIT_VALUES];
	for (unsigned t = 0; t < N_TRAITS; t++) {
		for (unsigned v = 0; v < TRAIT_VALUES; v++) {
			/* Both shares lean on how common the value is on the page. */
			float all = (with[t][v] + without[t][v] + 1) / (yes + no + 3);
			float p = (with[t][v] + 1.0f * all) / (yes + 1.0f);
			float q = (without[t][v] + 2.0f * all) / (no + 2.0f);
			float w = logf(p / q);
			worth[t][v] = 0.8f * (w > 3 ? 3 : w < -3 ? -3 : w);
			/* Not every post has a byline or a credit, nor a date header of its own. */
			bool free = t == TRAIT_DATE_ABOVE || t == TRAIT_BYLINE || t == TRAIT_CREDIT;
			if (free && v == 0 && worth[t][v] < -0.5f)
				worth[t][v] = -0.5f;
		}
	}
	for (uint32_t i = 0; i < hs->n; i++) {
		float sum = 0;
		for (unsigned t = 0; t < N_TRAITS; t++)
			sum += worth[t][hs->at[i].traits[t]];
		hs->at[i].likeness = sum;
	}
}
