/* By names of elements and attributes alone. */
#include "page/page_amp.h"

bool amp_is_silent(struct slice name)
{
	static const char *const silent[] = { "ad", "addthis", "analytics", "app-banner", "audio",
		"auto-ads", "autocomplete", "consent", "embed", "geo", "iframe", "jwplayer",
		"next-page", "pixel", "recaptcha-input", "sidebar", "social-share", "state",
		"sticky-ad", "story-auto-ads", "subscriptions-dialog", "user-notification",
		"video", "video-iframe", "web-push", "web-push-widget" };
	for (size_t i = 0; i < sizeof silent / sizeof *silent; i++)
		if (slice_is(name, silent[i]))
			return true;
	return false;
}

enum { WALLED_BYTES = 200 };

bool amp_section(const struct tree *t, uint32_t node, bool *ret_paid)
{
	struct slice access = node_attr_named(t, node, SLICE("amp-access"));
	struct slice section = node_attr_named(t, node, SLICE("subscriptions-section"));
	struct slice display = node_attr_named(t, node, SLICE("subscriptions-display"));
	access = access.n ? access : display;
	*ret_paid = section.n ? slice_is(section, "content")
		: !slice_starts_nocase(slice_trim(access), SLICE("NOT "));
	return section.n > 0 || access.n > 0;
}

bool amp_walled(const struct tree *t, struct arena *scratch)
{
	uint32_t html = tree_find(t, t->root, 0, TAG_HTML);
	if (!html || (node_attr_named(t, html, SLICE("amp")).p == NULL &&
		node_attr_named(t, html, SLICE("\xe2\x9a\xa1")).p == NULL))
		return false;
	for (uint32_t node = html; node; node = tree_next(t, node, html)) {
		bool paid;
		if (tree_at(t, node)->tag != TAG_TEXT && amp_section(t, node, &paid) && paid)
			return node_all_text(t, node, scratch).n >= WALLED_BYTES;
	}
	return false;
}
