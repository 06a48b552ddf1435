/* cmd-term: what a terminal is told beside the answer itself: colours, width, progress. */
#include "cmd/cmd.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/monotonic.h"

bool cmd_colour(FILE *f)
{
	const char *term = getenv("TERM"), *no = getenv("NO_COLOR");
	return isatty(fileno(f)) && !(no && *no) && term && strcmp(term, "dumb") != 0;
}

size_t cmd_width(void)
{
	struct winsize size;
	unsigned long n = 80;
	const char *columns = getenv("COLUMNS");
	if (columns && strtoul(columns, NULL, 10))
		n = strtoul(columns, NULL, 10);
	else if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col)
		n = size.ws_col;
	return n < 20 ? 20 : n > 500 ? 500 : n;
}

int cmd_write(void *ctx, const char *bytes, size_t n)
{
	(void)ctx;
	return fwrite(bytes, 1, n, stdout) != n;
}

int cmd_flush(void)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return EXIT_DONE;
	perror("warta: standard output");
	return EXIT_FAILED;
}

void cmd_complain(const char *fmt, ...)
{
	char *text = NULL;
	va_list ap;
	va_start(ap, fmt);
	if (vasprintf(&text, fmt, ap) < 0)
		abort();
	va_end(ap);
	fflush(stdout);
	fputs("warta: ", stderr);
	for (const char *p = text; *p; p++) {
		const unsigned char c = (unsigned char)*p;
		if (c < 0x20 || c == 0x7f)
			fprintf(stderr, "\\x%02x", c);
		else
			putc(c, stderr);
	}
	putc('\n', stderr);
	free(text);
}

void cmd_complain_sys(const char *path)
{
	char why[128];
	cmd_complain("%s: %s", path, strerror_r(errno, why, sizeof why));
}

static void wipe(struct cmd_bar *bar)
{
	if (bar->drawn)
		fputs("\r\033[K", stderr);
	bar->drawn = false;
}

static void draw_share(double share)
{
	enum { BLOCKS = 24 };
	int full = share >= 1 ? BLOCKS : (int)(share * BLOCKS);
	fprintf(stderr, "[%.*s%*s] %3.0f%% ", full, "########################", BLOCKS - full, "",
		share >= 1 ? 100 : share * 100);
}

static void draw_work(const struct cmd_bar *bar, const struct warta_progress *p)
{
	double s = monotonic_s() - bar->started_s;
	if (p->bytes_total)
		draw_share((double)p->bytes_read / (double)p->bytes_total);
	fprintf(stderr, "%zu files, %zu articles, %.1f MB/s", p->n_files, p->n_added + p->n_known,
		s > 0 ? (double)p->bytes_read / 1e6 / s : 0);
	if (p->n_failed)
		fprintf(stderr, ", %zu failed", p->n_failed);
}

static void draw(struct cmd_bar *bar, const struct warta_progress *p)
{
	wipe(bar);
	if (p->n_to_group) {
		draw_share((double)p->n_grouped / (double)p->n_to_group);
		fprintf(stderr, "%zu of %zu articles grouped into stories", p->n_grouped,
			p->n_to_group);
	} else {
		draw_work(bar, p);
	}
	fflush(stderr);
	bar->drawn = true;
}

static int on_progress(void *ctx, const struct warta_progress *p)
{
	const double redraw_s = 0.1;
	struct cmd_bar *bar = ctx;
	double now = monotonic_s();
	/* What is grouped is told once in thousands of articles. */
	if (bar->show && (p->n_to_group || now - bar->drawn_s >= redraw_s)) {
		draw(bar, p);
		bar->drawn_s = now;
	}
	return 0;
}

static int on_failure(void *ctx, const char *path, const char *place, const char *why)
{
	wipe(ctx);
	cmd_complain("%s%s%s: %s", path, *place ? ", " : "", place, why);
	return 0;
}

void cmd_bar_begin(struct cmd_bar *bar, struct warta_hooks *ret_hooks)
{
	double now = monotonic_s();
	const char *term = getenv("TERM");
	*bar = (struct cmd_bar){
		.show = isatty(STDERR_FILENO) && term && strcmp(term, "dumb") != 0,
		.started_s = now, .drawn_s = now
	};
	*ret_hooks = (struct warta_hooks){
		.ctx = bar, .progress = on_progress, .failure = on_failure
	};
}

void cmd_bar_end(struct cmd_bar *bar)
{
	wipe(bar);
	fflush(stderr);
}
