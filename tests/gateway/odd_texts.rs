//! Texts that trip up parsers and databases, wherever a sender may write one.

use serde_json::{Value, json};

use crate::{app::TestApp, report_effects::report, vapi::Call};

const ODD: [&str; 11] = [
    "a\u{0}b",
    "\u{0}",
    "a\"b",
    "\"",
    "a\\b",
    "$.a[0]",
    "'; DROP TABLE rendez_vous; --",
    "\u{feff}x",
    "\u{202e}x\u{2028}y",
    "👩‍👩‍👧",
    "",
];

#[tokio::test]
async fn a_report_of_odd_texts_is_taken_whole_whatever_comes_after_it() {
    for (index, odd) in ODD.into_iter().enumerate() {
        let app = TestApp::new();
        let mut call = Call::new(&format!("c{index}{odd}"));
        call.more = json!({"metadata": {odd: odd}, "phoneCallProviderId": odd});
        let named = |name: &str, result: Value| json!({"u": {"name": name, "result": result}});
        let fields = json!({
            "endedReason": format!("customer-ended-call{odd}"), "recordingUrl": odd,
            "analysis": {"summary": format!("s{odd}")},
            "artifact": {"transcript": odd, "structuredOutputs": named(odd, json!(odd)),
                "messages": [{"role": "bot", "message": odd}, {"role": odd}]},
        });
        let message = report(&call, fields);
        for round in 0..2 {
            let reply = app.post(&message).await;
            assert_eq!(reply.status(), 200, "{odd:?} {round}");
            app.settled().await;
            assert_eq!(
                app.count("stored_events WHERE state <> 'done'"),
                0,
                "{odd:?}"
            );
            assert_eq!(app.count("call_logs"), 1, "{odd:?}");
            // Merging with itself or with less loses nothing.
            let row = app.row("SELECT structured_outputs, summary FROM call_logs");
            let outputs: Value =
                serde_json::from_str(row["structured_outputs"].as_str().unwrap()).unwrap();
            // SQLite's names end where a NUL is.
            if !odd.is_empty() && !odd.contains('\0') {
                assert_eq!(outputs[odd], json!(odd), "{odd:?} {round}: {outputs}");
            }
            app.post(&call.message("status-update", json!({"status": "ended"})))
                .await;
        }
    }
}

#[tokio::test]
async fn a_tool_call_of_odd_texts_is_answered_and_repeats_nothing() {
    for odd in ODD {
        let app = TestApp::new();
        let call = Call::new(&format!("c{odd}"));
        let arguments = json!({"date": "mardi", "time": "10h", "customer_name": format!("Anne {odd}"),
            "notes": odd, "service": odd, "customer_email": odd, odd: odd});
        for round in 0..2 {
            let message = call.tool(&format!("t{odd}"), "book_appointment", arguments.clone());
            let reply = app.post(&message).await;
            let result = reply.result();
            assert_eq!(result["status"], "booked", "{odd:?} {round}: {result}");
            let text = reply.results()[0]["result"].as_str().unwrap().to_owned();
            assert!(!text.contains(['\n', '\r', '\0']) && text.chars().count() <= 800);
        }
        assert_eq!(app.count("rendez_vous"), 1, "{odd:?}");
    }
}

#[tokio::test]
async fn escapes_that_are_no_characters_lose_no_report() {
    for odd in ["\\ud800", "\\udc00x", "\\ud83d", "\\u0000"] {
        let app = TestApp::new();
        let fields = json!({"analysis": {"summary": "MARK"}, "artifact": {"transcript": "MARK"}});
        let body = report(&Call::new("c"), fields)
            .to_string()
            .replace("MARK", odd);
        let headers = [("x-vapi-secret", "dev-secret")];
        let reply = app
            .send("POST", "/webhooks/vapi", &headers, body.as_bytes())
            .await;
        assert_eq!(reply.status(), 200, "{odd}: {:?}", reply.body);
        assert_eq!(
            app.count("call_logs WHERE report_received_at IS NOT NULL"),
            1,
            "{odd}"
        );
    }
}
