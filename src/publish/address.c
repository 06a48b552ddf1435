/* address: names and dates as paths. */
#include "publish/address.h"

#include <inttypes.h>

#include "publish/folder.h"

enum { MAX_SLUG = 40, SHARD = 2 };

/* Its letters and digits, where they are ASCII, for people; its hash makes it one of its own. */
static void slug(struct buf *to, struct slice name)
{
	const uint64_t hash = folder_hash(name);
	size_t n = 0;
	bool gap = false;
	buf_printf(to, "%02" PRIx64 "/", hash >> 56);
	for (size_t i = 0; i < name.n && n < MAX_SLUG; i++) {
		if (!ascii_alpha(name.p[i]) && !ascii_digit(name.p[i])) {
			gap = n > 0;
			continue;
		}
		if (gap)
			buf_byte(to, '-');
		buf_byte(to, ascii_lower(name.p[i]));
		n += 1 + gap;
		gap = false;
	}
	buf_printf(to, "%s%016" PRIx64, n ? "-" : "", hash);
}

/* A lasting name, in a folder of those that begin like it. */
static void named(struct buf *to, struct slice name)
{
	buf_slice(to, slice_sub(name, 0, SHARD));
	buf_byte(to, '/');
	buf_slice(to, name);
}

static void day(struct buf *to, struct slice day)
{
	if (!day.n)
		buf_str(to, "index");
	for (size_t i = 0; i < day.n; i++)
		buf_byte(to, day.p[i] == '-' ? '/' : day.p[i]);
}

void address_path(struct buf *to, enum place place, struct slice what, size_t page)
{
	static const struct {
		const char *folder;
		void (*name)(struct buf *to, struct slice what);
	} rules[] = {
		[PLACE_ARTICLE] = { "article/", named }, [PLACE_STORY] = { "story/", named },
		[PLACE_DAY] = { "day/", day }, [PLACE_PERSON] = { "person/", slug },
		[PLACE_SOURCE] = { "source/", slug },
	};
	if (place == PLACE_FILE) {
		buf_slice(to, what.n ? what : SLICE("index.html"));
		return;
	}
	buf_str(to, rules[place].folder);
	rules[place].name(to, what);
	if (page)
		buf_printf(to, "-%zu", page);
	buf_str(to, ".html");
}

void address_put(struct buf *to, const struct say *say, enum place place, struct slice what)
{
	buf_str(to, say->up);
	address_path(to, place, what, 0);
}

const char *address_up(const char *path)
{
	static const char *const ups[] = { "", "../", "../../", "../../../" };
	size_t depth = 0;
	for (; *path; path++)
		depth += *path == '/';
	return ups[depth < 3 ? depth : 3];
}
