//! Booking through the router: one row, or the reason why not.

use serde_json::json;

use crate::{app::TestApp, vapi::Call};

#[tokio::test]
async fn a_free_start_is_booked_and_said_in_words() {
    let app = TestApp::new();
    let call = Call::new("call-1");
    let reply = app
        .post(&call.tool(
            "t1",
            "book_appointment",
            json!({"date": "mardi", "time": "10 h", "customer_name": "Jean Dupont"}),
        ))
        .await;
    let result = reply.result();
    assert_eq!(result["status"], "booked", "{result}");
    assert_eq!(result["date"], "2026-10-06");
    assert_eq!(result["time"], "10:00");
    let rows = app.db.query("SELECT * FROM rendez_vous");
    assert_eq!(rows.len(), 1);
    println!("{}", serde_json::to_string(&reply.json()).unwrap());
    println!("{:?}", app.db.query("SELECT * FROM call_logs"));
    println!("{:?}", app.log());
}
