-- prospects: who set the status, what changed when and by whom, what each call told, and merging.

-- `rule`: the score's thresholds may still move the status. `human`: they never do.
ALTER TABLE prospects ADD COLUMN status_set_by TEXT NOT NULL DEFAULT 'rule'
  CONSTRAINT prospects_status_set_by CHECK (status_set_by IN ('rule', 'human'));
-- Who made the last change: {"by": "call" | "report" | "api", "call_id", "id"}. A change that leaves
-- it as it was is one made by hand.
ALTER TABLE prospects ADD COLUMN last_change TEXT
  CONSTRAINT prospects_last_change CHECK (json_valid(last_change));
-- Setting it makes this row one with another row of its tenant: see prospects_merged.
ALTER TABLE prospects ADD COLUMN merged_into TEXT
  CONSTRAINT prospects_merged_into CHECK (merged_into <> id);

UPDATE prospects SET status_set_by = 'human' WHERE qualification_status <> 'new';

CREATE INDEX prospects_by_phone ON prospects (tenant_id, phone);
CREATE INDEX prospects_by_email ON prospects (tenant_id, email COLLATE NOCASE);
CREATE INDEX prospects_by_time ON prospects (tenant_id, created_at, id);

-- What each call told of a prospect, whether or not the row took it: a caller who only says whose
-- number it is fills gaps and replaces nothing. `told_id` is the id that the call was answered.
CREATE TABLE IF NOT EXISTS prospect_calls (
  tenant_id TEXT NOT NULL,
  call_id TEXT NOT NULL,
  prospect_id TEXT NOT NULL,
  told_id TEXT NOT NULL,
  told TEXT NOT NULL,
  created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  PRIMARY KEY (tenant_id, call_id, prospect_id),
  CONSTRAINT prospect_calls_told CHECK (json_valid(told))
) STRICT;
CREATE INDEX IF NOT EXISTS prospect_calls_by_prospect ON prospect_calls (tenant_id, prospect_id);
CREATE INDEX IF NOT EXISTS prospect_calls_by_told_id ON prospect_calls (tenant_id, told_id);

-- Every change of a prospect, whoever made it: `changes` is {"column": {"from", "to"}}. Of a merge
-- it is what the other row held, and `merged_id` that row's id.
CREATE TABLE IF NOT EXISTS prospect_history (
  seq INTEGER PRIMARY KEY,
  tenant_id TEXT NOT NULL,
  prospect_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  changed_by TEXT NOT NULL,
  call_id TEXT,
  changes TEXT NOT NULL,
  merged_id TEXT,
  at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  CONSTRAINT prospect_history_kind CHECK (kind IN ('created', 'changed', 'merged')),
  CONSTRAINT prospect_history_changes CHECK (json_valid(changes))
) STRICT;
CREATE INDEX IF NOT EXISTS prospect_history_of ON prospect_history (tenant_id, prospect_id, seq);
CREATE INDEX IF NOT EXISTS prospect_history_merged ON prospect_history (tenant_id, merged_id)
  WHERE merged_id IS NOT NULL;

CREATE TRIGGER prospects_history_insert AFTER INSERT ON prospects
BEGIN
  INSERT INTO prospect_history (tenant_id, prospect_id, kind, changed_by, call_id, changes, at)
  SELECT new.tenant_id, new.id, 'created', coalesce(new.last_change->>'$.by', 'hand'),
    new.last_change->>'$.call_id', json_group_object(n.key, json_object('from', NULL, 'to', n.value)),
    new.created_at
  FROM json_each(json_object(
    'name', new.name, 'phone', new.phone, 'email', new.email,
    'interest_type', new.interest_type, 'budget_min', new.budget_min, 'budget_max', new.budget_max,
    'location_preference', new.location_preference, 'property_type', new.property_type,
    'timeline', new.timeline, 'decision_maker', new.decision_maker, 'notes', new.notes,
    'qualification_status', new.qualification_status,
    'qualification_score', new.qualification_score, 'next_follow_up_at', new.next_follow_up_at,
    'converted_to_client', new.converted_to_client)) n
  WHERE n.value IS NOT NULL;
END;

CREATE TRIGGER prospects_history_update AFTER UPDATE ON prospects
WHEN new.version = old.version
BEGIN
  INSERT INTO prospect_history (tenant_id, prospect_id, kind, changed_by, call_id, changes, at)
  SELECT new.tenant_id, new.id, 'changed',
    iif(new.last_change IS old.last_change, 'hand', new.last_change->>'$.by'),
    iif(new.last_change IS old.last_change, NULL, new.last_change->>'$.call_id'),
    json_group_object(n.key, json_object('from', o.value, 'to', n.value)),
    iif(new.updated_at IS old.updated_at,
      strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), new.updated_at)
  FROM json_each(json_object(
    'name', new.name, 'phone', new.phone, 'email', new.email,
    'interest_type', new.interest_type, 'budget_min', new.budget_min, 'budget_max', new.budget_max,
    'location_preference', new.location_preference, 'property_type', new.property_type,
    'timeline', new.timeline, 'decision_maker', new.decision_maker, 'notes', new.notes,
    'qualification_status', new.qualification_status,
    'qualification_score', new.qualification_score, 'next_follow_up_at', new.next_follow_up_at,
    'converted_to_client', new.converted_to_client)) n
  JOIN json_each(json_object(
    'name', old.name, 'phone', old.phone, 'email', old.email,
    'interest_type', old.interest_type, 'budget_min', old.budget_min, 'budget_max', old.budget_max,
    'location_preference', old.location_preference, 'property_type', old.property_type,
    'timeline', old.timeline, 'decision_maker', old.decision_maker, 'notes', old.notes,
    'qualification_status', old.qualification_status,
    'qualification_score', old.qualification_score, 'next_follow_up_at', old.next_follow_up_at,
    'converted_to_client', old.converted_to_client)) o ON o.key = n.key
  WHERE n.value IS NOT o.value
  HAVING count(*) > 0;
END;

-- A status that is not what the score's rules last came to was set by somebody.
CREATE TRIGGER prospects_status_by_hand AFTER UPDATE OF qualification_status ON prospects
WHEN new.qualification_status <> old.qualification_status AND new.status_set_by = 'rule'
  AND new.qualification_status IS NOT new.score_detail->>'$.status'
BEGIN
  UPDATE prospects SET status_set_by = 'human' WHERE id = new.id;
END;
CREATE TRIGGER prospects_status_inserted AFTER INSERT ON prospects
WHEN new.qualification_status <> 'new' AND new.status_set_by = 'rule'
BEGIN
  UPDATE prospects SET status_set_by = 'human' WHERE id = new.id;
END;

-- Two rows become one: what hangs on this row goes over to the other, whose own values stay (who
-- merges takes over what is missing there first), and this row goes.
CREATE TRIGGER prospects_merged AFTER UPDATE OF merged_into ON prospects
WHEN new.merged_into IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'prospect_merged_into_nobody') WHERE NOT EXISTS (
    SELECT 1 FROM prospects p WHERE p.id = new.merged_into AND p.tenant_id = new.tenant_id);
  UPDATE OR IGNORE prospect_calls SET prospect_id = new.merged_into
  WHERE tenant_id = new.tenant_id AND prospect_id = new.id;
  UPDATE prospect_history SET prospect_id = new.merged_into
  WHERE tenant_id = new.tenant_id AND prospect_id = new.id;
  UPDATE tool_calls SET effect_id = new.merged_into
  WHERE tenant_id = new.tenant_id AND effect_id = new.id;
  UPDATE call_logs SET qualified_prospect_created = new.merged_into
  WHERE qualified_prospect_created = new.id AND tenant_id = new.tenant_id AND id IN (
    SELECT c.call_id FROM prospect_calls c
    WHERE c.tenant_id = new.tenant_id AND c.prospect_id = new.merged_into);
  INSERT INTO prospect_history
    (tenant_id, prospect_id, kind, changed_by, call_id, merged_id, changes, at)
  SELECT new.tenant_id, new.merged_into, 'merged',
    iif(new.last_change IS old.last_change, 'hand', new.last_change->>'$.by'),
    iif(new.last_change IS old.last_change, NULL, new.last_change->>'$.call_id'), new.id,
    json_group_object(n.key, json_object('from', n.value, 'to', NULL)),
    strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
  FROM json_each(json_object(
    'name', new.name, 'phone', new.phone, 'email', new.email,
    'interest_type', new.interest_type, 'budget_min', new.budget_min, 'budget_max', new.budget_max,
    'location_preference', new.location_preference, 'property_type', new.property_type,
    'timeline', new.timeline, 'decision_maker', new.decision_maker, 'notes', new.notes,
    'qualification_status', new.qualification_status)) n
  WHERE n.value IS NOT NULL;
  DELETE FROM prospects WHERE id = new.id;
END;

-- Who is forgotten is forgotten here too.
CREATE TRIGGER prospects_deleted AFTER DELETE ON prospects
BEGIN
  DELETE FROM prospect_calls WHERE tenant_id = old.tenant_id AND prospect_id = old.id;
  DELETE FROM prospect_history WHERE tenant_id = old.tenant_id AND prospect_id = old.id;
END;
