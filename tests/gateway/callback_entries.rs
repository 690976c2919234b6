//! Entries that other parts of the gateway put on the callback list.

use coccinelle_gateway::{
    db::Database,
    store::{
        callbacks::{Entry, Kind, Source},
        guard::Guard,
    },
};
use serde_json::{Value, json};

use crate::{
    app::{MONDAY, TestApp},
    vapi::Call,
};

const NOW: &str = "2026-10-05T08:00:00.000Z";

#[tokio::test]
async fn every_kind_from_every_source_is_taken() {
    let app = TestApp::new();
    let kinds = [
        Kind::Callback,
        Kind::FollowUp,
        Kind::Promise,
        Kind::Pending,
        Kind::Missed,
        Kind::Transfer,
        Kind::Ticket,
        Kind::Message,
    ];
    let sources = [
        Source::Tool,
        Source::Report,
        Source::Transfer,
        Source::Message,
        Source::Job,
        Source::Staff,
    ];
    let entries = kinds
        .iter()
        .flat_map(|kind| sources.iter().map(move |source| (*kind, *source)))
        .enumerate()
        .map(|(n, (kind, source))| {
            Entry::new(format!("e{n}"), kind, source).insert("tenant_a", NOW)
        });
    app.db.batch(entries.collect()).await.unwrap();
    assert_eq!(app.count("callbacks WHERE status = 'due'"), 48);
}

#[tokio::test]
async fn an_entry_keeps_all_it_is_told_and_stands_on_the_list_once() {
    let app = TestApp::new();
    let entry = Entry {
        reason: Some("Devis promis".into()),
        when_text: Some("mardi".into()),
        due_date: "2026-10-06".parse().ok(),
        due_time: Some("09:00".into()),
        due_at: Some("2026-10-06T07:00:00.000Z".into()),
        urgent: true,
        name: Some("Anne Martin".into()),
        phone: Some("+33698765432".into()),
        phone_source: Some("model"),
        caller_number: Some("+33612345678".into()),
        prospect_id: Some("p".into()),
        ticket_id: Some("k".into()),
        message_id: Some("m".into()),
        call_id: Some("call_1".into()),
        quote: Some("Je vous envoie le devis.".into()),
        ..Entry::new("promise-1".into(), Kind::Promise, Source::Report)
    };
    let told = json!(entry);
    app.db
        .batch(vec![
            entry.insert("tenant_a", NOW),
            entry.insert("tenant_a", "2026-10-05T09:00:00.000Z"),
        ])
        .await
        .unwrap();
    let row = app.row("SELECT * FROM callbacks");
    for (field, value) in told.as_object().unwrap() {
        let column = if field == "quote" {
            "source_quote"
        } else {
            field
        };
        assert!(!value.is_null(), "{field} is not told");
        let value = &match value {
            Value::Bool(flag) => json!(i64::from(*flag)),
            other => other.clone(),
        };
        assert_eq!(&row[column], value, "{field}");
    }
    assert_eq!(
        (&row["tenant_id"], &row["created_at"], &row["status"]),
        (&json!("tenant_a"), &json!(NOW), &json!("due"))
    );
}

#[tokio::test]
async fn a_guarded_entry_is_written_while_the_configuration_is_the_one_that_was_used() {
    let app = TestApp::at(MONDAY);
    app.ask(&Call::new("c"), "t", "get_business_info", json!({}))
        .await;
    let version = |tenant: &str| {
        let sql = format!("SELECT version FROM config_versions WHERE tenant_id = '{tenant}'");
        app.db.value(&sql).as_i64().unwrap()
    };
    let guard = Guard {
        tenant_id: "tenant_demo_001".into(),
        scope: String::new(),
        vapi_call_id: "c".into(),
        version: version("tenant_demo_001"),
        routing_version: version("*"),
    };
    let stale = Guard {
        version: guard.version - 1,
        ..guard.clone()
    };
    let entry = Entry::new("transfer-1".into(), Kind::Transfer, Source::Transfer);
    app.db
        .batch(vec![entry.insert_guarded(&stale, NOW)])
        .await
        .unwrap();
    assert_eq!(app.count("callbacks"), 0);
    app.db
        .batch(vec![entry.insert_guarded(&guard, NOW)])
        .await
        .unwrap();
    assert_eq!(
        app.row("SELECT kind, tenant_id FROM callbacks")["tenant_id"],
        "tenant_demo_001"
    );
}

#[test]
fn what_is_done_is_stamped_and_what_is_due_again_is_not() {
    let app = TestApp::new();
    app.db
        .execute("INSERT INTO callbacks (id, tenant_id, kind) VALUES ('1', 't', 'callback')");
    let state = || app.row("SELECT done_at IS NOT NULL AS stamped, version FROM callbacks");
    let set = |change: &str| app.db.execute(&format!("UPDATE callbacks SET {change}"));
    for (change, stamped, version) in [
        ("status = 'done'", 1, 2),
        ("outcome = 'Rappelé'", 1, 3),
        ("status = 'due'", 0, 4),
        ("status = 'cancelled'", 1, 5),
    ] {
        set(change);
        let state = state();
        assert_eq!(
            (&state["stamped"], &state["version"]),
            (&Value::from(stamped), &Value::from(version)),
            "{change}"
        );
    }
}
