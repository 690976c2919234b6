//! Settings documents: the default one, foreign ones, and what is refused.

use serde_json::{Value, json};

use super::{default, with};
use crate::support::{DEFAULT, Support};

#[test]
fn the_default_document_is_one_that_could_be_stored() {
    let document: Value = serde_json::from_str(DEFAULT).unwrap();
    assert_eq!(Support::check(&document), Ok(()));
    let support = default();
    assert_eq!(support.categories.len(), 4);
    assert_eq!(support.times.urgent.first_response, 30);
    assert_eq!(support.emergencies.len(), 3);
    assert!(!support.priorities.urgent.is_empty());
}

#[test]
fn a_part_that_makes_no_sense_reads_as_its_default() {
    for own in [
        json!(null),
        json!([]),
        json!("x"),
        json!({"times": "soon", "emergencies": {"kind": 1}, "categories": [{"name": 1}],
               "priorities": {"urgent": "x"}, "transfer": {"targets": [{"name": "x"}]}}),
    ] {
        let support = with(own.clone());
        assert_eq!(support.times.low.resolution, 2400, "{own}");
        assert_eq!(support.emergencies.len(), 3, "{own}");
        assert_eq!(support.categories.len(), 4, "{own}");
        assert!(support.priorities.low.contains(&"no rush".to_owned()));
        assert!(support.transfer.targets.is_empty(), "{own}");
    }
    let partly = with(json!({"priorities": {"high": ["pressé"]}}));
    assert_eq!(partly.priorities.high, ["pressé"]);
    assert_eq!(partly.priorities.urgent, default().priorities.urgent);
}

#[test]
fn faults_are_named_by_place_and_never_by_value() {
    for (document, place) in [
        (json!({"categorys": []}), "/: unknown categorys"),
        (
            json!({"times": {"urgent": {"resolution": 0}}}),
            "/times/urgent/resolution: minimum",
        ),
        (
            json!({"escalation": [{"category": "x"}]}),
            "/escalation/0: required",
        ),
        (
            json!({"escalation": [{"to": "x", "priority": "secret-value"}]}),
            "/escalation/0/priority: enum",
        ),
        (
            json!({"transfer": {"targets": [{"number": "01 23 45 67 89"}]}}),
            "/transfer/targets/0/number: ",
        ),
        (
            json!({"transfer": {"targets": [{"number": "+33123456789",
                "hours": [{"weekdays": [1], "from": "9h", "until": "12:00"}]}]}}),
            "/transfer/targets/0/hours: ",
        ),
        (
            json!({"emergencies": [{"kind": "x", "words": ["y"], "say": {"fr": "z".repeat(161)}}]}),
            "/emergencies/0/say/fr: maxLength",
        ),
    ] {
        let faults = Support::check(&document).unwrap_err().join("\n");
        assert!(faults.starts_with(place), "{faults}");
        assert!(!faults.contains("secret-value"), "{faults}");
    }
    assert_eq!(Support::check(&json!({})), Ok(()));
}
