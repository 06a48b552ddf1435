/* cues: see cues.h. A phrase is found by the hash of its words, word by word, so that a line
 * costs a few look-ups however many phrases there are. The beginnings of phrases are in the table
 * too, without a kind, so that most lines are done with after a word. */
#include "dump/cues.h"

struct cue_slot {
	uint64_t hash;
	uint32_t kinds[4]; /* by mode: whole line, colon follows, begins, single word */
};
enum { MODE_WHOLE, MODE_COLON, MODE_BEGINS, MODE_WORD };

struct stop_slot {
	uint64_t hash;
	uint32_t langs;
};

#include "dump-tables.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* Nearly all words are in neither table; a bit for each hash that is there tells so from the
 * nearest cache. */
static bool may_have(const uint64_t *bits, size_t n, uint64_t hash)
{
	return bits[(hash >> 26) & (n - 1)] >> (hash >> 20 & 63) & 1;
}

static const struct cue_slot *cue_find(uint64_t hash)
{
	if (!may_have(cue_bits, COUNT(cue_bits), hash))
		return NULL;
	size_t mask = COUNT(cue_slots) - 1;
	size_t i = (size_t)(hash ^ hash >> 32) & mask;
	for (; cue_slots[i].hash; i = (i + 1) & mask) {
		if (cue_slots[i].hash == hash)
			return &cue_slots[i];
	}
	return NULL;
}

bool cue_word(uint64_t hash, enum cue kind)
{
	const struct cue_slot *slot = cue_find(hash);
	return slot && (slot->kinds[MODE_WORD] >> kind & 1);
}

uint32_t stop_word(uint64_t hash)
{
	if (!may_have(stop_bits, COUNT(stop_bits), hash))
		return 0;
	size_t mask = COUNT(stop_slots) - 1;
	size_t i = (size_t)(hash ^ hash >> 32) & mask;
	for (; stop_slots[i].hash; i = (i + 1) & mask) {
		if (stop_slots[i].hash == hash)
			return stop_slots[i].langs;
	}
	return 0;
}

const char *stop_lang(unsigned i)
{
	return i < COUNT(stop_langs) ? stop_langs[i] : NULL;
}

/* Does what follows byte `at` set the phrase apart: a colon, dash, bar or arrow, or the end? */
static bool set_apart(struct slice line, size_t at)
{
	const char *end = line.p + line.n, *p = line.p + at;
	bool blank = false;
	while (p < end && (*p == ' ' || *p == '\t')) {
		blank = true;
		p++;
	}
	if (p == end)
		return true;
	unsigned n;
	switch (char_at(p, end, &n)) {
	case ':': case 0xFF1A: case '|': case '>': case 0xBB: case 0x203A: case 0x2192: case 0x25B6:
	case 0x25BA:
		return true;
	case '/':
		return n > 0 && p + 1 < end;
	case '-': case 0x2013: case 0x2014:
		return blank;
	case '.': case 0x2026: case ')': case ']':
		while (p < end && (*p == '.' || *p == ' ' || *p == ')' || *p == ']' || (*p & 0x80)))
			p++;
		return p == end;
	default:
		return false;
	}
}

void cues_find(struct slice line, struct cue_hits *ret_hits)
{
	ret_hits->whole = ret_hits->led = ret_hits->near = 0;
	if (line.n > CUE_MAX_LINE)
		return;
	uint64_t hash = HASH_BEGIN;
	size_t at = 0;
	struct token t;
	for (int words = 1; words <= 8 && token_next(line, at, &t); words++) {
		hash = hash_word(hash, &t);
		at = t.end;
		const struct cue_slot *slot = cue_find(hash);
		if (!slot)
			break; /* no phrase goes on so */
		unsigned kinds = slot->kinds[MODE_BEGINS], near = 0;
		if (slot->kinds[MODE_COLON] && set_apart(line, at))
			kinds |= slot->kinds[MODE_COLON];
		else
			near = slot->kinds[MODE_COLON] & ~ret_hits->led;
		for (unsigned k = 0; (kinds | near) >> k; k++) {
			if ((kinds | near) >> k & 1)
				ret_hits->after[k] = at;
		}
		ret_hits->near |= near;
		ret_hits->led |= kinds;
		struct token next;
		if ((slot->kinds[MODE_WHOLE] | kinds) && !token_next(line, at, &next))
			ret_hits->whole = slot->kinds[MODE_WHOLE] | kinds;
	}
}
