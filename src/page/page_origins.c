/* Agencies are known by name; who else is one must say so. */
#include "page/page_origins.h"

#include "page/page_cues.h"
#include "page/page_people.h"

/* News agencies as they are named in bylines and datelines. */
static const char *const agencies[] = {
	"Reuters", "REUTERS", "AFP", "AP", "Associated Press", "ASSOCIATED PRESS",
	"The Associated Press", "Agence France-Presse", "dpa", "DPA", "Antara", "ANTARA",
	"Bernama", "BERNAMA", "Xinhua", "Kyodo", "Kyodo News", "Jiji Press", "Yonhap", "TASS",
	"Interfax", "RIA Novosti", "Ukrinform", "PTI", "ANI", "IANS", "UNI", "APP", "BSS",
	"Anadolu", "Anadolu Agency", "DHA", "IHA", "ANSA", "Adnkronos", "AGI", "EFE",
	"Europa Press", "Lusa", "LUSA", "Belga", "ANP", "NTB", "TT", "Ritzau", "STT", "APA",
	"SDA", "Keystone-SDA", "epd", "KNA", "SID", "AFX", "PAP", "ČTK", "TASR", "MTI",
	"Agerpres", "BTA", "Tanjug", "Hina", "AAP", "PA Media", "Press Association",
	"Canadian Press", "The Canadian Press", "UPI", "Bloomberg", "Agência Brasil",
	"Agência Estado", "Télam", "Notimex", "Prensa Latina", "MENA", "WAM", "SPA", "Petra",
	"VNA", "TTXVN", "CNA", "BenarNews", "The Conversation", "StatePoint",
};

static void origin_add(strings *to, struct slice name, struct slice site, struct arena *out)
{
	name = slice_trim(name);
	if (slice_starts_nocase(name, SLICE("the ")))
		name = slice_from(name, 4);
	if (name.n < 2 || name.n > 60 || slice_eq_nocase(name, site))
		return;
	for (size_t i = 0; i < to->n; i++)
		if (slice_eq_nocase(to->at[i], name))
			return;
	*list_add(out, to) = arena_dup(out, name);
}

static bool letter_at(struct slice s, size_t at)
{
	return at < s.n && (ascii_alpha(s.p[at]) || (unsigned char)s.p[at] >= 0x80);
}

/* The agencies that `s` names as whole words. */
static void agencies_in(struct slice s, struct slice site, strings *to, struct arena *out)
{
	for (size_t i = 0; i < sizeof agencies / sizeof *agencies; i++) {
		struct slice name = slice_str(agencies[i]);
		size_t at = slice_find(s, name, 0);
		if (at != SIZE_MAX && !letter_at(s, at + name.n) &&
			(at == 0 || !letter_at(s, at - 1)))
			origin_add(to, name, site, out);
	}
}

/* "JAKARTA, May 2 (Reuters) - ", "(AP) —": what stands in brackets before a dash, or in them at the
 * end of the text. */
static void dateline_read(struct slice text, bool at_end, struct slice site, strings *to,
	struct arena *out)
{
	enum { DATELINE = 90 };
	struct slice s = at_end ? slice_from(text, text.n > DATELINE ? text.n - DATELINE : 0)
		: slice_sub(text, 0, DATELINE);
	size_t open = slice_find_byte(s, '(', 0);
	size_t close = open == SIZE_MAX ? SIZE_MAX : slice_find_byte(s, ')', open);
	if (close == SIZE_MAX || (at_end && close + 2 < s.n))
		return;
	agencies_in(slice_sub(s, open + 1, close), site, to, out);
}

/* "Source: Harbour Times", "via Harbour Times" as a line of its own. */
static void source_line(const struct scan_block *b, struct slice site, strings *to,
	struct arena *out)
{
	struct slice s = b->text;
	if (b->words < 2 || b->words > 7 || b->cue != CUE_SOURCE)
		return;
	size_t colon = slice_find_byte(s, ':', 0);
	struct slice name = colon == SIZE_MAX ? SLICE_NONE : slice_trim(slice_from(s, colon + 1));
	if (name.n == 0 || slice_find(name, SLICE("//"), 0) != SIZE_MAX ||
		slice_find_byte(name, '.', 0) != SIZE_MAX)
		return;
	origin_add(to, name, site, out);
}

static bool is_agency(struct slice name)
{
	for (size_t i = 0; i < sizeof agencies / sizeof *agencies; i++)
		if (agencies[i][0] == name.p[0] && slice_is(name, agencies[i]))
			return true;
	return false;
}

enum { AGENCY_LINE = 60 };

/* A line that is nothing but agencies' names: "dpa", "AFP, Reuters", "(ANTARA)". */
static void agency_line(struct slice text, struct slice site, strings *to, struct arena *out)
{
	strings found = { NULL, 0, 0 };
	size_t start = 0;
	for (size_t i = 0; i <= text.n && text.n <= AGENCY_LINE; i++) {
		if (i < text.n && !strchr(",/()|&+", text.p[i]))
			continue;
		struct slice name = slice_trim(slice_sub(text, start, i));
		if (name.n > 0 && !is_agency(name))
			return;
		if (name.n > 0)
			*list_add(out, &found) = name;
		start = i + 1;
	}
	for (size_t i = 0; i < found.n; i++)
		origin_add(to, found.at[i], site, out);
}

void origins_find(const struct scan *s, const struct page_meta *meta, struct region r,
	const bool *keep, strings *to, struct page_from *from, struct arena *out)
{
	struct slice site = meta->site;
	uint32_t first = s->n_blocks, last = s->n_blocks;
	origin_add(to, meta->origin, site, out);
	for (uint32_t i = 0; i < s->n_blocks; i++) {
		if (!keep[i] || s->blocks[i].words < 8)
			continue;
		first = first == s->n_blocks ? i : first;
		last = i;
	}
	if (first < s->n_blocks) {
		dateline_read(s->blocks[first].text, false, site, to, out);
		dateline_read(s->blocks[last].text, true, site, to, out);
	}
	for (uint32_t i = r.title; i < r.to; i++) {
		const struct scan_block *b = &s->blocks[i];
		if (i + 1 != s->title_block && b->words <= 12 && b->text.n < 120 &&
			(byline_intro(b->text) || region_marked(s, b, MARK_AUTHOR)))
			agencies_in(b->text, site, to, out);
	}
	for (uint32_t i = last; i < r.end; i++) {
		source_line(&s->blocks[i], site, to, out);
		agency_line(s->blocks[i].text, site, to, out);
	}
	if (to->n > 0)
		from->at[HEAD_ORIGINS] = meta->origin.n ? "JSON-LD"
			: "byline, dateline or last line";
}
