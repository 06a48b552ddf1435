/* Systems also call the next post "next": the address of a further page tells, which is ours but
 * for a number that is greater by one. */
#include "page/page_next.h"

#include "url/url.h"

/* An address as that of one page of several: what all of them share, and which it is. */
struct place {
	struct slice stem; /* of the path */
	uint32_t number;   /* 1 where none is named */
};

enum { NUMBER_MAX = 3 }; /* digits */

static bool number_read(struct slice s, uint32_t *ret)
{
	uint32_t n = 0;
	if (s.n == 0 || s.n > NUMBER_MAX)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		if (!ascii_digit(s.p[i]))
			return false;
		n = n * 10 + (uint32_t)(s.p[i] - '0');
	}
	*ret = n;
	return true;
}

static bool listed(struct slice s, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (slice_eq_nocase(s, slice_str(list[i])))
			return true;
	return false;
}

#define LISTED(s, list) listed((s), (list), sizeof(list) / sizeof *(list))

static const char *const keys[] = { "page", "paged", "pageno", "page_no", "halaman",
	"hal", "seite", "pagina", "pag", "sayfa", "strona", "trang" };

/* "?page=2" */
static bool query_number(struct slice query, uint32_t *ret)
{
	struct slice piece;
	while (slice_next_piece(&query, '&', &piece)) {
		struct slice key;
		if (slice_next_piece(&piece, '=', &key) && LISTED(key, keys) &&
			number_read(piece, ret))
			return true;
	}
	return false;
}

/* A path without the slashes that it ends with; "/" stays. */
static struct slice without_slashes(struct slice path)
{
	while (path.n > 1 && path.p[path.n - 1] == '/')
		path.n--;
	return path;
}

/* "/mill/2", "/mill/page/2", "/mill-2.html" */
static struct place path_place(struct slice path)
{
	static const char *const ends[] = { ".html", ".htm", ".shtml", ".php", ".ghtml" };
	struct place p = { without_slashes(path), 1 };
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (slice_ends(p.stem, slice_str(ends[i])))
			p.stem.n -= strlen(ends[i]);
	size_t at = p.stem.n;
	while (at > 0 && ascii_digit(p.stem.p[at - 1]))
		at--;
	if (at < 2 || !strchr("/-_,", p.stem.p[at - 1]) ||
		!number_read(slice_from(p.stem, at), &p.number))
		return p;
	uint32_t month;
	size_t part = at - 1;
	while (part > 0 && p.stem.p[part - 1] != '/')
		part--;
	if (number_read(slice_sub(p.stem, part, at - 1), &month)) { /* "/2024/05/02" is a day */
		p.number = 1;
		return p;
	}
	p.stem.n = at - 1;
	size_t word = p.stem.n;
	while (word > 0 && ascii_alpha(p.stem.p[word - 1]))
		word--;
	if (word > 1 && strchr("/-_,", p.stem.p[word - 1]) &&
		LISTED(slice_from(p.stem, word), keys))
		p.stem.n = word - 1;
	return p;
}

static struct place place_of(const struct url *u)
{
	struct place p = path_place(u->path);
	uint32_t number;
	if (u->has_query && query_number(u->query, &number))
		p = (struct place){ u->path, number };
	p.stem = without_slashes(p.stem);
	return p;
}

/* Is `to` the page behind the one at `own`? */
static bool follows(const struct url *own, const struct url *to)
{
	struct place a = place_of(own), b = place_of(to);
	if (!slice_eq_nocase(own->host, to->host) ||
		slice_find_nocase(to->fragment, SLICE("comment"), 0) != SIZE_MAX)
		return false;
	/* A number of ours may be one of the article's own, "/covid-19". */
	return (slice_eq(a.stem, b.stem) && b.number == a.number + 1) ||
		(slice_eq(without_slashes(own->path), b.stem) && b.number == 2);
}

enum { NEXT_MAX = 40 }; /* bytes */

/* Is a link's text the number of the page it leads to, or a word for going on? */
static bool says_next(struct slice text)
{
	static const char *const words[] = { "next", "next page", "selanjutnya", "berikutnya",
		"halaman selanjutnya", "halaman berikutnya", "lanjut", "lanjutkan", "lanjut baca",
		"weiter", "nächste seite", "nächste", "auf der nächsten seite", "siguiente",
		"página siguiente", "suivant", "page suivante", "próxima", "próxima página",
		"successiva", "pagina successiva", "avanti", "volgende", "volgende pagina",
		"nästa", "nästa sida", "neste", "næste", "seuraava", "następna", "další",
		"sonraki", "trang sau", "Далее", "下一页", "下一頁", "次のページ", "次へ", "다음",
		"التالي", ">", ">>", "\u203a", "\u00bb", "\u2192" };
	uint32_t number;
	if (number_read(text, &number))
		return true;
	if (text.n == 0 || text.n > NEXT_MAX)
		return false;
	while (text.n > 0 && strchr(" >:", text.p[text.n - 1]) && text.n > 2)
		text.n--;
	for (size_t i = 0; i < 2; i++)
		if (slice_ends(text, slice_str(i ? "\u203a" : "\u00bb")) && text.n > 3)
			text = slice_trim(slice_sub(text, 0, text.n - (i ? 3 : 2)));
	return LISTED(text, words);
}

enum { LINE_WORDS = 24, LINE_NODES = 120, HREF_MAX = 1000, TEXT_MAX = 60, TEXT_NODES = 8 };

/* The beginning of a link's text. */
static struct slice link_text(const struct tree *t, uint32_t link, char to[TEXT_MAX])
{
	size_t n = 0;
	uint32_t node = link;
	for (int k = 0; node && k < TEXT_NODES && n < TEXT_MAX; k++) {
		struct slice s = slice_sub(node_text(t, node), 0, TEXT_MAX - n);
		if (s.n > 0)
			memcpy(to + n, s.p, s.n);
		n += s.n;
		node = tree_next(t, node, link);
	}
	return slice_trim(slice_of(to, n));
}

/* The address of the page behind ours among the links of block `i`; empty for none. */
static struct slice next_in(const struct page_look *look, const struct url *own, uint32_t i,
	struct arena *out)
{
	const struct scan *s = &look->scan;
	const struct scan_block *b = &s->blocks[i];
	uint32_t link = scan_link(s, b), node = link ? link : b->node;
	uint32_t end = i + 1 < s->n_blocks ? s->blocks[i + 1].node : 0;
	for (int k = 0; node && node != end && k < LINE_NODES; k++) {
		struct url to;
		struct slice href = tree_at(s->tree, node)->tag == TAG_A
			? slice_trim(node_attr(s->tree, node, ATTR_HREF)) : SLICE_NONE;
		bool digits = false;
		for (size_t c = 0; c < href.n && href.n <= HREF_MAX; c++)
			digits |= ascii_digit(href.p[c]);
		char text[TEXT_MAX];
		if (digits && says_next(link_text(s->tree, node, text))) {
			struct slice whole = url_resolve(href, look->url, out);
			if (url_parse(whole, out, &to) && follows(own, &to))
				return whole;
		}
		node = tree_next(s->tree, node, s->tree->root);
	}
	return SLICE_NONE;
}

struct slice next_find(const struct page_look *look, struct arena *out)
{
	const struct scan *s = &look->scan;
	struct url own, next;
	if (!url_parse(look->url, out, &own))
		return SLICE_NONE;
	struct slice path = without_slashes(own.path);
	struct slice to = url_resolve(look->meta.next, look->url, out);
	if (path.n <= 1)
		return SLICE_NONE;
	if (look->meta.next.n > 0 && url_parse(to, out, &next) && !slice_eq(to, look->url) &&
		(slice_starts(next.path, path) || follows(&own, &next)))
		return to;
	for (uint32_t i = s->title_block; i < s->n_blocks; i++) {
		const struct scan_block *b = &s->blocks[i];
		if (b->links == 0 || b->words > LINE_WORDS)
			continue;
		to = next_in(look, &own, i, out);
		if (to.n > 0)
			return to;
	}
	return SLICE_NONE;
}
