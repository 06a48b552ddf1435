-- How articles are found again, and the states that they were seen in (docs/versions.md). All of it
-- can be made again from the WARC files.

CREATE TABLE identity (
	key INTEGER NOT NULL,     -- hash of an address, a feed's id, or other evidence
	article INTEGER NOT NULL, -- article that came with it
	PRIMARY KEY (key, article)
) STRICT, WITHOUT ROWID;

-- The states of articles that were seen in more than one; of others, the article's own row says all.
CREATE TABLE version (
	id INTEGER PRIMARY KEY,
	article INTEGER NOT NULL,  -- article
	seen_at INTEGER NOT NULL,  -- when it was first seen in this state, Unix seconds
	record INTEGER NOT NULL,   -- record that it was found in
	ordinal INTEGER NOT NULL,  -- how manieth in that record, from 0
	channel INTEGER NOT NULL,  -- 0 page, 1 given, 2 dump, 3 feed
	name TEXT NOT NULL,        -- what its lasting name would be, had it come first
	source INTEGER NOT NULL,   -- source
	lang TEXT NOT NULL,        -- BCP 47 primary subtag, or empty
	kinds INTEGER NOT NULL,    -- what changed since the state before it in its channel: 1 headline,
	                           -- 2 text, 4 byline, 8 date, 16 case or marks only
	headline_share INTEGER NOT NULL, -- words of the headline that changed, in thousandths
	text_share INTEGER NOT NULL,     -- words of the text that changed, in thousandths
	bytes INTEGER NOT NULL     -- of its text
) STRICT;
CREATE INDEX version_article ON version (article, seen_at, record, ordinal);
CREATE INDEX version_edit ON version (seen_at) WHERE kinds <> 0;

-- The contents of states that articles do not show; columns as in content.
CREATE TABLE version_content (
	id INTEGER PRIMARY KEY,   -- version
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
	body TEXT NOT NULL,       -- blocks
	more TEXT NOT NULL        -- what is rarer
) STRICT;

CREATE TABLE withdrawal (
	article INTEGER NOT NULL, -- article
	gone_at INTEGER NOT NULL, -- when its address was first answered so, Unix seconds
	back_at INTEGER NOT NULL, -- when its page was seen again; 0: it was not
	record INTEGER NOT NULL,  -- record of the answer
	status INTEGER NOT NULL,  -- 404 or 410
	PRIMARY KEY (article, gone_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX withdrawal_gone ON withdrawal (gone_at);
CREATE INDEX withdrawal_open ON withdrawal (article) WHERE back_at = 0;
