/* check: the store looks after itself; here the WARC files are held against it. */
#include "archive/ingest.h"

#include <stdlib.h>

#include "archive/record.h"
#include "read/read.h"

struct place {
	int file;
	uint64_t offset;
	unsigned char digest[STORE_DIGEST_LEN];
	bool met;
};

struct check {
	struct archive *archive;
	struct arena arena;
	LIST(struct place) places; /* of the store's records, sorted */
	struct warc_end end;       /* what the store knows */
	struct warc_end walked;    /* behind the last whole record met */
	store_finding_fn finding_fn;
	void *ctx;
};

static void tell(const struct check *c, struct slice what, const char *mend)
{
	const struct store_finding finding = { what, slice_str(mend) };
	c->finding_fn(c->ctx, &finding);
}

static int by_place(const void *a, const void *b)
{
	const struct place *x = a, *y = b;
	if (x->file != y->file)
		return x->file < y->file ? -1 : 1;
	return x->offset < y->offset ? -1 : x->offset > y->offset;
}

static int number_of(const store_files *files, int64_t id)
{
	for (size_t i = 0; i < files->n; i++)
		if (files->at[i].id == id)
			return (int)i + 1;
	return 0;
}

/* Where the store says that records are. */
static enum err list_places(struct check *c, struct error *e)
{
	enum { STEP = 1024 };
	store_files files = { 0 };
	struct arena scratch = ARENA_INIT;
	enum err err = store_files_list(c->archive->store, &c->arena, &files, e);
	if (err == OK && files.n)
		c->end = (struct warc_end){ (int)files.n, files.at[files.n - 1].committed };
	for (int state = 0; err == OK && state < N_STORE_STATES; state++) {
		int64_t after = 0;
		for (bool more = true; err == OK && more;) {
			store_records list = { 0 };
			arena_reset(&scratch);
			err = store_records_in(c->archive->store, (enum store_state)state, after,
				STEP, &scratch, &list, e);
			more = err == OK && list.n == STEP;
			for (size_t i = 0; i < list.n; i++) {
				struct place *p = list_add(&c->arena, &c->places);
				p->file = number_of(&files, list.at[i].file);
				p->offset = list.at[i].offset;
				memcpy(p->digest, list.at[i].digest, sizeof p->digest);
				after = list.at[i].id;
			}
		}
	}
	if (c->places.n)
		qsort(c->places.at, c->places.n, sizeof *c->places.at, by_place);
	arena_done(&scratch);
	return err;
}

static bool is_known_end(const struct check *c, struct warc_place at)
{
	return at.file < c->end.file ||
		(at.file == c->end.file && at.offset + at.stored <= c->end.length);
}

static enum err on_record(void *ctx, struct warc_place at, const struct warc_record *record,
	struct error *e)
{
	(void)e;
	struct check *c = ctx;
	struct slice declared = warc_field(&record->fields, "WARC-Block-Digest");
	unsigned char digest[STORE_DIGEST_LEN];
	char name[WARCFILE_NAME_LEN + 1];
	bool known;
	c->walked = (struct warc_end){ at.file, at.offset + at.stored };
	warcfile_name(at.file, name);
	if (declared.n && !warc_digest_holds(declared, record->block, &known) && known)
		tell(c, arena_printf(&c->arena, "%s, offset %llu: the digest does not hold", name,
			(unsigned long long)at.offset),
			"restore this file from a copy, then 'warta rebuild'");
	if (!record_is_kept(record))
		return OK;
	const struct place key = { .file = at.file, .offset = at.offset };
	struct place *p = c->places.n ? bsearch(&key, c->places.at, c->places.n,
		sizeof *c->places.at, by_place) : NULL;
	record_digest(record, digest);
	if (p) {
		p->met = true;
		if (memcmp(p->digest, digest, sizeof digest) != 0)
			tell(c, arena_printf(&c->arena, "%s, offset %llu: not the bytes that the "
				"index knows", name, (unsigned long long)at.offset),
				"warta rebuild");
	} else if (is_known_end(c, at)) {
		tell(c, arena_printf(&c->arena, "%s, offset %llu: a record that the index does not "
			"know", name, (unsigned long long)at.offset), "warta rebuild");
	}
	return OK;
}

static enum err on_damage(void *ctx, int file, const char *why, struct error *e)
{
	(void)e;
	struct check *c = ctx;
	/* Torn by a process that was killed, behind all that was acknowledged: the next 'warta add'
	 * cuts it off. */
	if (file > c->end.file || (file == c->end.file && c->walked.file == file &&
		c->walked.length >= c->end.length))
		return OK;
	tell(c, slice_str(why), "restore this file from a copy, then 'warta rebuild'");
	return OK;
}

enum err ingest_check(struct archive *a, store_finding_fn finding_fn, void *finding_ctx,
	struct error *e)
{
	struct check c = { .archive = a, .finding_fn = finding_fn, .ctx = finding_ctx };
	const struct warcfile_visitor visitor = { on_record, on_damage, &c, READ_MAX_BYTES };
	struct warc_end start = { 0, 0 }, end;
	enum err err = store_check(a->store, STORE_DEEP, finding_fn, finding_ctx, e);
	if (err == OK)
		err = list_places(&c, e);
	if (err == OK)
		err = warcfile_walk(a->warc_dir, start, &visitor, &end, e);
	for (size_t i = 0; err == OK && i < c.places.n; i++)
		if (!c.places.at[i].met)
			tell(&c, arena_printf(&c.arena, "WARC file %d, offset %llu: the record "
				"that the index knows is not there", c.places.at[i].file,
				(unsigned long long)c.places.at[i].offset),
				"restore the WARC files from a copy, then 'warta rebuild'");
	arena_done(&c.arena);
	return err;
}
