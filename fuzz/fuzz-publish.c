/* publish: any bytes are a line of a site's list or none, and its path leads nowhere but into the
 * site; any name of a person or source has a path that a list takes. */
#include "check.h"
#include "base/arena.h"
#include "publish/address.h"
#include "publish/folder.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void has_path(enum place place, struct slice name)
{
	struct arena a = ARENA_INIT;
	struct buf to = BUF_INIT(1 << 12);
	struct folder_line l;
	address_path(&to, place, name, name.n);
	CHECK(folder_line_read(arena_printf(&a, "%016d 0 %.*s", 0, (int)to.n, to.p), &l));
	CHECK(slice_eq(l.path, buf_text(&to)));
	buf_done(&to);
	arena_done(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct slice text = slice_of((const char *)data, n);
	struct folder_line l;
	if (folder_line_read(text, &l)) {
		CHECK(l.path.n && l.path.p[0] != '/' && l.path.p[0] != '.');
		CHECK(slice_find(l.path, SLICE("/."), 0) == SIZE_MAX);
		CHECK(slice_find(l.path, SLICE("//"), 0) == SIZE_MAX);
	}
	has_path(PLACE_PERSON, text);
	has_path(PLACE_SOURCE, text);
	return 0;
}
