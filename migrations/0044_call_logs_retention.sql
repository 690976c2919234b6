-- What retention looks for: rows that still hold something, so that a run goes on where the last one
-- stopped and finds nothing twice.
CREATE INDEX call_logs_with_recording ON call_logs (tenant_id, created_at)
  WHERE recording_url IS NOT NULL;
CREATE INDEX call_logs_with_transcript ON call_logs (tenant_id, created_at)
  WHERE transcript IS NOT NULL;
CREATE INDEX call_logs_with_summary ON call_logs (tenant_id, created_at)
  WHERE summary IS NOT NULL OR structured_outputs <> '{}';
CREATE INDEX channel_messages_log_with_body ON channel_messages_log (tenant_id, created_at)
  WHERE coalesce(content, subject, template_variables) IS NOT NULL;

-- A call whose person asked for erasure. What comes later, a late report or one fetched from Vapi,
-- does not bring back what is gone.
ALTER TABLE call_logs ADD COLUMN erased_at TEXT;
CREATE TRIGGER call_logs_stay_erased AFTER UPDATE ON call_logs
WHEN old.erased_at IS NOT NULL AND (
  coalesce(new.call_sid, new.recording_url, new.transcript, new.summary, new.sentiment,
    new.recording_consent) IS NOT NULL
  OR new.structured_outputs <> '{}'
  OR old.from_number IS NULL AND new.from_number IS NOT NULL
  OR old.to_number IS NULL AND new.to_number IS NOT NULL
  OR old.forwarded_from IS NULL AND new.forwarded_from IS NOT NULL)
BEGIN
  UPDATE call_logs SET
    call_sid = NULL, recording_url = NULL, transcript = NULL, summary = NULL, sentiment = NULL,
    recording_consent = NULL, structured_outputs = '{}',
    from_number = iif(old.from_number IS NULL, NULL, new.from_number),
    to_number = iif(old.to_number IS NULL, NULL, new.to_number),
    forwarded_from = iif(old.forwarded_from IS NULL, NULL, new.forwarded_from)
  WHERE id = new.id;
END;
