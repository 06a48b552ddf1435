-- Quotations in one row an article, without the words, which the article has anyway: less to write
-- and to keep. Whoever speaks stands apart, to be found and counted.

CREATE TABLE said (
	article INTEGER PRIMARY KEY, -- article
	quotes TEXT NOT NULL         -- in order of the text, parted by U+001E; of each, parted by U+001F:
	                             -- start and stop (bytes of the running text, without the marks),
	                             -- letters (d in marks, r reported; f a whole sentence, g a fragment,
	                             -- t a term; p where the speaker is a person), confidence (0 to 100),
	                             -- speaker (the fullest form that the article gives), surface (what
	                             -- stands beside the quotation), cue (the verb), via (through what
	                             -- it was said); texts may be empty
) STRICT;

CREATE TABLE speaker (
	key TEXT NOT NULL,        -- the name folded, and spelt alike across transliterations
	article INTEGER NOT NULL, -- article
	n INTEGER NOT NULL,       -- quotations there
	name TEXT NOT NULL,       -- as it is first written there
	PRIMARY KEY (key, article)
) STRICT, WITHOUT ROWID;

-- Sketches by which the same words are found in other articles: two for a quotation of enough words.
-- They say where to look, and stay when the article changes.
CREATE TABLE sketch (
	hash INTEGER NOT NULL,    -- of the least shingle, its upper 48 bits
	article INTEGER NOT NULL, -- article
	ordinal INTEGER NOT NULL, -- of the quotation there, from 0
	PRIMARY KEY (hash, article, ordinal)
) STRICT, WITHOUT ROWID;

INSERT INTO said (article, quotes)
SELECT article, group_concat(one, char(30)) FROM (
	SELECT article, start || char(31) || stop || char(31) || substr('dr', kind + 1, 1)
		|| substr('fgt', form + 1, 1) || CASE person WHEN 0 THEN '' ELSE 'p' END || char(31)
		|| confidence || char(31) || speaker || char(31) || surface || char(31) || cue || char(31)
		|| via AS one
	FROM quote ORDER BY article, ordinal)
GROUP BY article;
INSERT INTO speaker (key, article, n, name)
SELECT p.key, q.article, count(*), p.name FROM quote q JOIN person p ON p.id = q.person
WHERE q.person <> 0 GROUP BY q.person, q.article;
INSERT OR IGNORE INTO sketch (hash, article, ordinal)
SELECT hash >> 16, article, ordinal FROM utterance;
DROP TABLE utterance;
DROP TABLE quote;
DROP TABLE person;

-- What 0016 does of names, by the table in which they are now.
DROP TRIGGER person_known;
DROP TRIGGER person_renamed;
DROP TRIGGER person_forgotten;
CREATE TRIGGER person_known AFTER INSERT ON kept_person BEGIN
	INSERT INTO changed (story, number) SELECT 0, a.number FROM speaker s
	JOIN article a ON a.id = s.article WHERE s.key = NEW.key;
END;
CREATE TRIGGER person_renamed AFTER UPDATE ON kept_person BEGIN
	INSERT INTO changed (story, number) SELECT 0, a.number FROM speaker s
	JOIN article a ON a.id = s.article WHERE s.key = NEW.key;
END;
CREATE TRIGGER person_forgotten AFTER DELETE ON kept_person BEGIN
	INSERT INTO changed (story, number) SELECT 0, a.number FROM speaker s
	JOIN article a ON a.id = s.article WHERE s.key = OLD.key;
END;
