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

/* "Minimnya": what has somebody is no name. */
static bool has_enclitic(const struct finder *f, const struct token *t)
{
	enum { SHORTEST = 7 }; /* bytes: "Tanya" is one */
	struct slice word = slice_sub(f->u->text, t->start, t->end);
	for (const char *const *e = f->u->lexicon->enclitics; *e; e++)
		if (word.n >= SHORTEST && slice_ends(word, slice_str(*e)))
			return true;
	return false;
}

/* "Proses-proses": a noun said twice, which is how several are told. */
static bool said_twice(struct slice word)
{
	size_t half = word.n / 2;
	return word.n % 2 && half > 2 && word.p[half] == '-' &&
		slice_eq_nocase(slice_sub(word, 0, half), slice_sub(word, half + 1, word.n));
}

#define VERBS (LEX_SAY | LEX_WEAK | LEX_TELLS | LEX_THINKS | LEX_WANTS | LEX_JUDGES | \
	LEX_MENTIONS | LEX_SHOWS | LEX_SEEMS | LEX_VERB | LEX_BE | LEX_AUX)

/* May be a word of a name. */
static bool nameable(const struct finder *f, uint32_t i)
{
	const struct token *t = at(f, i);
	if (t->kind != TOKEN_WORD || !(t->flags & TOKEN_CAPITAL) || is_word(t, LEX_DAY))
		return false;
	if (t->flags & TOKEN_STOPPED && !is_word(t, LEX_TITLE | LEX_PARTICLE) &&
		t->end - t->start > 2 && !is_word(t, LEX_PLACE))
		return t->flags & TOKEN_CAPITALS;
	if (forced_capital(f, i) && (has_enclitic(f, t) ||
		(f->u->lexicon->head_first && said_twice(unit_text(f->u, i, i + 1)))))
		return false;
	/* "Ann Lee Defends Herself": in headlines verbs have capitals too */
	if (t->flags & TOKEN_HEADING && is_word(t, VERBS) && !is_word(t, LEX_ORG | LEX_OUTLET |
		LEX_BODY | LEX_TITLE | LEX_ROLE | LEX_PLACE | LEX_MALE | LEX_FEMALE))
		return false;
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

/* "Bidang Politik, Hukum, dan Keamanan": where the field after the one before `end` stands; `end`
 * where none follows. */
static uint32_t next_field(const struct finder *f, uint32_t end)
{
	uint32_t next = end;
	if (!finder_nobody(f, end - 1))
		return end;
	if (at(f, next)->kind == TOKEN_POINT && at(f, next)->mark == ',')
		next++;
	if (is_word(at(f, next), LEX_AND) && goes_on(f, next))
		next++;
	return next > end && goes_on(f, next - 1) && nameable(f, next) && finder_nobody(f, next)
		? next : end;
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
		uint32_t field = organisation ? next_field(f, end) : end;
		if (field > end) {
			end = field + 1;
			continue;
		}
		if (t->kind == TOKEN_POINT && (t->mark == '&' || t->mark == '/') && nameable(f,
			end + 1) &&
			goes_on(f, end)) {
			end += 2;
			continue;
		}
		/* "Kepala Dinas Kesehatan dr Sri Lestari" */
		bool joins = t->kind == TOKEN_WORD && !(t->flags & TOKEN_CAPITAL) &&
			(is_word(t, LEX_PARTICLE) || (organisation && t->end - t->start <= 3 &&
				is_word(t, LEX_TITLE)) || (organisation && is_word(t, LEX_PREP) &&
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

/* No part of anybody's name: what a minister is of, what is built as an abstract noun, and what has
 * a digit. */
bool finder_nobody(const struct finder *f, uint32_t i)
{
	enum { SHORTEST = 8 }; /* bytes: "Keenan" is a name */
	const struct token *t = at(f, i);
	if (t->kind != TOKEN_WORD || t->classes & (LEX_MALE | LEX_FEMALE | LEX_TITLE | LEX_ROLE |
		LEX_ORG | LEX_PLACE | LEX_OUTLET | LEX_BODY))
		return false;
	if (t->classes & LEX_FIELD)
		return true;
	struct slice word = unit_text(f->u, i, i + 1);
	for (size_t k = 0; k < word.n; k++)
		if (ascii_digit(word.p[k]))
			return true;
	for (const struct lex_affix *x = f->u->lexicon->abstract; x->behind; x++)
		if (word.n >= SHORTEST && slice_ends(word, slice_str(x->behind)) &&
			slice_starts_nocase(word, slice_str(x->before)))
			return true;
	return false;
}

/* What is known of a name's words. */
struct parts {
	bool titled;      /* has a title or role, or goes on with one */
	bool title, role; /* has one itself */
	bool known_first, behind_body, nobody;
};

/* "(Menteri Budaya, Media,) dan Olahraga Budi Santoso": what begins at `first` goes on with a title
 * before it, as nobody is a field's equal. */
static bool goes_on_with_title(const struct finder *f, uint32_t first)
{
	return first > 0 && finder_nobody(f, first) && is_word(at(f, first - 1), LEX_AND) &&
		at(f, first - 1)->sentence == at(f, first)->sentence;
}

/* Where the bare name begins. */
static struct parts take_apart(const struct finder *f, struct mention *m)
{
	struct parts p = { .titled = goes_on_with_title(f, m->first) };
	bool head_first = f->u->lexicon->head_first;
	uint32_t last = m->end - 1;
	for (uint32_t i = m->first; i < m->end; i++) {
		const struct token *t = at(f, i);
		if (is_word(t, LEX_MALE | LEX_FEMALE) && i < last &&
			!is_word(t, LEX_TITLE | LEX_AND)) { /* Dan is none in "dan" */
			p.known_first = true;
			if (i > m->name_first + 2 || (p.titled && p.behind_body))
				m->name_first = i;
			m->gender = is_word(t, LEX_FEMALE) ? is_word(t, LEX_MALE) ? GENDER_UNKNOWN
				: GENDER_FEMALE : GENDER_MALE;
			break;
		}
		p.nobody |= finder_nobody(f, i);
		if (i == last)
			break;
		p.title |= is_word(t, LEX_TITLE | LEX_ROLE);
		p.titled |= p.title;
		p.role |= is_word(t, LEX_ROLE);
		p.behind_body |= is_word(t, LEX_ORG);
		bool before = head_first && !(t->flags & TOKEN_STOPPED) && (is_word(t,
			LEX_ORG | LEX_PLACE | LEX_NOUN | LEX_BODY) || finder_nobody(f, i) ||
			(t->flags & TOKEN_CAPITALS && i > m->first));
		/* "Secretary for Digital, Culture and Sport Ann Lee" */
		before |= !head_first && p.titled && finder_nobody(f, i);
		if (is_word(t, LEX_TITLE | LEX_ROLE | LEX_NATION | LEX_AND) || before ||
			t->kind == TOKEN_POINT)
			m->name_first = i + 1;
	}
	return p;
}

/* "Dinas Perdagangan", "Bank Samudra", "juru bicara Meta": a word that says only of what kind it is
 * has the one behind it. */
static bool needs_next(const struct finder *f, uint32_t i)
{
	const struct token *t = at(f, i);
	return f->u->lexicon->head_first && (is_word(t, LEX_WHOSE) ||
		(is_word(t, LEX_ORG) && !(t->flags & TOKEN_CAPITALS)));
}

/* A role and what it is of, and nobody's name: "President", "Direktur Jenderal Politik", "Gubernur
 * Jawa Barat", "Direktur Bank Samudra". */
static bool only_role(const struct finder *f, const struct mention *m, const struct parts *p)
{
	uint32_t last = m->end - 1;
	const struct token *tail = at(f, last);
	if (p->known_first || m->name_first != last)
		return false;
	if (tail->classes & (LEX_TITLE | LEX_ROLE))
		return true;
	return f->u->lexicon->head_first && p->title && (finder_nobody(f, last) ||
		(last > m->first && needs_next(f, last - 1)) ||
		(p->role && is_word(tail, LEX_PLACE | LEX_ORG)));
}

static enum name_sort sort_of(const struct finder *f, const struct mention *m,
	const struct parts *p)
{
	uint32_t last = m->end - 1;
	const struct token *tail = at(f, last);
	bool head_first = f->u->lexicon->head_first, alone = last == m->name_first, body = false;
	if (p->known_first) {
		for (uint32_t i = m->name_first + 1; i < m->end; i++)
			body |= is_word(at(f, i), LEX_ORG);
		return body ? NAME_ORGANISATION : NAME_PERSON;
	}
	if (tail->classes & LEX_OUTLET && !p->titled)
		return NAME_OUTLET;
	if (tail->classes & LEX_ORG || (tail->flags & TOKEN_CAPITALS && alone && !p->titled))
		return NAME_ORGANISATION;
	if (tail->classes & LEX_PLACE || (head_first && !p->titled && last == m->first + 1 &&
		is_word(at(f, m->first), LEX_PLACE)))
		return NAME_PLACE;
	if (p->titled && !(tail->classes & (LEX_TITLE | LEX_ROLE)) && !finder_nobody(f, last))
		return NAME_PERSON;
	if (!p->title && (p->nobody || (alone && last > m->first && needs_next(f, last - 1))))
		return NAME_ORGANISATION;
	if (alone)
		return NAME_UNKNOWN;
	for (uint32_t i = m->first; i < last && !p->titled; i++)
		body |= is_word(at(f, i), LEX_ORG);
	return body ? NAME_ORGANISATION : NAME_PERSON;
}

/* "Mrs." and "Pak" say what a name without a known first name does not. */
static enum gender gender_of_title(const struct finder *f, uint32_t i)
{
	static const char *const hers[] = { "Mrs.", "Ms.", "Mrs", "Ms", "Miss", "Ibu", "Lady" };
	static const char *const his[] = { "Mr.", "Mr", "Sir", "Lord", "Bapak", "Pak" };
	struct slice t = unit_text(f->u, i, i + 1);
	for (size_t k = 0; k < sizeof hers / sizeof *hers; k++)
		if (slice_is(t, hers[k]))
			return GENDER_FEMALE;
	for (size_t k = 0; k < sizeof his / sizeof *his; k++)
		if (slice_is(t, his[k]))
			return GENDER_MALE;
	return GENDER_UNKNOWN;
}

/* What the name [first, end) is of, and where the bare name begins. */
static void judge_name(const struct finder *f, struct mention *m)
{
	m->name_first = m->first;
	struct parts p = take_apart(f, m);
	m->sort = (uint8_t)sort_of(f, m, &p);
	if (only_role(f, m, &p)) {
		m->kind = MENTION_ROLE;
		m->sort = NAME_PERSON;
		m->name_first = m->first;
	} else if (m->sort > NAME_PERSON) {
		m->name_first = m->first;
	}
	if (is_word(at(f, m->first), LEX_TITLE) && m->gender == GENDER_UNKNOWN)
		m->gender = gender_of_title(f, m->first);
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
	return (slice_ends(word, SLICE("s")) && !slice_ends(word, SLICE("ss"))) ||
		slice_is(word, "people");
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
	/* "juru bicara Meta", "para pemimpin Holm": whose it is, and no name */
	bool whose = (end - name == 1 && is_word(at(f, name - 1), LEX_WHOSE)) ||
		(f->u->lexicon->head_first && is_word(at(f, first), LEX_MANY));
	if (name < end && !whose && !finder_nobody(f, end - 1) && !is_word(at(f, end - 1),
		LEX_PLACE | LEX_NATION | LEX_ORG | LEX_OUTLET) &&
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
	if (!is_word(at(f, i + 1), LEX_DET | LEX_MANY) || is_word(at(f, i + 1), LEX_THAT) ||
		!goes_on(f, i))
		return i + 1;
	uint32_t end = i + 2;
	while (end < i + 1 + MAX_PHRASE && goes_on(f, end - 1) && modifier(f, end) &&
		!is_word(at(f, end), LEX_AUX | LEX_DET | LEX_ROLE) && !nameable(f, end))
		end++;
	/* "kata kedua pihak itu" */
	if (f->u->lexicon->head_first && is_word(at(f, end), LEX_THE) && goes_on(f, end - 1))
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
	const uint64_t begin = LEX_HE | LEX_SHE | LEX_THEY | LEX_SELF | LEX_IT | LEX_REL |
		LEX_ROLE | LEX_SAY | LEX_WEAK | LEX_ACCORDING | LEX_BODY;
	struct finder f = { .u = u, .out = out, .scratch = out };
	f.mentions.cap = u->n_tokens / 6 + 8; /* enough for most text */
	f.mentions.at = arena_room(out, f.mentions.cap * sizeof *f.mentions.at);
	note_small(&f);
	for (uint32_t i = 0; i < u->n_tokens;) {
		const struct token *t = &u->tokens[i];
		uint32_t next = i;
		if (t->kind != TOKEN_WORD) {
			i++;
			continue;
		}
		if (t->flags & TOKEN_CAPITAL && nameable(&f, i))
			next = find_name(&f, i);
		if (!(t->classes & begin) && next == i && !(t->flags & TOKEN_FIRST)) {
			i++; /* most words */
			continue;
		}
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
	*ret_names = (struct names){ f.mentions.at, f.entities.at, (uint32_t)f.mentions.n,
		(uint32_t)f.entities.n };
}

