/* Quotations as JSON, and lines of articles read for them. */
#include "quote/quote_json.h"

#include "base/jsonread.h"

static void pair(struct json *j, const char *key, struct slice text)
{
	json_key(j, key);
	if (text.n) {
		json_text(j, text);
		return;
	}
	if (j->comma)
		buf_byte(j->to, ',');
	buf_str(j->to, "null");
	j->comma = true;
}

/* Code points of text[from, to). */
static size_t points(struct slice text, size_t from, size_t to)
{
	size_t n = 0;
	for (; from < to; from++)
		n += ((unsigned char)text.p[from] & 0xC0) != 0x80;
	return n;
}

/* The two pieces of a clause that stands around its verb. `at` is the point of its start. */
static void gap(struct json *j, const struct quotation *q, struct slice text, size_t at)
{
	size_t stop = q->gap_start;
	while (stop > q->start && ascii_space(text.p[stop - 1]))
		stop--;
	const size_t ends[] = { q->start, stop, q->gap_end, q->end };
	json_key(j, "segments");
	json_begin(j, '[');
	for (int i = 0; i < 4; i += 2) {
		json_begin(j, '[');
		json_int(j, (int64_t)(at + points(text, q->start, ends[i])));
		json_int(j, (int64_t)(at + points(text, q->start, ends[i + 1])));
		json_end(j, ']');
	}
	json_end(j, ']');
}

void quotes_json(const struct quotations *quotes, struct slice text, struct json *j)
{
	static const char *const forms[] = { "full", "fragment", "term" };
	size_t at = 0, n_points = 0;
	struct arena scratch = ARENA_INIT;
	json_begin(j, '[');
	for (size_t i = 0; i < quotes->n; i++) {
		const struct quotation *q = &quotes->at[i];
		n_points += points(text, at, q->start);
		at = q->start;
		json_begin(j, '{');
		json_pair(j, "text", quotation_text(q, text, &scratch));
		json_key(j, "char_start");
		json_int(j, (int64_t)n_points);
		json_key(j, "char_end");
		json_int(j, (int64_t)(n_points + points(text, q->start, q->end)));
		if (q->gap_end > q->gap_start)
			gap(j, q, text, n_points);
		json_pair(j, "kind", q->kind == QUOTE_DIRECT ? SLICE("direct")
			: SLICE("indirect-reported"));
		json_pair(j, "form", slice_str(forms[q->form]));
		pair(j, "speaker", q->speaker);
		pair(j, "speaker_surface", q->surface);
		pair(j, "cue", q->cue);
		pair(j, "via", q->via);
		json_key(j, "scare");
		json_bool(j, q->scare);
		json_key(j, "confidence");
		json_int(j, q->confidence);
		json_end(j, '}');
	}
	json_end(j, ']');
	arena_done(&scratch);
}

/* The value of "id" as it is written, a string or a number. */
static void copy_value(struct json_reader *r, struct slice *ret_value)
{
	json_peek(r);
	size_t from = r->at;
	json_skip(r);
	*ret_value = slice_trim(slice_sub(r->text, from, r->at));
}

enum err quotes_json_line(struct slice line, const char *(*guess)(struct slice text),
	struct buf *to, struct error *e)
{
	struct arena a = ARENA_INIT;
	struct json_reader r = json_reader_over(line);
	struct slice key, id = SLICE_NONE, lang = SLICE_NONE, text = SLICE_NONE;
	json_enter(&r, '{');
	while (json_next_key(&r, &a, &key)) {
		if (slice_is(key, "id"))
			copy_value(&r, &id);
		else if (slice_is(key, "lang") && json_peek(&r) == JSON_IS_STRING)
			json_take_text(&r, &a, &lang);
		else if (slice_is(key, "text") && json_peek(&r) == JSON_IS_STRING)
			json_take_text(&r, &a, &text);
		else
			json_skip(&r);
	}
	json_end_of_text(&r);
	if (r.problem) {
		enum err err = fail(e, ERR_INPUT, "column %zu: %s", r.at + 1, r.problem);
		arena_done(&a);
		return err;
	}
	if (!lang.n && guess)
		lang = slice_str(guess(text));
	struct quotations q;
	quotes_of(text, lang, &a, NULL, &q);
	struct json j = json_to(to);
	json_begin(&j, '{');
	json_key(&j, "id");
	buf_slice(to, id.n ? id : SLICE("null"));
	j.comma = true;
	json_key(&j, "quotes");
	quotes_json(&q, text, &j);
	json_end(&j, '}');
	arena_done(&a);
	return OK;
}
