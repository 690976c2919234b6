//! Live questions other than tool calls: always 200, in Vapi's shapes, also without a database.

use serde_json::{Value, json};

use crate::{
    app::{DEMO_ASSISTANT, TestApp},
    fixtures::fixture,
    scenes::{OTHER_ASSISTANT, add_other_tenant},
    sqlite::{Fault, Gate},
    tables,
    vapi::Call,
};

/// An assistant request for a call to this number.
fn ringing(number: &str) -> Value {
    json!({"message": {"type": "assistant-request", "phoneNumber": {"number": number},
        "call": {"id": "c", "type": "inboundPhoneCall", "customer": {"number": "+33612345678"}}}})
}

#[tokio::test]
async fn a_known_number_gets_its_own_assistant() {
    let app = TestApp::new();
    add_other_tenant(&app);
    for (number, assistant) in [
        ("+33987654321", DEMO_ASSISTANT),
        ("+33939035761", DEMO_ASSISTANT),
        ("+33900000001", OTHER_ASSISTANT),
    ] {
        for _ in 0..2 {
            let reply = app.post(&ringing(number)).await;
            assert_eq!(
                (reply.status(), reply.json()),
                (200, json!({ "assistantId": assistant })),
                "{number}"
            );
        }
    }
    for table in ["call_logs", "call_bindings", "stored_events"] {
        assert_eq!(app.count(table), 0, "a question changes nothing: {table}");
    }
}

#[tokio::test]
async fn the_forwarding_number_counts_and_a_contradiction_does_not() {
    let app = TestApp::new();
    add_other_tenant(&app);
    let mut body = ringing("+33100000000");
    body["message"]["call"]["transport"] = json!({"forwardedFrom": "+33987654321"});
    assert_eq!(
        app.post(&body).await.json(),
        json!({ "assistantId": DEMO_ASSISTANT })
    );
    body["message"]["phoneNumber"]["number"] = json!("+33900000001");
    assert!(app.post(&body).await.json()["error"].is_string());
}

#[tokio::test]
async fn an_unknown_number_gets_nobodys_assistant() {
    let app = TestApp::new();
    for body in [
        ringing("+33100000000"),
        ringing(""),
        json!({"message": {"type": "assistant-request"}}),
    ] {
        let reply = app.post(&body).await;
        assert_eq!(reply.status(), 200);
        let answer = reply.json();
        assert!(
            answer["error"]
                .as_str()
                .is_some_and(|text| !text.is_empty()),
            "{answer}"
        );
        assert_eq!(answer.as_object().unwrap().len(), 1, "{answer}");
    }
    app.db
        .execute("UPDATE channel_configurations SET enabled = 0");
    assert!(app.post(&ringing("+33987654321")).await.json()["error"].is_string());
    app.db.execute("UPDATE channel_configurations SET enabled = 1, config_public = json_set(config_public, '$.sara.agentType', 'astrology')");
    assert!(app.post(&ringing("+33987654321")).await.json()["error"].is_string());
}

#[tokio::test]
async fn each_question_has_its_shape() {
    let app = TestApp::new();
    add_other_tenant(&app);
    let call = Call::new("c");
    let transfer = app
        .post(&call.message("transfer-destination-request", json!({})))
        .await
        .json();
    assert!(
        transfer["error"].as_str().unwrap().contains("Personne"),
        "{transfer}"
    );
    let handoff = app
        .post(&call.message("handoff-destination-request", json!({"parameters": {}})))
        .await
        .json();
    assert_eq!(handoff["destination"], json!({}));
    assert!(
        handoff["error"].as_str().unwrap().contains("Personne"),
        "{handoff}"
    );
    let before = tables::all(&app.db);
    let english = Call::anonymous("d").at_other();
    let english = app
        .post(&english.message("transfer-destination-request", json!({})))
        .await
        .json();
    assert!(
        english["error"].as_str().unwrap().contains("nobody")
            || english["error"].as_str().unwrap().contains("Nobody"),
        "{english}"
    );
    for (kind, answer) in [
        ("knowledge-base-request", json!({"documents": []})),
        ("call.endpointing.request", json!({"timeoutSeconds": 0.5})),
        ("campaign.predial", json!({"eligible": false})),
    ] {
        let reply = app.post(&call.message(kind, json!({}))).await;
        assert_eq!(
            (reply.status(), reply.json(), reply.batches()),
            (200, answer, 0),
            "{kind}"
        );
    }
    tables::assert_same(&tables::all(&app.db), &before);
}

#[tokio::test]
async fn a_voice_request_gets_audio() {
    let app = TestApp::new();
    let reply = app.post(&fixture("voice-request_misspelt-wrapper")).await;
    assert_eq!(reply.status(), 200);
    assert_eq!(
        reply.parts.headers["content-type"],
        "application/octet-stream"
    );
    assert!(
        !reply.body.is_empty()
            && reply.body.len() % 2 == 0
            && reply.body.iter().all(|byte| *byte == 0)
    );
}

#[tokio::test]
async fn a_database_that_fails_or_hangs_is_no_reason_not_to_answer() {
    const KINDS: [&str; 7] = [
        "assistant-request",
        "transfer-destination-request",
        "handoff-destination-request",
        "knowledge-base-request",
        "call.endpointing.request",
        "campaign.predial",
        "voice-request",
    ];
    for kind in KINDS {
        let app = TestApp::new();
        for _ in 0..2 {
            app.db.inject(Fault::Refused);
        }
        let reply = app.post(&Call::new("c").message(kind, json!({}))).await;
        assert_eq!(reply.status(), 200, "{kind}");
        assert!(!reply.body.is_empty());
        let warm = TestApp::new();
        warm.ask(&Call::new("w"), "t", "get_business_info", json!({}))
            .await;
        for _ in 0..2 {
            warm.db.inject(Fault::Refused);
        }
        let reply = warm.post(&Call::new("c").message(kind, json!({}))).await;
        if kind == "assistant-request" {
            assert_eq!(
                reply.json(),
                json!({ "assistantId": DEMO_ASSISTANT }),
                "as last seen"
            );
        }
        let hung = TestApp::new().impatient();
        hung.db.inject(Fault::Slow(Gate::new()));
        let reply = hung.post(&Call::new("c").message(kind, json!({}))).await;
        assert_eq!(reply.status(), 200, "{kind}");
    }
}

#[tokio::test]
async fn what_an_assistant_request_logs_holds_no_number() {
    let app = TestApp::new();
    app.post(&ringing("+33987654321")).await;
    app.post(&ringing("+33100000000")).await;
    let log = format!("{:?}", app.log());
    for number in ["987654321", "612345678", "100000000"] {
        assert!(!log.contains(number), "{log}");
    }
}
