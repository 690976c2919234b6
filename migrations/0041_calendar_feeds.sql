-- Addresses under which a calendar program reads a tenant's diary. Who has one can read and nothing
-- else; only a hash of its secret part is kept.
CREATE TABLE calendar_feeds (
  id TEXT NOT NULL PRIMARY KEY,
  tenant_id TEXT NOT NULL,
  name TEXT NOT NULL,
  secret_hash TEXT NOT NULL,
  -- Only the appointments of this resource; NULL: all.
  resource_id TEXT,
  with_phone INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  rotated_at TEXT,
  revoked_at TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  CONSTRAINT calendar_feeds_secret_hash UNIQUE (secret_hash),
  CONSTRAINT calendar_feeds_name CHECK (length(name) BETWEEN 1 AND 100),
  CONSTRAINT calendar_feeds_with_phone CHECK (with_phone IN (0, 1)),
  CONSTRAINT calendar_feeds_resource FOREIGN KEY (tenant_id, resource_id)
    REFERENCES resources (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE
) STRICT;
CREATE INDEX calendar_feeds_of_tenant ON calendar_feeds (tenant_id, created_at, id);
CREATE INDEX calendar_feeds_by_resource ON calendar_feeds (tenant_id, resource_id);

CREATE TRIGGER calendar_feeds_changed AFTER UPDATE ON calendar_feeds WHEN new.version = old.version
BEGIN
  UPDATE calendar_feeds SET version = old.version + 1 WHERE id = new.id;
END;
