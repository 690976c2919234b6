-- What each column of a call was told by. Messages come in any order, twice, or never: a value is
-- replaced only by one with a greater key (rank, time of the message, source), so that the row is
-- the same whichever came first. `told_by` holds the keys by column, `outputs_told_by` those of the
-- structured outputs by name.
ALTER TABLE call_logs ADD COLUMN told_by TEXT NOT NULL DEFAULT '{}'
  CONSTRAINT call_logs_told_by CHECK (json_valid(told_by));
ALTER TABLE call_logs ADD COLUMN outputs_told_by TEXT NOT NULL DEFAULT '{}'
  CONSTRAINT call_logs_outputs_told_by CHECK (json_valid(outputs_told_by));

-- Who the call went to: the assistants that took part, in order, and the number or SIP address it
-- was forwarded to.
ALTER TABLE call_logs ADD COLUMN assistant_path TEXT NOT NULL DEFAULT '[]'
  CONSTRAINT call_logs_assistant_path CHECK (json_valid(assistant_path));
ALTER TABLE call_logs ADD COLUMN forwarded_to TEXT;

-- 1: the report had to be cut on its way, the rest is to be fetched from Vapi.
ALTER TABLE call_logs ADD COLUMN report_cut INTEGER NOT NULL DEFAULT 0
  CONSTRAINT call_logs_report_cut CHECK (report_cut IN (0, 1));

-- A key of the status begins with how far the call had come, which is what `status_rank` held.
UPDATE call_logs SET told_by = json_object('call_status', status_rank || '0')
WHERE vapi_call_id IS NOT NULL;
ALTER TABLE call_logs DROP COLUMN status_rank;
-- How far the call has come: 0 not begun, 1 ringing, 2 under way, 3 over.
ALTER TABLE call_logs ADD COLUMN status_rank INTEGER
  GENERATED ALWAYS AS (iif(json_valid(told_by),
    CAST(substr(coalesce(told_by ->> '$.call_status', '0'), 1, 1) AS INTEGER), 0));

-- Tool calls that could not be run (unusable arguments, a tool that is not there) have no ledger row:
-- they are only counted.
ALTER TABLE call_logs ADD COLUMN tool_errors INTEGER NOT NULL DEFAULT 0;
