/* corpus-lines: the made-up articles of corpus.h as JSON Lines, for `warta add -`.
 *
 *	corpus-lines ARTICLES [SEED] */
#include <stdio.h>
#include <stdlib.h>

#include "corpus.h"
#include "model/article_json.h"

enum { MAX_LINE = 1 << 24 };

int main(int argc, char **argv)
{
	size_t n = argc > 1 ? strtoull(argv[1], NULL, 10) : 0;
	struct corpus *c = corpus_open(argc > 2 ? strtoull(argv[2], NULL, 10) : 1, n);
	struct arena a = ARENA_INIT;
	struct buf line = BUF_INIT(MAX_LINE);
	bool good = n > 0;
	for (size_t i = 0; good && i < n; i++) {
		buf_clear(&line);
		article_json_write(corpus_next(c, &a), &line);
		buf_byte(&line, '\n');
		good = fwrite(line.p, 1, line.n, stdout) == line.n;
		arena_reset(&a);
	}
	buf_done(&line);
	arena_done(&a);
	corpus_close(c);
	return good && fflush(stdout) == 0 ? 0 : 1;
}
