//! Equal requests have one canonical form, others have not.

use serde_json::{Map, Value, json};

use super::canonical;

fn map(value: Value) -> Map<String, Value> {
    value.as_object().unwrap().clone()
}

#[test]
fn order_case_and_spaces_do_not_matter() {
    let one = map(json!({"time": "15 h", "date": "Demain", "in_addition": true}));
    let other = map(json!({"in_addition": true, "date": " demain ", "time": "15   H"}));
    assert_eq!(canonical(&one, &[]), canonical(&other, &[]));
    assert_eq!(
        canonical(&one, &[]),
        r#"{"date":"demain","in_addition":true,"time":"15 h"}"#
    );
    let nested = map(json!({"b": [{"y": " A ", "x": 1}], "a": null}));
    assert_eq!(
        canonical(&nested, &[]),
        r#"{"a":null,"b":[{"x":1,"y":"a"}]}"#
    );
}

#[test]
fn named_properties_are_left_out() {
    let one = map(json!({"date": "demain", "notes": "porte bleue", "language": "fr"}));
    let other = map(json!({"date": "demain", "notes": "la porte est bleue"}));
    let without = ["notes", "language", "absent"];
    assert_eq!(canonical(&one, &without), canonical(&other, &without));
    assert_eq!(canonical(&one, &without), r#"{"date":"demain"}"#);
    assert_eq!(canonical(&Map::new(), &[]), "{}");
}

#[test]
fn other_values_have_another_form() {
    let forms = [
        json!({"a": "1"}),
        json!({"a": 1}),
        json!({"a": "b\",\"c\":\"d"}),
        json!({"a": "b", "c": "d"}),
    ]
    .map(|value| canonical(&map(value), &[]));
    for (index, form) in forms.iter().enumerate() {
        assert!(!forms[..index].contains(form), "{form}");
    }
}
