-- Who said what in the articles as they are shown (docs/quotes.md); made again from them.

CREATE TABLE person (
	id INTEGER PRIMARY KEY,   -- for programs
	key TEXT NOT NULL UNIQUE, -- the name folded, and spelt alike across transliterations
	name TEXT NOT NULL        -- as it was first written
) STRICT;

CREATE TABLE quote (
	article INTEGER NOT NULL,    -- article
	ordinal INTEGER NOT NULL,    -- 0, 1, 2... in order of the text
	start INTEGER NOT NULL,      -- bytes of the running text, without the marks
	stop INTEGER NOT NULL,       -- where it ends
	kind INTEGER NOT NULL,       -- 0 in marks, 1 reported
	form INTEGER NOT NULL,       -- 0 a whole sentence, 1 a fragment of one
	confidence INTEGER NOT NULL, -- 0 to 100
	person INTEGER NOT NULL,     -- person, or 0: a role, a body, or not known
	speaker TEXT NOT NULL,       -- the fullest form that the article gives, or empty
	surface TEXT NOT NULL,       -- what stands beside the quotation, or empty
	cue TEXT NOT NULL,           -- the verb, or empty
	text TEXT NOT NULL,          -- as the article has it
	PRIMARY KEY (article, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX quote_person ON quote (person, article) WHERE person <> 0;

-- Sketches by which the same words are found in other articles: two for a quotation of enough words.
CREATE TABLE utterance (
	hash INTEGER NOT NULL,    -- of the least shingle
	article INTEGER NOT NULL, -- article
	ordinal INTEGER NOT NULL, -- of its quote
	PRIMARY KEY (hash, article, ordinal)
) STRICT, WITHOUT ROWID;

-- What the user says of names: kept.
CREATE TABLE kept_person (
	key TEXT NOT NULL PRIMARY KEY, -- of a name
	other TEXT NOT NULL,           -- the name as typed
	name TEXT NOT NULL             -- whom it means
) STRICT, WITHOUT ROWID;
