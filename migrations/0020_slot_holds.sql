-- Starts that a call was offered: while a row lives, other callers are not given them. A hold binds
-- only the tools; who writes into rendez_vous need not look here.
CREATE TABLE slot_holds (
  tenant_id TEXT NOT NULL,
  call_id TEXT NOT NULL,
  resource_id TEXT NOT NULL,
  -- What the appointment would take up, buffers included: UTC minutes since 1970.
  busy_from INTEGER NOT NULL,
  busy_until INTEGER NOT NULL,
  -- The signalled number; the holder's other calls are not kept out.
  caller_number TEXT,
  -- When it was first offered, and until when it is held: UTC in ISO milliseconds.
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  PRIMARY KEY (tenant_id, call_id, resource_id, busy_from),
  CONSTRAINT slot_holds_order CHECK (busy_from < busy_until),
  -- A day and two buffers of eight hours: how far back an overlap is looked for.
  CONSTRAINT slot_holds_length CHECK (busy_until - busy_from <= 2400),
  CONSTRAINT slot_holds_five_minutes
    CHECK (expires_at <= strftime('%Y-%m-%dT%H:%M:%fZ', created_at, '+5 minutes'))
) STRICT;
CREATE INDEX slot_holds_by_time ON slot_holds (tenant_id, resource_id, busy_from);
CREATE INDEX slot_holds_by_caller ON slot_holds (tenant_id, caller_number);
CREATE INDEX slot_holds_by_age ON slot_holds (created_at);
