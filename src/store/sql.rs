//! SQL fragments that several statements share, as macros so that every statement stays a
//! `&'static str`.
//!
//! Fragments refer to `t`, the ledger row of the call being decided, and to its `plan`, the JSON
//! document the core prepared for it. Conditions between the markers `/*guard*/` or `/*held*/` and
//! `/*end*/` are what makes races harmless; the tests cut them out to show that they are needed.

/// True while the call is bound to tenant ?1 and the configuration is the one the core used.
/// ?1 tenant, ?2 scope, ?3 Vapi call id, ?4 tenant's configuration version, ?5 routing version.
macro_rules! guard {
    () => {
        "EXISTS (SELECT 1 FROM call_bindings b \
           JOIN config_versions v ON v.tenant_id = b.tenant_id \
           JOIN config_versions g ON g.tenant_id = '*' \
         WHERE b.scope = ?2 AND b.vapi_call_id = ?3 AND b.tenant_id = ?1 \
           AND v.version = ?4 AND g.version = ?5)"
    };
}

/// The parts of the start `c`, a row of `json_each` over candidates: what
/// `calendar::Candidate` serializes to.
macro_rules! start {
    (wall) => {
        "(c.value->>0)"
    };
    (offset) => {
        "(c.value->>1)"
    };
    (resource) => {
        "(c.value->>2)"
    };
    (room) => {
        "(c.value->>3)"
    };
    (since_opening) => {
        "(c.value->>4)"
    };
    (date) => {
        "date((c.value->>0) * 60, 'unixepoch')"
    };
    (time) => {
        "strftime('%H:%M', (c.value->>0) * 60, 'unixepoch')"
    };
}

/// The instant of the start `c`, in UTC minutes.
macro_rules! instant {
    () => {
        concat!(start!(wall), " - ", start!(offset))
    };
}

/// The tool calls that call `$call` of tenant ?1 has made, also those that could not be run.
macro_rules! spent {
    ($call:literal) => {
        concat!(
            "(SELECT coalesce(sum(x.tries), 0) FROM tool_calls x \
                WHERE x.tenant_id = ?1 AND x.call_id = ",
            $call,
            ") + coalesce((SELECT y.tool_errors FROM call_logs y WHERE y.tenant_id = ?1 AND y.id = ",
            $call,
            "), 0)"
        )
    };
}

/// Whether the live appointment `v`, unless it is `$except`, takes up any of the `$minutes` from
/// the start `c` on, with their buffers. A row written by hand without a resource (`default`)
/// blocks the tenant's default one.
macro_rules! in_the_way {
    ($minutes:literal, $before:literal, $after:literal, $except:literal) => {
        concat!(
            "v.tenant_id = t.tenant_id AND v.resource_id IN (",
            start!(resource),
            ", iif(",
            start!(resource),
            "      = t.plan->>'$.default_resource', 'default', NULL)) \
                 AND v.status = 'confirmed' AND v.id IS NOT ",
            $except,
            "    AND v.rdv_date BETWEEN date(",
            start!(wall),
            "      * 60, 'unixepoch', '-2 day') AND date(",
            start!(wall),
            "      * 60, 'unixepoch', '+2 day') AND v.busy_from - coalesce(v.utc_offset_minutes, ",
            start!(offset),
            ") < ",
            instant!(),
            " + ",
            $minutes,
            " + ",
            $after,
            "    AND v.busy_until - coalesce(v.utc_offset_minutes, ",
            start!(offset),
            ") > ",
            instant!(),
            " - ",
            $before
        )
    };
}

/// Whether no appointment is in the way of the start `c`: see `in_the_way!`.
macro_rules! unbooked {
    ($minutes:literal, $before:literal, $after:literal, $except:literal) => {
        concat!(
            "(1 /*guard*/ AND NOT EXISTS (SELECT 1 FROM rendez_vous v WHERE ",
            in_the_way!($minutes, $before, $after, $except),
            ") /*end*/)"
        )
    };
}

/// Whether the hold `h` belongs to the caller: of this call, or of another one from its number.
/// NULL where one of the two has no number. (The tenant stands twice, for an index each.)
macro_rules! own_hold {
    () => {
        "(h.tenant_id = t.tenant_id AND h.call_id = t.call_id \
          OR h.tenant_id = t.tenant_id AND h.caller_number = t.plan->>'$.caller')"
    };
}

/// Whether no other caller holds any of the time that the start `c` would take up. A hold lasts
/// 2400 minutes at most.
macro_rules! unheld {
    ($minutes:literal, $before:literal, $after:literal) => {
        concat!(
            "(1 /*held*/ AND NOT EXISTS (SELECT 1 FROM slot_holds h \
               WHERE h.tenant_id = t.tenant_id AND h.resource_id = ",
            start!(resource),
            "    AND h.busy_from > ",
            instant!(),
            " - ",
            $before,
            " - 2400 AND h.busy_from < ",
            instant!(),
            " + ",
            $minutes,
            " + ",
            $after,
            "    AND h.busy_until > ",
            instant!(),
            " - ",
            $before,
            "    AND h.expires_at > t.created_at AND ",
            own_hold!(),
            " IS NOT 1) /*end*/)"
        )
    };
}

/// Neither booked nor held by another caller.
macro_rules! free {
    ($minutes:literal, $before:literal, $after:literal, $except:literal) => {
        concat!(
            unbooked!($minutes, $before, $after, $except),
            " AND ",
            unheld!($minutes, $before, $after)
        )
    };
}

/// Whether `If-Match`, a JSON list of versions and `*` or NULL without the header, allows the row
/// with that version to change.
macro_rules! if_match {
    ($allowed:literal, $version:literal) => {
        concat!(
            "(",
            $allowed,
            " IS NULL OR EXISTS (SELECT 1 FROM json_each(",
            $allowed,
            ") m WHERE m.value IN ('*', ",
            $version,
            ")))"
        )
    };
}

/// Whether the appointment or ticket `v` is the caller's: under the signalled number, or made in
/// this very call when there is none. Staff write a customer's number as it is written at home.
macro_rules! own {
    () => {
        "(v.caller_number = t.plan->>'$.caller' OR v.customer_phone IN ( \
            SELECT w.value FROM json_each(t.plan, '$.caller_written') w) \
          OR v.call_id = t.call_id AND v.caller_number IS NULL AND t.plan->>'$.caller' IS NULL)"
    };
}

/// Whether the folded name in the plan fits `v.name_key`: the family name is enough, a first name
/// alone is not. Words in the plan's `name` are all in the row and one of them ends it, or the
/// whole row, titles aside, is in the given name.
macro_rules! named {
    () => {
        "(t.plan->>'$.name' IS NOT NULL AND v.name_key <> '' AND ( \
            instr(' ' || (t.plan->>'$.name') || ' ', ' ' || substr(v.name_key, 1 + iif( \
              substr(v.name_key, 1, instr(v.name_key, ' ') - 1) \
                IN (SELECT w.value FROM json_each(t.plan, '$.titles') w), \
              instr(v.name_key, ' '), 0)) || ' ') > 0 \
            OR (NOT EXISTS (SELECT 1 FROM json_each(t.plan, '$.name_words') w \
                  WHERE instr(' ' || v.name_key || ' ', ' ' || w.value || ' ') = 0) \
                AND EXISTS (SELECT 1 FROM json_each(t.plan, '$.name_words') w \
                  WHERE substr(' ' || v.name_key, -length(' ' || w.value)) = ' ' || w.value))))"
    };
}

/// Who changes a prospect, for its history: the tool call `t`, at `$step` of its statements.
macro_rules! by_call {
    ($step:literal) => {
        concat!(
            "json_object('by', 'call', 'call_id', t.call_id, 'id', t.id || ':",
            $step,
            "')"
        )
    };
}

/// The prospect of whom the call of `t` has spoken last, else the one whose key the plan has.
macro_rules! prospect_of_call {
    () => {
        "coalesce((SELECT l.effect_id FROM tool_calls l WHERE l.tenant_id = t.tenant_id \
             AND l.call_id = t.call_id AND l.tool = 'qualify_prospect' AND l.status = 'recorded' \
             AND l.dry = 0 ORDER BY l.seq DESC LIMIT 1), \
           (SELECT k.id FROM prospects k WHERE k.tenant_id = t.tenant_id \
             AND k.identity_key = t.plan->>'$.identity_key'))"
    };
}

/// Whether nothing that writes has touched the effect of the ledger row `e` since.
macro_rules! untouched {
    () => {
        "NOT EXISTS (SELECT 1 FROM tool_calls l WHERE l.tenant_id = e.tenant_id \
           AND l.effect_id = e.effect_id AND l.seq > e.seq AND l.writes = 1 AND l.replay_of IS NULL \
           AND l.status IN ('booked','cancelled','rescheduled','recorded','created','updated','escalated'))"
    };
}

/// Puts on the callback list what a SELECT of exactly these columns gives; an id that is on the list already changes
/// nothing. The SELECT needs a WHERE clause: without one SQLite takes ON CONFLICT for a join.
macro_rules! insert_entries {
    ($select:expr) => {
        concat!(
            "INSERT INTO callbacks (id, tenant_id, kind, source, reason, when_text, due_date, \
               due_time, due_at, urgent, name, phone, phone_source, caller_number, prospect_id, ticket_id, \
               message_id, call_id, source_quote, created_at, updated_at) ",
            $select,
            " ON CONFLICT (id) DO NOTHING"
        )
    };
}

/// Replays the latest ledger row `e` of the same call with the same effect key that came to
/// `$status`, if its effect `r`, a row of `$table`, is untouched since and `$still_true`.
macro_rules! replay {
    ($table:literal, $status:literal, $still_true:expr) => {
        concat!(
            "UPDATE tool_calls AS t SET (status, replay_of, effect_id) = ( \
               SELECT 'replayed', e.id, e.effect_id FROM tool_calls e JOIN ",
            $table,
            "  r ON r.id = e.effect_id AND r.tenant_id = e.tenant_id \
               WHERE e.tenant_id = t.tenant_id AND e.call_id = t.call_id \
                 AND e.effect_key = t.effect_key AND e.id <> t.id AND e.status = '",
            $status,
            "'   AND ",
            $still_true,
            "    AND ",
            untouched!(),
            "  ORDER BY e.seq DESC LIMIT 1) \
             WHERE t.id = ?1 AND t.status IS NULL"
        )
    };
}
