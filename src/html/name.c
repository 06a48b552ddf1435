/* name: tables of element and attribute names and of character references. */
#include "html/name.h"

#include "html-tables.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

#define TEXT_(name, text) [TAG_##name] = { text, sizeof(text) - 1 },
static const struct slice tag_texts[N_TAGS] = { TAG_LIST(TEXT_) };
#undef TEXT_
#define TEXT_(name, text) [ATTR_##name] = { text, sizeof(text) - 1 },
static const struct slice attr_texts[N_ATTRS] = { ATTR_LIST(TEXT_) };
#undef TEXT_

static uint32_t hash_end(uint32_t h)
{
	return h ^ (h >> 15);
}

enum tag tag_look_up(struct slice name, uint32_t h)
{
	for (size_t at = hash_end(h);; at++) {
		uint8_t tag = tag_slots[at & (COUNT(tag_slots) - 1)];
		if (tag == 0)
			return TAG_OTHER;
		if (slice_eq(tag_texts[tag], name))
			return tag;
	}
}

enum attr_name attr_look_up(struct slice name, uint32_t h)
{
	for (size_t at = hash_end(h);; at++) {
		uint8_t id = attr_slots[at & (COUNT(attr_slots) - 1)];
		if (id == 0 || slice_eq(attr_texts[id], name))
			return id;
	}
}

/* `name` in lower case in `to`, with its hash. False where it is longer than any listed name. */
static bool lower(struct slice name, char to[static 32], uint32_t *ret_hash)
{
	if (name.n > 32)
		return false;
	uint32_t h = (uint32_t)NAME_HASH_START;
	for (size_t i = 0; i < name.n; i++) {
		to[i] = ascii_lower(name.p[i]);
		h = name_hash_step(h, to[i]);
	}
	*ret_hash = h;
	return true;
}

enum tag tag_named(struct slice name)
{
	char text[32];
	uint32_t h;
	return lower(name, text, &h) ? tag_look_up(slice_of(text, name.n), h) : TAG_OTHER;
}

enum attr_name attr_named(struct slice name)
{
	char text[32];
	uint32_t h;
	return lower(name, text, &h) ? attr_look_up(slice_of(text, name.n), h) : ATTR_OTHER;
}

const char *tag_name(enum tag tag)
{
	return tag_texts[tag].p ? tag_texts[tag].p : "";
}

const char *attr_text(enum attr_name name)
{
	return attr_texts[name].p ? attr_texts[name].p : "";
}

bool tag_is_void(enum tag tag)
{
	switch (tag) {
	case TAG_AREA: case TAG_BASE: case TAG_BASEFONT: case TAG_BGSOUND: case TAG_BR:
	case TAG_COL: case TAG_EMBED: case TAG_FRAME: case TAG_HR: case TAG_IMG:
	case TAG_INPUT: case TAG_KEYGEN: case TAG_LINK: case TAG_META: case TAG_PARAM:
	case TAG_SOURCE: case TAG_TRACK: case TAG_WBR:
		return true;
	default:
		return false;
	}
}

static const struct reference *find_reference(struct slice name)
{
	uint32_t h = (uint32_t)NAME_HASH_START;
	for (size_t i = 0; i < name.n; i++)
		h = name_hash_step(h, name.p[i]);
	for (size_t at = hash_end(h);; at++) {
		uint16_t slot = reference_slots[at & (COUNT(reference_slots) - 1)];
		if (slot == 0)
			return NULL;
		const struct reference *r = &references[slot - 1];
		if (slice_eq(slice_of(reference_names + r->name, r->name_n), name))
			return r;
	}
}

struct slice name_reference(struct slice s, bool in_attribute, size_t *ret_len)
{
	size_t n = 0;
	size_t most = s.n < REFERENCE_NAME_MAX + 1 ? s.n : REFERENCE_NAME_MAX + 1;
	while (n < most && (ascii_alpha(s.p[n]) || ascii_digit(s.p[n])))
		n++;
	if (n == 0)
		return SLICE_NONE;
	if (n < s.n && s.p[n] == ';') {
		const struct reference *r = find_reference(slice_sub(s, 0, n));
		if (r) {
			*ret_len = n + 1;
			return slice_str(r->text);
		}
	}
	/* Some old names count without ";", also as the beginning of a longer word. */
	for (size_t k = n < REFERENCE_BARE_MAX ? n : REFERENCE_BARE_MAX; k >= 2; k--) {
		const struct reference *r = find_reference(slice_sub(s, 0, k));
		if (!r || !r->bare)
			continue;
		if (in_attribute && k < s.n
			&& (s.p[k] == '=' || ascii_alpha(s.p[k]) || ascii_digit(s.p[k])))
			return SLICE_NONE;
		*ret_len = k;
		return slice_str(r->text);
	}
	return SLICE_NONE;
}
