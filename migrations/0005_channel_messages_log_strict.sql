-- channel_messages_log: the strict table.
CREATE VIEW channel_messages_log_refusals AS
SELECT * FROM (
  SELECT rowid AS row_number, id, CASE
    WHEN id IS NULL THEN 'id is missing'
    WHEN channel_type NOT IN ('phone', 'sms', 'email', 'whatsapp') THEN 'channel_type is unknown'
    WHEN status NOT IN ('pending', 'sent', 'delivered', 'failed', 'read') THEN 'status is unknown'
    WHEN NOT json_valid(coalesce(nullif(template_variables, ''), '{}'))
      THEN 'template_variables is not JSON'
    WHEN typeof(cost_cents) = 'text' THEN 'cost_cents is not a number'
    WHEN typeof(duration_seconds) = 'text' THEN 'duration_seconds is not a number'
  END AS reason FROM channel_messages_log
) WHERE reason IS NOT NULL;

INSERT INTO legacy_rejects (table_name, "row", reason)
SELECT 'channel_messages_log', json_patch(json_object(
  'id', m.id, 'tenant_id', tenant_id, 'channel_type', channel_type, 'to_address', to_address,
  'template_name', template_name, 'subject', subject, 'content', content,
  'template_variables', template_variables, 'status', status,
  'external_message_id', external_message_id), json_object(
  'error_message', error_message, 'error_code', error_code, 'provider', provider,
  'cost_cents', cost_cents, 'duration_seconds', duration_seconds, 'created_at', created_at,
  'sent_at', sent_at, 'delivered_at', delivered_at, 'read_at', read_at, 'failed_at', failed_at)), r.reason
FROM channel_messages_log_refusals r JOIN channel_messages_log m ON m.rowid = r.row_number;

CREATE TABLE channel_messages_log_loose AS
SELECT * FROM channel_messages_log
WHERE rowid NOT IN (SELECT row_number FROM channel_messages_log_refusals);

DROP VIEW channel_messages_log_refusals;
DROP TABLE channel_messages_log;

CREATE TABLE channel_messages_log (
  id TEXT NOT NULL PRIMARY KEY,
  tenant_id TEXT NOT NULL,
  channel_type TEXT NOT NULL,
  to_address TEXT NOT NULL,
  template_name TEXT,
  subject TEXT,
  content TEXT,
  template_variables TEXT,
  status TEXT NOT NULL DEFAULT 'pending',
  external_message_id TEXT,
  error_message TEXT,
  error_code TEXT,
  provider TEXT,
  cost_cents INTEGER,
  duration_seconds INTEGER,
  created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  sent_at TEXT,
  delivered_at TEXT,
  read_at TEXT,
  failed_at TEXT,
  updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  version INTEGER NOT NULL DEFAULT 1,
  CONSTRAINT channel_messages_log_type
    CHECK (channel_type IN ('phone', 'sms', 'email', 'whatsapp')),
  CONSTRAINT channel_messages_log_status
    CHECK (status IN ('pending', 'sent', 'delivered', 'failed', 'read')),
  CONSTRAINT channel_messages_log_variables CHECK (json_valid(template_variables))
) STRICT;

INSERT INTO channel_messages_log (
  id, tenant_id, channel_type, to_address, template_name, subject, content, template_variables,
  status, external_message_id, error_message, error_code, provider, cost_cents,
  duration_seconds, created_at, sent_at, delivered_at, read_at, failed_at, updated_at)
SELECT id, tenant_id, channel_type, to_address, template_name, subject, content,
  nullif(template_variables, ''), status, external_message_id, error_message, error_code,
  provider, CAST(round(cost_cents) AS INTEGER), CAST(round(duration_seconds) AS INTEGER),
  coalesce(strftime('%Y-%m-%dT%H:%M:%fZ', created_at, 'auto'), created_at,
    strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  coalesce(strftime('%Y-%m-%dT%H:%M:%fZ', sent_at, 'auto'), sent_at),
  coalesce(strftime('%Y-%m-%dT%H:%M:%fZ', delivered_at, 'auto'), delivered_at),
  coalesce(strftime('%Y-%m-%dT%H:%M:%fZ', read_at, 'auto'), read_at),
  coalesce(strftime('%Y-%m-%dT%H:%M:%fZ', failed_at, 'auto'), failed_at),
  coalesce(strftime('%Y-%m-%dT%H:%M:%fZ', created_at, 'auto'), created_at,
    strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
FROM channel_messages_log_loose ORDER BY rowid;

DROP TABLE channel_messages_log_loose;

CREATE INDEX channel_messages_log_by_time ON channel_messages_log (tenant_id, created_at);
CREATE INDEX channel_messages_log_by_external_id ON channel_messages_log (external_message_id);

CREATE TRIGGER channel_messages_log_changed AFTER UPDATE ON channel_messages_log
WHEN new.version = old.version
BEGIN
  UPDATE channel_messages_log SET
    version = old.version + 1,
    updated_at = iif(new.updated_at IS old.updated_at,
      strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), new.updated_at)
  WHERE id = new.id;
END;
