/* The headline is the heading that agrees best with what the page calls itself, or a part of that
 * without the outlet's name. */
#include "page/page_title.h"

#include "text/datetext.h"
#include "url/url.h"

enum { TITLE_WORDS = 48, TITLE_MAX = 400, TITLE_LEAST = 10 };

struct bag {
	uint32_t words[TITLE_WORDS];
	size_t n;
};

static struct bag bag_of(struct slice s)
{
	struct bag b;
	b.n = words_hash(s, false, b.words, TITLE_WORDS);
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
	"|", ": ",
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
		if (title.p[i] != ' ' && title.p[i] != '|' && title.p[i] != ':')
			continue;
		for (size_t k = 0; k < N_SEPARATORS; k++) {
			struct slice sep = slice_str(separators[k]);
			if (!slice_starts(slice_from(title, i), sep))
				continue;
			c.end[c.n] = i;
			c.begin[c.n] = i + sep.n;
			c.hard[c.n++] = k != 1 && k != 2 && k != 3 && k != 9 && k != 14;
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
	struct slice rest = host, label = SLICE_NONE;
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

/* Does a heading lead to the site's front page, as its name does? */
static bool leads_home(const struct scan *s, const struct scan_block *b, struct slice url,
	struct arena *scratch)
{
	struct url own, to;
	uint32_t link = scan_link(s, b);
	struct slice href = link ? slice_trim(node_attr(s->tree, link, ATTR_HREF)) : SLICE_NONE;
	if (href.n == 0 || href.n > TITLE_MAX || b->link_bytes * 2 < b->text.n ||
		!url_parse(url, scratch, &own) || own.path.n <= 1 ||
		!url_parse(url_resolve(href, url, scratch), scratch, &to))
		return false;
	return to.path.n <= 1 && !to.has_query;
}

enum { SITE_WORDS = 4, SITE_MORE = 6 }; /* "The India Post" of the site "India Post" */

static const char *const title_names[N_TITLES] = { "JSON-LD", "og:title", "twitter:title",
	"another field of <meta>", "<title>" };

/* What a page calls itself. */
struct names {
	struct declared titles[N_TITLES];
	bool any;
	struct slice site, host, url;
};

static uint32_t names_agree(const struct names *names, struct slice text)
{
	struct bag words = bag_of(text);
	uint32_t best = 0;
	for (size_t k = 0; k < N_TITLES; k++) {
		uint32_t agree = title_agrees(&words, &names->titles[k]);
		best = agree > best ? agree : best;
	}
	return best;
}

/* Many sites have their name as a heading, and it ends the page's title. */
static bool heads_site(const struct scan *s, const struct scan_block *b, const struct names *names,
	struct arena *scratch)
{
	return (b->words <= SITE_WORDS && b->text.n <= names->site.n + SITE_MORE &&
		names_site(b->text, names->site, names->host)) ||
		leads_home(s, b, names->url, scratch);
}

/* <div role="heading">, <div class="title"> */
static bool is_marked(const struct scan *s, const struct scan_block *b)
{
	const struct scan_box *box = &s->boxes[b->box];
	return b->tag == TAG_DIV && (box->own.marks & MARK_TITLE ||
		slice_is(node_attr(s->tree, box->node, ATTR_ROLE), "heading"));
}

/* In 1/64; what agrees less is some other heading. Lesser ones must agree better, or the page's
 * only first heading is the headline: "Best kettles of 2024" against "The Brenn 2 kettle". */
enum { AGREE_LEAST = 38, AGREE_SURE = 54, AGREE_SAME = 60, HEADINGS_MOST = 200 };

/* The block of the heading that agrees best, + 1; 0 for none. *ret_lone: of the only first heading
 * that is not the site's name. */
static uint32_t heading_find(const struct scan *s, const struct names *names,
	struct arena *scratch, uint32_t *ret_lone)
{
	uint32_t best = 0, found = 0, tried = 0, lone = 0, n_first = 0;
	for (uint32_t i = 0; i < s->n_blocks && tried < HEADINGS_MOST; i++) {
		const struct scan_block *b = &s->blocks[i];
		bool marked = is_marked(s, b), heading = b->tag >= TAG_H1 && b->tag <= TAG_H3;
		if ((!heading && !marked) || b->text.n > TITLE_MAX || b->words == 0)
			continue;
		tried++;
		uint32_t agree = names_agree(names, b->text);
		bool of_site = (agree >= AGREE_LEAST || b->tag == TAG_H1) &&
			heads_site(s, b, names, scratch);
		if (b->tag == TAG_H1 && !of_site && n_first++ == 0)
			lone = i + 1;
		if (agree < AGREE_LEAST || of_site)
			continue;
		agree += b->tag == TAG_H1 ? 16 : b->tag == TAG_H2 ? 4 : marked ? 0 : 2;
		if (agree > best) {
			best = agree;
			found = i + 1;
		}
	}
	*ret_lone = n_first == 1 ? lone : 0;
	bool weak = found && best < AGREE_SURE && s->blocks[found - 1].tag != TAG_H1;
	return weak && *ret_lone ? *ret_lone : found;
}

/* Old pages have headlines in bold and large type, which are headings to readers only: a short
 * line that is what the page is called. */
static uint32_t line_find(const struct scan *s, const struct names *names)
{
	for (uint32_t i = 0; i < s->n_blocks; i++) {
		const struct scan_block *b = &s->blocks[i];
		if (b->words >= 3 && b->words < TITLE_WORDS && b->in_title == b->words &&
			b->link_bytes == 0 && names_agree(names, b->text) >= AGREE_SAME)
			return i + 1;
	}
	return 0;
}

/* A heading without what stands before and behind the title in it: "Title:", a date, the outlet's
 * name, the sign that links to the section. */
static struct slice heading_tidy(struct slice text, const struct page_meta *meta,
	const struct names *names)
{
	static const char *const signs[] = { "\u00b6", "\u00a7", "#", "\U0001f517" };
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (slice_ends(text, slice_str(signs[i])) && text.n > strlen(signs[i]))
			text = slice_trim(slice_sub(text, 0, text.n - strlen(signs[i])));
	for (size_t k = 0; k < N_TITLES; k++) {
		struct slice title = meta->titles[k];
		if (title.n < TITLE_LEAST || title.n >= text.n ||
			!slice_eq_nocase(slice_from(text, text.n - title.n), title))
			continue;
		struct slice label = slice_trim(slice_sub(text, 0, text.n - title.n));
		struct date date;
		if ((bag_of(label).n == 1 && slice_ends(label, SLICE(":"))) ||
			date_parse(label, DATE_ORDER_UNKNOWN, &date))
			return title;
	}
	struct cuts c = cuts_of(text);
	if (c.n > 0 && names_site(slice_from(text, c.begin[c.n - 1]), names->site, names->host) &&
		bag_of(slice_sub(text, 0, c.end[c.n - 1])).n >= 3)
		text = slice_trim(slice_sub(text, 0, c.end[c.n - 1]));
	return text;
}

enum { LONE_WORDS = 3 };

struct slice head_title(struct scan *s, const struct page_meta *meta, struct slice url,
	struct arena *out, const char **ret_from)
{
	struct names names = { .site = meta->site, .host = url_host(url, out), .url = url };
	for (size_t k = 0; k < N_TITLES; k++) {
		names.titles[k] = declared_of(meta->titles[k]);
		names.any |= meta->titles[k].n > 0;
	}
	uint32_t lone;
	s->title_block = heading_find(s, &names, out, &lone);
	if (s->title_block == 0 && names.any)
		s->title_block = line_find(s, &names);
	/* One or two words are a section's name as often. */
	if (s->title_block == 0 && lone && (!names.any || s->blocks[lone - 1].words >= LONE_WORDS))
		s->title_block = lone;
	if (s->title_block) {
		struct slice text = s->blocks[s->title_block - 1].text;
		*ret_from = names_agree(&names, text) >= AGREE_LEAST
			? "a heading that agrees with what is declared"
			: "the only first heading";
		return heading_tidy(text, meta, &names);
	}
	static const uint8_t order[N_TITLES] = { TITLE_OG, TITLE_LD, TITLE_TWITTER, TITLE_OTHER,
		TITLE_DOCUMENT };
	for (size_t k = 0; k < N_TITLES; k++) {
		struct slice title = title_strip(meta->titles[order[k]], meta->site, names.host);
		if (title.n > 0) {
			*ret_from = title_names[order[k]];
			return title;
		}
	}
	return SLICE_NONE;
}
