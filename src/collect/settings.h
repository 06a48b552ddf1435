/* settings: what the user wants of one subscription, as the store keeps it (text by name) and as
 * the program uses it. docs/collecting.md lists them. */
#ifndef COLLECT_SETTINGS_H
#define COLLECT_SETTINGS_H

#include "store/collect.h"

enum { SETTINGS_LOOKS = 15, SETTINGS_MAX_LOOKS = 100 };

enum full_text {
	FULL_TEXT_AUTO,   /* where the feed gives only a teaser */
	FULL_TEXT_ALWAYS,
	FULL_TEXT_NEVER
};

struct settings {
	int64_t interval_s; /* 0: learned */
	enum full_text full_text;
	int64_t look_again; /* at most so many further looks at a page */
	bool pages;         /* the address is a page whose links are watched */
	struct slice user_agent, login, cookie, proxy;
	struct slice keep, drop; /* in the search language */
	struct slice ended;      /* when the server said that it is gone for good; empty: not */
};

/* Names and values that are none are passed over. */
void settings_of(const store_settings *list, struct settings *ret);

/* ERR_USAGE: there is no such setting, or no such value. An empty value is none. */
enum err settings_check(struct slice name, struct slice value, struct error *e) MUST_USE;

#endif
