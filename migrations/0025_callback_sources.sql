-- The callback list for everything that owes somebody a call, whoever found out. `kind` says what
-- is owed, `source` which part of the gateway wrote it, `source_quote` the words it rests on.
-- `due_at` is the instant (UTC) from which the entry waits to be done; NULL means at once;
-- `urgent` comes before everything else.
--
-- callback   somebody asked to be called      pending  a tool call stayed open when its call ended
-- follow_up  a prospect is to be called again missed   a call ended before anybody could help
-- promise    the assistant promised more than transfer nobody could take the call over
--            any tool has done                ticket   a ticket is past its time
-- message    a written message wants an answer
CREATE TABLE callbacks_sources (
  id TEXT NOT NULL PRIMARY KEY,
  tenant_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  source TEXT NOT NULL DEFAULT 'staff',
  reason TEXT,
  when_text TEXT,
  due_date TEXT,
  due_time TEXT,
  due_at TEXT,
  urgent INTEGER NOT NULL DEFAULT 0,
  name TEXT,
  phone TEXT,
  phone_source TEXT,
  caller_number TEXT,
  prospect_id TEXT,
  ticket_id TEXT,
  message_id TEXT,
  call_id TEXT,
  source_quote TEXT,
  status TEXT NOT NULL DEFAULT 'due',
  assigned_to TEXT,
  outcome TEXT,
  done_at TEXT,
  created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  version INTEGER NOT NULL DEFAULT 1,
  CONSTRAINT callbacks_kind CHECK (kind IN ('callback', 'follow_up', 'promise', 'pending',
    'missed', 'transfer', 'ticket', 'message')),
  CONSTRAINT callbacks_source
    CHECK (source IN ('tool', 'report', 'transfer', 'message', 'job', 'staff')),
  CONSTRAINT callbacks_status CHECK (status IN ('due', 'done', 'cancelled')),
  CONSTRAINT callbacks_phone_source CHECK (phone_source IN ('caller', 'model', 'staff')),
  CONSTRAINT callbacks_due_date CHECK (due_date IS NULL
    OR due_date GLOB '????-??-??' AND due_date IS date(due_date)),
  CONSTRAINT callbacks_due_time
    CHECK (due_time GLOB '[0-2][0-9]:[0-5][0-9]' AND due_time < '24'),
  CONSTRAINT callbacks_due_at
    CHECK (due_at IS NULL OR due_at IS strftime('%Y-%m-%dT%H:%M:%fZ', due_at)),
  CONSTRAINT callbacks_urgent CHECK (urgent IN (0, 1))
) STRICT;

INSERT INTO callbacks_sources (id, tenant_id, kind, source, reason, when_text, due_date, due_time,
  name, phone, phone_source, caller_number, prospect_id, call_id, source_quote, status,
  assigned_to, created_at, updated_at, version)
SELECT id, tenant_id, kind, 'tool', reason, when_text, due_date, due_time, name, phone,
  phone_source, caller_number, prospect_id, call_id, source_quote, status, assigned_to,
  created_at, updated_at, version
FROM callbacks;

DROP TABLE callbacks;
ALTER TABLE callbacks_sources RENAME TO callbacks;

CREATE INDEX callbacks_due ON callbacks (tenant_id, coalesce(due_at, created_at), id)
  WHERE status = 'due';
CREATE INDEX callbacks_by_time ON callbacks (tenant_id, created_at, id);
CREATE INDEX callbacks_by_call ON callbacks (tenant_id, call_id);

CREATE TRIGGER callbacks_changed AFTER UPDATE ON callbacks
WHEN new.version = old.version
BEGIN
  UPDATE callbacks SET
    version = old.version + 1,
    updated_at = iif(new.updated_at IS old.updated_at,
      strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), new.updated_at),
    done_at = iif(new.status = 'due', NULL,
      coalesce(new.done_at, strftime('%Y-%m-%dT%H:%M:%fZ', 'now')))
  WHERE id = new.id;
END;
