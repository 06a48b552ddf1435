/* identity: which articles are found again, and which are never taken for one another; revisit. */
#include "test.h"

#include "identity/identity.h"
#include "identity/revisit.h"

#define LONG_A "The harbour bridge was closed to all traffic on Thursday morning after engineers " \
	"found a crack in one of its pillars, the port authority of the city said in a statement."
#define LONG_B "Farmers in the valley have begun to pick their apples two weeks early this year, " \
	"as a warm and dry spring made the fruit ripen sooner than anybody there remembers."

struct given {
	const char *url, *address, *guid, *source, *title, *published, *text;
};

static struct article *made(const struct given *g, enum channel channel, struct arena *a)
{
	struct article *x = arena_new(a, struct article);
	x->url = slice_str(g->url);
	x->address = slice_str(g->address);
	x->guid = slice_str(g->guid);
	x->source = slice_str(g->source);
	x->title = slice_str(g->title);
	x->channel = channel;
	if (g->published)
		assert_true(date_scan(slice_str(g->published), &x->published));
	if (g->text)
		*list_add(a, &x->blocks) = (struct block){ BLOCK_PARAGRAPH, slice_str(g->text) };
	return x;
}

/* Would the second, coming in a document of its own, be a state of the first? */
static bool joined(const struct given *first, const struct given *second)
{
	struct arena a = ARENA_INIT;
	struct article *x = made(first, CHANNEL_FEED, &a), *y = made(second, CHANNEL_FEED, &a);
	struct identity i, k;
	identity_of(&(articles){ &x, 1, 1 }, &i);
	identity_of(&(articles){ &y, 1, 1 }, &k);
	bool guid = false, found = false;
	for (size_t m = 0; m < i.n; m++)
		for (size_t n = 0; n < k.n; n++)
			guid |= i.keys[m] == k.keys[n] && k.kinds[n] == IDENTITY_GUID;
	for (size_t m = 0; m < i.n; m++)
		for (size_t n = 0; n < k.n; n++)
			found |= i.keys[m] == k.keys[n] && identity_holds(k.kinds[n], guid, x, y);
	arena_done(&a);
	return found;
}

#define ADDRESS "https://site.example/2024/05/bridge"
#define OTHER "https://site.example/2024/06/apples"

static const struct {
	const char *what;
	bool one;
	struct given a, b;
} pairs[] = {
	{ "the same address, all else rewritten but the time", true,
		{ .url = ADDRESS, .title = "Bridge closed", .published = "2024-05-02T08:00:00Z",
			.text = LONG_A },
		{ .url = ADDRESS, .title = "Apples ripe", .published = "2024-05-02T08:00:00Z",
			.text = LONG_B } },
	{ "the same address, another article altogether", false,
		{ .url = ADDRESS, .title = "Bridge closed", .text = LONG_A },
		{ .url = ADDRESS, .title = "Apples ripe", .text = LONG_B } },
	{ "the same address, a changed headline, no text", true,
		{ .url = ADDRESS, .title = "Bridge closed" },
		{ .url = ADDRESS, .title = "Port cut off" } },
	{ "http, www, tracking", true,
		{ .url = ADDRESS, .title = "Bridge closed" },
		{ .url = "http://www.site.example/2024/05/bridge/?utm_source=x",
			.title = "Port cut off" } },
	{ "fetched from the one, canonical the other", true,
		{ .url = ADDRESS, .title = "Bridge closed", .text = LONG_A },
		{ .url = "https://site.example/new/place-of-the-bridge", .address = ADDRESS,
			.title = "Port cut off", .text = LONG_A } },
	{ "the site's home", false,
		{ .url = "https://site.example/", .title = "Bridge closed", .text = LONG_A },
		{ .url = "https://site.example/", .title = "Port cut off", .text = LONG_A } },
	{ "a section's rubric on another day", false,
		{ .url = "https://site.example/weather", .title = "Weather today",
			.published = "2024-05-02", .text = LONG_A },
		{ .url = "https://site.example/weather", .title = "Weather today",
			.published = "2024-05-03", .text = LONG_B } },
	{ "a short address, the same text", true,
		{ .url = "https://site.example/bridge", .title = "Bridge closed", .text = LONG_A },
		{ .url = "https://site.example/bridge", .title = "Port cut off", .text = LONG_A } },
	{ "a guid that lasts, a moved address", true,
		{ .url = ADDRESS, .guid = "tag:site.example,2024:1", .title = "Bridge closed",
			.text = LONG_A },
		{ .url = "https://news.example/2024/bridge", .guid = "tag:site.example,2024:1",
			.title = "Port cut off", .text = LONG_A } },
	{ "guids counted from 1", false,
		{ .url = ADDRESS, .guid = "1", .title = "Bridge closed", .text = LONG_A },
		{ .url = OTHER, .guid = "1", .title = "Apples ripe", .text = LONG_B } },
	{ "the same small guid of another outlet", false,
		{ .url = ADDRESS, .guid = "17", .title = "Bridge closed", .text = LONG_A },
		{ .url = "https://other.example/2024/05/b", .guid = "17",
			.title = "Bridge closed", .text = LONG_A } },
	{ "no address: headline, day and outlet, and the text", true,
		{ .source = "Courier", .title = "Bridge closed", .published = "2024-05-02",
			.text = LONG_A },
		{ .source = "Courier", .title = "Bridge closed", .published = "2024-05-02",
			.text = LONG_A " Ferries run." } },
	{ "a headline used twice on a day", false,
		{ .source = "Courier", .title = "News in brief", .published = "2024-05-02",
			.text = LONG_A },
		{ .source = "Courier", .title = "News in brief", .published = "2024-05-02",
			.text = LONG_B } },
	{ "moved without a trace but the text and the second", true,
		{ .url = ADDRESS, .title = "Bridge closed", .published = "2024-05-02T08:00:01Z",
			.text = LONG_A },
		{ .url = "https://site.example/moved/48213", .title = "Bridge closed",
			.published = "2024-05-02T08:00:01Z", .text = LONG_A } },
	{ "a text printed under two addresses", false,
		{ .url = ADDRESS, .title = "Bridge closed", .published = "2024-05-02",
			.text = LONG_A },
		{ .url = "https://site.example/moved/48213", .title = "Bridge closed",
			.published = "2024-05-02", .text = LONG_A } },
	{ "another outlet", false,
		{ .source = "Courier", .title = "Bridge closed", .published = "2024-05-02",
			.text = LONG_A },
		{ .source = "Gazette", .title = "Bridge closed", .published = "2024-05-02",
			.text = LONG_A } },
};

static void pairs_are_told(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		if (joined(&pairs[i].a, &pairs[i].b) != pairs[i].one ||
			joined(&pairs[i].b, &pairs[i].a) != pairs[i].one)
			fail_msg("%s", pairs[i].what);
}

/* What two articles of a document share says nothing of either; lines of JSON are on their own. */
static void shared_keys_go(void **state)
{
	(void)state;
	struct arena a = ARENA_INIT;
	const struct given x = { .url = "https://site.example/all-our-news-here", .guid = "news",
		.title = "Bridge closed" };
	const struct given y = { .url = "https://site.example/all-our-news-here", .guid = "news",
		.title = "Apples ripe" };
	articles feed = { 0 }, json = { 0 };
	struct identity keys[2];
	*list_add(&a, &feed) = made(&x, CHANNEL_FEED, &a);
	*list_add(&a, &feed) = made(&y, CHANNEL_FEED, &a);
	identity_of(&feed, keys);
	assert_int_equal(keys[0].n, 0);
	assert_int_equal(keys[1].n, 0);
	*list_add(&a, &json) = made(&x, CHANNEL_GIVEN, &a);
	*list_add(&a, &json) = made(&y, CHANNEL_GIVEN, &a);
	identity_of(&json, keys);
	assert_int_equal(keys[0].n, 2);
	assert_int_equal(keys[0].keys[0], keys[1].keys[0]);
	assert_int_equal(keys[0].keys[0], identity_of_address(slice_str(x.url)));
	arena_done(&a);
}

/* Minutes, hours, days, then no more; what is edited is followed closely again. */
static void looks_grow_rare(void **state)
{
	(void)state;
	enum { START = 1700000000, DAY = 86400 };
	int64_t at = START, last = 0, n = 0;
	for (int64_t next; (next = revisit_next(NULL, START, 0, at)) != 0; at = next, n++) {
		assert_true(next - at >= last && next - at >= revisit_default.first_s);
		assert_true(next - at <= revisit_default.last_s);
		last = next - at;
	}
	assert_in_range(n, 12, 30);
	assert_in_range(at - START, 14 * DAY, 17 * DAY);
	assert_int_equal(revisit_next(NULL, START, 0, START), START + 600);
	assert_int_equal(revisit_next(NULL, START, START + 5 * DAY, START + 5 * DAY),
		START + 5 * DAY + 600);
	assert_int_equal(revisit_next(NULL, START, START + 61 * DAY, START + 61 * DAY), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pairs_are_told),
		cmocka_unit_test(shared_keys_go),
		cmocka_unit_test(looks_grow_rare),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
