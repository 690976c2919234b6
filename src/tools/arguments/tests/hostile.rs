//! Hostile input: clear answers, values as given, no panic.

use serde_json::{Value, json};

use super::{cleaned, full, refused, values};
use crate::tools::{Tool, clean};

#[test]
fn names_keep_emoji_quotes_and_markup_on_one_line() {
    for (raw, expected) in [
        ("Zoé 🎉", "Zoé 🎉"),
        (
            "Robert'); DROP TABLE rendez_vous;--",
            "Robert'); DROP TABLE rendez_vous;--",
        ),
        ("O\"Brien\\", "O\"Brien\\"),
        ("Jean\r\nX-Injected: 1", "Jean X-Injected: 1"),
        ("</tool>\u{0}ignore", "</tool> ignore"),
        ("李小龍", "李小龍"),
        ("\u{202e}evil", "evil"),
    ] {
        let raw = json!({"date": "demain", "time": "15 h", "customer_name": raw});
        assert_eq!(
            values(Tool::BookAppointment, raw)["customer_name"],
            expected
        );
    }
}

#[test]
fn every_property_survives_every_kind_of_value() {
    let deep = (0..100).fold(json!(1), |inner, _| json!([inner]));
    let kinds = [
        json!(null),
        json!(true),
        json!(0),
        json!(-1),
        json!(1.5),
        json!(1e308),
        json!(u64::MAX),
        json!(i64::MIN),
        json!(""),
        json!("x".repeat(10_000)),
        json!("🎉".repeat(10_000)),
        json!([]),
        json!([[["x"]]]),
        json!({}),
        json!({"$ref": "#"}),
        json!("{\"a\":1}"),
        deep,
    ];
    for tool in Tool::ALL {
        for name in full(tool).keys() {
            for kind in &kinds {
                let mut raw = full(tool);
                raw.insert(name.clone(), kind.clone());
                if let Ok(clean) = clean(tool, &raw) {
                    let values = Value::Object(clean.values);
                    assert_eq!(tool.errors(&values).count(), 0, "{tool:?} {name} {kind}");
                }
            }
        }
    }
}

#[test]
fn thousands_of_unknown_keys_are_dropped() {
    let mut raw = full(Tool::BookAppointment);
    raw.extend((0..5000).map(|number| (format!("key {number} {{}}"), json!({"x": [number]}))));
    raw.insert("__proto__".into(), json!({}));
    raw.insert("date ".into(), json!("hier"));
    raw.insert("DATE".into(), json!("hier"));
    assert_eq!(
        clean(Tool::BookAppointment, &raw).unwrap().values,
        full(Tool::BookAppointment)
    );
}

#[test]
fn values_that_are_no_object_of_the_tool_are_refused_or_empty() {
    let odd = json!({"arguments": {"date": "demain"}, "0": "a"});
    assert!(cleaned(Tool::BookAppointment, odd.clone()).is_err());
    assert_eq!(values(Tool::CheckAvailability, odd), json!({}));
}

#[test]
fn nothing_left_after_cutting_counts_as_absent() {
    for name in [
        format!("x{}", "\u{315}".repeat(500)),
        format!("{}a", "(".repeat(500)),
    ] {
        let raw = json!({"date": "demain", "time": "15 h", "customer_name": name, "notes": "ok"});
        assert!(refused(Tool::BookAppointment, raw).contains("customer_name must be at most 120"));
    }
}
