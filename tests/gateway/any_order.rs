//! The messages of a call in any order, repeated and with gaps: the row is the same.

use coccinelle_gateway::db::Row;
use serde_json::{Value, json};

use crate::{
    app::{DEMO_ASSISTANT, TestApp},
    random::Random,
    vapi::Call,
};

/// 5 October 2026, 07:58:00 UTC.
const BEGIN: i64 = 1_791_187_080_000;

/// A call that is handed to another assistant, forwarded, and reported twice. Its messages were
/// sent in this order, some seconds apart.
pub fn messages(call: &Call) -> Vec<Value> {
    let status = |status: &str| ("status-update", json!({ "status": status }));
    let number = |number: &str| json!({"type": "number", "number": number});
    let outputs = |rating: Value, more: Value| json!({"1": {"name": "rating", "result": rating}, "2": {"name": "more", "result": more}});
    let told = [
        status("queued"),
        status("in-progress"),
        ("language-change-detected", json!({"language": "en"})),
        ("language-change-detected", json!({"language": "fr-FR"})),
        (
            "transfer-update",
            json!({"destination": number("+33100000001")}),
        ),
        (
            "status-update",
            json!({"status": "forwarding", "destination": number("+33100000002")}),
        ),
        ("status-update", json!({"status": "ended"})),
        (
            "status-update",
            json!({"status": "ended", "endedReason": "customer-busy"}),
        ),
        (
            "end-of-call-report",
            json!({"endedReason": "assistant-forwarded-call", "startedAt": "2026-10-05T07:58:05Z",
            "durationSeconds": 61.6, "analysis": {"summary": "Une visite."}, "cost": 0.12,
            "artifact": {"transcript": "AI: Bonjour.", "structuredOutputs": outputs(json!(1), json!(null)),
                "assistantActivations": [{"assistantName": "Sara", "assistantId": "a"}]}}),
        ),
        (
            "end-of-call-report",
            json!({"endedReason": "assistant-forwarded-call", "endedAt": "2026-10-05T07:59:05Z",
            "durationSeconds": 62, "analysis": {"summary": "Deux visites."}, "cost": 0.1234,
            "assistant": {"id": "another"}, "compliance": {"recordingConsent": {"type": "verbal"}},
            "artifact": {"structuredOutputs": outputs(json!({"of": [5]}), json!("x")), "recordingUrl": "https://r.example.com/a.wav",
                "transfers": [{"status": "connected", "destination": number("+33100000003")}],
                "assistantActivations": [{"assistantName": "Sara", "assistantId": "a"}, {"assistantName": "Paul"}]}}),
        ),
    ];
    let mut sent: Vec<Value> = told
        .into_iter()
        .map(|(kind, fields)| call.message(kind, fields))
        .collect();
    sent.insert(
        4,
        call.tool("t1", "create_ticket", json!({"subject": "Clé"})),
    );
    sent.insert(
        6,
        call.tool("t2", "qualify_prospect", json!({"name": "Anne Martin"})),
    );
    sent.insert(
        8,
        call.tool("t3", "request_callback", json!({"reason": "un devis"})),
    );
    for (at, message) in (0..).zip(&mut sent) {
        message["message"]["timestamp"] = json!(BEGIN + at * 3_000);
    }
    sent
}

/// A call of its own that differs from the others in nothing but its ids and its caller.
pub fn call(number: usize) -> Call {
    let mut call = Call::from(
        &format!("call-{number:04}"),
        &format!("+3361000{number:04}"),
    );
    call.more = json!({"transport": {"callSid": format!("CA{number:04}")}, "createdAt": "2026-10-05T07:57:50Z"});
    call
}

/// The call's row without what names this very call, and without the count of its changes.
pub fn row(app: &TestApp, call: &Call) -> Row {
    let id = &call.id;
    let mut row = app.row(&format!(
        "SELECT * FROM call_logs WHERE vapi_call_id = '{id}'"
    ));
    let mut names: Vec<(String, String)> = app
        .db
        .query(&format!(
            "SELECT tool, effect_id FROM tool_calls WHERE call_id = '{}'",
            row["id"].as_str().unwrap()
        ))
        .iter()
        .filter_map(|made| {
            Some((
                made["effect_id"].as_str()?.to_owned(),
                made["tool"].as_str()?.to_owned(),
            ))
        })
        .collect();
    let caller = call.caller.clone().unwrap();
    names.extend([
        (caller, "caller".into()),
        (id.clone(), "call".into()),
        (format!("CA{}", &id[5..]), "sid".into()),
    ]);
    for column in ["id", "version", "updated_at"] {
        row.remove(column);
    }
    for value in row.values_mut() {
        if let Value::String(text) = value {
            for (name, what) in &names {
                *text = text.replace(name, what);
            }
        }
    }
    row
}

async fn deliver(app: &TestApp, order: &[&Value]) {
    for message in order {
        assert_eq!(app.post(message).await.status(), 200);
    }
    // A message of an assistant that nobody has told us of waits until its call is known.
    let run = crate::operator::ask(app, "POST", "/api/jobs/inbox", &json!({})).await;
    assert_eq!(run.status(), 200);
}

/// What the row has to say once everything has arrived.
fn assert_complete(row: &Row) {
    for (column, value) in [
        ("call_status", json!("completed")),
        ("ended_reason", json!("assistant-forwarded-call")),
        ("ended_bucket", json!("transferred")),
        ("started_at", json!("2026-10-05T07:58:05.000Z")),
        ("ended_at", json!("2026-10-05T07:59:05.000Z")),
        ("duration_seconds", json!(62)),
        ("cost_microdollars", json!(123_400)),
        ("cost_cents", json!(12)),
        ("summary", json!("Deux visites.")),
        ("transcript", json!("AI: Bonjour.")),
        ("language", json!("fr")),
        ("transfer_succeeded", json!(1)),
        ("forwarded_to", json!("+33100000003")),
        ("assistant_id", json!(DEMO_ASSISTANT)),
        (
            "structured_outputs",
            json!("{\"more\":\"x\",\"rating\":{\"of\":[5]}}"),
        ),
        (
            "assistant_path",
            json!("[{\"id\":\"a\",\"name\":\"Sara\"},{\"id\":null,\"name\":\"Paul\"}]"),
        ),
    ] {
        assert_eq!(row[column], value, "{column}");
    }
    let actions: Value = serde_json::from_str(row["actions_performed"].as_str().unwrap()).unwrap();
    let tools: Vec<&Value> = actions
        .as_array()
        .unwrap()
        .iter()
        .map(|a| &a["tool"])
        .collect();
    assert_eq!(
        tools,
        ["create_ticket", "qualify_prospect", "request_callback"]
    );
}

#[tokio::test]
async fn a_thousand_orders_leave_the_same_row() {
    let app = TestApp::new();
    let first = call(0);
    let in_order = messages(&first);
    deliver(&app, &in_order.iter().collect::<Vec<_>>()).await;
    let expected = row(&app, &first);
    assert_complete(&expected);
    for number in 1..=1000 {
        let mut random = Random(number as u64);
        let call = call(number);
        let sent = messages(&call);
        let mut order: Vec<&Value> = sent.iter().collect();
        // Some come twice or three times.
        for message in &sent {
            for _ in 0..2 {
                if random.one_in(4) {
                    order.push(message);
                }
            }
        }
        random.shuffle(&mut order);
        deliver(&app, &order).await;
        assert_eq!(row(&app, &call), expected, "order {number}");
    }
    let doubled =
        "SELECT count(*) FROM (SELECT call_id FROM callbacks GROUP BY call_id HAVING count(*) > 1)";
    assert_eq!((app.count("tickets"), app.count("callbacks")), (1001, 1001));
    assert_eq!(app.db.value(doubled), json!(0));
    assert_eq!(app.count("stored_events WHERE state = 'done'"), 10 * 1001);
}

#[tokio::test]
async fn whatever_is_missing_the_rest_leaves_the_same_row() {
    let app = TestApp::new();
    for number in 0..200 {
        let mut random = Random(number as u64);
        let gaps: Vec<bool> = (0..13).map(|_| random.one_in(3)).collect();
        let mut rows = Vec::new();
        for turn in 0..2 {
            let call = call(2 * number + turn);
            let sent = messages(&call);
            let mut order: Vec<&Value> = sent
                .iter()
                .zip(&gaps)
                .filter_map(|(message, missing)| (!missing).then_some(message))
                .collect();
            if turn == 1 {
                let again = order.clone();
                order.extend(again.iter().filter(|_| random.one_in(3)));
                random.shuffle(&mut order);
            }
            deliver(&app, &order).await;
            rows.push(row(&app, &call));
        }
        for (column, value) in &rows[0] {
            assert_eq!(&rows[1][column], value, "{column}, gaps {gaps:?}");
        }
    }
}
