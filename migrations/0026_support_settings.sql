-- What a business has settled about support: one JSON document, checked by
-- tool-schemas/settings/support.json before it is stored. A tenant without a row has the defaults.
CREATE TABLE support_settings (
  tenant_id TEXT NOT NULL PRIMARY KEY,
  settings TEXT NOT NULL DEFAULT '{}',
  created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  version INTEGER NOT NULL DEFAULT 1,
  CONSTRAINT support_settings_settings
    CHECK (json_valid(settings) AND json_type(settings) = 'object')
) STRICT;

CREATE TRIGGER support_settings_changed AFTER UPDATE ON support_settings
WHEN new.version = old.version
BEGIN
  UPDATE support_settings SET
    version = old.version + 1,
    updated_at = iif(new.updated_at IS old.updated_at,
      strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), new.updated_at)
  WHERE tenant_id = new.tenant_id;
END;

CREATE TRIGGER support_settings_config_insert AFTER INSERT ON support_settings
BEGIN
  INSERT INTO config_versions VALUES (new.tenant_id, 1)
  ON CONFLICT (tenant_id) DO UPDATE SET version = version + 1;
END;
CREATE TRIGGER support_settings_config_update AFTER UPDATE ON support_settings
BEGIN
  INSERT INTO config_versions VALUES (new.tenant_id, 1), (old.tenant_id, 1)
  ON CONFLICT (tenant_id) DO UPDATE SET version = version + 1;
END;
CREATE TRIGGER support_settings_config_delete AFTER DELETE ON support_settings
BEGIN
  INSERT INTO config_versions VALUES (old.tenant_id, 1)
  ON CONFLICT (tenant_id) DO UPDATE SET version = version + 1;
END;
