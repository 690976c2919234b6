//! Opening hours: breaks, closing time, the grid, resources of their own hours, closures.

use chrono::Weekday;

use super::{
    ANY, Calendar, Candidate, PARIS, Rules, VISIT, always_open, at, calendar, closed, date, office,
    open, slot, times_of,
};
use crate::calendar::{Opening, weekday};

const LONG_BEFORE: &str = "2026-06-01T00:00:00Z";
const MONDAY: &str = "2026-06-08";

#[test]
fn weekdays_count_from_monday_as_one() {
    let table = [
        (1, Weekday::Mon, "2026-06-08"),
        (2, Weekday::Tue, "2026-06-09"),
        (3, Weekday::Wed, "2026-06-10"),
        (4, Weekday::Thu, "2026-06-11"),
        (5, Weekday::Fri, "2026-06-12"),
        (6, Weekday::Sat, "2026-06-13"),
        (7, Weekday::Sun, "2026-06-14"),
    ];
    for (number, day, _) in table {
        assert_eq!(weekday::to_iso(day), number);
        assert_eq!(weekday::from_iso(number), Some(day));
        let only = calendar(PARIS, open(None, number..=number, &["09:00-10:00"]));
        for (other, _, on) in table {
            assert_eq!(only.opens_on(date(on)), other == number);
        }
    }
    assert_eq!(weekday::from_iso(0), None);
    assert_eq!(weekday::from_iso(8), None);
}

#[test]
fn the_grid_counts_from_each_opening_and_the_whole_duration_fits() {
    let cases: [(&[&str], u16, u16, &[&str]); 6] = [
        (
            &["09:00-12:30", "13:30-15:00"],
            60,
            30,
            &[
                "09:00", "09:30", "10:00", "10:30", "11:00", "11:30", "13:30", "14:00",
            ],
        ),
        (
            &["09:15-11:15", "14:10-15:10"],
            30,
            45,
            &["09:15", "10:00", "10:45", "14:10"],
        ),
        (&["09:00-10:00"], 60, 15, &["09:00"]),
        (&["09:00-10:00"], 61, 15, &[]),
        (&["22:30-24:00"], 30, 30, &["22:30", "23:00", "23:30"]),
        (&["08:00-08:03"], 2, 0, &["08:00", "08:01"]),
    ];
    for (ranges, duration, grid, expected) in cases {
        let diary = calendar(PARIS, open(None, 1..=1, ranges));
        let rules = Rules {
            duration,
            grid,
            ..VISIT
        };
        assert_eq!(times_of(&diary, MONDAY, &rules, LONG_BEFORE), expected);
    }
}

#[test]
fn a_candidate_tells_its_place_on_both_clocks() {
    let open = office();
    let starts = open.starts(
        date(MONDAY)..=date(MONDAY),
        None,
        &VISIT,
        at(LONG_BEFORE),
        usize::MAX,
    );
    let afternoon = serde_json::to_value(starts[7]).unwrap();
    // Wall clock, offset, resource, room, since the opening.
    let expected = serde_json::json!([29_682_120, 120, "default", 240, 30]);
    assert_eq!(afternoon, expected);
    assert_eq!(starts[7].slot(), slot("2026-06-08 14:00"));
    assert_eq!(
        starts[7].instant(),
        at("2026-06-08T12:00:00Z").timestamp() / 60
    );
}

#[test]
fn a_resource_with_hours_of_its_own_uses_only_those() {
    let mut hours = open(None, 1..=2, &["09:00-11:00"]);
    hours.extend(open(Some("anna"), 1..=1, &["10:00-12:00"]));
    hours.extend(open(Some("gone"), 6..=6, &["09:00-12:00"]));
    let diary = Calendar {
        resources: vec!["zoe".to_owned(), "anna".to_owned()],
        ..calendar(PARIS, hours)
    };
    let rules = Rules { grid: 60, ..VISIT };
    let on = |day: &str| {
        let days = date(day)..=date(day);
        let starts = diary.starts(days, None, &rules, at(LONG_BEFORE), usize::MAX);
        let tell = |start: &Candidate| format!("{} {}", start.resource, start.time);
        starts.iter().map(tell).collect::<Vec<_>>()
    };
    assert_eq!(
        on(MONDAY),
        [
            "zoe 09:00:00",
            "zoe 10:00:00",
            "anna 10:00:00",
            "anna 11:00:00",
        ]
    );
    assert_eq!(on("2026-06-09"), ["zoe 09:00:00", "zoe 10:00:00"]);
    assert!(
        !diary.opens_on(date("2026-06-13")),
        "a disabled resource opens nothing"
    );
}

#[test]
fn a_closure_closes_its_resource_or_everybody_both_ends_included() {
    let diary = Calendar {
        resources: vec!["anna".to_owned(), "zoe".to_owned()],
        closures: vec![
            closed(Some("anna"), "2026-06-08", "2026-06-09"),
            closed(None, "2026-06-10", "2026-06-11"),
            closed(Some("nobody"), "2026-06-12", "2026-06-12"),
        ],
        ..calendar(PARIS, open(None, 1..=7, &["09:00-10:00"]))
    };
    let expected = [
        ("2026-06-07", 2),
        ("2026-06-08", 1),
        ("2026-06-09", 1),
        ("2026-06-10", 0),
        ("2026-06-11", 0),
        ("2026-06-12", 2),
    ];
    for (day, resources) in expected {
        assert_eq!(
            times_of(&diary, day, &VISIT, LONG_BEFORE).len(),
            resources,
            "{day}"
        );
        assert_eq!(diary.opens_on(date(day)), resources > 0, "{day}");
    }
}

#[test]
fn rows_that_make_no_sense_open_nothing() {
    let row = |weekday, from, until| Opening {
        resource: None,
        weekday,
        from,
        until,
    };
    let hours = vec![
        row(0, 540, 600),
        row(8, 540, 600),
        row(1, 600, 600),
        row(1, 700, 600),
    ];
    let diary = calendar(PARIS, hours);
    let days = date(MONDAY)..=date("2026-06-14");
    assert!(
        diary
            .starts(days, None, &ANY, at(LONG_BEFORE), 9)
            .is_empty()
    );
    let late = calendar(PARIS, vec![row(1, 1438, u16::MAX)]);
    assert_eq!(
        times_of(&late, MONDAY, &ANY, LONG_BEFORE),
        ["23:58", "23:59"]
    );
}

#[test]
fn an_open_day_starts_at_every_minute() {
    assert_eq!(
        times_of(&always_open(PARIS), MONDAY, &ANY, LONG_BEFORE).len(),
        1440
    );
}
