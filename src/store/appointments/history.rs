//! Who made a change by phone: the table itself notes what changed, see `appointment_history`.

/// Puts call and caller to the lines that this call has just left. A move has left two.
pub const NAME_CALL: &str = "UPDATE appointment_history SET (call_id, caller_number) = ( \
       SELECT t.call_id, t.plan->>'$.caller' FROM tool_calls t WHERE t.id = ?1) \
     WHERE seq IN (SELECT (SELECT max(x.seq) FROM appointment_history x \
         WHERE x.tenant_id = t.tenant_id AND x.appointment_id = e.value) \
       FROM tool_calls t JOIN json_each(json_array(t.effect_id, t.facts->>'$.from_id')) e \
       WHERE t.id = ?1 AND t.dry = 0 AND t.status IN ('booked', 'cancelled', 'rescheduled'))";
