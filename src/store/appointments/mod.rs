//! Deciding about appointments. Each statement decides one thing about the ledger row `?1` that
//! no earlier one has decided; the last ones act on the decision.
//!
//! The plan (JSON in the ledger row) holds `caller`, `name`, `name_words`, `now` and `offset`
//! (UTC minutes), and what each tool adds: `wanted`, `exact` (the candidates for the wanted start),
//! `duration`, `before`, `after`, `refusal`, `refused_status`, `clarify`. Long lists of candidates
//! are no part of it but the parameter `?2` of the statements that offer them: every other
//! statement would read through them.

/// The first three starts of the list ?2 for which a condition on the candidate `c` holds, as
/// JSON for the facts; each `at` the first candidate for it, where starts are held.
/// The list is read in its order and no further than needed: mostly the first three are free.
/// (The LIMIT keeps the inner ORDER BY, which SQLite otherwise drops.)
macro_rules! first_three {
    ($join:literal, $condition:expr) => {
        concat!(
            "json_group_array(json_object('date', date(s.w * 60, 'unixepoch'), \
               'time', strftime('%H:%M', s.w * 60, 'unixepoch'), \
               'at', json(iif(t.plan->>'$.holds', (SELECT c.value FROM json_each(?2) c ",
            $join,
            " WHERE ",
            start!(wall),
            " = s.w AND ",
            $condition,
            " ORDER BY c.key LIMIT 1), NULL)))) AS free \
             FROM (SELECT DISTINCT ",
            start!(wall),
            " AS w FROM (SELECT value FROM json_each(?2) ORDER BY key LIMIT -1) c ",
            $join,
            " WHERE ",
            $condition,
            " LIMIT 3) s"
        )
    };
}

/// `$free` (`free` or `unbooked`) for the service of the plan.
macro_rules! for_service {
    ($free:ident) => {
        $free!(
            "(t.plan->>'$.duration')",
            "(t.plan->>'$.before')",
            "(t.plan->>'$.after')",
            "NULL"
        )
    };
}

/// The appointments `v` that `own!` is true of, found by their numbers: a business may have many
/// more in the days around than under one number.
macro_rules! own_appointments {
    () => {
        "(SELECT a.id FROM rendez_vous a \
            WHERE a.tenant_id = t.tenant_id AND a.caller_number = t.plan->>'$.caller' \
          UNION SELECT a.id FROM json_each(t.plan, '$.caller_written') w \
            CROSS JOIN rendez_vous a ON a.tenant_id = t.tenant_id AND a.customer_phone = w.value \
          UNION SELECT a.id FROM rendez_vous a \
            WHERE a.tenant_id = t.tenant_id AND a.call_id = t.call_id \
              AND a.caller_number IS NULL AND t.plan->>'$.caller' IS NULL) o \
         CROSS JOIN rendez_vous v ON v.id = o.id"
    };
}

/// Whether the appointment `r` stands where the ledger row `e` says that it was put.
macro_rules! stands_as_told {
    () => {
        "r.status = 'confirmed' AND r.rdv_date = e.facts->>'$.date' \
         AND substr(r.rdv_time, 1, 5) = e.facts->>'$.time'"
    };
}

mod booking;
mod finding;
mod history;
mod holding;
#[macro_use]
mod moving;
mod feed;
pub mod staff;

pub use booking::{BOOK, CORRECT, INSERT_BOOKED, OWN_AT_THAT_TIME, OWN_NEARBY, REPLAY_BOOKING};
pub use feed::{DiaryRow, EventRow, FeedRow, diary, event, events, feed};
pub use finding::{
    CANCEL, CANCEL_ROW, FIND_BY_NAME, FIND_OWN, FIND_OWN_NAMED, NOT_FOUND, REPLAY_CANCELLING,
    TARGET_BY_NAME, TARGET_OWN, TARGET_OWN_NAMED, TARGET_OWN_OTHER_NAME,
};
pub use history::NAME_CALL;
pub use holding::{HOLD, RELEASE, REPLACE_OFFER, end_of_call, renew};
pub use moving::{INSERT_MOVED, MARK_MOVED, MOVE, NOT_MOVED, REPLAY_MOVING, SAME_TIME};

/// Asks which of two readings was meant, once per call; after that the nearest one is taken.
pub const ASK_ONCE: &str = "UPDATE tool_calls AS t SET status = 'clarify', facts = t.plan->'$.clarify' \
     WHERE t.id = ?1 AND t.status IS NULL AND t.plan->>'$.clarify' IS NOT NULL \
       AND t.asked = 0 AND NOT EXISTS (SELECT 1 FROM tool_calls e WHERE e.tenant_id = t.tenant_id \
         AND e.call_id = t.call_id AND e.request_id IS NOT t.request_id AND e.status = 'clarify' \
         AND e.facts->>'$.ask' IN ('which_date', 'which_time'))";

/// The starts ?2 that answer the question, three at most. If nobody has booked them and yet none
/// is free, that is noted for what comes next.
pub const OFFER_EXACT: &str = concat!(
    "UPDATE tool_calls AS t SET (status, facts) = ( \
       SELECT iif(json_array_length(o.free) > 0, 'available', NULL), CASE \
         WHEN json_array_length(o.free) > 0 THEN json_object('free', json(o.free)) \
         WHEN EXISTS (SELECT 1 FROM json_each(?2) c WHERE ",
    for_service!(unbooked),
    "    ) THEN json_object('held', 1) END FROM (SELECT ",
    first_three!("", for_service!(free)),
    "  ) o) \
     WHERE t.id = ?1 AND t.status IS NULL"
);

/// What remains: taken, held by another caller or refused, with the first three free starts of ?2.
pub const OFFER_OTHERS: &str = concat!(
    "UPDATE tool_calls AS t SET status = t.plan->>'$.refused_status', facts = json_object( \
       'why', coalesce(t.plan->>'$.refusal', iif(t.facts->>'$.held' OR EXISTS ( \
           SELECT 1 FROM json_each(t.plan, '$.exact') c WHERE ",
    for_service!(unbooked),
    "  ), 'held', 'taken')), 'wanted', t.plan->'$.wanted', 'free', json((SELECT ",
    first_three!("", for_service!(free)),
    "  ))) \
     WHERE t.id = ?1 AND t.status IS NULL"
);
