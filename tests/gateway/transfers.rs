//! Handing a call over: to whom the tenant has named and who is there, or a call back that is owed.

use serde_json::json;

use crate::{
    app::{MONDAY, Reply, TestApp},
    scenes::add_other_tenant,
    sqlite::{Fault, Gate},
    tables,
    vapi::Call,
};

const TARGETS: &str = r#"{"transfer": {"targets": [
    {"name": "accueil", "number": "+33123456789", "say": {"fr": "Je vous passe l''accueil."}},
    {"name": "astreinte", "number": "+33611111111",
     "hours": [{"weekdays": [1, 2, 3, 4, 5], "from": "18:00", "until": "20:00"}]}]}}"#;

/// The demo tenant with two people, at a time.
fn at(now: &str) -> TestApp {
    let app = TestApp::at(now);
    app.db.execute(&format!(
        "INSERT INTO support_settings (tenant_id, settings) VALUES ('tenant_demo_001', '{TARGETS}')"
    ));
    app
}

async fn transfer(app: &TestApp, call: &Call) -> Reply {
    let reply = app
        .post(&call.message("transfer-destination-request", json!({})))
        .await;
    assert_eq!(reply.status(), 200);
    reply
}

/// What the caller hears when nobody takes the call.
fn refusal(reply: &Reply) -> String {
    let answer = reply.json();
    assert_eq!(answer.as_object().unwrap().len(), 1, "{answer}");
    answer["error"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn whoever_is_reachable_now_gets_the_call() {
    for (now, number, message) in [
        (MONDAY, "+33123456789", "Je vous passe l'accueil."),
        (
            "2026-10-05T16:30:00Z",
            "+33611111111",
            "Un instant, je vous mets en relation.",
        ),
    ] {
        let app = at(now);
        let reply = transfer(&app, &Call::new("c")).await;
        assert_eq!(
            reply.json(),
            json!({"destination": {"type": "number", "number": number, "message": message}})
        );
        assert_eq!((app.count("callbacks"), app.count("call_logs")), (0, 0));
    }
}

#[tokio::test]
async fn where_nobody_is_the_caller_is_owed_a_call() {
    // Saturday; lunch on Monday; 14 July.
    for (now, due_at) in [
        ("2026-10-10T08:00:00Z", "2026-10-12T07:00:00.000Z"),
        ("2026-10-05T10:45:00Z", "2026-10-05T11:30:00.000Z"),
        ("2026-07-14T08:00:00Z", "2026-07-15T07:00:00.000Z"),
    ] {
        let app = at(now);
        for _ in 0..2 {
            let told = refusal(&transfer(&app, &Call::new("c")).await);
            assert_eq!(
                told,
                "Personne n'est disponible pour le moment. Nous vous rappellerons dès que possible."
            );
        }
        let entry = app.row("SELECT * FROM callbacks");
        for (column, value) in [
            ("tenant_id", json!("tenant_demo_001")),
            ("kind", json!("transfer")),
            ("source", json!("transfer")),
            ("phone", json!("+33612345678")),
            ("phone_source", json!("caller")),
            ("caller_number", json!("+33612345678")),
            ("due_at", json!(due_at)),
            ("status", json!("due")),
            ("call_id", app.row("SELECT id FROM call_logs")["id"].clone()),
        ] {
            assert_eq!(entry[column], value, "{now} {column}");
        }
    }
}

#[tokio::test]
async fn nothing_is_promised_that_is_not_on_the_list() {
    const NOBODY: &str =
        "Personne n'est disponible pour le moment. Merci de rappeler un peu plus tard.";
    let app = TestApp::new();
    // A withheld number cannot be called, and a simulation is no call.
    let mut simulated = Call::new("s");
    simulated.more = json!({"type": "vapi.websocketCall", "metadata": {"isSimulation": "true"}});
    for call in [
        simulated,
        Call::anonymous("a"),
        Call::from("b", "anonymous"),
        Call::from("c", "+33987654321"),
    ] {
        assert_eq!(refusal(&transfer(&app, &call).await), NOBODY);
    }
    assert_eq!(app.count("callbacks"), 0);
    // Neither when the entry could not be written, nor when that is not known in time.
    let refused = TestApp::new();
    refused.db.inject_nothing(1);
    refused.db.inject(Fault::Refused);
    refused.db.inject(Fault::Refused);
    assert_eq!(refusal(&transfer(&refused, &Call::new("c")).await), NOBODY);
    assert_eq!(refused.count("callbacks"), 0);
    let slow = TestApp::new().impatient();
    slow.patient()
        .ask(&Call::new("w"), "t", "get_business_info", json!({}))
        .await;
    for _ in 0..2 {
        slow.db.inject(Fault::Slow(Gate::new()));
    }
    assert_eq!(refusal(&transfer(&slow, &Call::new("c")).await), NOBODY);
}

#[tokio::test]
async fn an_outage_hands_over_to_whom_is_remembered() {
    let app = at(MONDAY);
    app.ask(&Call::new("w"), "t", "get_business_info", json!({}))
        .await;
    for _ in 0..2 {
        app.db.inject(Fault::Refused);
    }
    let reply = transfer(&app, &Call::new("c")).await;
    assert_eq!(reply.json()["destination"]["number"], "+33123456789");
}

#[tokio::test]
async fn targets_are_those_of_the_tenant_alone() {
    let app = at(MONDAY);
    add_other_tenant(&app);
    let other = refusal(&transfer(&app, &Call::new("o").at_other()).await);
    assert_eq!(
        other,
        "Nobody is available right now. We will call you back as soon as possible."
    );
    assert_eq!(
        app.row("SELECT tenant_id FROM callbacks")["tenant_id"],
        "tenant_other"
    );
    let before = tables::all(&app.db);
    let mut unknown = Call::new("u");
    unknown.assistant = "nobody".into();
    let told = refusal(&transfer(&app, &unknown).await);
    assert!(!told.contains("rappellerons"), "{told}");
    tables::assert_same(&tables::all(&app.db), &before);
}

#[tokio::test]
async fn the_alternative_is_the_tenants_and_in_the_calls_language() {
    let app = TestApp::new();
    app.db.execute(
        r#"INSERT INTO support_settings (tenant_id, settings) VALUES ('tenant_demo_001',
           '{"transfer": {"nobody": {"en": "our team calls you back before tonight"}}}')"#,
    );
    let call = Call::new("c");
    app.post(&call.message("language-change-detected", json!({"language": "en"})))
        .await;
    assert_eq!(
        refusal(&transfer(&app, &call).await),
        "Our team calls you back before tonight."
    );
}

#[tokio::test]
async fn the_log_holds_no_number() {
    let app = at(MONDAY);
    transfer(&app, &Call::new("c")).await;
    let log = format!("{:?}", app.log());
    assert!(log.contains("handed_over"), "{log}");
    for number in ["123456789", "612345678"] {
        assert!(!log.contains(number), "{log}");
    }
}
