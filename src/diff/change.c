/* change: the parts of two states, compared one by one. */
#include "diff/change.h"

#include "text/utf8.h"

strings change_text(const struct article *a, struct arena *out)
{
	strings list = { 0 };
	if (a->subtitle.n)
		*list_add(out, &list) = a->subtitle;
	for (size_t i = 0; i < a->blocks.n; i++) {
		struct slice rest = a->blocks.at[i].text, line;
		while (a->blocks.at[i].type != BLOCK_CAPTION && slice_next_line(&rest, &line))
			if (line.n)
				*list_add(out, &list) = line;
	}
	return list;
}

/* ---- furniture */

/* Beginnings of words, folded, in the languages that the news is mostly written in: of counters and
 * relative times, which have a figure beside them, and of invitations, which need none. */
static const char *const counters[] = {
	"ago", "lalu", "comment", "komentar", "kommentar", "comentari", "share", "bagikan", "view",
	"dilihat", "dibaca", "like", "min read", "minute", "menit", "vor", "il y a", "hace", "fa",
	"last updated", "reacties", "назад", "коммент", "前", "コメント", "评论", NULL
};
static const char *const invitations[] = {
	"read more", "read also", "also read", "baca juga", "baca selengkapnya", "lees ook",
	"mehr lesen", "lesen sie auch", "lire aussi", "lea tambien", "leia tambem", "leggi anche",
	"advertisement", "iklan", "anzeige", "publicite", "publicidad", "sign up", "newsletter",
	"follow us", "ikuti kami", "share this", "bagikan artikel", "читайте также", "реклама",
	"広告", "广告", "分享", NULL
};

static bool has_word(struct slice folded, const char *const *words)
{
	for (; *words; words++) {
		struct slice word = slice_str(*words);
		size_t at = slice_find(folded, word, 0);
		if (at == 0 || (at != SIZE_MAX &&
			(folded.p[at - 1] == ' ' || (unsigned char)word.p[0] >= 0xE0)))
			return true;
	}
	return false;
}

static bool has_figure(struct slice s)
{
	for (size_t i = 0; i < s.n; i++)
		if (ascii_digit(s.p[i]))
			return true;
	return false;
}

/* A short line without an end of a sentence that has such words. */
static bool is_furniture(struct slice text, struct arena *scratch)
{
	enum { SHORT_BYTES = 80 };
	if (text.n > SHORT_BYTES)
		return false;
	char end = text.n ? text.p[text.n - 1] : 0;
	if (end == '.' || end == '!' || end == '?')
		return false;
	struct slice folded = utf8_fold(text, scratch);
	return has_word(folded, invitations) ||
		(has_figure(folded) && has_word(folded, counters));
}

static strings without_furniture(const strings *list, struct arena *out)
{
	strings kept = { 0 };
	for (size_t i = 0; i < list->n; i++)
		if (!is_furniture(list->at[i], out))
			*list_add(out, &kept) = list->at[i];
	return kept;
}

/* ---- the parts */

/* The kinds and the share of a change from `before` to `after`, where it is of kind `kind`. */
static unsigned text_change(const strings *before, const strings *after, unsigned kind,
	struct arena *scratch, unsigned *ret_share)
{
	struct diff d;
	if (diff_is_noise(before, after))
		return 0;
	diff_texts(before, after, scratch, &d);
	*ret_share = diff_share(&d);
	return *ret_share || d.n_moved ? kind : CHANGE_TRIVIAL;
}

static unsigned body_change(const struct article *before, const struct article *after,
	struct arena *scratch, unsigned *ret_share)
{
	const strings a = change_text(before, scratch), b = change_text(after, scratch);
	if (diff_is_noise(&a, &b))
		return 0;
	const strings x = without_furniture(&a, scratch), y = without_furniture(&b, scratch);
	return text_change(&x, &y, CHANGE_TEXT, scratch, ret_share);
}

/* Has `b` everybody of `a`? */
static bool has_all(const strings *a, const strings *b, struct arena *scratch)
{
	enum { MANY = 64 }; /* more are no byline, and would be compared each with each */
	for (size_t i = 0; i < a->n && i < MANY; i++) {
		struct slice name = utf8_fold(a->at[i], scratch);
		bool found = false;
		for (size_t k = 0; k < b->n && k < MANY && !found; k++)
			found = slice_eq(name, utf8_fold(b->at[k], scratch));
		if (!found)
			return false;
	}
	return true;
}

/* On another day? A bare day and a time without zone are as exact as a day away. That a date is not
 * known may be the reader's fault. */
static bool date_changed(struct date a, struct date b)
{
	enum { DAY_S = 86400 };
	if (a.kind == DATE_NONE || b.kind == DATE_NONE)
		return false;
	int64_t apart = a.seconds > b.seconds ? a.seconds - b.seconds : b.seconds - a.seconds;
	return apart >= (a.kind == DATE_ZONED && b.kind == DATE_ZONED ? DAY_S : 2 * DAY_S) ||
		(a.kind == DATE_DAY && b.kind == DATE_DAY && apart >= DAY_S);
}

struct change change_of(const struct article *before, const struct article *after)
{
	struct arena scratch = ARENA_INIT;
	struct change c = { 0 };
	struct slice old_title = before->title, new_title = after->title;
	const strings x = { &old_title, 1, 1 }, y = { &new_title, 1, 1 };
	c.kinds |= text_change(&x, &y, CHANGE_HEADLINE, &scratch, &c.headline_share);
	c.kinds |= body_change(before, after, &scratch, &c.text_share);
	if (!has_all(&before->authors, &after->authors, &scratch) ||
		!has_all(&after->authors, &before->authors, &scratch))
		c.kinds |= CHANGE_BYLINE;
	if (date_changed(before->published, after->published))
		c.kinds |= CHANGE_DATE;
	arena_done(&scratch);
	return c;
}

const char *change_name(unsigned kinds)
{
	static const struct {
		unsigned kind;
		const char *name;
	} names[] = {
		{ CHANGE_HEADLINE, "headline" }, { CHANGE_TEXT, "text" },
		{ CHANGE_BYLINE, "byline" }, { CHANGE_DATE, "date" },
		{ CHANGE_TRIVIAL, "trivial" },
	};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (kinds & names[i].kind)
			return names[i].name;
	return "";
}
