-- Other hours on one date, beside the weekly ones: open on a Saturday, half a day before
-- Christmas. The rows of a date are its opening ranges instead of those of its weekday, also on a
-- public holiday; a closure still closes. A NULL resource means all of them, except that those
-- with weekly hours of their own keep to these as well; a row of its own is a resource's whole day.
CREATE TABLE opening_exceptions (
  id TEXT NOT NULL PRIMARY KEY,
  tenant_id TEXT NOT NULL,
  resource_id TEXT,
  date TEXT NOT NULL,
  opens TEXT NOT NULL,
  closes TEXT NOT NULL,
  reason TEXT,
  CONSTRAINT opening_exceptions_date CHECK (date GLOB '????-??-??' AND date IS date(date)),
  CONSTRAINT opening_exceptions_opens CHECK (opens GLOB '[0-2][0-9]:[0-5][0-9]' AND opens < '24'),
  CONSTRAINT opening_exceptions_closes
    CHECK (closes GLOB '[0-2][0-9]:[0-5][0-9]' AND closes <= '24:00'),
  CONSTRAINT opening_exceptions_order CHECK (opens < closes),
  CONSTRAINT opening_exceptions_resource FOREIGN KEY (tenant_id, resource_id)
    REFERENCES resources (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE
) STRICT;
CREATE INDEX opening_exceptions_by_date ON opening_exceptions (tenant_id, date);
CREATE INDEX opening_exceptions_by_resource ON opening_exceptions (tenant_id, resource_id);

CREATE TRIGGER opening_exceptions_overlap_insert AFTER INSERT ON opening_exceptions
BEGIN
  SELECT RAISE(ABORT, 'opening_exceptions_overlap') WHERE EXISTS (
    SELECT 1 FROM opening_exceptions e
    WHERE e.tenant_id = new.tenant_id AND e.date = new.date
      AND e.resource_id IS new.resource_id AND e.id <> new.id
      AND e.opens < new.closes AND new.opens < e.closes);
END;
CREATE TRIGGER opening_exceptions_overlap_update AFTER UPDATE ON opening_exceptions
BEGIN
  SELECT RAISE(ABORT, 'opening_exceptions_overlap') WHERE EXISTS (
    SELECT 1 FROM opening_exceptions e
    WHERE e.tenant_id = new.tenant_id AND e.date = new.date
      AND e.resource_id IS new.resource_id AND e.id <> new.id
      AND e.opens < new.closes AND new.opens < e.closes);
END;

CREATE TRIGGER opening_exceptions_config_insert AFTER INSERT ON opening_exceptions
BEGIN
  INSERT INTO config_versions VALUES (new.tenant_id, 1)
  ON CONFLICT (tenant_id) DO UPDATE SET version = version + 1;
END;
CREATE TRIGGER opening_exceptions_config_update AFTER UPDATE ON opening_exceptions
BEGIN
  INSERT INTO config_versions VALUES (new.tenant_id, 1), (old.tenant_id, 1)
  ON CONFLICT (tenant_id) DO UPDATE SET version = version + 1;
END;
CREATE TRIGGER opening_exceptions_config_delete AFTER DELETE ON opening_exceptions
BEGIN
  INSERT INTO config_versions VALUES (old.tenant_id, 1)
  ON CONFLICT (tenant_id) DO UPDATE SET version = version + 1;
END;
