//! A model that asks again and again is led out of the loop, by a sentence and without more rows.

use serde_json::{Value, json};

use crate::{app::TestApp, vapi::Call};

/// A gateway whose tenant allows ten tool calls a call.
fn of_ten() -> TestApp {
    let app = TestApp::new();
    app.db
        .execute("UPDATE tenant_settings SET tool_calls_a_call = 10");
    app
}

/// A message of its own time.
fn at(second: i64, mut message: Value) -> Value {
    message["message"]["timestamp"] = json!(1_791_187_200_000_i64 + second * 1000);
    message
}

fn is_way_out(result: &Value) -> bool {
    result["status"] == "info" && result["say"].as_str().unwrap().ends_with("vous rappelle ?")
}

async fn ask(
    app: &TestApp,
    call: &Call,
    second: i64,
    id: &str,
    tool: &str,
    arguments: Value,
) -> Value {
    let reply = app.post(&at(second, call.tool(id, tool, arguments))).await;
    assert!(reply.batches() <= 2);
    reply.result()
}

#[tokio::test]
async fn past_the_budget_another_way_is_offered_and_no_row_is_written() {
    let app = of_ten();
    let call = Call::new("c");
    for second in 0..10 {
        let id = format!("t{second}");
        let told = ask(
            &app,
            &call,
            second,
            &id,
            "get_business_info",
            json!({"topic": "hours"}),
        )
        .await;
        assert!(!is_way_out(&told), "{second}: {told}");
    }
    for second in 10..15 {
        let wish = json!({"date": "mardi", "time": "10 h", "customer_name": "Jean Dupont"});
        let told = ask(
            &app,
            &call,
            second,
            &format!("t{second}"),
            "book_appointment",
            wish,
        )
        .await;
        assert!(is_way_out(&told), "{told}");
    }
    assert_eq!((app.count("tool_calls"), app.count("rendez_vous")), (10, 0));
    // The way out is open, and another call is another budget.
    let back = ask(
        &app,
        &call,
        20,
        "t20",
        "request_callback",
        json!({"reason": "une visite"}),
    )
    .await;
    assert_eq!(
        (&back["status"], app.count("callbacks")),
        (&json!("recorded"), 1)
    );
    let other = ask(
        &app,
        &Call::new("d"),
        21,
        "t0",
        "get_business_info",
        json!({"topic": "hours"}),
    )
    .await;
    assert!(!is_way_out(&other));
}

#[tokio::test]
async fn a_loop_under_one_id_ends_too() {
    let app = of_ten();
    let call = Call::new("c");
    let mut told = Vec::new();
    for second in 0..12 {
        told.push(
            ask(
                &app,
                &call,
                second,
                "call_0",
                "find_appointments",
                json!({}),
            )
            .await,
        );
    }
    let ways_out: Vec<bool> = told.iter().map(is_way_out).collect();
    assert_eq!(ways_out, [[false; 10].as_slice(), &[true; 2]].concat());
    assert_eq!(app.count("tool_calls"), 1);
    assert_eq!(app.row("SELECT tries FROM tool_calls")["tries"], 10);
}

#[tokio::test]
async fn calls_that_cannot_be_run_count() {
    let app = of_ten();
    let call = Call::new("c");
    let mut errors = 0;
    for second in 0..12 {
        let wrong = call.tool(
            &format!("t{second}"),
            "book_appointment",
            json!("not an object"),
        );
        let results = app.post(&at(second, wrong)).await.results();
        match results[0]["result"].as_str() {
            Some(result) => assert!(is_way_out(&serde_json::from_str(result).unwrap())),
            None => errors += 1,
        }
    }
    assert_eq!((errors, app.count("tool_calls")), (9, 0));
}

#[tokio::test]
async fn what_was_done_is_told_also_past_the_budget() {
    let app = of_ten();
    let call = Call::new("c");
    let wish = json!({"date": "mardi", "time": "10 h", "customer_name": "Jean Dupont"});
    let booked = ask(&app, &call, 0, "t0", "book_appointment", wish.clone()).await;
    assert_eq!(booked["status"], "booked");
    for second in 1..12 {
        ask(
            &app,
            &call,
            second,
            &format!("t{second}"),
            "get_business_info",
            json!({"topic": "hours"}),
        )
        .await;
    }
    let again = ask(&app, &call, 20, "t0", "book_appointment", wish).await;
    assert_eq!(
        (&again["status"], &again["appointment_id"]),
        (&json!("booked"), &booked["appointment_id"])
    );
}
