/* reply: a row for each header that is looked at. */
#include "fetch/reply.h"

#include "base/date.h"
#include "text/datetext.h"
#include "text/utf8.h"

static int64_t bounded(int64_t s)
{
	return s < 0 ? 0 : s > REPLY_MAX_SECONDS ? REPLY_MAX_SECONDS : s;
}

static void take_validator(struct slice value, struct slice *to)
{
	if (!to->n && value.n <= REPLY_MAX_VALIDATOR)
		*to = value;
}

/* Directives: "max-age=300, must-revalidate". */
static void take_cache_control(struct slice value, struct reply *r)
{
	struct slice rest = value, piece;
	while (slice_next_piece(&rest, ',', &piece)) {
		int64_t s;
		piece = slice_trim(piece);
		struct slice name = SLICE("max-age=");
		if (slice_eq_nocase(piece, SLICE("no-cache")) ||
			slice_eq_nocase(piece, SLICE("no-store"))) {
			r->max_age_s = 0;
			return;
		}
		if (!slice_starts_nocase(piece, name) || r->max_age_s >= 0)
			continue;
		struct slice number = slice_from(piece, name.n);
		if (number.n > 1 && number.p[0] == '"')
			number = slice_sub(number, 1, number.n - 1);
		if (slice_to_int(number, &s))
			r->max_age_s = bounded(s);
	}
}

/* Seconds, or a date. */
static void take_retry_after(struct slice value, int64_t now, struct reply *r)
{
	int64_t s;
	struct date when;
	if (r->retry_after_s >= 0)
		return;
	if (slice_to_int(value, &s))
		r->retry_after_s = bounded(s);
	else if (utf8_valid(value) == value.n &&
		date_parse(value, DATE_ORDER_UNKNOWN, &when) && when.kind != DATE_DAY)
		r->retry_after_s = bounded(when.seconds - now);
}

/* One of `<https://hub.example/>; rel="hub", <...>; rel=self`; the rest is what follows it. */
static bool next_link(struct slice *rest, struct reply_link *ret)
{
	size_t from = slice_find_byte(*rest, '<', 0);
	size_t end = from == SIZE_MAX ? from : slice_find_byte(*rest, '>', from);
	if (end == SIZE_MAX)
		return false;
	*ret = (struct reply_link){ .url = slice_trim(slice_sub(*rest, from + 1, end)) };
	struct slice params = slice_from(*rest, end + 1), piece;
	params = slice_sub(params, 0, slice_find_byte(params, '<', 0));
	*rest = slice_from(*rest, end + 1 + params.n);
	while (slice_next_piece(&params, ';', &piece)) {
		size_t is = slice_find_byte(piece, '=', 0);
		if (is == SIZE_MAX || ret->rel.n ||
			!slice_eq_nocase(slice_trim(slice_sub(piece, 0, is)), SLICE("rel")))
			continue;
		struct slice value = slice_trim(slice_from(piece, is + 1));
		if (value.n > 1 && value.p[0] == '"')
			value = slice_sub(value, 1, slice_find_byte(value, '"', 1));
		else
			value = slice_trim(slice_sub(value, 0, slice_find_byte(value, ',', 0)));
		ret->rel = value;
	}
	return true;
}

static void take_links(struct slice value, struct arena *out, struct reply *r)
{
	struct reply_link link;
	while (r->links.n < REPLY_MAX_LINKS && next_link(&value, &link))
		if (link.url.n && link.rel.n)
			*list_add(out, &r->links) = link;
}

static int status_of(struct slice line)
{
	int64_t status;
	size_t blank = slice_find_byte(line, ' ', 0);
	if (!slice_starts_nocase(line, SLICE("HTTP/")) || blank == SIZE_MAX)
		return 0;
	struct slice rest = slice_trim(slice_from(line, blank));
	struct slice number = slice_sub(rest, 0, slice_find_byte(rest, ' ', 0));
	if (number.n != 3 || !slice_to_int(number, &status) || status < 100)
		return 0;
	return (int)status;
}

void reply_read(struct slice head, int64_t now, struct arena *out, struct reply *ret)
{
	struct reply r = { .max_age_s = -1, .retry_after_s = -1 };
	struct slice line;
	if (slice_next_line(&head, &line))
		r.status = status_of(line);
	while (slice_next_line(&head, &line)) {
		size_t colon = slice_find_byte(line, ':', 0);
		if (colon == SIZE_MAX)
			continue;
		struct slice name = slice_sub(line, 0, colon);
		struct slice value = slice_trim(slice_from(line, colon + 1));
		if (slice_eq_nocase(name, SLICE("ETag")))
			take_validator(value, &r.etag);
		else if (slice_eq_nocase(name, SLICE("Last-Modified")))
			take_validator(value, &r.last_modified);
		else if (slice_eq_nocase(name, SLICE("Location")) && !r.location.n)
			r.location = value;
		else if (slice_eq_nocase(name, SLICE("Content-Type")) && !r.content_type.n)
			r.content_type = value;
		else if (slice_eq_nocase(name, SLICE("Cache-Control")))
			take_cache_control(value, &r);
		else if (slice_eq_nocase(name, SLICE("Retry-After")))
			take_retry_after(value, now, &r);
		else if (slice_eq_nocase(name, SLICE("Link")))
			take_links(value, out, &r);
	}
	*ret = r;
}
