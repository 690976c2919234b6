//! What cannot run: the sentence names the value, what it may be and what to ask.

use serde_json::{Map, Value, json};

use super::{cleaned, full, refused, required};
use crate::tools::{Tool, clean};

#[test]
fn missing_values_are_asked_for() {
    assert_eq!(
        refused(
            Tool::BookAppointment,
            json!({"date": "demain", "time": "unknown"})
        ),
        "book_appointment did not run: customer_name is missing and time is missing; \
         ask the caller for their name and the time, then call book_appointment again."
    );
    assert_eq!(
        refused(Tool::ScheduleFollowUp, json!({"when": "{{when}}"})),
        "schedule_follow_up did not run: when is missing; \
         ask the caller for the day and time that suit them, then call schedule_follow_up again."
    );
    assert_eq!(
        refused(
            Tool::AddTicketNote,
            json!({"ticket_number": "je ne sais plus", "note": ""})
        ),
        "add_ticket_note did not run: note is missing and ticket_number must be a whole number; \
         ask the caller for what to add to the ticket and the number of the ticket, \
         then call add_ticket_note again."
    );
}

#[test]
fn what_decides_the_effect_is_never_left_out_or_shortened() {
    for (property, value, told) in [
        ("date", json!(["vendredi"]), "date must be text"),
        ("time", json!({"hour": 15}), "time must be text"),
        ("date", json!(true), "date must be text"),
        (
            "date",
            json!("x".repeat(101)),
            "date must be at most 100 characters",
        ),
        (
            "appointment_id",
            json!("i".repeat(65)),
            "appointment_id must be at most 64",
        ),
    ] {
        let sentence = refused(Tool::CancelAppointment, json!({property: value}));
        assert!(sentence.contains(told), "{sentence}");
    }
    for (number, told) in [
        (json!("12 ou 13"), "a whole number"),
        (json!("-42"), "a whole number"),
        (json!("T--42"), "a whole number"),
        (json!(".5"), "a whole number"),
        (json!("4,2"), "a whole number"),
        (json!("pas le 42"), "a whole number"),
        (json!("ticket"), "a whole number"),
        (json!("٤٢"), "a whole number"),
        (json!("quarante-deux"), "a whole number"),
        (json!(1.5), "a whole number"),
        (json!([42]), "a whole number"),
        (json!("99999999999999999999999999"), "a whole number"),
        (json!(0), "1 or more"),
        (json!(-3), "1 or more"),
        (json!("1000000000"), "999999999 or less"),
        (json!(u64::MAX), "999999999 or less"),
        (json!(1e300), "999999999 or less"),
    ] {
        let sentence = refused(Tool::FindTickets, json!({"ticket_number": number}));
        assert!(
            sentence.contains(&format!("ticket_number must be {told}")),
            "{number} {sentence}"
        );
        assert!(
            sentence.contains("ask the caller for the number of the ticket"),
            "{sentence}"
        );
    }
}

#[test]
fn every_required_value_has_something_to_ask() {
    for tool in Tool::ALL {
        for name in required(tool) {
            let mut raw = full(tool);
            raw.remove(&name);
            let sentence = clean(tool, &raw).unwrap_err().0;
            assert!(
                sentence.contains(&format!("{name} is missing")),
                "{sentence}"
            );
            assert!(!sentence.contains("the caller for it,"), "{sentence}");
        }
        assert_eq!(
            cleaned(tool, json!({})).is_ok(),
            required(tool).is_empty(),
            "{tool:?}"
        );
    }
}

#[test]
fn sentences_are_short_and_hold_none_of_the_values() {
    let secret = "+33612345678 jean@example.fr\n";
    for tool in Tool::ALL {
        for value in [
            json!([secret]),
            json!({secret: secret}),
            json!(secret.repeat(500)),
            json!(false),
        ] {
            let raw: Map<String, Value> = full(tool)
                .keys()
                .map(|name| (name.clone(), value.clone()))
                .collect();
            let Err(error) = clean(tool, &raw) else {
                continue;
            };
            assert!(error.0.chars().count() <= 300, "{} {error}", error.0.len());
            assert!(
                !error.0.contains("3361") && !error.0.contains('@'),
                "{error}"
            );
            assert!(error.0.ends_with('.') && !error.0.contains('\n'), "{error}");
            assert_eq!(error.0.matches(". ").count(), 0, "{error}");
        }
    }
}
