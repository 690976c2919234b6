//! Which appointment is meant, and cancelling it.
//!
//! Own means: the signalled number is the row's. From another line the name together with the
//! date finds one. Only appointments that have not ended count.

/// The live appointments `$from` that fit id, days and times, as far as they were given.
macro_rules! fitting {
    ($from:expr, $whose:expr) => {
        concat!(
            "SELECT v.* FROM ",
            $from,
            " WHERE v.tenant_id = t.tenant_id AND v.status = 'confirmed' \
               AND v.rdv_date >= max(date(t.plan->>'$.now' * 60, 'unixepoch', '-2 day'), coalesce( \
                 (SELECT min(d.value->>0) FROM json_each(t.plan, '$.days') d), '')) \
               AND v.rdv_date <= coalesce( \
                 (SELECT max(d.value->>1) FROM json_each(t.plan, '$.days') d), '9999') \
               AND v.starts_wall + v.rdv_duration_minutes \
                   - coalesce(v.utc_offset_minutes, t.plan->>'$.offset') > t.plan->>'$.now' \
               AND (t.plan->>'$.id' IS NULL OR coalesce(v.series_id, v.id) = ( \
                 SELECT coalesce(a.series_id, a.id) FROM rendez_vous a \
                 WHERE a.tenant_id = t.tenant_id AND a.id = t.plan->>'$.id')) \
               AND (t.plan->>'$.days' IS NULL OR EXISTS (SELECT 1 FROM json_each(t.plan, '$.days') d \
                 WHERE v.rdv_date BETWEEN d.value->>0 AND d.value->>1)) \
               AND (t.plan->>'$.times' IS NULL OR EXISTS (SELECT 1 FROM json_each(t.plan, '$.times') h \
                 WHERE substr(v.rdv_time, 1, 5) BETWEEN h.value->>0 AND h.value->>1)) \
               AND ",
            $whose,
            " ORDER BY v.starts_wall LIMIT 6"
        )
    };
}

/// Whether a name and a day can point at somebody else's appointment: not while this number itself
/// has had one under that name on that day, be it cancelled or moved by now. The next namesake of
/// the day is not the one meant.
macro_rules! strangers {
    () => {
        concat!(
            "t.plan->>'$.on_a_day' AND NOT EXISTS (SELECT 1 FROM rendez_vous v \
               WHERE v.tenant_id = t.tenant_id AND v.caller_number = t.plan->>'$.caller' AND ",
            named!(),
            "    AND EXISTS (SELECT 1 FROM json_each(t.plan, '$.days') d \
                   WHERE v.rdv_date BETWEEN d.value->>0 AND d.value->>1))"
        )
    };
}

/// Takes the single fitting appointment as the target, or asks which one. `$ask` makes it ask
/// even about a single one, `$id` is what the question shows of its id.
macro_rules! target {
    ($from:expr, $whose:expr, $id:literal, $ask:literal, $when:expr) => {
        concat!(
            "UPDATE tool_calls AS t SET (status, effect_id, facts) = ( \
               SELECT CASE WHEN count(*) > 1 OR ",
            $ask,
            " THEN 'clarify' END, CASE WHEN count(*) = 1 AND NOT ",
            $ask,
            " THEN min(v.id) END, json_object('ask', 'which_appointment', 'appointments', \
                 json_group_array(json_object('id', ",
            $id,
            ", 'date', v.rdv_date, 'time', substr(v.rdv_time, 1, 5), 'service', v.rdv_type))) \
               FROM (",
            fitting!($from, $whose),
            ") v HAVING count(*) > 0) \
             WHERE t.id = ?1 AND t.status IS NULL AND t.effect_id IS NULL AND ",
            $when
        )
    };
}

/// Lists what fits.
macro_rules! list {
    ($from:expr, $whose:expr, $id:literal) => {
        concat!(
            "UPDATE tool_calls AS t SET (status, facts) = ( \
               SELECT 'found', json_object('appointments', json_group_array(json_object('id', ",
            $id,
            ", 'date', v.rdv_date, 'time', substr(v.rdv_time, 1, 5), 'service', v.rdv_type))) \
               FROM (",
            fitting!($from, $whose),
            ") v HAVING count(*) > 0) \
             WHERE t.id = ?1 AND t.status IS NULL"
        )
    };
}

pub const TARGET_OWN_NAMED: &str = target!(own_appointments!(), named!(), "v.id", "0", "1");

/// The caller's own when no name was given, or by its id. Never on a name that is another's: a
/// spouse's own appointment of that day is not the one meant.
pub const TARGET_OWN: &str = target!(
    own_appointments!(),
    "1",
    "v.id",
    "0",
    "(t.plan->>'$.named' = 0 OR t.plan->>'$.id' IS NOT NULL)"
);

/// Somebody else's by name and date: a spouse calling from another line.
pub const TARGET_BY_NAME: &str = target!("rendez_vous v", named!(), "NULL", "0", strangers!());

/// The caller's own under another name than the one given: asked, never guessed.
pub const TARGET_OWN_OTHER_NAME: &str = target!(own_appointments!(), "1", "v.id", "1", "1");

pub const FIND_OWN_NAMED: &str = list!(
    own_appointments!(),
    concat!("(t.plan->>'$.named' = 0 OR ", named!(), ")"),
    "v.id"
);

/// What the caller has at all, when the name given leads to nothing.
pub const FIND_OWN: &str = list!(own_appointments!(), "1", "v.id");

pub const FIND_BY_NAME: &str = list!(
    "rendez_vous v",
    concat!(named!(), " AND ", strangers!()),
    "NULL"
);

/// The same answer for what is not there and for what is not the caller's.
pub const NOT_FOUND: &str = "UPDATE tool_calls AS t SET status = 'not_found', facts = '{}' \
     WHERE t.id = ?1 AND t.status IS NULL AND t.effect_id IS NULL";

/// Nothing left to cancel because this call has cancelled it.
pub const REPLAY_CANCELLING: &str = concat!(
    replay!("rendez_vous", "cancelled", "r.status = 'cancelled'"),
    " AND t.effect_id IS NULL"
);

pub const CANCEL: &str = concat!(
    "UPDATE tool_calls AS t SET (status, facts) = ( \
       SELECT 'cancelled', json_object('date', v.rdv_date, 'time', substr(v.rdv_time, 1, 5), \
         'service', v.rdv_type, 'own', ",
    own!(),
    ") FROM rendez_vous v WHERE v.id = t.effect_id AND v.tenant_id = t.tenant_id) \
     WHERE t.id = ?1 AND t.status IS NULL AND t.effect_id IS NOT NULL"
);

pub const CANCEL_ROW: &str = "UPDATE rendez_vous SET status = 'cancelled', \
       (cancelled_at, updated_at, cancel_reason) = ( \
         SELECT t.created_at, t.created_at, t.plan->>'$.reason' FROM tool_calls t WHERE t.id = ?1) \
     WHERE status = 'confirmed' AND (tenant_id, id) = ( \
       SELECT t.tenant_id, t.effect_id FROM tool_calls t \
       WHERE t.id = ?1 AND t.status = 'cancelled' AND t.dry = 0)";
