/* lexicon: what single words of a language are good for when quotations and names are looked for.
 *
 * Made at build time by tools/make-lexicon.py from data/quote/LANG.txt (the words around
 * quotations) and data/names/LANG.txt (titles, roles, organisations, places, first names); the
 * sections of these files are the classes below. A word may be of several. Adding a language is
 * adding two files. Pure; static storage. */
#ifndef UNIT_LEXICON_H
#define UNIT_LEXICON_H

#include "base/slice.h"

/* Name in the data files, what its words are. Of a word of several classes the first says what it
 * is good for around a verb of speech (quote/reported.c). */
#define LEX_LIST(X) \
	X(FILLER, filler)       /* no part of what is reported: "that", "bahwa" */ \
	X(REL, rel) \
	X(THAT, that)           /* begin what is reported: "that", "bahwa", "whether" */ \
	X(TO, to)               /* begin an infinitive: "to" */ \
	X(DAY, day) \
	X(ABOUT, about)         /* between verb or noun and what is spoken of: "about", "for" */ \
	X(PREP, prep) X(AND, and) \
	X(OWN, own)             /* whose it is, before a noun: "his" */ \
	X(HE, he) X(SHE, she) X(THEY, they) X(SELF, self) X(IT, it) X(YOU, you) \
	X(DET, det)             /* may begin a noun phrase: "the", "seorang" */ \
	X(BE, be)               /* show that a clause has a verb: "is", "adalah" */ \
	X(AUX, aux)             /* may stand between a speaker and the verb: "has", "telah" */ \
	X(WHILE, while)         /* begin another clause: "while", "although", "than" */ \
	X(SAY, say)             /* verbs of speech, in every form: "said", "ujar" */ \
	X(WEAK, weak)           /* verbs that report less surely: "called", "believes" */ \
	X(NOUN, noun)           /* nouns of speech: "statement", "wawancara" */ \
	X(ACCORDING, according) /* "according", "menurut": a speaker follows */ \
	X(TELLS, tells)         /* verbs: who hears it stands behind: "told", "urged" */ \
	X(THINKS, thinks)       /* verbs: of the mind, a clause follows: "believes" */ \
	X(WANTS, wants)         /* verbs: what shall be follows: "vowed", "wants" */ \
	X(JUDGES, judges)       /* verbs: what is judged follows: "praised", "rejects" */ \
	X(MENTIONS, mentions)   /* verbs: what is spoken of follows: "discussed" */ \
	X(SHOWS, shows)         /* verbs of reports and surveys: "shows", "found" */ \
	X(SEEMS, seems)         /* verbs of what is only likely: "seemed" */ \
	X(SURE, sure)           /* adjectives that report: "aware", "convinced" */ \
	X(HOLDS, holds)         /* nouns of what somebody holds: "belief", "criticism" */ \
	X(BY, by)               /* lead to what something was said through: "in", "melalui" */ \
	X(THROUGH, through)     /* as `by`, also before a person: "through", "lewat" */ \
	X(CHANNEL, channel)     /* what something is said through: "interview", "siaran" */ \
	X(OBJECT, object)       /* who is spoken to: "reporters" */ \
	X(THE, the)             /* point at what is known: "the", "itu" */ \
	X(MANY, many)           /* before what is more than one: "para", "ketiga" */ \
	X(VERB, verb)           /* other verbs, in the forms that no ending tells: "went" */ \
	X(PASSIVE, passive)     /* of `be`: what is done to the subject: "was" */ \
	X(STOP, stop)           /* capitalised only because a sentence begins with them */ \
	X(ABBR, abbr)           /* with their full stop, which ends no sentence: "dr." */ \
	X(TITLE, title)         /* stand before a name: "Mr", "Presiden" */ \
	X(ROLE, role)           /* a person by what he or she is: "spokesman", "pejabat" */ \
	X(WHOSE, whose)         /* of these: has behind it whose it is: "(juru) bicara" */ \
	X(ORG, org)             /* occur in names of organisations: "party", "komisi" */ \
	X(FIELD, field)         /* what a minister is of, before his name: "pertahanan" */ \
	X(BODY, body)           /* what speaks and is no person: "report", "laporan" */ \
	X(OUTLET, outlet) X(PLACE, place) X(NATION, nation) \
	X(PARTICLE, particle)   /* small words within names: "van", "binti" */ \
	X(MALE, male) X(FEMALE, female) /* first names */ \
	X(ENCLITIC, enclitic)   /* endings that stand for a person: "-nya" */ \
	X(ABSTRACT, abstract)   /* affixes of nouns that are nobody's name: "ke-an", "-asi" */ \
	X(OPTION, option)       /* not words: how the language is built; see `head_first` */

#define LEX_PLACE_(name, section) LEX_AT_##name,
enum lex_place { LEX_LIST(LEX_PLACE_) N_LEX };
#undef LEX_PLACE_
#define LEX_BIT_(name, section) \
	static const uint64_t LEX_##name __attribute__((unused)) = UINT64_C(1) << LEX_AT_##name;
LEX_LIST(LEX_BIT_)
#undef LEX_BIT_

struct lex_slot {
	uint64_t hash;
	uint64_t classes;
};

/* What a word begins (or "") and ends with. */
struct lex_affix {
	const char *before, *behind;
};

struct lexicon {
	const char *lang; /* BCP 47 primary subtag; "" for the one without words */
	const struct lex_slot *slots;
	/* By slot: lex_tag of its word, 0 where it is free. Most words are in no lexicon, and a
	 * sixteenth of the slots' bytes stays at hand to say so. */
	const uint8_t *tags;
	uint32_t mask;    /* slots less one; slots are a power of two */
	const char *const *enclitics; /* NULL at the end */
	const struct lex_affix *abstract; /* NULL at the end */
	bool head_first;  /* a noun's modifiers follow it: "pemimpin Ukraina itu" */
};

/* That of a language ("en", "id-ID"); the one without words where none is known. Never NULL. */
const struct lexicon *lexicon_of(struct slice lang);

/* The hash of a lower-cased word is made of its pieces, as tools/make-lexicon.py has it: from the
 * left up to eight ASCII letters and digits, or else one character; the bytes of a piece as a
 * number, the first one lowest. */
#define LEX_HASH_START UINT64_C(0xcbf29ce484222325)
static inline uint64_t lex_hash(uint64_t hash, uint64_t piece)
{
	hash ^= piece;
	return (hash ^ hash >> 32) * UINT64_C(0x9e3779b97f4a7c15);
}

/* A few bits of the hash, as tools/make-lexicon.py has them; never 0. */
static inline uint8_t lex_tag(uint64_t hash)
{
	return (uint8_t)(hash >> 56 | 1);
}

/* The classes of the word with this hash; 0 where it is not known. */
static inline uint64_t lexicon_classes(const struct lexicon *l, uint64_t hash)
{
	uint8_t tag = lex_tag(hash);
	uint32_t i = (uint32_t)(hash ^ hash >> 32) & l->mask;
	for (; l->tags[i]; i = (i + 1) & l->mask)
		if (l->tags[i] == tag && l->slots[i].hash == hash)
			return l->slots[i].classes;
	return 0;
}

#endif
