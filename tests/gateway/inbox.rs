//! Stored before it is acknowledged, whatever the database does: nothing that got a 200 is missing
//! afterwards, nothing is there twice.

use std::{collections::BTreeSet, sync::Arc, sync::atomic::Ordering};

use coccinelle_gateway::{
    inbox::{Arrival, Happening, QUEUE_LIMIT, settle},
    vapi::parse,
};
use serde_json::{Value, json};

use crate::{
    any_order::{call, messages, row},
    app::{TestApp, TestQueue},
    operator::ask,
    random::Random,
    report_effects::report,
    sqlite::{Fault, Gate},
    vapi::Call,
};

/// The cron job, by hand.
async fn run_job(app: &TestApp) -> Value {
    let reply = ask(app, "POST", "/api/jobs/inbox", &json!({})).await;
    assert_eq!(reply.status(), 200, "{:?}", reply.body);
    reply.json()
}

async fn give_back(app: &TestApp, queue: &TestQueue) {
    let messages = std::mem::take(&mut *queue.messages.lock().unwrap());
    for message in messages {
        settle(&*app.db, app.now(), &message).await.unwrap();
    }
}

#[tokio::test]
async fn what_is_no_message_of_the_queue_is_refused_without_a_word_of_it() {
    let app = TestApp::new();
    for message in [
        "Dupontel",
        r#"{"id": "x", "scope": {"phone": "+33612345678"}}"#,
        r#"{"id": ["+33612345678"]}"#,
        r#"{"id": "x", "scope": "", "received_at": "+33612345678"}"#,
        r#"{"id": "x", "happening": {"+33612345678": "Dupontel"}}"#,
        r#"{"id": "x", "happening": {"Status": "+33612345678"}}"#,
        r#"{"id": "x", "cut": "+33612345678"}"#,
    ] {
        let why = settle(&*app.db, app.now(), message).await.unwrap_err();
        let told = ["612345678", "Dupontel"].map(|part| why.contains(part));
        assert_eq!(told, [false, false], "{why}");
    }
}

#[tokio::test]
async fn what_cannot_be_processed_is_stored_alone_and_processed_later() {
    let app = TestApp::new();
    let body = report(&Call::new("c"), json!({"transcript": "AI: Bonjour."}));
    app.db.inject_nothing(1);
    app.db.inject(Fault::Constraint);
    let reply = app.post(&body).await;
    assert_eq!((reply.status(), reply.batches()), (200, 3));
    let event = app.row("SELECT * FROM stored_events");
    assert_eq!(
        (&event["state"], &event["attempts"], &event["vapi_call_id"]),
        (&json!("pending"), &json!(1), &json!("c"))
    );
    assert!(event["last_error"].as_str().unwrap().contains("constraint"));
    assert_eq!(app.count("call_logs"), 0);

    assert_eq!(run_job(&app).await, json!({"done": 1}));
    let event = app.row("SELECT * FROM stored_events");
    assert_eq!(
        (
            &event["state"],
            &event["attempts"],
            &event["event"],
            &event["tenant_id"]
        ),
        (
            &json!("done"),
            &json!(2),
            &Value::Null,
            &json!("tenant_demo_001")
        )
    );
    let row = app.row("SELECT * FROM call_logs");
    assert_eq!(
        (&row["duration_seconds"], &row["transcript"]),
        (&json!(62), &json!("AI: Bonjour."))
    );
    assert_eq!(run_job(&app).await, json!({"done": 0}));
}

#[tokio::test]
async fn what_fails_again_and_again_is_tried_later_and_later_and_is_dead_in_the_end() {
    let app = TestApp::new();
    app.db.inject_nothing(1);
    app.db.inject(Fault::Constraint);
    app.post(&report(&Call::new("c"), json!({}))).await;
    let mut waits = Vec::new();
    loop {
        // The job asks what is due, then for the tenant, then it processes.
        app.db.inject_nothing(2);
        app.db.inject(Fault::Constraint);
        run_job(&app).await;
        app.db.heal();
        let event = app.row("SELECT state, attempts, next_attempt_at FROM stored_events");
        let Some(next) = event["next_attempt_at"].as_str() else {
            assert_eq!(
                (&event["state"], &event["attempts"]),
                (&json!("dead"), &json!(12))
            );
            break;
        };
        waits.push(
            (next.parse::<chrono::DateTime<chrono::Utc>>().unwrap() - app.now()).num_minutes(),
        );
        app.set_clock(next);
    }
    assert_eq!(waits, [1, 2, 4, 8, 16, 32, 64, 128, 256, 512]);
    assert_eq!(run_job(&app).await, json!({"done": 0}));
}

#[tokio::test]
async fn an_outage_is_not_the_messages_fault() {
    let app = TestApp::new();
    app.db.inject_nothing(1);
    app.db.inject(Fault::Constraint);
    app.post(&report(&Call::new("c"), json!({}))).await;
    app.db.inject_nothing(1);
    app.db.inject(Fault::Refused);
    let reply = ask(&app, "POST", "/api/jobs/inbox", &json!({})).await;
    assert_eq!(reply.status(), 503);
    let event = app.row("SELECT state, attempts FROM stored_events");
    assert_eq!(
        (&event["state"], &event["attempts"]),
        (&json!("pending"), &json!(1))
    );
}

#[tokio::test]
async fn the_queue_takes_what_the_database_does_not() {
    let (app, queue) = TestApp::new().with_queue();
    let body = report(&Call::new("c"), json!({"transcript": "AI: Bonjour."}));
    for _ in 0..2 {
        app.db.inject(Fault::Refused);
    }
    assert_eq!(app.post(&body).await.status(), 200);
    assert_eq!((app.count("stored_events"), app.count("call_logs")), (0, 0));
    give_back(&app, &queue).await;
    assert_eq!(app.row("SELECT state FROM stored_events")["state"], "done");
    assert_eq!(
        app.row("SELECT * FROM call_logs")["transcript"],
        "AI: Bonjour."
    );

    queue.down.store(true, Ordering::SeqCst);
    for _ in 0..2 {
        app.db.inject(Fault::Refused);
    }
    assert_eq!(app.post(&body).await.status(), 503);
    // Without a fault the queue is not asked.
    assert_eq!(app.post(&body).await.status(), 200);
}

#[tokio::test]
async fn a_slow_database_is_not_waited_for_when_there_is_a_queue() {
    let (app, queue) = TestApp::new().impatient().with_queue();
    app.db.inject(Fault::Slow(Gate::new()));
    let body = report(&Call::new("c"), json!({}));
    assert_eq!(app.post(&body).await.status(), 200);
    give_back(&app, &queue).await;
    assert_eq!(app.row("SELECT * FROM call_logs")["duration_seconds"], 62);
}

#[tokio::test]
async fn a_report_too_large_for_the_queue_is_cut_and_marked() {
    let (app, queue) = TestApp::new().with_queue();
    let long = "AI: déjà vu \u{1F600}\n".repeat(20_000);
    let outputs = json!({"1": {"name": "a", "result": "x".repeat(60_000)}});
    let body = report(
        &Call::new("c"),
        json!({"artifact": {"transcript": long, "structuredOutputs": outputs, "variableValues": {"v": "y".repeat(60_000)}}}),
    );
    for _ in 0..2 {
        app.db.inject(Fault::Refused);
    }
    assert_eq!(app.post(&body).await.status(), 200);
    let length = queue.messages.lock().unwrap()[0].len();
    assert!((40_000..=QUEUE_LIMIT).contains(&length), "{length}");
    give_back(&app, &queue).await;
    let cut = app.row("SELECT * FROM call_logs");
    let kept = cut["transcript"].as_str().unwrap();
    assert!(
        long.starts_with(kept) && kept.len() > 10_000,
        "{}",
        kept.len()
    );
    assert_eq!(
        (&cut["report_cut"], &cut["duration_seconds"]),
        (&json!(1), &json!(62))
    );
    // The same report in full, whichever comes first.
    assert_eq!(app.post(&body).await.status(), 200);
    let whole = app.row("SELECT * FROM call_logs");
    assert_eq!(whole["report_cut"], 0);
    assert!(whole["transcript"].as_str().unwrap().len() > kept.len());
}

#[tokio::test]
async fn a_message_of_nobody_goes_to_its_call_once_that_is_known() {
    let app = TestApp::new();
    let mut stranger = Call::new("c");
    stranger.assistant = "assistant-of-a-squad".into();
    app.post(&report(&stranger, json!({}))).await;
    assert_eq!(run_job(&app).await, json!({"done": 0}));
    assert_eq!(
        app.row("SELECT state FROM stored_events")["state"],
        "unrouted"
    );
    app.post(&Call::new("c").message("hang", json!({}))).await;
    assert_eq!(run_job(&app).await, json!({"done": 1}));
    assert_eq!(app.row("SELECT * FROM call_logs")["duration_seconds"], 62);
    assert_eq!(app.count("stored_events WHERE state = 'done'"), 2);
}

/// One of everything that can happen to a batch; slow ones are let through at the end.
fn some_fault(random: &mut Random, gates: &mut Vec<Gate>) -> Fault {
    match random.below(5) {
        0 => Fault::Refused,
        1 => Fault::CommittedThenFailed,
        2 => Fault::Constraint,
        3 => {
            gates.push(Gate::new());
            Fault::Slow(gates.last().unwrap().clone())
        }
        _ => Fault::BrokenAt(random.below(12)),
    }
}

/// Breaks some of the batches that a request sends.
fn break_something(app: &TestApp, random: &mut Random, gates: &mut Vec<Gate>) {
    for _ in 0..random.below(5) {
        if random.one_in(3) {
            app.db.inject_nothing(1);
        } else {
            app.db.inject(some_fault(random, gates));
        }
    }
}

/// The id under which a message is stored.
fn event_id(message: &Value) -> Option<String> {
    let body = message.to_string();
    let parsed = parse(body.as_bytes()).unwrap();
    let happening = Happening::of(parsed.event)?;
    let at = "2026-10-05T08:00:00Z".parse().unwrap();
    Some(Arrival::new("", at, parsed.envelope, happening, body.as_bytes()).id)
}

/// What a message was acknowledged with: that it is stored, or a result that tells what was done.
fn acknowledged(message: &Value, reply: &crate::app::Reply) -> bool {
    if message["message"]["type"] != "tool-calls" {
        return reply.status() == 200;
    }
    let result = reply.results()[0]["result"].clone();
    result
        .as_str()
        .is_some_and(|text| !text.contains("\"pending\""))
}

/// Whether the database holds it.
fn is_stored(app: &TestApp, call: &Call, message: &Value) -> bool {
    match event_id(message) {
        Some(id) => {
            app.count(&format!(
                "stored_events WHERE id = '{id}' AND state = 'done'"
            )) == 1
        }
        None => {
            let tool_call = message["message"]["toolCallList"][0]["id"]
                .as_str()
                .unwrap();
            let id = &call.id;
            app.count(&format!(
                "tool_calls t JOIN call_logs c ON c.id = t.call_id \
                 WHERE c.vapi_call_id = '{id}' AND t.tool_call_id = '{tool_call}'"
            )) == 1
        }
    }
}

/// Sends every message of these calls in any order, each up to three times while it is refused,
/// with a database and a queue that fail at random. The acknowledged ones, by call and position.
async fn a_bad_day(
    app: &TestApp,
    queue: &Arc<TestQueue>,
    calls: &[(Call, Vec<Value>)],
) -> BTreeSet<(usize, usize)> {
    let mut random = Random(7);
    let mut gates = Vec::new();
    let mut order: Vec<(usize, usize)> = (0..calls.len())
        .flat_map(|call| (0..calls[call].1.len()).map(move |at| (call, at)))
        .collect();
    random.shuffle(&mut order);
    let mut taken = BTreeSet::new();
    for (call, at) in order {
        let message = &calls[call].1[at];
        for _ in 0..3 {
            break_something(app, &mut random, &mut gates);
            queue.down.store(random.one_in(3), Ordering::SeqCst);
            let isolate = if random.one_in(4) {
                app.another_isolate()
            } else {
                app.clone()
            };
            let reply = isolate.post(message).await;
            app.db.heal();
            if acknowledged(message, &reply) {
                taken.insert((call, at));
                break;
            }
            assert!(matches!(reply.status(), 200 | 503), "{}", reply.status());
        }
    }
    for gate in gates {
        gate.open();
    }
    app.settled().await;
    taken
}

#[tokio::test]
async fn faults_at_every_statement_of_a_thousand_messages_lose_and_double_nothing() {
    let (app, queue) = TestApp::new().impatient().with_queue();
    let calls: Vec<(Call, Vec<Value>)> = (0..67)
        .map(|number| (call(number), messages(&call(number))))
        .collect();
    let taken = a_bad_day(&app, &queue, &calls).await;
    assert!((500..1005).contains(&taken.len()), "{}", taken.len());
    assert!(queue.messages.lock().unwrap().len() > 50);
    assert!(app.count("stored_events WHERE state = 'pending'") > 20);
    let again = queue.messages.lock().unwrap().clone();
    give_back(&app, &queue).await;
    *queue.messages.lock().unwrap() = again;
    give_back(&app, &queue).await;
    while app.count("stored_events WHERE state <> 'done'") > 0 {
        let done = run_job(&app).await["done"].as_u64().unwrap();
        assert!(done > 0, "what is stored can be processed now");
    }

    let reference = TestApp::new();
    for (number, (call, messages)) in calls.iter().enumerate() {
        for (at, message) in messages.iter().enumerate() {
            let stored = is_stored(&app, call, message);
            assert!(
                stored || !taken.contains(&(number, at)),
                "{message} is lost"
            );
            if stored {
                assert_eq!(reference.post(message).await.status(), 200);
            }
        }
        run_job(&reference).await;
        assert_eq!(row(&app, call), row(&reference, call), "{}", call.id);
    }
    for table in [
        "tickets",
        "prospects",
        "callbacks",
        "ticket_notes",
        "call_logs",
        "tool_calls",
    ] {
        assert_eq!(app.count(table), reference.count(table), "{table}");
    }
}
