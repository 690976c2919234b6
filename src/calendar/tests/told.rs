//! What is told of the week and of the closed days ahead.

use super::{Calendar, PARIS, calendar, closed, date, office, open};

#[test]
fn the_week_lays_the_resources_over_each_other() {
    let mut hours = open(None, 1..=1, &["09:00-12:00", "14:00-18:00"]);
    hours.extend(open(
        Some("anna"),
        1..=1,
        &["12:00-13:00", "14:30-15:00", "17:00-20:00"],
    ));
    hours.extend(open(Some("anna"), 7..=7, &["22:00-24:00"]));
    hours.extend(open(Some("gone"), 3..=3, &["09:00-12:00"]));
    let diary = Calendar {
        resources: vec!["anna".to_owned(), "zoe".to_owned()],
        ..calendar(PARIS, hours)
    };
    let none = Vec::new;
    let expected = [
        vec![(540, 780), (840, 1200)],
        none(),
        none(),
        none(),
        none(),
        none(),
        vec![(1320, 1440)],
    ];
    assert_eq!(diary.week(), expected);
}

#[test]
fn closed_dates_are_those_that_would_be_open() {
    let diary = Calendar {
        closures: vec![
            closed(None, "2026-12-30", "2027-01-05"),
            closed(Some("default"), "2026-12-24", "2026-12-24"),
        ],
        ..office()
    };
    // 26 and 27 December, 2 and 3 January fall on a weekend.
    let expected = [
        "2026-12-24",
        "2026-12-25",
        "2026-12-30",
        "2026-12-31",
        "2027-01-01",
        "2027-01-04",
    ];
    assert_eq!(
        diary.closed_dates(date("2026-12-20"), 16),
        expected.map(date)
    );
    assert_eq!(
        diary.closed_dates(date("2026-12-24"), 1),
        [date("2026-12-24")]
    );
    assert!(diary.closed_dates(date("2026-12-24"), 0).is_empty());
}

#[test]
fn one_closed_resource_is_not_a_closed_business() {
    let diary = Calendar {
        resources: vec!["anna".to_owned(), "zoe".to_owned()],
        closures: vec![closed(Some("anna"), "2026-06-08", "2026-06-12")],
        ..office()
    };
    assert!(diary.closed_dates(date("2026-06-08"), 5).is_empty());
}

#[test]
fn without_hours_nothing_is_told() {
    let diary = calendar(PARIS, Vec::new());
    assert!(diary.week().iter().all(Vec::is_empty));
    assert!(diary.closed_dates(date("2026-01-01"), 365).is_empty());
}
