-- What only the user knows. Articles are meant by their lasting names, which are the same after a
-- rebuild and in every archive; they need not be held (yet).

CREATE TABLE kept_mark (
	name TEXT NOT NULL,      -- lasting name of the article
	mark INTEGER NOT NULL,   -- 0: read, 1: starred
	set_at INTEGER NOT NULL, -- when, Unix seconds
	PRIMARY KEY (name, mark)
) STRICT, WITHOUT ROWID;

CREATE TABLE kept_tag (
	name TEXT NOT NULL, -- lasting name of the article
	key TEXT NOT NULL,  -- the tag folded: case, accents and width are of no account
	tag TEXT NOT NULL,  -- the tag as typed
	PRIMARY KEY (name, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX kept_tag_key ON kept_tag (key, name);

CREATE TABLE kept_search (
	name TEXT NOT NULL PRIMARY KEY, -- what the user calls it
	query TEXT NOT NULL             -- in the search language
) STRICT, WITHOUT ROWID;

CREATE TABLE kept_subscription (
	url TEXT NOT NULL PRIMARY KEY, -- of the feed or page
	title TEXT NOT NULL,           -- may be empty
	folder TEXT NOT NULL           -- "News/Asia"; empty at the top
) STRICT, WITHOUT ROWID;
