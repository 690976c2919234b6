//! Holding what was offered: for as long as a phone call goes on, other callers are not given its
//! starts. 90 seconds, renewed by each tool call of that call, 5 minutes at most from the first
//! offer of a start; the last offer of a call, and of a caller's number, replaces earlier ones.
//!
//! A start is held on the first resource that is free for it. Rows that have ended stay for ten
//! minutes, so that the five are not begun anew by asking again.

use crate::{db::Stmt, store::guard::Guard};

/// Until when a hold of this row lasts that is renewed at `$now`.
macro_rules! expiry {
    ($now:literal, $since:literal) => {
        concat!(
            "min(strftime('%Y-%m-%dT%H:%M:%fZ', ",
            $now,
            ", '+90 seconds'), strftime('%Y-%m-%dT%H:%M:%fZ', ",
            $since,
            ", '+5 minutes'))"
        )
    };
}

/// Ends the holds of earlier offers once there is another one.
pub const REPLACE_OFFER: &str = concat!(
    "UPDATE slot_holds AS h SET expires_at = min(h.expires_at, t.created_at) \
     FROM tool_calls t WHERE t.id = ?1 AND t.plan->>'$.holds' \
       AND json_array_length(t.facts, '$.free') > 0 AND ",
    own_hold!()
);

/// Holds the starts of the facts for the appointment `o` that would move, else for the service of
/// the plan. Only while the call goes on (a `status_rank` of 3 is its end): its last question may
/// arrive after its report.
pub const HOLD: &str = concat!(
    "INSERT INTO slot_holds (tenant_id, call_id, resource_id, busy_from, busy_until, \
       caller_number, created_at, expires_at) \
     SELECT n.tenant_id, n.call_id, n.resource_id, n.busy_from, n.busy_until, n.caller, n.since, ",
    expiry!("n.now", "n.since"),
    " FROM (SELECT m.*, coalesce((SELECT min(h.created_at) FROM slot_holds h \
          WHERE h.tenant_id = m.tenant_id AND h.resource_id = m.resource_id \
            AND h.busy_from = m.busy_from \
            AND (h.call_id = m.call_id OR h.caller_number = m.caller)), m.now) AS since \
       FROM (SELECT t.tenant_id, t.call_id, t.plan->>'$.caller' AS caller, t.created_at AS now, \
           s.value->>'$.at[2]' AS resource_id, (s.value->>'$.at[0]') - (s.value->>'$.at[1]') \
             - coalesce(o.buffer_before_minutes, t.plan->>'$.before') AS busy_from, \
           (s.value->>'$.at[0]') - (s.value->>'$.at[1]') \
             + coalesce(o.rdv_duration_minutes, t.plan->>'$.duration') \
             + coalesce(o.buffer_after_minutes, t.plan->>'$.after') AS busy_until \
         FROM tool_calls t JOIN json_each(t.facts, '$.free') s \
         LEFT JOIN rendez_vous o ON o.id = t.effect_id AND o.tenant_id = t.tenant_id \
         WHERE t.id = ?1 AND t.plan->>'$.holds' AND NOT EXISTS (SELECT 1 FROM call_logs l \
           WHERE l.id = t.call_id AND l.tenant_id = t.tenant_id AND l.status_rank >= 3)) m) n \
     WHERE strftime('%Y-%m-%dT%H:%M:%fZ', n.since, '+5 minutes') > n.now \
     ON CONFLICT DO UPDATE SET busy_until = excluded.busy_until, expires_at = excluded.expires_at"
);

/// Ends the caller's holds: what was wanted is booked.
pub const RELEASE: &str = concat!(
    "DELETE FROM slot_holds WHERE rowid IN (SELECT h.rowid FROM tool_calls t \
       JOIN slot_holds h ON ",
    own_hold!(),
    " WHERE t.id = ?1 AND t.dry = 0 AND t.status IN ('booked', 'rescheduled'))"
);

/// Renews what the call holds, while the guard holds. ?6 call, ?7 now.
#[must_use]
pub fn renew(guard: &Guard, call_log_id: &str, now: &str) -> Stmt {
    Stmt {
        sql: concat!(
            "UPDATE slot_holds SET expires_at = ",
            expiry!("?7", "created_at"),
            " WHERE tenant_id = ?1 AND call_id = ?6 AND expires_at > ?7 AND ",
            guard!()
        ),
        params: guard.with([call_log_id.into(), now.into()]),
    }
}

/// Ends what the call holds, while the guard holds, and forgets what ended long ago in any call.
/// ?6 call, ?7 now.
#[must_use]
pub fn end_of_call(guard: &Guard, call_log_id: &str, now: &str) -> Stmt {
    Stmt {
        sql: concat!(
            "DELETE FROM slot_holds WHERE (tenant_id = ?1 AND call_id = ?6 \
               OR created_at < strftime('%Y-%m-%dT%H:%M:%fZ', ?7, '-10 minutes')) AND ",
            guard!()
        ),
        params: guard.with([call_log_id.into(), now.into()]),
    }
}
