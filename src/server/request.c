/* request: addresses, forms and cookies. */
#include "server/request.h"

#include "text/utf8.h"
#include "url/url.h"

/* Percent-decoded and made valid UTF-8 without NUL; in a form "+" is a blank. */
static struct slice decode(struct slice s, bool plus, struct arena *out)
{
	if (plus && slice_find_byte(s, '+', 0) != SIZE_MAX) {
		char *text = arena_bytes(out, s.n);
		for (size_t i = 0; i < s.n; i++)
			text[i] = s.p[i] == '+' ? ' ' : s.p[i];
		s = slice_of(text, s.n);
	}
	return utf8_clean(url_decode(s, out), out);
}

/* "//a/./b/../c" as "/a/c"; the leading slash is there. */
static struct slice path_tidy(struct slice path, struct arena *out)
{
	char *text = arena_bytes(out, path.n + 1);
	size_t n = 0;
	struct slice part;
	bool open = slice_ends(path, SLICE("/"));
	while (slice_next_piece(&path, '/', &part)) {
		if (!part.n || slice_is(part, "."))
			continue;
		if (slice_is(part, "..")) {
			while (n && text[--n] != '/')
				;
			continue;
		}
		text[n++] = '/';
		memcpy(text + n, part.p, part.n);
		n += part.n;
	}
	if (open || !n)
		text[n++] = '/';
	return slice_of(text, n);
}

bool request_form(struct request *r, struct slice body, struct arena *out)
{
	struct slice pair;
	while (slice_next_piece(&body, '&', &pair)) {
		if (!pair.n)
			continue;
		if (r->params.n >= REQUEST_MAX_PARAMS)
			return false;
		size_t eq = slice_find_byte(pair, '=', 0);
		struct slice name = eq == SIZE_MAX ? pair : slice_sub(pair, 0, eq);
		struct slice value = eq == SIZE_MAX ? SLICE("") : slice_from(pair, eq + 1);
		*list_add(out, &r->params) = (struct param){ decode(name, true, out),
			decode(value, true, out) };
	}
	return true;
}

bool request_target(struct request *r, struct slice target, struct arena *out)
{
	if (!target.n || target.p[0] != '/')
		return false;
	size_t end = slice_find_byte(target, '#', 0);
	r->target = end == SIZE_MAX ? target : slice_sub(target, 0, end);
	size_t mark = slice_find_byte(r->target, '?', 0);
	struct slice path = mark == SIZE_MAX ? r->target : slice_sub(r->target, 0, mark);
	r->query = mark == SIZE_MAX ? SLICE("") : slice_from(r->target, mark + 1);
	r->path = path_tidy(decode(path, false, out), out);
	return request_form(r, r->query, out);
}

void request_cookies(struct request *r, struct slice header, struct arena *out)
{
	struct slice pair;
	while (slice_next_piece(&header, ';', &pair) && r->cookies.n < REQUEST_MAX_COOKIES) {
		pair = slice_trim(pair);
		size_t eq = slice_find_byte(pair, '=', 0);
		if (eq == SIZE_MAX || eq == 0)
			continue;
		*list_add(out, &r->cookies) = (struct param){
			utf8_clean(slice_sub(pair, 0, eq), out),
			utf8_clean(slice_from(pair, eq + 1), out) };
	}
}

static struct slice value_of(const params *list, const char *name, bool *ret_found)
{
	for (size_t i = 0; i < list->n; i++)
		if (slice_is(list->at[i].name, name)) {
			*ret_found = true;
			return list->at[i].value;
		}
	*ret_found = false;
	return SLICE("");
}

struct slice request_param(const struct request *r, const char *name)
{
	bool found;
	return value_of(&r->params, name, &found);
}

bool request_has(const struct request *r, const char *name)
{
	bool found;
	value_of(&r->params, name, &found);
	return found;
}

struct slice request_cookie(const struct request *r, const char *name)
{
	bool found;
	return value_of(&r->cookies, name, &found);
}

int64_t request_number(const struct request *r, const char *name, int64_t low, int64_t high,
	int64_t otherwise)
{
	int64_t n;
	return slice_to_int(request_param(r, name), &n) && n >= low && n <= high ? n : otherwise;
}
