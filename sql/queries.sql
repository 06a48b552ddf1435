-- Every query of the program, by name (tools/embed-sql.py). Parameters are bound in the order in
-- which they first stand here.

-- ---- the book of WARC files

-- name: file_list
-- scan: there are few files, and all are wanted
SELECT id, name, committed FROM warc_file ORDER BY name;

-- name: file_by_name
SELECT id FROM warc_file WHERE name = ?1;

-- name: file_add
INSERT INTO warc_file (name, committed) VALUES (?1, 0) RETURNING id;

-- name: file_commit
UPDATE warc_file SET committed = ?2 WHERE id = ?1 RETURNING id;

-- name: record_same
SELECT id FROM record WHERE uri = ?1 AND seen_at = ?2 AND digest = ?3;

-- name: record_before
SELECT digest = ?3 FROM record
WHERE uri = ?1 AND seen_at <= ?2 AND type NOT IN ('request', 'metadata')
ORDER BY seen_at DESC, id DESC LIMIT 1;

-- name: record_bytes
SELECT EXISTS (SELECT 1 FROM record WHERE digest = ?1);

-- name: record_bytes_of
SELECT EXISTS (SELECT 1 FROM record WHERE digest = ?1 AND uri = ?2);

-- name: record_add
INSERT INTO record (file, offset, stored, digest, type, uri, content_type, seen_at, state,
	n_articles, message) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) RETURNING id;

-- name: record_state
SELECT state FROM record WHERE id = ?1;

-- name: record_done
UPDATE record SET state = ?2, n_articles = ?3, message = ?4 WHERE id = ?1;

-- name: record_get
SELECT id, file, offset, stored, digest, type, uri, content_type, seen_at, state, n_articles, message
FROM record WHERE id = ?1;

-- name: record_pending
SELECT id, file, offset, stored, digest, type, uri, content_type, seen_at, state, n_articles, message
FROM record WHERE state = 0 AND id > ?1 ORDER BY id LIMIT ?2;

-- name: record_in
SELECT id, file, offset, stored, digest, type, uri, content_type, seen_at, state, n_articles, message
FROM record WHERE id > ?1 AND state = ?3 ORDER BY id LIMIT ?2;

-- ---- articles

-- name: article_by_name
SELECT id FROM article WHERE name = ?1;

-- name: article_by_number
SELECT id FROM article WHERE number = ?1;

-- name: article_by_prefix
SELECT id FROM article WHERE name >= ?1 AND name < ?2 LIMIT 2;

-- name: article_last_of
SELECT max(id) FROM article WHERE id BETWEEN ?1 AND ?2;

-- name: article_ids_from
SELECT id FROM article WHERE id >= ?1 ORDER BY id;

-- name: article_add
INSERT INTO article (id, number, name, at, day, seen_at, record, ordinal, source, lang, flags,
	channel, versions, shown, page_at, page_key)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, 1, 0, ?13, ?14);

-- name: content_add
INSERT INTO content (id, title, subtitle, url, authors, published, published_from, updated, tags,
	credits, captions, body, more)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13);

-- name: article_get
SELECT a.number, a.name, a.at, a.day, a.seen_at, a.record, a.ordinal, s.name, a.lang, a.flags,
	a.channel, a.versions, a.shown, c.title, c.subtitle, c.url, c.authors, c.published, c.published_from, c.updated, c.tags
FROM article a JOIN content c ON c.id = a.id JOIN source s ON s.id = a.source WHERE a.id = ?1;

-- name: content_rest
SELECT credits, captions, body, more FROM content WHERE id = ?1;

-- name: outline_of
-- What comes behind the day is only compared.
SELECT a.name, coalesce(m.story, a.number), a.source, a.day, a.number, a.at, s.name, a.lang,
	a.flags & ~?2, a.channel, a.versions, a.shown, m.nearest, m.likeness, m.copy_of, m.copy_share,
	m.translation_of, m.translation_sure, m.strand_with, m.strand_likeness, m.said_at,
	(SELECT max(w.gone_at) FROM withdrawal w WHERE w.article = a.id), c.title, c.subtitle, c.url,
	c.authors, c.published, c.published_from, c.updated, c.tags, c.credits, c.captions, c.body, c.more
FROM article a JOIN content c ON c.id = a.id JOIN source s ON s.id = a.source
LEFT JOIN membership m ON m.number = a.number WHERE a.id = ?1;

-- name: article_order
SELECT at, name FROM article WHERE id = ?1;

-- name: article_flagged
SELECT name, flags, day, source, lang FROM article WHERE id = ?1;

-- name: article_in_lang
SELECT 1 FROM article WHERE id = ?1 AND lang = ?2;

-- name: article_flags_set
UPDATE article SET flags = ?2 WHERE id = ?1;

-- name: ids_read
SELECT id FROM article WHERE flags & 1 ORDER BY id;

-- name: ids_starred
SELECT id FROM article WHERE flags & 2 ORDER BY id;

-- name: ids_tagged
SELECT id FROM article WHERE flags & 4 ORDER BY id;

-- name: ids_of_tag
SELECT a.id FROM kept_tag k JOIN article a ON a.name = k.name WHERE k.key = ?1;

-- name: ids_of_tag_prefix
SELECT a.id FROM kept_tag k JOIN article a ON a.name = k.name WHERE k.key >= ?1 AND k.key < ?2;

-- name: ids_edited
SELECT id FROM article WHERE flags & 8 ORDER BY id;

-- name: ids_withdrawn
SELECT id FROM article WHERE flags & 16 ORDER BY id;

-- name: names_marked
-- scan: all are wanted
SELECT DISTINCT name FROM kept_mark;

-- name: names_tagged
-- scan: all are wanted
SELECT DISTINCT name FROM kept_tag;

-- name: attach_old
ATTACH ?1 AS old;

-- ---- how articles are found again, and their states

-- name: identity_find
SELECT article FROM identity WHERE key = ?1 ORDER BY article DESC LIMIT ?2;

-- name: identity_add
INSERT INTO identity (key, article) VALUES (?1, ?2) ON CONFLICT DO NOTHING;

-- name: article_is_of
SELECT 1 FROM article WHERE id = ?1 AND record = ?2
UNION ALL SELECT 1 FROM version WHERE article = ?1 AND record = ?2;

-- name: state_of
SELECT a.seen_at, a.record, a.ordinal, a.channel, a.name, a.source, s.name, a.lang,
	a.day, a.flags, a.versions, a.shown, a.page_at, a.page_key
FROM article a JOIN source s ON s.id = a.source WHERE a.id = ?1;

-- name: version_list
SELECT v.seen_at, v.record, v.ordinal, v.channel, v.name, v.source, s.name, v.lang,
	v.id, v.kinds, v.headline_share, v.text_share, v.bytes
FROM version v JOIN source s ON s.id = v.source WHERE v.article = ?1
ORDER BY v.seen_at, v.record, v.ordinal;

-- name: version_name
SELECT name FROM version WHERE id = ?1;

-- name: version_add
INSERT INTO version (article, seen_at, record, ordinal, channel, name, source, lang, kinds,
	headline_share, text_share, bytes) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0, 0, 0,
	coalesce(nullif(?9, -1), (SELECT length(CAST(body AS BLOB)) FROM content WHERE id = ?1), 0))
RETURNING id, bytes;

-- name: version_kinds
UPDATE version SET kinds = ?2, headline_share = ?3, text_share = ?4 WHERE id = ?1;

-- name: version_earlier
UPDATE version SET seen_at = ?2, record = ?3, ordinal = ?4 WHERE id = ?1;

-- name: article_earlier
UPDATE article SET seen_at = ?2, record = ?3, ordinal = ?4 WHERE id = ?1;

-- name: version_drop
DELETE FROM version WHERE id = ?1;

-- name: version_content_add
INSERT INTO version_content (id, title, subtitle, url, authors, published, published_from, updated,
	tags, credits, captions, body, more)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13);

-- name: version_content_head
SELECT title, subtitle, url, authors, published, published_from, updated, tags
FROM version_content WHERE id = ?1;

-- name: version_content_rest
SELECT credits, captions, body, more FROM version_content WHERE id = ?1;

-- name: version_content_drop
DELETE FROM version_content WHERE id = ?1;

-- name: content_drop
DELETE FROM content WHERE id = ?1;

-- name: content_lay_by
INSERT INTO version_content (id, title, subtitle, url, authors, published, published_from, updated,
	tags, credits, captions, body, more)
SELECT ?2, title, subtitle, url, authors, published, published_from, updated, tags, credits, captions,
	body, more FROM content WHERE id = ?1;

-- name: content_bring
INSERT INTO content (id, title, subtitle, url, authors, published, published_from, updated, tags,
	credits, captions, body, more)
SELECT ?1, title, subtitle, url, authors, published, published_from, updated, tags, credits, captions,
	body, more FROM version_content WHERE id = ?2;

-- name: article_shows
UPDATE article SET shown = ?2, channel = ?3, source = ?4, lang = ?5 WHERE id = ?1;

-- name: article_versions
UPDATE article SET versions = ?2 WHERE id = ?1;

-- name: article_page_at
UPDATE article SET page_at = ?2, page_key = ?3 WHERE id = ?1;

-- name: edits_list
SELECT id, article, seen_at, channel, kinds, headline_share, text_share FROM version
WHERE kinds <> 0 AND seen_at >= ?1 AND seen_at < ?2 ORDER BY seen_at DESC, id DESC;

-- name: withdrawals_since
SELECT article, gone_at, back_at, status FROM withdrawal
WHERE gone_at >= ?1 AND gone_at < ?2 ORDER BY gone_at DESC, article DESC;

-- name: withdrawal_list
SELECT gone_at, back_at, status, record FROM withdrawal WHERE article = ?1 ORDER BY gone_at;

-- name: withdrawal_open
SELECT gone_at FROM withdrawal WHERE article = ?1 AND back_at = 0;

-- name: withdrawal_add
INSERT INTO withdrawal (article, gone_at, back_at, record, status) VALUES (?1, ?2, ?3, ?4, ?5);

-- name: withdrawal_earlier
UPDATE withdrawal SET gone_at = ?3, record = ?4, status = ?5 WHERE article = ?1 AND gone_at = ?2;

-- name: withdrawal_back
UPDATE withdrawal SET back_at = ?2
WHERE article = ?1 AND gone_at < ?2 AND (back_at = 0 OR back_at > ?2);

-- ---- the search index

-- name: segment_list
-- scan: there are few
SELECT id, level, n_docs, n_words, n_bytes, n_dead FROM segment WHERE level >= 0 ORDER BY id;

-- name: segment_unwhole
-- scan: there are few
SELECT id FROM segment WHERE level < 0 LIMIT 1;

-- name: segment_add
INSERT INTO segment (level, n_docs, n_words, n_bytes, n_dead) VALUES (?1, 0, 0, 0, 0) RETURNING id;

-- name: dead_list
SELECT id FROM segment_dead WHERE segment = ?1 ORDER BY id;

-- name: dead_add
INSERT INTO segment_dead (segment, id) VALUES (?1, ?2);

-- name: dead_count
UPDATE segment SET n_dead = n_dead + 1 WHERE id = ?1;

-- name: dead_drop
DELETE FROM segment_dead WHERE segment = ?1;

-- name: segment_size
UPDATE segment SET n_docs = ?2, n_words = ?3, n_bytes = ?4 WHERE id = ?1;

-- name: segment_level
UPDATE segment SET level = ?2 WHERE id = ?1;

-- name: segment_drop
DELETE FROM segment WHERE id = ?1;

-- name: page_put
INSERT INTO index_page (id, data) VALUES (?1, ?2);

-- name: page_get
SELECT data FROM index_page WHERE id = ?1;

-- name: pages_drop
DELETE FROM index_page WHERE id IN
	(SELECT id FROM index_page WHERE id BETWEEN ?1 AND ?2 LIMIT ?3) RETURNING id;

-- name: form_add
INSERT INTO word_form (lang, stem, form) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING;

-- name: forms_of
SELECT form FROM word_form WHERE lang = ?1 AND stem = ?2;

-- name: language_codes
-- scan: there are few
SELECT code FROM language WHERE total > 0;

-- ---- counters

-- name: source_by_name
SELECT id FROM source WHERE name = ?1;

-- name: source_add
INSERT INTO source (name, total, unread) VALUES (?1, 0, 0) RETURNING id;

-- name: source_count
UPDATE source SET total = total + ?2, unread = unread + ?3 WHERE id = ?1;

-- name: source_list
-- scan: all are wanted
SELECT name, total, unread FROM source WHERE total > 0 ORDER BY total DESC, name;

-- name: day_count
INSERT INTO day (day, total, unread) VALUES (?1, ?2, ?3)
ON CONFLICT (day) DO UPDATE SET total = total + excluded.total, unread = unread + excluded.unread;

-- name: day_list
SELECT day, total, unread FROM day WHERE day < ?1 ORDER BY day DESC LIMIT ?2;

-- name: language_count
INSERT INTO language (code, total, unread) VALUES (?1, ?2, ?3)
ON CONFLICT (code) DO UPDATE SET total = total + excluded.total, unread = unread + excluded.unread;

-- name: language_list
-- scan: all are wanted
SELECT code, total, unread FROM language ORDER BY total DESC, code;

-- name: total_get
SELECT n FROM total WHERE what = ?1;

-- name: total_add
INSERT INTO total (what, n) VALUES (?1, ?2) ON CONFLICT (what) DO UPDATE SET n = n + excluded.n;

-- name: total_raise
INSERT INTO total (what, n) VALUES (?1, ?2)
ON CONFLICT (what) DO UPDATE SET n = max(n, excluded.n);

-- name: stat_counts
-- scan: small tables
SELECT (SELECT count(*) FROM source WHERE total > 0), (SELECT count(*) FROM day),
	(SELECT count(*) FROM language), (SELECT at FROM article ORDER BY id LIMIT 1),
	(SELECT at FROM article ORDER BY id DESC LIMIT 1);

-- name: stat_bytes
-- scan: pragmas are no tables
SELECT page_count * page_size FROM pragma_page_count, pragma_page_size;

-- name: stat_files
-- scan: a small table
SELECT count(*), coalesce(sum(committed), 0) FROM warc_file;

-- ---- what only the user knows

-- name: mark_has
SELECT 1 FROM kept_mark WHERE name = ?1 AND mark = ?2;

-- name: mark_add
INSERT INTO kept_mark (name, mark, set_at) VALUES (?1, ?2, ?3)
ON CONFLICT (name, mark) DO UPDATE SET set_at = excluded.set_at;

-- name: mark_drop
DELETE FROM kept_mark WHERE name = ?1 AND mark = ?2;

-- name: marks_of
SELECT mark FROM kept_mark WHERE name = ?1;

-- name: mark_list
-- scan: all are wanted
SELECT name, set_at FROM kept_mark WHERE mark = ?1 ORDER BY name;

-- name: tag_has
SELECT 1 FROM kept_tag WHERE name = ?1 AND key = ?2;

-- name: tag_add
INSERT INTO kept_tag (name, key, tag) VALUES (?1, ?2, ?3)
ON CONFLICT (name, key) DO UPDATE SET tag = excluded.tag;

-- name: tag_drop
DELETE FROM kept_tag WHERE name = ?1 AND key = ?2;

-- name: tags_of
SELECT tag FROM kept_tag WHERE name = ?1 ORDER BY key;

-- name: tag_list
-- scan: all are wanted
SELECT name, tag FROM kept_tag ORDER BY name, key;

-- name: tag_counts
-- scan: all are wanted
SELECT min(k.tag), count(*), sum(NOT a.flags & 1) FROM kept_tag k JOIN article a ON a.name = k.name
GROUP BY k.key ORDER BY k.key;

-- name: note_of
SELECT note FROM kept_note WHERE name = ?1;

-- name: note_put
INSERT INTO kept_note (name, note) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET note = excluded.note;

-- name: note_drop
DELETE FROM kept_note WHERE name = ?1;

-- name: note_list
-- scan: all are wanted
SELECT name, note FROM kept_note ORDER BY name;

-- name: saved_list
-- scan: all are wanted
SELECT name, query FROM kept_search ORDER BY name;

-- name: saved_put
INSERT INTO kept_search (name, query) VALUES (?1, ?2)
ON CONFLICT (name) DO UPDATE SET query = excluded.query;

-- name: saved_drop
DELETE FROM kept_search WHERE name = ?1 RETURNING 1;

-- name: subscription_list
-- scan: all are wanted
SELECT url, title, folder FROM kept_subscription ORDER BY folder, url;

-- name: subscription_put
INSERT INTO kept_subscription (url, title, folder) VALUES (?1, ?2, ?3)
ON CONFLICT (url) DO UPDATE SET title = excluded.title, folder = excluded.folder;

-- name: subscription_drop
DELETE FROM kept_subscription WHERE url = ?1 RETURNING 1;

-- ---- who said what

-- name: person_name
SELECT coalesce((SELECT name FROM kept_person WHERE key = ?1), name) FROM speaker WHERE key = ?1
ORDER BY article LIMIT 1;

-- name: said_add
INSERT INTO said (article, quotes) VALUES (?1, ?2);

-- name: said_get
SELECT quotes FROM said WHERE article = ?1;

-- name: said_drop
DELETE FROM said WHERE article = ?1;

-- name: speaker_add
INSERT INTO speaker (key, article, n, name) VALUES (?1, ?2, ?3, ?4);

-- name: speaker_drop
DELETE FROM speaker WHERE key = ?1 AND article = ?2;

-- name: sketch_add
INSERT OR IGNORE INTO sketch (hash, article, ordinal) VALUES (?1, ?2, ?3);

-- name: sketches_add
INSERT OR IGNORE INTO sketch (hash, article, ordinal) VALUES
	(?1, ?2, ?3), (?4, ?5, ?6), (?7, ?8, ?9), (?10, ?11, ?12),
	(?13, ?14, ?15), (?16, ?17, ?18), (?19, ?20, ?21), (?22, ?23, ?24);

-- name: sketch_find
SELECT article, ordinal FROM sketch WHERE hash = ?1 ORDER BY article LIMIT ?2;

-- name: ids_quoting
SELECT article FROM speaker WHERE key = ?1;

-- name: ids_quoted
-- scan: all are wanted
SELECT article FROM said;

-- name: people_list
-- scan: all are wanted; the name is that of the first article
SELECT key, name, sum(n), count(*), min(article) FROM speaker GROUP BY key;

-- name: known_as_list
-- scan: all are wanted
SELECT key, other, name FROM kept_person ORDER BY key;

-- name: known_as_dump
-- scan: all are wanted
SELECT other, name FROM kept_person ORDER BY key;

-- name: known_as_put
INSERT INTO kept_person (key, other, name) VALUES (?1, ?2, ?3)
ON CONFLICT (key) DO UPDATE SET other = excluded.other, name = excluded.name;

-- name: known_as_drop
DELETE FROM kept_person WHERE key = ?1 RETURNING 1;

-- ---- stories

-- name: member_by_id
SELECT a.id, a.number, a.at, a.source, coalesce(m.story, a.number), coalesce(m.nearest, 0),
	coalesce(m.likeness, 0), coalesce(m.copy_of, 0), coalesce(m.copy_share, 0),
	coalesce(m.translation_of, 0), coalesce(m.translation_sure, 0), coalesce(m.strand_with, 0),
	coalesce(m.strand_likeness, 0), coalesce(m.said_at, 0)
FROM article a LEFT JOIN membership m ON m.number = a.number WHERE a.id = ?1;

-- name: member_by_number
SELECT a.id, a.number, a.at, a.source, coalesce(m.story, a.number), coalesce(m.nearest, 0),
	coalesce(m.likeness, 0), coalesce(m.copy_of, 0), coalesce(m.copy_share, 0),
	coalesce(m.translation_of, 0), coalesce(m.translation_sure, 0), coalesce(m.strand_with, 0),
	coalesce(m.strand_likeness, 0), coalesce(m.said_at, 0)
FROM article a LEFT JOIN membership m ON m.number = a.number WHERE a.number = ?1;

-- name: members_of
SELECT a.id, a.number, a.at, a.source, m.story, m.nearest, m.likeness, m.copy_of, m.copy_share,
	m.translation_of, m.translation_sure, m.strand_with, m.strand_likeness, m.said_at
FROM membership m JOIN article a ON a.number = m.number WHERE m.story = ?1;

-- name: story_walk
-- scan: until those that were asked for are known
SELECT a.id, a.at, coalesce(m.story, a.number) FROM article a
LEFT JOIN membership m ON m.number = a.number ORDER BY a.id DESC;

-- name: story_size
SELECT count(*) FROM membership WHERE story = ?1;

-- name: story_sizes
-- scan: of an index
SELECT story, count(*) FROM membership GROUP BY story HAVING count(*) >= ?1;

-- name: source_many
-- scan: there are few
SELECT count(*) FROM source;

-- name: kept_story_list
-- scan: there are few
SELECT coalesce(m.story, a.number), k.title, k.locked FROM kept_story k
JOIN article a ON a.name = k.name LEFT JOIN membership m ON m.number = a.number;

-- name: window_last
-- scan: only its last row
SELECT first, last, at_hand, newest, edition FROM story_window ORDER BY first DESC LIMIT 1;

-- name: last_number
SELECT coalesce(max(number), 0) FROM article;

-- name: window_read
SELECT first, last, at_hand, newest, edition, articles FROM story_window WHERE first >= (SELECT
	max(first) FROM story_window WHERE first <= ?1) ORDER BY first;

-- name: window_put
INSERT INTO story_window (first, last, at_hand, newest, edition, articles)
VALUES (?1, ?2, ?3, ?4, ?5, ?6);

-- name: window_drop
-- scan: few are older, and they go
DELETE FROM story_window WHERE first < ?1 AND last < ?1;

-- name: group_count
SELECT coalesce(max(id) + 1, 0) FROM story_group;

-- name: group_get
SELECT id, began, whole, state FROM story_group WHERE id = ?1;

-- name: group_whole
SELECT whole FROM story_group WHERE id = ?1;

-- name: group_story
SELECT g.whole, coalesce(d.story, g.began) FROM story_group g
LEFT JOIN story_default d ON d.group_id = g.id WHERE g.id = ?1;

-- name: group_story_only
SELECT coalesce(d.story, g.began) FROM story_group g
LEFT JOIN story_default d ON d.group_id = g.id WHERE g.id = ?1;

-- name: group_put
INSERT INTO story_group (id, began, whole, state) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (id) DO UPDATE SET whole = excluded.whole, state = excluded.state;

-- name: told_read
SELECT number, group_id, nearest, likeness, copy_of, translation_of, copy_share, translation_sure
FROM membership WHERE number >= ?1 ORDER BY number;

-- name: told_of
SELECT number, group_id, nearest, likeness, copy_of, translation_of, copy_share, translation_sure
FROM membership WHERE story = ?1;

-- name: told_put
INSERT INTO membership (number, story, group_id, nearest, likeness, copy_of, copy_share,
	translation_of, translation_sure, strand_with, strand_likeness, said_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12);

-- name: told_change
UPDATE membership SET copy_of = ?2, copy_share = ?3, translation_of = ?4, translation_sure = ?5
WHERE number = ?1;

-- name: default_put
INSERT OR REPLACE INTO story_default (group_id, story) VALUES (?1, ?2);

-- name: default_none
INSERT OR IGNORE INTO story_default (group_id, story) SELECT id, 0 FROM story_group
WHERE id = ?1 AND began = ?2 AND whole = id;

-- name: default_drop
DELETE FROM story_default WHERE group_id = ?1;

-- name: default_renumber
UPDATE story_default SET story = ?2 WHERE story = ?1;

-- name: default_of_began
INSERT OR IGNORE INTO story_default (group_id, story) SELECT g.id, ?2 FROM story_group g
WHERE g.id = (SELECT group_id FROM membership WHERE number = ?1) AND g.began = ?1
	AND g.whole = g.id;

-- name: named_of
SELECT m.number, m.nearest, m.said_at, a.name FROM membership m JOIN article a ON a.number = m.number
WHERE m.story = ?1 ORDER BY m.number;

-- name: ids_of_story
SELECT a.id FROM membership m JOIN article a ON a.number = m.number WHERE m.story = ?1;

-- name: story_renumber
UPDATE membership SET story = ?2 WHERE story = ?1;

-- name: member_said
SELECT story, said_at FROM membership WHERE number = ?1;

-- name: story_set
UPDATE membership SET story = ?2, said_at = ?3 WHERE number = ?1;

-- name: story_said_any
-- scan: only whether there is a row
SELECT EXISTS (SELECT 1 FROM kept_place) OR EXISTS (SELECT 1 FROM kept_together);

-- name: place_get
SELECT story, said_at FROM kept_place WHERE name = ?1;

-- name: place_put
INSERT OR REPLACE INTO kept_place (name, story, said_at) VALUES (?1, ?2, ?3);

-- name: place_rename
UPDATE kept_place SET story = ?2 WHERE story = ?1;

-- name: place_followers
SELECT a.number FROM kept_place k JOIN article a ON a.name = k.name WHERE k.story = ?1;

-- name: together_of
SELECT a.number FROM kept_together k JOIN article a ON a.name = k.other WHERE k.name = ?1
UNION ALL
SELECT a.number FROM kept_together k JOIN article a ON a.name = k.name WHERE k.other = ?1;

-- name: together_put
INSERT OR IGNORE INTO kept_together (name, other) VALUES (?1, ?2);

-- name: together_rename
UPDATE OR REPLACE kept_together SET name = ?2 WHERE name = ?1;

-- name: together_rename_other
UPDATE OR REPLACE kept_together SET other = ?2 WHERE other = ?1;

-- name: place_list
-- scan: all are wanted
SELECT name, story, said_at FROM kept_place ORDER BY name;

-- name: together_list
-- scan: all are wanted
SELECT name, other FROM kept_together ORDER BY name, other;

-- name: kept_story_dump
-- scan: all are wanted
SELECT name, CASE locked WHEN 0 THEN '' ELSE 'locked' END, title FROM kept_story ORDER BY name;

-- name: kept_story_get
SELECT title, locked FROM kept_story WHERE name = ?1;

-- name: kept_story_put
INSERT OR REPLACE INTO kept_story (name, title, locked) VALUES (?1, ?2, ?3);

-- name: kept_story_drop
DELETE FROM kept_story WHERE name = ?1;

-- name: placed_article
SELECT name, seen_at FROM article WHERE number = ?1;

-- name: placed_where
SELECT a.number, m.story, m.said_at FROM article a JOIN membership m ON m.number = a.number
WHERE a.name = ?1;

-- ---- handing over

-- name: handing_point
-- scan: of one row
SELECT id, (SELECT coalesce(max(number), 0) FROM article), (SELECT coalesce(max(seq), 0) FROM changed)
FROM birth;

-- name: handing_new
SELECT id, number FROM article WHERE number > ?1 AND number <= ?2 ORDER BY number LIMIT ?3;

-- name: handing_name
SELECT name FROM article WHERE number = ?1;

-- name: handing_changed
SELECT seq, story, number FROM changed WHERE seq > ?1 AND seq <= ?2 ORDER BY seq LIMIT 1;

-- name: handing_of_story
SELECT a.id FROM membership m JOIN article a ON a.number = m.number
WHERE m.story = ?1 AND m.number <= ?2;

-- name: handing_in_story
SELECT EXISTS (SELECT 1 FROM changed WHERE story = 1 AND seq > ?2 AND seq <= ?3
	AND number = (SELECT story FROM membership WHERE number = ?1));

-- name: handing_ever
SELECT EXISTS (SELECT 1 FROM changed WHERE story = 0 AND number = ?1)
	OR EXISTS (SELECT 1 FROM changed WHERE story = 1 AND number =
	coalesce((SELECT story FROM membership WHERE number = ?1), ?1));

-- name: handing_removed
SELECT name FROM removed WHERE name > ?1
	AND NOT EXISTS (SELECT 1 FROM article a WHERE a.name = removed.name)
ORDER BY name LIMIT 1;

-- ---- looking for contradictions: each row is a sentence; ?1 is how many are wanted

-- name: check_file
-- scan: looks at everything
SELECT integrity_check FROM pragma_integrity_check(20) WHERE integrity_check <> 'ok' LIMIT ?1;

-- name: check_record
-- scan: looks at everything
SELECT format('article %d belongs to record %d, which is not there', a.number, a.record)
FROM article a LEFT JOIN record r ON r.id = a.record WHERE r.id IS NULL LIMIT ?1;

-- name: check_record_file
-- scan: looks at everything
SELECT format('record %d belongs to WARC file %d, which is not there', r.id, r.file)
FROM record r LEFT JOIN warc_file f ON f.id = r.file WHERE f.id IS NULL LIMIT ?1;

-- name: check_record_place
-- scan: looks at everything
SELECT format('record %d ends at byte %d of ''%s'', of which only %d bytes are known', r.id,
	r.offset + r.stored, f.name, f.committed)
FROM record r JOIN warc_file f ON f.id = r.file WHERE r.offset + r.stored > f.committed LIMIT ?1;

-- name: check_content
-- scan: looks at everything
SELECT format('article %d has no text', a.number)
FROM article a LEFT JOIN content c ON c.id = a.id WHERE c.id IS NULL LIMIT ?1;

-- name: check_content_alone
-- scan: looks at everything
SELECT format('there is a text without an article (%d)', c.id)
FROM content c LEFT JOIN article a ON a.id = c.id WHERE a.id IS NULL LIMIT ?1;

-- name: check_id
-- scan: looks at everything
SELECT format('article %d does not stand at its place in time', number) FROM article
WHERE (id >> 6) < at OR (id >> 6) - at > (SELECT coalesce(max(n), 0) FROM total WHERE what = ?2)
LIMIT ?1;

-- name: check_number
-- scan: looks at everything
SELECT format('%d articles have numbers up to %d', count(*), max(number)) FROM article
HAVING count(*) <> coalesce(max(number), 0) LIMIT ?1;

-- name: check_flags
-- scan: looks at everything
SELECT format('article %d does not show its marks or tags', number) FROM article a
WHERE flags & 7 <> EXISTS (SELECT 1 FROM kept_mark k WHERE k.name = a.name AND k.mark = 0)
	+ 2 * EXISTS (SELECT 1 FROM kept_mark k WHERE k.name = a.name AND k.mark = 1)
	+ 4 * EXISTS (SELECT 1 FROM kept_tag k WHERE k.name = a.name)
LIMIT ?1;

-- name: check_versions
-- scan: looks at everything
SELECT format('the versions of article %d are not counted right', a.number)
FROM article a LEFT JOIN version v ON v.article = a.id GROUP BY a.id
HAVING a.versions <> max(count(v.id), 1) OR count(v.id) = 1
	OR (count(v.id) > 0) <> coalesce(sum(v.id = a.shown), 0)
	OR (a.flags & 8 <> 0) <> coalesce(max(v.kinds & 15 <> 0), 0) LIMIT ?1;

-- name: check_version_content
-- scan: looks at everything
SELECT format('version %d of article %d has no text', v.id, v.article)
FROM version v JOIN article a ON a.id = v.article LEFT JOIN version_content c ON c.id = v.id
WHERE (c.id IS NULL) <> (v.id = a.shown) LIMIT ?1;

-- name: check_versions_alone
-- scan: looks at everything
SELECT what FROM (SELECT format('there is a version without an article (%d)', v.id) AS what
	FROM version v LEFT JOIN article a ON a.id = v.article WHERE a.id IS NULL
	UNION ALL SELECT format('there is a text without a version (%d)', c.id)
	FROM version_content c LEFT JOIN version v ON v.id = c.id WHERE v.id IS NULL
	UNION ALL SELECT format('there is a key without an article (%d)', i.article)
	FROM identity i LEFT JOIN article a ON a.id = i.article WHERE a.id IS NULL
	UNION ALL SELECT format('an article was withdrawn that is not there (%d)', w.article)
	FROM withdrawal w LEFT JOIN article a ON a.id = w.article WHERE a.id IS NULL) LIMIT ?1;

-- name: check_withdrawn
-- scan: looks at everything
SELECT format('article %d does not show that it was withdrawn, or that it was not', a.number)
FROM article a WHERE (a.flags & 16 <> 0) <>
	EXISTS (SELECT 1 FROM withdrawal w WHERE w.article = a.id AND w.back_at = 0) LIMIT ?1;

-- name: check_sources
-- scan: looks at everything
SELECT format('source ''%s'' is counted as %d articles, %d of them unread', name, total, unread)
FROM (SELECT id, name, total, unread FROM source
	EXCEPT SELECT s.id, s.name, count(a.id), coalesce(sum(NOT a.flags & 1), 0)
	FROM source s LEFT JOIN article a ON a.source = s.id GROUP BY s.id)
LIMIT ?1;

-- name: check_article_source
-- scan: looks at everything
SELECT format('article %d has a source that is not there', a.number)
FROM article a LEFT JOIN source s ON s.id = a.source WHERE s.id IS NULL LIMIT ?1;

-- name: check_days
-- scan: looks at everything
SELECT format('the articles of %s are not counted right', date(day * 86400, 'unixepoch'))
FROM (SELECT day FROM (SELECT day, total, unread FROM day
		EXCEPT SELECT day, count(*), sum(NOT flags & 1) FROM article GROUP BY day)
	UNION SELECT day FROM (SELECT day, count(*), sum(NOT flags & 1) FROM article GROUP BY day
		EXCEPT SELECT day, total, unread FROM day))
LIMIT ?1;

-- name: check_languages
-- scan: looks at everything
SELECT format('the articles in language ''%s'' are not counted right', code)
FROM (SELECT code FROM (SELECT code, total, unread FROM language
		EXCEPT SELECT lang, count(*), sum(NOT flags & 1) FROM article GROUP BY lang)
	UNION SELECT lang FROM (SELECT lang, count(*), sum(NOT flags & 1) FROM article GROUP BY lang
		EXCEPT SELECT code, total, unread FROM language))
LIMIT ?1;

-- name: check_totals
-- scan: looks at everything
SELECT format('total %d is %d but should be %d', what, n, really)
FROM (SELECT 0 AS what, (SELECT count(*) FROM article) AS really
	UNION ALL SELECT 1, (SELECT count(*) FROM article WHERE NOT flags & 1)
	UNION ALL SELECT 2, (SELECT count(*) FROM article WHERE flags & 2)
	UNION ALL SELECT 3, (SELECT count(*) FROM article WHERE flags & 4)
	UNION ALL SELECT 5, (SELECT count(*) FROM record WHERE state = 0)
	UNION ALL SELECT 6, (SELECT count(*) FROM record WHERE state = 1)
	UNION ALL SELECT 7, (SELECT count(*) FROM record WHERE state = 2)
	UNION ALL SELECT 8, (SELECT count(*) FROM record WHERE state = 3))
	LEFT JOIN total USING (what)
WHERE coalesce(n, 0) <> really LIMIT ?1;

-- name: check_dead
-- scan: looks at everything
SELECT format('segment %d of the search index does not know which articles are later elsewhere', id)
FROM segment s WHERE n_dead <> (SELECT count(*) FROM segment_dead d WHERE d.segment = s.id) LIMIT ?1;

-- name: check_pages_alone
-- scan: looks at everything
SELECT format('the search index has a page (%d) of no segment', p.id) FROM index_page p
WHERE NOT EXISTS (SELECT 1 FROM segment s WHERE s.id = p.id >> 32) LIMIT ?1;

-- name: check_stories
-- scan: looks at everything
SELECT what FROM (SELECT format('article %d is in story %d, which is not there', m.number, m.story)
		AS what FROM membership m LEFT JOIN membership k ON k.number = m.story
	WHERE k.story IS NOT m.story OR m.story > m.number
	UNION ALL SELECT format('a story has an article (%d) that is not there', m.number)
	FROM membership m LEFT JOIN article a ON a.number = m.number WHERE a.id IS NULL
	UNION ALL SELECT format('article %d joined group %d of stories, which is not there', m.number,
		m.group_id)
	FROM membership m LEFT JOIN story_group g ON g.id = m.group_id WHERE g.id IS NULL
	UNION ALL SELECT format('group %d of stories is part of %d, which is not there', g.id, g.whole)
	FROM story_group g LEFT JOIN story_group w ON w.id = g.whole
	WHERE w.id IS NULL OR g.whole > g.id) LIMIT ?1;

-- name: check_stories_end
-- scan: looks at everything
SELECT format('stories were kept up to article %d, and are known up to %d', last, known)
FROM (SELECT coalesce((SELECT max(last) FROM story_window), 0) AS last,
	coalesce((SELECT max(number) FROM membership), 0) AS known) WHERE last <> known LIMIT ?1;

-- name: check_ids
-- scan: looks at everything
SELECT id, number FROM article ORDER BY id;

-- ---- collecting

-- name: subscription_get
SELECT url, title, folder FROM kept_subscription WHERE url = ?1;

-- name: setting_list
-- scan: all are wanted
SELECT url, name, value FROM kept_setting ORDER BY url, name;

-- name: settings_of
SELECT name, value FROM kept_setting WHERE url = ?1 ORDER BY name;

-- name: setting_put
INSERT OR REPLACE INTO kept_setting (url, name, value) VALUES (?1, ?2, ?3);

-- name: setting_drop
DELETE FROM kept_setting WHERE url = ?1 AND name = ?2;

-- name: settings_drop
DELETE FROM kept_setting WHERE url = ?1;

-- name: settings_move
UPDATE OR REPLACE kept_setting SET url = ?2 WHERE url = ?1;

-- name: feed_put
INSERT OR IGNORE INTO feed (url) VALUES (?1);

-- name: feed_by_url
SELECT number FROM feed WHERE url = ?1;

-- name: feed_move
UPDATE OR IGNORE feed SET url = ?2 WHERE url = ?1;

-- name: outlet_put
INSERT OR IGNORE INTO outlet (url, name) SELECT ?1, ?2
WHERE (SELECT count(*) FROM outlet WHERE url = ?1) < ?3;

-- name: outlet_move
UPDATE OR REPLACE outlet SET url = ?2 WHERE url = ?1;

-- name: fetch_get
SELECT url, source, kind, due_at, etag, last_modified, digest, asked_at, first_at, full_at, full_url,
	interval_s, n_looks, n_failed, failed_since, problem, hub,
	topic
FROM fetch_state WHERE url = ?1;

-- name: fetch_put
INSERT OR REPLACE INTO fetch_state (url, source, kind, due_at, etag, last_modified, digest, asked_at,
	first_at, full_at, full_url, interval_s, n_looks, n_failed, failed_since, problem, hub,
	topic)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18);

-- name: fetch_due
SELECT url, source, kind, due_at, etag, last_modified, digest, asked_at, first_at, full_at, full_url,
	interval_s, n_looks, n_failed, failed_since, problem, hub,
	topic
FROM fetch_state WHERE due_at <= ?1 ORDER BY due_at, url LIMIT ?2;

-- name: fetch_due_of
SELECT url, source, kind, due_at, etag, last_modified, digest, asked_at, first_at, full_at, full_url,
	interval_s, n_looks, n_failed, failed_since, problem, hub,
	topic
FROM fetch_state WHERE due_at <= ?1 AND +source = ?3 ORDER BY due_at, url LIMIT ?2;

-- name: fetch_lists_of
SELECT url FROM fetch_state WHERE source = ?1 AND kind < 2;

-- name: fetch_ask_now
UPDATE fetch_state SET due_at = min(due_at, ?2) WHERE source = ?1 AND kind < 2;

-- name: fetch_drop
DELETE FROM fetch_state WHERE source = ?1;

-- name: fetch_move
UPDATE OR REPLACE fetch_state SET source = ?2 WHERE source = ?1;

-- name: fetch_drop_url
DELETE FROM fetch_state WHERE url = ?1;

-- name: rule_due_put
INSERT OR REPLACE INTO rule_due (name, url) VALUES (?1, ?2);

-- name: rule_due_list
-- scan: all are wanted, and they are few
SELECT name, url FROM rule_due WHERE url <> '' ORDER BY name LIMIT ?1;

-- name: rule_due_claim
UPDATE rule_due SET url = ?2 WHERE name = ?1 AND url = '';

-- name: rule_any
-- scan: settings are few
SELECT 1 FROM kept_setting WHERE name IN ('keep', 'drop') LIMIT 1;

-- name: rule_due_drop
DELETE FROM rule_due WHERE name = ?1;

-- ---- the desk

-- name: item_newest
SELECT id, number, source, at, day, seen_at, flags FROM article WHERE id < ?1 ORDER BY id DESC;

-- name: item_oldest
SELECT id, number, source, at, day, seen_at, flags FROM article WHERE id > ?1 ORDER BY id;

-- name: item_get
SELECT id, number, source, at, day, seen_at, flags FROM article WHERE id = ?1;

-- name: item_newest_of
SELECT id, number, source, at, day, seen_at, flags FROM article WHERE source = ?2 AND id < ?1
ORDER BY id DESC;

-- name: item_oldest_of
SELECT id, number, source, at, day, seen_at, flags FROM article WHERE source = ?2 AND id > ?1
ORDER BY id;

-- name: item_numbered_up
SELECT id, number, source, at, day, seen_at, flags FROM article WHERE number > ?1 ORDER BY number
LIMIT ?2;

-- name: item_numbered_down
SELECT id, number, source, at, day, seen_at, flags FROM article WHERE number < ?1 ORDER BY number DESC
LIMIT ?2;

-- name: feed_rows
-- scan: all are wanted
SELECT f.number, f.url, coalesce(k.title, ''), coalesce(k.folder, ''), k.url IS NOT NULL
FROM feed f LEFT JOIN kept_subscription k ON k.url = f.url ORDER BY f.number;

-- name: outlet_rows
-- scan: all are wanted
SELECT f.number, s.id FROM outlet o JOIN feed f ON f.url = o.url JOIN source s ON s.name = o.name
ORDER BY f.number, s.id;

-- name: source_rows
-- scan: all are wanted
SELECT id, name, total, unread FROM source WHERE total > 0 ORDER BY name;

-- name: source_lang_of
SELECT source, lang, day FROM article WHERE id = ?1;

-- ---- sites

-- name: site_list
-- scan: all are wanted
SELECT slot, block, used, pages FROM site_block;

-- name: site_put
INSERT OR REPLACE INTO site_block (slot, block, used, pages) VALUES (?1, ?2, ?3, ?4);
