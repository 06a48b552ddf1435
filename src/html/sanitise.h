/* sanitise: from anybody's HTML to HTML that is safe to show.
 *
 * The input is parsed as browsers parse it and written anew from an allow-list of elements,
 * attributes and URL schemes (http, https, mailto); nothing else of it survives. Scripts, styles,
 * frames, forms, plug-ins, svg and math go with their content; other unknown elements go and their
 * content stays. No id, name, class, style or event handler; no images of one pixel; no address
 * that is not absolute when there is a base to resolve it by.
 *
 * What comes out parses to itself: it is written so that reading it again (as the content of a
 * <div> or <body>) gives the same tree, and sanitising it again gives the same bytes. It is valid
 * UTF-8 where the input is, with no control characters but tab and newline. Links get neither
 * `target` nor `rel`: without a target there is no opener, and a page's referrer policy is the
 * server's to set. */
#ifndef HTML_SANITISE_H
#define HTML_SANITISE_H

#include "html/tree.h"

/* Text that may stand in a page's body as it is. Only this module (and templates made at build
 * time) make one. */
struct html {
	struct slice text;
};

/* `base`: the absolute address that relative ones are resolved against; where it is empty,
 * relative ones are kept as they are. Input larger than TREE_MAX_BYTES gives nothing. */
struct html html_sanitise(struct slice source, struct slice base, struct arena *out);

/* The same for a part of a tree: `node` and what is below it; only the content of the document,
 * of <html> and of <body>. */
struct html html_of_node(const struct tree *t, uint32_t node, struct slice base,
	struct arena *out);

/* Plain text as HTML: &, <, > and " escaped, control characters dropped. */
struct html html_of_text(struct slice text, struct arena *out);

/* HTML as plain text, for titles: tags away, references decoded, white space squeezed, scripts and
 * the like left out. */
struct slice html_to_text(struct slice source, struct arena *out);

#endif
