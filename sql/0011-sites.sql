-- What pages of sites have at the ends of their articles (docs/extraction.md); made again from them.
CREATE TABLE site_block (
	slot INTEGER PRIMARY KEY, -- of src/read/site.h, which says how they are bounded
	block INTEGER NOT NULL,   -- hash of the site and the block's text
	used INTEGER NOT NULL,    -- when it was last met: a count of looks
	pages BLOB NOT NULL       -- those that had it: of each the hashes of address and headline
) STRICT;
