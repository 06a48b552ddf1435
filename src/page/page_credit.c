/* A credit follows one of a few words; what stands before them is the caption. */
#include "page/page_credit.h"

/* Lower case; with what must follow the word to make it a credit. */
static const char *const leads[] = {
	"photo by", "photos by", "photo:", "photos:", "photo credit:", "photo courtesy of",
	"photograph:", "photograph by", "photography by", "picture:", "pictures:", "image:",
	"images:", "image credit:", "image by", "image courtesy of", "credit:", "credits:",
	"courtesy of", "illustration:", "illustration by", "graphic:", "video:", "foto:",
	"foto oleh", "foto dok", "fotografer:", "sumber foto:", "sumber:", "ilustrasi:", "dok.",
	"bild:", "bilder:", "bildquelle:", "quelle:", "foto von", "crédit photo :",
	"crédit :", "crédits :", "photo :", "image :", "fotografía:", "imagen:",
	"fuente:", "crédito:", "imagem:", "fonte:", "immagine:", "beeld:", "fotograf:",
	"zdjęcie:", "fot.", "фото:", "ảnh:", "©",
};

static struct slice tidy(struct slice s)
{
	s = slice_trim(s);
	while (s.n > 0 && strchr("()[]|,;:-/", s.p[0]))
		s = slice_trim(slice_from(s, 1));
	while (s.n > 0 && strchr("()[]|,;:-/", s.p[s.n - 1]))
		s = slice_trim(slice_sub(s, 0, s.n - 1));
	return s;
}

enum { CREDIT_MAX = 120 };

void credit_split(struct slice text, struct slice *ret_caption, struct slice *ret_credit)
{
	size_t best = SIZE_MAX, len = 0;
	*ret_caption = slice_trim(text);
	*ret_credit = SLICE_NONE;
	for (size_t i = 0; i < sizeof leads / sizeof *leads; i++) {
		struct slice lead = slice_str(leads[i]);
		size_t at = slice_find_nocase(text, lead, 0);
		bool begins = at == 0 || (at != SIZE_MAX && !ascii_alpha(text.p[at - 1]) &&
			(unsigned char)text.p[at - 1] < 0x80);
		if (begins && (at < best || (at == best && lead.n > len))) {
			best = at;
			len = lead.n;
		}
	}
	if (best == SIZE_MAX)
		return;
	struct slice credit = tidy(slice_from(text, best + len));
	if (credit.n == 0 || credit.n > CREDIT_MAX)
		return;
	if (credit.p[credit.n - 1] == '.' && slice_find_byte(credit, ' ', 0) != SIZE_MAX)
		credit = slice_sub(credit, 0, credit.n - 1);
	*ret_credit = credit;
	*ret_caption = tidy(slice_sub(text, 0, best));
}
