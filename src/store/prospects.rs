//! Prospects: each call of the tool saves what it brings and erases nothing.

/// The same facts again while the prospect is as they left it.
pub const REPLAY: &str = replay!("prospects", "recorded", "r.version = e.facts->>'$.version'");

/// Decides for the call's prospect; its facts follow once the row is written.
pub const RECORD: &str = "UPDATE tool_calls AS t SET status = 'recorded', \
       facts = json_object('date', NULL), effect_id = coalesce( \
         (SELECT p.id FROM prospects p WHERE p.tenant_id = t.tenant_id \
            AND p.identity_key = t.plan->>'$.identity_key'), t.plan->>'$.new_id') \
     WHERE t.id = ?1 AND t.status IS NULL";

/// New values win, absent ones leave what is there; the signalled number does not replace one that
/// was given. What a human decided about the status stays.
pub const UPSERT: &str = "INSERT INTO prospects (id, tenant_id, identity_key, name, phone, phone_source, email, \
       caller_number, source, interest_type, budget_min, budget_max, location_preference, \
       property_type, timeline, decision_maker, notes, call_id, created_by, last_contact_at, \
       created_at, updated_at) \
     SELECT t.effect_id, t.tenant_id, t.plan->>'$.identity_key', coalesce(t.plan->>'$.name', '?'), \
       t.plan->>'$.phone', t.plan->>'$.phone_source', t.plan->>'$.email', t.plan->>'$.caller', 'phone', \
       t.plan->>'$.interest_type', t.plan->>'$.budget_min', t.plan->>'$.budget_max', \
       t.plan->>'$.location_preference', t.plan->>'$.property_type', t.plan->>'$.timeline', \
       t.plan->>'$.decision_maker', t.plan->>'$.notes', t.call_id, 'sara', t.created_at, \
       t.created_at, t.created_at \
     FROM tool_calls t WHERE t.id = ?1 AND t.status = 'recorded' AND t.dry = 0 \
       AND t.facts->>'$.version' IS NULL \
     ON CONFLICT (tenant_id, identity_key) DO UPDATE SET \
       name = CASE WHEN excluded.name = '?' THEN prospects.name ELSE excluded.name END, \
       phone = CASE WHEN excluded.phone_source = 'model' THEN excluded.phone \
                    ELSE coalesce(prospects.phone, excluded.phone) END, \
       phone_source = CASE WHEN excluded.phone_source = 'model' OR prospects.phone IS NULL \
                           THEN excluded.phone_source ELSE prospects.phone_source END, \
       email = coalesce(excluded.email, prospects.email), \
       interest_type = coalesce(excluded.interest_type, prospects.interest_type), \
       budget_min = coalesce(excluded.budget_min, prospects.budget_min), \
       budget_max = coalesce(excluded.budget_max, prospects.budget_max), \
       location_preference = coalesce(excluded.location_preference, prospects.location_preference), \
       property_type = coalesce(excluded.property_type, prospects.property_type), \
       timeline = coalesce(excluded.timeline, prospects.timeline), \
       decision_maker = coalesce(excluded.decision_maker, prospects.decision_maker), \
       notes = CASE WHEN excluded.notes IS NULL OR instr(coalesce(prospects.notes, ''), excluded.notes) > 0 \
                    THEN prospects.notes \
                    ELSE substr(coalesce(prospects.notes || char(10), '') || excluded.notes, 1, 4000) END, \
       last_contact_at = excluded.last_contact_at, updated_at = excluded.updated_at";

/// Points for budget, authority, need, timeline and contact, 100 together, and why.
macro_rules! score {
    () => {
        "UPDATE prospects AS p SET (qualification_score, score_detail) = ( \
           SELECT s.budget + s.authority + s.need + s.timeline + s.contact, \
             json_object('budget', s.budget, 'authority', s.authority, 'need', s.need, \
                         'timeline', s.timeline, 'contact', s.contact) \
           FROM (SELECT \
             CASE WHEN p.budget_max IS NOT NULL OR p.budget_min IS NOT NULL THEN 30 ELSE 0 END AS budget, \
             CASE p.decision_maker WHEN 1 THEN 20 ELSE 0 END AS authority, \
             CASE WHEN p.interest_type IS NOT NULL THEN 10 ELSE 0 END \
               + CASE WHEN p.property_type IS NOT NULL THEN 5 ELSE 0 END \
               + CASE WHEN p.location_preference IS NOT NULL THEN 5 ELSE 0 END AS need, \
             CASE WHEN p.timeline IS NOT NULL THEN 15 ELSE 0 END AS timeline, \
             CASE WHEN p.phone IS NOT NULL OR p.caller_number IS NOT NULL OR p.email IS NOT NULL \
                  THEN 15 ELSE 0 END AS contact) s) "
    };
}

pub const SCORE: &str = concat!(
    score!(),
    "WHERE (p.tenant_id, p.id) = (SELECT t.tenant_id, t.effect_id FROM tool_calls t \
       WHERE t.id = ?1 AND t.status = 'recorded' AND t.dry = 0 AND t.facts->>'$.version' IS NULL)"
);

/// The answer comes from the row as it now is.
pub const FACTS: &str = "UPDATE tool_calls AS t SET facts = coalesce(( \
       SELECT json_object('version', p.version, 'score', p.qualification_score, \
         'name', CASE p.name WHEN '?' THEN NULL ELSE 1 END, \
         'contact', coalesce(p.phone, p.caller_number, p.email) IS NOT NULL, \
         'budget', coalesce(p.budget_max, p.budget_min) IS NOT NULL, \
         'interest_type', p.interest_type IS NOT NULL, 'location', p.location_preference IS NOT NULL, \
         'property_type', p.property_type IS NOT NULL, 'timeline', p.timeline IS NOT NULL, \
         'decision_maker', p.decision_maker IS NOT NULL, \
         'budget_unclear', coalesce(p.budget_min > p.budget_max, 0)) \
       FROM prospects p WHERE p.tenant_id = t.tenant_id AND p.id = t.effect_id AND t.dry = 0), \
       t.plan->'$.dry_facts') \
     WHERE t.id = ?1 AND t.status = 'recorded' AND t.facts->>'$.version' IS NULL";

/// The prospects of call ?6 of the guard's tenant, while the guard holds. The plus keeps the planner
/// from walking through all of the tenant's.
macro_rules! of_call {
    () => {
        concat!(
            "+tenant_id = ?1 AND id IN ( \
               SELECT effect_id FROM tool_calls WHERE tenant_id = ?1 AND call_id = ?6 \
                 AND tool = 'qualify_prospect' AND status = 'recorded' AND dry = 0) AND ",
            guard!()
        )
    };
}

/// Fills gaps of the call's prospect from structured outputs, overwriting nothing.
/// ?1 to ?5 guard, ?6 call, ?7 JSON object of fields, ?8 now.
pub const FILL_GAPS: &str = concat!(
    "UPDATE prospects SET \
       name = CASE name WHEN '?' THEN coalesce(?7->>'$.name', name) ELSE name END, \
       email = coalesce(email, ?7->>'$.email'), \
       interest_type = coalesce(interest_type, ?7->>'$.interest_type'), \
       budget_min = coalesce(budget_min, ?7->>'$.budget_min'), \
       budget_max = coalesce(budget_max, ?7->>'$.budget_max'), \
       location_preference = coalesce(location_preference, ?7->>'$.location_preference'), \
       property_type = coalesce(property_type, ?7->>'$.property_type'), \
       timeline = coalesce(timeline, ?7->>'$.timeline'), \
       decision_maker = coalesce(decision_maker, ?7->>'$.decision_maker'), updated_at = ?8 \
     WHERE ",
    of_call!()
);

/// The score of what [`FILL_GAPS`] left. ?1 to ?5 guard, ?6 call.
pub const SCORE_OF_CALL: &str = concat!(score!(), "WHERE ", of_call!());
