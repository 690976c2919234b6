-- Which of Vapi's calls have been looked at, an account a row: '' is the platform's, else the
-- tenant's own. `windows` are the spans of time still to be listed, as [[from, until], …] in
-- milliseconds since 1970, the next first: a run that breaks off goes on there.
CREATE TABLE reconciliations (
  account TEXT NOT NULL PRIMARY KEY,
  -- The account's private key, sealed; the platform's stands in the environment.
  api_key_encrypted TEXT,
  windows TEXT NOT NULL DEFAULT '[]',
  -- Every call that was updated before this has been looked at, the windows aside.
  looked_until TEXT,
  -- After a failure: when to ask again, how often in a row, and why.
  retry_at TEXT,
  failures INTEGER NOT NULL DEFAULT 0,
  last_error TEXT,
  last_run_at TEXT NOT NULL DEFAULT '',
  calls_fetched INTEGER NOT NULL DEFAULT 0,
  -- Of two runs beside each other the second saves nothing.
  revision INTEGER NOT NULL DEFAULT 1,
  CONSTRAINT reconciliations_windows CHECK (json_valid(windows)),
  CONSTRAINT reconciliations_failures CHECK (failures >= 0)
) STRICT;
CREATE INDEX reconciliations_by_run ON reconciliations (last_run_at);
