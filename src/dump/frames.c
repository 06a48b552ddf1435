/* frames: see frames.h. */
#include "dump/frames.h"

enum { TEXT_BETWEEN = 150 }; /* characters of text that part two posts, at the least */

bool line_is_prose(const struct line *l)
{
	return l->chars >= 90 || (l->chars >= 50 && (l->shape & SHAPE_STOP));
}

struct frame {
	uint64_t text; /* characters of text before the last one that counted */
	uint32_t key;  /* 0: free */
	uint32_t times;
};

uint8_t *frames_find(const struct lines *ls, struct arena *out)
{
	size_t cap = 64;
	while (cap < (size_t)ls->n * 2)
		cap *= 2;
	struct arena scratch = ARENA_INIT;
	struct frame *frames = arena_calloc(&scratch, cap, sizeof *frames);
	uint32_t *slots = arena_array(&scratch, uint32_t, (size_t)ls->n + 1);
	uint8_t *times = arena_calloc(out, (size_t)ls->n + 1, 1);
	uint64_t text = 0;
	for (uint32_t i = 0; i < ls->n; i++) {
		const struct line *l = &ls->at[i];
		uint32_t key = l->cues & (LINE_MORE | LINE_AD) ? 0 : l->key;
		text += line_is_prose(l) ? l->chars : 0;
		slots[i] = UINT32_MAX;
		if (!key)
			continue;
		size_t at = key & (cap - 1);
		while (frames[at].key && frames[at].key != key)
			at = (at + 1) & (cap - 1);
		struct frame *f = &frames[at];
		if (!f->key || text - f->text >= TEXT_BETWEEN) {
			f->times++;
			f->text = text;
		}
		f->key = key;
		slots[i] = (uint32_t)at;
	}
	for (uint32_t i = 0; i < ls->n; i++) {
		uint32_t n = slots[i] == UINT32_MAX ? 0 : frames[slots[i]].times;
		times[i] = (uint8_t)(n > FRAMES_MAX ? FRAMES_MAX : n);
	}
	arena_done(&scratch);
	return times;
}
