-- What the user wrote to articles: kept.
CREATE TABLE kept_note (
	name TEXT NOT NULL PRIMARY KEY, -- lasting name of the article
	note TEXT NOT NULL              -- as typed
) STRICT, WITHOUT ROWID;
