-- rendez_vous: the instant beside the local columns, stamps that also come off again, and a
-- history of every change, whoever makes it.

-- The start in UTC. A row written by hand has no offset and so no instant; both hours of an autumn
-- fold have their own.
ALTER TABLE rendez_vous ADD COLUMN starts_at TEXT GENERATED ALWAYS AS (
  strftime('%Y-%m-%dT%H:%M:00.000Z',
    (unixepoch(rdv_date || ' ' || rdv_time) / 60 - utc_offset_minutes) * 60, 'unixepoch')) VIRTUAL;
CREATE INDEX rendez_vous_by_instant ON rendez_vous (tenant_id, starts_at)
  WHERE status = 'confirmed';

-- As in 0007, and a row that is no longer cancelled or completed loses that stamp.
DROP TRIGGER rendez_vous_changed;
CREATE TRIGGER rendez_vous_changed AFTER UPDATE ON rendez_vous
WHEN new.version = old.version
  OR new.status = 'cancelled' AND new.cancelled_at IS NULL
  OR new.status = 'completed' AND new.completed_at IS NULL
  OR new.status <> old.status AND (new.cancelled_at IS old.cancelled_at AND old.status = 'cancelled'
    OR new.completed_at IS old.completed_at AND old.status = 'completed')
BEGIN
  UPDATE rendez_vous SET
    version = max(new.version, old.version + 1),
    updated_at = iif(new.updated_at IS old.updated_at,
      strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), new.updated_at),
    cancelled_at = CASE
      WHEN new.status = 'cancelled'
        THEN coalesce(new.cancelled_at, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
      WHEN old.status <> 'cancelled' OR new.cancelled_at IS NOT old.cancelled_at
        THEN new.cancelled_at
    END,
    cancel_reason = iif(old.status = 'cancelled' AND new.status <> 'cancelled'
      AND new.cancel_reason IS old.cancel_reason, NULL, new.cancel_reason),
    completed_at = CASE
      WHEN new.status = 'completed'
        THEN coalesce(new.completed_at, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
      WHEN old.status <> 'completed' OR new.completed_at IS NOT old.completed_at
        THEN new.completed_at
    END
  WHERE id = new.id;
END;

-- One row for every change of what an appointment is: made, moved, another status, deleted. `old`
-- columns are NULL for a new appointment, `new` ones for a deleted one. A change made by phone
-- names the call and its number; any other was made by staff or by hand. IF NOT EXISTS, because
-- this file is applied again after the rollback of the six tables, which leaves this one.
CREATE TABLE IF NOT EXISTS appointment_history (
  seq INTEGER PRIMARY KEY,
  tenant_id TEXT NOT NULL,
  appointment_id TEXT NOT NULL,
  changed_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  old_status TEXT,
  new_status TEXT,
  old_start TEXT,
  new_start TEXT,
  old_resource_id TEXT,
  new_resource_id TEXT,
  call_id TEXT,
  caller_number TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS appointment_history_of_one ON appointment_history (tenant_id, appointment_id, seq);

CREATE TRIGGER rendez_vous_history_insert AFTER INSERT ON rendez_vous
BEGIN
  INSERT INTO appointment_history
    (tenant_id, appointment_id, changed_at, new_status, new_start, new_resource_id)
  VALUES (new.tenant_id, new.id, new.created_at, new.status,
    new.rdv_date || ' ' || new.rdv_time, new.resource_id);
END;
CREATE TRIGGER rendez_vous_history_update
AFTER UPDATE OF tenant_id, status, rdv_date, rdv_time, resource_id ON rendez_vous
WHEN new.status <> old.status OR new.rdv_date <> old.rdv_date OR new.rdv_time <> old.rdv_time
  OR new.resource_id <> old.resource_id OR new.tenant_id <> old.tenant_id
BEGIN
  INSERT INTO appointment_history (tenant_id, appointment_id, changed_at, old_status, new_status,
    old_start, new_start, old_resource_id, new_resource_id)
  VALUES (new.tenant_id, new.id,
    iif(new.updated_at IS old.updated_at, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), new.updated_at),
    old.status, new.status, old.rdv_date || ' ' || old.rdv_time,
    new.rdv_date || ' ' || new.rdv_time, old.resource_id, new.resource_id);
END;
CREATE TRIGGER rendez_vous_history_delete AFTER DELETE ON rendez_vous
BEGIN
  INSERT INTO appointment_history
    (tenant_id, appointment_id, old_status, old_start, old_resource_id)
  VALUES (old.tenant_id, old.id, old.status, old.rdv_date || ' ' || old.rdv_time, old.resource_id);
END;

-- As in 0007; besides, `default`, which rows written by hand are given, is the tenant's first
-- resource, as it is to the tools.
DROP TRIGGER rendez_vous_overlap_insert;
CREATE TRIGGER rendez_vous_overlap_insert AFTER INSERT ON rendez_vous
WHEN new.status = 'confirmed'
BEGIN
  SELECT RAISE(ABORT, 'appointment_overlap') WHERE EXISTS (
    SELECT 1 FROM rendez_vous v
    WHERE v.tenant_id = new.tenant_id AND v.resource_id IN (new.resource_id, (
        SELECT CASE new.resource_id WHEN 'default' THEN r.id WHEN r.id THEN 'default' END
        FROM resources r WHERE r.tenant_id = new.tenant_id AND r.enabled = 1
        ORDER BY r.position, r.id LIMIT 1))
      AND v.status = 'confirmed' AND v.id <> new.id
      AND v.rdv_date BETWEEN date(new.rdv_date, '-2 day') AND date(new.rdv_date, '+2 day')
      AND new.busy_from - coalesce(new.utc_offset_minutes, v.utc_offset_minutes, 0)
        < v.busy_until - coalesce(v.utc_offset_minutes, new.utc_offset_minutes, 0)
      AND v.busy_from - coalesce(v.utc_offset_minutes, new.utc_offset_minutes, 0)
        < new.busy_until - coalesce(new.utc_offset_minutes, v.utc_offset_minutes, 0));
END;
DROP TRIGGER rendez_vous_overlap_update;
CREATE TRIGGER rendez_vous_overlap_update AFTER UPDATE OF
  tenant_id, resource_id, status, rdv_date, rdv_time, rdv_duration_minutes,
  utc_offset_minutes, buffer_before_minutes, buffer_after_minutes ON rendez_vous
WHEN new.status = 'confirmed'
BEGIN
  SELECT RAISE(ABORT, 'appointment_overlap') WHERE EXISTS (
    SELECT 1 FROM rendez_vous v
    WHERE v.tenant_id = new.tenant_id AND v.resource_id IN (new.resource_id, (
        SELECT CASE new.resource_id WHEN 'default' THEN r.id WHEN r.id THEN 'default' END
        FROM resources r WHERE r.tenant_id = new.tenant_id AND r.enabled = 1
        ORDER BY r.position, r.id LIMIT 1))
      AND v.status = 'confirmed' AND v.id <> new.id
      AND v.rdv_date BETWEEN date(new.rdv_date, '-2 day') AND date(new.rdv_date, '+2 day')
      AND new.busy_from - coalesce(new.utc_offset_minutes, v.utc_offset_minutes, 0)
        < v.busy_until - coalesce(v.utc_offset_minutes, new.utc_offset_minutes, 0)
      AND v.busy_from - coalesce(v.utc_offset_minutes, new.utc_offset_minutes, 0)
        < new.busy_until - coalesce(new.utc_offset_minutes, v.utc_offset_minutes, 0));
END;
