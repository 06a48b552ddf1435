/* dump-features: prints what tools/train-dump.py trains on: of every line of the given text files
 * its row and its features; with --posts of every file that may be cut into two articles or more
 * what tells pages of posts from pages of one article. */
#include <stdio.h>
#include <stdlib.h>

#include "dump/dump.h"
#include "dump/posts.h"
#include "dump/weigh.h"

static void print_line(void *ctx, uint32_t line, const uint16_t *features, size_t n)
{
	const struct lines *ls = ctx;
	printf("%u", ls->at[line].row);
	for (size_t i = 0; i < n; i++)
		printf(" %u", features[i]);
	putchar('\n');
}

static void print_posts(struct lines *ls, struct arena *a)
{
	struct heads hs;
	cuts cs = { 0 };
	uint8_t *roles = arena_array(a, uint8_t, (size_t)ls->n + 1);
	weigh_lines(ls, 0, ls->n);
	heads_find(ls, a, &hs);
	posts_cut(ls, &hs, a, roles, &cs);
	float traits[N_POST_TRAITS];
	if (cs.n < 2)
		return;
	posts_traits(ls, &hs, roles, &cs, traits);
	for (int t = 0; t < N_POST_TRAITS; t++)
		printf("%s%g", t ? " " : "", (double)traits[t]);
	putchar('\n');
}

static bool print_file(const char *path, bool posts)
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
		if (posts)
			print_posts(&ls, &a);
		else
			weigh_features(&ls, print_line, &ls);
	}
	arena_done(&a);
	free(text);
	return ok;
}

int main(int argc, char **argv)
{
	bool posts = argc > 1 && strcmp(argv[1], "--posts") == 0;
	for (int i = 1 + posts; i < argc; i++) {
		if (!print_file(argv[i], posts))
			return 1;
	}
	return 0;
}
