//! Noise is counted by tenant, day and type, at the cost of one batch a second.

use serde_json::{Value, json};

use crate::{app::TestApp, sqlite::Fault, vapi::Call};

const COUNTS: &str =
    "SELECT tenant_id, day, message_type, messages FROM noise_counts ORDER BY 1, 3";

fn counts(app: &TestApp) -> Value {
    json!(app.db.query(COUNTS))
}

#[tokio::test]
async fn a_window_of_messages_is_one_batch() {
    // Time does not pass while these come in; then the window is over.
    let app = TestApp::new();
    let call = Call::new("c");
    app.ask(&call, "t", "get_business_info", json!({})).await;
    let before = app.db.batches();
    for _ in 0..20 {
        let reply = app.post(&call.message("speech-update", json!({}))).await;
        assert_eq!((reply.status(), reply.batches()), (200, 0));
    }
    assert_eq!((counts(&app), app.db.batches()), (json!([]), before));
    let later = app.clone().impatient();
    later.set_clock("2026-10-05T08:00:06Z");
    later.post(&call.message("transcript", json!({}))).await;
    later.settled().await;
    let row = |kind: &str, messages: u32| json!({"tenant_id": "tenant_demo_001", "day": "2026-10-05", "message_type": kind, "messages": messages});
    assert_eq!(
        counts(&app),
        json!([row("speech-update", 20), row("transcript", 1)])
    );
    assert_eq!(app.db.batches(), before + 1);
}

#[tokio::test]
async fn what_could_not_be_written_is_counted_with_the_next() {
    let app = TestApp::new().impatient();
    let call = Call::new("c");
    for fault in [true, false] {
        if fault {
            app.db.inject(Fault::Refused);
        }
        app.post(&call.message("model-output", json!({}))).await;
        app.settled().await;
    }
    // Nobody has told this isolate yet whose line it is.
    assert_eq!(
        counts(&app),
        json!([{"tenant_id": "", "day": "2026-10-05", "message_type": "model-output", "messages": 2}])
    );
    assert_eq!(app.count("stored_events"), 0);
}
