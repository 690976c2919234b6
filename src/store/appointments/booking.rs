//! Booking: replayed, already there, nearby, booked, or (see `OFFER_OTHERS`) not possible.

/// An earlier booking of this call with the same effect whose row still is what it said.
pub const REPLAY_BOOKING: &str = replay!("rendez_vous", "booked", stands_as_told!());

/// The caller's own appointment at that very time: told, not doubled. A further one on another
/// free resource is possible when it was asked for.
pub const OWN_AT_THAT_TIME: &str = concat!(
    "UPDATE tool_calls AS t SET (status, effect_id, facts) = ( \
       SELECT 'already_booked', v.id, json_object('date', v.rdv_date, \
         'time', substr(v.rdv_time, 1, 5), 'service', v.rdv_type) \
       FROM ",
    own_appointments!(),
    " WHERE v.status = 'confirmed' AND v.rdv_date BETWEEN date(t.plan->>'$.wanted.date', '-2 day') \
                            AND date(t.plan->>'$.wanted.date', '+2 day') \
         AND v.starts_wall - coalesce(v.utc_offset_minutes, t.plan->>'$.wanted.o') \
             < (t.plan->>'$.wanted.w') - (t.plan->>'$.wanted.o') + (t.plan->>'$.duration') \
         AND v.starts_wall + v.rdv_duration_minutes \
             - coalesce(v.utc_offset_minutes, t.plan->>'$.wanted.o') \
             > (t.plan->>'$.wanted.w') - (t.plan->>'$.wanted.o') \
       ORDER BY v.starts_wall LIMIT 1) \
     WHERE t.id = ?1 AND t.status IS NULL \
       AND (t.plan->>'$.in_addition' = 0 OR NOT EXISTS ( \
         SELECT 1 FROM json_each(t.plan, '$.exact') c WHERE ",
    for_service!(free),
    "))"
);

/// The caller's live appointment for the same service within 14 days of the wanted one.
pub const OWN_NEARBY: &str = concat!(
    "UPDATE tool_calls AS t SET (status, effect_id, facts) = ( \
       SELECT 'existing_appointment', v.id, json_object('date', v.rdv_date, \
         'time', substr(v.rdv_time, 1, 5), 'service', v.rdv_type) \
       FROM ",
    own_appointments!(),
    " WHERE v.status = 'confirmed' AND v.rdv_type IS t.plan->>'$.service' \
         AND v.rdv_date BETWEEN date(t.plan->>'$.wanted.date', '-14 day') \
                            AND date(t.plan->>'$.wanted.date', '+14 day') \
         AND v.starts_wall - coalesce(v.utc_offset_minutes, t.plan->>'$.offset') > t.plan->>'$.now' \
       ORDER BY v.starts_wall LIMIT 1) \
     WHERE t.id = ?1 AND t.status IS NULL \
       AND t.plan->>'$.in_addition' = 0 AND t.plan->>'$.refusal' IS NULL"
);

/// The first free resource at the wanted start.
pub const BOOK: &str = concat!(
    "UPDATE tool_calls AS t SET (status, effect_id, facts) = ( \
       SELECT 'booked', t.plan->>'$.new_id', json_object('date', ",
    start!(date),
    ", 'time', ",
    start!(time),
    ", 'service', t.plan->>'$.service', 'resource', ",
    start!(resource),
    ", 'o', ",
    start!(offset),
    ") FROM json_each(t.plan, '$.exact') c WHERE ",
    for_service!(free),
    "  ORDER BY c.key LIMIT 1) \
     WHERE t.id = ?1 AND t.status IS NULL"
);

/// The caller has corrected the number or the address that this call had dictated: the same name,
/// service and time again.
pub const CORRECT: &str = concat!(
    "UPDATE rendez_vous AS v SET updated_at = t.created_at, \
       customer_email = coalesce(t.plan->>'$.row.customer_email', v.customer_email), \
       customer_phone = iif(t.plan->>'$.row.phone_source' = 'model', \
         t.plan->>'$.row.customer_phone', v.customer_phone), \
       phone_source = iif(t.plan->>'$.row.phone_source' = 'model', 'model', v.phone_source) \
     FROM tool_calls t WHERE t.id = ?1 AND t.dry = 0 AND t.status IN ('replayed', 'already_booked') \
       AND v.id = t.effect_id AND v.tenant_id = t.tenant_id AND v.call_id = t.call_id \
       AND v.status = 'confirmed' AND v.rdv_type IS t.plan->>'$.service' \
       AND v.rdv_date = t.plan->>'$.wanted.date' \
       AND substr(v.rdv_time, 1, 5) = t.plan->>'$.wanted.time' AND ",
    named!(),
    "  AND (coalesce(t.plan->>'$.row.customer_email', v.customer_email) IS NOT v.customer_email \
         OR t.plan->>'$.row.phone_source' = 'model' \
           AND t.plan->>'$.row.customer_phone' IS NOT v.customer_phone)"
);

/// The row, if this attempt decided `booked` and it is not a dry run.
pub const INSERT_BOOKED: &str = "INSERT INTO rendez_vous (id, tenant_id, customer_name, customer_phone, phone_source, \
       customer_email, caller_number, rdv_date, rdv_time, rdv_type, rdv_duration_minutes, \
       buffer_before_minutes, buffer_after_minutes, resource_id, utc_offset_minutes, rdv_location, \
       status, notes, call_id, created_by, series_id, created_at, updated_at) \
     SELECT t.effect_id, t.tenant_id, t.plan->>'$.row.customer_name', t.plan->>'$.row.customer_phone', \
       t.plan->>'$.row.phone_source', t.plan->>'$.row.customer_email', t.plan->>'$.caller', \
       t.facts->>'$.date', t.facts->>'$.time', t.plan->>'$.service', t.plan->>'$.duration', \
       t.plan->>'$.before', t.plan->>'$.after', t.facts->>'$.resource', t.facts->>'$.o', \
       t.plan->>'$.row.location', 'confirmed', t.plan->>'$.row.notes', t.call_id, 'sara', \
       t.effect_id, t.created_at, t.created_at \
     FROM tool_calls t WHERE t.id = ?1 AND t.status = 'booked' AND t.dry = 0 \
       AND NOT EXISTS (SELECT 1 FROM rendez_vous x WHERE x.id = t.effect_id)";
