/* pages: read once before anything is measured. */
#include "pages.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"

enum { MIN_BYTES = 8 << 20, FILE_MAX_BYTES = 64 << 20, STEP = 64 << 10, ROUNDS = 5 };

static void load_file(struct pages *p, const char *folder, const char *name)
{
	struct slice path = arena_printf(&p->arena, "%s/%s", folder, name);
	FILE *f = fopen(arena_str(&p->arena, path), "rb");
	if (!f)
		return;
	struct buf b = BUF_INIT(FILE_MAX_BYTES);
	char *to;
	size_t n;
	while ((to = buf_room(&b, STEP)) && (n = fread(to, 1, STEP, f)) > 0)
		buf_wrote(&b, n);
	fclose(f);
	if (b.n > 0)
		*list_add(&p->arena, &p->list) = arena_dup(&p->arena, buf_text(&b));
	p->bytes += b.n;
	buf_done(&b);
}

void pages_load(struct pages *p, const char *folder)
{
	DIR *d = opendir(folder);
	for (struct dirent *entry; d && (entry = readdir(d));)
		if (entry->d_name[0] != '.')
			load_file(p, folder, entry->d_name);
	if (d)
		closedir(d);
	if (p->bytes == 0) {
		fprintf(stderr, "no pages in '%s'\n", folder);
		exit(1);
	}
	p->repeat = p->bytes < MIN_BYTES ? MIN_BYTES / p->bytes + 1 : 1;
}

double pages_measure(const struct pages *p, const char *name,
	void (*work)(struct slice page, struct arena *a))
{
	double best = 1e9;
	struct arena a = ARENA_INIT;
	for (int round = 0; round < ROUNDS; round++) {
		double from = cpu_seconds();
		for (size_t k = 0; k < p->repeat; k++) {
			for (size_t i = 0; i < p->list.n; i++) {
				work(p->list.at[i], &a);
				arena_reset(&a);
			}
		}
		double took = cpu_seconds() - from;
		best = took < best ? took : best;
	}
	arena_done(&a);
	printf("{\"measure\": \"%s\", \"pages_per_second\": %.0f, \"mb_per_second\": %.1f}\n", name,
		(double)(p->list.n * p->repeat) / best,
		(double)(p->bytes * p->repeat) / best / 1e6);
	return best;
}
