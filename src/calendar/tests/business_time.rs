//! Opening time counted forward, against due times worked out by hand.

use super::{
    Calendar, Holidays, NEW_YORK, PARIS, always_open, at, calendar, closed, office, open, slot,
};

/// From, minutes of opening time, and when they are over.
type Case = (&'static str, u32, &'static str);

#[track_caller]
fn check(calendar: &Calendar, cases: &[Case]) {
    for (from, minutes, due) in cases {
        let found = calendar.after_open_minutes(at(from), *minutes);
        assert_eq!(found, at(due), "{from} + {minutes}");
    }
}

/// A full day of the office is 480 minutes.
#[test]
fn a_day_at_the_office() {
    check(
        &office(),
        &[
            ("2026-10-05T10:00:00+02:00", 60, "2026-10-05T11:00:00+02:00"),
            // To the minute the lunch break begins, and one more.
            (
                "2026-10-05T10:00:00+02:00",
                150,
                "2026-10-05T12:30:00+02:00",
            ),
            (
                "2026-10-05T10:00:00+02:00",
                151,
                "2026-10-05T13:31:00+02:00",
            ),
            ("2026-10-05T12:00:00+02:00", 60, "2026-10-05T14:00:00+02:00"),
            ("2026-10-05T12:30:00+02:00", 1, "2026-10-05T13:31:00+02:00"),
            ("2026-10-05T12:45:00+02:00", 60, "2026-10-05T14:30:00+02:00"),
            // No time at all is over as soon as somebody is there.
            ("2026-10-05T13:30:00+02:00", 0, "2026-10-05T13:30:00+02:00"),
            ("2026-10-05T12:30:00+02:00", 0, "2026-10-05T13:30:00+02:00"),
            ("2026-10-05T18:00:00+02:00", 0, "2026-10-06T09:00:00+02:00"),
            // Before opening, at closing, after it, around midnight.
            ("2026-10-05T07:00:00+02:00", 60, "2026-10-05T10:00:00+02:00"),
            ("2026-10-05T17:30:00+02:00", 30, "2026-10-05T18:00:00+02:00"),
            ("2026-10-05T17:30:00+02:00", 60, "2026-10-06T09:30:00+02:00"),
            ("2026-10-05T18:00:00+02:00", 60, "2026-10-06T10:00:00+02:00"),
            ("2026-10-05T23:59:59+02:00", 60, "2026-10-06T10:00:00+02:00"),
            ("2026-10-06T00:00:00+02:00", 60, "2026-10-06T10:00:00+02:00"),
            (
                "2026-10-05T09:00:00+02:00",
                480,
                "2026-10-05T18:00:00+02:00",
            ),
            (
                "2026-10-05T09:00:00+02:00",
                481,
                "2026-10-06T09:01:00+02:00",
            ),
            (
                "2026-10-05T10:00:00+02:00",
                480,
                "2026-10-06T10:00:00+02:00",
            ),
            // Seconds and milliseconds are kept.
            (
                "2026-10-05T10:00:30.500+02:00",
                60,
                "2026-10-05T11:00:30.500+02:00",
            ),
        ],
    );
}

#[test]
fn weekends_do_not_count() {
    check(
        &office(),
        &[
            ("2026-10-09T17:59:00+02:00", 1, "2026-10-09T18:00:00+02:00"),
            (
                "2026-10-09T17:00:00+02:00",
                120,
                "2026-10-12T10:00:00+02:00",
            ),
            ("2026-10-10T11:00:00+02:00", 60, "2026-10-12T10:00:00+02:00"),
            (
                "2026-10-11T23:30:00+02:00",
                240,
                "2026-10-12T14:00:00+02:00",
            ),
            // Five full days: Friday, then Monday to Thursday.
            (
                "2026-10-09T09:00:00+02:00",
                2400,
                "2026-10-15T18:00:00+02:00",
            ),
        ],
    );
}

#[test]
fn public_holidays_do_not_count() {
    check(
        &office(),
        &[
            // 14 July 2026 is a Tuesday.
            (
                "2026-07-13T17:00:00+02:00",
                120,
                "2026-07-15T10:00:00+02:00",
            ),
            ("2026-07-14T10:00:00+02:00", 60, "2026-07-15T10:00:00+02:00"),
            // 2 h on Friday, 8 h on Monday, 6 h on Wednesday.
            (
                "2026-07-10T16:00:00+02:00",
                960,
                "2026-07-15T16:00:00+02:00",
            ),
            // Easter Monday is 6 April, Christmas a Friday, New Year's Day too.
            ("2026-04-03T17:30:00+02:00", 60, "2026-04-07T09:30:00+02:00"),
            ("2026-12-24T17:30:00+01:00", 60, "2026-12-28T09:30:00+01:00"),
            (
                "2026-12-31T17:00:00+01:00",
                120,
                "2027-01-04T10:00:00+01:00",
            ),
        ],
    );
    let colmar = Calendar {
        holidays: Holidays::AlsaceMoselle,
        ..office()
    };
    // Good Friday is closed there too.
    check(
        &colmar,
        &[(
            "2026-04-02T17:00:00+02:00",
            120,
            "2026-04-07T10:00:00+02:00",
        )],
    );
}

#[test]
fn closures_do_not_count() {
    let away = Calendar {
        closures: vec![
            closed(None, "2026-08-03", "2026-08-21"),
            closed(None, "2026-10-07", "2026-10-07"),
        ],
        ..office()
    };
    check(
        &away,
        &[
            (
                "2026-07-31T17:00:00+02:00",
                120,
                "2026-08-24T10:00:00+02:00",
            ),
            ("2026-08-10T10:00:00+02:00", 60, "2026-08-24T10:00:00+02:00"),
            (
                "2026-10-06T17:00:00+02:00",
                120,
                "2026-10-08T10:00:00+02:00",
            ),
        ],
    );
}

#[test]
fn the_office_over_a_weekend_on_which_the_clocks_change() {
    check(
        &office(),
        &[
            (
                "2026-03-27T17:00:00+01:00",
                120,
                "2026-03-30T10:00:00+02:00",
            ),
            (
                "2026-10-23T17:00:00+02:00",
                120,
                "2026-10-26T10:00:00+01:00",
            ),
        ],
    );
}

#[test]
fn nights_on_which_the_clocks_change_count_what_elapses() {
    check(
        &always_open(PARIS),
        &[
            (
                "2026-03-28T22:00:00+01:00",
                360,
                "2026-03-29T05:00:00+02:00",
            ),
            (
                "2026-10-24T22:00:00+02:00",
                360,
                "2026-10-25T03:00:00+01:00",
            ),
        ],
    );
    // 01:00 to 04:00 on Sundays: two hours long in spring, four in autumn.
    check(
        &calendar(PARIS, open(None, 7..=7, &["01:00-04:00"])),
        &[
            (
                "2026-03-29T00:30:00+01:00",
                120,
                "2026-03-29T04:00:00+02:00",
            ),
            (
                "2026-03-29T00:30:00+01:00",
                121,
                "2026-04-05T01:01:00+02:00",
            ),
            (
                "2026-10-25T00:30:00+02:00",
                180,
                "2026-10-25T03:00:00+01:00",
            ),
            (
                "2026-10-25T00:30:00+02:00",
                240,
                "2026-10-25T04:00:00+01:00",
            ),
            (
                "2026-10-25T00:30:00+02:00",
                241,
                "2026-11-01T01:01:00+01:00",
            ),
        ],
    );
    check(
        &calendar(NEW_YORK, open(None, 1..=7, &["00:00-24:00"])),
        &[(
            "2026-11-01T00:30:00-04:00",
            120,
            "2026-11-01T01:30:00-05:00",
        )],
    );
}

#[test]
fn an_evening_that_goes_on_past_midnight() {
    check(
        &calendar(PARIS, open(None, 1..=7, &["00:00-02:00", "22:00-24:00"])),
        &[
            ("2026-10-05T23:30:00+02:00", 60, "2026-10-06T00:30:00+02:00"),
            ("2026-10-05T23:00:00+02:00", 60, "2026-10-06T00:00:00+02:00"),
            (
                "2026-10-05T23:00:00+02:00",
                180,
                "2026-10-06T02:00:00+02:00",
            ),
            (
                "2026-10-05T23:00:00+02:00",
                181,
                "2026-10-06T22:01:00+02:00",
            ),
        ],
    );
}

#[test]
fn time_counts_once_while_anybody_is_there() {
    let mut two = calendar(PARIS, open(Some("a"), 1..=5, &["09:00-15:00"]));
    two.hours
        .extend(open(Some("b"), 1..=5, &["09:00-10:00", "11:00-17:00"]));
    two.resources = vec!["a".to_owned(), "b".to_owned()];
    two.closures = vec![closed(Some("a"), "2026-10-06", "2026-10-06")];
    check(
        &two,
        &[
            (
                "2026-10-05T09:00:00+02:00",
                360,
                "2026-10-05T15:00:00+02:00",
            ),
            (
                "2026-10-05T09:00:00+02:00",
                480,
                "2026-10-05T17:00:00+02:00",
            ),
            // On Tuesday only b is there: an hour, then from eleven.
            ("2026-10-06T09:30:00+02:00", 60, "2026-10-06T11:30:00+02:00"),
        ],
    );
}

#[test]
fn without_hours_the_clock_counts() {
    let none = Calendar {
        holidays: Holidays::France,
        ..calendar(PARIS, Vec::new())
    };
    check(
        &none,
        &[
            ("2026-10-10T10:00:00+02:00", 90, "2026-10-10T11:30:00+02:00"),
            ("2026-07-14T10:00:00+02:00", 0, "2026-07-14T10:00:00+02:00"),
        ],
    );
    let for_ever = Calendar {
        closures: vec![closed(None, "2020-01-01", "9999-12-31")],
        ..office()
    };
    check(
        &for_ever,
        &[("2026-10-05T10:00:00+02:00", 90, "2026-10-05T11:30:00+02:00")],
    );
}

#[test]
fn open_is_from_the_first_minute_to_the_last() {
    for (now, expected) in [
        ("2026-10-05T08:59:59+02:00", false),
        ("2026-10-05T09:00:00+02:00", true),
        ("2026-10-05T12:29:59+02:00", true),
        ("2026-10-05T12:30:00+02:00", false),
        ("2026-10-05T18:00:00+02:00", false),
        ("2026-07-14T10:00:00+02:00", false),
    ] {
        assert_eq!(office().is_open(at(now)), expected, "{now}");
    }
    assert!(calendar(PARIS, Vec::new()).is_open(at("2026-10-05T03:00:00Z")));
}

#[test]
fn the_instant_of_a_wall_clock_exists_on_every_night() {
    for (local, expected) in [
        ("2026-10-05 10:00", "2026-10-05T08:00:00Z"),
        // Skipped: half past two is shown as half past three. Repeated: the first one.
        ("2026-03-29 02:30", "2026-03-29T01:30:00Z"),
        ("2026-10-25 02:30", "2026-10-25T00:30:00Z"),
    ] {
        assert_eq!(office().instant(slot(local).at()), at(expected), "{local}");
    }
}
