/* error: messages are made in place; nothing here allocates. */
#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

__attribute__((format(printf, 3, 0)))
static void set(struct error *e, enum err code, const char *fmt, va_list ap)
{
	if (!e)
		return;
	e->code = code;
	vsnprintf(e->msg, sizeof e->msg, fmt, ap);
}

enum err fail(struct error *e, enum err code, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	set(e, code, fmt, ap);
	va_end(ap);
	return code;
}

enum err fail_sys(struct error *e, enum err code, int sys, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	set(e, code, fmt, ap);
	va_end(ap);
	if (e) {
		size_t n = strlen(e->msg);
		char why[128];
		/* The GNU strerror_r may return a constant string instead of filling `why`. */
		snprintf(e->msg + n, sizeof e->msg - n, ": %s", strerror_r(sys, why, sizeof why));
	}
	return code;
}

enum err wrap(struct error *e, enum err code, const char *fmt, ...)
{
	if (!e)
		return code;
	struct error old = *e;
	va_list ap;
	va_start(ap, fmt);
	set(e, code, fmt, ap);
	va_end(ap);
	size_t n = strlen(e->msg);
	snprintf(e->msg + n, sizeof e->msg - n, ": %s",
		old.code == OK ? err_text(code) : old.msg);
	return code;
}

const char *err_text(enum err code)
{
#define ERR_TEXT_(name, text) [name] = text,
	static const char *const texts[] = { ERR_LIST(ERR_TEXT_) };
#undef ERR_TEXT_
	return (size_t)code < sizeof texts / sizeof *texts ? texts[code] : "unknown error";
}
