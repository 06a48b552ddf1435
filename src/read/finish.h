/* finish: what every article gets, whoever read it. Only for the parts of this module. */
#ifndef READ_FINISH_H
#define READ_FINISH_H

#include "model/article.h"

/* Bring an article from outside (a JSON line) to the form that struct article promises: NFC, no
 * control characters, white space squeezed but in lists and code, no empty parts, a language that
 * is a primary subtag. */
void finish_clean(struct article *a, struct arena *out);

/* Fill `source` and `lang` where the reader left them open; `said` is the language that the
 * transport names, or empty, and counts where the text does not tell. */
void finish_defaults(struct article *a, struct slice said, struct arena *out);

#endif
