/* The headline is the heading that agrees best with what the page calls itself; names and dates are
 * looked for around it. */
#include "page/page_head.h"

#include "page/page_people.h"
#include "text/datetext.h"
#include "text/utf8.h"
#include "url/url.h"

enum { TITLE_WORDS = 48, TITLE_MAX = 400 };

struct bag {
	uint32_t words[TITLE_WORDS];
	size_t n;
};

static struct bag bag_of(struct slice s)
{
	struct bag b;
	b.n = scan_words(s, b.words, TITLE_WORDS);
	return b;
}

/* Words that two texts share, as the share of both, in 1/64. */
static uint32_t bags_agree(const struct bag *a, const struct bag *b)
{
	bool used[TITLE_WORDS] = { false };
	size_t common = 0;
	if (a->n == 0 || b->n == 0)
		return 0;
	for (size_t i = 0; i < a->n; i++) {
		for (size_t k = 0; k < b->n; k++) {
			if (!used[k] && a->words[i] == b->words[k]) {
				used[k] = true;
				common++;
				break;
			}
		}
	}
	return (uint32_t)(common * 128 / (a->n + b->n));
}

static const char *const separators[] = {
	" | ", " - ", " – ", " — ", " · ", " • ", " :: ", " » ", " « ", " / ", " ~ ", " › ", " ∣ ",
	"|",
};

enum { N_SEPARATORS = sizeof separators / sizeof *separators, MAX_PARTS = 8 };

/* The places at which `title` may be cut: before and behind each separator. */
struct cuts {
	size_t end[MAX_PARTS], begin[MAX_PARTS];
	bool hard[MAX_PARTS]; /* a separator that titles do not have of themselves */
	size_t n;
};

static struct cuts cuts_of(struct slice title)
{
	struct cuts c = { .n = 0 };
	for (size_t i = 1; i < title.n && c.n < MAX_PARTS; i++) {
		if (title.p[i] != ' ' && title.p[i] != '|')
			continue;
		for (size_t k = 0; k < N_SEPARATORS; k++) {
			struct slice sep = slice_str(separators[k]);
			if (!slice_starts(slice_from(title, i), sep))
				continue;
			c.end[c.n] = i;
			c.begin[c.n] = i + sep.n;
			c.hard[c.n++] = k != 1 && k != 2 && k != 3 && k != 9;
			i += sep.n - 1;
			break;
		}
	}
	return c;
}

/* A declared title as a bag of words, whole and cut at each place. */
struct declared {
	struct bag whole, before[MAX_PARTS], after[MAX_PARTS];
	size_t n;
};

static struct declared declared_of(struct slice title)
{
	struct declared d;
	struct cuts c = cuts_of(title);
	d.whole = bag_of(title);
	d.n = c.n;
	for (size_t i = 0; i < c.n; i++) {
		d.before[i] = bag_of(slice_sub(title, 0, c.end[i]));
		d.after[i] = bag_of(slice_from(title, c.begin[i]));
	}
	return d;
}

/* How well a heading agrees with a declared title or a part of it. */
static uint32_t title_agrees(const struct bag *heading, const struct declared *title)
{
	uint32_t best = bags_agree(heading, &title->whole);
	for (size_t i = 0; i < title->n; i++) {
		uint32_t a = bags_agree(heading, &title->before[i]);
		uint32_t b = bags_agree(heading, &title->after[i]);
		/* A part agrees a little less than the whole would. */
		a = a > 2 ? a - 2 : 0;
		b = b > 8 ? b - 8 : 0;
		best = a > best ? a : best;
		best = b > best ? b : best;
	}
	return best;
}

/* Letters and digits of a name, lower case, for comparing it with a host. */
static size_t letters_of(struct slice s, char *to, size_t max)
{
	size_t n = 0;
	for (size_t i = 0; i < s.n && n < max; i++)
		if (ascii_alpha(s.p[i]) || ascii_digit(s.p[i]) || (unsigned char)s.p[i] >= 0x80)
			to[n++] = ascii_lower(s.p[i]);
	return n;
}

static bool names_site(struct slice part, struct slice site, struct slice host)
{
	char a[128], b[128];
	size_t n = letters_of(part, a, sizeof a), m = letters_of(site, b, sizeof b);
	struct slice x = slice_of(a, n);
	if (n == 0)
		return false;
	if (m > 2 && (slice_eq(x, slice_of(b, m)) || (n > 3 && slice_starts(slice_of(b, m), x)) ||
			slice_starts(x, slice_of(b, m))))
		return true;
	m = letters_of(host, b, sizeof b);
	if (n >= 3 && slice_find(slice_of(b, m), x, 0) != SIZE_MAX)
		return true;
	struct slice rest = host, label;
	(void)slice_next_piece(&rest, '.', &label);
	return label.n >= 4 && n < label.n * 3 &&
		slice_find(x, slice_of(b, letters_of(label, b, sizeof b)), 0) != SIZE_MAX;
}

/* A declared title without the outlet's name at its end or beginning. */
static struct slice title_strip(struct slice title, struct slice site, struct slice host)
{
	struct cuts c = cuts_of(title);
	while (c.n > 0) {
		size_t last = c.n - 1;
		struct slice part = slice_from(title, c.begin[last]);
		struct bag words = bag_of(part), rest = bag_of(slice_sub(title, 0, c.end[last]));
		bool cut = names_site(part, site, host) ||
			(c.hard[last] && words.n <= 5 && rest.n >= 3);
		if (!cut)
			break;
		title = slice_sub(title, 0, c.end[last]);
		c.n--;
	}
	c = cuts_of(title);
	if (c.n > 0 && names_site(slice_sub(title, 0, c.end[0]), site, host) &&
		bag_of(slice_from(title, c.begin[0])).n >= 2)
		title = slice_from(title, c.begin[0]);
	return slice_trim(title);
}

struct slice head_title(struct scan *s, const struct page_meta *meta, struct slice url,
	struct arena *out)
{
	uint32_t best = 0, n_tried = 0, lone_h1 = 0, n_h1 = 0;
	struct declared titles[N_TITLES];
	for (size_t k = 0; k < N_TITLES; k++)
		titles[k] = declared_of(meta->titles[k]);
	for (uint32_t i = 0; i < s->n_blocks && n_tried < 200; i++) {
		const struct scan_block *b = &s->blocks[i];
		bool heading = b->tag >= TAG_H1 && b->tag <= TAG_H3;
		bool marked = s->boxes[b->box].own.marks & MARK_TITLE && b->tag == TAG_DIV;
		if ((!heading && !marked) || b->text.n > TITLE_MAX || b->words == 0)
			continue;
		n_tried++;
		if (b->tag == TAG_H1 && n_h1++ == 0)
			lone_h1 = i + 1;
		struct bag words = bag_of(b->text);
		uint32_t agree = 0;
		for (size_t k = 0; k < N_TITLES; k++) {
			uint32_t a = title_agrees(&words, &titles[k]);
			agree = a > agree ? a : agree;
		}
		if (agree < 38)
			continue;
		agree += b->tag == TAG_H1 ? 16 : b->tag == TAG_H2 ? 4 : marked ? 0 : 2;
		if (agree > best) {
			best = agree;
			s->title_block = i + 1;
		}
	}
	bool declared = false;
	for (size_t k = 0; k < N_TITLES; k++)
		declared |= meta->titles[k].n > 0;
	if (s->title_block == 0 && n_h1 == 1 && !declared)
		s->title_block = lone_h1;
	if (s->title_block)
		return s->blocks[s->title_block - 1].text;
	static const uint8_t order[N_TITLES] = { TITLE_OG, TITLE_LD, TITLE_TWITTER, TITLE_OTHER,
		TITLE_DOCUMENT };
	struct slice host = url_host(url, out);
	for (size_t k = 0; k < N_TITLES; k++) {
		struct slice title = title_strip(meta->titles[order[k]], meta->site, host);
		if (title.n > 0)
			return title;
	}
	return SLICE_NONE;
}

/* The lines around the headline, [from, to), and those under the text, [below, end). */
struct region {
	uint32_t from, title, to, below, end;
};

enum { LINES_ABOVE = 8, LINES_AFTER = 25, LINES_MOST = 80, LINES_BELOW = 15 };

static struct region region_of(const struct scan *s, uint32_t first, uint32_t end)
{
	struct region r;
	uint32_t n = s->n_blocks;
	r.title = s->title_block ? s->title_block - 1 : first;
	r.title = r.title > n ? n : r.title;
	/* Crumbs and hidden copies repeat the headline; the lines are with the last one. */
	for (uint32_t i = r.title + 1; s->title_block && i < first && i < n; i++)
		if (s->blocks[i].text_hash == s->blocks[s->title_block - 1].text_hash)
			r.title = i;
	r.from = r.title > LINES_ABOVE ? r.title - LINES_ABOVE : 0;
	r.to = r.title + LINES_AFTER;
	if (first > r.title && first < r.title + LINES_MOST)
		r.to = first + 4;
	r.to = r.to > n ? n : r.to;
	r.below = end < r.to ? r.to : end;
	r.end = r.below + LINES_BELOW > n ? n : r.below + LINES_BELOW;
	return r;
}

/* Do the names around a block say this of it? */
static bool marked_as(const struct scan *s, const struct scan_block *b, uint32_t mark)
{
	if (b->names.marks & mark)
		return true;
	uint32_t box = b->box;
	for (int up = 0; up < 3; up++, box = s->boxes[box].parent)
		if (s->boxes[box].own.marks & mark && s->boxes[box].end <= s->boxes[box].first + 6)
			return true;
	return false;
}

static bool has_date(const struct scan *s, uint32_t i)
{
	struct date_hit hit;
	return i < s->n_blocks && s->blocks[i].text.n < 200 &&
		date_find(s->blocks[i].text, 0, DATE_ORDER_UNKNOWN, &hit);
}

static bool author_at(const struct scan *s, uint32_t i, bool marks, struct slice site,
	strings *to, struct arena *out)
{
	const struct scan_block *b = &s->blocks[i];
	size_t before = to->n, intro = byline_intro(b->text);
	if (b->text.n > 250)
		return false;
	if (intro == b->text.n && i + 1 < s->n_blocks)
		people_add(to, s->blocks[i + 1].text, site, out);
	else if (intro > 0 || (marks && marked_as(s, b, MARK_AUTHOR) && b->text.n < 120))
		people_add(to, b->text, site, out);
	if (to->n == before && b->words <= 16 && b->digits > 0) {
		/* "12 March 2022 by Ann Lee" */
		size_t at = slice_find_nocase(b->text, SLICE(" by "), 0);
		if (at != SIZE_MAX)
			people_add(to, slice_from(b->text, at + 1), site, out);
	}
	return to->n > before;
}

/* A line that is nothing but a name, with a date in it or beside it. */
static bool bare_name_at(const struct scan *s, uint32_t i, struct slice site, strings *to,
	struct arena *out)
{
	const struct scan_block *b = &s->blocks[i];
	size_t before = to->n;
	if (b->words < 2 || b->words > 7 || b->tag == TAG_LI ||
		(b->tag >= TAG_H1 && b->tag <= TAG_H3))
		return false;
	if (has_date(s, i) || (b->words <= 4 && (has_date(s, i + 1) || has_date(s, i + 2) ||
			(i > 0 && has_date(s, i - 1)) ||
			(i + 1 < s->n_blocks && people_job(s->blocks[i + 1].text)))))
		people_add(to, b->text, site, out);
	return to->n > before;
}

enum { BARE_LINES = 5 }; /* below the headline */

static void authors_find(const struct scan *s, struct region r, struct slice site,
	strings *to, struct arena *out)
{
	for (uint32_t i = r.title; i < r.to; i++)
		if (i + 1 != s->title_block && author_at(s, i, true, site, to, out))
			return;
	for (uint32_t i = r.title + 1; i < r.to && i <= r.title + BARE_LINES; i++)
		if (bare_name_at(s, i, site, to, out))
			return;
	for (uint32_t i = r.title; i-- > r.from;)
		if (author_at(s, i, true, site, to, out))
			return;
	for (uint32_t i = r.below; i < r.end; i++)
		if (author_at(s, i, false, site, to, out))
			return;
}

static const char *const updated_words[] = {
	"updated", "modified", "last edited", "revised", "reviewed", "aktualisiert", "diperbarui",
	"mis à jour", "modifié", "actualizado", "atualizado", "aggiornato", "bijgewerkt",
	"uppdaterad", "oppdatert", "opdateret", "aktualizacja", "обновлено", "güncelleme",
	"cập nhật", "更新",
};

static bool says_updated(struct slice s)
{
	for (size_t i = 0; i < sizeof updated_words / sizeof *updated_words; i++)
		if (slice_find_nocase(s, slice_str(updated_words[i]), 0) != SIZE_MAX)
			return true;
	return false;
}

/* The dates of one line into what is open of the two. */
static void dates_at(const struct scan *s, uint32_t i, enum date_order order,
	struct date *published, struct date *updated)
{
	const struct scan_block *b = &s->blocks[i];
	if (b->text.n > 250 || slice_find(b->text, SLICE("©"), 0) != SIZE_MAX)
		return;
	struct date time = DATE_NOT_KNOWN;
	if (b->time)
		time = meta_date(node_attr(s->tree, b->time, ATTR_DATETIME), order);
	size_t at = 0;
	struct date_hit hit;
	while (date_find(b->text, at, order, &hit)) {
		bool is_updated = says_updated(slice_sub(b->text, at, hit.start));
		struct date found = hit.date;
		if (time.kind != DATE_NONE && date_day_of(time) == date_day_of(found))
			found = time;
		struct date *to = is_updated ? updated : published;
		if (to->kind == DATE_NONE)
			*to = found;
		at = hit.end;
	}
	if (at == 0 && time.kind != DATE_NONE) {
		struct date *to = says_updated(b->text) ? updated : published;
		if (to->kind == DATE_NONE)
			*to = time;
	}
}

static bool date_line(const struct scan *s, uint32_t i)
{
	const struct scan_block *b = &s->blocks[i];
	return i + 1 != s->title_block && (b->words <= 16 || b->time || marked_as(s, b, MARK_DATE));
}

static void dates_find(const struct scan *s, struct region r, enum date_order order,
	struct date *published, struct date *updated)
{
	for (uint32_t i = r.title; i < r.to && published->kind == DATE_NONE; i++)
		if (date_line(s, i))
			dates_at(s, i, order, published, updated);
	for (uint32_t i = r.title; i-- > r.from && published->kind == DATE_NONE;)
		if (date_line(s, i))
			dates_at(s, i, order, published, updated);
	for (uint32_t i = r.title; i < r.below && published->kind == DATE_NONE &&
		updated->kind == DATE_NONE; i++)
		if (s->blocks[i].words <= 5 && s->blocks[i].link_bytes == 0)
			dates_at(s, i, order, published, updated);
	for (uint32_t i = r.below; i < r.end && published->kind == DATE_NONE; i++)
		if (byline_intro(s->blocks[i].text) && s->blocks[i].words <= 25)
			dates_at(s, i, order, published, updated);
}

/* A day in the path of an address: /2022/02/09/ or 2022-02-09 or 20220209. */
static struct date url_date(struct slice url)
{
	for (size_t i = 0; i + 8 <= url.n; i++) {
		if (i > 0 && ascii_digit(url.p[i - 1]))
			continue;
		int part[3] = { 0, 0, 0 }, widths[3] = { 4, 2, 2 };
		size_t at = i;
		bool good = true;
		char sep = i + 4 < url.n && !ascii_digit(url.p[i + 4]) ? url.p[i + 4] : 0;
		if (sep && sep != '/' && sep != '-' && sep != '_')
			continue;
		for (int k = 0; k < 3 && good; k++) {
			int digits = 0;
			for (; at < url.n && ascii_digit(url.p[at]) && digits < widths[k];
				at++, digits++)
				part[k] = part[k] * 10 + (url.p[at] - '0');
			good = digits == widths[k] || (sep == '/' && k > 0 && digits == 1);
			if (good && sep && k < 2)
				good = at < url.n && url.p[at++] == sep;
		}
		int64_t days;
		if (good && (at == url.n || !ascii_digit(url.p[at])) && part[0] >= 1990 &&
			part[0] < 2100 && date_days(part[0], part[1], part[2], &days))
			return (struct date){ days * 86400, 0, DATE_DAY };
	}
	return DATE_NOT_KNOWN;
}

enum { SHOWN_LINES = 8 }; /* around the headline, for a date that overrules the declared one */

void head_lines(const struct scan *s, const struct page_meta *meta, struct slice url,
	uint32_t first, uint32_t end, struct article *a, struct arena *out)
{
	struct region r = region_of(s, first, end);
	if (a->authors.n == 0)
		authors_find(s, r, meta->site, &a->authors, out);
	struct date seen = DATE_NOT_KNOWN, updated = a->updated, path = url_date(url);
	if (a->published.kind != DATE_NONE) {
		a->published_from = ORIGIN_META;
		/* Declared dates are often those of a template or an import; a date that stands
		 * with the headline and does not call itself an update is the one that readers are
		 * told. */
		for (uint32_t i = r.title; i < r.to && i < r.title + SHOWN_LINES; i++)
			if (s->title_block && date_line(s, i) && seen.kind == DATE_NONE)
				dates_at(s, i, meta->order, &seen, &updated);
		if (seen.kind != DATE_NONE && date_day_of(seen) != date_day_of(a->published)) {
			a->published = seen;
			a->published_from = ORIGIN_TEXT;
		}
		return;
	}
	dates_find(s, r, meta->order, &seen, &updated);
	a->updated = updated;
	if (path.kind != DATE_NONE &&
		(seen.kind == DATE_NONE || date_day_of(seen) != date_day_of(path))) {
		a->published = path;
		a->published_from = ORIGIN_URL;
	} else if (seen.kind != DATE_NONE) {
		a->published = seen;
		a->published_from = ORIGIN_TEXT;
	} else if (updated.kind != DATE_NONE) {
		/* A page that only says when it was changed is dated by that. */
		a->published = updated;
		a->published_from = meta->updated.kind != DATE_NONE ? ORIGIN_META : ORIGIN_TEXT;
	}
}
