//! Notice, horizon, limits, parts of the day, and the starts around a wanted one.

use chrono::NaiveDate;

use super::{
    ANY, Calendar, PARIS, Refusal, Rules, Slot, VISIT, Verdict, at, calendar, date, office, open,
    refused, slot, time, times_of, told,
};

/// Monday 8 June 2026, 10:00 in Paris.
const MONDAY_AT_TEN: &str = "2026-06-08T08:00:00Z";

#[test]
fn the_local_day_is_not_that_of_utc() {
    let now = at("2026-06-08T22:30:00Z");
    assert_eq!(office().local(now), slot("2026-06-09 00:30").at());
    assert_eq!(office().today(now), date("2026-06-09"));
}

#[test]
fn the_notice_counts_from_now_to_the_start() {
    let cases = [
        ("2026-06-08T08:00:00Z", 60, "11:00"),
        ("2026-06-08T08:00:01Z", 60, "11:30"),
        ("2026-06-08T08:00:00.001Z", 60, "11:30"),
        ("2026-06-08T07:59:59Z", 60, "11:00"),
        ("2026-06-08T08:00:00Z", 0, "10:00"),
        ("2026-06-08T08:00:00Z", 181, "13:30"),
        ("2026-06-08T06:00:00Z", 0, "09:00"),
    ];
    for (now, notice, first) in cases {
        let rules = Rules { notice, ..VISIT };
        assert_eq!(
            times_of(&office(), "2026-06-08", &rules, now)[0],
            first,
            "{now} {notice}"
        );
    }
}

#[test]
fn a_long_notice_leads_to_a_later_day() {
    let rules = Rules {
        notice: 2 * 1440,
        ..VISIT
    };
    let all = date("2026-01-01")..=NaiveDate::MAX;
    let open = office();
    let starts = open.starts(all, None, &rules, at(MONDAY_AT_TEN), 1);
    assert_eq!(told(&starts), ["2026-06-10 10:00"]);
    let never = Rules {
        notice: u32::MAX,
        ..VISIT
    };
    let all = NaiveDate::MIN..=NaiveDate::MAX;
    assert!(
        office()
            .starts(all, None, &never, at(MONDAY_AT_TEN), 1)
            .is_empty()
    );
}

#[test]
fn the_horizon_counts_local_days() {
    let all = NaiveDate::MIN..=NaiveDate::MAX;
    for (horizon, last) in [
        (0, "2026-06-08 17:00"),
        (1, "2026-06-09 17:00"),
        (5, "2026-06-12 17:00"),
    ] {
        let rules = Rules { horizon, ..VISIT };
        let open = office();
        let starts = open.starts(all.clone(), None, &rules, at(MONDAY_AT_TEN), usize::MAX);
        assert_eq!(told(&starts).last().unwrap(), last);
    }
    let rules = Rules {
        horizon: 1,
        ..VISIT
    };
    let evening = at("2026-06-08T22:30:00Z");
    let open = office();
    let starts = open.starts(all, None, &rules, evening, usize::MAX);
    assert_eq!(told(&starts).last().unwrap(), "2026-06-10 17:00");
}

#[test]
fn a_range_of_days_the_wrong_way_round_is_empty() {
    let days = date("2026-06-12")..=date("2026-06-09");
    assert!(
        office()
            .starts(days, None, &VISIT, at(MONDAY_AT_TEN), 9)
            .is_empty()
    );
}

#[test]
fn the_limit_counts_starts_and_not_resources() {
    let diary = Calendar {
        resources: vec!["zoe".to_owned(), "anna".to_owned()],
        ..office()
    };
    let days = date("2026-06-09")..=date("2026-06-12");
    let take = |limit| diary.starts(days.clone(), None, &VISIT, at(MONDAY_AT_TEN), limit);
    assert!(take(0).is_empty());
    assert_eq!(
        told(&take(2)),
        [
            "2026-06-09 09:00",
            "2026-06-09 09:00",
            "2026-06-09 09:30",
            "2026-06-09 09:30",
        ]
    );
    assert_eq!(take(2)[2].resource, "zoe");
    assert_eq!(take(2)[3].resource, "anna");
    assert_eq!(take(14).last().unwrap().date, date("2026-06-09"));
    assert_eq!(take(15).last().unwrap().date, date("2026-06-10"));
}

#[test]
fn a_part_of_the_day_is_half_open_and_midnight_ends_it() {
    let diary = calendar(PARIS, open(None, 1..=7, &["08:00-24:00"]));
    let rules = Rules { grid: 60, ..VISIT };
    let within = |from, until| {
        let days = date("2026-06-09")..=date("2026-06-09");
        let times = Some((time(from), time(until)));
        told(&diary.starts(days, times, &rules, at(MONDAY_AT_TEN), usize::MAX))
    };
    assert_eq!(within("08:30", "10:00"), ["2026-06-09 09:00"]);
    assert_eq!(
        within("22:00", "00:00"),
        ["2026-06-09 22:00", "2026-06-09 23:00"]
    );
    assert_eq!(within("00:00", "00:00").len(), 16);
    assert!(within("10:00", "10:00").is_empty());
    assert!(within("18:00", "09:00").is_empty());
}

#[test]
fn around_a_start_come_the_nearest_of_that_day_then_the_days_after() {
    let hours = open(None, 1..=5, &["09:00-11:00"]);
    let around = |wanted: &str, limit| {
        let rules = Rules { grid: 30, ..VISIT };
        let diary = calendar(PARIS, hours.clone());
        told(&diary.around(slot(wanted), &rules, at("2026-06-08T22:00:00Z"), limit))
    };
    assert_eq!(
        around("2026-06-12 09:30", 4),
        [
            "2026-06-12 09:00",
            "2026-06-12 10:00",
            "2026-06-15 09:00",
            "2026-06-15 09:30",
        ]
    );
    assert_eq!(
        around("2026-06-12 09:40", 3),
        ["2026-06-12 09:30", "2026-06-12 10:00", "2026-06-12 09:00",]
    );
    assert_eq!(around("2026-06-12 20:00", 1), ["2026-06-12 10:00"]);
    assert_eq!(
        around("2026-06-13 10:00", 1),
        ["2026-06-15 09:00"],
        "closed on Saturday"
    );
    assert_eq!(
        around("2026-06-01 10:00", 1),
        ["2026-06-09 09:00"],
        "a day gone by"
    );
    assert!(
        around("2027-06-11 10:00", 3).is_empty(),
        "beyond the horizon"
    );
    assert!(around("2026-06-12 09:30", 0).is_empty());
}

#[test]
fn around_leaves_the_wanted_start_out_on_every_resource() {
    let diary = Calendar {
        resources: vec!["zoe".to_owned(), "anna".to_owned()],
        ..office()
    };
    let starts = diary.around(slot("2026-06-09 10:00"), &VISIT, at(MONDAY_AT_TEN), 2);
    assert_eq!(
        told(&starts),
        [
            "2026-06-09 09:30",
            "2026-06-09 09:30",
            "2026-06-09 10:30",
            "2026-06-09 10:30",
        ]
    );
}

#[test]
fn the_ends_of_time_are_answered_too() {
    let office = office();
    let ends = [
        (NaiveDate::MIN, Verdict::Past, 1),
        (NaiveDate::MAX, refused(Refusal::TooFar), 0),
    ];
    for (date, verdict, others) in ends {
        let wanted = Slot {
            date,
            time: time("10:00"),
        };
        let now = at(MONDAY_AT_TEN);
        assert_eq!(office.verdict(wanted, &ANY, now), verdict);
        assert_eq!(office.around(wanted, &ANY, now, 1).len(), others);
    }
    assert!(office.closed_dates(NaiveDate::MAX, u16::MAX).is_empty());
}
