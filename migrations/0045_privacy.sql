-- How many days each kind of personal data is kept. A tenant without a row has the defaults.
-- Appointments, tickets and prospects are kept until somebody deletes them.
CREATE TABLE privacy_settings (
  tenant_id TEXT NOT NULL PRIMARY KEY,
  recordings_days INTEGER NOT NULL DEFAULT 180,
  transcripts_days INTEGER NOT NULL DEFAULT 180,
  summaries_days INTEGER NOT NULL DEFAULT 180,
  events_days INTEGER NOT NULL DEFAULT 180,
  answers_days INTEGER NOT NULL DEFAULT 180,
  messages_days INTEGER NOT NULL DEFAULT 180,
  audit_days INTEGER NOT NULL DEFAULT 365,
  version INTEGER NOT NULL DEFAULT 1,
  CONSTRAINT privacy_settings_days CHECK (
    min(recordings_days, transcripts_days, summaries_days, events_days, answers_days,
      messages_days, audit_days) >= 1
    AND max(recordings_days, transcripts_days, summaries_days, events_days, answers_days,
      messages_days, audit_days) <= 3650)
) STRICT;

CREATE TRIGGER privacy_settings_changed AFTER UPDATE ON privacy_settings
WHEN new.version = old.version
BEGIN
  UPDATE privacy_settings SET version = old.version + 1 WHERE tenant_id = new.tenant_id;
END;

CREATE INDEX tool_calls_with_facts ON tool_calls (tenant_id, created_at) WHERE facts IS NOT NULL;
CREATE INDEX stored_events_aged ON stored_events (tenant_id, received_at);
CREATE INDEX callbacks_with_quote ON callbacks (tenant_id, created_at)
  WHERE source_quote IS NOT NULL AND status <> 'due';

-- Where a job that did not get to its end goes on.
ALTER TABLE jobs ADD COLUMN cursor TEXT;

-- Whom a row is about, as in 0043.
ALTER TABLE callbacks ADD COLUMN phone_key TEXT GENERATED ALWAYS AS (
    replace(replace(replace(replace(replace(replace(replace(replace(replace(lower(phone), ' ',
    ''), '.', ''), '-', ''), '/', ''), '(', ''), ')', ''), char(160), ''), char(8239), ''),
    char(8211), '')) VIRTUAL;
CREATE INDEX callbacks_by_phone_key ON callbacks (tenant_id, phone_key)
  WHERE phone_key IS NOT NULL;
CREATE INDEX callbacks_by_caller ON callbacks (tenant_id, caller_number);
CREATE INDEX appointment_history_by_caller ON appointment_history (tenant_id, caller_number)
  WHERE caller_number IS NOT NULL;
CREATE INDEX ticket_notes_by_call ON ticket_notes (tenant_id, call_id);
CREATE INDEX legacy_rejects_of_tenant ON legacy_rejects ("row" ->> '$.tenant_id');

-- A person's request to be forgotten, and what it came to. Who it was is not kept: `fingerprint` is
-- a keyed hash of what was given, by which the same request can be recognised.
CREATE TABLE erasures (
  id TEXT NOT NULL PRIMARY KEY,
  tenant_id TEXT NOT NULL,
  requested_at TEXT NOT NULL,
  -- `operator`, or the key that asked.
  requested_by TEXT NOT NULL,
  fingerprint TEXT,
  -- Whether appointments still to come were erased too.
  live_appointments TEXT NOT NULL,
  -- Rows by what they were, as {"appointment": 2, …}.
  erased TEXT,
  CONSTRAINT erasures_live_appointments CHECK (live_appointments IN ('keep', 'erase')),
  CONSTRAINT erasures_erased CHECK (json_valid(erased))
) STRICT;
CREATE INDEX erasures_of_tenant ON erasures (tenant_id, requested_at, id);

-- The rows an erasure is about. Filled and emptied within one batch: whom the statements after the
-- first change mean could not be found any more.
CREATE TABLE erasure_rows (
  erasure_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  ref TEXT NOT NULL,
  PRIMARY KEY (erasure_id, kind, ref)
) STRICT;

-- What is still to be erased elsewhere or later: calls at Vapi, recordings and messages at Twilio,
-- appointments once they are over.
CREATE TABLE erasure_tasks (
  id INTEGER PRIMARY KEY,
  erasure_id TEXT NOT NULL,
  tenant_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  -- The id there, or of the row here.
  ref TEXT NOT NULL,
  next_at TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  last_error TEXT,
  done_at TEXT,
  CONSTRAINT erasure_tasks_once UNIQUE (erasure_id, kind, ref),
  CONSTRAINT erasure_tasks_kind CHECK (kind IN
    ('vapi_call', 'vapi_chat', 'twilio_call', 'twilio_message', 'appointment'))
) STRICT;
CREATE INDEX erasure_tasks_due ON erasure_tasks (next_at) WHERE done_at IS NULL;
CREATE INDEX erasure_tasks_by_kind ON erasure_tasks (tenant_id, kind, ref);
