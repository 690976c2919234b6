-- Rows of the loose tables that the strict ones refuse: kept whole, with the reason, so that
-- nothing is lost in the rebuild and the operator can mend and insert them again.
CREATE TABLE IF NOT EXISTS legacy_rejects (
  id INTEGER PRIMARY KEY,
  table_name TEXT NOT NULL,
  "row" TEXT NOT NULL CONSTRAINT legacy_rejects_row CHECK (json_valid("row")),
  reason TEXT NOT NULL,
  created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
) STRICT;
