-- What a tenant offers and who or what performs it.
CREATE TABLE resources (
  tenant_id TEXT NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  position INTEGER NOT NULL DEFAULT 0,
  enabled INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (tenant_id, id),
  CONSTRAINT resources_enabled CHECK (enabled IN (0, 1))
) STRICT;

CREATE TABLE services (
  tenant_id TEXT NOT NULL,
  id TEXT NOT NULL,
  name_fr TEXT NOT NULL,
  name_en TEXT NOT NULL,
  synonyms TEXT NOT NULL DEFAULT '[]',
  duration_minutes INTEGER NOT NULL DEFAULT 60,
  buffer_before_minutes INTEGER NOT NULL DEFAULT 0,
  buffer_after_minutes INTEGER NOT NULL DEFAULT 0,
  grid_minutes INTEGER NOT NULL DEFAULT 30,
  notice_minutes INTEGER NOT NULL DEFAULT 60,
  horizon_days INTEGER NOT NULL DEFAULT 180,
  price_text TEXT,
  is_default INTEGER NOT NULL DEFAULT 0,
  position INTEGER NOT NULL DEFAULT 0,
  enabled INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (tenant_id, id),
  CONSTRAINT services_synonyms
    CHECK (json_valid(synonyms) AND json_type(synonyms) = 'array'),
  CONSTRAINT services_duration CHECK (duration_minutes BETWEEN 1 AND 1440),
  CONSTRAINT services_buffers
    CHECK (buffer_before_minutes BETWEEN 0 AND 480 AND buffer_after_minutes BETWEEN 0 AND 480),
  CONSTRAINT services_grid CHECK (grid_minutes BETWEEN 1 AND 1440),
  CONSTRAINT services_notice CHECK (notice_minutes >= 0),
  CONSTRAINT services_horizon CHECK (horizon_days BETWEEN 1 AND 1000),
  CONSTRAINT services_is_default CHECK (is_default IN (0, 1)),
  CONSTRAINT services_enabled CHECK (enabled IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX services_one_default ON services (tenant_id) WHERE is_default = 1;

-- A service without a row here can be done by every resource.
CREATE TABLE service_resources (
  tenant_id TEXT NOT NULL,
  service_id TEXT NOT NULL,
  resource_id TEXT NOT NULL,
  PRIMARY KEY (tenant_id, service_id, resource_id),
  CONSTRAINT service_resources_service FOREIGN KEY (tenant_id, service_id)
    REFERENCES services (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT service_resources_resource FOREIGN KEY (tenant_id, resource_id)
    REFERENCES resources (tenant_id, id) ON DELETE RESTRICT ON UPDATE CASCADE
) STRICT;
CREATE INDEX service_resources_by_resource ON service_resources (tenant_id, resource_id);

CREATE TRIGGER resources_config_insert AFTER INSERT ON resources
BEGIN
  INSERT INTO config_versions VALUES (new.tenant_id, 1)
  ON CONFLICT (tenant_id) DO UPDATE SET version = version + 1;
END;
CREATE TRIGGER resources_config_update AFTER UPDATE ON resources
BEGIN
  INSERT INTO config_versions VALUES (new.tenant_id, 1), (old.tenant_id, 1)
  ON CONFLICT (tenant_id) DO UPDATE SET version = version + 1;
END;
CREATE TRIGGER resources_config_delete AFTER DELETE ON resources
BEGIN
  INSERT INTO config_versions VALUES (old.tenant_id, 1)
  ON CONFLICT (tenant_id) DO UPDATE SET version = version + 1;
END;

CREATE TRIGGER services_config_insert AFTER INSERT ON services
BEGIN
  INSERT INTO config_versions VALUES (new.tenant_id, 1)
  ON CONFLICT (tenant_id) DO UPDATE SET version = version + 1;
END;
CREATE TRIGGER services_config_update AFTER UPDATE ON services
BEGIN
  INSERT INTO config_versions VALUES (new.tenant_id, 1), (old.tenant_id, 1)
  ON CONFLICT (tenant_id) DO UPDATE SET version = version + 1;
END;
CREATE TRIGGER services_config_delete AFTER DELETE ON services
BEGIN
  INSERT INTO config_versions VALUES (old.tenant_id, 1)
  ON CONFLICT (tenant_id) DO UPDATE SET version = version + 1;
END;

CREATE TRIGGER service_resources_config_insert AFTER INSERT ON service_resources
BEGIN
  INSERT INTO config_versions VALUES (new.tenant_id, 1)
  ON CONFLICT (tenant_id) DO UPDATE SET version = version + 1;
END;
CREATE TRIGGER service_resources_config_update AFTER UPDATE ON service_resources
BEGIN
  INSERT INTO config_versions VALUES (new.tenant_id, 1), (old.tenant_id, 1)
  ON CONFLICT (tenant_id) DO UPDATE SET version = version + 1;
END;
CREATE TRIGGER service_resources_config_delete AFTER DELETE ON service_resources
BEGIN
  INSERT INTO config_versions VALUES (old.tenant_id, 1)
  ON CONFLICT (tenant_id) DO UPDATE SET version = version + 1;
END;
