/* publish: articles of an archive as a static site: files that any web server, or a browser from
 * the disk, shows as they are; no script, no server of ours.
 *
 *   index.html                    the newest stories
 *   article/k3/NAME.html          an article, by its lasting name
 *   story/k3/NAME.html            a story of two or more of them, by its lasting name
 *   day/2024/03/12.html, day/2024/03.html, day/index.html     days, months, all months
 *   source/3f/SLUG-HASH.html, source/index.html               sources
 *   person/3f/SLUG-HASH.html, person/index.html               whoever is quoted
 *   feed.atom, feed.json          the newest articles (RFC 4287, JSON Feed 1.1)
 *   style.css, icon.svg, robots.txt, and with a base address sitemap.xml (sitemaps.org 0.9)
 *
 * Pages are those of the desk (layout/layout.h), linked relatively. Addresses come from lasting
 * names, so they stay through rebuilds. A long list is cut into pages from its oldest end, so that
 * what is added changes its newest page only.
 *
 * What a page is made of stands in the folder's list as one number, so that a page of which nothing
 * has changed, nor the program, nor the options, is not made again.
 *
 * What is written is made of the archive alone, without a clock: the same archive and options give
 * the same bytes. What only the user knows (tags, marks, notes) is not published, nor are pictures.
 *
 * Memory: some 200 bytes an article found, and one page; no text is held. Everything that an
 * article says passes through templates that escape, and addresses are http or https. */
#ifndef PUBLISH_PUBLISH_H
#define PUBLISH_PUBLISH_H

#include "layout/put.h"
#include "store/store.h"

struct publish_options {
	struct slice title;  /* of the site; not empty */
	struct slice base;   /* where it will stand: "https://news.example/", or empty */
	enum say_lang lang;
	size_t excerpt;      /* words of a text that are published; 0: all */
	bool anew;           /* make every page, and do not ask what has changed */
	void *ctx;
	/* Now and then, of so many articles; a value other than 0 stops. May be NULL. */
	int (*progress)(void *ctx, size_t n_done, size_t n);
};

struct publish_report {
	size_t n_articles, n_stories;
	size_t n_files; /* of the site: written, or as they were */
	size_t n_written, n_removed;
};

/* Write the site of the articles `hits` (newest first) into the folder `dir`, which is made where
 * it is not there; what stands in it already and is the same stays untouched, and files of the site
 * that are no more go. ERR_USAGE: the folder holds something else. ERR_BUSY: another process
 * publishes there. ERR_IO names the file. After a failure, or a kill, each file is an old or a new
 * one as a whole, and the next call finishes the work. */
enum err publish_site(struct store *store, const struct store_hits *hits,
	const struct publish_options *options, const char *dir, struct publish_report *ret,
	struct error *e) MUST_USE;

#endif
