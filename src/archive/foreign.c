/* foreign: records of other people's WARC files, made what WARC 1.1 asks for
 * (docs/archive-format.md). The block is never touched, and what cannot stand under its name stands
 * under that name with "Original-" before it; only bytes that no header can hold are lost. */
#include "archive/record.h"

#include "text/utf8.h"

#define ORIGINAL "Original-"

/* Fields that a record has once at most. */
static const char *const single[] = { "WARC-Type", "WARC-Record-ID", "WARC-Date", "WARC-Target-URI",
	"Content-Type", "WARC-Payload-Digest", "WARC-Profile", "WARC-Filename", "WARC-Truncated",
	"WARC-Refers-To", "WARC-Warcinfo-ID" };

static bool is_single(struct slice name)
{
	for (size_t i = 0; i < sizeof single / sizeof *single; i++)
		if (slice_eq_nocase(name, slice_str(single[i])))
			return true;
	return false;
}

/* An absolute URI as far as readers rely on it (RFC 3986): a scheme, and none of the characters
 * that end one. */
static bool is_uri(struct slice s)
{
	size_t colon = slice_find_byte(s, ':', 0);
	if (colon == SIZE_MAX || colon == 0 || colon + 1 == s.n || !ascii_alpha(s.p[0]))
		return false;
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		bool scheme = ascii_alpha(s.p[i]) || ascii_digit(s.p[i]) || c == '+' || c == '-' ||
			c == '.';
		if (c <= ' ' || c == 0x7F || c == '<' || c == '>' || (i < colon && !scheme))
			return false;
	}
	return true;
}

static bool is_id(struct slice s)
{
	return s.n > 2 && s.p[0] == '<' && s.p[s.n - 1] == '>' && is_uri(slice_sub(s, 1, s.n - 1));
}

/* "2022-02-09T10:15:00Z", with up to nine digits of a second's fraction. */
static bool is_date(struct slice s)
{
	static const char form[] = "0000-00-00T00:00:00";
	size_t n = sizeof form - 1, i;
	for (i = 0; i < n && i < s.n; i++)
		if (form[i] == '0' ? !ascii_digit(s.p[i]) : s.p[i] != form[i])
			return false;
	if (i < n)
		return false;
	if (i < s.n && s.p[i] == '.')
		for (i++; i < s.n && ascii_digit(s.p[i]);)
			i++;
	return i + 1 == s.n && s.p[i] == 'Z' && s.p[i - 1] != '.' && i <= n + 10;
}

/* The payload is what is behind the HTTP header, or the block; a revisit's is another record's. */
static bool payload_digest_fails(const struct warc_record *r, struct slice digest)
{
	bool known;
	struct slice payload = r->block;
	if (slice_is(r->type, "revisit"))
		return false;
	if (slice_is(r->type, "response") && slice_starts(r->block, SLICE("HTTP/"))) {
		size_t head = slice_find(r->block, SLICE("\r\n\r\n"), 0);
		payload = head == SIZE_MAX ? SLICE_NONE : slice_from(r->block, head + 4);
	}
	return !warc_digest_holds(digest, payload, &known) && known;
}

static bool fits(const struct warc_record *r, struct slice name, struct slice value)
{
	if (slice_eq_nocase(name, SLICE("WARC-Record-ID")))
		return is_id(value);
	if (slice_eq_nocase(name, SLICE("WARC-Date")))
		return is_date(value);
	if (slice_eq_nocase(name, SLICE("WARC-Target-URI")))
		return is_uri(value);
	if (slice_eq_nocase(name, SLICE("WARC-Payload-Digest")))
		return !payload_digest_fails(r, value);
	return !is_single(name) || value.n;
}

/* The bytes that a name or a value may not have, as what they may. */
static struct slice cleaned(struct slice s, bool is_name, struct arena *out)
{
	bool utf8 = utf8_valid(s) == s.n, good = true;
	char *to = arena_str(out, s);
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)to[i];
		bool fine = is_name ? c > ' ' && c < 0x7F && !strchr("()<>@,;:\\\"/[]?={}", c)
			: c >= ' ' && c != 0x7F && (utf8 || c < 0x80);
		good &= fine;
		to[i] = (char)(fine ? c : is_name ? '-' : '?');
	}
	return good ? s : slice_of(to, s.n);
}

static void add(struct warc_record *r, struct slice name, struct slice value, struct arena *out)
{
	*list_add(out, &r->fields) = (struct warc_field){ name, value };
}

/* The moment that a date means which has not WARC's form; `now` where it means none. */
static int64_t said(struct slice date, int64_t now)
{
	struct date d;
	return date_scan(date, &d) ? d.seconds : now;
}

/* What a record must have and this one lacks. One without a usable address gets its own name. */
static void add_missing(struct warc_record *r, struct slice from, int64_t now, struct arena *out)
{
	r->type = warc_field(&r->fields, "WARC-Type");
	r->id = warc_field(&r->fields, "WARC-Record-ID");
	r->date = warc_field(&r->fields, "WARC-Date");
	r->uri = warc_field(&r->fields, "WARC-Target-URI");
	r->content_type = warc_field(&r->fields, "Content-Type");
	if (!r->type.n)
		add(r, SLICE("WARC-Type"), r->type = SLICE("resource"), out);
	if (!r->id.n)
		add(r, SLICE("WARC-Record-ID"), r->id = record_new_id(out), out);
	if (!r->date.n)
		add(r, SLICE("WARC-Date"), r->date = record_date(said(from, now), out), out);
	if (!r->uri.n && !slice_is(r->type, "warcinfo"))
		add(r, SLICE("WARC-Target-URI"), r->uri = slice_sub(r->id, 1, r->id.n - 1), out);
}

enum err record_of_foreign(const struct warc_record *from, int64_t now, struct arena *out,
	struct warc_record *ret, struct error *e)
{
	struct slice digest = warc_field(&from->fields, "WARC-Block-Digest");
	bool known;
	if (digest.n && !warc_digest_holds(digest, from->block, &known) && known)
		return fail(e, ERR_INPUT,
			"the block does not have the digest that its header gives");
	struct warc_record r = *from;
	r.fields = (warc_fields){ 0 };
	for (size_t i = 0; i < from->fields.n; i++) {
		struct warc_field f = from->fields.at[i];
		/* What the writer adds itself. */
		if (slice_eq_nocase(f.name, SLICE("WARC-Block-Digest")) ||
			slice_eq_nocase(f.name, SLICE("Content-Length")))
			continue;
		/* WARC 1.0 wrote addresses in angle brackets. */
		if (slice_eq_nocase(f.name, SLICE("WARC-Target-URI")) && f.value.n > 2 &&
			f.value.p[0] == '<' && f.value.p[f.value.n - 1] == '>')
			f.value = slice_sub(f.value, 1, f.value.n - 1);
		struct slice name = cleaned(f.name, true, out);
		struct slice value = cleaned(f.value, false, out);
		bool twice = is_single(name) && warc_field(&r.fields, arena_str(out, name)).n;
		if (twice || value.p != f.value.p || !fits(from, name, value))
			name = arena_printf(out, ORIGINAL "%.*s", SLICE_ARG(name));
		add(&r, name, value, out);
	}
	add_missing(&r, from->date, now, out);
	*ret = r;
	return OK;
}
