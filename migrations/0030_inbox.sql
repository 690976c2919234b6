-- The inbox: every authenticated message that is not answered live, stored before it is
-- acknowledged. Bodies are redacted.
--   pending   to be processed at next_attempt_at
--   done      processed; nothing is left to do
--   unrouted  names no tenant: kept for the operator, who can replay it once it does
--   dead      failed too often: replayed by hand
CREATE TABLE inbox_events (
  id TEXT NOT NULL PRIMARY KEY,
  -- The sender: '' for the platform's, else the tenant whose endpoint it came in by.
  scope TEXT NOT NULL DEFAULT '',
  tenant_id TEXT,
  vapi_call_id TEXT,
  message_type TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'done',
  -- Why it is kept beyond what it did to its call: unknown_type, not_accepted, no_tenant, no_call.
  reason TEXT,
  body TEXT NOT NULL,
  -- What was read of the message, until it is processed: more than is left in the body.
  event TEXT,
  attempts INTEGER NOT NULL DEFAULT 0,
  next_attempt_at TEXT,
  last_error TEXT,
  received_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  processed_at TEXT,
  CONSTRAINT stored_events_body CHECK (json_valid(body)),
  CONSTRAINT stored_events_event CHECK (json_valid(event)),
  CONSTRAINT stored_events_state CHECK (state IN ('pending', 'done', 'unrouted', 'dead')),
  CONSTRAINT stored_events_pending CHECK (state <> 'pending' OR next_attempt_at IS NOT NULL)
) STRICT;

INSERT INTO inbox_events (id, tenant_id, vapi_call_id, message_type, state, reason, body,
  attempts, received_at, processed_at)
SELECT id, tenant_id, vapi_call_id, message_type,
  iif(reason = 'no_tenant', 'unrouted', 'done'), reason, body, 1, received_at, received_at
FROM stored_events ORDER BY rowid;

DROP TABLE stored_events;
ALTER TABLE inbox_events RENAME TO stored_events;

CREATE INDEX stored_events_by_time ON stored_events (received_at);
CREATE INDEX stored_events_by_call ON stored_events (vapi_call_id);
CREATE INDEX stored_events_of_tenant ON stored_events (tenant_id, received_at, id);
CREATE INDEX stored_events_open ON stored_events (tenant_id, received_at, id)
  WHERE state <> 'done';
CREATE INDEX stored_events_unrouted ON stored_events (received_at) WHERE state = 'unrouted';
CREATE INDEX stored_events_due ON stored_events (next_attempt_at) WHERE state = 'pending';

-- Frequent messages without lasting worth are counted, not stored: a row a tenant, day (UTC) and
-- type. '' stands for messages whose tenant was not known yet.
CREATE TABLE noise_counts (
  tenant_id TEXT NOT NULL,
  day TEXT NOT NULL,
  message_type TEXT NOT NULL,
  messages INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, day, message_type),
  CONSTRAINT noise_counts_day CHECK (day GLOB '????-??-??')
) STRICT;
