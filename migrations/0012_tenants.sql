-- A tenant's settings and its further assistants. Both may be missing: a channel written by hand
-- has the defaults below, and its `assistant_id` reads as one assistant more.
CREATE TABLE tenant_settings (
  tenant_id TEXT NOT NULL PRIMARY KEY,
  business_name TEXT,
  time_zone TEXT NOT NULL DEFAULT 'Europe/Paris',
  language TEXT NOT NULL DEFAULT 'fr-FR',
  country TEXT NOT NULL DEFAULT 'FR',
  holidays TEXT NOT NULL DEFAULT 'none',
  text_chats TEXT NOT NULL DEFAULT 'off',
  tool_deadline_ms INTEGER NOT NULL DEFAULT 5000,
  address TEXT,
  created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  version INTEGER NOT NULL DEFAULT 1,
  CONSTRAINT tenant_settings_holidays CHECK (holidays IN ('none', 'france', 'alsace_moselle')),
  CONSTRAINT tenant_settings_text_chats CHECK (text_chats IN ('off', 'dry', 'live')),
  CONSTRAINT tenant_settings_deadline CHECK (tool_deadline_ms BETWEEN 500 AND 15000)
) STRICT;

CREATE TABLE assistants (
  assistant_id TEXT NOT NULL PRIMARY KEY,
  tenant_id TEXT NOT NULL,
  agent_type TEXT NOT NULL,
  created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
) STRICT;
CREATE INDEX assistants_by_tenant ON assistants (tenant_id);

CREATE TRIGGER tenant_settings_changed AFTER UPDATE ON tenant_settings
WHEN new.version = old.version
BEGIN
  UPDATE tenant_settings SET
    version = old.version + 1,
    updated_at = iif(new.updated_at IS old.updated_at,
      strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), new.updated_at)
  WHERE tenant_id = new.tenant_id;
END;

CREATE TRIGGER tenant_settings_config_insert AFTER INSERT ON tenant_settings
BEGIN
  INSERT INTO config_versions VALUES (new.tenant_id, 1)
  ON CONFLICT (tenant_id) DO UPDATE SET version = version + 1;
END;
CREATE TRIGGER tenant_settings_config_update AFTER UPDATE ON tenant_settings
BEGIN
  INSERT INTO config_versions VALUES (new.tenant_id, 1), (old.tenant_id, 1)
  ON CONFLICT (tenant_id) DO UPDATE SET version = version + 1;
END;
CREATE TRIGGER tenant_settings_config_delete AFTER DELETE ON tenant_settings
BEGIN
  INSERT INTO config_versions VALUES (old.tenant_id, 1)
  ON CONFLICT (tenant_id) DO UPDATE SET version = version + 1;
END;

CREATE TRIGGER assistants_config_insert AFTER INSERT ON assistants
BEGIN
  INSERT INTO config_versions VALUES (new.tenant_id, 1)
  ON CONFLICT (tenant_id) DO UPDATE SET version = version + 1;
END;
CREATE TRIGGER assistants_config_update AFTER UPDATE ON assistants
BEGIN
  INSERT INTO config_versions VALUES (new.tenant_id, 1), (old.tenant_id, 1)
  ON CONFLICT (tenant_id) DO UPDATE SET version = version + 1;
END;
CREATE TRIGGER assistants_config_delete AFTER DELETE ON assistants
BEGIN
  INSERT INTO config_versions VALUES (old.tenant_id, 1)
  ON CONFLICT (tenant_id) DO UPDATE SET version = version + 1;
END;

CREATE TRIGGER assistants_routing_insert AFTER INSERT ON assistants
BEGIN
  UPDATE config_versions SET version = version + 1 WHERE tenant_id = '*';
END;
CREATE TRIGGER assistants_routing_update AFTER UPDATE ON assistants
BEGIN
  UPDATE config_versions SET version = version + 1 WHERE tenant_id = '*';
END;
CREATE TRIGGER assistants_routing_delete AFTER DELETE ON assistants
BEGIN
  UPDATE config_versions SET version = version + 1 WHERE tenant_id = '*';
END;
