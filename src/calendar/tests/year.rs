//! Every start of a full year in four zones, whatever the hours: what has to hold of each.

use chrono::{DateTime, Datelike, LocalResult, NaiveDate, TimeDelta, TimeZone, Timelike, Utc};
use proptest::{
    collection::{btree_set, vec},
    prelude::*,
    sample::select,
};

use super::{
    Calendar, Candidate, Opening, Rules, Tz, at, calendar, date,
    properties::{ZONES, config},
    tz,
};

const MINUTE: TimeDelta = TimeDelta::minutes(1);

/// A week of up to two ranges a day: any, with half of their bounds in the hours in which clocks
/// change.
fn week() -> impl Strategy<Value = Vec<Opening>> {
    let bound = prop_oneof![0_u16..=240, 0_u16..=1440];
    let day = btree_set(bound, 2..=4).prop_map(|cuts| cuts.into_iter().collect::<Vec<_>>());
    vec(day, 7).prop_map(|days| {
        let rows = (1..=7).zip(&days).flat_map(|(weekday, cuts)| {
            cuts.chunks_exact(2).map(move |range| Opening {
                resource: None,
                weekday,
                from: range[0],
                until: range[1],
            })
        });
        rows.collect()
    })
}

fn rules() -> impl Strategy<Value = Rules> {
    let grid = select(vec![10_u16, 15, 20, 30, 45, 60]);
    (5_u16..=120, grid).prop_map(|(duration, grid)| Rules {
        duration,
        grid,
        notice: 0,
        horizon: 366,
    })
}

/// All starts of 2026.
fn starts<'a>(calendar: &'a Calendar, rules: &Rules, now: DateTime<Utc>) -> Vec<Candidate<'a>> {
    let year = date("2026-01-01")..=date("2026-12-31");
    calendar.starts(year, None, rules, now, usize::MAX)
}

fn instant(start: &Candidate) -> DateTime<Utc> {
    DateTime::from_timestamp(start.instant() * 60, 0).unwrap()
}

/// The opening range that the wall clock lies in at an instant: its day and bounds.
fn range_at(calendar: &Calendar, at: DateTime<Utc>) -> Option<(NaiveDate, u16, u16)> {
    let local = at.with_timezone(&tz(calendar.zone)).naive_local();
    let minute = u16::try_from(local.hour() * 60 + local.minute()).unwrap();
    let weekday = u8::try_from(local.weekday().number_from_monday()).unwrap();
    let mut hours = calendar.hours.iter();
    let row = hours.find(|row| row.weekday == weekday && (row.from..row.until).contains(&minute));
    row.map(|row| (local.date(), row.from, row.until))
}

/// What holds of every start on its own.
fn check(calendar: &Calendar, rules: &Rules, start: &Candidate) -> Result<(), TestCaseError> {
    let begins = instant(start);
    // Inside one opening range from its first minute to its last.
    let range = range_at(calendar, begins);
    prop_assert!(range.is_some(), "{start:?} is outside hours");
    let last = begins + MINUTE * (i32::from(rules.duration) - 1);
    let mut minute = begins;
    while minute < last {
        prop_assert_eq!(range_at(calendar, minute), range, "{:?}", start);
        minute += MINUTE * 7;
    }
    prop_assert_eq!(
        range_at(calendar, last),
        range,
        "{:?} runs past closing",
        start
    );
    // The wall clock shows that time then, and at no start does it never show it.
    let local = begins.with_timezone(&tz(calendar.zone));
    prop_assert_eq!(local.naive_local(), start.slot().at());
    let shown = tz(calendar.zone).from_local_datetime(&start.slot().at());
    prop_assert!(shown != LocalResult::None, "{start:?} is in a spring gap");
    Ok(())
}

proptest! {
    #![proptest_config(config(24))]

    #[test]
    fn the_starts_of_a_year(zone in 0..4_usize, hours in week(), rules in rules()) {
        let (zone, _) = ZONES[zone];
        let calendar = calendar(zone, hours);
        let starts = starts(&calendar, &rules, at("2025-12-31T00:00:00Z"));
        for start in &starts {
            check(&calendar, &rules, start)?;
        }
        // In order, and no instant twice.
        prop_assert!(starts.windows(2).all(|pair| pair[0].instant() < pair[1].instant()));
        // A time that is shown twice that night makes two starts, of which each is one.
        for pair in starts.windows(2).filter(|pair| pair[0].slot() == pair[1].slot()) {
            let LocalResult::Ambiguous(first, second) =
                zone.from_local_datetime(&pair[0].slot().at())
            else {
                return Err(TestCaseError::fail(format!("{pair:?} is shown once")));
            };
            prop_assert_eq!([instant(&pair[0]), instant(&pair[1])], [first.to_utc(), second.to_utc()]);
        }
    }

    #[test]
    fn the_notice_is_kept_across_a_change(
        zone in 0..4_usize,
        hours in week(),
        rules in rules(),
        change in 0..2_usize,
        seconds in -90_000_i64..20_000,
        notice in 0_u32..1600,
    ) {
        let (zone, changes) = ZONES[zone];
        let calendar = calendar(zone, hours);
        let now = at(changes[change]) + TimeDelta::seconds(seconds);
        let all = starts(&calendar, &rules, at("2025-12-31T00:00:00Z"));
        let given = starts(&calendar, &Rules { notice, horizon: 366, ..rules }, now);
        let earliest = now + TimeDelta::minutes(notice.into());
        let last = calendar.today(now) + chrono::Days::new(366);
        let expected: Vec<Candidate> = all
            .into_iter()
            .filter(|start| instant(start) >= earliest && start.date <= last)
            .collect();
        prop_assert_eq!(given, expected);
    }
}

/// The night of the autumn fold in each zone that has one: both of its hours, or half hours.
#[test]
fn both_hours_of_a_fold_are_starts_of_their_own() {
    let rules = Rules {
        duration: 30,
        grid: 30,
        notice: 0,
        horizon: 366,
    };
    let cases: [(Tz, &[(&str, &str)]); 3] = [
        (
            super::PARIS,
            &[
                ("2026-10-25 02:00", "2026-10-25T00:00:00Z"),
                ("2026-10-25 02:30", "2026-10-25T00:30:00Z"),
                ("2026-10-25 02:00", "2026-10-25T01:00:00Z"),
                ("2026-10-25 02:30", "2026-10-25T01:30:00Z"),
            ],
        ),
        (
            super::NEW_YORK,
            &[
                ("2026-11-01 01:00", "2026-11-01T05:00:00Z"),
                ("2026-11-01 01:30", "2026-11-01T05:30:00Z"),
                ("2026-11-01 01:00", "2026-11-01T06:00:00Z"),
                ("2026-11-01 01:30", "2026-11-01T06:30:00Z"),
            ],
        ),
        (
            super::LORD_HOWE,
            &[
                ("2026-04-05 01:30", "2026-04-04T14:30:00Z"),
                ("2026-04-05 01:30", "2026-04-04T15:00:00Z"),
            ],
        ),
    ];
    for (zone, expected) in cases {
        let open = super::always_open(zone);
        let starts = starts(&open, &rules, at("2025-12-31T00:00:00Z"));
        let twice = |start: &&Candidate| {
            let shown = zone.from_local_datetime(&start.slot().at());
            matches!(shown, LocalResult::Ambiguous(..))
        };
        let found: Vec<_> = starts.iter().filter(twice).collect();
        let written: Vec<(String, DateTime<Utc>)> = found
            .iter()
            .map(|start| {
                (
                    start.slot().at().format("%Y-%m-%d %H:%M").to_string(),
                    instant(start),
                )
            })
            .collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|(wall, utc)| ((*wall).to_owned(), at(utc)))
            .collect();
        assert_eq!(written, expected, "{zone}");
    }
}
