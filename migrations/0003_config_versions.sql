-- One number a tenant that changes with every change of its configuration. What an isolate
-- has cached is valid only while the number stays; claims are conditional on it.
CREATE TABLE IF NOT EXISTS config_versions (
  tenant_id TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL
) STRICT;

-- The version of the tenant '*', which does not exist, is that of the routing keys of all tenants:
-- which tenant a key names depends on the other tenants too, since a key that two of them have
-- names nobody.
INSERT INTO config_versions (tenant_id, version) VALUES ('*', 1)
ON CONFLICT (tenant_id) DO NOTHING;
