-- Subscriptions as programs of readers know them: by a number that stays, and with the sources that
-- their articles bear. Learned while fetching, carried over a rebuild, not in the dump.

CREATE TABLE feed (
	number INTEGER PRIMARY KEY, -- 1, 2, 3... in order of subscribing
	url TEXT NOT NULL UNIQUE    -- of the subscription, perhaps of one that is gone
) STRICT;
INSERT INTO feed (url) SELECT url FROM kept_subscription ORDER BY url;

CREATE TABLE outlet (
	url TEXT NOT NULL,  -- of the subscription
	name TEXT NOT NULL, -- of a source that articles which it brought bear
	PRIMARY KEY (url, name)
) STRICT, WITHOUT ROWID;

CREATE INDEX article_source ON article (source);
