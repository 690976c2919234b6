//! Tickets: created with a number that can be spoken, found by their caller or by number and name.
//!
//! The plan of a change holds `due` (by priority, see `Support::dues`), `rules` (who gets what goes
//! up, the first that fits) and `emergency`, the kind of danger that was told.

pub mod desk;
pub mod late;

use super::guard::Guard;
use crate::db::Stmt;

/// Whether nothing of the one list of words is missing in the other.
macro_rules! within {
    ($some:literal, $all:literal) => {
        concat!(
            "NOT EXISTS (SELECT 1 FROM json_each(",
            $some,
            ") w WHERE w.value NOT IN (SELECT x.value FROM json_each(",
            $all,
            ") x))"
        )
    };
}

/// The same problem told twice in this call for the same person, still open: the words of one
/// subject are among those of the other. What was added to the ticket since does not matter.
pub const SAME_PROBLEM: &str = concat!(
    "UPDATE tool_calls AS t SET (status, replay_of, effect_id) = ( \
       SELECT 'replayed', e.id, e.effect_id FROM tool_calls e \
         JOIN tickets v ON v.id = e.effect_id AND v.tenant_id = e.tenant_id \
       WHERE e.tenant_id = t.tenant_id AND e.call_id = t.call_id AND e.id <> t.id \
         AND e.status = 'created' AND e.dry = 0 AND t.dry = 0 \
         AND v.status IN ('open', 'in_progress', 'waiting_customer') \
         AND (t.plan->>'$.name' IS NULL OR v.customer_name = '?' OR ",
    named!(),
    ")   AND (",
    within!("t.plan, '$.words'", "e.facts, '$.words'"),
    "      OR ",
    within!("e.facts, '$.words'", "t.plan, '$.words'"),
    ") ORDER BY e.seq DESC LIMIT 1) \
     WHERE t.id = ?1 AND t.status IS NULL"
);

pub const CREATE: &str = "UPDATE tool_calls AS t SET status = 'created', effect_id = t.plan->>'$.new_id', \
       facts = json_object('number', (SELECT coalesce(max(k.ticket_number), 2000) + 1 \
         FROM tickets k WHERE k.tenant_id = t.tenant_id), 'words', t.plan->'$.words') \
     WHERE t.id = ?1 AND t.status IS NULL";

pub const INSERT_CREATED: &str = "INSERT INTO tickets (id, tenant_id, ticket_number, customer_name, customer_phone, \
       phone_source, customer_email, caller_number, subject, description, category, priority, \
       response_due_at, due_at, emergency, status, call_id, created_by, created_at, updated_at) \
     SELECT t.effect_id, t.tenant_id, t.facts->>'$.number', coalesce(t.plan->>'$.customer_name', '?'), \
       t.plan->>'$.phone', t.plan->>'$.phone_source', t.plan->>'$.email', t.plan->>'$.caller', \
       t.plan->>'$.subject', t.plan->>'$.told', t.plan->>'$.category', p.priority, \
       t.plan->>('$.due.' || p.priority || '.first_response'), \
       t.plan->>('$.due.' || p.priority || '.resolution'), t.plan->>'$.emergency', \
       'open', t.call_id, 'sara', t.created_at, t.created_at \
     FROM tool_calls t, (SELECT coalesce(plan->>'$.priority', 'medium') AS priority \
       FROM tool_calls WHERE id = ?1) p \
     WHERE t.id = ?1 AND t.status = 'created' AND t.dry = 0 \
       AND NOT EXISTS (SELECT 1 FROM tickets x WHERE x.id = t.effect_id)";

/// What a repeat tells beyond the first time becomes a note.
pub const NOTE_REPEATED: &str = "INSERT INTO ticket_notes (id, tenant_id, ticket_id, note, author, call_id, created_at) \
     SELECT t.plan->>'$.new_id', t.tenant_id, k.id, t.plan->>'$.told', 'caller', t.call_id, t.created_at \
     FROM tool_calls t JOIN tickets k ON k.id = t.effect_id AND k.tenant_id = t.tenant_id \
     WHERE t.id = ?1 AND t.status = 'replayed' AND t.dry = 0 AND t.plan->>'$.told' IS NOT NULL \
       AND t.plan->>'$.told' IS NOT k.description \
       AND NOT EXISTS (SELECT 1 FROM ticket_notes x WHERE x.tenant_id = t.tenant_id \
         AND x.ticket_id = k.id AND x.note = t.plan->>'$.told')";

/// The ticket `k` of the ledger row `t` that was claimed by this attempt.
macro_rules! of_claim {
    () => {
        "FROM tool_calls t WHERE t.id = ?1 AND t.dry = 0 AND t.plan IS NOT NULL \
           AND k.id = t.effect_id AND k.tenant_id = t.tenant_id "
    };
}

/// A repeat fills what the first time left open; a number that was given wins over the signalled.
pub const COMPLETE_REPEATED: &str = concat!(
    "UPDATE tickets AS k SET \
       customer_name = iif(k.customer_name = '?', coalesce(t.plan->>'$.customer_name', '?'), k.customer_name), \
       customer_email = coalesce(k.customer_email, t.plan->>'$.email'), \
       customer_phone = iif(t.plan->>'$.phone_source' = 'model', t.plan->>'$.phone', k.customer_phone), \
       phone_source = iif(t.plan->>'$.phone_source' = 'model', 'model', k.phone_source), \
       updated_at = t.created_at ",
    of_claim!(),
    "AND t.status = 'replayed' \
       AND (k.customer_name = '?' AND t.plan->>'$.customer_name' IS NOT NULL \
         OR k.customer_email IS NULL AND t.plan->>'$.email' IS NOT NULL \
         OR t.plan->>'$.phone_source' = 'model' AND t.plan->>'$.phone' IS NOT k.customer_phone)"
);

/// A repeat that is more urgent makes the ticket so.
pub const RAISE_REPEATED: &str = concat!(
    "UPDATE tickets AS k SET priority = t.plan->>'$.priority', updated_at = t.created_at ",
    of_claim!(),
    "AND t.status = 'replayed' AND instr('low medium high urgent', k.priority) \
         < instr('low medium high urgent', t.plan->>'$.priority')"
);

/// The ticket with the plan's number, if it is the caller's or the name fits.
pub const TARGET: &str = concat!(
    "UPDATE tool_calls AS t SET effect_id = ( \
       SELECT v.id FROM tickets v WHERE v.tenant_id = t.tenant_id \
         AND v.ticket_number = t.plan->>'$.number' AND (",
    own!(),
    " OR ",
    named!(),
    ")) WHERE t.id = ?1 AND t.status IS NULL"
);

/// Lists the tickets that fit.
macro_rules! list {
    ($which:expr, $when:literal) => {
        concat!(
            "UPDATE tool_calls AS t SET (status, facts) = ( \
               SELECT 'found', json_object('tickets', json_group_array(json_object( \
                 'number', v.ticket_number, 'subject', v.subject, 'status', v.status))) \
               FROM (SELECT * FROM tickets v WHERE v.tenant_id = t.tenant_id AND ",
            $which,
            "  ORDER BY v.created_at DESC LIMIT 5) v HAVING count(*) > 0) \
             WHERE t.id = ?1 AND t.status IS NULL AND ",
            $when
        )
    };
}

pub const FIND_BY_NUMBER: &str = list!(
    concat!(
        "v.ticket_number = t.plan->>'$.number' AND (",
        own!(),
        " OR ",
        named!(),
        ")"
    ),
    "t.plan->>'$.number' IS NOT NULL"
);

/// The caller's own that are not closed, when no number was given.
pub const FIND_OWN: &str = list!(
    concat!("v.status <> 'closed' AND ", own!()),
    "t.plan->>'$.number' IS NULL"
);

/// An earlier change of this call with the same effect on the same ticket. A note stays whatever
/// comes after it.
pub const REPLAY_CHANGING: &str = concat!(
    "UPDATE tool_calls AS t SET (status, replay_of) = ( \
       SELECT 'replayed', e.id FROM tool_calls e JOIN tickets r ON r.id = e.effect_id \
       WHERE e.tenant_id = t.tenant_id AND e.call_id = t.call_id AND e.effect_key = t.effect_key \
         AND e.status IN ('updated', 'escalated') AND e.id <> t.id AND e.effect_id = t.effect_id \
         AND (e.status = 'updated' OR r.status NOT IN ('resolved', 'closed') AND ",
    untouched!(),
    ") ORDER BY e.seq DESC LIMIT 1) \
     WHERE t.id = ?1 AND t.status IS NULL AND t.effect_id IS NOT NULL"
);

/// Decides the change that the plan names: `updated` or `escalated`.
pub const CHANGE: &str = "UPDATE tool_calls AS t SET status = t.plan->>'$.change', \
       facts = json_object('number', t.plan->'$.number') \
     WHERE t.id = ?1 AND t.status IS NULL AND t.effect_id IS NOT NULL";

pub const INSERT_NOTE: &str = "INSERT INTO ticket_notes (id, tenant_id, ticket_id, note, author, call_id, created_at) \
     SELECT t.plan->>'$.new_id', t.tenant_id, t.effect_id, t.plan->>'$.note', 'caller', t.call_id, t.created_at \
     FROM tool_calls t WHERE t.id = ?1 AND t.dry = 0 AND t.plan->>'$.note' IS NOT NULL \
       AND (t.status IN ('updated', 'escalated') \
         OR t.status = 'replayed' AND t.plan->>'$.change' = 'escalated' AND NOT EXISTS ( \
           SELECT 1 FROM ticket_notes x WHERE x.tenant_id = t.tenant_id \
             AND x.ticket_id = t.effect_id AND x.note = t.plan->>'$.note')) \
       AND NOT EXISTS (SELECT 1 FROM ticket_notes x WHERE x.id = t.plan->>'$.new_id')";

/// Whether the ticket goes up: its caller escalates it, or tells of a danger.
macro_rules! goes_up {
    () => {
        "AND (t.status = 'escalated' OR t.plan->>'$.emergency' IS NOT NULL \
           AND t.status IN ('created', 'updated', 'replayed'))"
    };
}

/// The value `$what` of the first rule that fits the ticket `k`.
macro_rules! rule {
    ($what:literal) => {
        concat!(
            "(SELECT r.value->",
            $what,
            " FROM json_each(t.plan, '$.rules') r \
              WHERE coalesce(r.value->>'category', k.category) IS k.category \
                AND coalesce(r.value->>'priority', k.priority) = k.priority \
              ORDER BY r.key LIMIT 1)"
        )
    };
}

/// A ticket that was done with and goes up is open again.
pub const GO_UP: &str = concat!(
    "UPDATE tickets AS k SET \
       priority = iif(t.plan->>'$.emergency' IS NOT NULL OR k.priority = 'urgent', 'urgent', 'high'), \
       status = iif(k.status IN ('resolved', 'closed', 'waiting_customer'), 'open', k.status), \
       emergency = coalesce(t.plan->>'$.emergency', k.emergency), \
       escalated_at = t.created_at, updated_at = t.created_at ",
    of_claim!(),
    goes_up!()
);

/// A ticket that became more urgent is due as soon as one that is told now, never later than it was.
pub const SOONER: &str = concat!(
    "UPDATE tickets AS k SET updated_at = t.created_at, \
       due_at = min(coalesce(k.due_at, '9999'), t.plan->>('$.due.' || k.priority || '.resolution')), \
       response_due_at = iif(k.responded_at IS NULL, min(coalesce(k.response_due_at, '9999'), \
         t.plan->>('$.due.' || k.priority || '.first_response')), k.response_due_at) ",
    of_claim!(),
    "AND coalesce(k.due_at, '9999') > t.plan->>('$.due.' || k.priority || '.resolution') \
     AND (t.status = 'replayed' OR 1 ",
    goes_up!(),
    ")"
);

/// Assigns what goes up by rule; without one that fits it stays with whom it is.
pub const ASSIGN: &str = concat!(
    "UPDATE tickets AS k SET assigned_to = ",
    rule!(">'to'"),
    ", assigned_at = t.created_at, updated_at = t.created_at ",
    of_claim!(),
    goes_up!(),
    " AND k.assigned_to IS NOT coalesce(",
    rule!(">'to'"),
    ", k.assigned_to)"
);

/// What the caller may be told of who has it now.
pub const TELL_WHO: &str = concat!(
    "UPDATE tool_calls AS t SET facts = json_set(t.facts, '$.told', json(( \
       SELECT ",
    rule!("'told'"),
    " FROM tickets k WHERE k.id = t.effect_id AND +k.tenant_id = t.tenant_id))) \
     WHERE t.id = ?1 AND t.status = 'escalated' AND t.plan IS NOT NULL"
);

/// Adds the summary of the call's row to the tickets it made or changed, as one note each, while the
/// guard holds.
#[must_use]
pub fn add_summary(guard: &Guard, call_log_id: &str, now: &str) -> Stmt {
    Stmt {
        sql: ADD_SUMMARY,
        params: guard.with([call_log_id.into(), now.into()]),
    }
}

/// ?1 to ?5 guard, ?6 call, ?7 now.
const ADD_SUMMARY: &str = concat!(
    "INSERT INTO ticket_notes (id, tenant_id, ticket_id, note, author, call_id, created_at) \
     SELECT DISTINCT 'summary-' || k.id || '-' || ?6, ?1, k.id, c.summary, 'system', ?6, ?7 \
     FROM call_logs c CROSS JOIN tool_calls e CROSS JOIN tickets k ON k.id = e.effect_id AND +k.tenant_id = ?1 \
     WHERE c.tenant_id = ?1 AND c.id = ?6 AND c.summary IS NOT NULL \
       AND e.tenant_id = ?1 AND e.call_id = ?6 AND e.dry = 0 \
       AND e.status IN ('created', 'updated', 'escalated') AND ",
    guard!(),
    " ON CONFLICT (id) DO UPDATE SET note = excluded.note WHERE note IS NOT excluded.note"
);
