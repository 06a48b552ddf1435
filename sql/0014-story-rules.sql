-- By which rules and in which form of its bytes the window was kept (STORY_EDITION of src/story/keep.h):
-- what others kept is grouped anew.
ALTER TABLE story_window ADD COLUMN edition INTEGER NOT NULL DEFAULT 1;
