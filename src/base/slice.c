/* slice: searching and comparing bytes; memmem and memchr do the heavy work. */
#include "base/slice.h"

bool slice_eq_nocase(struct slice a, struct slice b)
{
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++)
		if (ascii_lower(a.p[i]) != ascii_lower(b.p[i]))
			return false;
	return true;
}

int slice_cmp(struct slice a, struct slice b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n ? memcmp(a.p, b.p, n) : 0;
	if (c)
		return c;
	return (a.n > b.n) - (a.n < b.n);
}

bool slice_starts(struct slice s, struct slice prefix)
{
	return s.n >= prefix.n && slice_eq(slice_sub(s, 0, prefix.n), prefix);
}

bool slice_starts_nocase(struct slice s, struct slice prefix)
{
	return s.n >= prefix.n && slice_eq_nocase(slice_sub(s, 0, prefix.n), prefix);
}

bool slice_ends(struct slice s, struct slice suffix)
{
	return s.n >= suffix.n && slice_eq(slice_from(s, s.n - suffix.n), suffix);
}

size_t slice_find(struct slice s, struct slice needle, size_t from)
{
	if (from > s.n || needle.n > s.n - from)
		return SIZE_MAX;
	if (needle.n == 0)
		return from;
	const char *hit = memmem(s.p + from, s.n - from, needle.p, needle.n);
	return hit ? (size_t)(hit - s.p) : SIZE_MAX;
}

size_t slice_find_nocase(struct slice s, struct slice needle, size_t from)
{
	if (needle.n > s.n)
		return SIZE_MAX;
	char first = needle.n ? ascii_lower(needle.p[0]) : 0;
	for (size_t i = from; i <= s.n - needle.n; i++)
		if ((needle.n == 0 || ascii_lower(s.p[i]) == first) &&
			slice_eq_nocase(slice_sub(s, i, i + needle.n), needle))
			return i;
	return SIZE_MAX;
}

size_t slice_find_byte(struct slice s, char c, size_t from)
{
	if (from >= s.n)
		return SIZE_MAX;
	const char *hit = memchr(s.p + from, c, s.n - from);
	return hit ? (size_t)(hit - s.p) : SIZE_MAX;
}

struct slice slice_trim(struct slice s)
{
	while (s.n && ascii_space(s.p[0])) {
		s.p++;
		s.n--;
	}
	while (s.n && ascii_space(s.p[s.n - 1]))
		s.n--;
	return s;
}

bool slice_next_piece(struct slice *rest, char sep, struct slice *ret_piece)
{
	if (!rest->p || rest->n == 0)
		return false;
	size_t end = slice_find_byte(*rest, sep, 0);
	if (end == SIZE_MAX) {
		*ret_piece = *rest;
		*rest = SLICE_NONE;
	} else {
		*ret_piece = slice_sub(*rest, 0, end);
		*rest = slice_from(*rest, end + 1);
	}
	return true;
}

bool slice_next_line(struct slice *rest, struct slice *ret_line)
{
	if (!slice_next_piece(rest, '\n', ret_line))
		return false;
	if (ret_line->n && ret_line->p[ret_line->n - 1] == '\r')
		ret_line->n--;
	return true;
}

bool slice_to_int(struct slice s, int64_t *ret_value)
{
	bool negative = s.n && s.p[0] == '-';
	if (negative)
		s = slice_from(s, 1);
	if (s.n == 0 || s.n > 18)
		return false;
	int64_t v = 0;
	for (size_t i = 0; i < s.n; i++) {
		if (!ascii_digit(s.p[i]))
			return false;
		v = v * 10 + (s.p[i] - '0');
	}
	*ret_value = negative ? -v : v;
	return true;
}

uint64_t slice_hash(struct slice s)
{
	uint64_t h = 0xcbf29ce484222325u;
	for (size_t i = 0; i < s.n; i++) {
		h ^= (unsigned char)s.p[i];
		h *= 0x100000001b3u;
	}
	h ^= h >> 32;
	h *= 0xd6e8feb86659fd93u;
	h ^= h >> 32;
	return h;
}
