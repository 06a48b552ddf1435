/* robots: lines to rules, and rules to an answer. */
#include "fetch/robots.h"

#include "base/buf.h"
#include "url/url.h"

static bool is_unreserved(char c)
{
	return ascii_alpha(c) || ascii_digit(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

/* Percent-encoding in one form: only where it must be, in capitals. "*" and "$" stay as written. */
static struct slice one_form(struct slice s, struct arena *out)
{
	static const char digits[] = "0123456789ABCDEF";
	char *to = arena_bytes(out, s.n * 3 + 1);
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		bool coded = c == '%' && i + 2 < s.n && ascii_hex(s.p[i + 1]) >= 0 &&
			ascii_hex(s.p[i + 2]) >= 0;
		if (coded) {
			c = (unsigned char)(ascii_hex(s.p[i + 1]) * 16 + ascii_hex(s.p[i + 2]));
			i += 2;
		}
		if (coded ? is_unreserved((char)c) : c > ' ' && c < 0x7f) {
			to[n++] = (char)c;
		} else {
			to[n++] = '%';
			to[n++] = digits[c >> 4];
			to[n++] = digits[c & 15];
		}
	}
	return slice_of(to, n);
}

/* The product token at the beginning of a User-agent's value. */
static struct slice token_of(struct slice value)
{
	size_t n = 0;
	while (n < value.n && (ascii_alpha(value.p[n]) || value.p[n] == '-' || value.p[n] == '_'))
		n++;
	return slice_sub(value, 0, n);
}

/* Where in the file we are. */
struct reading {
	struct robots *ours, *everybody;
	struct slice agent;
	struct arena *out;
	bool in_agents; /* the last line was a User-agent: the group is still being named */
	bool for_us, for_everybody;
	bool named_us;  /* a group of our own was met */
};

static void take_rule(struct reading *r, struct robots *to, struct slice value, bool allow)
{
	if (!value.n || value.n > ROBOTS_MAX_RULE || to->rules.n == ROBOTS_MAX_RULES)
		return;
	*list_add(r->out, &to->rules) = (struct robots_rule){ one_form(value, r->out), allow };
}

static void take_delay(struct robots *to, struct slice value)
{
	int64_t s;
	if (!slice_to_int(slice_sub(value, 0, slice_find_byte(value, '.', 0)), &s) || s < 0)
		return;
	to->delay_s = s > ROBOTS_MAX_DELAY_S ? ROBOTS_MAX_DELAY_S : (int)s;
}

static void take_agent(struct reading *r, struct slice value)
{
	if (!r->in_agents)
		r->for_us = r->for_everybody = false;
	r->in_agents = true;
	if (slice_starts(value, SLICE("*")))
		r->for_everybody = true;
	else if (slice_eq_nocase(token_of(value), r->agent))
		r->for_us = r->named_us = true;
}

static void take_line(struct reading *r, struct slice line)
{
	line = slice_sub(line, 0, slice_find_byte(line, '#', 0));
	size_t colon = slice_find_byte(line, ':', 0);
	if (colon == SIZE_MAX)
		return;
	struct slice name = slice_trim(slice_sub(line, 0, colon));
	struct slice value = slice_trim(slice_from(line, colon + 1));
	bool allow = slice_eq_nocase(name, SLICE("allow"));
	bool rule = allow || slice_eq_nocase(name, SLICE("disallow"));
	bool delay = slice_eq_nocase(name, SLICE("crawl-delay"));
	if (slice_eq_nocase(name, SLICE("user-agent"))) {
		take_agent(r, value);
		return;
	}
	if (slice_eq_nocase(name, SLICE("sitemap"))) {
		if (r->ours->sitemaps.n < ROBOTS_MAX_SITEMAPS && value.n && value.n <= URL_MAX)
			*list_add(r->out, &r->ours->sitemaps) = arena_dup(r->out, value);
		return;
	}
	if (!rule && !delay)
		return; /* the RFC: other lines do not end the naming of a group */
	r->in_agents = false;
	struct robots *const to[] = { r->for_us ? r->ours : NULL,
		r->for_everybody ? r->everybody : NULL };
	for (size_t i = 0; i < 2; i++)
		if (to[i] && rule)
			take_rule(r, to[i], value, allow);
		else if (to[i])
			take_delay(to[i], value);
}

/* A line ends with CR, LF or both. */
static bool next_line(struct slice *rest, struct slice *ret_line)
{
	if (!rest->n)
		return false;
	size_t n = 0;
	while (n < rest->n && rest->p[n] != '\n' && rest->p[n] != '\r')
		n++;
	*ret_line = slice_sub(*rest, 0, n);
	*rest = slice_from(*rest, n + 1);
	return true;
}

void robots_read(struct slice file, struct slice agent, struct arena *out, struct robots *ret)
{
	struct robots everybody = { 0 };
	*ret = (struct robots){ 0 };
	struct reading r = { .ours = ret, .everybody = &everybody, .agent = agent, .out = out };
	struct slice rest = slice_sub(file, 0, ROBOTS_MAX_BYTES), line;
	if (slice_starts(rest, SLICE("\xef\xbb\xbf")))
		rest = slice_from(rest, 3);
	while (next_line(&rest, &line))
		take_line(&r, line);
	if (!r.named_us) {
		everybody.sitemaps.at = ret->sitemaps.at;
		everybody.sitemaps.n = ret->sitemaps.n;
		everybody.sitemaps.cap = ret->sitemaps.cap;
		*ret = everybody;
	}
}

/* Does the pattern fit a beginning of `path`? Each piece between stars is taken where it stands
 * first, so that nothing is looked at twice. */
static bool fits(struct slice pattern, struct slice path)
{
	bool to_end = pattern.n && pattern.p[pattern.n - 1] == '$';
	if (to_end)
		pattern.n--;
	size_t at = 0;
	for (bool first = true;; first = false) {
		size_t star = slice_find_byte(pattern, '*', 0);
		struct slice piece = slice_sub(pattern, 0, star);
		bool last = star == SIZE_MAX;
		if (first && !slice_starts(path, piece))
			return false;
		if (first)
			at = piece.n;
		else if (last && to_end)
			return path.n >= at + piece.n && slice_ends(path, piece);
		else if (piece.n) {
			size_t found = slice_find(path, piece, at);
			if (found == SIZE_MAX)
				return false;
			at = found + piece.n;
		}
		if (last)
			return !to_end || at == path.n;
		pattern = slice_from(pattern, star + 1);
	}
}

bool robots_allow(const struct robots *r, struct slice url)
{
	struct arena scratch = ARENA_INIT;
	struct url u;
	bool allow = true;
	size_t longest = 0;
	if (url_parse(url, &scratch, &u)) {
		struct slice path = u.path.n ? u.path : SLICE("/");
		if (u.has_query)
			path = arena_printf(&scratch, "%.*s?%.*s", SLICE_ARG(path),
				SLICE_ARG(u.query));
		struct slice whole = one_form(path, &scratch);
		bool own = slice_is(whole, "/robots.txt");
		for (size_t i = 0; !own && i < r->rules.n; i++) {
			const struct robots_rule *rule = &r->rules.at[i];
			bool better = rule->pattern.n > longest ||
				(rule->pattern.n == longest && rule->allow);
			if (better && fits(rule->pattern, whole)) {
				longest = rule->pattern.n;
				allow = rule->allow;
			}
		}
	}
	arena_done(&scratch);
	return allow;
}
