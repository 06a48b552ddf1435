/* tag: the element and attribute names that the tree keeps as small numbers.
 *
 * The two lists are the only place where a name is registered: tools/make-html-tables.py makes the
 * look-up tables from them at build time. Names are lower case, as HTML compares them; an element
 * or attribute that is not listed is kept under its own name (tree_name, tree_attr_named). */
#ifndef HTML_TAG_H
#define HTML_TAG_H

#include "base/slice.h"

#define TAG_LIST(X) \
	X(A, "a") X(ABBR, "abbr") X(ACRONYM, "acronym") X(ADDRESS, "address") X(APPLET, "applet") \
	X(AREA, "area") X(ARTICLE, "article") X(ASIDE, "aside") X(AUDIO, "audio") X(B, "b") \
	X(BASE, "base") X(BASEFONT, "basefont") X(BDI, "bdi") X(BDO, "bdo") X(BGSOUND, "bgsound") \
	X(BIG, "big") X(BLINK, "blink") X(BLOCKQUOTE, "blockquote") X(BODY, "body") X(BR, "br") \
	X(BUTTON, "button") X(CANVAS, "canvas") X(CAPTION, "caption") X(CENTER, "center") \
	X(CITE, "cite") X(CODE, "code") X(COL, "col") X(COLGROUP, "colgroup") X(DATA, "data") \
	X(DATALIST, "datalist") X(DD, "dd") X(DEL, "del") X(DETAILS, "details") X(DFN, "dfn") \
	X(DIALOG, "dialog") X(DIR, "dir") X(DIV, "div") X(DL, "dl") X(DT, "dt") X(EM, "em") \
	X(EMBED, "embed") X(FIELDSET, "fieldset") X(FIGCAPTION, "figcaption") X(FIGURE, "figure") \
	X(FONT, "font") X(FOOTER, "footer") X(FORM, "form") X(FRAME, "frame") \
	X(FRAMESET, "frameset") X(H1, "h1") X(H2, "h2") X(H3, "h3") X(H4, "h4") X(H5, "h5") \
	X(H6, "h6") X(HEAD, "head") X(HEADER, "header") X(HGROUP, "hgroup") X(HR, "hr") \
	X(HTML, "html") X(I, "i") X(IFRAME, "iframe") X(IMAGE, "image") X(IMG, "img") \
	X(INPUT, "input") X(INS, "ins") X(KBD, "kbd") X(KEYGEN, "keygen") X(LABEL, "label") \
	X(LEGEND, "legend") X(LI, "li") X(LINK, "link") X(LISTING, "listing") X(MAIN, "main") \
	X(MAP, "map") X(MARK, "mark") X(MARQUEE, "marquee") X(MENU, "menu") X(META, "meta") \
	X(METER, "meter") X(NAV, "nav") X(NOBR, "nobr") X(NOEMBED, "noembed") \
	X(NOFRAMES, "noframes") X(NOSCRIPT, "noscript") X(OBJECT, "object") X(OL, "ol") \
	X(OPTGROUP, "optgroup") X(OPTION, "option") X(OUTPUT, "output") X(P, "p") \
	X(PARAM, "param") X(PICTURE, "picture") X(PLAINTEXT, "plaintext") X(PRE, "pre") \
	X(PROGRESS, "progress") X(Q, "q") X(RB, "rb") X(RP, "rp") X(RT, "rt") X(RTC, "rtc") \
	X(RUBY, "ruby") X(S, "s") X(SAMP, "samp") X(SCRIPT, "script") X(SEARCH, "search") \
	X(SECTION, "section") X(SELECT, "select") X(SLOT, "slot") X(SMALL, "small") \
	X(SOURCE, "source") X(SPAN, "span") X(STRIKE, "strike") X(STRONG, "strong") \
	X(STYLE, "style") X(SUB, "sub") X(SUMMARY, "summary") X(SUP, "sup") X(TABLE, "table") \
	X(TBODY, "tbody") X(TD, "td") X(TEMPLATE, "template") X(TEXTAREA, "textarea") \
	X(TFOOT, "tfoot") X(TH, "th") X(THEAD, "thead") X(TIME, "time") X(TITLE, "title") \
	X(TR, "tr") X(TRACK, "track") X(TT, "tt") X(U, "u") X(UL, "ul") X(VAR, "var") \
	X(VIDEO, "video") X(WBR, "wbr") X(XMP, "xmp") X(SVG, "svg") X(MATH, "math") \
	X(FOREIGNOBJECT, "foreignobject") X(DESC, "desc") X(MI, "mi") X(MO, "mo") X(MN, "mn") \
	X(MS, "ms") X(MTEXT, "mtext") X(ANNOTATION_XML, "annotation-xml") X(MGLYPH, "mglyph") \
	X(MALIGNMARK, "malignmark")

#define ATTR_LIST(X) \
	X(ALIGN, "align") X(ALT, "alt") X(AMP, "amp") X(ARIA_HIDDEN, "aria-hidden") \
	X(ARIA_LABEL, "aria-label") X(ARIA_LEVEL, "aria-level") X(BORDER, "border") \
	X(CHARSET, "charset") X(CITE, "cite") X(CLASS, "class") X(COLOR, "color") X(COLS, "cols") \
	X(COLSPAN, "colspan") X(CONTENT, "content") X(CONTROLS, "controls") X(COORDS, "coords") \
	X(DATA_LAZY_SRC, "data-lazy-src") X(DATA_ORIGINAL, "data-original") \
	X(DATA_SRC, "data-src") X(DATA_SRCSET, "data-srcset") X(DATA_URL, "data-url") \
	X(DATETIME, "datetime") X(DIR, "dir") X(DISABLED, "disabled") X(ENCODING, "encoding") \
	X(FACE, "face") X(HEIGHT, "height") X(HIDDEN, "hidden") X(HREF, "href") \
	X(HREFLANG, "hreflang") X(HTTP_EQUIV, "http-equiv") X(ID, "id") X(ITEMID, "itemid") \
	X(ITEMPROP, "itemprop") X(ITEMREF, "itemref") X(ITEMSCOPE, "itemscope") \
	X(ITEMTYPE, "itemtype") X(LANG, "lang") X(LANGUAGE, "language") X(LINK_TYPE, "link-type") \
	X(LOADING, "loading") X(MEDIA, "media") X(NAME, "name") X(OPEN, "open") \
	X(POSTER, "poster") X(PREFIX, "prefix") X(PRELOAD, "preload") X(PROPERTY, "property") \
	X(REL, "rel") X(REV, "rev") X(REVERSED, "reversed") X(ROLE, "role") X(ROWSPAN, "rowspan") \
	X(SCOPE, "scope") X(SIZE, "size") X(SIZES, "sizes") X(SPAN, "span") X(SRC, "src") \
	X(SRCSET, "srcset") X(SRCDOC, "srcdoc") X(START, "start") X(STYLE, "style") \
	X(SUMMARY, "summary") X(TARGET, "target") X(TITLE, "title") X(TYPE, "type") \
	X(TYPEOF, "typeof") X(USEMAP, "usemap") X(VALUE, "value") X(VOCAB, "vocab") \
	X(WIDTH, "width") X(XML_LANG, "xml:lang") X(XLINK_HREF, "xlink:href")

/* The kind of a node. TAG_FOREIGN is any element inside <svg> or <math> (those two themselves are
 * TAG_SVG and TAG_MATH; HTML inside <foreignObject> and the like is HTML again); TAG_OTHER is any
 * other element whose name is not listed. */
#define TAG_ENUM_(name, text) TAG_##name,
enum tag { TAG_NONE, TAG_DOCUMENT, TAG_TEXT, TAG_OTHER, TAG_FOREIGN, TAG_LIST(TAG_ENUM_) N_TAGS };
#undef TAG_ENUM_

#define ATTR_ENUM_(name, text) ATTR_##name,
enum attr_name { ATTR_OTHER, ATTR_LIST(ATTR_ENUM_) N_ATTRS };
#undef ATTR_ENUM_

/* The listed name in any case, else TAG_OTHER. */
enum tag tag_named(struct slice name);

/* The listed name in any case, else ATTR_OTHER. */
enum attr_name attr_named(struct slice name);

/* "div", "href"; "" for what is not in the lists. */
const char *tag_name(enum tag tag);
const char *attr_text(enum attr_name name);

/* Has it neither content nor end tag (br, img...)? */
bool tag_is_void(enum tag tag);

#endif
