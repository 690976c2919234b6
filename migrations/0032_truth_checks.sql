-- Ended calls whose promises are to be held against the ledger of their tool calls. `said` is the
-- conversation as JSON: it is kept only until the call has been checked. A call without a report
-- is checked some time after its end, by what the ledger tells alone, and again when its report
-- comes.
CREATE TABLE truth_checks (
  tenant_id TEXT NOT NULL,
  -- call_logs.id
  call_id TEXT NOT NULL,
  due_at TEXT NOT NULL,
  said TEXT,
  -- 1 once a report has told what was said: the first one counts.
  reported INTEGER NOT NULL DEFAULT 0,
  checked_at TEXT,
  -- The run that closed the check: what it found hangs on it.
  checked_by TEXT,
  findings INTEGER,
  created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  PRIMARY KEY (tenant_id, call_id),
  CONSTRAINT truth_checks_said CHECK (json_valid(said)),
  CONSTRAINT truth_checks_reported CHECK (reported IN (0, 1)),
  CONSTRAINT truth_checks_checked CHECK ((checked_at IS NULL) = (checked_by IS NULL))
) STRICT;
CREATE INDEX truth_checks_due ON truth_checks (due_at) WHERE checked_at IS NULL;
