//! The bodies that go back to Vapi.

use std::time::Duration;

use proptest::{collection::vec, prelude::*, sample::select};
use serde_json::{Value, json};

use crate::vapi::answer::{self, MAX_TEXT, ToolResult};

fn value(body: Vec<u8>) -> Value {
    serde_json::from_slice(&body).unwrap()
}

fn answer_to(id: &str, outcome: Result<&str, &str>) -> ToolResult {
    ToolResult {
        tool_call_id: Some(id.into()),
        name: Some("book_appointment".into()),
        outcome: outcome.map(Into::into).map_err(Into::into),
    }
}

#[test]
fn one_entry_a_call_in_order() {
    let body = answer::results(&[answer_to("a", Ok("done")), answer_to("b", Err("no"))]);
    let expected = json!({ "results": [
        { "toolCallId": "a", "name": "book_appointment", "result": "done" },
        { "toolCallId": "b", "name": "book_appointment", "error": "no" },
    ] });
    assert_eq!(value(body), expected);
    assert_eq!(value(answer::results(&[])), json!({ "results": [] }));
}

#[test]
fn a_call_without_an_id_is_answered_all_the_same() {
    let nameless = ToolResult {
        tool_call_id: None,
        name: None,
        outcome: Err("No id.".into()),
    };
    assert_eq!(
        value(answer::results(&[nameless])),
        json!({ "results": [{ "toolCallId": "", "name": "", "error": "No id." }] })
    );
}

#[test]
fn line_breaks_become_spaces_and_nothing_is_empty() {
    let told = |text: &str| {
        let body = answer::results(&[answer_to("a", Ok(text)), answer_to("b", Err(text))]);
        let entry = value(body)["results"].take();
        (
            entry[0]["result"].as_str().unwrap().to_owned(),
            entry[1]["error"].clone(),
        )
    };
    assert_eq!(told("a\r\nb\tc\u{2028}d\u{0}e").0, "a b c d e");
    assert_eq!(
        told(" \n "),
        ("No further information.".into(), json!("The tool failed."))
    );
    assert_eq!(told(&"x".repeat(900)).0.len(), MAX_TEXT);
    // An emoji is two units; it is not cut in two.
    assert_eq!(told(&format!("{}😀", "x".repeat(799))).0, "x".repeat(799));
}

#[test]
fn bodies_of_the_other_live_questions() {
    assert_eq!(value(answer::acknowledged()), json!({}));
    assert_eq!(
        value(answer::assistant("a-1")),
        json!({ "assistantId": "a-1" })
    );
    assert_eq!(
        value(answer::refused("Closed.\nBye.")),
        json!({ "error": "Closed. Bye." })
    );
    assert_eq!(
        value(answer::handoff_refused("Nobody is there.")),
        json!({ "destination": {}, "error": "Nobody is there." })
    );
    assert_eq!(value(answer::no_documents()), json!({ "documents": [] }));
    assert_eq!(value(answer::predial(false)), json!({ "eligible": false }));
    assert_eq!(
        value(answer::legacy_result(&Ok("Done.".into()))),
        json!({ "result": "Done." })
    );
    assert_eq!(
        value(answer::legacy_result(&Err("No.".into()))),
        json!({ "result": "No." })
    );
}

#[test]
fn endpointing_stays_within_vapis_limits() {
    for (millis, expected) in [(500, 0.5), (0, 0.0), (99_000, 15.0)] {
        let body = value(answer::endpointing(Duration::from_millis(millis)));
        assert_eq!(body, json!({ "timeoutSeconds": expected }));
    }
}

/// What must not stand in a line, and what is more than one UTF-16 unit.
const BREAKS: [char; 8] = ['\n', '\r', '\t', '\0', ' ', '\u{2028}', '\u{2029}', '😀'];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_answer_is_one_speakable_line(
        id in any::<Option<String>>(),
        name in any::<Option<String>>(),
        text in vec(prop_oneof![any::<char>(), select(BREAKS.to_vec())], 0..1_200),
        good in any::<bool>(),
    ) {
        let text: String = text.into_iter().collect();
        let outcome = if good { Ok(text) } else { Err(text) };
        let call = ToolResult { tool_call_id: id.clone(), name, outcome };
        let body = String::from_utf8(answer::results(&[call])).unwrap();
        prop_assert!(!body.contains(['\n', '\r', '\t']));
        let entry = value(body.into_bytes())["results"][0].take();
        prop_assert_eq!(&entry["toolCallId"], &json!(id.unwrap_or_default()));
        prop_assert!(entry["name"].is_string());
        prop_assert_eq!(entry.get("result").is_some(), good);
        prop_assert_eq!(entry.get("error").is_some(), !good);
        let told = entry.get("result").or(entry.get("error")).and_then(Value::as_str).unwrap();
        prop_assert!(!told.trim().is_empty());
        prop_assert!(told.encode_utf16().count() <= MAX_TEXT);
        let breaks = |c: char| c.is_control() || ['\u{2028}', '\u{2029}'].contains(&c);
        prop_assert!(!told.contains(breaks));
    }
}
