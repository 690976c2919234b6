//! Moving: the old row becomes `rescheduled`, a linked one takes the new start, in one batch.
//!
//! Before the decision the ledger's `effect_id` names the old appointment, after it the new one.

/// The opening goes on for as long as the appointment `o` that moves.
macro_rules! long_enough {
    () => {
        concat!(start!(room), " >= o.rdv_duration_minutes")
    };
}

/// On the start grid of its service.
macro_rules! on_its_grid {
    () => {
        concat!(
            start!(since_opening),
            " % coalesce((SELECT g.value FROM json_each(t.plan, '$.grids') g \
               WHERE g.key = o.rdv_type), t.plan->>'$.grid') = 0"
        )
    };
}

/// Not inside the minimum notice of its service, and not beyond its horizon.
macro_rules! late_enough {
    () => {
        concat!(
            start!(wall),
            " - ",
            start!(offset),
            " >= coalesce((SELECT g.value->>0 FROM json_each(t.plan, '$.windows') g \
               WHERE g.key = o.rdv_type), t.plan->>'$.now')"
        )
    };
}
macro_rules! near_enough {
    () => {
        concat!(
            start!(date),
            " <= coalesce((SELECT g.value->>1 FROM json_each(t.plan, '$.windows') g \
               WHERE g.key = o.rdv_type), ",
            start!(date),
            ")"
        )
    };
}

/// Duration, buffers, grid, notice, horizon and who can do it are those of the appointment that moves; its own
/// time is free, but to stay where it is would be no move. `$free` is `free` or `unbooked`.
macro_rules! movable {
    ($free:ident) => {
        concat!(
            long_enough!(),
            " AND ",
            on_its_grid!(),
            " AND ",
            late_enough!(),
            " AND ",
            near_enough!(),
            " AND (",
            start!(date),
            ", ",
            start!(time),
            ") IS NOT (o.rdv_date, substr(o.rdv_time, 1, 5)) \
             AND NOT EXISTS (SELECT 1 FROM json_each(t.plan, '$.only_by') b \
               WHERE b.key = o.rdv_type AND NOT EXISTS ( \
                 SELECT 1 FROM json_each(b.value) who WHERE who.value = ",
            start!(resource),
            ")) AND ",
            $free!(
                "o.rdv_duration_minutes",
                "o.buffer_before_minutes",
                "o.buffer_after_minutes",
                "o.id"
            )
        )
    };
}

/// An earlier move of this call with the same effect whose new row still is what it said.
pub const REPLAY_MOVING: &str = replay!("rendez_vous", "rescheduled", stands_as_told!());

/// It is there already.
pub const SAME_TIME: &str = concat!(
    "UPDATE tool_calls AS t SET (status, facts) = ( \
       SELECT 'already_booked', json_object('date', v.rdv_date, 'time', substr(v.rdv_time, 1, 5), \
         'service', v.rdv_type, 'own', ",
    own!(),
    ") FROM rendez_vous v WHERE v.id = t.effect_id AND v.rdv_date = t.plan->>'$.wanted.date' \
         AND substr(v.rdv_time, 1, 5) = t.plan->>'$.wanted.time') \
     WHERE t.id = ?1 AND t.status IS NULL AND t.effect_id IS NOT NULL"
);

pub const MOVE: &str = concat!(
    "UPDATE tool_calls AS t SET (status, effect_id, facts) = ( \
       SELECT 'rescheduled', t.plan->>'$.new_id', json_object('date', ",
    start!(date),
    ", 'time', ",
    start!(time),
    ", 'service', o.rdv_type, 'resource', ",
    start!(resource),
    ", 'o', ",
    start!(offset),
    ", 'from_id', o.id, 'from_date', o.rdv_date, 'from_time', substr(o.rdv_time, 1, 5), \
         'own', EXISTS (SELECT 1 FROM rendez_vous v WHERE v.id = o.id AND ",
    own!(),
    ")) FROM json_each(t.plan, '$.exact') c \
       JOIN rendez_vous o ON o.id = t.effect_id AND o.tenant_id = t.tenant_id \
       WHERE ",
    movable!(free),
    "  ORDER BY ",
    start!(resource),
    " <> o.resource_id, c.key LIMIT 1) \
     WHERE t.id = ?1 AND t.status IS NULL AND EXISTS ( \
       SELECT 1 FROM json_each(t.plan, '$.exact') c \
       JOIN rendez_vous o ON o.id = t.effect_id AND o.tenant_id = t.tenant_id WHERE ",
    movable!(free),
    ")"
);

/// Taken, held or refused, with the first three of the starts ?2 that would do; nothing changes.
pub const NOT_MOVED: &str = concat!(
    "UPDATE tool_calls AS t SET status = t.plan->>'$.refused_status', facts = json_object( \
       'why', coalesce(t.plan->>'$.refusal', (SELECT CASE \
           WHEN NOT max(",
    long_enough!(),
    ") THEN 'outside_hours' WHEN NOT max(",
    on_its_grid!(),
    ") THEN 'off_grid' WHEN NOT max(",
    late_enough!(),
    ") THEN 'too_soon' WHEN NOT max(",
    near_enough!(),
    ") THEN 'too_far' END \
         FROM json_each(t.plan, '$.exact') c \
         JOIN rendez_vous o ON o.id = t.effect_id AND o.tenant_id = t.tenant_id), \
         iif(EXISTS (SELECT 1 FROM json_each(t.plan, '$.exact') c \
           JOIN rendez_vous o ON o.id = t.effect_id AND o.tenant_id = t.tenant_id WHERE ",
    movable!(unbooked),
    "  ), 'held', 'taken')), \
       'wanted', t.plan->'$.wanted', \
       'free', json((SELECT ",
    first_three!(
        "JOIN rendez_vous o ON o.id = t.effect_id AND o.tenant_id = t.tenant_id",
        movable!(free)
    ),
    "  ))) \
     WHERE t.id = ?1 AND t.status IS NULL AND t.effect_id IS NOT NULL"
);

/// Frees the old start; the new row follows in the same batch.
pub const MARK_MOVED: &str = "UPDATE rendez_vous SET status = 'rescheduled', updated_at = ( \
         SELECT t.created_at FROM tool_calls t WHERE t.id = ?1) \
     WHERE status = 'confirmed' AND (tenant_id, id) = ( \
       SELECT t.tenant_id, t.facts->>'$.from_id' FROM tool_calls t \
       WHERE t.id = ?1 AND t.status = 'rescheduled' AND t.dry = 0)";

/// The row that takes the place of `o`, the appointment that moves: all of its customer, under the
/// same series. `$from` joins `o` to `t`, which holds the new id as `effect_id`, where it goes as
/// `facts`, and `created_at`.
macro_rules! insert_moved {
    ($minutes:literal, $call:literal, $by:literal, $from:expr) => {
        concat!(
            "INSERT INTO rendez_vous (id, tenant_id, customer_name, customer_phone, phone_source, \
               customer_email, caller_number, rdv_date, rdv_time, rdv_type, rdv_duration_minutes, \
               buffer_before_minutes, buffer_after_minutes, resource_id, utc_offset_minutes, \
               rdv_location, status, notes, internal_notes, call_id, created_by, series_id, \
               replaces_id, created_at, updated_at) \
             SELECT t.effect_id, o.tenant_id, o.customer_name, o.customer_phone, o.phone_source, \
               o.customer_email, o.caller_number, t.facts->>'$.date', t.facts->>'$.time', \
               o.rdv_type, ",
            $minutes,
            ", o.buffer_before_minutes, o.buffer_after_minutes, t.facts->>'$.resource', \
               t.facts->>'$.o', o.rdv_location, 'confirmed', o.notes, o.internal_notes, ",
            $call,
            ", '",
            $by,
            "', coalesce(o.series_id, o.id), o.id, t.created_at, t.created_at ",
            $from
        )
    };
}

pub const INSERT_MOVED: &str = insert_moved!(
    "o.rdv_duration_minutes",
    "t.call_id",
    "sara",
    "FROM tool_calls t JOIN rendez_vous o \
       ON o.tenant_id = t.tenant_id AND o.id = t.facts->>'$.from_id' \
     WHERE t.id = ?1 AND t.status = 'rescheduled' AND t.dry = 0 AND o.status = 'rescheduled' \
       AND NOT EXISTS (SELECT 1 FROM rendez_vous x WHERE x.id = t.effect_id)"
);
