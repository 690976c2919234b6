//! Callbacks and follow-ups: the list of people to be called back.

/// The same wish in the same call, still open and untouched.
pub const REPLAY: &str = replay!("callbacks", "recorded", "r.status = 'due'");

/// Another reason told later joins the first one.
pub const ADD_REASON: &str = "UPDATE callbacks AS k SET (reason, updated_at) = ( \
       SELECT substr(coalesce(k.reason || ' / ', '') || (t.plan->>'$.reason'), 1, 1000), t.created_at \
       FROM tool_calls t WHERE t.id = ?1) \
     WHERE (k.tenant_id, k.id) = (SELECT t.tenant_id, t.effect_id FROM tool_calls t \
         WHERE t.id = ?1 AND t.status = 'replayed' AND t.dry = 0 AND t.plan->>'$.reason' IS NOT NULL) \
       AND instr(coalesce(k.reason, ''), (SELECT t.plan->>'$.reason' FROM tool_calls t WHERE t.id = ?1)) = 0";

pub const RECORD: &str = "UPDATE tool_calls AS t SET status = 'recorded', effect_id = t.plan->>'$.new_id', \
       facts = json_object('date', t.plan->>'$.date', 'time', t.plan->>'$.time') \
     WHERE t.id = ?1 AND t.status IS NULL";

pub const INSERT: &str = "INSERT INTO callbacks (id, tenant_id, kind, reason, when_text, due_date, due_time, name, \
       phone, phone_source, caller_number, prospect_id, call_id, status, created_at, updated_at) \
     SELECT t.effect_id, t.tenant_id, t.plan->>'$.kind', t.plan->>'$.reason', t.plan->>'$.when_text', \
       t.plan->>'$.date', t.plan->>'$.time', t.plan->>'$.name', t.plan->>'$.phone', \
       t.plan->>'$.phone_source', t.plan->>'$.caller', \
       (SELECT p.id FROM prospects p WHERE p.tenant_id = t.tenant_id \
          AND p.identity_key = t.plan->>'$.identity_key'), \
       t.call_id, 'due', t.created_at, t.created_at \
     FROM tool_calls t WHERE t.id = ?1 AND t.status = 'recorded' AND t.dry = 0 \
       AND NOT EXISTS (SELECT 1 FROM callbacks x WHERE x.id = t.effect_id)";

/// A follow-up also shows on the prospect.
pub const NOTE_ON_PROSPECT: &str = "UPDATE prospects SET (next_follow_up_at, updated_at) = ( \
       SELECT coalesce(t.plan->>'$.date' || coalesce('T' || (t.plan->>'$.time'), ''), \
           prospects.next_follow_up_at), t.created_at \
       FROM tool_calls t WHERE t.id = ?1) \
     WHERE (tenant_id, identity_key) = ( \
       SELECT t.tenant_id, t.plan->>'$.identity_key' FROM tool_calls t \
       WHERE t.id = ?1 AND t.status = 'recorded' AND t.dry = 0)";
