-- call_logs: the strict table; calls of the web and of SIP have no numbers.
CREATE VIEW call_logs_refusals AS
SELECT * FROM (
  SELECT rowid AS row_number, id, CASE
    WHEN id IS NULL THEN 'id is missing'
    WHEN direction NOT IN ('inbound', 'outbound') THEN 'direction is unknown'
    WHEN typeof(duration_seconds) = 'text' THEN 'duration_seconds is not a number'
    WHEN typeof(cost_cents) = 'text' THEN 'cost_cents is not a number'
    WHEN NOT json_valid(coalesce(nullif(actions_performed, ''), '[]'))
      THEN 'actions_performed is not JSON'
  END AS reason FROM call_logs
) WHERE reason IS NOT NULL;

INSERT INTO legacy_rejects (table_name, "row", reason)
SELECT 'call_logs', json_patch(json_object(
  'id', c.id, 'tenant_id', tenant_id, 'call_sid', call_sid, 'assistant_id', assistant_id,
  'from_number', from_number, 'to_number', to_number, 'forwarded_from', forwarded_from,
  'direction', direction, 'call_status', call_status, 'duration_seconds', duration_seconds,
  'cost_cents', cost_cents), json_object(
  'recording_url', recording_url, 'transcript', transcript, 'summary', summary,
  'sentiment', sentiment, 'actions_performed', actions_performed, 'rdv_created', rdv_created,
  'qualified_prospect_created', qualified_prospect_created, 'ticket_created', ticket_created,
  'started_at', started_at, 'ended_at', ended_at, 'created_at', created_at)), r.reason
FROM call_logs_refusals r JOIN call_logs c ON c.rowid = r.row_number;

CREATE TABLE call_logs_loose AS
SELECT * FROM call_logs WHERE rowid NOT IN (SELECT row_number FROM call_logs_refusals);

DROP VIEW call_logs_refusals;
DROP TABLE call_logs;

CREATE TABLE call_logs (
  id TEXT NOT NULL PRIMARY KEY,
  tenant_id TEXT NOT NULL,
  call_sid TEXT,
  assistant_id TEXT,
  from_number TEXT,
  to_number TEXT,
  forwarded_from TEXT,
  direction TEXT,
  call_status TEXT,
  duration_seconds INTEGER,
  cost_cents INTEGER,
  recording_url TEXT,
  transcript TEXT,
  summary TEXT,
  sentiment TEXT,
  actions_performed TEXT NOT NULL DEFAULT '[]',
  rdv_created TEXT,
  qualified_prospect_created TEXT,
  ticket_created TEXT,
  started_at TEXT,
  ended_at TEXT,
  created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  vapi_call_id TEXT,
  kind TEXT NOT NULL DEFAULT 'call',
  simulated INTEGER NOT NULL DEFAULT 0,
  language TEXT,
  ended_reason TEXT,
  ended_bucket TEXT,
  transfer_succeeded INTEGER,
  cost_microdollars INTEGER,
  structured_outputs TEXT NOT NULL DEFAULT '{}',
  recording_consent TEXT,
  report_received_at TEXT,
  report_violations TEXT NOT NULL DEFAULT '[]',
  origin TEXT NOT NULL DEFAULT 'webhook',
  status_rank INTEGER NOT NULL DEFAULT 0,
  updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  version INTEGER NOT NULL DEFAULT 1,
  CONSTRAINT call_logs_call_sid UNIQUE (call_sid),
  CONSTRAINT call_logs_one_a_call UNIQUE (tenant_id, vapi_call_id),
  CONSTRAINT call_logs_direction CHECK (direction IN ('inbound', 'outbound')),
  CONSTRAINT call_logs_kind CHECK (kind IN ('call', 'chat')),
  CONSTRAINT call_logs_simulated CHECK (simulated IN (0, 1)),
  CONSTRAINT call_logs_transfer CHECK (transfer_succeeded IN (0, 1)),
  CONSTRAINT call_logs_actions CHECK (json_valid(actions_performed)),
  CONSTRAINT call_logs_structured_outputs CHECK (json_valid(structured_outputs)),
  CONSTRAINT call_logs_recording_consent CHECK (json_valid(recording_consent)),
  CONSTRAINT call_logs_report_violations CHECK (json_valid(report_violations))
) STRICT;

INSERT INTO call_logs (
  id, tenant_id, call_sid, assistant_id, from_number, to_number, forwarded_from, direction,
  call_status, duration_seconds, cost_cents, recording_url, transcript, summary, sentiment,
  actions_performed, rdv_created, qualified_prospect_created, ticket_created, started_at,
  ended_at, created_at, updated_at)
SELECT id, tenant_id, call_sid, assistant_id, from_number, to_number, forwarded_from, direction,
  call_status, CAST(round(duration_seconds) AS INTEGER), CAST(round(cost_cents) AS INTEGER),
  recording_url, transcript, summary, sentiment, coalesce(nullif(actions_performed, ''), '[]'),
  rdv_created, qualified_prospect_created, ticket_created,
  coalesce(strftime('%Y-%m-%dT%H:%M:%fZ', started_at, 'auto'), started_at),
  coalesce(strftime('%Y-%m-%dT%H:%M:%fZ', ended_at, 'auto'), ended_at),
  coalesce(strftime('%Y-%m-%dT%H:%M:%fZ', created_at, 'auto'), created_at,
    strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  coalesce(strftime('%Y-%m-%dT%H:%M:%fZ', created_at, 'auto'), created_at,
    strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
FROM call_logs_loose ORDER BY rowid;

DROP TABLE call_logs_loose;

CREATE INDEX call_logs_by_time ON call_logs (tenant_id, created_at);

CREATE TRIGGER call_logs_changed AFTER UPDATE ON call_logs
WHEN new.version = old.version
BEGIN
  UPDATE call_logs SET
    version = old.version + 1,
    updated_at = iif(new.updated_at IS old.updated_at,
      strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), new.updated_at)
  WHERE id = new.id;
END;
