/* writer: what belongs to one record goes into one batch, so that no article is there by half. */
#include "archive/writer.h"

#include "archive/record.h"
#include "archive/sites.h"

/* A batch pays for one fdatasync of each file; above these bounds larger ones gain nothing
 * (docs/PERFORMANCE.md), and a reader waits longer to see what is new. */
enum { BATCH_ARTICLES = 2000, BATCH_RECORDS = 2000, BATCH_BYTES = 16 << 20 };

enum err writer_begin(struct writer *w, struct archive *a, struct error *e)
{
	if (w->open)
		return OK;
	TRY(grouping_catch_up(a->grouping, a->store, e));
	TRY(store_begin(a->store, e));
	w->open = true;
	return sites_begin(a->sites, a->store, e);
}

static enum err commit_length(struct archive *a, struct warc_end end, struct error *e)
{
	int64_t id;
	TRY(archive_file_id(a, a->store, end.file, &id, e));
	return store_file_commit(a->store, id, end.length, e);
}

static enum err is_known(struct store *s, const struct warc_record *record,
	const unsigned char digest[static STORE_DIGEST_LEN], bool is_file, bool *ret,
	struct error *e)
{
	struct store_record r = {
		.type = record->type, .uri = record->uri, .seen_at = archive_seen_at(record)
	};
	memcpy(r.digest, digest, sizeof r.digest);
	return store_record_known(s, &r, is_file, ret, e);
}

/* Append a packed record to the WARC files; where that begins a new one, the old one is whole. */
static enum err append_member(struct writer *w, struct archive *a, const struct buf *member,
	struct warc_place *ret_at, struct error *e)
{
	struct warc_end before = warcfile_end(a->warc);
	TRY(warcfile_append(a->warc, buf_text(member), ret_at, e));
	if (before.file && before.file != ret_at->file)
		TRY(commit_length(a, before, e));
	w->n_records++;
	return OK;
}

enum err writer_append(struct writer *w, struct archive *a, struct job *job, struct error *e)
{
	bool is_new;
	TRY(writer_begin(w, a, e));
	TRY(is_known(a->store, &job->record, job->digest, job->by_itself, &job->skip, e));
	if (job->skip)
		return OK;
	TRY(append_member(w, a, &job->member, &job->at, e));
	w->n_bytes += job->record.block.n;
	return archive_record_add(a, a->store, &job->record, job->at, job->digest, STORE_PENDING,
		&job->record_id, &is_new, e);
}

enum err writer_append_aside(struct writer *w, struct archive *a, const struct warc_record *record,
	struct error *e)
{
	enum { MAX_ASIDE = 1 << 20 };
	struct buf member = BUF_INIT(MAX_ASIDE);
	struct warc_place at;
	unsigned char digest[STORE_DIGEST_LEN];
	int64_t id;
	bool known, is_new;
	TRY(writer_begin(w, a, e));
	record_digest(record, digest);
	TRY(is_known(a->store, record, digest, false, &known, e));
	if (known)
		return OK;
	enum err err = record_pack(record, digest, &member, e);
	if (err == OK)
		err = append_member(w, a, &member, &at, e);
	buf_done(&member);
	TRY(err);
	return archive_record_add(a, a->store, record, at, digest, STORE_NOTHING, &id, &is_new, e);
}

static enum err put_articles(struct writer *w, struct archive *a, struct job *job,
	struct error *e)
{
	int64_t seen_at = archive_seen_at(&job->record);
	job->is_new = arena_array(&job->arena, bool, job->articles.n);
	for (size_t i = 0; i < job->articles.n; i++) {
		const struct store_put put = {
			.record = job->record_id,
			.ordinal = (int64_t)i,
			.article = job->articles.at[i],
			.name = job->names[i],
			.seen_at = seen_at,
			.identity = &job->identities[i],
			.said = &job->said[i],
			.terms = &job->terms[i],
		};
		int64_t id;
		enum store_put_as as;
		TRY(store_article_put(a->store, &put, &id, &as, e));
		if (as == STORE_PUT_NEW)
			TRY(grouping_add(a->grouping, a->store, job->record_id, id,
				store_time_of(put.article, seen_at), &job->features[i], e));
		job->is_new[i] = as == STORE_PUT_NEW;
		w->now.n_added += as == STORE_PUT_NEW;
		w->now.n_known += as == STORE_PUT_KNOWN;
		w->now.n_versions += as == STORE_PUT_VERSION;
		w->n_articles++;
	}
	return OK;
}

/* What the record says of its address, where it holds no article. */
static enum err put_answer(struct store *s, const struct job *job, struct error *e)
{
	const struct store_answer answer = {
		.uri = job->record.uri,
		.seen_at = archive_seen_at(&job->record),
		.record = job->record_id,
		.status = job->answer.status,
		.moved_to = job->answer.moved_to,
	};
	switch (job->answer.kind) {
	case ANSWER_GONE:
		return store_gone_put(s, &answer, e);
	case ANSWER_MOVED:
		return store_moved_put(s, &answer, e);
	case ANSWER_UNCHANGED:
		return store_unchanged_put(s, &answer, e);
	default:
		return OK;
	}
}

enum err writer_put(struct writer *w, struct archive *a, struct job *job, struct error *e)
{
	enum store_state state = STORE_PARSED;
	struct slice why = SLICE_NONE;
	w->now.n_items++;
	if (!job->record_id)
		return OK; /* known, or not kept */
	TRY(writer_begin(w, a, e));
	w->now.n_items_kept++;
	if (job->err != OK) {
		state = STORE_FAILED;
		why = slice_str(job->error.msg);
	} else if (job->articles.n == 0) {
		state = STORE_NOTHING;
		TRY(put_answer(a->store, job, e));
		w->now.n_empty += job->by_itself && job->failures.n == 0;
	} else {
		sites_trim(a->sites, job);
		TRY(put_articles(w, a, job, e));
	}
	return store_record_done(a->store, job->record_id, state, (int64_t)job->articles.n, why, e);
}

bool writer_is_full(const struct writer *w)
{
	return w->n_articles >= BATCH_ARTICLES || w->n_records >= BATCH_RECORDS ||
		w->n_bytes >= BATCH_BYTES;
}

bool writer_is_due(const struct writer *w, const struct archive *a)
{
	return writer_is_full(w) || (w->open && store_batch_is_due(a->store));
}

enum err writer_commit(struct writer *w, struct archive *a, struct error *e)
{
	if (w->open) {
		if (a->warc) {
			struct warc_end end;
			TRY(warcfile_sync(a->warc, &end, e));
			if (end.file)
				TRY(commit_length(a, end, e));
		}
		TRY(grouping_flush(a->grouping, a->store, e));
		TRY(sites_flush(a->sites, a->store, e));
		TRY(store_commit(a->store, e));
		sites_settled(a->sites);
		if (a->warc) /* not of a rebuild, whose index nobody has */
			store_give_way(a->store);
	}
	w->open = false;
	w->n_records = w->n_articles = w->n_bytes = 0;
	w->committed = w->now;
	return OK;
}

enum err writer_fetch(struct archive *a, const struct store_record *r, struct job *job,
	struct error *e)
{
	struct arena scratch = ARENA_INIT;
	store_files files = { 0 };
	struct warc_place at = { 0, r->offset, r->stored };
	enum err err = store_files_list(a->store, &scratch, &files, e);
	for (size_t i = 0; err == OK && i < files.n; i++)
		if (files.at[i].id == r->file)
			at.file = (int)i + 1;
	arena_done(&scratch);
	TRY(err);
	job->at = at;
	job->path = arena_dup(&job->arena, r->uri);
	return warcfile_fetch(a->warc_dir, at, READ_MAX_BYTES, &job->arena, &job->record, e);
}
