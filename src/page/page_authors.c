/* Names are looked for around the headline, above the text's beginning, then below the text. */
#include "page/page_authors.h"

#include "page/page_people.h"
#include "text/datetext.h"

static bool has_date(const struct scan *s, uint32_t i)
{
	struct date_hit hit;
	return i < s->n_blocks && s->blocks[i].text.n < 200 &&
		date_find(s->blocks[i].text, 0, DATE_ORDER_UNKNOWN, &hit);
}

/* "Fact checked by": who is named there has not written it. */
static bool other_work(struct slice text)
{
	static const char *const works[] = { "reviewed by", "medically reviewed", "fact check",
		"fact-check", "edited by", "editing by", "verified by", "approved by",
		"photo", "illustrat", "translated by", "editor:", "penyunting", "editor :" };
	for (size_t i = 0; i < sizeof works / sizeof *works; i++)
		if (slice_starts_nocase(text, slice_str(works[i])))
			return true;
	return false;
}

enum { LABEL_WORDS = 4, LINE_WORDS = 16 };

/* Is block `i`, or the label before it, of such work? */
static bool of_other_work(const struct scan *s, uint32_t i)
{
	const struct scan_block *b = &s->blocks[i];
	return other_work(b->text) ||
		(i > 0 && b[-1].words <= LABEL_WORDS && other_work(b[-1].text));
}

/* "Bo Chen, Editor" in a list whose first lines name who wrote. */
static bool ends_other_work(struct slice text)
{
	static const char *const works[] = { "editor", "penyunting", "editor)", "redaktur",
		"fotografer", "photographer", "fotograf", "illustrator", "photos", "translator",
		"producer", "reviewer", "fact checker" };
	for (size_t i = 0; i < sizeof works / sizeof *works; i++) {
		size_t n = strlen(works[i]);
		if (text.n > n &&
			slice_eq_nocase(slice_from(text, text.n - n), slice_str(works[i])))
			return true;
	}
	return false;
}

/* Bytes of the name that "홍지민 기자 입력 2022.05.15" begins with, 0 for none. */
static size_t inner_outro(struct slice text)
{
	enum { NAME_BYTES = 30 };
	size_t at = slice_find(slice_sub(text, 0, NAME_BYTES), SLICE(" 기자 "), 0);
	return at == SIZE_MAX ? 0 : at;
}

/* Where "来源：海港日报 作者：林晓峰" names the author: a line of several fields. */
static size_t inner_intro(struct slice text)
{
	static const char *const words[] = { " 作者：", " 作者:", " 记者：", " 記者：", " Penulis:",
		" Reporter:", " Oleh:", " Автор:", " Autor:", " Author:", " Auteur :", " Autore:" };
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		size_t at = slice_find(text, slice_str(words[i]), 0);
		if (at != SIZE_MAX)
			return at + 1;
	}
	return 0;
}

/* The lines of a block that are bylines: what breaks part is not one name. */
static void lines_add(const struct scan_block *b, struct slice site, strings *to,
	struct arena *out)
{
	struct slice line = scan_line(b, 0);
	for (uint32_t n = 0; line.n > 0; line = scan_line(b, ++n))
		if (!other_work(line) && (byline_intro(line) > 0 || byline_outro(line) > 0))
			people_add(to, line, site, out);
}

static bool author_at(const struct scan *s, uint32_t i, bool marks, struct slice site,
	strings *to, struct arena *out)
{
	const struct scan_block *b = &s->blocks[i];
	size_t before = to->n, intro = byline_intro(b->text);
	if (b->text.n > 250)
		return false;
	if (b->breaks[0])
		lines_add(b, site, to, out);
	if (to->n > before || of_other_work(s, i))
		return to->n > before;
	if (intro == b->text.n && i + 1 < s->n_blocks)
		people_add(to, s->blocks[i + 1].text, site, out);
	else if (intro > 0 || byline_outro(b->text) > 0 ||
		(marks && region_marked(s, b, MARK_AUTHOR) && b->text.n < 120))
		people_add(to, b->text, site, out);
	if (to->n == before && b->words <= LINE_WORDS && inner_intro(b->text))
		people_add(to, slice_from(b->text, inner_intro(b->text)), site, out);
	if (to->n == before && b->words <= LINE_WORDS && inner_outro(b->text))
		people_add(to, slice_sub(b->text, 0, inner_outro(b->text)), site, out);
	if (to->n == before && b->words <= LINE_WORDS && b->digits > 0) {
		/* "12 March 2022 | by Ann Lee" */
		size_t at = slice_find_nocase(b->text, SLICE(" by "), 0);
		struct date_hit hit;
		if (at != SIZE_MAX)
			people_add(to, slice_from(b->text, at + 1), site, out);
		else if (date_find(b->text, 0, DATE_ORDER_UNKNOWN, &hit))
			people_add_behind(to, slice_from(b->text, hit.end), site, out);
	}
	return to->n > before;
}

/* "Ann Lee, Harbour University": linked, as the sites of universities' writers are cited. */
static bool of_university(const struct scan_block *b)
{
	static const char *const words[] = { "universi", "institut", "college" };
	size_t comma = slice_find(b->text, SLICE(", "), 0);
	if (b->words > 30 || b->link_bytes * 2 < b->text.n || comma == SIZE_MAX ||
		!person_like(slice_sub(b->text, 0, comma)))
		return false;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (slice_find_nocase(b->text, slice_str(words[i]), 0) != SIZE_MAX)
			return true;
	return false;
}

/* A line that is nothing but a name, with a date in it or beside it. */
static bool bare_name_at(const struct scan *s, uint32_t i, struct slice site, strings *to,
	struct arena *out)
{
	const struct scan_block *b = &s->blocks[i];
	size_t before = to->n;
	if (b->tag == TAG_LI || (b->tag >= TAG_H1 && b->tag <= TAG_H3))
		return false;
	if (people_dated(to, b->text, out))
		return true;
	if (people_alone(b->text))
		people_add(to, b->text, site, out);
	else if (b->words < 2 || b->words > 7)
		return false;
	else if (has_date(s, i) || (b->words <= 4 && (has_date(s, i + 1) || has_date(s, i + 2) ||
			(i > 0 && has_date(s, i - 1)) ||
			(i + 1 < s->n_blocks && people_job(s->blocks[i + 1].text)))))
		people_add(to, b->text, site, out);
	return to->n > before;
}

enum { BARE_LINES = 5 }; /* below the headline */

static bool same_line(const struct scan *s, uint32_t a, uint32_t b)
{
	return b < s->n_blocks && s->blocks[a].signature == s->blocks[b].signature &&
		s->blocks[b].words <= 6;
}

/* Names in block `i`, and in those like it that follow at once. */
static bool authors_from(const struct scan *s, uint32_t i, bool marks, struct slice site,
	strings *to, struct arena *out)
{
	if (!author_at(s, i, marks, site, to, out))
		return false;
	/* "Authors", and a list of them */
	if (byline_intro(s->blocks[i].text) == s->blocks[i].text.n)
		for (i++; same_line(s, i, i + 1) && person_like(s->blocks[i + 1].text); i++)
			people_add(to, s->blocks[i + 1].text, site, out);
	while (same_line(s, i, i + 1) && !ends_other_work(s->blocks[i + 1].text) &&
		author_at(s, i + 1, marks, site, to, out))
		i++;
	return true;
}

/* Does a link lead to what someone has written? By the names of folders that systems use. */
static bool leads_to_author(const struct tree *t, uint32_t link)
{
	static const char *const folders[] = { "/author/", "/authors/", "/penulis/", "/autor/",
		"/autori/", "/autores/", "/auteur/", "/auteurs/", "/autoren/", "/contributor/",
		"/contributors/", "/writers/", "/reporter/", "/journalist/", "/byline/" };
	struct slice to = slice_sub(node_attr(t, link, ATTR_HREF), 0, 300);
	if (slice_is(node_attr(t, link, ATTR_REL), "author"))
		return true;
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
		if (slice_find_nocase(to, slice_str(folders[i]), 0) != SIZE_MAX)
			return true;
	return false;
}

enum { LINK_LINE_WORDS = 16, LINK_LINE_NODES = 60 };

/* The names of the links in a short line that lead to their authors' pages; nicknames too. */
static bool author_links(const struct scan *s, uint32_t i, struct slice site, strings *to,
	struct arena *out)
{
	const struct scan_block *b = &s->blocks[i];
	size_t before = to->n;
	if (b->links == 0 || b->words > LINK_LINE_WORDS || of_other_work(s, i))
		return false;
	uint32_t node = b->node, end = i + 1 < s->n_blocks ? s->blocks[i + 1].node : 0;
	/* The text's first node stands in the link, or the link behind it. */
	for (uint32_t up = tree_at(s->tree, node)->parent, k = 0; up && k < 3; k++) {
		if (tree_at(s->tree, up)->tag == TAG_A)
			node = up;
		up = tree_at(s->tree, up)->parent;
	}
	for (int k = 0; node && node != end && k < LINK_LINE_NODES; k++) {
		if (tree_at(s->tree, node)->tag == TAG_A && leads_to_author(s->tree, node))
			people_declare(to, slice_trim(node_all_text(s->tree, node, out)), site,
				out);
		node = tree_next(s->tree, node, s->tree->root);
	}
	return to->n > before;
}

/* The one name that stands alone in an element for authors, wherever on the page: of the boxes
 * about the author below or beside the text. Several names are of teasers. */
static void author_anywhere(const struct scan *s, struct region r, struct slice site, strings *to,
	struct arena *out)
{
	strings all = { NULL, 0, 0 };
	for (uint32_t i = r.from; i < s->n_blocks && all.n <= 1; i++) {
		const struct scan_block *b = &s->blocks[i];
		if (b->words < 2 || b->words > 4 || b->text.n > 60 || !person_like(b->text) ||
			s->boxes[b->box].within & IN_COMMENT || i + 1 == s->title_block ||
			of_other_work(s, i))
			continue;
		if (region_marked(s, b, MARK_AUTHOR))
			people_add(&all, b->text, site, out);
	}
	if (all.n == 1)
		*list_add(out, to) = all.at[0];
}

/* Works of people who write of what they do. */
static bool has_work(struct slice s)
{
	static const char *const works[] = { "head of", "president", "consultant", "engineer",
		"developer", "scientist", "professor", "lawyer", "attorney", "coach", "dietitian",
		"nutritionist", "nurse", "physician", "doctor", "teacher", "analyst", "designer" };
	for (size_t i = 0; i < sizeof works / sizeof *works; i++)
		if (slice_find_nocase(s, slice_str(works[i]), 0) != SIZE_MAX)
			return true;
	return people_job(s);
}

/* "Ann Lee is a reporter in Oslo.": what such a sentence says before its verb, where it goes on
 * with a writer's work. `alone`: with any work, where the name stands alone in the line before. */
static struct slice told_name(const struct scan *s, uint32_t i, bool alone)
{
	static const char *const verbs[] = { " is a ", " is an ", " is the ", " adalah ", " ist ",
		" est ", " es ", " é ", " è ", " is een " };
	struct slice text = slice_sub(s->blocks[i].text, 0, 200);
	for (size_t k = 0; k < sizeof verbs / sizeof *verbs; k++) {
		size_t at = slice_find(text, slice_str(verbs[k]), 0);
		struct slice name = slice_sub(text, 0, at);
		if (at == SIZE_MAX || !person_like(name) ||
			slice_find_byte(name, ' ', 0) == SIZE_MAX)
			continue;
		struct slice work = slice_sub(text, at, at + 60);
		if (alone ? i > 0 && slice_eq_nocase(s->blocks[i - 1].text, name) && has_work(work)
			  : people_job(work))
			return name;
	}
	return SLICE_NONE;
}

enum { TOLD_LINES = 2 }; /* the text's last ones, which may be about its author */

/* Whom the page's end tells of as a writer, or the one person whom it introduces. */
static void author_told(const struct scan *s, struct region r, struct slice site, strings *to,
	struct arena *out)
{
	uint32_t from = r.below > TOLD_LINES ? r.below - TOLD_LINES : 0;
	for (uint32_t i = from < r.title ? r.title : from; i < r.end && to->n == 0; i++)
		if (!(s->boxes[s->blocks[i].box].within & IN_COMMENT))
			people_add(to, told_name(s, i, false), site, out);
	strings all = { NULL, 0, 0 };
	for (uint32_t i = r.title; i < r.end && to->n == 0 && all.n <= 1; i++)
		people_add(&all, told_name(s, i, true), site, out);
	if (all.n == 1)
		*to = all;
}

enum { SENTENCE_WORDS = 10 };

static bool signs(const struct scan *s, uint32_t i)
{
	const struct scan_block *b = &s->blocks[i];
	uint32_t within = s->boxes[b->box].within;
	return b->words >= 2 && b->words <= 4 && !b->cue && !b->links && b->digits == 0 &&
		!(b->tag >= TAG_H1 && b->tag <= TAG_H6) &&
		!(within & (IN_LIST | IN_TABLE | IN_CODE | IN_FIGURE | IN_FORM | IN_FOOTER)) &&
		b[-1].words >= SENTENCE_WORDS && !slice_ends(b->text, SLICE("."));
}

/* The text's last line is nothing but a name: how papers of many countries sign. */
static bool last_name(const struct scan *s, struct region r, struct slice site, strings *to,
	struct arena *out)
{
	if (r.below > r.title + 2 && signs(s, r.below - 1))
		people_add(to, s->blocks[r.below - 1].text, site, out);
	return to->n > 0;
}

enum { LINES_OVER = 12 }; /* above the text's beginning, where the headline is far */

static const char *authors_find(const struct scan *s, struct region r, uint32_t first,
	struct slice site, strings *to, struct arena *out)
{
	for (uint32_t i = r.title; i < r.to; i++)
		if (i + 1 != s->title_block && authors_from(s, i, true, site, to, out))
			return "a line by the headline";
	for (uint32_t i = r.title + 1; i < r.to; i++)
		if (author_links(s, i, site, to, out))
			return "a link by the headline to an author's page";
	for (uint32_t i = r.title + 1; i < r.to && i <= r.title + BARE_LINES; i++)
		if (bare_name_at(s, i, site, to, out))
			return "a name alone by the headline";
	for (uint32_t i = r.title + 1; i < r.to; i++)
		if (of_university(&s->blocks[i])) {
			people_add(to, s->blocks[i].text, site, out);
			return "a name and a university by the headline";
		}
	for (uint32_t i = r.title; i-- > r.from;)
		if (authors_from(s, i, true, site, to, out) || author_links(s, i, site, to, out))
			return "a line above the headline";
	for (uint32_t i = first > LINES_OVER ? first - LINES_OVER : 0; i < first; i++)
		if (i >= r.to && (authors_from(s, i, false, site, to, out) ||
			author_links(s, i, site, to, out)))
			return "a line above the text";
	for (uint32_t i = r.below; i < r.end; i++)
		if (authors_from(s, i, false, site, to, out))
			return "a line below the text";
	if (last_name(s, r, site, to, out))
		return "a name alone below the text";
	author_told(s, r, site, to, out);
	if (to->n)
		return "a line about the author";
	return NULL;
}

/* A byline that has all the declared names and more is the whole of them. */
static void authors_complete(const struct scan *s, struct region r, struct slice site,
	struct article *a, struct page_from *from, struct arena *out)
{
	strings shown = { NULL, 0, 0 };
	for (uint32_t i = r.title; i < r.to && shown.n == 0; i++)
		if (i + 1 != s->title_block && byline_intro(s->blocks[i].text) > 0)
			(void)authors_from(s, i, true, site, &shown, out);
	if (shown.n <= a->authors.n)
		return;
	for (size_t i = 0; i < a->authors.n; i++) {
		bool found = false;
		for (size_t k = 0; k < shown.n; k++)
			found |= slice_ends(shown.at[k], a->authors.at[i]); /* "Dr" */
		if (!found)
			return;
	}
	a->authors = shown;
	from->at[HEAD_AUTHORS] = "the byline, which names more than is declared";
}


/* "Harbourcast" of harbourcast.example: most likely the outlet, though some people's sites are
 * called like them. */
static bool called_like_host(const struct scan *s, const strings *authors)
{
	struct slice host = s->known->host, label = SLICE_NONE;
	return authors->n == 1 && slice_next_piece(&host, '.', &label) &&
		slice_eq_nocase(authors->at[0], label);
}

void authors_settle(const struct scan *s, const struct page_meta *meta, struct region r,
	uint32_t first, struct article *a, struct page_from *from, struct arena *out)
{
	strings found = { NULL, 0, 0 };
	if (a->authors.n > 0 && !called_like_host(s, &a->authors)) {
		authors_complete(s, r, meta->site, a, from, out);
		return;
	}
	const char *where = authors_find(s, r, first, meta->site, &found, out);
	if (found.n == 0 && a->authors.n == 0) {
		author_anywhere(s, r, meta->site, &found, out);
		where = "a box about the author";
	}
	if (found.n > 0) {
		a->authors = found;
		from->at[HEAD_AUTHORS] = where;
	}
}
