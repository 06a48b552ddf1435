/* scan: from HTML source to tags and runs of text (WHATWG 13.2.5), for the parts of this module.
 *
 * Comments, doctypes and processing instructions are skipped. A run of text is one token, with its
 * character references decoded. Nothing is refused. */
#ifndef HTML_SCAN_H
#define HTML_SCAN_H

#include "html/tree.h"

enum token_type { TOKEN_TEXT, TOKEN_START, TOKEN_END, TOKEN_EOF };

struct token {
	enum token_type type;
	uint16_t tag; /* of a start or end tag; TAG_OTHER where the name is not listed */
	bool self_closing;
	struct slice name; /* lower case */
	struct slice text; /* of TOKEN_TEXT */
	uint32_t n_attrs;
	struct attr attrs[TREE_ATTRS];
};

struct scanner {
	const char *at, *end;
	size_t size;         /* of the source, which ends at `end` */
	struct arena *out;   /* for what is decoded */
	size_t attrs_left;   /* attributes that may still be stored, over the whole source */
	bool has_cr, has_nul;
};

void scan_begin(struct scanner *s, struct slice source, struct arena *out);

/* The next token into `*ret_token`, whose `attrs` are valid until the next call. `foreign`: the
 * current element is svg or math, where CDATA sections count and NULs are not dropped. */
void scan_next(struct scanner *s, bool foreign, struct token *ret_token);

/* What stands up to the end tag of the raw-text element `tag` (script, style, title...), and the
 * tag itself is passed over. */
struct slice scan_raw(struct scanner *s, enum tag tag);

/* All that is left, as the content of that element: no end tag ends it. */
struct slice scan_rest(struct scanner *s, enum tag tag);

#endif
