-- By which article in another language the story of an article became one with that of the other: its
-- number, or 0; and how like both were in names and numbers, thousandths.
ALTER TABLE membership ADD COLUMN strand_with INTEGER NOT NULL DEFAULT 0;
ALTER TABLE membership ADD COLUMN strand_likeness INTEGER NOT NULL DEFAULT 0;
