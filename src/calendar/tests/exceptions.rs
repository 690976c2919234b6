//! Other hours on single dates.

use super::{
    Calendar, Candidate, Exception, PARIS, Refusal, VISIT, Verdict, at, calendar, closed, date,
    minute, office, open, refused, slot, times_of,
};

const LONG_BEFORE: &str = "2026-06-01T00:00:00Z";

/// `HH:MM-HH:MM` on one date.
fn special(resource: Option<&str>, day: &str, range: &str) -> Exception {
    let (from, until) = range.split_once('-').unwrap();
    Exception {
        resource: resource.map(str::to_owned),
        date: date(day),
        from: minute(from),
        until: minute(until),
    }
}

/// `zoe 09:00` for every hourly start of a day.
fn hourly(diary: &Calendar, day: &str) -> Vec<String> {
    let rules = super::Rules { grid: 60, ..VISIT };
    let days = date(day)..=date(day);
    let starts = diary.starts(days, None, &rules, at(LONG_BEFORE), usize::MAX);
    let tell = |start: &Candidate| format!("{} {}", start.resource, start.time.format("%H:%M"));
    starts.iter().map(tell).collect()
}

#[test]
fn a_date_has_the_hours_that_were_set_for_it() {
    let diary = Calendar {
        exceptions: vec![
            // Out of order on purpose; a Saturday, a Friday, and the national holiday.
            special(None, "2026-06-13", "14:00-15:00"),
            special(None, "2026-06-13", "09:00-10:30"),
            special(None, "2026-06-12", "09:00-11:00"),
            special(None, "2026-07-14", "10:00-11:00"),
        ],
        ..office()
    };
    for (day, expected) in [
        ("2026-06-13", &["09:00", "09:30", "14:00"][..]),
        ("2026-06-12", &["09:00", "09:30", "10:00"]),
        ("2026-07-14", &["10:00"]),
        ("2026-06-14", &[]),
    ] {
        assert_eq!(
            times_of(&diary, day, &VISIT, LONG_BEFORE),
            expected,
            "{day}"
        );
        assert_eq!(diary.opens_on(date(day)), !expected.is_empty(), "{day}");
    }
    let verdict = |when| diary.verdict(slot(when), &VISIT, at(LONG_BEFORE));
    assert!(matches!(verdict("2026-06-13 14:00"), Verdict::Bookable(_)));
    assert_eq!(verdict("2026-06-12 15:00"), refused(Refusal::OutsideHours));
}

#[test]
fn a_closure_closes_what_was_opened_by_exception() {
    let diary = Calendar {
        exceptions: vec![special(None, "2026-06-13", "09:00-12:00")],
        closures: vec![closed(None, "2026-06-13", "2026-06-13")],
        ..office()
    };
    assert!(!diary.opens_on(date("2026-06-13")));
}

#[test]
fn everybodys_exception_opens_who_has_no_hours_of_their_own_and_shortens_the_others() {
    let mut hours = open(None, 1..=5, &["09:00-12:00"]);
    hours.extend(open(Some("anna"), 4..=5, &["10:00-18:00"]));
    let diary = Calendar {
        resources: vec!["zoe".to_owned(), "anna".to_owned()],
        exceptions: vec![
            special(None, "2026-06-12", "08:00-11:00"),
            special(None, "2026-06-13", "09:00-10:00"),
            special(None, "2026-06-14", "09:00-10:00"),
            special(Some("anna"), "2026-06-14", "11:00-12:00"),
        ],
        ..calendar(PARIS, hours)
    };
    for (day, expected) in [
        (
            "2026-06-12",
            &["zoe 08:00", "zoe 09:00", "zoe 10:00", "anna 10:00"][..],
        ),
        // Anna does not work on Saturdays.
        ("2026-06-13", &["zoe 09:00"]),
        ("2026-06-14", &["zoe 09:00", "anna 11:00"]),
    ] {
        assert_eq!(hourly(&diary, day), expected, "{day}");
    }
}

#[test]
fn a_business_may_open_on_single_dates_only() {
    let diary = Calendar {
        exceptions: vec![special(None, "2026-06-13", "09:00-10:00")],
        ..calendar(PARIS, Vec::new())
    };
    assert!(diary.has_hours());
    assert_eq!(
        times_of(&diary, "2026-06-13", &VISIT, LONG_BEFORE),
        ["09:00"]
    );
    let verdict = diary.verdict(slot("2026-06-12 09:00"), &VISIT, at(LONG_BEFORE));
    assert_eq!(verdict, refused(Refusal::Closed));
    let gone = Calendar {
        exceptions: vec![special(Some("gone"), "2026-06-13", "09:00-10:00")],
        ..calendar(PARIS, Vec::new())
    };
    assert!(!gone.has_hours());
}

#[test]
fn special_dates_are_those_that_open_otherwise_than_their_weekday() {
    let diary = Calendar {
        exceptions: vec![
            special(None, "2026-06-13", "09:00-10:00"),
            special(None, "2026-06-12", "09:00-12:30"),
            special(None, "2026-06-12", "13:30-18:00"),
            special(None, "2026-06-15", "13:30-18:00"),
            special(None, "2026-06-16", "09:00-10:00"),
            special(None, "2026-06-17", "09:00-10:00"),
        ],
        closures: vec![closed(None, "2026-06-16", "2026-06-16")],
        ..office()
    };
    let expected = [
        (date("2026-06-13"), vec![(540, 600)]),
        (date("2026-06-15"), vec![(810, 1080)]),
    ];
    assert_eq!(diary.special_dates(date("2026-06-12"), 5), expected);
    assert!(
        !diary
            .closed_dates(date("2026-06-12"), 5)
            .contains(&date("2026-06-13"))
    );
    assert_eq!(
        diary.closed_dates(date("2026-06-12"), 5),
        [date("2026-06-16")]
    );
}
