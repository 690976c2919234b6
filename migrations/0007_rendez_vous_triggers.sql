-- rendez_vous: what every writer may rely on. No two live appointments of one resource overlap,
-- the stamp of a final status is filled, the version moves.

-- Old rows may lack the stamp of their status: the last change is the best that is known.
UPDATE rendez_vous SET cancelled_at = updated_at WHERE status = 'cancelled' AND cancelled_at IS NULL;
UPDATE rendez_vous SET completed_at = updated_at WHERE status = 'completed' AND completed_at IS NULL;

-- The trigger and the search for free slots scan this, never the whole table.
CREATE INDEX rendez_vous_live ON rendez_vous (tenant_id, resource_id, rdv_date)
  WHERE status = 'confirmed';
CREATE INDEX rendez_vous_upcoming ON rendez_vous (tenant_id, rdv_date) WHERE status = 'confirmed';
CREATE INDEX rendez_vous_by_caller ON rendez_vous (tenant_id, caller_number);
CREATE INDEX rendez_vous_by_phone ON rendez_vous (tenant_id, customer_phone);
CREATE INDEX rendez_vous_by_series ON rendez_vous (tenant_id, series_id);
CREATE INDEX rendez_vous_by_call ON rendez_vous (tenant_id, call_id);

-- AFTER, because in a BEFORE UPDATE trigger the generated columns can be NULL. Wall clocks are
-- compared less the UTC offset, so that both hours of an autumn fold stay distinct; a row
-- written by hand has none and takes the other's. A row lasts a day and two buffers of eight
-- hours at most: two days on either side hold every candidate.
CREATE TRIGGER rendez_vous_overlap_insert AFTER INSERT ON rendez_vous
WHEN new.status = 'confirmed'
BEGIN
  SELECT RAISE(ABORT, 'appointment_overlap') WHERE EXISTS (
    SELECT 1 FROM rendez_vous v
    WHERE v.tenant_id = new.tenant_id AND v.resource_id = new.resource_id
      AND v.status = 'confirmed' AND v.id <> new.id
      AND v.rdv_date BETWEEN date(new.rdv_date, '-2 day') AND date(new.rdv_date, '+2 day')
      AND new.busy_from - coalesce(new.utc_offset_minutes, v.utc_offset_minutes, 0)
        < v.busy_until - coalesce(v.utc_offset_minutes, new.utc_offset_minutes, 0)
      AND v.busy_from - coalesce(v.utc_offset_minutes, new.utc_offset_minutes, 0)
        < new.busy_until - coalesce(new.utc_offset_minutes, v.utc_offset_minutes, 0));
END;
CREATE TRIGGER rendez_vous_overlap_update AFTER UPDATE OF
  tenant_id, resource_id, status, rdv_date, rdv_time, rdv_duration_minutes,
  utc_offset_minutes, buffer_before_minutes, buffer_after_minutes ON rendez_vous
WHEN new.status = 'confirmed'
BEGIN
  SELECT RAISE(ABORT, 'appointment_overlap') WHERE EXISTS (
    SELECT 1 FROM rendez_vous v
    WHERE v.tenant_id = new.tenant_id AND v.resource_id = new.resource_id
      AND v.status = 'confirmed' AND v.id <> new.id
      AND v.rdv_date BETWEEN date(new.rdv_date, '-2 day') AND date(new.rdv_date, '+2 day')
      AND new.busy_from - coalesce(new.utc_offset_minutes, v.utc_offset_minutes, 0)
        < v.busy_until - coalesce(v.utc_offset_minutes, new.utc_offset_minutes, 0)
      AND v.busy_from - coalesce(v.utc_offset_minutes, new.utc_offset_minutes, 0)
        < new.busy_until - coalesce(new.utc_offset_minutes, v.utc_offset_minutes, 0));
END;

-- Who moves a row by hand seldom thinks of the offset, and the old one may be wrong on the new
-- day. Without one a row is compared by the wall clock.
CREATE TRIGGER rendez_vous_moved_by_hand AFTER UPDATE OF rdv_date, rdv_time ON rendez_vous
WHEN (new.rdv_date IS NOT old.rdv_date OR new.rdv_time IS NOT old.rdv_time)
  AND new.utc_offset_minutes IS old.utc_offset_minutes AND new.utc_offset_minutes IS NOT NULL
BEGIN
  UPDATE rendez_vous SET utc_offset_minutes = NULL WHERE id = new.id;
END;

-- The version is the row's ETag; the inner UPDATE changes it, so the trigger ends by itself.
CREATE TRIGGER rendez_vous_changed AFTER UPDATE ON rendez_vous
WHEN new.version = old.version
  OR new.status = 'cancelled' AND new.cancelled_at IS NULL
  OR new.status = 'completed' AND new.completed_at IS NULL
BEGIN
  UPDATE rendez_vous SET
    version = max(new.version, old.version + 1),
    updated_at = iif(new.updated_at IS old.updated_at,
      strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), new.updated_at),
    cancelled_at = coalesce(new.cancelled_at,
      iif(new.status = 'cancelled', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), NULL)),
    completed_at = coalesce(new.completed_at,
      iif(new.status = 'completed', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), NULL))
  WHERE id = new.id;
END;

-- A row written as final by hand: being changed fills its stamp.
CREATE TRIGGER rendez_vous_inserted AFTER INSERT ON rendez_vous
WHEN new.status = 'cancelled' AND new.cancelled_at IS NULL
  OR new.status = 'completed' AND new.completed_at IS NULL
BEGIN
  UPDATE rendez_vous SET status = status WHERE id = new.id;
END;
