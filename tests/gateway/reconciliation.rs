//! Calls whose report never came are fetched from Vapi, once, whatever Vapi's list does.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering},
};

use bytes::Bytes;
use chrono::{DateTime, Utc};
use coccinelle_gateway::http::{Settings, timestamp};
use http::{Request, Response};
use serde_json::{Value, json};

use crate::{
    app::{DEMO_ASSISTANT, TestApp, dev_variable},
    operator::ask,
    report_effects::report,
    sqlite::Fault,
    vapi::Call,
};

const JOB: &str = "/api/jobs/reconcile";
const READ: &str = "/api/reconciliation?tenant_id=tenant_demo_001";

/// Vapi's list of calls: at most `cap` of a page, in the order of their creation.
#[derive(Default)]
struct Vapi {
    calls: Mutex<Vec<Value>>,
    cap: AtomicUsize,
    /// Statuses that the next requests get instead of an answer.
    refusals: Mutex<Vec<u16>>,
    keys: Mutex<Vec<String>>,
}

impl Vapi {
    fn list(&self, request: &Request<Bytes>) -> Response<Bytes> {
        let key = request.headers()["authorization"].to_str().unwrap();
        self.keys.lock().unwrap().push(key.to_owned());
        assert!(request.headers().contains_key("user-agent"));
        if let Some(status) = self.refusals.lock().unwrap().pop() {
            return Response::builder()
                .status(status)
                .body(Bytes::new())
                .unwrap();
        }
        let query = request.uri().query().unwrap();
        let asked = |name: &str| {
            query
                .split('&')
                .find_map(|pair| pair.strip_prefix(&format!("{name}=")))
                .unwrap()
        };
        let (from, until) = (asked("updatedAtGe"), asked("updatedAtLt"));
        let limit: usize = asked("limit").parse().unwrap();
        let calls = self.calls.lock().unwrap();
        let within = calls.iter().filter(|call| {
            let at = call["updatedAt"].as_str().unwrap();
            from <= at && at < until
        });
        let page: Vec<&Value> = within
            .take(limit.min(self.cap.load(Ordering::SeqCst)))
            .collect();
        Response::new(Bytes::from(serde_json::to_vec(&page).unwrap()))
    }

    fn call(&self, id: &str, minute: i64, more: Value) {
        let at: DateTime<Utc> = "2026-10-05T06:00:00Z".parse().unwrap();
        let at = at + chrono::TimeDelta::minutes(minute);
        let mut call = json!({
            "id": id, "type": "inboundPhoneCall", "status": "ended", "assistantId": DEMO_ASSISTANT,
            "createdAt": timestamp(at), "startedAt": timestamp(at), "endedAt": timestamp(at),
            "updatedAt": timestamp(at), "endedReason": "customer-ended-call", "cost": 0.05,
            "customer": {"number": "+33612345678"},
            "analysis": {"summary": "Une visite."},
            "artifact": {"transcript": "AI: C'est noté, rendez-vous mardi à 10 heures.\n"},
        });
        for (key, value) in more.as_object().unwrap() {
            call[key] = value.clone();
        }
        self.calls.lock().unwrap().push(call);
    }
}

/// A gateway with a key, and the Vapi that it asks.
fn gateway(cap: usize) -> (TestApp, Arc<Vapi>) {
    let settings = Settings::read(
        |name| match name {
            "VAPI_API_KEY" => Some("platform-key".into()),
            name => dev_variable(name),
        },
        true,
    );
    // Waits between attempts are over at once.
    let app = TestApp::new().with_settings(settings).impatient();
    let vapi = Arc::new(Vapi::default());
    vapi.cap.store(cap, Ordering::SeqCst);
    let played = Arc::clone(&vapi);
    app.http.play(move |request| Ok(played.list(request)));
    (app, vapi)
}

async fn reconcile(app: &TestApp) -> Value {
    let reply = ask(app, "POST", JOB, &json!({})).await;
    assert_eq!(reply.status(), 200, "{:?}", reply.body);
    reply.json()
}

const INCOMPLETE: &str = "SELECT count(*) FROM call_logs WHERE summary IS NULL";

#[tokio::test]
async fn calls_without_a_report_and_calls_never_heard_of_are_completed() {
    for cap in [1, 3, 100] {
        let (app, vapi) = gateway(cap);
        for index in 0..20_i64 {
            // Created in one order, updated in another.
            vapi.call(&format!("c{index}"), index * 7 % 20, json!({}));
        }
        // Two have their report, one is known without it.
        for id in ["c0", "c1"] {
            app.post(&report(&Call::new(id), json!({}))).await;
        }
        app.post(&Call::new("c2").message("status-update", json!({"status": "in-progress"})))
            .await;
        for _ in 0..4 {
            reconcile(&app).await;
        }
        assert_eq!(app.count("call_logs"), 20, "cap {cap}");
        assert_eq!(app.db.value(INCOMPLETE), 0, "cap {cap}");
        let told = ask(&app, "GET", READ, &json!({})).await.json();
        assert_eq!(
            (&told["received"], &told["fetched"], &told["missing"]),
            (&json!(2), &json!(18), &json!(0)),
            "{told}"
        );
        assert_eq!(told["share_fetched"], json!(0.9));
        assert_eq!(told["accounts"][0]["account"], "platform");
        let marked =
            "SELECT count(*) FROM call_logs WHERE origin = 'fetched' AND fetched_at IS NOT NULL";
        assert_eq!(app.db.value(marked), 18);
        // What is complete is not taken again.
        assert_eq!(reconcile(&app).await["fetched"], 0);
    }
}

#[tokio::test]
async fn a_fetched_call_is_that_of_a_report_and_its_promises_are_checked() {
    let (app, vapi) = gateway(100);
    vapi.call("c", 0, json!({}));
    reconcile(&app).await;
    let row = app.row("SELECT * FROM call_logs");
    for (column, value) in [
        ("vapi_call_id", json!("c")),
        ("tenant_id", json!("tenant_demo_001")),
        ("call_status", json!("completed")),
        ("ended_bucket", json!("completed")),
        ("cost_microdollars", json!(50_000)),
        ("summary", json!("Une visite.")),
        ("from_number", json!("+33612345678")),
        ("direction", json!("inbound")),
        ("report_received_at", Value::Null),
    ] {
        assert_eq!(row[column], value, "{column}");
    }
    ask(&app, "POST", "/api/jobs/truth", &json!({})).await;
    let entry = app.row("SELECT kind, source_quote FROM callbacks");
    assert_eq!(
        entry["source_quote"],
        "C'est noté, rendez-vous mardi à 10 heures."
    );
}

#[tokio::test]
async fn a_report_that_comes_late_was_not_needed_from_vapi() {
    let (app, vapi) = gateway(100);
    vapi.call("c", 0, json!({}));
    reconcile(&app).await;
    app.post(&report(&Call::new("c"), json!({}))).await;
    let told = ask(&app, "GET", READ, &json!({})).await.json();
    assert_eq!(
        (&told["received"], &told["fetched"]),
        (&json!(1), &json!(0))
    );
}

#[tokio::test]
async fn calls_that_go_on_and_calls_of_nobody_are_left_alone() {
    let (app, vapi) = gateway(100);
    vapi.call("open", 0, json!({"status": "in-progress", "endedAt": null}));
    vapi.call("foreign", 1, json!({"assistantId": "of-nobody"}));
    let done = reconcile(&app).await;
    assert_eq!((&done["fetched"], &done["foreign"]), (&json!(0), &json!(1)));
    assert_eq!(app.count("call_logs"), 0);
}

#[tokio::test]
async fn a_busy_or_broken_vapi_is_asked_again() {
    let (app, vapi) = gateway(100);
    vapi.call("c", 0, json!({}));
    *vapi.refusals.lock().unwrap() = vec![429, 500, 503];
    assert_eq!(reconcile(&app).await["fetched"], 1);
    // Four for the page, and one for each side of its only call.
    assert_eq!(app.http.sent().len(), 6);
}

#[tokio::test]
async fn one_that_stays_broken_is_left_alone_for_longer_and_longer() {
    let (app, vapi) = gateway(100);
    vapi.call("c", 0, json!({}));
    *vapi.refusals.lock().unwrap() = vec![500; 8];
    assert_eq!(reconcile(&app).await["fetched"], 0);
    let state = app.row("SELECT * FROM reconciliations");
    assert_eq!(
        (&state["failures"], &state["last_error"], &state["retry_at"]),
        (
            &json!(1),
            &json!("status 500"),
            &json!("2026-10-05T08:01:00.000Z")
        )
    );
    assert_eq!(reconcile(&app).await["waiting"], 1);
    app.set_clock("2026-10-05T08:01:00Z");
    reconcile(&app).await;
    let state = app.row("SELECT * FROM reconciliations");
    assert_eq!(state["retry_at"], "2026-10-05T08:03:00.000Z");
    app.set_clock("2026-10-05T08:03:00Z");
    assert_eq!(reconcile(&app).await["fetched"], 1);
    assert_eq!(
        app.row("SELECT failures FROM reconciliations")["failures"],
        0
    );
}

#[tokio::test]
async fn a_run_that_breaks_off_anywhere_is_taken_up_where_it_was() {
    let (app, vapi) = gateway(2);
    for index in 0..6 {
        vapi.call(&format!("c{index}"), index, json!({}));
    }
    let mut failed = 0;
    for batches in 0..60 {
        app.db.inject_nothing(batches % 9);
        // The batch and its repetition.
        app.db.inject(Fault::Refused);
        app.db.inject(Fault::Refused);
        let reply = ask(&app, "POST", JOB, &json!({})).await;
        failed += usize::from(reply.status() != 200);
    }
    app.db.inject_nothing(1000);
    reconcile(&app).await;
    assert!(failed > 10, "{failed}");
    assert_eq!(app.count("call_logs"), 6);
    assert_eq!(app.db.value(INCOMPLETE), 0);
}

#[tokio::test]
async fn a_call_that_cannot_be_processed_keeps_no_other_from_it() {
    let (app, vapi) = gateway(100);
    app.db.execute(
        "CREATE TRIGGER odd BEFORE INSERT ON call_logs WHEN new.vapi_call_id = 'odd'
         BEGIN SELECT RAISE(ABORT, 'odd_call'); END",
    );
    vapi.call("odd", 0, json!({}));
    vapi.call("c", 1, json!({}));
    let done = reconcile(&app).await;
    assert_eq!((&done["fetched"], &done["kept"]), (&json!(1), &json!(1)));
    // It waits in the inbox, and is taken once what is wrong is mended.
    let kept = "stored_events WHERE state = 'pending' AND vapi_call_id = 'odd'";
    assert_eq!(app.count(kept), 1);
    app.db.execute("DROP TRIGGER odd");
    ask(&app, "POST", "/api/jobs/inbox", &json!({})).await;
    let taken = "call_logs WHERE vapi_call_id = 'odd' AND fetched_at IS NOT NULL";
    assert_eq!(app.count(taken), 1);
}

#[tokio::test]
async fn a_tenants_own_account_is_asked_with_its_own_key() {
    let (app, vapi) = gateway(100);
    vapi.call("c", 0, json!({}));
    let key = json!({"vapi_api_key": "key-of-the-tenant"});
    assert_eq!(ask(&app, "PUT", READ, &key).await.status(), 204);
    let kept = app.row("SELECT api_key_encrypted FROM reconciliations");
    assert!(
        !kept["api_key_encrypted"]
            .as_str()
            .unwrap()
            .contains("key-of")
    );
    reconcile(&app).await;
    let keys = std::mem::take(&mut *vapi.keys.lock().unwrap());
    assert!(
        keys.contains(&"Bearer key-of-the-tenant".to_owned()),
        "{keys:?}"
    );
    assert!(keys.contains(&"Bearer platform-key".to_owned()), "{keys:?}");
    let told = ask(&app, "GET", READ, &json!({})).await.json();
    assert!(!told.to_string().contains("key-of"), "{told}");
    let none = json!({"vapi_api_key": null});
    assert_eq!(ask(&app, "PUT", READ, &none).await.status(), 204);
    reconcile(&app).await;
    let keys = vapi.keys.lock().unwrap();
    assert!(
        keys.iter().all(|key| key == "Bearer platform-key"),
        "{keys:?}"
    );
}

#[tokio::test]
async fn what_is_no_key_and_no_period_is_refused() {
    let (app, _) = gateway(100);
    for body in [
        json!({}),
        json!({"vapi_api_key": "short"}),
        json!({"vapi_api_key": 1}),
        json!({"key": "x"}),
    ] {
        assert_eq!(ask(&app, "PUT", READ, &body).await.status(), 422, "{body}");
    }
    for period in [
        "&from=2026-10-06T00:00:00Z",
        "&from=2020-01-01T00:00:00Z",
        "&form=x",
    ] {
        let reply = ask(&app, "GET", &format!("{READ}{period}"), &json!({})).await;
        assert_eq!(reply.status(), 422, "{period}");
    }
}
