//! Every text column of every table is personal or it is not, and says so here. A person is written
//! into all the personal ones, at two tenants; after an erasure at one of them nothing of the person
//! is left there, and the other is as it was.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::{
    app::TestApp,
    operator::ask,
    person::{TRACES, person, traces, write_person},
    sqlite::SqliteDb,
    tables::{assert_same, of_tenant},
};

/// Table, columns that hold or may hold personal data, other text columns. Who adds a column adds it
/// here, and a personal one to src/store/erasures.rs and, if it is to be kept for a time only, to
/// src/store/retention.rs.
const COLUMNS: &[(&str, &str, &str)] = &[
    (
        "api_keys",
        "",
        "id tenant_id name secret_hash created_at revoked_at",
    ),
    (
        "appointment_history",
        "caller_number",
        "tenant_id appointment_id changed_at old_status new_status old_start new_start \
         old_resource_id new_resource_id call_id",
    ),
    (
        "assistants",
        "",
        "assistant_id tenant_id agent_type created_at",
    ),
    (
        "audit_log",
        "",
        "request_id tenant_id at actor method path resource_id",
    ),
    (
        "calendar_feeds",
        "",
        "id tenant_id resource_id name secret_hash created_at revoked_at rotated_at",
    ),
    (
        "call_bindings",
        "",
        "scope vapi_call_id tenant_id created_at",
    ),
    (
        "call_logs",
        "call_sid from_number to_number forwarded_from recording_url transcript summary sentiment \
         structured_outputs recording_consent from_key to_key",
        "id tenant_id assistant_id direction call_status actions_performed rdv_created \
         qualified_prospect_created ticket_created started_at ended_at created_at vapi_call_id kind \
         language ended_reason ended_bucket report_received_at report_violations origin updated_at \
         ai_disclosed_at recording_announced_at erased_at told_by outputs_told_by assistant_path \
         forwarded_to fetched_at",
    ),
    (
        "callbacks",
        "reason when_text name phone caller_number source_quote outcome phone_key",
        "id tenant_id kind source due_date due_time due_at phone_source prospect_id ticket_id \
         message_id call_id status assigned_to done_at created_at updated_at",
    ),
    (
        "channel_configurations",
        "",
        "id tenant_id channel_type config_encrypted config_public templates assistant_id created_at \
         updated_at endpoint_id auth_plans_encrypted client_number shared_number \
         vapi_phone_number_id agent_type",
    ),
    (
        "channel_messages_log",
        "to_address subject content template_variables external_message_id error_message to_key",
        "id tenant_id channel_type template_name status error_code provider created_at sent_at \
         delivered_at read_at failed_at updated_at",
    ),
    (
        "closures",
        "",
        "id tenant_id resource_id from_date until_date reason",
    ),
    ("config_versions", "", "tenant_id"),
    ("diary_versions", "", "tenant_id part change_id"),
    ("erasure_rows", "", "erasure_id kind ref"),
    (
        "erasure_tasks",
        "",
        "erasure_id tenant_id kind ref next_at last_error done_at",
    ),
    (
        "erasures",
        "",
        "id tenant_id requested_at requested_by fingerprint live_appointments erased",
    ),
    ("jobs", "", "name due_at started_at cursor"),
    ("legacy_rejects", "row", "table_name reason created_at"),
    (
        "opening_exceptions",
        "",
        "id tenant_id resource_id date opens closes reason",
    ),
    ("noise_counts", "", "tenant_id day message_type"),
    ("opening_hours", "", "id tenant_id resource_id opens closes"),
    ("privacy_settings", "", "tenant_id"),
    (
        "prospect_calls",
        "told",
        "tenant_id call_id prospect_id told_id created_at updated_at",
    ),
    (
        "prospect_history",
        "changes",
        "tenant_id prospect_id kind changed_by call_id merged_id at",
    ),
    (
        "prospects",
        "name phone email location_preference notes qualification_notes identity_key caller_number \
         timeline score_detail name_key phone_key email_key",
        "id tenant_id source interest_type property_type qualification_status call_id created_by \
         last_contact_at next_follow_up_at converted_at created_at updated_at phone_source \
         status_set_by last_change merged_into",
    ),
    (
        "rendez_vous",
        "customer_name customer_phone customer_email rdv_location notes internal_notes \
         cancel_reason caller_number name_key phone_key email_key",
        "id tenant_id rdv_date rdv_time rdv_type status call_id created_by created_at updated_at \
         cancelled_at completed_at resource_id series_id replaces_id phone_source starts_at",
    ),
    ("resources", "", "tenant_id id name"),
    ("service_resources", "", "tenant_id service_id resource_id"),
    (
        "services",
        "",
        "tenant_id id name_fr name_en synonyms price_text",
    ),
    (
        "slot_holds",
        "caller_number",
        "tenant_id call_id resource_id created_at expires_at",
    ),
    (
        "stored_events",
        "body event",
        "id scope tenant_id vapi_call_id message_type state reason next_attempt_at last_error \
         received_at processed_at",
    ),
    (
        "support_settings",
        "",
        "tenant_id settings created_at updated_at",
    ),
    (
        "tenant_settings",
        "",
        "tenant_id business_name time_zone language country holidays text_chats address created_at \
         updated_at scoring",
    ),
    (
        "ticket_notes",
        "note",
        "id tenant_id ticket_id author call_id created_at",
    ),
    (
        "tickets",
        "customer_name customer_phone customer_email subject description resolution_notes \
         caller_number name_key phone_key email_key",
        "id tenant_id category priority status assigned_to assigned_at resolved_at closed_at call_id \
         created_by created_at updated_at phone_source escalated_at response_due_at due_at emergency late_at responded_at response_late_at",
    ),
    (
        "tool_calls",
        "plan facts",
        "id tenant_id call_id tool_call_id tool args_hash effect_key status message_at request_id \
         effect_id replay_of created_at",
    ),
    (
        "reconciliations",
        "",
        "account api_key_encrypted last_error last_run_at looked_until retry_at windows",
    ),
    (
        "truth_checks",
        "said",
        "tenant_id call_id due_at checked_at checked_by created_at",
    ),
];

fn text_columns(db: &SqliteDb) -> BTreeSet<String> {
    let rows = db.query(
        "SELECT t.name || '.' || c.name AS name FROM sqlite_master t, pragma_table_xinfo(t.name) c \
         WHERE t.type = 'table' AND c.type = 'TEXT' AND t.name NOT LIKE 'sqlite_%'",
    );
    rows.iter()
        .map(|row| row["name"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn every_text_column_is_classified() {
    let classified: BTreeSet<String> = COLUMNS
        .iter()
        .flat_map(|(table, personal, other)| {
            personal
                .split_whitespace()
                .chain(other.split_whitespace())
                .map(move |column| format!("{table}.{column}"))
        })
        .collect();
    let there = text_columns(&SqliteDb::migrated());
    let new: Vec<_> = there.difference(&classified).collect();
    let gone: Vec<_> = classified.difference(&there).collect();
    assert!(
        new.is_empty() && gone.is_empty(),
        "unclassified: {new:#?}, gone: {gone:#?}"
    );
}

#[test]
fn the_person_stands_in_every_personal_column() {
    let app = TestApp::new();
    write_person(&app, "a");
    for (table, personal, _) in COLUMNS {
        for column in personal.split_whitespace() {
            let sql = format!("SELECT group_concat(\"{column}\") FROM \"{table}\"");
            let held = app.db.value(&sql);
            let held = held.as_str().unwrap_or_default();
            // What is no text of the person's own: a judgement about them.
            let told = column == "sentiment" && held.contains("negative");
            assert!(
                told || TRACES.iter().any(|trace| held.contains(trace)),
                "{table}.{column} holds {held:?}"
            );
        }
    }
}

#[tokio::test]
async fn an_erasure_leaves_nothing_of_the_person_and_no_other_tenant_notices() {
    let app = TestApp::new();
    write_person(&app, "a");
    write_person(&app, "b");
    app.db.execute(
        "INSERT INTO prospects (id, tenant_id, name, phone) VALUES ('else', 'a', 'Else', '0612345679')",
    );
    let other = of_tenant(&app.db, "b");
    let rejects = app.count("legacy_rejects");
    let mut body = person();
    body["live_appointments"] = json!("erase");
    let reply = ask(&app, "POST", "/api/erasures?tenant_id=a", &body).await;
    assert_eq!(reply.status(), 201, "{:?}", reply.body);
    // The ids of what is still to be deleted elsewhere are all that is left.
    let left = app.row("SELECT group_concat(ref) AS refs FROM erasure_tasks WHERE tenant_id = 'a'");
    assert!(
        left["refs"].as_str().unwrap().contains("CA0123456789a"),
        "{left:?}"
    );
    app.db.execute("DELETE FROM erasure_tasks");
    assert_eq!(traces(&app, "a"), Vec::<String>::new());
    assert_same(&of_tenant(&app.db, "b"), &other);
    assert_eq!(app.count("legacy_rejects"), rejects - 1);
    assert_eq!(app.count("erasure_rows"), 0);
    assert_eq!(app.count("prospects WHERE id = 'else'"), 1);
    let erased = &reply.json()["erased"];
    for (kind, count) in [
        ("appointment", 2),
        ("appointment_of_another", 1),
        ("call", 3),
        ("callback", 1),
        ("message_sent", 2),
        ("prospect", 1),
        ("row_not_migrated", 1),
        ("stored_message", 1),
        ("ticket", 1),
        ("ticket_note", 1),
        ("tool_call", 1),
    ] {
        assert_eq!(erased[kind], count, "{kind} of {erased}");
    }
    let kept = app.row("SELECT customer_name, customer_phone, caller_number FROM rendez_vous WHERE id = 'spouse_a'");
    assert_eq!(
        json!(kept),
        json!({"customer_name": "Paul Martin", "customer_phone": "0698765432", "caller_number": null})
    );
    assert_eq!(
        app.row("SELECT to_number FROM call_logs WHERE id = 'call_a'")["to_number"],
        "+33987654321"
    );
}

#[tokio::test]
async fn an_export_holds_every_row_of_the_person_and_none_of_another() {
    let app = TestApp::new();
    write_person(&app, "a");
    write_person(&app, "b");
    app.db.execute(
        "INSERT INTO prospects (id, tenant_id, name, phone) VALUES ('else', 'a', 'Else', '0612345679')",
    );
    let reply = ask(&app, "POST", "/api/exports?tenant_id=a", &person()).await;
    assert_eq!(reply.status(), 200, "{:?}", reply.body);
    let data = reply.json()["data"].clone();
    let counts: Vec<(String, usize)> = data
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, rows)| (name.clone(), rows.as_array().unwrap().len()))
        .collect();
    let expected = [
        ("appointment_history", 2),
        ("appointments", 2),
        ("callbacks", 1),
        ("called_for_others", 1),
        ("calls", 3),
        ("messages_sent", 2),
        ("not_migrated", 1),
        ("prospect_calls", 1),
        ("prospect_history", 1),
        ("prospects", 1),
        ("stored_messages", 1),
        ("ticket_notes", 1),
        ("tickets", 1),
        ("tool_calls", 1),
    ];
    assert_eq!(
        counts,
        expected.map(|(name, count)| (name.to_owned(), count))
    );
    let text = data.to_string();
    for (absent, present) in [
        ("Else", "fuite secrète"),
        ("name_key", "internal_notes"),
        ("_b\"", "_a\""),
    ] {
        assert!(
            !text.contains(absent) && text.contains(present),
            "{absent} {present}: {text}"
        );
    }
    let nothing = ask(
        &app,
        "POST",
        "/api/exports?tenant_id=a",
        &json!({"phone": "0611111111"}),
    )
    .await;
    assert!(
        nothing.json()["data"]
            .as_object()
            .unwrap()
            .values()
            .all(|rows| *rows == json!([]))
    );
}

async fn erase(app: &TestApp) -> Value {
    ask(app, "POST", "/api/erasures?tenant_id=a", &person())
        .await
        .json()
}

#[tokio::test]
async fn receipts_belong_to_their_tenant() {
    let app = TestApp::new();
    write_person(&app, "a");
    let erasure = erase(&app).await;
    let id = erasure["id"].as_str().unwrap();
    let foreign = format!("/api/erasures/{id}?tenant_id=b");
    assert_eq!(ask(&app, "GET", &foreign, &Value::Null).await.status(), 404);
    let list = |tenant| format!("/api/erasures?tenant_id={tenant}");
    assert_eq!(
        ask(&app, "GET", &list("a"), &Value::Null).await.json()["data"][0]["id"],
        id
    );
    assert_eq!(
        ask(&app, "GET", &list("b"), &Value::Null).await.json()["data"],
        json!([])
    );
    let again = erase(&app).await;
    let print = |erasure: &Value| {
        app.row(&format!(
            "SELECT fingerprint FROM erasures WHERE id = '{}'",
            erasure["id"].as_str().unwrap()
        ))["fingerprint"]
            .clone()
    };
    assert_eq!(print(&again), print(&erasure));
    assert_eq!(print(&again).as_str().unwrap().len(), 64);
}
