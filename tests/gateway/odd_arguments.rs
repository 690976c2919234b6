//! Arguments that make no sense, in every field of the tools that write down what a caller wants:
//! kept, cut or left out where the effect stands without them, asked for where it does not, and
//! nothing half written.

use serde_json::{Value, json};

use crate::{app::TestApp, scenes::assert_speakable, vapi::Call};

/// A tool, where its rows go, arguments that it takes, and its schema.
const TOOLS: [(&str, &str, &str, &str); 4] = [
    (
        "qualify_prospect",
        "prospects",
        r#"{"name": "Anne Martin", "notes": "cherche une maison"}"#,
        include_str!("../../tool-schemas/qualification/qualify_prospect.json"),
    ),
    (
        "schedule_follow_up",
        "callbacks",
        r#"{"when": "mardi à 15 h", "reason": "Estimation"}"#,
        include_str!("../../tool-schemas/qualification/schedule_follow_up.json"),
    ),
    (
        "create_ticket",
        "tickets",
        r#"{"subject": "Porte bloquée", "customer_name": "Anne Martin"}"#,
        include_str!("../../tool-schemas/support/create_ticket.json"),
    ),
    (
        "request_callback",
        "callbacks",
        r#"{"reason": "Devis"}"#,
        include_str!("../../tool-schemas/common/request_callback.json"),
    ),
];

/// What a model may write where a value belongs.
fn odd_values() -> Vec<Value> {
    vec![
        json!("👩‍👩‍👧 été"),
        json!("\"'); DROP TABLE tickets;--\\"),
        json!("une ligne\r\net une autre\u{0}"),
        json!("très long ".repeat(1_000)),
        json!("vaisseau spatial"),
        json!(-42.5),
        json!([["x"], null]),
        json!({"a": {"b": 1}}),
        json!(true),
        json!(null),
        json!("N/A"),
        json!("{{customer}}"),
    ]
}

/// Texts of the newest row: one line each, none without bounds.
#[track_caller]
fn assert_clean(app: &TestApp, table: &str, about: &str) {
    let row = app.row(&format!(
        "SELECT * FROM {table} ORDER BY rowid DESC LIMIT 1"
    ));
    for (column, value) in row {
        let text = value.as_str().unwrap_or_default();
        assert!(!text.contains(['\r', '\0']), "{about} {column}: {text}");
        assert!(text.chars().count() <= 2_500, "{about} {column}: not cut");
        assert!(!text.contains("{{"), "{about} {column}: {text}");
    }
}

#[tokio::test]
async fn every_field_of_every_kind_is_kept_cut_left_out_or_asked_for() {
    let app = TestApp::new();
    let mut tried = 0;
    for (tool, table, good, schema) in TOOLS {
        let schema: Value = serde_json::from_str(schema).unwrap();
        let required = schema["required"].as_array().unwrap();
        for field in schema["properties"].as_object().unwrap().keys() {
            for odd in odd_values() {
                tried += 1;
                let about = format!("{tool} {field}: {:.40}", odd.to_string());
                let call = Call::from(&format!("c{tried}"), &format!("+336{tried:08}"));
                let mut arguments: Value = serde_json::from_str(good).unwrap();
                arguments[field] = odd;
                let before = app.count(table);
                let reply = app.post(&call.tool("t", tool, arguments)).await;
                assert_eq!(reply.status(), 200, "{about}");
                let entry = &reply.results()[0];
                let text = entry["result"]
                    .as_str()
                    .or(entry["error"].as_str())
                    .unwrap();
                assert!(
                    text.chars().count() <= 800 && !text.contains(['\n', '\r']),
                    "{about}"
                );
                let written = app.count(table) - before;
                if entry["error"].is_string() {
                    // The time decides the effect, so it is asked for also where it may be absent.
                    let decides = required.contains(&json!(field)) || field == "when";
                    assert!(decides, "{about}: {text}");
                    assert!(
                        text.contains(field) && text.contains("ask"),
                        "{about}: {text}"
                    );
                    assert_eq!(written, 0, "{about}");
                    continue;
                }
                let result = reply.result();
                assert_speakable(&result);
                let done = ["recorded", "created"].contains(&result["status"].as_str().unwrap());
                assert!(done || result["status"] == "clarify", "{about}: {result}");
                assert_eq!(written, u64::from(done), "{about}: {result}");
                assert!(done || field == "when", "{about}: {result}");
                if done {
                    assert_clean(&app, table, &about);
                }
            }
        }
    }
    assert!(tried > 300, "{tried}");
}
