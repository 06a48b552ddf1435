-- The search index: segments that are written once and merged into larger ones. What is inside of
-- pages is said in src/index/segment.h.

CREATE TABLE segment (
	id INTEGER PRIMARY KEY,
	level INTEGER NOT NULL,    -- how often merged
	n_docs INTEGER NOT NULL,   -- articles in it
	n_words INTEGER NOT NULL,  -- words of their titles and texts
	n_bytes INTEGER NOT NULL,  -- of its pages
	n_dead INTEGER NOT NULL    -- of the articles, those that are indexed anew elsewhere
) STRICT;

-- Articles of a segment that count no more: another one has a later state of them.
CREATE TABLE segment_dead (
	segment INTEGER NOT NULL,  -- segment
	id INTEGER NOT NULL,       -- article
	PRIMARY KEY (segment, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE index_page (
	id INTEGER PRIMARY KEY,    -- segment << 32 | kind << 28 | number
	data BLOB NOT NULL         -- src/index/segment.h
) STRICT;

-- Words by what their forms have in common, so that asking for one finds the others.
CREATE TABLE word_form (
	lang TEXT NOT NULL,        -- BCP 47 primary subtag
	stem TEXT NOT NULL,        -- what src/lang/stem.h makes of the form
	form TEXT NOT NULL,        -- met in articles of that language; not the stem itself
	PRIMARY KEY (lang, stem, form)
) STRICT, WITHOUT ROWID;
