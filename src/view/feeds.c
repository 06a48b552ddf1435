/* feeds: articles as Atom (RFC 4287) and as JSON Feed 1.1. */
#include "base/json.h"
#include "html/sanitise.h"
#include "view/private.h"

static void atom_text(struct buf *to, const char *element, struct slice text)
{
	buf_printf(to, "<%s>", element);
	view_escape_html(to, text);
	buf_printf(to, "</%s>\n", element);
}

static void atom_link(struct buf *to, const char *rel, struct slice url, const char *file)
{
	buf_printf(to, "<link rel=\"%s\" href=\"", rel);
	view_escape_html(to, url);
	buf_printf(to, "%s\"/>\n", file);
}

void view_atom_begin(const struct view_look *look, struct buf *to)
{
	char now[DATE_TEXT_MAX];
	view_instant(DATE_NOT_KNOWN, look->now, now);
	buf_str(to, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
		    "<feed xmlns=\"http://www.w3.org/2005/Atom\">\n<title>");
	view_escape_html(to, look->title);
	buf_str(to, "</title>\n");
	atom_text(to, "id", look->home.n ? look->home : SLICE("urn:warta:export"));
	if (look->home.n) {
		atom_link(to, "alternate", look->home, "");
		atom_link(to, "self", look->home, "feed.atom");
	}
	buf_printf(to, "<updated>%s</updated>\n<generator>warta</generator>\n", now);
}

void view_atom_add(const struct view_look *look, const struct view_article *v, struct buf *to)
{
	(void)look;
	enum { MAX_HTML = 128 << 20 };
	const struct article *a = v->article;
	struct buf html = BUF_INIT(MAX_HTML);
	char date[DATE_TEXT_MAX];
	buf_str(to, "<entry>\n");
	atom_text(to, "title", a->title);
	buf_printf(to, "<id>urn:warta:article:%.*s</id>\n", SLICE_ARG(v->name));
	if (a->published.kind != DATE_NONE)
		atom_text(to, "published", view_instant(a->published, 0, date));
	atom_text(to, "updated",
		view_instant(a->updated.kind ? a->updated : a->published, v->at, date));
	for (size_t i = 0; i < a->authors.n; i++) {
		buf_str(to, "<author>");
		atom_text(to, "name", a->authors.at[i]);
		buf_str(to, "</author>\n");
	}
	if (!a->authors.n) {
		buf_str(to, "<author>");
		atom_text(to, "name", a->source.n ? a->source : SLICE("warta"));
		buf_str(to, "</author>\n");
	}
	if (v->page.n)
		atom_link(to, "alternate", v->page, "");
	if (view_web_address(a->url).n)
		atom_link(to, v->page.n ? "via" : "alternate", a->url, "");
	for (size_t i = 0; i < a->tags.n; i++) {
		buf_str(to, "<category term=\"");
		view_escape_html(to, a->tags.at[i]);
		buf_str(to, "\"/>\n");
	}
	buf_str(to, "<content type=\"html\">");
	view_blocks_html(a, NULL, &html);
	view_escape_html(to, buf_text(&html));
	buf_str(to, "</content>\n</entry>\n");
	buf_done(&html);
}

void view_atom_end(const struct view_look *look, struct buf *to)
{
	(void)look;
	buf_str(to, "</feed>\n");
}

static void json_item(struct json *j, const struct view_article *v)
{
	const struct article *a = v->article;
	char date[DATE_TEXT_MAX];
	struct arena scratch = ARENA_INIT;
	struct date at = { .seconds = v->at, .kind = DATE_ZONED };
	struct slice original = view_web_address(a->url);
	json_begin(j, '{');
	json_pair(j, "id", v->name);
	json_pair(j, "url", v->page.n ? v->page : original);
	if (v->page.n)
		json_pair(j, "external_url", original);
	json_pair(j, "title", a->title);
	json_key(j, "content_html");
	json_text(j, view_body(a, &scratch).text);
	json_pair(j, "date_published", slice_of(date, date_print(at, date)));
	json_pair(j, "language", a->lang);
	if (a->authors.n) {
		json_key(j, "authors");
		json_begin(j, '[');
		for (size_t i = 0; i < a->authors.n; i++) {
			json_begin(j, '{');
			json_pair(j, "name", a->authors.at[i]);
			json_end(j, '}');
		}
		json_end(j, ']');
	}
	json_end(j, '}');
	arena_done(&scratch);
}

void view_json_feed(const struct view_look *look, const struct view_article *list, size_t n,
	struct buf *to)
{
	struct arena scratch = ARENA_INIT;
	struct json j = json_to(to);
	json_begin(&j, '{');
	json_pair(&j, "version", SLICE("https://jsonfeed.org/version/1.1"));
	json_pair(&j, "title", look->title);
	if (look->home.n) {
		json_pair(&j, "home_page_url", look->home);
		json_pair(&j, "feed_url",
			arena_printf(&scratch, "%.*sfeed.json", SLICE_ARG(look->home)));
	}
	json_key(&j, "items");
	json_begin(&j, '[');
	for (size_t i = 0; i < n; i++)
		json_item(&j, &list[i]);
	json_end(&j, ']');
	json_end(&j, '}');
	arena_done(&scratch);
}
