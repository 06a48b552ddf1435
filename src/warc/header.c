/* header: fields by line, after RFC 822 as WARC and HTTP have it, tolerant of bare line feeds. */
#include "warc/header.h"

static bool folded(struct slice line)
{
	return line.n && (line.p[0] == ' ' || line.p[0] == '\t');
}

/* Move the text of `line` behind `value`, which stands before it in the same memory. */
static void join(struct slice *value, struct slice line, char *lines)
{
	line = slice_trim(line);
	if (!line.n)
		return;
	char *to = lines + (value->p - lines) + value->n;
	if (value->n) {
		*to++ = ' ';
		value->n++;
	}
	memmove(to, line.p, line.n);
	value->n += line.n;
}

bool header_fields(char *lines, size_t n, struct arena *out, warc_fields *ret)
{
	struct slice rest = slice_of(lines, n), line;
	struct warc_field *last = NULL;
	while (slice_next_line(&rest, &line) && line.n) {
		if (folded(line)) {
			if (last)
				join(&last->value, line, lines);
			continue;
		}
		size_t colon = slice_find_byte(line, ':', 0);
		last = NULL;
		if (colon == SIZE_MAX || colon == 0)
			continue;
		if (ret->n == WARC_MAX_FIELDS)
			return false;
		last = list_add(out, ret);
		last->name = slice_trim(slice_sub(line, 0, colon));
		last->value = slice_trim(slice_from(line, colon + 1));
	}
	return true;
}

size_t header_end(struct slice s)
{
	struct slice rest = slice_sub(s, 0, WARC_MAX_HEADER), line;
	while (slice_next_line(&rest, &line))
		if (!line.n)
			return rest.p ? (size_t)(rest.p - s.p) : s.n;
	return SIZE_MAX;
}

bool header_is_version(struct slice line)
{
	if (!slice_starts(line, SLICE("WARC/")))
		return false;
	line = slice_trim(slice_from(line, 5));
	size_t dot = slice_find_byte(line, '.', 0);
	int64_t major, minor;
	return dot != SIZE_MAX && ascii_digit(line.p[0]) && line.n <= 8 &&
		slice_to_int(slice_sub(line, 0, dot), &major) && dot + 1 < line.n &&
		ascii_digit(line.p[dot + 1]) && slice_to_int(slice_from(line, dot + 1), &minor);
}

struct slice warc_field(const warc_fields *fields, const char *name)
{
	for (size_t i = 0; i < fields->n; i++)
		if (slice_eq_nocase(fields->at[i].name, slice_str(name)))
			return fields->at[i].value;
	return SLICE_NONE;
}
