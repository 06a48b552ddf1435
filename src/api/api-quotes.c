/* api-quotes: who said what, in a text without an archive. */
#include "warta.h"

#include "api/private.h"
#include "lang/lang.h"
#include "quote/quote_json.h"

static const char *guess(struct slice text)
{
	return lang_of(text).code;
}

enum warta_code warta_quotes_of(const char *line, size_t n, warta_write_fn write, void *ctx,
	struct warta_error *e)
{
	struct error why = { 0 };
	struct buf text = BUF_INIT(API_MAX_OUTPUT);
	enum err err = quotes_json_line(slice_of(line, n), guess, &text, &why);
	if (!err && text.failed)
		err = fail(&why, ERR_LIMIT, "the answer is too large");
	if (!err)
		err = api_stopped(write(ctx, text.p, text.n), &why);
	buf_done(&text);
	return api_result(err, &why, e);
}
