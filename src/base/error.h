/* error: what a function that can fail returns, and the sentence that goes with it.
 *
 * `enum err` is returned; `struct error` lives on the caller's stack, is passed last and may be
 * NULL, so that reporting never allocates. A message is lower case, has no full stop and puts its
 * subject in single quotes. Callers add what they know: "page 'http://x/': tag not closed". */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

/* name, and what it means where nothing better is known */
#define ERR_LIST(X) \
	X(OK, "no error") \
	X(ERR_USAGE, "wrong use") \
	X(ERR_SYNTAX, "wrong syntax") \
	X(ERR_INPUT, "input cannot be read as what it claims to be") \
	X(ERR_LIMIT, "a limit was reached") \
	X(ERR_NOT_FOUND, "not found") \
	X(ERR_IO, "input or output failed") \
	X(ERR_DB, "the database failed") \
	X(ERR_BUSY, "another process holds it") \
	X(ERR_CORRUPT, "the archive is damaged") \
	X(ERR_STOPPED, "stopped on request")

#define ERR_ENUM_(name, text) name,
enum err { ERR_LIST(ERR_ENUM_) };
#undef ERR_ENUM_

struct error {
	enum err code;
	char msg[400]; /* NUL-terminated UTF-8, cut at the end where too long */
};

#define MUST_USE __attribute__((warn_unused_result))
#define PRINTF_LIKE(fmt, args) __attribute__((format(printf, fmt, args)))

/* Set `e` (which may be NULL) to `code` and the formatted message; returns `code`. */
enum err fail(struct error *e, enum err code, const char *fmt, ...) PRINTF_LIKE(3, 4);

/* Like fail, and append ": " and what errno `sys` means. */
enum err fail_sys(struct error *e, enum err code, int sys, const char *fmt, ...)
	PRINTF_LIKE(4, 5);

/* Put context in front of the message that `e` has; returns `code`, so that it can be the last
 * word of a function: `return wrap(e, err, "page '%s'", url);` */
enum err wrap(struct error *e, enum err code, const char *fmt, ...) PRINTF_LIKE(3, 4);

/* The standing text of a code. */
const char *err_text(enum err code);

/* The one macro that may hide a return. */
#define TRY(expr) \
	do { \
		enum err try_err_ = (expr); \
		if (try_err_ != OK) \
			return try_err_; \
	} while (0)

#endif
