//! Rules are read whole or not at all.

use serde_json::json;

use super::*;

fn refused(rules: &Value, place: &str) {
    let wrong = ScoringRules::parse(rules).unwrap_err();
    assert!(
        wrong.iter().any(|wrong| wrong.starts_with(place)),
        "{wrong:?} is not about {place}"
    );
}

#[test]
fn the_documented_rules_are_rules() {
    let value: Value = serde_json::from_str(DEFAULT).unwrap();
    let rules = ScoringRules::parse(&value).unwrap();
    assert_eq!(rules.rules.len(), 8);
    assert_eq!(ScoringRules::read(None), rules);
    let points: i64 = rules.rules.iter().map(|rule| rule.points).sum();
    assert_eq!(points, 100);
}

#[test]
fn what_cannot_be_read_is_as_if_there_were_none() {
    for text in ["", "{", "[]", r#"{"rules": [{"points": 5}]}"#] {
        assert_eq!(
            ScoringRules::read(Some(text)),
            ScoringRules::read(None),
            "{text}"
        );
    }
}

#[test]
fn a_tenants_own_rules_are_read() {
    let own =
        r#"{"rules": [{"criterion": "need", "field": "timeline", "says": ["été"], "points": 7}]}"#;
    let rules = ScoringRules::read(Some(own));
    assert_eq!(rules.rules.len(), 1);
    assert_eq!(rules.statuses, Statuses::default());
    let plan = rules.plan(Language::Fr);
    assert_eq!(plan["rules"][0]["says"], json!(["ete"]));
    assert_eq!(plan["asked"], json!(["name", "contact", "timeline"]));
}

#[test]
fn what_makes_no_sense_is_refused_with_its_place() {
    let rule = |rule: Value| json!({"rules": [rule]});
    refused(&json!({}), ":");
    refused(&json!({"rules": [], "status": {}}), ":");
    refused(
        &rule(json!({"criterion": "luck", "field": "budget", "points": 1})),
        "/rules/0/criterion",
    );
    refused(
        &rule(json!({"criterion": "need", "field": "shoe_size", "points": 1})),
        "/rules/0/field",
    );
    refused(
        &rule(json!({"criterion": "need", "field": "budget", "points": 101})),
        "/rules/0/points",
    );
    refused(
        &rule(json!({"criterion": "need", "field": "budget", "points": 1.5})),
        "/rules/0/points",
    );
    for (field, condition) in [
        ("budget", "says"),
        ("timeline", "at_least"),
        ("timeline", "is"),
        ("decision_maker", "at_most"),
        ("contact", "unless_says"),
    ] {
        let value = match condition {
            "says" | "unless_says" => json!(["x"]),
            "is" => json!(true),
            _ => json!(5),
        };
        refused(
            &rule(json!({"criterion": "need", "field": field, "points": 1, condition: value})),
            &format!("/rules/0/{condition}"),
        );
    }
    refused(
        &json!({"rules": [], "statuses": {"qualified": 101}}),
        "/statuses/qualified",
    );
    refused(
        &json!({"rules": [], "statuses": {"qualified": 40, "follow_up": 41}}),
        "/statuses/follow_up",
    );
}
