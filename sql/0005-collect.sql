-- Collecting: what the user wants of a subscription beside its address (kept, in the dump), and what
-- was learned while fetching (carried over a rebuild, not in the dump: losing it costs one
-- unconditional request for each address).

CREATE TABLE kept_setting (
	url TEXT NOT NULL,   -- of the subscription
	name TEXT NOT NULL,  -- interval, full-text, user-agent, login, proxy, keep, drop, ended
	value TEXT NOT NULL, -- as typed
	PRIMARY KEY (url, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE fetch_state (
	url TEXT NOT NULL PRIMARY KEY,  -- that is asked for: a subscription's, or a page's
	source TEXT NOT NULL,           -- the subscription that it belongs to
	kind INTEGER NOT NULL,          -- 0 the subscription itself, 1 a list that it names, 2 a page
	due_at INTEGER NOT NULL,        -- when to ask next, Unix seconds; far away: never
	etag TEXT NOT NULL,             -- validators of the last answer, or empty
	last_modified TEXT NOT NULL,    -- the same, as a date
	digest BLOB NOT NULL,           -- SHA-256 of the last body as it came, or empty
	asked_at INTEGER NOT NULL,      -- last time, 0: never
	first_at INTEGER NOT NULL,      -- when it was first answered, 0: never
	full_at INTEGER NOT NULL,       -- when that body came (WARC-Date of its record), 0: never
	full_url TEXT NOT NULL,         -- and from where, behind redirects
	interval_s INTEGER NOT NULL,    -- learned: how long to wait
	n_looks INTEGER NOT NULL,       -- answers so far
	n_failed INTEGER NOT NULL,      -- failures in a row
	failed_since INTEGER NOT NULL,  -- the first of them, Unix seconds
	problem TEXT NOT NULL,          -- what is wrong, in words; empty: nothing
	hub TEXT NOT NULL               -- WebSub hub, or empty
) STRICT;
CREATE INDEX fetch_due ON fetch_state (due_at, url);
CREATE INDEX fetch_source ON fetch_state (source, kind);
