-- What staff change through the API has a version, which is its ETag, whoever writes.
ALTER TABLE resources ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE services ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE closures ADD COLUMN version INTEGER NOT NULL DEFAULT 1;

CREATE TRIGGER resources_changed AFTER UPDATE ON resources WHEN new.version = old.version
BEGIN
  UPDATE resources SET version = old.version + 1 WHERE tenant_id = new.tenant_id AND id = new.id;
END;
CREATE TRIGGER services_changed AFTER UPDATE ON services WHEN new.version = old.version
BEGIN
  UPDATE services SET version = old.version + 1 WHERE tenant_id = new.tenant_id AND id = new.id;
END;
CREATE TRIGGER closures_changed AFTER UPDATE ON closures WHEN new.version = old.version
BEGIN
  UPDATE closures SET version = old.version + 1 WHERE id = new.id;
END;

-- Who can do a service is part of it.
CREATE TRIGGER service_resources_added AFTER INSERT ON service_resources
BEGIN
  UPDATE services SET version = version + 1 WHERE tenant_id = new.tenant_id AND id = new.service_id;
END;
CREATE TRIGGER service_resources_removed AFTER DELETE ON service_resources
BEGIN
  UPDATE services SET version = version + 1 WHERE tenant_id = old.tenant_id AND id = old.service_id;
END;

-- A week of opening hours and the hours of one date are changed as a whole, so the version is that
-- of the whole: `part` is `week:` and the resource (none for everybody), or the date. `change_id` is
-- the last change of several statements: those after the first act only if it is theirs.
CREATE TABLE diary_versions (
  tenant_id TEXT NOT NULL,
  part TEXT NOT NULL,
  version INTEGER NOT NULL,
  change_id TEXT,
  PRIMARY KEY (tenant_id, part)
) STRICT;
INSERT INTO diary_versions (tenant_id, part, version)
SELECT DISTINCT tenant_id, 'week:' || coalesce(resource_id, ''), 1 FROM opening_hours;
INSERT INTO diary_versions (tenant_id, part, version)
SELECT DISTINCT tenant_id, date, 1 FROM opening_exceptions;

CREATE TRIGGER opening_hours_version_insert AFTER INSERT ON opening_hours
BEGIN
  INSERT INTO diary_versions VALUES (new.tenant_id, 'week:' || coalesce(new.resource_id, ''), 1, NULL)
  ON CONFLICT (tenant_id, part) DO UPDATE SET version = version + 1;
END;
CREATE TRIGGER opening_hours_version_update AFTER UPDATE ON opening_hours
BEGIN
  INSERT INTO diary_versions VALUES
    (new.tenant_id, 'week:' || coalesce(new.resource_id, ''), 1, NULL),
    (old.tenant_id, 'week:' || coalesce(old.resource_id, ''), 1, NULL)
  ON CONFLICT (tenant_id, part) DO UPDATE SET version = version + 1;
END;
CREATE TRIGGER opening_hours_version_delete AFTER DELETE ON opening_hours
BEGIN
  INSERT INTO diary_versions VALUES (old.tenant_id, 'week:' || coalesce(old.resource_id, ''), 1, NULL)
  ON CONFLICT (tenant_id, part) DO UPDATE SET version = version + 1;
END;
CREATE TRIGGER opening_exceptions_version_insert AFTER INSERT ON opening_exceptions
BEGIN
  INSERT INTO diary_versions VALUES (new.tenant_id, new.date, 1, NULL)
  ON CONFLICT (tenant_id, part) DO UPDATE SET version = version + 1;
END;
CREATE TRIGGER opening_exceptions_version_update AFTER UPDATE ON opening_exceptions
BEGIN
  INSERT INTO diary_versions VALUES (new.tenant_id, new.date, 1, NULL), (old.tenant_id, old.date, 1, NULL)
  ON CONFLICT (tenant_id, part) DO UPDATE SET version = version + 1;
END;
CREATE TRIGGER opening_exceptions_version_delete AFTER DELETE ON opening_exceptions
BEGIN
  INSERT INTO diary_versions VALUES (old.tenant_id, old.date, 1, NULL)
  ON CONFLICT (tenant_id, part) DO UPDATE SET version = version + 1;
END;
