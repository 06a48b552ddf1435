/* bench-quote: units, names and quotations, MB of text a second of one core, beside a look at each
 * byte (FNV-1a) of the same text: `ratio` is how many such looks it costs. */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "clock.h"
#include "quote/quote.h"

enum { PARAGRAPHS = 20000, ROUNDS = 3 };

static const char *const paragraphs[] = {
	"The harbour board met on Tuesday to discuss the second bridge, which the city of Holm has "
	"planned since 2011 and which would cost 48 million crowns, according to a report.\n\n",
	"Holm lies on both banks of the Aln, ten kilometres above the sea. Its first bridge was "
	"built of "
	"oak in 1742 and burnt down in the winter of 1809; the second one, of iron, was opened a "
	"century "
	"ago and carries some 14,000 cars a day, three times as many as it was made for.\n\n",
	"Work on the northern bank shall begin in spring. The ferries will go on until then, every "
	"twenty minutes by day and every hour by night, and the fare stays at three crowns.\n\n",
	"“We will open it again in May, when the river is calm,” said Anna Kerr, the mayor of "
	"Holm. "
	"“Nobody wants to lose another winter.”\n\n",
	"Paul Dahl, who runs the ferry, said the plan was “a ghost of a plan” and that his boats "
	"would "
	"carry everybody who wants to cross. The board did not answer his letter.\n\n",
};

/* Hostile text: nothing but marks, or verbs of speech. The time of all of it, by the time of a look
 * at each of its bytes. */
static void hostile(const char *name, const char *piece)
{
	enum { BYTES = 10 << 20 };
	struct arena a = ARENA_INIT;
	char *p = arena_bytes(&a, BYTES);
	size_t n = strlen(piece);
	for (size_t i = 0; i < BYTES; i++)
		p[i] = piece[i % n];
	struct quotations q;
	double start = cpu_seconds();
	quotes_of(slice_of(p, BYTES / n * n), SLICE("en"), &a, NULL, &q);
	double took = cpu_seconds() - start;
	uint64_t sum = 0;
	start = cpu_seconds();
	for (size_t i = 0; i < BYTES; i++)
		sum = (sum ^ (unsigned char)p[i]) * 1099511628211u;
	double look = cpu_seconds() - start;
	printf("{\"bench\":\"quote-%s\",\"mb\":%.1f,\"seconds\":%.2f,\"ratio\":%.1f,\"sum\":%d}\n",
		name, (double)BYTES / 1e6, took, took / look, (int)(sum & 1));
	arena_done(&a);
}

int main(void)
{
	struct arena text = ARENA_INIT;
	struct buf all = BUF_INIT(64 << 20);
	for (size_t i = 0; i < PARAGRAPHS; i++)
		buf_str(&all, paragraphs[i % (sizeof paragraphs / sizeof *paragraphs)]);
	/* Articles of some 3 KB, as news has them. */
	size_t piece = 3000, n_quotes = 0;
	double best = 1e9, look = 1e9;
	uint64_t sum = 0;
	for (int round = 0; round < ROUNDS; round++) {
		double start = cpu_seconds();
		for (size_t at = 0; at < all.n; at += piece) {
			struct quotations q;
			struct slice s = slice_sub(buf_text(&all), at, at + piece);
			while (s.n && ((unsigned char)s.p[0] & 0xC0) == 0x80)
				s = slice_from(s, 1);
			quotes_of(s, SLICE("en"), &text, NULL, &q);
			n_quotes += q.n;
			arena_reset(&text);
		}
		double took = cpu_seconds() - start;
		best = took < best ? took : best;
		start = cpu_seconds();
		for (size_t i = 0; i < all.n; i++)
			sum = (sum ^ (unsigned char)all.p[i]) * 1099511628211u;
		took = cpu_seconds() - start;
		look = took < look ? took : look;
	}
	printf("{\"bench\":\"quote\",\"mb\":%.1f,\"mb_per_s\":%.1f,\"ratio\":%.1f,\"quotes\":%zu,"
		"\"sum\":%d}\n", (double)all.n / 1e6, (double)all.n / 1e6 / best, best / look,
		n_quotes / ROUNDS, (int)(sum & 1));
	buf_done(&all);
	arena_done(&text);
	hostile("marks", "\"");
	hostile("words", "\"a\" said ");
	hostile("verbs", "said ");
	return 0;
}
