/* xml: XML as it is met in the wild, one event at a time.
 *
 * It never fails: whatever comes in, OPEN and CLOSE are balanced and nest, and all text comes out.
 * What is not markup after all (a bare "<" or "&") is text; an end tag closes what was left open
 * inside its element, and is passed over where it closes nothing; names are compared without regard
 * to case. Comments, processing instructions and the document type are passed over, but for the
 * entities that the latter declares inside itself. Nothing is ever fetched.
 *
 * Namespaces come out as small numbers of the caller's own (struct xml_space). Names and raw text
 * are slices of the source. Time is linear in the source, memory bounded by the limits below. */
#ifndef FEED_XML_H
#define FEED_XML_H

#include "base/map.h"

enum {
	XML_MAX_DEPTH = 256,      /* deeper tags are passed over, their text is not */
	XML_MAX_ATTRS = 64,       /* of an element; what is more is dropped */
	XML_MAX_BINDINGS = 128,   /* namespace prefixes in force at once */
	XML_MAX_ENTITIES = 256,   /* declared by the document */
	XML_MAX_EXPANSION = 1 << 20 /* bytes that declared entities may add to a document */
};

/* A namespace that the caller knows. An address is compared without its scheme, case and last "/"
 * or "#". The prefix stands for it where it is not declared, or declared as an unknown address. */
struct xml_space {
	const char *address;
	const char *prefix; /* or NULL */
	uint8_t ns;         /* 1 to 250 */
};

enum {
	XML_NS_NONE = 0,    /* no prefix and no default namespace, or an unknown one on the root */
	XML_NS_XML = 254,   /* the prefix "xml" */
	XML_NS_OTHER = 255  /* any other namespace that is not known */
};

enum xml_event { XML_EOF, XML_OPEN, XML_CLOSE, XML_TEXT };

struct xml_attr {
	struct slice name; /* without its prefix */
	struct slice value; /* raw: xml_decode */
	uint8_t ns;         /* XML_NS_NONE without a prefix */
};

struct xml_element {
	struct slice qname; /* as written */
	struct slice name;  /* without its prefix */
	struct slice base, lang; /* xml:base, joined to those outside, and xml:lang, in force */
	uint16_t bindings;  /* in force outside it */
	uint8_t ns;
};

struct xml_binding {
	struct slice prefix;
	uint8_t ns;
};

/* Where a needle is found next, so that it is looked for only once in each part of the source. */
struct xml_seen {
	size_t from, at;
};
enum xml_needle {
	XML_GT,
	XML_QUOT,
	XML_APOS,
	XML_CDATA_END,
	XML_COMMENT_END,
	XML_PI_END,
	XML_NEEDLES
};

struct xml {
	struct slice source;
	size_t at;
	size_t tag_at; /* where the element just opened begins */
	struct arena *out; /* for attributes of the document as a whole and bases */
	const struct xml_space *spaces;
	size_t n_spaces;

	/* The event. */
	struct slice text; /* XML_TEXT: raw */
	bool cdata;        /* `text` stood in a CDATA section: it is not to be decoded */
	bool implied;      /* XML_CLOSE: no end tag was there */
	struct xml_element closed; /* XML_CLOSE: what was closed */
	struct xml_attr attrs[XML_MAX_ATTRS]; /* XML_OPEN */
	size_t n_attrs;

	struct slice root_base;
	struct xml_element stack[XML_MAX_DEPTH]; /* XML_OPEN: the element opened is the last */
	size_t depth;
	size_t deeper;     /* open tags beyond the stack */
	struct xml_binding bindings[XML_MAX_BINDINGS];
	size_t n_bindings;

	/* What is behind the text that is given out first. */
	enum { XML_NEXT_SCAN, XML_NEXT_OPEN, XML_NEXT_END } next;
	struct slice end_name;
	bool empty;        /* the tag of XML_NEXT_OPEN closes itself */
	size_t close_to;   /* elements above this depth are to be closed first */
	bool close_implied;
	struct xml_seen seen[XML_NEEDLES];
	bool has_doctype;
	struct map entities;
	size_t expanded;
};

/* Begin reading `source` (valid UTF-8); `base` is its address or empty. */
void xml_begin(struct xml *x, struct slice source, struct slice base,
	const struct xml_space *spaces, size_t n_spaces, struct arena *out);

/* The next event. After XML_EOF only XML_EOF comes. */
enum xml_event xml_next(struct xml *x);

/* The element just opened. */
static inline const struct xml_element *xml_top(const struct xml *x)
{
	return &x->stack[x->depth - 1];
}

/* Base address and language where the reader stands. */
struct slice xml_base(const struct xml *x);
struct slice xml_lang(const struct xml *x);

/* Decoded value of an attribute of the element just opened; p is NULL where it is missing. */
struct slice xml_attr(struct xml *x, uint8_t ns, const char *name, struct arena *out);

/* Take the element just opened back: all that is open above `depth` (less than the depth outside
 * it) is closed first, then it is opened again. For markup that lacks end tags. */
void xml_reopen(struct xml *x, size_t depth);

/* Raw text with its references decoded: XML's, HTML's and the document's own. References that are
 * none stay as they are. `raw` itself where there are none. */
struct slice xml_decode(struct xml *x, struct slice raw, struct arena *out);

#endif
