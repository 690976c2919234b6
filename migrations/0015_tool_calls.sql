-- Which tenant a call belongs to, and the ledger of its tool calls.

-- The scope is '' at the platform's endpoint, else the endpoint's tenant.
CREATE TABLE call_bindings (
  scope TEXT NOT NULL,
  vapi_call_id TEXT NOT NULL,
  tenant_id TEXT NOT NULL,
  created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  PRIMARY KEY (scope, vapi_call_id)
) STRICT;

-- One row for every tool call that was claimed. It holds facts, not sentences: the answer is made
-- from the row again at every repeat. A row without a status was claimed and not decided.
CREATE TABLE tool_calls (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  tenant_id TEXT NOT NULL,
  call_id TEXT NOT NULL,
  tool_call_id TEXT NOT NULL,
  tool TEXT NOT NULL,
  writes INTEGER NOT NULL,
  args_hash TEXT NOT NULL,
  effect_key TEXT,
  status TEXT,
  -- The message it came in, as Vapi dated it, and the request that brought it.
  message_at TEXT,
  request_id TEXT,
  -- Whether an earlier message has had this row's question already.
  asked INTEGER NOT NULL DEFAULT 0,
  -- What the deciding statements need; NULL again at the end of the batch that decides.
  plan TEXT,
  facts TEXT,
  effect_id TEXT,
  replay_of TEXT,
  dry INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  CONSTRAINT tool_calls_id UNIQUE (id),
  CONSTRAINT tool_calls_claim UNIQUE (tenant_id, call_id, tool_call_id, args_hash),
  CONSTRAINT tool_calls_writes CHECK (writes IN (0, 1)),
  CONSTRAINT tool_calls_dry CHECK (dry IN (0, 1)),
  CONSTRAINT tool_calls_asked CHECK (asked IN (0, 1)),
  CONSTRAINT tool_calls_plan CHECK (json_valid(plan)),
  CONSTRAINT tool_calls_facts CHECK (json_valid(facts))
) STRICT;
CREATE INDEX tool_calls_of_call ON tool_calls (tenant_id, call_id, seq);
CREATE INDEX tool_calls_by_effect ON tool_calls (tenant_id, effect_id);
