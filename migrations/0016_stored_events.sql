-- Messages kept for the operator: unknown types, no tenant, no call. Bodies are redacted.
CREATE TABLE stored_events (
  id TEXT NOT NULL PRIMARY KEY,
  tenant_id TEXT,
  vapi_call_id TEXT,
  message_type TEXT NOT NULL,
  reason TEXT NOT NULL,
  body TEXT NOT NULL,
  received_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  CONSTRAINT stored_events_body CHECK (json_valid(body))
) STRICT;
CREATE INDEX stored_events_by_time ON stored_events (received_at);
CREATE INDEX stored_events_by_call ON stored_events (vapi_call_id);
