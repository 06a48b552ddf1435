-- Which articles tell of one event (docs/stories.md). All but what the user says can be made again from
-- the articles, in the order in which they were taken in.

CREATE TABLE membership (
	number INTEGER PRIMARY KEY,  -- article.number
	story INTEGER NOT NULL,      -- number of the first article of the story that it is in
	group_id INTEGER NOT NULL,   -- story_group that it joined when it came
	nearest INTEGER NOT NULL,    -- number of the article there that it was likest to, or 0
	likeness INTEGER NOT NULL,   -- to the story as it then was, thousandths
	copy_of INTEGER NOT NULL,    -- number of the article whose text it carries, or 0
	copy_share INTEGER NOT NULL, -- thousandths of the shorter text
	translation_of INTEGER NOT NULL,   -- number of the article in another language, or 0
	translation_sure INTEGER NOT NULL, -- thousandths
	said_at INTEGER NOT NULL     -- Unix seconds: when the user said where it belongs, or the nearest
) STRICT;
CREATE INDEX membership_story ON membership (story);

-- What src/story began, and what it must know to go on.
CREATE TABLE story_group (
	id INTEGER PRIMARY KEY,      -- 0, 1, 2...
	began INTEGER NOT NULL,      -- number of the article that began it
	whole INTEGER NOT NULL,      -- itself, or the older story_group that it is part of now
	state BLOB NOT NULL          -- src/story/keep.h
) STRICT;

-- Where the articles of a group are that the user says nothing of, unless it is the story of the one
-- that began it.
CREATE TABLE story_default (
	group_id INTEGER PRIMARY KEY, -- story_group that is whole
	story INTEGER NOT NULL        -- as in membership; 0: there is none yet
) STRICT;
CREATE INDEX story_default_story ON story_default (story);

-- The articles at hand, batch by batch.
CREATE TABLE story_window (
	first INTEGER PRIMARY KEY,   -- number of the first article in it
	last INTEGER NOT NULL,       -- number of the last one
	at_hand INTEGER NOT NULL,    -- number of the first article that was at hand then
	newest INTEGER NOT NULL,     -- latest time of an article, Unix seconds
	articles BLOB NOT NULL       -- src/story/keep.h, one behind the other
) STRICT;

-- What the user says: kept. Articles and stories are meant by lasting names, a story by that of one
-- of its articles.
CREATE TABLE kept_place (
	name TEXT NOT NULL PRIMARY KEY, -- this article
	story TEXT NOT NULL,            -- is where this one is; itself: apart from what it was with
	said_at INTEGER NOT NULL        -- Unix seconds
) STRICT, WITHOUT ROWID;
CREATE INDEX kept_place_story ON kept_place (story);

CREATE TABLE kept_together (
	name TEXT NOT NULL,  -- the story of this article
	other TEXT NOT NULL, -- and that of this one are one
	PRIMARY KEY (name, other)
) STRICT, WITHOUT ROWID;
CREATE INDEX kept_together_other ON kept_together (other);

CREATE TABLE kept_story (
	name TEXT NOT NULL PRIMARY KEY, -- the story of this article
	title TEXT NOT NULL,            -- is called so; or empty
	locked INTEGER NOT NULL         -- 1: nothing joins it but what the user puts there
) STRICT, WITHOUT ROWID;
