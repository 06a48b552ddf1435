/* feedserver: many feeds on loopback, for the test of killed fetches and the benchmark.
 *
 *     feedserver N_ITEMS PORT_FILE
 *
 * GET /feed/I is an RSS feed of N_ITEMS articles, always the same, with an ETag; what asks with
 * that gets 304. GET /opml/N is a list of feeds 0 to N-1; GET /count says how many feeds were asked
 * for. One process, one thread, many connections (epoll). Ends when its standard input does. */
#include <arpa/inet.h>
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MAX_REQUEST = 8192, MAX_EVENTS = 256, PARAGRAPH_WORDS = 120 };

struct client {
	int fd;
	char in[MAX_REQUEST];
	size_t n_in;
	char *out;
	size_t n_out, at, cap;
};

static int n_items, port;
static long n_asked;

static void say(struct client *c, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

static void say(struct client *c, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	int n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	while (c->cap - c->n_out < (size_t)n + 1) {
		c->cap = c->cap ? c->cap * 2 : 65536;
		c->out = realloc(c->out, c->cap);
		if (!c->out)
			abort();
	}
	va_start(ap, fmt);
	vsnprintf(c->out + c->n_out, c->cap - c->n_out, fmt, ap);
	va_end(ap);
	c->n_out += (size_t)n;
}

static void say_words(struct client *c, unsigned seed, int n)
{
	static const char *const words[] = { "harbour", "ferry", "council", "the", "of", "rice",
		"market", "mayor", "a", "new", "school", "river", "in", "after", "bridge", "was",
		"opened", "closed", "village", "well", "and", "on", "Monday", "price", "season" };
	for (int i = 0; i < n; i++) {
		seed = seed * 1103515245u + 12345u;
		say(c, "%s%s", i ? " " : "", words[(seed >> 16) % (sizeof words / sizeof *words)]);
	}
}

static void say_feed(struct client *c, unsigned feed)
{
	say(c, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\"><channel>"
	       "<title>Source %u</title><link>http://127.0.0.1:%d/%u</link>"
	       "<description>News of %u</description>\n", feed, port, feed, feed);
	for (int i = 0; i < n_items; i++) {
		unsigned seed = feed * 1000u + (unsigned)i;
		say(c, "<item><title>");
		say_words(c, seed, 7);
		say(c, " %u</title><link>http://127.0.0.1:%d/%u/%d</link>"
		       "<guid isPermaLink=\"false\">%u-%d</guid>"
		       "<pubDate>Tue, %02d Nov 2022 %02d:%02d:00 GMT</pubDate>"
		       "<description>&lt;p&gt;", seed, port, feed, i, feed, i,
			1 + i % 28, (int)(feed % 24), (int)(feed % 60));
		say_words(c, seed + 7, PARAGRAPH_WORDS);
		say(c, ".&lt;/p&gt;</description></item>\n");
	}
	say(c, "</channel></rss>\n");
}

static void say_opml(struct client *c, unsigned n)
{
	say(c, "<opml version=\"2.0\"><head/><body>\n");
	for (unsigned i = 0; i < n; i++)
		say(c, "<outline type=\"rss\" text=\"Source %u\" "
		       "xmlUrl=\"http://127.0.0.1:%d/feed/%u\"/>\n", i, port, i);
	say(c, "</body></opml>\n");
}

/* The whole answer: its body is written first, and the head then moved before it. */
static void answer(struct client *c, const char *request)
{
	static struct client body;
	unsigned n = 0;
	char tag[32], want[64];
	body.n_out = 0;
	if (sscanf(request, "GET /feed/%u ", &n) == 1) {
		n_asked++;
		snprintf(tag, sizeof tag, "\"v%u\"", n);
		snprintf(want, sizeof want, "if-none-match: %s", tag);
		if (strcasestr(request, want)) {
			say(c, "HTTP/1.1 304 Not Modified\r\nETag: %s\r\n\r\n", tag);
			return;
		}
		say_feed(&body, n);
	} else if (sscanf(request, "GET /opml/%u ", &n) == 1) {
		tag[0] = 0;
		say_opml(&body, n);
	} else if (strncmp(request, "GET /count ", 11) == 0) {
		tag[0] = 0;
		say(&body, "%ld\n", n_asked);
	} else {
		say(c, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
		return;
	}
	say(c, "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: %zu\r\n%s%s%s\r\n",
		body.n_out, *tag ? "ETag: " : "", tag, *tag ? "\r\n" : "");
	say(c, "%.*s", (int)body.n_out, body.out);
}

/* Read what is there, answer whole requests, write what can be. False: it is over. */
static bool serve(struct client *c)
{
	ssize_t got = recv(c->fd, c->in + c->n_in, sizeof c->in - 1 - c->n_in, MSG_DONTWAIT);
	if (got == 0 || (got < 0 && errno != EAGAIN) || c->n_in + 1 >= sizeof c->in)
		return false;
	if (got > 0)
		c->n_in += (size_t)got;
	c->in[c->n_in] = 0;
	for (char *end; (end = strstr(c->in, "\r\n\r\n")) != NULL;) {
		size_t n = (size_t)(end - c->in) + 4;
		end[2] = 0;
		answer(c, c->in);
		memmove(c->in, c->in + n, c->n_in - n + 1);
		c->n_in -= n;
	}
	while (c->at < c->n_out) {
		ssize_t n = send(c->fd, c->out + c->at, c->n_out - c->at,
			MSG_NOSIGNAL | MSG_DONTWAIT);
		if (n < 0)
			return errno == EAGAIN;
		c->at += (size_t)n;
	}
	c->at = c->n_out = 0;
	return true;
}

static int listen_on(const char *port_file)
{
	struct sockaddr_in to = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t len = sizeof to;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0 || bind(fd, (struct sockaddr *)&to, sizeof to) != 0 || listen(fd, 4096) != 0 ||
		getsockname(fd, (struct sockaddr *)&to, &len) != 0) {
		perror("feedserver");
		exit(1);
	}
	port = ntohs(to.sin_port);
	FILE *f = fopen(port_file, "w");
	if (!f || fprintf(f, "%d\n", port) < 0 || fclose(f) != 0) {
		perror(port_file);
		exit(1);
	}
	return fd;
}

static void watch(int poll, int fd, void *ctx, uint32_t events)
{
	struct epoll_event e = { .events = events, .data.ptr = ctx };
	if (epoll_ctl(poll, EPOLL_CTL_ADD, fd, &e) != 0)
		abort();
}

int main(int argc, char **argv)
{
	static int listener;
	if (argc != 3)
		return 2;
	n_items = (int)strtol(argv[1], NULL, 10);
	listener = listen_on(argv[2]);
	int poll = epoll_create1(EPOLL_CLOEXEC);
	watch(poll, listener, &listener, EPOLLIN);
	watch(poll, STDIN_FILENO, NULL, EPOLLIN);
	for (;;) {
		struct epoll_event events[MAX_EVENTS];
		int n = epoll_wait(poll, events, MAX_EVENTS, -1);
		for (int i = 0; i < n; i++) {
			struct client *c = events[i].data.ptr;
			if (!c)
				return 0;
			if ((void *)c == &listener) {
				int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
				if (fd < 0)
					continue;
				c = calloc(1, sizeof *c);
				if (!c)
					abort();
				c->fd = fd;
				watch(poll, fd, c, EPOLLIN | EPOLLOUT | EPOLLET);
			} else if (!serve(c)) {
				close(c->fd);
				free(c->out);
				free(c);
			}
		}
	}
}
