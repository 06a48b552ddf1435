-- What an address gave, in time: so that bytes that come back after others are no old acquaintance.

DROP INDEX record_digest;
CREATE INDEX record_digest ON record (digest);
CREATE INDEX record_uri ON record (uri, seen_at);
