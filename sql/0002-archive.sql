-- The book of WARC records, and the articles that were read from them. All of it can be made again
-- from the WARC files.

CREATE TABLE warc_file (
	id INTEGER PRIMARY KEY,
	name TEXT NOT NULL UNIQUE,  -- within warc/
	committed INTEGER NOT NULL  -- bytes that the book knows of
) STRICT;

CREATE TABLE record (
	id INTEGER PRIMARY KEY,       -- in order of taking in
	file INTEGER NOT NULL,        -- warc_file
	offset INTEGER NOT NULL,      -- first byte of its gzip member
	stored INTEGER NOT NULL,      -- length of its gzip member
	digest BLOB NOT NULL,         -- SHA-256 of the payload, 32 bytes
	type TEXT NOT NULL,           -- WARC-Type
	uri TEXT NOT NULL,            -- WARC-Target-URI, or empty
	content_type TEXT NOT NULL,   -- of the payload
	seen_at INTEGER NOT NULL,     -- WARC-Date, Unix seconds
	state INTEGER NOT NULL,       -- 0 pending, 1 parsed, 2 nothing in it, 3 failed
	n_articles INTEGER NOT NULL,  -- found in it, known ones too
	message TEXT NOT NULL         -- why it failed
) STRICT;
CREATE UNIQUE INDEX record_digest ON record (digest, uri);
CREATE INDEX record_pending ON record (id) WHERE state = 0;

CREATE TABLE source (
	id INTEGER PRIMARY KEY,
	name TEXT NOT NULL UNIQUE, -- of the outlet, or a host; empty where unknown
	total INTEGER NOT NULL,    -- articles
	unread INTEGER NOT NULL    -- of them
) STRICT;

-- Narrow rows, so that lists, marks and counters need not read texts.
CREATE TABLE article (
	id INTEGER PRIMARY KEY,    -- time << 6, or the next one that is free
	number INTEGER NOT NULL,   -- 1, 2, 3... in order of taking in
	name TEXT NOT NULL,        -- lasting name
	at INTEGER NOT NULL,       -- published, else updated, else seen; Unix seconds
	day INTEGER NOT NULL,      -- the calendar day it gives itself, days since 1970-01-01
	seen_at INTEGER NOT NULL,  -- of its record, Unix seconds
	record INTEGER NOT NULL,   -- record that it was first found in
	ordinal INTEGER NOT NULL,  -- how manieth in that record, from 0
	source INTEGER NOT NULL,   -- source
	lang TEXT NOT NULL,        -- BCP 47 primary subtag, or empty
	flags INTEGER NOT NULL,    -- from the kept tables: 1 read, 2 starred, 4 tagged; from those of
	                           -- versions: 8 edited, 16 withdrawn
	channel INTEGER NOT NULL,  -- of the state that it shows: 0 page, 1 given, 2 dump, 3 feed
	versions INTEGER NOT NULL, -- states that are kept
	shown INTEGER NOT NULL,    -- version that it shows; 0 where it has only one state
	page_at INTEGER NOT NULL,  -- when its page was last seen, Unix seconds; 0 never
	page_key INTEGER NOT NULL  -- key (identity) of the address that it was last seen at; 0 none
) STRICT;
CREATE UNIQUE INDEX article_name ON article (name);
CREATE UNIQUE INDEX article_number ON article (number);
CREATE INDEX article_read ON article (id, flags) WHERE flags & 1;
CREATE INDEX article_starred ON article (id, flags) WHERE flags & 2;
CREATE INDEX article_tagged ON article (id, flags) WHERE flags & 4;
CREATE INDEX article_edited ON article (id, flags) WHERE flags & 8;
CREATE INDEX article_withdrawn ON article (id, flags) WHERE flags & 16;

-- Lists of strings have U+001F between them. Dates are RFC 3339, as exact as they are known.
CREATE TABLE content (
	id INTEGER PRIMARY KEY,   -- article
	title TEXT NOT NULL,      -- the headline
	subtitle TEXT NOT NULL,   -- or empty
	url TEXT NOT NULL,        -- absolute, or empty
	authors TEXT NOT NULL,    -- list: people
	published TEXT NOT NULL,  -- date, or empty
	published_from INTEGER NOT NULL, -- where that date stood: enum origin
	updated TEXT NOT NULL,    -- date, or empty
	tags TEXT NOT NULL,       -- list: the publisher's
	credits TEXT NOT NULL,    -- list: of images
	captions TEXT NOT NULL,   -- list: of images
	body TEXT NOT NULL,       -- blocks, U+001E between them; each begins with a letter for its type:
	                          -- p paragraph, h heading, q quote, l list, c caption, i code
	more TEXT NOT NULL        -- list: number of its kind (enum article_kind), section, addresses of
	                          -- its picture and next page, outlets it is taken from; or empty
) STRICT;

CREATE TABLE day (
	day INTEGER PRIMARY KEY,  -- days since 1970-01-01
	total INTEGER NOT NULL,   -- articles
	unread INTEGER NOT NULL   -- of them
) STRICT;

CREATE TABLE language (
	code TEXT NOT NULL PRIMARY KEY, -- BCP 47 primary subtag; empty where unknown
	total INTEGER NOT NULL,         -- articles
	unread INTEGER NOT NULL         -- of them
) STRICT, WITHOUT ROWID;

CREATE TABLE total (
	what INTEGER PRIMARY KEY, -- 0 articles, 1 unread, 2 starred, 3 tagged, 4 most seconds that an id
	                          -- stands behind its time, 5 to 8 records by state
	n INTEGER NOT NULL        -- how many
) STRICT;
