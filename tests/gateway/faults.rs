//! When the database fails or dawdles: done once and told so, or told that nothing is certain.

use serde_json::{Value, json};

use crate::{
    app::{DEMO_ASSISTANT, Reply, TestApp},
    operator::{own_secret, tenant},
    sqlite::{Fault, Gate},
    tables,
    vapi::Call,
};

fn booking(id: &str) -> Value {
    let arguments = json!({"date": "mardi", "time": "10 h", "customer_name": "Jean Dupont"});
    Call::new("call-1").tool(id, "book_appointment", arguments)
}

/// A gateway whose isolate knows the demo tenant, so that the next batch is the one that writes.
async fn warm() -> TestApp {
    let app = TestApp::new();
    let info = Call::new("warm-up").tool("t1", "get_business_info", json!({"topic": "hours"}));
    assert_eq!(app.post(&info).await.batches(), 2);
    app
}

fn live_appointments(app: &TestApp) -> Value {
    app.db
        .value("SELECT count(*) FROM rendez_vous WHERE status = 'confirmed'")
}

fn uncertain(reply: &Reply) {
    let error = reply.error();
    assert!(error.contains("nothing is certain"), "{error}");
}

#[tokio::test]
async fn a_refused_batch_is_sent_again() {
    let app = warm().await;
    app.db.inject(Fault::Refused);
    let reply = app.post(&booking("t1")).await;
    assert_eq!(
        (reply.result()["status"].clone(), reply.batches()),
        (json!("booked"), 2)
    );
    assert_eq!(live_appointments(&app), json!(1));
}

#[tokio::test]
async fn a_batch_that_committed_and_failed_is_booked_once_and_told_so() {
    let app = warm().await;
    app.db.inject(Fault::CommittedThenFailed);
    let result = app.post(&booking("t1")).await.result();
    assert_eq!(result["status"], "booked");
    let id = app.db.value("SELECT id FROM rendez_vous");
    assert_eq!(result["appointment_id"], id);
    assert_eq!(
        app.db
            .value("SELECT count(*) FROM tool_calls WHERE writes = 1"),
        json!(1)
    );
    // Whoever asks again hears the same, under the same id and under a new one.
    for call_id in ["t1", "t2"] {
        let again = app.post(&booking(call_id)).await.result();
        assert_eq!(
            (&again["status"], &again["appointment_id"]),
            (&json!("booked"), &id)
        );
    }
    assert_eq!(app.db.value("SELECT count(*) FROM rendez_vous"), json!(1));
}

#[tokio::test]
async fn several_calls_that_committed_and_failed_happen_once() {
    let app = warm().await;
    let call = Call::new("call-1");
    let message = call.tools(&[
        (
            "t1",
            "book_appointment",
            json!({"date": "mardi", "time": "10 h", "customer_name": "Jean Dupont"}),
        ),
        (
            "t2",
            "create_ticket",
            json!({"subject": "chaudière en panne", "customer_name": "Jean Dupont"}),
        ),
        ("t3", "request_callback", json!({"reason": "une offre"})),
    ]);
    app.db.inject(Fault::CommittedThenFailed);
    for entry in app.post(&message).await.results() {
        assert!(entry["result"].is_string(), "{entry}");
    }
    for table in ["rendez_vous", "tickets", "callbacks"] {
        assert_eq!(
            app.db.value(&format!("SELECT count(*) FROM {table}")),
            json!(1),
            "{table}"
        );
    }
}

#[tokio::test]
async fn twice_refused_is_an_error_and_no_row() {
    let app = warm().await;
    let before = tables::all(&app.db);
    app.db.inject(Fault::Refused);
    app.db.inject(Fault::Refused);
    let reply = app.post(&booking("t1")).await;
    uncertain(&reply);
    assert_eq!(reply.batches(), 2);
    tables::assert_same(&tables::all(&app.db), &before);
    // A fault is never an answer for later.
    assert_eq!(app.post(&booking("t1")).await.result()["status"], "booked");
}

#[tokio::test]
async fn a_cold_isolate_asks_again_for_the_configuration() {
    let app = TestApp::new();
    app.db.inject(Fault::Refused);
    let reply = app.post(&booking("t1")).await;
    assert_eq!(
        (reply.result()["status"].clone(), reply.batches()),
        (json!("booked"), 3)
    );

    tenant(&app, "tenant_a", json!({})).await;
    let endpoint = own_secret(&app, "tenant_a", "of-a").await;
    let mut call = Call::new("call-2");
    call.assistant = "assistant_tenant_a".into();
    let message = call.tool("t1", "request_callback", json!({"reason": "une offre"}));
    app.db.inject(Fault::Refused);
    assert_eq!(
        app.post_to(&endpoint, "of-a", &message).await.result()["status"],
        "recorded"
    );
}

#[tokio::test]
async fn tool_calls_get_200_while_the_database_is_down() {
    let app = TestApp::new();
    for assistant in [DEMO_ASSISTANT, "stranger"] {
        let mut call = Call::new("call-1");
        call.assistant = assistant.into();
        let before = tables::all(&app.db);
        let message = call.tools(&[
            ("t1", "request_callback", json!({"reason": "une offre"})),
            ("t2", "no_such_tool", json!({})),
        ]);
        for _ in 0..2 {
            app.db.inject(Fault::Refused);
        }
        let results = app.post(&message).await.results();
        assert_eq!(results.len(), 2);
        for (entry, id) in results.iter().zip(["t1", "t2"]) {
            assert_eq!(entry["toolCallId"], id);
            assert!(
                entry["error"]
                    .as_str()
                    .unwrap()
                    .contains("nothing is certain"),
                "{entry}"
            );
        }
        tables::assert_same(&tables::all(&app.db), &before);
        let legacy = call.message("function-call",
            json!({"functionCall": {"name": "request_callback", "parameters": {"reason": "une offre"}}}));
        app.db.inject(Fault::Refused);
        app.db.inject(Fault::Refused);
        let reply = app.post(&legacy).await;
        assert_eq!(reply.status(), 200);
        assert!(
            reply.json()["result"]
                .as_str()
                .unwrap()
                .contains("nothing is certain")
        );
    }
}

#[tokio::test]
async fn a_stranger_is_answered_also_when_nothing_can_be_kept() {
    let app = TestApp::new();
    let mut call = Call::new("call-1");
    call.assistant = "stranger".into();
    app.db.inject_nothing(1);
    app.db.inject(Fault::Refused);
    let reply = app
        .post(&call.tool("t1", "request_callback", json!({"reason": "une offre"})))
        .await;
    assert!(reply.error().starts_with("This line is not configured"));
}

#[tokio::test]
async fn live_questions_get_200_while_the_database_is_down() {
    let app = TestApp::new();
    for kind in [
        "assistant-request",
        "transfer-destination-request",
        "knowledge-base-request",
    ] {
        app.db.inject(Fault::Refused);
        app.db.inject(Fault::Refused);
        let reply = app
            .post(&Call::new("call-1").message(kind, json!({})))
            .await;
        assert_eq!(reply.status(), 200, "{kind}");
        assert!(reply.json()["assistantId"].is_null());
    }
}

#[tokio::test]
async fn an_endpoint_that_cannot_be_looked_up_lets_nobody_in() {
    let app = TestApp::new();
    let path = own_secret(&app, "tenant_demo_001", "of-demo").await;
    app.db.inject(Fault::Refused);
    app.db.inject(Fault::Refused);
    let reply = app.post_to(&path, "of-demo", &booking("t1")).await;
    assert_eq!(
        (reply.status(), &reply.json()["error"]["code"]),
        (503, &json!("unavailable"))
    );
    assert_eq!(live_appointments(&app), json!(0));
}

#[tokio::test]
async fn past_the_deadline_it_is_pending_and_then_the_outcome() {
    let app = warm().await.impatient();
    let gate = Gate::new();
    app.db.inject(Fault::Slow(gate.clone()));
    let pending = app.post(&booking("t1")).await.result();
    assert_eq!(pending["status"], "pending");
    assert!(
        pending["say"].as_str().unwrap().contains("vérifie"),
        "{pending}"
    );
    gate.arrived().await;
    assert_eq!(live_appointments(&app), json!(0), "neither done nor failed");

    gate.open();
    app.settled().await;
    let patient = app.patient();
    for (call_id, replayed) in [("t1", true), ("t2", true)] {
        let result = patient.post(&booking(call_id)).await.result();
        assert_eq!(
            (&result["status"], &result["replayed"]),
            (&json!("booked"), &json!(replayed))
        );
    }
    assert_eq!(app.db.value("SELECT count(*) FROM rendez_vous"), json!(1));
}

#[tokio::test]
async fn the_same_question_while_the_first_is_under_way_acts_once() {
    let app = warm().await;
    let gate = Gate::new();
    app.db.inject(Fault::Slow(gate.clone()));
    let first = tokio::spawn({
        let app = app.clone();
        async move { app.post(&booking("t1")).await.result() }
    });
    gate.arrived().await;
    let second = app.post(&booking("t2")).await.result();
    gate.open();
    let first = first.await.unwrap();
    assert_eq!(
        (&first["status"], &second["status"]),
        (&json!("booked"), &json!("booked"))
    );
    assert_eq!(first["appointment_id"], second["appointment_id"]);
    assert_eq!(app.db.value("SELECT count(*) FROM rendez_vous"), json!(1));
}

#[tokio::test]
async fn what_outlives_its_answer_runs_to_its_end() {
    let app = warm().await.impatient();
    let gate = Gate::new();
    app.db.inject(Fault::Slow(gate.clone()));
    assert_eq!(app.post(&booking("t1")).await.result()["status"], "pending");
    gate.open();
    app.settled().await;
    assert_eq!(live_appointments(&app), json!(1));
}

#[tokio::test]
async fn the_deadline_is_the_tenants() {
    let app = TestApp::new();
    app.db
        .execute("UPDATE tenant_settings SET tool_deadline_ms = 1500");
    app.post(&booking("t1")).await.result();
    app.post(&booking("t1")).await.result();
    assert_eq!(
        app.deadlines(),
        [5000, 1500],
        "before the tenant is known, and after"
    );
}
