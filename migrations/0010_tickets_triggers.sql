-- tickets: number, stamps of a final status, version.
CREATE INDEX tickets_by_caller ON tickets (tenant_id, caller_number);
CREATE INDEX tickets_by_phone ON tickets (tenant_id, customer_phone);
CREATE INDEX tickets_by_call ON tickets (tenant_id, call_id);

-- Numbers count from 2001 for every tenant, short enough to be said on the phone.
CREATE TRIGGER tickets_number_insert AFTER INSERT ON tickets
WHEN new.ticket_number IS NULL
BEGIN
  UPDATE tickets SET
    ticket_number = 1 + max(2000, coalesce(
      (SELECT max(t.ticket_number) FROM tickets t WHERE t.tenant_id = new.tenant_id), 2000))
  WHERE id = new.id;
END;

CREATE TRIGGER tickets_stamp_insert AFTER INSERT ON tickets
WHEN new.status = 'resolved' AND new.resolved_at IS NULL
  OR new.status = 'closed' AND new.closed_at IS NULL
BEGIN
  UPDATE tickets SET
    resolved_at = iif(status = 'resolved',
      coalesce(resolved_at, strftime('%Y-%m-%dT%H:%M:%fZ', 'now')), resolved_at),
    closed_at = iif(status = 'closed',
      coalesce(closed_at, strftime('%Y-%m-%dT%H:%M:%fZ', 'now')), closed_at),
    version = new.version + 1
  WHERE id = new.id;
END;
-- The stamps name the new version themselves, so that one change counts once.
CREATE TRIGGER tickets_stamp_update AFTER UPDATE OF status ON tickets
WHEN new.status = 'resolved' AND new.resolved_at IS NULL
  OR new.status = 'closed' AND new.closed_at IS NULL
BEGIN
  UPDATE tickets SET
    resolved_at = iif(status = 'resolved',
      coalesce(resolved_at, strftime('%Y-%m-%dT%H:%M:%fZ', 'now')), resolved_at),
    closed_at = iif(status = 'closed',
      coalesce(closed_at, strftime('%Y-%m-%dT%H:%M:%fZ', 'now')), closed_at),
    version = max(new.version, old.version + 1)
  WHERE id = new.id;
END;

-- The number given at birth is no change.
CREATE TRIGGER tickets_changed AFTER UPDATE ON tickets
WHEN new.version = old.version AND (old.ticket_number IS NOT NULL OR new.ticket_number IS NULL)
BEGIN
  UPDATE tickets SET
    version = old.version + 1,
    updated_at = iif(new.updated_at IS old.updated_at,
      strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), new.updated_at)
  WHERE id = new.id;
END;
