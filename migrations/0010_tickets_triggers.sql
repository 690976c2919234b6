-- tickets: number, stamps of a final status, version.
-- Old rows may lack the stamp of their status: the last change is the best that is known.
UPDATE tickets SET resolved_at = updated_at WHERE status = 'resolved' AND resolved_at IS NULL;
UPDATE tickets SET closed_at = updated_at WHERE status = 'closed' AND closed_at IS NULL;

CREATE INDEX tickets_open ON tickets (tenant_id, created_at) WHERE status <> 'closed';
CREATE INDEX tickets_by_caller ON tickets (tenant_id, caller_number);
CREATE INDEX tickets_by_phone ON tickets (tenant_id, customer_phone);
CREATE INDEX tickets_by_call ON tickets (tenant_id, call_id);
CREATE INDEX tickets_by_time ON tickets (tenant_id, created_at, id);
-- What waits for its first answer, and for its end, until it was noticed that it is late.
CREATE INDEX tickets_unanswered ON tickets (response_due_at)
  WHERE status = 'open' AND responded_at IS NULL AND response_late_at IS NULL;
CREATE INDEX tickets_unsettled ON tickets (due_at)
  WHERE status IN ('open', 'in_progress') AND late_at IS NULL;

-- Numbers count from 2001 for every tenant, short enough to be said on the phone.
CREATE TRIGGER tickets_number_insert AFTER INSERT ON tickets
WHEN new.ticket_number IS NULL
BEGIN
  UPDATE tickets SET
    ticket_number = 1 + max(2000, coalesce(
      (SELECT max(t.ticket_number) FROM tickets t WHERE t.tenant_id = new.tenant_id), 2000))
  WHERE id = new.id;
END;

-- The version is the row's ETag; the inner UPDATE changes it, so the trigger ends by itself. The
-- number given at birth is no change. Who takes a ticket out of 'open' has answered it;
-- the stamps of an end come off with it.
CREATE TRIGGER tickets_changed AFTER UPDATE ON tickets
WHEN new.version = old.version AND (old.ticket_number IS NOT NULL OR new.ticket_number IS NULL)
  OR new.status = 'resolved' AND new.resolved_at IS NULL
  OR new.status = 'closed' AND new.closed_at IS NULL
BEGIN
  UPDATE tickets SET
    version = max(new.version, old.version + 1),
    updated_at = iif(new.updated_at IS old.updated_at,
      strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), new.updated_at),
    responded_at = coalesce(new.responded_at, iif(old.status = 'open' AND new.status <> 'open',
      strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), NULL)),
    resolved_at = iif(new.status IN ('resolved', 'closed'), coalesce(new.resolved_at,
      iif(new.status = 'resolved', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), NULL)), NULL),
    closed_at = iif(new.status = 'closed',
      coalesce(new.closed_at, strftime('%Y-%m-%dT%H:%M:%fZ', 'now')), NULL)
  WHERE id = new.id;
END;

-- A row written as final by hand: being changed fills its stamp.
CREATE TRIGGER tickets_inserted AFTER INSERT ON tickets
WHEN new.status = 'resolved' AND new.resolved_at IS NULL
  OR new.status = 'closed' AND new.closed_at IS NULL
BEGIN
  UPDATE tickets SET status = status WHERE id = new.id;
END;
