/* put: writing values into a page. */
#include "layout/put.h"

#include <stdio.h>

#include "desk-assets.h"
#include "view/view.h"

void put_raw(struct buf *to, const char *text, size_t n)
{
	buf_add(to, text, n);
}

void put_text(struct buf *to, struct slice text)
{
	view_escape_html(to, text);
}

void put_string(struct buf *to, const char *text)
{
	view_escape_html(to, slice_str(text));
}

void put_number(struct buf *to, int64_t n)
{
	buf_printf(to, "%lld", (long long)n);
}

void put_html(struct buf *to, struct html html)
{
	buf_slice(to, html.text);
}

void put_url(struct buf *to, struct slice text)
{
	static const char hex[] = "0123456789ABCDEF";
	for (size_t i = 0; i < text.n; i++) {
		unsigned char c = (unsigned char)text.p[i];
		if (ascii_alpha(text.p[i]) || ascii_digit(text.p[i]) || strchr("-._~", c)) {
			buf_byte(to, c ? (char)c : '_');
			continue;
		}
		const char code[3] = { '%', hex[c >> 4], hex[c & 15] };
		buf_add(to, code, sizeof code);
	}
}

void put_to(struct buf *to, const struct say *say, enum place place, struct slice what)
{
	static const struct {
		const char *before, *after;
	} around[] = {
		[PLACE_ARTICLE] = { "/article/", "" }, [PLACE_STORY] = { "/story/", "" },
		[PLACE_DAY] = { "/day/", "" }, [PLACE_PERSON] = { "/people/", "" },
		[PLACE_SOURCE] = { "/search?q=source%3A%22", "%22" }, [PLACE_FILE] = { "/", "" },
	};
	if (say->address) {
		say->address(to, say, place, what);
		return;
	}
	buf_str(to, around[place].before);
	put_url(to, what);
	buf_str(to, around[place].after);
}

void put_link(struct buf *to, struct slice url)
{
	bool own = url.n && url.p[0] == '/' &&
		!(url.n > 1 && (url.p[1] == '/' || url.p[1] == '\\'));
	bool safe = own || slice_starts_nocase(url, SLICE("https://")) ||
		slice_starts_nocase(url, SLICE("http://")) ||
		slice_starts_nocase(url, SLICE("mailto:"));
	put_text(to, safe ? url : SLICE("#"));
}

struct slice say_text(const struct say *say, unsigned word)
{
	return slice_str(say_words[say->lang][word][0]);
}

static void grouped(struct buf *to, enum say_lang lang, int64_t n)
{
	char digits[32];
	int len = snprintf(digits, sizeof digits, "%lld", (long long)n);
	for (int i = 0; i < len; i++) {
		buf_byte(to, digits[i]);
		if (digits[i] != '-' && i + 1 < len && (len - i - 1) % 3 == 0)
			buf_byte(to, lang == SAY_INDONESIAN ? '.' : ',');
	}
}

void put_count(struct buf *to, const struct say *say, unsigned word, int64_t n)
{
	struct slice words = slice_str(say_words[say->lang][word][n == 1 ? 0 : 1]);
	size_t at = slice_find(words, SLICE("{n}"), 0);
	if (at == SIZE_MAX) {
		put_text(to, words);
		return;
	}
	put_text(to, slice_sub(words, 0, at));
	grouped(to, say->lang, n);
	put_text(to, slice_from(words, at + strlen("{n}")));
}
