/* name: tables of element and attribute names and of character references. */
#include "html/name.h"

#include <endian.h>

#include "html-tables.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

#define TEXT_(name, text) [TAG_##name] = { text },
static const struct name tag_texts[N_TAGS] = { TAG_LIST(TEXT_) };
#undef TEXT_
#define TEXT_(name, text) [ATTR_##name] = { text },
static const struct name attr_texts[N_ATTRS] = { ATTR_LIST(TEXT_) };
#undef TEXT_

/* The two halves of a name as numbers mixed; tools/make-html-tables.py does the same. */
static size_t name_hash(const struct name *name)
{
	uint64_t half[2];
	memcpy(half, name->text, sizeof half);
	uint64_t low = le64toh(half[0]) * 0x9e3779b97f4a7c15u;
	uint64_t high = le64toh(half[1]) * 0xc2b2ae3d27d4eb4fu;
	return (size_t)((low ^ high) >> 40);
}

static bool same(const struct name *a, const struct name *b)
{
	uint64_t x[2], y[2];
	memcpy(x, a->text, sizeof x);
	memcpy(y, b->text, sizeof y);
	return x[0] == y[0] && x[1] == y[1];
}

enum tag tag_look_up(const struct name *name)
{
	for (size_t at = name_hash(name);; at++) {
		uint8_t tag = tag_slots[at & (COUNT(tag_slots) - 1)];
		if (tag == 0)
			return TAG_OTHER;
		if (same(&tag_texts[tag], name))
			return tag;
	}
}

enum attr_name attr_look_up(const struct name *name)
{
	for (size_t at = name_hash(name);; at++) {
		uint8_t id = attr_slots[at & (COUNT(attr_slots) - 1)];
		if (id == 0 || same(&attr_texts[id], name))
			return id;
	}
}

/* `name` in lower case. False where it is in no list for its length or a NUL at its end. */
static bool lower(struct slice name, struct name *ret_name)
{
	*ret_name = (struct name){ { 0 } };
	for (size_t i = 0; i < name.n && i < NAME_MAX; i++)
		ret_name->text[i] = ascii_lower(name.p[i]);
	return name.n > 0 && name.n < NAME_MAX && name.p[name.n - 1] != 0;
}

enum tag tag_named(struct slice name)
{
	struct name n;
	return lower(name, &n) ? tag_look_up(&n) : TAG_OTHER;
}

enum attr_name attr_named(struct slice name)
{
	struct name n;
	return lower(name, &n) ? attr_look_up(&n) : ATTR_OTHER;
}

const char *tag_name(enum tag tag)
{
	return tag_texts[tag].text;
}

const char *attr_text(enum attr_name name)
{
	return attr_texts[name].text;
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

/* FNV-1a, its upper half folded in, as tools/make-html-tables.py computes it. */
static uint32_t reference_hash(struct slice name)
{
	uint32_t h = 0x811c9dc5u;
	for (size_t i = 0; i < name.n; i++)
		h = (h ^ (uint8_t)name.p[i]) * 0x01000193u;
	return h ^ (h >> 15);
}

static const struct reference *find_reference(struct slice name)
{
	for (size_t at = reference_hash(name);; at++) {
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
