-- What somebody owes a caller: a call back, or a follow-up of a prospect. `when_text` holds the
-- caller's own words, `due_date` and `due_time` what was understood of them.
CREATE TABLE callbacks (
  id TEXT NOT NULL PRIMARY KEY,
  tenant_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  reason TEXT,
  when_text TEXT,
  due_date TEXT,
  due_time TEXT,
  name TEXT,
  phone TEXT,
  phone_source TEXT,
  caller_number TEXT,
  prospect_id TEXT,
  call_id TEXT,
  source_quote TEXT,
  status TEXT NOT NULL DEFAULT 'due',
  assigned_to TEXT,
  created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  version INTEGER NOT NULL DEFAULT 1,
  CONSTRAINT callbacks_kind CHECK (kind IN ('callback', 'follow_up')),
  CONSTRAINT callbacks_status CHECK (status IN ('due', 'done', 'cancelled')),
  CONSTRAINT callbacks_phone_source CHECK (phone_source IN ('caller', 'model', 'staff')),
  CONSTRAINT callbacks_due_date CHECK (due_date IS NULL
    OR due_date GLOB '????-??-??' AND due_date IS date(due_date)),
  CONSTRAINT callbacks_due_time
    CHECK (due_time GLOB '[0-2][0-9]:[0-5][0-9]' AND due_time < '24')
) STRICT;
CREATE INDEX callbacks_due ON callbacks (tenant_id, due_date) WHERE status = 'due';
CREATE INDEX callbacks_by_call ON callbacks (tenant_id, call_id);

CREATE TRIGGER callbacks_changed AFTER UPDATE ON callbacks
WHEN new.version = old.version
BEGIN
  UPDATE callbacks SET
    version = old.version + 1,
    updated_at = iif(new.updated_at IS old.updated_at,
      strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), new.updated_at)
  WHERE id = new.id;
END;
