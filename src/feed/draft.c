/* draft: which value a field keeps, and the forms that values have. */
#include "feed/draft.h"

#include "text/datetext.h"
#include "text/utf8.h"
#include "url/url.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static bool is_one_of(char c, const char *set)
{
	return c && strchr(set, c);
}

/* Where the fields are that are one slice. */
static const size_t slice_fields[N_FIELDS] = {
	[TITLE] = offsetof(struct feed_part, title),
	[SUBTITLE] = offsetof(struct feed_part, subtitle),
	[RIGHTS] = offsetof(struct feed_part, rights),
	[PAGE] = offsetof(struct feed_part, link),
	[ICON] = offsetof(struct feed_part, icon),
	[LOGO] = offsetof(struct feed_part, logo),
	[THUMBNAIL] = offsetof(struct feed_part, thumbnail),
	[COMMENTS] = offsetof(struct feed_part, comments),
	[COMMENTS_FEED] = offsetof(struct feed_part, comments_feed),
	[FEED_URL] = offsetof(struct feed_part, feed_url),
	[IMAGE_URL] = offsetof(struct feed_part, image.url),
	[IMAGE_LINK] = offsetof(struct feed_part, image.link),
	[IMAGE_TITLE] = offsetof(struct feed_part, image.title),
	[ID] = offsetof(struct feed_part, id),
	[LANGUAGE] = offsetof(struct feed_part, lang),
	[GENERATOR] = offsetof(struct feed_part, generator),
	[TTL] = offsetof(struct feed_part, ttl),
	[DURATION] = offsetof(struct feed_part, duration),
};

static struct slice *slice_of_field(struct draft *d, enum field field)
{
	return (struct slice *)(void *)((char *)d->part + slice_fields[field]);
}

/* Without white space that does not show; NBSP, which does, stays. */
static struct slice squeeze(struct slice s, struct arena *out)
{
	s = slice_trim(s);
	char *to = arena_bytes(out, s.n);
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++) {
		bool blank = ascii_space(s.p[i]);
		if (!blank || !ascii_space(s.p[i - 1]))
			to[n++] = blank ? ' ' : s.p[i];
	}
	return slice_of(to, n);
}

void draft_title(struct draft *d, enum field field, uint8_t rank, struct typed value,
	struct arena *out)
{
	if (!draft_wants(d, field, rank) || !value.text.p)
		return;
	struct slice text = value.is_html ? html_to_text(value.text, out)
					  : squeeze(value.text, out);
	if (text.n > 0)
		d->rank[field] = rank;
	*slice_of_field(d, field) = text.p ? text : SLICE("");
}

void draft_body(struct draft *d, enum field field, uint8_t rank, struct typed value,
	struct slice base, struct arena *out)
{
	if (!draft_wants(d, field, rank) || slice_trim(value.text).n == 0)
		return;
	d->rank[field] = rank;
	struct html html = value.is_html ? html_sanitise(value.text, base, out)
					 : html_of_text(value.text, out);
	if (field == CONTENT) {
		d->part->content = html;
		d->part->content_is_text = !value.is_html;
	} else {
		d->part->summary = html;
		d->part->summary_is_text = !value.is_html;
	}
}

void draft_date(struct draft *d, enum field field, uint8_t rank, struct slice value,
	struct slice lang)
{
	struct date date;
	if (!draft_wants(d, field, rank))
		return;
	if (!date_of_field(value, date_order_of(lang), &date))
		return;
	d->rank[field] = rank;
	*(field == UPDATED ? &d->part->updated : &d->part->published) = date;
}

void draft_text(struct draft *d, enum field field, uint8_t rank, struct slice value,
	struct arena *out)
{
	value = slice_trim(value);
	if (!draft_wants(d, field, rank) || value.n == 0)
		return;
	d->rank[field] = rank;
	*slice_of_field(d, field) = arena_dup(out, value);
}

void draft_url(struct draft *d, enum field field, uint8_t rank, struct slice ref,
	struct slice base, struct arena *out)
{
	if (draft_wants(d, field, rank))
		draft_text(d, field, rank, link_resolve(ref, base, out), out);
}

void draft_lang(struct draft *d, uint8_t rank, struct slice value, struct arena *out)
{
	char tag[36]; /* RFC 5646, 4.4.1 */
	value = slice_trim(value);
	if (value.n > sizeof tag)
		return;
	for (size_t i = 0; i < value.n; i++) {
		char c = value.p[i] == '_' ? '-' : value.p[i];
		if (c != '-' && !ascii_alpha(c) && !ascii_digit(c))
			return;
		tag[i] = c;
	}
	draft_text(d, LANGUAGE, rank, slice_of(tag, value.n), out);
}

void draft_explicit(struct draft *d, uint8_t rank, struct slice value)
{
	static const struct {
		const char *word;
		bool value;
	} words[] = {
		{ "yes", true }, { "true", true }, { "explicit", true },
		{ "no", false }, { "false", false }, { "clean", false },
	};
	value = slice_trim(value);
	for (size_t i = 0; i < COUNT(words) && draft_wants(d, EXPLICIT, rank); i++) {
		if (!slice_eq_nocase(value, slice_str(words[i].word)))
			continue;
		d->rank[EXPLICIT] = rank;
		d->part->explicit_given = true;
		d->part->explicit_ = words[i].value;
	}
}

static bool person_eq(const struct feed_person *a, const struct feed_person *b)
{
	return slice_eq(a->name, b->name) && slice_eq(a->email, b->email) &&
		slice_eq(a->url, b->url);
}

static void add_person(feed_people *list, struct feed_person person, struct arena *out)
{
	person.name = squeeze(person.name, out);
	if (list->n == FEED_MAX_LIST || person.name.n + person.email.n + person.url.n == 0)
		return;
	for (size_t i = 0; i < list->n; i++)
		if (person_eq(&list->at[i], &person))
			return;
	person.email = arena_dup(out, person.email);
	person.url = arena_dup(out, person.url);
	*list_add(out, list) = person;
}

void part_add_author(struct feed_part *p, struct feed_person person, struct arena *out)
{
	add_person(&p->authors, person, out);
}

void part_add_contributor(struct feed_part *p, struct feed_person person, struct arena *out)
{
	add_person(&p->contributors, person, out);
}

void part_add_category(struct feed_part *p, struct feed_category c, struct arena *out)
{
	c.term = slice_trim(c.term);
	c.label = slice_trim(c.label);
	c.scheme = slice_trim(c.scheme);
	if (p->categories.n == FEED_MAX_LIST || c.term.n + c.label.n == 0)
		return;
	for (size_t i = 0; i < p->categories.n; i++) {
		const struct feed_category *old = &p->categories.at[i];
		if (slice_eq(old->term, c.term) && slice_eq(old->scheme, c.scheme) &&
			slice_eq(old->label, c.label))
			return;
	}
	*list_add(out, &p->categories) = (struct feed_category){
		arena_dup(out, c.term), arena_dup(out, c.scheme), arena_dup(out, c.label)
	};
}

/* What links may be. Everything else could be a script, or name a thing on the reader's machine. */
static const char *const link_schemes[] = {
	"http", "https", "ftp", "ftps", "sftp", "mailto", "news", "nntp", "irc", "ircs", "xmpp",
	"tel", "sms", "gopher", "gemini", "magnet", "webcal", "feed", "urn", "tag", "geo",
};

/* Has an address no scheme, or one that links may have? */
static bool is_harmless(struct slice address)
{
	size_t n = 0;
	while (n < address.n && !is_one_of(address.p[n], ":/?#"))
		n++;
	if (n == address.n || address.p[n] != ':')
		return true;
	for (size_t i = 0; i < COUNT(link_schemes); i++)
		if (slice_eq_nocase(slice_sub(address, 0, n), slice_str(link_schemes[i])))
			return true;
	return false;
}

struct slice link_resolve(struct slice ref, struct slice base, struct arena *out)
{
	if (slice_trim(ref).n == 0)
		return SLICE_NONE;
	struct slice address = url_resolve(ref, base, out);
	return address.n > 0 && address.n <= FEED_MAX_URL && is_harmless(address) ? address
										  : SLICE_NONE;
}

struct slice part_add_link(struct feed_part *p, struct feed_link link, struct slice base,
	struct arena *out)
{
	if (slice_trim(link.href).n == 0 || p->links.n == FEED_MAX_LIST)
		return SLICE_NONE;
	link.href = link_resolve(link.href, base, out);
	if (link.href.n == 0)
		return SLICE_NONE;
	link.rel = arena_dup(out, slice_trim(link.rel));
	link.type = arena_dup(out, slice_trim(link.type));
	link.title = squeeze(link.title, out);
	link.hreflang = arena_dup(out, slice_trim(link.hreflang));
	*list_add(out, &p->links) = link;
	if (slice_eq_nocase(link.rel, SLICE("enclosure")))
		part_add_enclosure(p,
			(struct feed_enclosure){ link.href, link.type, link.length }, out);
	return link.href;
}

void part_add_enclosure(struct feed_part *p, struct feed_enclosure enclosure, struct arena *out)
{
	if (p->enclosures.n == FEED_MAX_LIST || enclosure.url.n == 0)
		return;
	for (size_t i = 0; i < p->enclosures.n; i++)
		if (slice_eq(p->enclosures.at[i].url, enclosure.url))
			return;
	*list_add(out, &p->enclosures) = (struct feed_enclosure){
		arena_dup(out, enclosure.url), arena_dup(out, slice_trim(enclosure.type)),
		enclosure.length
	};
}

static bool is_mail_char(char c)
{
	return ascii_alpha(c) || ascii_digit(c) || is_one_of(c, ".!#$%&*+-/=?^_`{|}~'");
}

/* The mail address around the "@" at `at`. */
static struct slice mail_around(struct slice text, size_t at)
{
	size_t from = at, to = at + 1;
	while (from > 0 && is_mail_char(text.p[from - 1]))
		from--;
	while (to < text.n && (ascii_alpha(text.p[to]) || ascii_digit(text.p[to]) ||
			text.p[to] == '.' || text.p[to] == '-'))
		to++;
	while (to > at + 1 && text.p[to - 1] == '.')
		to--;
	return from == at || to == at + 1 ? SLICE_NONE : slice_sub(text, from, to);
}

/* More brackets that close than that open? */
static bool is_unopened(struct slice s, const char *pair)
{
	int open = 0;
	for (size_t i = 0; i < s.n; i++)
		open += (s.p[i] == pair[0]) - (s.p[i] == pair[1]);
	return open < 0;
}

/* Without the brackets and separators that stand around a name or an address. */
static struct slice trim_marks(struct slice s)
{
	while (s.n > 0 && (ascii_space(s.p[0]) || is_one_of(s.p[0], "<>()[],;:\"")))
		s = slice_from(s, 1);
	while (s.n > 0 && (ascii_space(s.p[s.n - 1]) || is_one_of(s.p[s.n - 1], "<([,;:\"")))
		s.n--;
	/* "Jo Doe (Paris)" keeps its bracket. */
	static const char *const pairs[] = { "()", "[]", "<>" };
	for (size_t i = 0; i < COUNT(pairs); i++)
		if (s.n > 0 && s.p[s.n - 1] == pairs[i][1] && is_unopened(s, pairs[i]))
			s.n--;
	return slice_trim(s);
}

struct feed_person person_split(struct slice text)
{
	text = slice_trim(text);
	size_t at = slice_find_byte(text, '@', 0);
	struct slice mail = at == SIZE_MAX ? SLICE_NONE : mail_around(text, at);
	if (mail.n == 0)
		return (struct feed_person){ .name = text };
	size_t from = (size_t)(mail.p - text.p);
	struct slice before = slice_sub(text, 0, from);
	if (slice_ends(before, SLICE("mailto:")))
		before.n -= sizeof "mailto:" - 1;
	before = trim_marks(before);
	struct slice behind = slice_from(text, from + mail.n);
	/* A link's "?subject=..." is no part of the name. */
	while (behind.n > 0 && text.p[from + mail.n] == '?' && !ascii_space(behind.p[0]))
		behind = slice_from(behind, 1);
	behind = trim_marks(behind);
	return (struct feed_person){ .name = before.n > 0 ? before : behind, .email = mail };
}

int64_t length_of(struct slice text)
{
	int64_t n;
	return slice_to_int(slice_trim(text), &n) && n >= 0 ? n : -1;
}
