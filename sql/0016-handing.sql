-- What an engine that articles are handed over to (docs/engine.md) has not heard of yet. Articles that are
-- new stand behind others by their numbers; here is what changed of older ones. Triggers see to it, so that
-- nothing that writes can forget it.

CREATE TABLE changed (
	seq INTEGER PRIMARY KEY AUTOINCREMENT, -- in the order of the changes, never used again
	story INTEGER NOT NULL,  -- 0: the article changed; 1: something of the story that is called so
	number INTEGER NOT NULL, -- of the article or story
	UNIQUE (story, number)
) STRICT;

-- Only the last change of each counts.
CREATE TRIGGER changed_again BEFORE INSERT ON changed BEGIN
	DELETE FROM changed WHERE story = NEW.story AND number = NEW.number;
END;

-- Articles that were there before a rebuild, and are not any more.
CREATE TABLE removed (
	name TEXT NOT NULL PRIMARY KEY -- lasting name
) STRICT, WITHOUT ROWID;

-- Numbers hold within one database: this tells it from the one before a rebuild.
CREATE TABLE birth (
	id INTEGER PRIMARY KEY -- by chance
) STRICT;
INSERT INTO birth (id) VALUES (random() & 0x7fffffffffffffff);

CREATE TRIGGER article_changed AFTER UPDATE OF versions, shown, seen_at ON article BEGIN
	INSERT INTO changed (story, number) VALUES (0, NEW.number);
END;
CREATE TRIGGER version_earlier AFTER UPDATE OF seen_at ON version BEGIN
	INSERT INTO changed (story, number) SELECT 0, number FROM article WHERE id = NEW.article;
END;
CREATE TRIGGER withdrawal_new AFTER INSERT ON withdrawal BEGIN
	INSERT INTO changed (story, number) SELECT 0, number FROM article WHERE id = NEW.article;
END;
CREATE TRIGGER withdrawal_changed AFTER UPDATE ON withdrawal BEGIN
	INSERT INTO changed (story, number) SELECT 0, number FROM article WHERE id = NEW.article;
END;

-- Tags are not handed over, but a query may ask for them.
CREATE TRIGGER tag_set AFTER INSERT ON kept_tag BEGIN
	INSERT INTO changed (story, number) SELECT 0, number FROM article WHERE name = NEW.name;
END;
CREATE TRIGGER tag_dropped AFTER DELETE ON kept_tag BEGIN
	INSERT INTO changed (story, number) SELECT 0, number FROM article WHERE name = OLD.name;
END;

-- Whoever comes may be the one to show the story by; whoever is alone is known to be so.
CREATE TRIGGER membership_new AFTER INSERT ON membership
WHEN NEW.story <> NEW.number OR NEW.copy_of <> 0 OR NEW.translation_of <> 0 BEGIN
	INSERT INTO changed (story, number) VALUES (1, NEW.story);
END;
CREATE TRIGGER membership_changed AFTER UPDATE ON membership BEGIN
	INSERT INTO changed (story, number) VALUES (1, OLD.story);
	INSERT INTO changed (story, number) VALUES (1, NEW.story);
END;
CREATE TRIGGER membership_gone AFTER DELETE ON membership
WHEN OLD.story <> OLD.number OR OLD.copy_of <> 0 OR OLD.translation_of <> 0 BEGIN
	INSERT INTO changed (story, number) VALUES (1, OLD.story);
	INSERT INTO changed (story, number) VALUES (0, OLD.number);
END;

-- Quotations give people the names that the user does.
CREATE TRIGGER person_known AFTER INSERT ON kept_person BEGIN
	INSERT INTO changed (story, number) SELECT 0, a.number FROM person p
	JOIN quote q ON q.person = p.id AND q.person <> 0 JOIN article a ON a.id = q.article
	WHERE p.key = NEW.key;
END;
CREATE TRIGGER person_renamed AFTER UPDATE ON kept_person BEGIN
	INSERT INTO changed (story, number) SELECT 0, a.number FROM person p
	JOIN quote q ON q.person = p.id AND q.person <> 0 JOIN article a ON a.id = q.article
	WHERE p.key = NEW.key;
END;
CREATE TRIGGER person_forgotten AFTER DELETE ON kept_person BEGIN
	INSERT INTO changed (story, number) SELECT 0, a.number FROM person p
	JOIN quote q ON q.person = p.id AND q.person <> 0 JOIN article a ON a.id = q.article
	WHERE p.key = OLD.key;
END;
