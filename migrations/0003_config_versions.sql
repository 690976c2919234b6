-- One number a tenant that changes with every change of its configuration. What an isolate
-- has cached is valid only while the number stays; claims are conditional on it.
CREATE TABLE IF NOT EXISTS config_versions (
  tenant_id TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL
) STRICT;
