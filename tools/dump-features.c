/* dump-features: prints what tools/train-dump.py trains on: of every line of the given text files
 * its row and its features. */
#include <stdio.h>
#include <stdlib.h>

#include "dump/dump.h"
#include "dump/weigh.h"

static void print_line(void *ctx, uint32_t line, const uint16_t *features, size_t n)
{
	const struct lines *ls = ctx;
	printf("%u", ls->at[line].row);
	for (size_t i = 0; i < n; i++)
		printf(" %u", features[i]);
	putchar('\n');
}

static bool print_file(const char *path)
{
	FILE *f = fopen(path, "rb");
	if (!f)
		return false;
	enum { MAX = 1 << 26 };
	char *text = malloc(MAX);
	if (!text)
		abort();
	size_t n = fread(text, 1, MAX, f);
	fclose(f);
	struct arena a = ARENA_INIT;
	struct lines ls;
	bool ok = lines_read(slice_of(text, n), DUMP_MAX_LINES, &a, &ls);
	if (ok) {
		printf("= %s\n", path);
		weigh_features(&ls, print_line, &ls);
	}
	arena_done(&a);
	free(text);
	return ok;
}

int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		if (!print_file(argv[i]))
			return 1;
	}
	return 0;
}
