-- Tenants' keys for the REST API. Only a hash of the secret is kept.
CREATE TABLE api_keys (
  id TEXT NOT NULL PRIMARY KEY,
  tenant_id TEXT NOT NULL,
  name TEXT NOT NULL,
  secret_hash TEXT NOT NULL,
  created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  revoked_at TEXT,
  CONSTRAINT api_keys_secret_hash UNIQUE (secret_hash),
  CONSTRAINT api_keys_name CHECK (length(name) BETWEEN 1 AND 100)
) STRICT;
CREATE INDEX api_keys_of_tenant ON api_keys (tenant_id, created_at, id);
