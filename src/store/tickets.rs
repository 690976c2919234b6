//! Tickets: created with a number that can be spoken, found by their caller or by number and name.

/// The same problem told twice in this call, still open.
pub const REPLAY_CREATING: &str = replay!(
    "tickets",
    "created",
    "r.status IN ('open', 'in_progress', 'waiting_customer')"
);

pub const CREATE: &str = "UPDATE tool_calls AS t SET status = 'created', effect_id = t.plan->>'$.new_id', \
       facts = json_object('number', (SELECT coalesce(max(k.ticket_number), 2000) + 1 \
         FROM tickets k WHERE k.tenant_id = t.tenant_id)) \
     WHERE t.id = ?1 AND t.status IS NULL";

pub const INSERT_CREATED: &str = "INSERT INTO tickets (id, tenant_id, ticket_number, customer_name, customer_phone, \
       phone_source, customer_email, caller_number, subject, description, category, priority, \
       status, call_id, created_by, created_at, updated_at) \
     SELECT t.effect_id, t.tenant_id, t.facts->>'$.number', coalesce(t.plan->>'$.customer_name', '?'), \
       t.plan->>'$.phone', t.plan->>'$.phone_source', t.plan->>'$.email', t.plan->>'$.caller', \
       t.plan->>'$.subject', t.plan->>'$.description', t.plan->>'$.category', \
       coalesce(t.plan->>'$.priority', 'medium'), 'open', t.call_id, 'sara', t.created_at, t.created_at \
     FROM tool_calls t WHERE t.id = ?1 AND t.status = 'created' AND t.dry = 0 \
       AND NOT EXISTS (SELECT 1 FROM tickets x WHERE x.id = t.effect_id)";

/// What a repeat tells beyond the first time becomes a note.
pub const NOTE_REPEATED: &str = "INSERT INTO ticket_notes (id, tenant_id, ticket_id, note, author, call_id, created_at) \
     SELECT t.plan->>'$.new_id', t.tenant_id, k.id, t.plan->>'$.description', 'caller', t.call_id, t.created_at \
     FROM tool_calls t JOIN tickets k ON k.id = t.effect_id AND k.tenant_id = t.tenant_id \
     WHERE t.id = ?1 AND t.status = 'replayed' AND t.dry = 0 AND t.plan->>'$.description' IS NOT NULL \
       AND t.plan->>'$.description' IS NOT k.description \
       AND NOT EXISTS (SELECT 1 FROM ticket_notes x WHERE x.tenant_id = t.tenant_id \
         AND x.ticket_id = k.id AND x.note = t.plan->>'$.description')";

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

/// A repeat that is more urgent makes the ticket so.
pub const RAISE_PRIORITY: &str = "UPDATE tickets SET (priority, updated_at) = ( \
       SELECT t.plan->>'$.priority', t.created_at FROM tool_calls t WHERE t.id = ?1) \
     WHERE (tenant_id, id) = (SELECT t.tenant_id, t.effect_id FROM tool_calls t \
         WHERE t.id = ?1 AND t.status = 'replayed' AND t.dry = 0 AND t.plan->>'$.priority' IS NOT NULL) \
       AND instr('low medium high urgent', priority) \
         < instr('low medium high urgent', (SELECT t.plan->>'$.priority' FROM tool_calls t WHERE t.id = ?1))";

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

/// A ticket that was done with and that its caller escalates is open again.
pub const ESCALATE_ROW: &str = "UPDATE tickets SET \
       priority = CASE priority WHEN 'urgent' THEN 'urgent' ELSE 'high' END, \
       status = CASE WHEN status IN ('resolved', 'closed', 'waiting_customer') THEN 'open' ELSE status END, \
       (escalated_at, updated_at) = (SELECT t.created_at, t.created_at FROM tool_calls t WHERE t.id = ?1) \
     WHERE (tenant_id, id) = (SELECT t.tenant_id, t.effect_id FROM tool_calls t \
       WHERE t.id = ?1 AND t.status = 'escalated' AND t.dry = 0 AND t.plan IS NOT NULL)";

/// Adds the call's summary to the tickets it made or changed, once.
/// ?1 to ?5 guard, ?6 call, ?7 summary, ?8 now.
pub const ADD_SUMMARY: &str = concat!(
    "INSERT INTO ticket_notes (id, tenant_id, ticket_id, note, author, call_id, created_at) \
     SELECT DISTINCT 'summary-' || k.id || '-' || ?6, ?1, k.id, ?7, 'system', ?6, ?8 \
     FROM tool_calls e CROSS JOIN tickets k ON k.id = e.effect_id AND +k.tenant_id = ?1 \
     WHERE e.tenant_id = ?1 AND e.call_id = ?6 AND e.dry = 0 \
       AND e.status IN ('created', 'updated', 'escalated') AND ",
    guard!(),
    " ON CONFLICT (id) DO NOTHING"
);
