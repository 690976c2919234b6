-- When a tenant is open: weekly hours (weekday 1 is Monday) and closures, both days included.
-- A NULL resource means all of them.
CREATE TABLE opening_hours (
  id TEXT NOT NULL PRIMARY KEY,
  tenant_id TEXT NOT NULL,
  resource_id TEXT,
  weekday INTEGER NOT NULL,
  opens TEXT NOT NULL,
  closes TEXT NOT NULL,
  CONSTRAINT opening_hours_weekday CHECK (weekday BETWEEN 1 AND 7),
  CONSTRAINT opening_hours_opens CHECK (opens GLOB '[0-2][0-9]:[0-5][0-9]' AND opens < '24'),
  CONSTRAINT opening_hours_closes
    CHECK (closes GLOB '[0-2][0-9]:[0-5][0-9]' AND closes <= '24:00'),
  CONSTRAINT opening_hours_order CHECK (opens < closes),
  CONSTRAINT opening_hours_resource FOREIGN KEY (tenant_id, resource_id)
    REFERENCES resources (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE
) STRICT;
CREATE INDEX opening_hours_by_day ON opening_hours (tenant_id, weekday);
CREATE INDEX opening_hours_by_resource ON opening_hours (tenant_id, resource_id);

CREATE TABLE closures (
  id TEXT NOT NULL PRIMARY KEY,
  tenant_id TEXT NOT NULL,
  resource_id TEXT,
  from_date TEXT NOT NULL,
  until_date TEXT NOT NULL,
  reason TEXT,
  CONSTRAINT closures_from CHECK (from_date GLOB '????-??-??' AND from_date IS date(from_date)),
  CONSTRAINT closures_until
    CHECK (until_date GLOB '????-??-??' AND until_date IS date(until_date)),
  CONSTRAINT closures_order CHECK (from_date <= until_date),
  CONSTRAINT closures_resource FOREIGN KEY (tenant_id, resource_id)
    REFERENCES resources (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE
) STRICT;
CREATE INDEX closures_by_date ON closures (tenant_id, until_date);
CREATE INDEX closures_by_resource ON closures (tenant_id, resource_id);

CREATE TRIGGER opening_hours_overlap_insert AFTER INSERT ON opening_hours
BEGIN
  SELECT RAISE(ABORT, 'opening_hours_overlap') WHERE EXISTS (
    SELECT 1 FROM opening_hours h
    WHERE h.tenant_id = new.tenant_id AND h.weekday = new.weekday
      AND h.resource_id IS new.resource_id AND h.id <> new.id
      AND h.opens < new.closes AND new.opens < h.closes);
END;
CREATE TRIGGER opening_hours_overlap_update AFTER UPDATE ON opening_hours
BEGIN
  SELECT RAISE(ABORT, 'opening_hours_overlap') WHERE EXISTS (
    SELECT 1 FROM opening_hours h
    WHERE h.tenant_id = new.tenant_id AND h.weekday = new.weekday
      AND h.resource_id IS new.resource_id AND h.id <> new.id
      AND h.opens < new.closes AND new.opens < h.closes);
END;

CREATE TRIGGER opening_hours_config_insert AFTER INSERT ON opening_hours
BEGIN
  INSERT INTO config_versions VALUES (new.tenant_id, 1)
  ON CONFLICT (tenant_id) DO UPDATE SET version = version + 1;
END;
CREATE TRIGGER opening_hours_config_update AFTER UPDATE ON opening_hours
BEGIN
  INSERT INTO config_versions VALUES (new.tenant_id, 1), (old.tenant_id, 1)
  ON CONFLICT (tenant_id) DO UPDATE SET version = version + 1;
END;
CREATE TRIGGER opening_hours_config_delete AFTER DELETE ON opening_hours
BEGIN
  INSERT INTO config_versions VALUES (old.tenant_id, 1)
  ON CONFLICT (tenant_id) DO UPDATE SET version = version + 1;
END;

CREATE TRIGGER closures_config_insert AFTER INSERT ON closures
BEGIN
  INSERT INTO config_versions VALUES (new.tenant_id, 1)
  ON CONFLICT (tenant_id) DO UPDATE SET version = version + 1;
END;
CREATE TRIGGER closures_config_update AFTER UPDATE ON closures
BEGIN
  INSERT INTO config_versions VALUES (new.tenant_id, 1), (old.tenant_id, 1)
  ON CONFLICT (tenant_id) DO UPDATE SET version = version + 1;
END;
CREATE TRIGGER closures_config_delete AFTER DELETE ON closures
BEGIN
  INSERT INTO config_versions VALUES (old.tenant_id, 1)
  ON CONFLICT (tenant_id) DO UPDATE SET version = version + 1;
END;
