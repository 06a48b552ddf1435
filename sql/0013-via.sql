-- Through what it was said ("an interview with Radio Holm"); '' where that is not told, and in
-- quotations that were taken in before this step (`rebuild` makes them again).
ALTER TABLE quote ADD COLUMN via TEXT NOT NULL DEFAULT '';
