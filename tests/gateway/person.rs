//! One person, in every column that may hold personal data.

use serde_json::{Value, json};

use crate::{app::TestApp, tables::of_tenant};

/// What is the person's, wherever it stands: in no other row of these tests.
pub const TRACES: [&str; 12] = [
    "612345678",
    "6 12 34 56 78",
    "6.12.34.56.78",
    ") 12 34 56 78",
    "6-12-34-56-78",
    "Dupontel",
    "dupontel",
    "Chaussée",
    "fuite secrète",
    "CA0123456789",
    "SM0123456789",
    "recordings.example",
];

/// The person in every personal column of a tenant, the number in every notation. The appointment
/// `past` is over, `live` is to come.
pub fn write_person(app: &TestApp, tenant: &str) {
    app.db.execute(
        &r#"
        INSERT INTO call_logs (id, tenant_id, vapi_call_id, call_sid, from_number, to_number,
          forwarded_from, direction, recording_url, transcript, summary, sentiment,
          structured_outputs, recording_consent, report_received_at, created_at)
        VALUES ('call_T', 'T', 'vapi_T', 'CA0123456789T', 'sip:+33612345678@carrier.example',
          '+33987654321', '+33612345678', 'inbound', 'https://recordings.example/1',
          'User: Dupontel, au 06 12 34 56 78', 'Dupontel a une fuite secrète', 'negative',
          '{"name": "Dupontel"}', '{"type": "verbal by Dupontel"}', 'x', '2026-10-05T08:00:00.000Z'),
          ('out_T', 'T', 'vapi_out_T', NULL, '+33987654321', '0033612345678', NULL, 'outbound', NULL,
          'Dupontel', NULL, NULL, '{}', NULL, 'x', '2026-10-05T08:00:00.000Z'),
          ('hidden_T', 'T', 'vapi_hidden_T', NULL, NULL, '+33987654321', NULL, 'inbound', NULL,
          'Je suis Dupontel', NULL, NULL, '{}', NULL, 'x', '2026-10-05T08:00:00.000Z');
        INSERT INTO rendez_vous (id, tenant_id, customer_name, customer_phone, customer_email,
          rdv_date, rdv_time, status, rdv_location, notes, internal_notes, cancel_reason,
          caller_number, call_id)
        VALUES ('past_T', 'T', 'Marie Dupontel', '06.12.34.56.78', 'Marie@Dupontel.example',
          '2026-10-01', '10:00', 'completed', '3 Chaussée', 'fuite secrète', 'Dupontel',
          'Dupontel malade', '+33612345678', 'hidden_T'),
          ('live_T', 'T', 'Marie Dupontel', '+33 (0)6 12 34 56 78', NULL, '2026-11-05', '10:00',
          'confirmed', NULL, 'fuite secrète', NULL, NULL, '+33612345678', 'call_T');
        INSERT INTO rendez_vous (id, tenant_id, customer_name, rdv_date, rdv_time, caller_number,
          customer_phone)
        VALUES ('spouse_T', 'T', 'Paul Martin', '2026-10-02', '10:00', '+33612345678', '0698765432');
        UPDATE appointment_history SET caller_number = '+33612345678' WHERE tenant_id = 'T';
        INSERT INTO prospects (id, tenant_id, name, phone, email, location_preference, notes,
          qualification_notes, identity_key, caller_number, timeline, score_detail)
        VALUES ('prospect_T', 'T', 'Dupontel', '06-12-34-56-78', 'marie@dupontel.example',
          'Chaussée', 'fuite secrète', 'Dupontel', 'tel:+33612345678', '+33612345678',
          'Dupontel', '{"by": "Dupontel"}');
        INSERT INTO prospect_calls (tenant_id, call_id, prospect_id, told_id, told)
        VALUES ('T', 'call_T', 'prospect_T', 'prospect_T', '{"name": "Dupontel"}');
        INSERT INTO tickets (id, tenant_id, customer_name, customer_phone, customer_email, subject,
          description, resolution_notes, caller_number)
        VALUES ('ticket_T', 'T', 'Dupontel', '(06) 12 34 56 78', 'marie@dupontel.example',
          'fuite secrète', 'Dupontel', 'Dupontel', '+33612345678');
        INSERT INTO ticket_notes (id, tenant_id, ticket_id, note, author)
        VALUES ('note_T', 'T', 'ticket_T', 'Dupontel rappelle', 'staff');
        INSERT INTO callbacks (id, tenant_id, kind, reason, when_text, name, phone, caller_number,
          source_quote, outcome, call_id)
        VALUES ('callback_T', 'T', 'callback', 'fuite secrète', 'Dupontel', 'Dupontel',
          '06 12 34 56 78', '+33612345678', 'Je rappelle Dupontel', 'Dupontel', 'call_T');
        INSERT INTO tool_calls (id, tenant_id, call_id, tool_call_id, tool, writes, args_hash, status,
          facts, plan)
        VALUES ('tool_T', 'T', 'call_T', 't', 'book_appointment', 1, 'h', 'booked',
          '{"name": "Dupontel"}', '{"name": "Dupontel"}');
        INSERT INTO truth_checks (tenant_id, call_id, due_at, said)
        VALUES ('T', 'call_T', 'x', '["Dupontel"]');
        INSERT INTO stored_events (id, tenant_id, vapi_call_id, message_type, reason, body, event)
        VALUES ('event_T', 'T', 'vapi_T', 'x', 'unknown_type', '{"number": "+33612345678"}',
           '{"number": "+33612345678"}');
        INSERT INTO channel_messages_log (id, tenant_id, channel_type, to_address, subject, content,
          template_variables, external_message_id, error_message, provider)
        VALUES ('sms_T', 'T', 'sms', '+33 6 12 34 56 78', 'Dupontel', 'fuite secrète',
          '{"name": "Dupontel"}', 'SM0123456789T', 'to +33612345678', 'twilio'),
          ('mail_T', 'T', 'email', 'Marie@Dupontel.example', 'Dupontel', NULL, NULL, NULL, NULL, 'smtp');
        INSERT INTO slot_holds (tenant_id, call_id, resource_id, busy_from, busy_until, caller_number,
          created_at, expires_at)
        VALUES ('T', 'other_call', 'r', 100, 160, '+33612345678', '2026-10-05T08:00:00.000Z',
          '2026-10-05T08:01:30.000Z');
        INSERT INTO legacy_rejects (table_name, "row", reason)
        VALUES ('rendez_vous', '{"tenant_id": "T", "customer_name": "Dupontel",
          "customer_phone": "06 12 34 56 78", "rdv_date": "demain"}', 'x')"#
            .replace("'T'", &format!("'{tenant}'"))
            .replace("_T'", &format!("_{tenant}'"))
            .replace("789T'", &format!("789{tenant}'"))
            .replace("\"T\"", &format!("\"{tenant}\"")),
    );
}

/// Both identifiers of the person.
pub fn person() -> Value {
    json!({"phone": "06 12 34 56 78", "email": "marie@dupontel.example"})
}

/// What is left of the person at a tenant.
pub fn traces(app: &TestApp, tenant: &str) -> Vec<String> {
    let text = of_tenant(&app.db, tenant).text();
    let rejected = app
        .db
        .query("SELECT \"row\" AS text FROM legacy_rejects")
        .iter()
        .map(|row| row["text"].as_str().unwrap().to_owned())
        .filter(|text| text.contains(&format!("\"{tenant}\"")))
        .collect::<String>();
    TRACES
        .iter()
        .filter(|trace| text.contains(*trace) || rejected.contains(*trace))
        .map(|trace| (*trace).to_owned())
        .collect()
}
