//! Who takes a call over, by the clock.

use serde_json::json;

use super::with;
use crate::{
    calendar::{Calendar, Closure, Holidays, Opening, Zone},
    domain::Country,
};

/// Mondays 09:00 to 17:00 in Paris.
fn mondays() -> Calendar {
    Calendar {
        zone: Zone::default(),
        holidays: Holidays::France,
        hours: vec![Opening {
            resource: None,
            weekday: 1,
            from: 540,
            until: 1020,
        }],
        closures: vec![Closure {
            resource: None,
            from: "2026-10-12".parse().unwrap(),
            until: "2026-10-12".parse().unwrap(),
        }],
        exceptions: Vec::new(),
        resources: vec!["default".into()],
    }
}

#[test]
fn the_first_who_is_reachable_now_takes_the_call() {
    let support = with(json!({"transfer": {"targets": [
        {"name": "accueil", "number": "+33123456789"},
        {"name": "soir", "number": "+33611111111",
         "hours": [{"weekdays": [1, 2], "from": "18:00", "until": "20:00"}]},
        {"name": "faux", "number": "zero", "hours": "always"},
    ]}}));
    for (now, expected) in [
        ("2026-10-05T08:00:00Z", Some("accueil")),
        ("2026-10-05T14:59:59Z", Some("accueil")),
        ("2026-10-05T15:00:00Z", None),
        ("2026-10-05T16:30:00Z", Some("soir")),
        ("2026-10-06T16:30:00Z", Some("soir")),
        ("2026-10-07T16:30:00Z", None),
        // The day the business is closed nobody is there in the evening either.
        ("2026-10-12T08:00:00Z", None),
        ("2026-10-12T16:30:00Z", None),
    ] {
        let found = support.reachable(&mondays(), Country::default(), now.parse().unwrap());
        assert_eq!(
            found.and_then(|(target, _)| target.name.as_deref()),
            expected,
            "{now}"
        );
    }
}

#[test]
fn a_business_without_hours_is_reachable_only_where_it_says_so() {
    let calendar = Calendar {
        hours: Vec::new(),
        ..mondays()
    };
    let now = "2026-10-05T08:00:00Z".parse().unwrap();
    let reachable = |hours: serde_json::Value| {
        let target = json!({"number": "01 23 45 67 89", "hours": hours});
        with(json!({"transfer": {"targets": [target]}}))
            .reachable(&calendar, Country::default(), now)
            .map(|(_, number)| number.as_str().to_owned())
    };
    assert_eq!(reachable(json!("opening")), None);
    assert_eq!(reachable(json!([])), None);
    assert_eq!(reachable(json!("always")), Some("+33123456789".into()));
    let mornings = json!([{"weekdays": [1], "from": "08:00", "until": "24:00"}]);
    assert_eq!(reachable(mornings), Some("+33123456789".into()));
}
