//! Why a wanted start can be given or not.

use super::{
    Calendar, PARIS, Refusal, Rules, VISIT, Verdict, always_open, at, calendar, office, open,
    refused, slot,
};

/// Monday 8 June 2026, 10:00 in Paris.
const MONDAY_AT_TEN: &str = "2026-06-08T08:00:00Z";

#[test]
fn each_refusal_has_its_own_reason() {
    let cases = [
        (
            "2026-06-09 12:00",
            Refusal::OutsideHours,
            "runs into the lunch break",
        ),
        (
            "2026-06-09 13:00",
            Refusal::OutsideHours,
            "inside the lunch break",
        ),
        (
            "2026-06-09 17:30",
            Refusal::OutsideHours,
            "runs past closing time",
        ),
        (
            "2026-06-09 18:00",
            Refusal::OutsideHours,
            "closing time itself",
        ),
        ("2026-06-09 08:59", Refusal::OutsideHours, "before opening"),
        ("2026-06-09 09:10", Refusal::OffGrid, "between two starts"),
        (
            "2026-06-09 09:00:30",
            Refusal::OffGrid,
            "between two minutes",
        ),
        (
            "2026-06-09 17:10",
            Refusal::OutsideHours,
            "off the grid and past closing",
        ),
        ("2026-06-13 10:00", Refusal::Closed, "a Saturday"),
        ("2026-07-14 10:00", Refusal::Closed, "a holiday"),
        ("2026-06-08 10:30", Refusal::TooSoon, "inside the notice"),
        ("2026-06-08 10:00", Refusal::TooSoon, "this very minute"),
        (
            "2026-06-08 10:10",
            Refusal::OffGrid,
            "off the grid and too soon",
        ),
        ("2026-12-06 10:00", Refusal::TooFar, "day 181, a Sunday"),
        ("2026-12-07 10:00", Refusal::TooFar, "beyond the horizon"),
    ];
    for (wanted, why, what) in cases {
        let open = office();
        let verdict = open.verdict(slot(wanted), &VISIT, at(MONDAY_AT_TEN));
        assert_eq!(verdict, refused(why), "{wanted}: {what}");
    }
}

#[test]
fn what_is_before_now_is_past() {
    for wanted in ["2026-06-08 09:59", "2026-06-07 23:00", "2025-06-08 10:00"] {
        let open = office();
        let verdict = open.verdict(slot(wanted), &VISIT, at(MONDAY_AT_TEN));
        assert_eq!(verdict, Verdict::Past, "{wanted}");
    }
    let a_second_later = at("2026-06-08T08:00:01Z");
    let open = office();
    let verdict = open.verdict(slot("2026-06-08 10:00"), &VISIT, a_second_later);
    assert_eq!(verdict, Verdict::Past);
}

#[test]
fn the_edges_are_bookable() {
    let first_free = Rules { notice: 0, ..VISIT };
    let cases = [
        ("2026-06-08 10:00", first_free),
        ("2026-06-08 11:00", VISIT),
        ("2026-06-09 11:30", VISIT),
        ("2026-06-09 13:30", VISIT),
        ("2026-06-09 17:00", VISIT),
        ("2026-12-04 17:00", VISIT),
    ];
    for (wanted, rules) in cases {
        let open = office();
        let verdict = open.verdict(slot(wanted), &rules, at(MONDAY_AT_TEN));
        let Verdict::Bookable(candidates) = verdict else {
            panic!("{wanted}: {verdict:?}");
        };
        assert_eq!(candidates.len(), 1);
        assert_eq!(candidates[0].slot(), slot(wanted));
    }
}

#[test]
fn the_last_day_of_the_horizon_counts() {
    let rules = Rules {
        horizon: 4,
        ..VISIT
    };
    let open = always_open(PARIS);
    let on = |wanted| open.verdict(slot(wanted), &rules, at(MONDAY_AT_TEN));
    assert!(matches!(on("2026-06-12 23:00"), Verdict::Bookable(_)));
    assert_eq!(on("2026-06-13 00:00"), refused(Refusal::TooFar));
}

#[test]
fn without_hours_nothing_can_be_booked() {
    let none = calendar(PARIS, Vec::new());
    let disabled = Calendar {
        resources: Vec::new(),
        ..office()
    };
    for diary in [none, disabled] {
        for wanted in ["2026-06-09 10:00", "2025-06-09 10:00", "2030-06-09 10:00"] {
            let verdict = diary.verdict(slot(wanted), &VISIT, at(MONDAY_AT_TEN));
            assert_eq!(verdict, refused(Refusal::NoHours));
        }
        assert!(
            diary
                .around(slot("2026-06-09 10:00"), &VISIT, at(MONDAY_AT_TEN), 3)
                .is_empty()
        );
    }
}

#[test]
fn every_resource_open_then_is_a_candidate_in_order() {
    let mut hours = open(None, 1..=5, &["09:00-12:00"]);
    hours.extend(open(Some("anna"), 1..=5, &["09:15-12:00"]));
    hours.extend(open(Some("bob"), 1..=5, &["09:00-10:30"]));
    let diary = Calendar {
        resources: ["zoe", "anna", "carl", "bob"].map(str::to_owned).into(),
        ..calendar(PARIS, hours)
    };
    let resources = |wanted| match diary.verdict(slot(wanted), &VISIT, at(MONDAY_AT_TEN)) {
        Verdict::Bookable(candidates) => {
            candidates.into_iter().map(|start| start.resource).collect()
        }
        _ => Vec::new(),
    };
    assert_eq!(resources("2026-06-09 09:30"), ["zoe", "carl", "bob"]);
    assert_eq!(resources("2026-06-09 10:00"), ["zoe", "carl"]);
    assert_eq!(resources("2026-06-09 10:15"), ["anna"]);
}
