/* Finding mentions, one pass over the tokens. */
#include "names/names.h"

#include "names/private.h"

enum { MAX_RUN = 20, MAX_PHRASE = 7 }; /* tokens of a name; words before the head of a phrase */

static const struct token *at(const struct finder *f, uint32_t i)
{
	static const struct token none = { .kind = TOKEN_POINT };
	return i < f->u->n_tokens ? &f->u->tokens[i] : &none;
}

static bool is_word(const struct token *t, uint64_t classes)
{
	return t->kind == TOKEN_WORD && t->classes & classes;
}

/* Only blanks stand between tokens `i` and i + 1. */
static bool goes_on(const struct finder *f, uint32_t i)
{
	return i + 1 < f->u->n_tokens && at(f, i + 1)->sentence == at(f, i)->sentence &&
		!(at(f, i)->flags & TOKEN_GENITIVE);
}

/* Begins a sentence, or stands behind a mark that makes a capital of any word. */
static bool forced_capital(const struct finder *f, uint32_t i)
{
	if (i == 0 || at(f, i)->flags & TOKEN_FIRST)
		return true;
	const struct token *before = at(f, i - 1);
	return before->kind == TOKEN_QUOTE || (before->kind == TOKEN_POINT &&
		(before->mark == ':' || before->mark == '.' || before->mark == '-'));
}

/* Two bits for a word; a name that shares both by chance is one in some sixty. */
static uint32_t small_bit(const struct finder *f, const struct token *t, int which)
{
	return (which ? t->hash >> 13 ^ t->hash * 2654435761u : t->hash) & f->small_mask;
}

static void note_small(struct finder *f)
{
	f->small_mask = 1023;
	while (f->small_mask < 12 * f->u->n_tokens)
		f->small_mask = f->small_mask * 2 + 1;
	f->small = arena_array(f->scratch, uint8_t, (size_t)f->small_mask / 8 + 1);
	for (uint32_t i = 0; i < f->u->n_tokens; i++) {
		const struct token *t = at(f, i);
		if (t->kind != TOKEN_WORD || t->flags & TOKEN_CAPITAL)
			continue;
		for (int k = 0; k < 2; k++)
			f->small[small_bit(f, t, k) / 8] |= (uint8_t)(1 << small_bit(f, t, k) % 8);
	}
}

/* The text has this word in small letters, too. */
static bool in_small(const struct finder *f, const struct token *t)
{
	for (int k = 0; k < 2; k++)
		if (!(f->small[small_bit(f, t, k) / 8] >> small_bit(f, t, k) % 8 & 1))
			return false;
	return true;
}

bool finder_in_small(const struct finder *f, uint32_t i)
{
	return forced_capital(f, i) && in_small(f, at(f, i));
}

/* May be a word of a name. */
static bool nameable(const struct finder *f, uint32_t i)
{
	const struct token *t = at(f, i);
	if (t->kind != TOKEN_WORD || !(t->flags & TOKEN_CAPITAL) || is_word(t, LEX_DAY))
		return false;
	if (t->flags & TOKEN_STOPPED && !is_word(t, LEX_TITLE | LEX_PARTICLE) &&
		t->end - t->start > 2 && !is_word(t, LEX_PLACE))
		return t->flags & TOKEN_CAPITALS;
	if (!is_word(t, LEX_STOP | LEX_SAY | LEX_HE | LEX_SHE | LEX_THEY | LEX_SELF))
		return true;
	/* A word of the language with a capital: a name only within one ("The Times", "Amerika").
	 * */
	if (is_word(t, LEX_SAY) && !is_word(t, LEX_ORG | LEX_OUTLET | LEX_BODY))
		return false;
	return !forced_capital(f, i) && !is_word(t,
		LEX_HE | LEX_SHE | LEX_SELF | LEX_THEY | LEX_AND) &&
		!(t->flags & TOKEN_CLITIC);
}

/* "of" and "for", which stand within names of organisations. */
static bool links_parts(const struct finder *f, uint32_t i)
{
	struct slice word = unit_text(f->u, i, i + 1);
	return slice_is(word, "of") || slice_is(word, "for");
}

/* The end of the run of name words from `i`. */
static uint32_t run_end(const struct finder *f, uint32_t i)
{
	uint32_t end = i + 1;
	bool organisation = is_word(at(f, i), LEX_ORG | LEX_TITLE | LEX_ROLE);
	while (end < i + MAX_RUN && goes_on(f, end - 1)) {
		const struct token *t = at(f, end);
		if (nameable(f, end)) {
			organisation |= is_word(t, LEX_ORG);
			end++;
			continue;
		}
		if (t->kind == TOKEN_POINT && (t->mark == '&' || t->mark == '/') && nameable(f,
			end + 1) &&
			goes_on(f, end)) {
			end += 2;
			continue;
		}
		bool joins = t->kind == TOKEN_WORD && !(t->flags & TOKEN_CAPITAL) &&
			(is_word(t, LEX_PARTICLE) || (organisation && is_word(t, LEX_PREP) &&
				links_parts(f, end)));
		uint32_t next = end + 1;
		if (joins && is_word(at(f, next), LEX_PARTICLE | LEX_THE))
			next++;
		if (!joins || !goes_on(f, end) || !nameable(f, next))
			break;
		end = next + 1;
	}
	return end;
}

/* What the name [first, end) is of, and where the bare name begins. */
static void judge_name(const struct finder *f, struct mention *m)
{
	uint32_t first = m->first;
	bool titled = false, known_first = false, behind_body = false;
	uint32_t last = m->end - 1;
	m->name_first = first;
	for (uint32_t i = first; i < m->end; i++) {
		const struct token *t = at(f, i);
		if (is_word(t, LEX_MALE | LEX_FEMALE) && i < last && !is_word(t, LEX_TITLE)) {
			known_first = true;
			if (i > m->name_first + 2 || (titled && behind_body))
				m->name_first = i;
			m->gender = is_word(t, LEX_FEMALE) ? is_word(t, LEX_MALE) ? GENDER_UNKNOWN
				: GENDER_FEMALE : GENDER_MALE;
			break;
		}
		if (i == last)
			break;
		if (is_word(t, LEX_TITLE | LEX_ROLE))
			titled = true;
		behind_body |= is_word(t, LEX_ORG);
		if (is_word(t, LEX_TITLE | LEX_ROLE | LEX_NATION) || t->kind == TOKEN_POINT ||
			(f->u->lexicon->head_first && !(t->flags & TOKEN_STOPPED) &&
				(is_word(t,
					LEX_ORG | LEX_PLACE | LEX_NOUN | LEX_BODY | LEX_FIELD) ||
					(t->flags & TOKEN_CAPITALS && i > first))))
			m->name_first = i + 1;
	}
	const struct token *tail = at(f, last);
	bool long_enough = last > m->name_first;
	uint64_t classes = tail->classes;
	if (known_first) {
		m->sort = NAME_PERSON;
		for (uint32_t i = m->name_first + 1; i < m->end; i++)
			if (is_word(at(f, i), LEX_ORG))
				m->sort = NAME_ORGANISATION;
	} else if (classes & LEX_OUTLET && !titled) {
		m->sort = NAME_OUTLET;
	} else if (classes & LEX_ORG || (tail->flags & TOKEN_CAPITALS &&
		last == m->name_first && !titled)) {
		m->sort = NAME_ORGANISATION;
	} else if (classes & LEX_PLACE || (f->u->lexicon->head_first && !titled &&
		last == m->first + 1 && is_word(at(f, m->first), LEX_PLACE))) {
		m->sort = NAME_PLACE;
	} else if (titled && !(classes & (LEX_TITLE | LEX_ROLE))) {
		m->sort = NAME_PERSON;
	} else if (long_enough) {
		m->sort = NAME_PERSON;
		for (uint32_t i = m->first; i < last && !titled; i++)
			if (is_word(at(f, i), LEX_ORG))
				m->sort = NAME_ORGANISATION;
	}
	if (m->sort == NAME_ORGANISATION || m->sort == NAME_PLACE || m->sort == NAME_OUTLET)
		m->name_first = m->first;
	if (classes & (LEX_TITLE | LEX_ROLE) && m->name_first == last && !known_first) {
		m->kind = MENTION_ROLE; /* "President" alone */
		m->sort = NAME_PERSON;
		m->name_first = m->first;
	}
	if (is_word(at(f, m->first), LEX_TITLE) && m->gender == GENDER_UNKNOWN) {
		struct slice t = unit_text(f->u, m->first, m->first + 1);
		static const char *const hers[] = { "Mrs.", "Ms.", "Mrs", "Ms", "Miss", "Ibu",
			"Lady" };
		static const char *const his[] = { "Mr.", "Mr", "Sir", "Lord", "Bapak", "Pak" };
		for (size_t i = 0; i < sizeof hers / sizeof *hers; i++)
			if (slice_is(t, hers[i]))
				m->gender = GENDER_FEMALE;
		for (size_t i = 0; i < sizeof his / sizeof *his; i++)
			if (slice_is(t, his[i]))
				m->gender = GENDER_MALE;
	}
}

/* A word that may stand before the head of a phrase. */
static bool modifier(const struct finder *f, uint32_t i)
{
	const struct token *t = at(f, i);
	if (t->kind == TOKEN_NUMBER)
		return true;
	return t->kind == TOKEN_WORD && !(t->classes & (LEX_PREP | LEX_AND | LEX_SAY | LEX_THAT |
		LEX_REL | LEX_BE | LEX_HE | LEX_SHE | LEX_THEY | LEX_SELF | LEX_IT |
		LEX_ACCORDING));
}

/* Where the phrase begins whose head stands at `head`, not before `floor`. */
static uint32_t phrase_first(const struct finder *f, uint32_t head, uint32_t floor)
{
	uint32_t i = head;
	while (i > floor && head - i < MAX_PHRASE) {
		const struct token *t = at(f, i - 1);
		if (t->sentence != at(f, head)->sentence || !modifier(f, i - 1))
			break;
		if (is_word(t, LEX_AUX) && !is_word(t, LEX_DET))
			break;
		i--;
		if (is_word(t, LEX_DET))
			break;
	}
	return i;
}

/* The end of what follows the head in languages where it does: "juru bicara Komisi Eropa",
 * "pemimpin Ukraina itu". */
static uint32_t phrase_end(const struct finder *f, uint32_t head)
{
	uint32_t i = head + 1;
	if (!f->u->lexicon->head_first)
		return i;
	while (i < head + MAX_PHRASE && goes_on(f, i - 1) && modifier(f, i) &&
		!is_word(at(f, i), LEX_AUX | LEX_WEAK)) {
		i++;
		if (is_word(at(f, i - 1), LEX_THE))
			break;
	}
	return i;
}

struct mention *finder_add(struct finder *f, enum mention_kind kind, uint32_t first, uint32_t end)
{
	struct mention *m = list_add(f->out, &f->mentions);
	*m = (struct mention){ .first = first, .end = end, .name_first = first, .entity = -1,
		.kind = (uint8_t)kind, .text = unit_text(f->u, first, end) };
	return m;
}

/* The end of the last mention: nothing may begin before it. */
static uint32_t floor_of(const struct finder *f)
{
	return f->mentions.n ? f->mentions.at[f->mentions.n - 1].end : 0;
}

static bool plural_head(const struct finder *f, uint32_t first, uint32_t head)
{
	struct slice word = unit_text(f->u, head, head + 1);
	if (f->u->lexicon->head_first)
		return is_word(at(f, first), LEX_MANY);
	return slice_ends(word, SLICE("s")) || slice_is(word, "people");
}

static uint32_t find_role(struct finder *f, uint32_t i);

static uint32_t find_name(struct finder *f, uint32_t i)
{
	uint32_t end = run_end(f, i), first = i;
	const struct token *t = at(f, i);
	/* The article of "The Times" is no part; a role before the name is: "strategist Ann Lee".
	 * */
	if (is_word(t, LEX_DET) && end == i + 1)
		return i + 1;
	if (end == i + 1 && forced_capital(f, i) && in_small(f, t) &&
		!is_word(t, LEX_ROLE | LEX_TITLE | LEX_ORG))
		return i;
	if (first > floor_of(f) && is_word(at(f, first - 1), LEX_ROLE) &&
		at(f, first - 1)->sentence == t->sentence && !(at(f,
			first - 1)->flags & TOKEN_GENITIVE))
		first = phrase_first(f, first - 1, floor_of(f));
	struct mention *m = finder_add(f, MENTION_NAME, i, end);
	m->weak = end == i + 1 && forced_capital(f, i) && !(t->flags & TOKEN_CAPITALS);
	judge_name(f, m);
	if (m->kind == MENTION_ROLE && f->u->lexicon->head_first && end == i + 1 &&
		is_word(t, LEX_ROLE) && goes_on(f, i) && !(at(f, end)->flags & TOKEN_CAPITAL)) {
		/* "Juru bicara Kremlin Dmitry Peskov" at the beginning of a sentence */
		f->mentions.n--;
		return find_role(f, i);
	}
	if (m->kind == MENTION_ROLE) {
		if (is_word(at(f, end - 1), LEX_TITLE) && m->end == end)
			m->end = phrase_end(f, end - 1);
		if (first == i && i > 0 && is_word(at(f, i - 1), LEX_DET))
			first = i - 1;
	} else if (first < i && m->sort == NAME_UNKNOWN) {
		m->sort = NAME_PERSON;
	}
	m->first = first;
	m->text = unit_text(f->u, m->first, m->end);
	return m->end;
}

/* A role in small letters at `i`. Names within what follows it are its own: "juru bicara Kremlin
 * Dmitry Peskov" is one mention. */
static uint32_t find_role(struct finder *f, uint32_t i)
{
	uint32_t first = phrase_first(f, i, floor_of(f));
	uint32_t end = i + 1;
	while (is_word(at(f, end), LEX_ROLE) && goes_on(f, end - 1) && !f->u->lexicon->head_first)
		end++;
	if (!f->u->lexicon->head_first && nameable(f, end) && goes_on(f, end - 1))
		return end; /* the name takes it in */
	if (f->u->lexicon->head_first)
		end = phrase_end(f, i);
	uint32_t name = end;
	while (name > i + 1 && nameable(f, name - 1))
		name--;
	/* "the senior Cruz adviser": what stands before the head, a name too. */
	const struct mention *last = f->mentions.n ? &f->mentions.at[f->mentions.n - 1] : NULL;
	bool beside = !f->u->lexicon->head_first && last && last->kind == MENTION_NAME &&
		last->end == first && first > 0 && at(f, last->first)->sentence == at(f,
			i)->sentence;
	bool one = i == first || is_word(at(f, first), LEX_ORG | LEX_ROLE | LEX_BODY);
	if (beside && !one)
		first = i; /* what lies between is no part: "Ann Lee met officials" */
	if (beside && one && !(at(f, first - 1)->flags & TOKEN_GENITIVE)) {
		first = last->first;
		f->mentions.n--;
		first = phrase_first(f, first, floor_of(f));
	}
	struct mention *m;
	if (name < end && !is_word(at(f, end - 1), LEX_PLACE | LEX_NATION | LEX_ORG | LEX_OUTLET) &&
		!(at(f, end - 1)->flags & TOKEN_CAPITALS)) {
		m = finder_add(f, MENTION_NAME, name, end);
		judge_name(f, m);
		/* "Kementerian Perhubungan Hendra Gunadi": most people have two names */
		bool body = false;
		for (uint32_t k = name; k < m->name_first; k++)
			body |= is_word(at(f, k), LEX_ORG) != 0;
		if (body && end - m->name_first > 2)
			m->name_first = end - 2;
		m->sort = NAME_PERSON;
		m->kind = MENTION_NAME;
		m->first = first;
		m->text = unit_text(f->u, first, end);
	} else {
		m = finder_add(f, MENTION_ROLE, first, end);
		m->sort = NAME_PERSON;
		m->plural = plural_head(f, first, end - 1);
	}
	return end;
}

static uint32_t find_pronoun(struct finder *f, uint32_t i)
{
	static const struct {
		enum lex_place class;
		enum mention_kind kind;
	} kinds[] = {
		{ LEX_AT_HE, MENTION_HE }, { LEX_AT_SHE, MENTION_SHE }, { LEX_AT_THEY,
			MENTION_THEY },
		{ LEX_AT_SELF, MENTION_SELF }, { LEX_AT_IT, MENTION_IT }, { LEX_AT_REL,
			MENTION_REL },
	};
	for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
		if (!(at(f, i)->classes >> kinds[k].class & 1) || at(f, i)->flags & TOKEN_CLITIC)
			continue;
		struct mention *m = finder_add(f, kinds[k].kind, i, i + 1);
		m->gender = m->kind == MENTION_HE && !f->u->lexicon->head_first ? GENDER_MALE
			: m->kind == MENTION_SHE ? GENDER_FEMALE : GENDER_UNKNOWN;
		m->plural = m->kind == MENTION_THEY;
		return i + 1;
	}
	return i;
}

/* What stands beside the verb of speech at `i` and is nothing else: before it ("a new study
 * says"), or behind ("said a Kremlin insider"). */
static uint32_t find_phrase(struct finder *f, uint32_t i)
{
	uint32_t head = i, floor = floor_of(f);
	while (head > floor && is_word(at(f, head - 1), LEX_AUX | LEX_BE) && i - head < 4)
		head--;
	if (head > floor && modifier(f, head - 1) && at(f, head - 1)->kind == TOKEN_WORD &&
		(!is_word(at(f, head - 1), LEX_STOP | LEX_WEAK | LEX_AUX | LEX_DAY) ||
			is_word(at(f, head - 1), LEX_DET) ||
			(head > floor + 1 && is_word(at(f, head - 2), LEX_MANY))) &&
				!is_word(at(f, head - 1), LEX_THE) &&
		at(f, head - 1)->sentence == at(f, i)->sentence) {
		uint32_t first = phrase_first(f, head - 1, floor);
		const struct token *before = at(f, first ? first - 1 : 0);
		bool whole = is_word(at(f, first), LEX_DET) || first == 0 ||
			before->kind != TOKEN_WORD || before->sentence != at(f, first)->sentence ||
			is_word(before, LEX_AND | LEX_THAT);
		if (whole && !is_word(at(f, head - 1), LEX_DET | LEX_PREP)) {
			finder_add(f, MENTION_PHRASE, first, head)->plural =
				plural_head(f, first, head - 1);
		} else if (is_word(at(f, head - 1), LEX_DET) && first == head - 1) {
			finder_add(f, MENTION_PHRASE, first, head); /* "one said" */
		}
	}
	if (is_word(at(f, i), LEX_ACCORDING) && is_word(at(f, i + 1), LEX_PREP))
		i++; /* "according to the survey" */
	if (!is_word(at(f, i + 1), LEX_DET) || is_word(at(f, i + 1), LEX_THAT) || !goes_on(f, i))
		return i + 1;
	uint32_t end = i + 2;
	while (end < i + 1 + MAX_PHRASE && goes_on(f, end - 1) && modifier(f, end) &&
		!is_word(at(f, end), LEX_AUX | LEX_DET | LEX_ROLE) && !nameable(f, end))
		end++;
	if ((end == i + 2 && is_word(at(f, i + 1), LEX_THE)) || is_word(at(f, end), LEX_ROLE) ||
		nameable(f, end))
		return i + 1;
	finder_add(f, MENTION_PHRASE, i + 1, end);
	return end;
}

/* "Negara-negara tersebut", "Kedua pihak": what begins a sentence and points back. */
static uint32_t find_pointed(struct finder *f, uint32_t i)
{
	uint32_t end = i;
	bool pointed = false;
	while (end < i + 5 && modifier(f, end) && !is_word(at(f, end),
		LEX_AUX | LEX_WEAK | LEX_ROLE) &&
		!pointed && (end == i || goes_on(f, end - 1))) {
		pointed = end > i && is_word(at(f, end), LEX_THE);
		end++;
	}
	if (!pointed && is_word(at(f, i), LEX_DET) && end > i + 1)
		end = i + 2;
	else if (!pointed)
		return i;
	finder_add(f, MENTION_PHRASE, i, end)->sort = NAME_ORGANISATION;
	return end;
}

/* "the report", "his campaign", "Hoff's letter": what speaks and is no person. */
static uint32_t find_body(struct finder *f, uint32_t i)
{
	if (f->u->lexicon->head_first) {
		uint32_t end = i + 1;
		while (end < i + 4 && goes_on(f, end - 1) && modifier(f, end) &&
			!is_word(at(f, end - 1), LEX_THE) && !is_word(at(f, end), LEX_AUX))
			end++;
		if (!is_word(at(f, end - 1), LEX_THE))
			return i;
		finder_add(f, MENTION_PHRASE, i, end)->sort = NAME_ORGANISATION;
		return end;
	}
	uint32_t first = phrase_first(f, i, floor_of(f));
	if (first == i || !is_word(at(f, first), LEX_DET)) {
		if (first == 0 || !(at(f, first - 1)->flags & TOKEN_GENITIVE))
			return i;
	}
	finder_add(f, MENTION_PHRASE, first, i + 1)->sort = NAME_ORGANISATION;
	return i + 1;
}

void names_find(const struct units *u, struct arena *out, struct names *ret_names)
{
	struct arena scratch = ARENA_INIT;
	struct finder f = { .u = u, .out = out, .scratch = &scratch };
	note_small(&f);
	for (uint32_t i = 0; i < u->n_tokens;) {
		const struct token *t = &u->tokens[i];
		uint32_t next = i;
		if (t->kind != TOKEN_WORD) {
			i++;
			continue;
		}
		if (nameable(&f, i))
			next = find_name(&f, i);
		if (next == i && t->flags & TOKEN_FIRST && u->lexicon->head_first)
			next = find_pointed(&f, i);
		if (next == i &&
			t->classes & (LEX_HE | LEX_SHE | LEX_THEY | LEX_SELF | LEX_IT | LEX_REL))
			next = find_pronoun(&f, i);
		if (next == i && is_word(t, LEX_ROLE) && !(t->flags & TOKEN_CLITIC))
			next = find_role(&f, i);
		if (next == i && t->flags & TOKEN_CLITIC && is_word(t,
			LEX_SAY | LEX_WEAK | LEX_ACCORDING)) {
			struct mention *m = finder_add(&f, MENTION_CLITIC, i, i + 1);
			m->text = slice_sub(u->text, t->end - t->clitic, t->end);
			next = i + 1;
		}
		if (next == i && is_word(t, LEX_BODY) && !is_word(t,
			LEX_SAY | LEX_WEAK | LEX_ACCORDING))
			next = find_body(&f, i);
		if (next == i && is_word(t, LEX_SAY | LEX_WEAK | LEX_ACCORDING))
			next = find_phrase(&f, i);
		i = next > i ? next : i + 1;
	}
	names_join(&f);
	arena_done(&scratch);
	*ret_names = (struct names){ f.mentions.at, f.entities.at, (uint32_t)f.mentions.n,
		(uint32_t)f.entities.n };
}

