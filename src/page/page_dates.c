/* A date that stands with the headline and does not call itself an update is the one that readers
 * are told: it overrules a declared one of another day, which is often that of a template or an
 * import. Where nothing is declared, lines are tried from the headline on, then below the text. */
#include "page/page_dates.h"

#include "page/page_people.h"

static const char *const updated_words[] = {
	"updated", "modified", "last edited", "last changed", "revised", "reviewed", "aktualisiert",
	"stand:", "geändert", "gewijzigd", "dernière modification", "última modificación",
	"última modificação", "ultima modifica", "изменено", "수정", "diperbarui",
	"dikemaskini", "mis à jour", "modifié", "actualizado", "atualizado", "aggiornato",
	"bijgewerkt", "uppdaterad", "oppdatert", "opdateret", "päivitetty", "aktualizacja",
	"aktualizováno", "frissítve", "actualizat", "обновлено", "оновлено", "güncelleme",
	"cập nhật", "更新", "업데이트", "تحديث",
};

static bool says_updated(struct slice s)
{
	for (size_t i = 0; i < sizeof updated_words / sizeof *updated_words; i++)
		if (slice_find_nocase(s, slice_str(updated_words[i]), 0) != SIZE_MAX)
			return true;
	return false;
}

/* What one or several lines tell. */
struct shown {
	struct date published, updated;
};

static void date_note(struct date *to, struct date d)
{
	if (to->kind == DATE_NONE)
		*to = d;
}

/* The same day, or the same moment told in another zone. */
static bool same_day(struct date a, struct date b)
{
	int64_t apart = date_day_of(a) - date_day_of(b);
	return a.kind != DATE_NONE && b.kind != DATE_NONE && apart >= -1 && apart <= 1;
}

/* <time class="updated"> beside its <time class="published"> is often hidden by the style sheet. */
static bool time_updated(const struct scan *s, uint32_t time)
{
	struct slice class = node_attr(s->tree, time, ATTR_CLASS);
	return (slice_find_nocase(class, SLICE("updated"), 0) != SIZE_MAX ||
		slice_find_nocase(class, SLICE("modified"), 0) != SIZE_MAX) &&
		slice_find_nocase(class, SLICE("publish"), 0) == SIZE_MAX;
}

enum { DATE_LINE_BYTES = 250, DATE_LINE_WORDS = 16, SIGNED_WORDS = 25 };

static struct date time_of(const struct scan *s, const struct scan_block *b, enum date_order order)
{
	if (!b->time)
		return DATE_NOT_KNOWN;
	struct slice moment = node_attr(s->tree, b->time, ATTR_DATETIME);
	return meta_date(moment.n ? moment : node_attr(s->tree, b->time, ATTR_TITLE), order);
}

/* The dates of one line into what is open of the two. */
static void dates_at(const struct scan *s, uint32_t i, enum date_order order, struct shown *to)
{
	const struct scan_block *b = &s->blocks[i];
	if (b->text.n > DATE_LINE_BYTES || slice_find(b->text, SLICE("©"), 0) != SIZE_MAX)
		return;
	struct date time = time_of(s, b, order);
	size_t at = 0;
	struct date_hit hit;
	while (date_find(b->text, at, order, &hit)) {
		bool updated = says_updated(slice_sub(b->text, at, hit.start));
		struct date found = hit.date;
		if (same_day(time, found)) {
			updated |= time_updated(s, b->time);
			found = time;
		}
		date_note(updated ? &to->updated : &to->published, found);
		at = hit.end;
	}
	/* "3 days ago", and forms without a year. */
	if (at == 0 && time.kind != DATE_NONE)
		date_note(says_updated(b->text) || time_updated(s, b->time) ? &to->updated
			: &to->published, time);
}

enum { SHOWN_LINES = 8 }; /* of the headline: what stands there is told of the whole article */

/* How many comments there are is also told in the line that dates the article; comments
 * themselves do not follow the headline. */
static bool of_comments(const struct scan *s, uint32_t i)
{
	const struct scan_block *b = &s->blocks[i];
	bool by_headline = s->title_block && i >= s->title_block &&
		i < s->title_block + SHOWN_LINES;
	return s->boxes[b->box].within & IN_COMMENT ||
		(b->names.marks & MARK_COMMENT && !by_headline);
}

static bool date_line(const struct scan *s, uint32_t i)
{
	const struct scan_block *b = &s->blocks[i];
	return i + 1 != s->title_block && !of_comments(s, i) &&
		(b->words <= DATE_LINE_WORDS || b->time || region_marked(s, b, MARK_DATE));
}

static struct shown shown_find(const struct scan *s, struct region r, enum date_order order)
{
	struct shown d = { DATE_NOT_KNOWN, DATE_NOT_KNOWN };
	for (uint32_t i = r.title; i < r.to; i++)
		if ((d.published.kind == DATE_NONE || i < r.title + SHOWN_LINES) && date_line(s, i))
			dates_at(s, i, order, &d);
	for (uint32_t i = r.title; i-- > r.from && d.published.kind == DATE_NONE;)
		if (date_line(s, i))
			dates_at(s, i, order, &d);
	for (uint32_t i = r.title; i < r.below && d.published.kind == DATE_NONE &&
		d.updated.kind == DATE_NONE; i++)
		if (s->blocks[i].words <= 5 && s->blocks[i].link_bytes == 0 &&
			!of_comments(s, i))
			dates_at(s, i, order, &d);
	for (uint32_t i = r.below; i < r.end && d.published.kind == DATE_NONE; i++)
		if (s->blocks[i].words <= SIGNED_WORDS && (byline_intro(s->blocks[i].text) ||
			says_updated(s->blocks[i].text)))
			dates_at(s, i, order, &d);
	return d;
}

enum { ORIGINAL_WORDS = 50, ORIGINAL_BYTES = 60 };

/* "This article was first published on 3 May 2021 and has been updated since." */
static struct date original_find(const struct scan *s, struct region r, enum date_order order)
{
	static const char *const words[] = { "originally published", "first published",
		"was published", "pertama kali", "ursprünglich", "erstmals veröffentlicht",
		"initialement publié", "publicado originalmente", "pubblicato originariamente" };
	for (uint32_t i = r.title; i < r.end; i++) {
		struct slice text = s->blocks[i].text;
		bool inside = i >= r.to && i + 2 < r.below; /* tells of other things */
		if (inside || s->blocks[i].words > ORIGINAL_WORDS || !says_updated(text))
			continue;
		for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
			size_t at = slice_find_nocase(text, slice_str(words[k]), 0);
			struct date_hit hit;
			if (at != SIZE_MAX && date_find(text, at, order, &hit) &&
				hit.start < at + ORIGINAL_BYTES)
				return hit.date;
		}
	}
	return DATE_NOT_KNOWN;
}

/* The one day that all <time> elements outside of comments tell, where they tell one. */
static struct date only_time(const struct scan *s, enum date_order order)
{
	struct date only = DATE_NOT_KNOWN;
	for (uint32_t i = 0; i < s->n_blocks; i++) {
		struct date d = of_comments(s, i) ? DATE_NOT_KNOWN
			: time_of(s, &s->blocks[i], order);
		if (d.kind == DATE_NONE)
			continue;
		if (only.kind != DATE_NONE && date_day_of(only) != date_day_of(d))
			return DATE_NOT_KNOWN;
		only = d;
	}
	return only;
}

/* Does a line of the head show the declared day? Then nothing else there is the article's. */
static bool declared_shown(const struct scan *s, struct region r, enum date_order order,
	struct date declared)
{
	uint32_t to = r.to < r.title + SHOWN_LINES ? r.to : r.title + SHOWN_LINES;
	for (uint32_t i = r.from; i < to; i++) {
		struct shown d = { DATE_NOT_KNOWN, DATE_NOT_KNOWN };
		if (date_line(s, i))
			dates_at(s, i, order, &d);
		if (same_day(d.published, declared))
			return true;
	}
	return false;
}

enum { REWRITTEN_DAYS = 30 };

/* What the lines around the headline tell against the declared date.
 *
 * A page that declares its first day in structured data alone, shows its readers nothing but a much
 * later update, and was rewritten then, is of that day: so readers of such pages date it, nine of
 * ten times on labelled pages, where of those that have it in <meta> too two thirds keep it. */
static struct date overruling(const struct scan *s, struct region r, const struct page_meta *meta)
{
	struct shown d = { DATE_NOT_KNOWN, DATE_NOT_KNOWN };
	if (!s->title_block || declared_shown(s, r, meta->order, meta->published))
		return DATE_NOT_KNOWN;
	for (uint32_t i = r.title; i < r.to && i < r.title + SHOWN_LINES; i++)
		if (d.published.kind == DATE_NONE && date_line(s, i) &&
			!slice_ends(s->blocks[i].text, SLICE(".")))
			dates_at(s, i, meta->order, &d);
	/* Many pages show nothing but when they were last touched, and do not say so. */
	if (d.published.kind != DATE_NONE && !same_day(d.published, meta->updated))
		return d.published;
	struct date update = d.published.kind != DATE_NONE ? d.published : d.updated;
	bool rewritten = !meta->published_in_meta && update.kind != DATE_NONE &&
		date_day_of(update) > date_day_of(meta->published) + REWRITTEN_DAYS;
	return rewritten ? update : DATE_NOT_KNOWN;
}

static void publish(struct article *a, struct page_from *from, struct date d, enum origin origin,
	const char *where)
{
	a->published = d;
	a->published_from = origin;
	from->at[HEAD_PUBLISHED] = where;
}

/* Nothing is declared. */
static void undeclared(const struct scan *s, struct region r, enum date_order order,
	struct date path, struct article *a, struct page_from *from)
{
	struct shown d = shown_find(s, r, order);
	struct date original = original_find(s, r, order);
	if (original.kind != DATE_NONE) {
		date_note(&a->updated, d.published);
		from->at[HEAD_UPDATED] = "a line by the headline";
		publish(a, from, original, ORIGIN_TEXT, "a line on when it was first published");
		return;
	}
	if (a->updated.kind == DATE_NONE && d.updated.kind != DATE_NONE) {
		a->updated = d.updated;
		from->at[HEAD_UPDATED] = "a line by the headline";
	}
	if (same_day(d.published, a->updated) && path.kind == DATE_NONE)
		from->at[HEAD_PUBLISHED] = "a line by the headline, which may tell the update";
	if (d.published.kind != DATE_NONE &&
		(path.kind == DATE_NONE || same_day(path, d.published)))
		publish(a, from, d.published, ORIGIN_TEXT, "a line by the headline");
	else if (path.kind != DATE_NONE)
		publish(a, from, path, ORIGIN_URL, "the address");
	else if (only_time(s, order).kind != DATE_NONE)
		publish(a, from, only_time(s, order), ORIGIN_META, "the page's only <time>");
	else if (a->updated.kind != DATE_NONE)
		/* A page that only says when it was changed is dated by that. */
		publish(a, from, a->updated, d.updated.kind == DATE_NONE ? ORIGIN_META
			: ORIGIN_TEXT, "the date of the update; no other is told");
}

void dates_settle(const struct scan *s, const struct page_meta *meta, struct slice url,
	struct region r, struct article *a, struct page_from *from)
{
	struct date path = DATE_NOT_KNOWN;
	(void)date_in_url(url, &path);
	a->published = meta->published;
	a->updated = meta->updated;
	if (a->published.kind == DATE_NONE) {
		undeclared(s, r, meta->order, path, a, from);
		return;
	}
	a->published_from = ORIGIN_META;
	if (same_day(path, a->published))
		return;
	struct date seen = overruling(s, r, meta);
	if (seen.kind != DATE_NONE)
		publish(a, from, seen, ORIGIN_TEXT, "a line by the headline, against what is "
			"declared");
}
