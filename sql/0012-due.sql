-- What is left to do for articles that sources brought, so that a process that ends early leaves it
-- to the next (carried over a rebuild, not in the dump), and what a WebSub hub is asked for.

CREATE TABLE rule_due (
	name TEXT NOT NULL PRIMARY KEY, -- of an article on which keep and drop were not tried yet
	url TEXT NOT NULL -- of the subscription whose rules they are; empty: of the one that brings it
) STRICT, WITHOUT ROWID;

ALTER TABLE fetch_state ADD COLUMN topic TEXT NOT NULL DEFAULT ''; -- the feed's own name for itself
