-- When the report of a call had to be fetched from Vapi, because none came.
ALTER TABLE call_logs ADD COLUMN fetched_at TEXT;
