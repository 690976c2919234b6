-- How many tool calls a call may make before the assistant is led out of what looks like a loop.
ALTER TABLE tenant_settings ADD COLUMN tool_calls_a_call INTEGER NOT NULL DEFAULT 60
  CONSTRAINT tenant_settings_tool_calls CHECK (tool_calls_a_call BETWEEN 10 AND 1000);

-- How often a ledger row was decided: some models number every call alike and take it over.
ALTER TABLE tool_calls ADD COLUMN tries INTEGER NOT NULL DEFAULT 1;
