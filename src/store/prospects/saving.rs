//! What a call brings is saved and nothing is erased; the answer comes from what is then there.

/// The same facts again while the prospect is as they left it.
pub const REPLAY: &str = replay!("prospects", "recorded", "r.version = e.facts->>'$.version'");

/// The ledger row `t` of a call that has chosen its prospect and is not done yet.
macro_rules! choosing {
    () => {
        "t.id = ?1 AND t.status = 'recorded' AND t.facts->>'$.version' IS NULL"
    };
}

/// The same, where rows are written.
macro_rules! writing {
    () => {
        concat!(choosing!(), " AND t.dry = 0")
    };
}

/// What is now to be saved, as `told` in `facts`: with what the row that is taken in holds, and
/// with amounts as they are meant. A lowest amount above the highest is left out and asked for.
/// `seen` is what the call had told before of the same prospect.
pub const SETTLE: &str = concat!(
    "UPDATE tool_calls AS t SET facts = ( \
       SELECT json_patch(t.facts, json_object('seen', json(w.seen), 'unclear', w.unclear, \
         'thousands', NOT w.unclear AND (w.least IS NOT w.min OR w.most IS NOT w.max), \
         'told', json(iif(w.unclear, json_remove(w.told, '$.budget_min', '$.budget_max'), \
           json_patch(w.told, json_object('budget_min', w.least, 'budget_max', w.most)))))) \
       FROM (SELECT m.*, coalesce(m.least > m.most, 0) AS unclear FROM (SELECT a.*, ",
    meant!("a.min", "a.buys"),
    "    AS least, ",
    meant!("a.max", "a.buys"),
    "    AS most \
         FROM (SELECT s.told, s.seen, \
             coalesce(s.told->>'$.budget_min', s.base->>'$.budget_min') AS min, \
             coalesce(s.told->>'$.budget_max', s.base->>'$.budget_max') AS max, ",
    buys!("coalesce(s.told->>'$.interest_type', s.base->>'$.interest_type')"),
    "        AS buys \
           FROM (SELECT j.seen, iif(t.facts->>'$.open' = 1, j.row, j.seen) AS base, \
               iif(instr(coalesce(j.taken->>'$.notes', ''), t.plan->>'$.told.notes') = 0 \
                   AND j.taken->>'$.notes' IS NOT NULL, \
                 json_set(j.told, '$.notes', j.taken->>'$.notes' || char(10) || (t.plan->>'$.told.notes')), \
                 j.told) AS told \
             FROM (SELECT i.*, json_patch(coalesce(i.taken, '{}'), t.plan->'$.told') AS told \
               FROM (SELECT \
                   (SELECT ",
    known!(),
    "                 FROM prospects p WHERE p.id = t.facts->>'$.from' \
                      AND +p.tenant_id = t.tenant_id) AS taken, \
                   (SELECT ",
    known!(),
    "                 FROM prospects p WHERE p.id = t.effect_id \
                      AND +p.tenant_id = t.tenant_id AND t.dry = 0) AS row, \
                   coalesce((SELECT o.told FROM prospect_calls o WHERE o.tenant_id = t.tenant_id \
                      AND o.call_id = t.call_id AND o.prospect_id = t.effect_id), '{}') AS seen) i \
             ) j) s) a) m) w) \
     WHERE ",
    choosing!()
);

/// A new prospect, about whom nothing is known yet but where the call comes from. The key is kept
/// by whoever had it first.
pub const BEGIN: &str = concat!(
    "INSERT INTO prospects (id, tenant_id, identity_key, name, phone, phone_source, caller_number, \
       source, call_id, created_by, last_contact_at, last_change, created_at, updated_at) \
     SELECT t.effect_id, t.tenant_id, \
       iif(EXISTS (SELECT 1 FROM prospects k WHERE k.tenant_id = t.tenant_id \
         AND k.identity_key = t.plan->>'$.identity_key'), NULL, t.plan->>'$.identity_key'), \
       '?', t.plan->>'$.caller', iif(t.plan->>'$.caller' IS NULL, NULL, 'caller'), \
       t.plan->>'$.caller', 'phone', t.call_id, 'sara', t.created_at, ",
    by_call!("new"),
    ", t.created_at, t.created_at \
     FROM tool_calls t WHERE ",
    writing!(),
    " AND NOT EXISTS (SELECT 1 FROM prospects p WHERE p.id = t.effect_id)"
);

/// Whether the value told for `$column` counts: where the row is not open it fills a gap, or
/// corrects what this very call had told.
macro_rules! counts {
    ($column:literal) => {
        concat!(
            "t.facts->>'$.told.",
            $column,
            "' IS NOT NULL AND (t.facts->>'$.open' = 1 OR p.",
            $column,
            " IS NULL OR p.",
            $column,
            " IS (t.facts->>'$.seen.",
            $column,
            "'))"
        )
    };
}

macro_rules! taken {
    ($column:literal) => {
        concat!(
            $column,
            " = iif(",
            counts!($column),
            ", t.facts->>'$.told.",
            $column,
            "', p.",
            $column,
            "), "
        )
    };
}

/// Whether a number that was given replaces the row's; the signalled one never does.
macro_rules! number_counts {
    () => {
        concat!(
            "t.facts->>'$.told.phone_source' = 'model' AND ",
            counts!("phone")
        )
    };
}

/// Saves what was told. New values win over those of earlier calls; a name that says less than the
/// one that is known does not.
pub const APPLY: &str = concat!(
    "UPDATE prospects AS p SET \
       name = CASE WHEN t.facts->>'$.told.name' IS NULL THEN p.name WHEN p.name = '?' \
           OR (t.facts->>'$.open' = 1 OR p.name IS (t.facts->>'$.seen.name')) \
             AND coalesce(t.plan->>'$.name_size', 0) >= (SELECT count(*) FROM ",
    r#"json_each('[' || replace(json_quote(p.name_key), ' ', '","') || ']')"#,
    "          x WHERE x.value NOT IN (SELECT w.value FROM json_each(t.plan, '$.titles') w)) \
         THEN t.facts->>'$.told.name' ELSE p.name END, \
       phone = CASE WHEN ",
    number_counts!(),
    "  THEN t.facts->>'$.told.phone' WHEN t.facts->>'$.open' = 1 \
         THEN coalesce(p.phone, t.plan->>'$.caller') ELSE p.phone END, \
       phone_source = CASE WHEN ",
    number_counts!(),
    "  THEN 'model' WHEN t.facts->>'$.open' = 1 AND p.phone IS NULL AND t.plan->>'$.caller' IS NOT NULL \
         THEN 'caller' ELSE p.phone_source END, \
       caller_number = iif(t.facts->>'$.open' = 1, coalesce(p.caller_number, t.plan->>'$.caller'), \
         p.caller_number), ",
    taken!("email"),
    taken!("interest_type"),
    taken!("budget_min"),
    taken!("budget_max"),
    taken!("location_preference"),
    taken!("property_type"),
    taken!("timeline"),
    taken!("decision_maker"),
    "  notes = CASE WHEN t.facts->>'$.told.notes' IS NULL \
           OR instr(coalesce(p.notes, ''), t.facts->>'$.told.notes') > 0 THEN p.notes \
         ELSE substr(coalesce(p.notes || char(10), '') || (t.facts->>'$.told.notes'), 1, 4000) END, \
       last_contact_at = t.created_at, updated_at = t.created_at, last_change = ",
    by_call!("told"),
    " FROM tool_calls t WHERE ",
    writing!(),
    " AND p.id = t.effect_id AND +p.tenant_id = t.tenant_id"
);

/// Keeps what this call told of the prospect, whatever the row took of it. Whoever may not see the
/// row is answered an id of the call's own, the one it would have had in any case.
pub const TELL: &str = concat!(
    "INSERT INTO prospect_calls (tenant_id, call_id, prospect_id, told_id, told, created_at, updated_at) \
     SELECT t.tenant_id, t.call_id, t.effect_id, \
       iif(t.facts->>'$.open' = 1, t.effect_id, coalesce( \
         (SELECT o.told_id FROM prospect_calls o WHERE o.tenant_id = t.tenant_id \
            AND o.call_id = t.call_id AND o.prospect_id = t.facts->>'$.from'), t.plan->>'$.new_id')), \
       t.facts->'$.told', t.created_at, t.created_at \
     FROM tool_calls t WHERE ",
    writing!(),
    " ON CONFLICT (tenant_id, call_id, prospect_id) DO UPDATE SET \
        told = json_patch(told, excluded.told), updated_at = excluded.updated_at"
);

/// What the call put on the callback list for the row that is taken in goes over.
pub const FOLLOW: &str = concat!(
    "UPDATE callbacks SET prospect_id = t.effect_id FROM tool_calls t WHERE ",
    writing!(),
    " AND callbacks.tenant_id = t.tenant_id AND callbacks.call_id = t.call_id \
      AND callbacks.prospect_id = t.facts->>'$.from'"
);

/// Takes the call's own row in; the rest is the trigger's.
pub const MERGE: &str = concat!(
    "UPDATE prospects AS p SET merged_into = t.effect_id, last_change = ",
    by_call!("merged"),
    " FROM tool_calls t WHERE ",
    writing!(),
    " AND p.id = t.facts->>'$.from' AND +p.tenant_id = t.tenant_id"
);

pub const SCORE: &str = concat!(
    "UPDATE prospects AS p SET ",
    rescored!("(t.plan->'$.scoring')"),
    ", last_change = ",
    by_call!("scored"),
    " FROM tool_calls t WHERE ",
    writing!(),
    " AND p.id = t.effect_id AND +p.tenant_id = t.tenant_id"
);

/// The answer: from the row as it now is, or, where that is not the caller's to hear, from what
/// this call alone has told.
pub const FACTS: &str = concat!(
    "UPDATE tool_calls AS t SET facts = ( \
       SELECT json_object( \
         'version', coalesce((SELECT p.version FROM prospects p WHERE p.id = t.effect_id \
           AND +p.tenant_id = t.tenant_id AND t.dry = 0), 0), \
         'open', t.facts->>'$.open' = 1 AND t.dry = 0, \
         'id', coalesce((SELECT o.told_id FROM prospect_calls o WHERE o.tenant_id = t.tenant_id \
           AND o.call_id = t.call_id AND o.prospect_id = t.effect_id), t.effect_id), \
         'detail', json_object('score', s.score, 'criteria', json(s.criteria), 'missing', json(s.missing)), \
         'unclear', t.facts->>'$.unclear', \
         'budget_min', iif(t.facts->>'$.thousands' = 1, t.facts->>'$.told.budget_min', NULL), \
         'budget_max', iif(t.facts->>'$.thousands' = 1, t.facts->>'$.told.budget_max', NULL)) \
       FROM ",
    scored!(
        concat!(
            "CASE WHEN t.dry = 1 THEN t.facts->'$.told' WHEN t.facts->>'$.open' = 1 THEN (SELECT ",
            known!(),
            " FROM prospects p WHERE p.id = t.effect_id AND +p.tenant_id = t.tenant_id) \
              ELSE (SELECT o.told FROM prospect_calls o WHERE o.tenant_id = t.tenant_id \
                AND o.call_id = t.call_id AND o.prospect_id = t.effect_id) END"
        ),
        "(t.plan->'$.scoring')"
    ),
    " s) WHERE ",
    choosing!()
);
