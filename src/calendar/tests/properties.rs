//! What holds for any diary, rules and clock in four zones, over a full year of changes.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::RangeInclusive,
};

use chrono::{DateTime, Days, NaiveDate, Offset, TimeDelta, TimeZone, Utc};
use proptest::{
    collection::{btree_set, vec},
    option,
    prelude::*,
    sample::select,
};

use super::{
    Calendar, Candidate, Closure, Exception, Holidays, KOLKATA, LORD_HOWE, NEW_YORK, Opening,
    PARIS, Rules, Slot, Tz, Verdict, always_open, at, calendar, date, open, oracle, time, tz,
};

/// Each zone with its clock changes of 2026.
pub const ZONES: [(Tz, &[&str]); 4] = [
    (PARIS, &["2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z"]),
    (NEW_YORK, &["2026-03-08T07:00:00Z", "2026-11-01T06:00:00Z"]),
    (KOLKATA, &["2026-01-01T00:00:00Z", "2026-12-31T00:00:00Z"]),
    (LORD_HOWE, &["2026-04-04T15:00:00Z", "2026-10-03T15:30:00Z"]),
];

/// A diary, rules and a clock.
#[derive(Clone, Debug)]
struct World {
    calendar: Calendar,
    rules: Rules,
    now: DateTime<Utc>,
}

impl World {
    fn starts(&self, days: RangeInclusive<NaiveDate>) -> Vec<Candidate<'_>> {
        self.calendar
            .starts(days, None, &self.rules, self.now, usize::MAX)
    }

    /// Yesterday to the day after tomorrow.
    fn days(&self) -> RangeInclusive<NaiveDate> {
        let today = self.calendar.today(self.now);
        today - Days::new(1)..=today + Days::new(2)
    }

    fn verdict(&self, slot: Slot) -> Verdict<'_> {
        self.calendar.verdict(slot, &self.rules, self.now)
    }
}

/// Up to two ranges a weekday, half of them in the small hours.
fn openings(resource: Option<&'static str>) -> impl Strategy<Value = Vec<Opening>> {
    let minute = prop_oneof![0_u16..=300, 0_u16..=1440];
    let day = btree_set(minute, 4).prop_map(|cuts| cuts.into_iter().collect::<Vec<_>>());
    vec(day, 7).prop_map(move |week| {
        let rows = (1..=7).zip(&week).flat_map(|(weekday, cuts)| {
            cuts.chunks_exact(2).map(move |range| Opening {
                resource: resource.map(str::to_owned),
                weekday,
                from: range[0],
                until: range[1],
            })
        });
        rows.collect()
    })
}

/// Any second of the year, every other time within a day and a half of a clock change.
fn clock(changes: &'static [&'static str]) -> impl Strategy<Value = DateTime<Utc>> {
    let near = (select(changes), -129_600_i64..129_600)
        .prop_map(|(change, seconds)| at(change) + TimeDelta::seconds(seconds));
    let any = (0_i64..365 * 86_400)
        .prop_map(|seconds| at("2026-01-01T00:00:00Z") + TimeDelta::seconds(seconds));
    prop_oneof![near, any]
}

fn rules() -> impl Strategy<Value = Rules> {
    let grid = select(vec![0_u16, 5, 10, 15, 20, 30, 45, 60, 90]);
    let notice = prop_oneof![Just(0_u32), 0_u32..=240, 0_u32..=4000];
    (1_u16..=200, grid, notice, 0_u16..=3).prop_map(|(duration, grid, notice, horizon)| Rules {
        duration,
        grid,
        notice,
        horizon,
    })
}

/// The ranges of one day, whose they are and how many days from today.
type Special = (Option<&'static str>, u64, Vec<u16>);

fn exceptions() -> impl Strategy<Value = Special> {
    let whose = select(vec![None, None, Some("anna")]);
    let cuts = btree_set(0_u16..=1440, 4).prop_map(|cuts| cuts.into_iter().collect());
    (whose, 0_u64..3, cuts)
}

/// At most one list of ranges for each day and resource, as the table holds them.
fn dated(today: NaiveDate, special: Vec<Special>) -> Vec<Exception> {
    let days: BTreeMap<_, _> = special
        .into_iter()
        .map(|(whose, day, cuts)| ((whose, day), cuts))
        .collect();
    let rows = days.iter().flat_map(|((whose, day), cuts)| {
        cuts.chunks_exact(2).map(|range| Exception {
            resource: whose.map(str::to_owned),
            date: today + Days::new(*day),
            from: range[0],
            until: range[1],
        })
    });
    rows.collect()
}

fn worlds() -> impl Strategy<Value = World> {
    let closure = (select(vec![None, Some("anna")]), 0_u64..4);
    let parts = select(&ZONES[..]).prop_flat_map(move |(zone, changes)| {
        let hours = (openings(None), option::of(openings(Some("anna"))));
        let special = vec(exceptions(), 0..3);
        let diary = (Just(zone), hours, option::of(closure.clone()), special);
        (diary, rules(), clock(changes))
    });
    parts.prop_map(|((zone, (hours, own), closure, special), rules, now)| {
        let today = now.with_timezone(&zone).date_naive();
        let closures = closure.map(|(resource, days)| Closure {
            resource: resource.map(str::to_owned),
            from: today,
            until: today + Days::new(days),
        });
        let calendar = Calendar {
            zone: zone.into(),
            holidays: Holidays::France,
            hours: hours.into_iter().chain(own.into_iter().flatten()).collect(),
            closures: closures.into_iter().collect(),
            exceptions: dated(today, special),
            resources: vec!["zoe".to_owned(), "anna".to_owned()],
        };
        World {
            calendar,
            rules,
            now,
        }
    })
}

pub fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// The starts as the oracle tells them.
fn instants(starts: &[Candidate]) -> Vec<(i64, String)> {
    let tell = |start: &Candidate| (start.instant(), start.resource.to_owned());
    starts.iter().map(tell).collect()
}

proptest! {
    // The oracle is slow.
    #![proptest_config(config(48))]

    #[test]
    fn starts_are_those_that_the_wall_clock_shows_minute_by_minute(world in worlds()) {
        let expected = oracle::starts(&world.calendar, &world.rules, &world.days(), world.now);
        prop_assert_eq!(instants(&world.starts(world.days())), expected);
    }
}

proptest! {
    #![proptest_config(config(128))]

    #[test]
    fn each_start_is_an_instant_of_its_own_that_exists(world in worlds()) {
        let starts = world.starts(world.days());
        let distinct: BTreeSet<_> = instants(&starts).into_iter().collect();
        prop_assert_eq!(distinct.len(), starts.len());
        for start in starts {
            let instant = DateTime::from_timestamp(start.instant() * 60, 0).unwrap();
            let local = tz(world.calendar.zone).from_utc_datetime(&instant.naive_utc());
            prop_assert_eq!(local.naive_local(), start.slot().at());
            prop_assert_eq!(local.offset().fix().local_minus_utc(), start.offset * 60);
            let notice = TimeDelta::minutes(world.rules.notice.into());
            prop_assert!(instant - world.now >= notice);
        }
    }

    #[test]
    fn every_start_is_bookable_and_nothing_else(world in worlds(), minutes in 0_u16..1440) {
        let mut first: BTreeMap<Slot, Vec<Candidate>> = BTreeMap::new();
        for start in world.starts(world.days()) {
            let twins = first.entry(start.slot()).or_default();
            if twins.last().is_none_or(|twin| twin.instant() == start.instant()) {
                twins.push(start);
            }
        }
        for (slot, starts) in &first {
            prop_assert_eq!(world.verdict(*slot), Verdict::Bookable(starts.clone()));
        }
        for date in world.days().start().iter_days().take(4) {
            for hour in 0..24 {
                let time = time("00:00") + TimeDelta::minutes((minutes + 60 * hour).into());
                let slot = Slot { date, time };
                let is_bookable = matches!(world.verdict(slot), Verdict::Bookable(_));
                prop_assert_eq!(is_bookable, first.contains_key(&slot), "{:?}", slot);
            }
        }
    }

    #[test]
    fn around_a_start_are_all_others_the_nearest_first(
        world in worlds(),
        day in 0_u64..4,
        minutes in 0_i64..1440,
    ) {
        let date = *world.days().start() + Days::new(day);
        let wanted = Slot { date, time: time("00:00") + TimeDelta::minutes(minutes) };
        let around = world.calendar.around(wanted, &world.rules, world.now, usize::MAX);
        let mut expected = world.starts(date..=NaiveDate::MAX);
        expected.retain(|start| start.slot() != wanted);
        let same = expected.iter().filter(|start| start.date == date).count();
        let distances = around[..same].iter().map(|start| (start.slot().at() - wanted.at()).abs());
        prop_assert!(distances.is_sorted());
        prop_assert_eq!(&around[same..], &expected[same..]);
        let (mut found, mut sought) = (instants(&around), instants(&expected));
        found.sort_unstable();
        sought.sort_unstable();
        prop_assert_eq!(found, sought);
    }

    #[test]
    fn a_limit_takes_the_first_starts(world in worlds(), limit in 0_usize..40) {
        let all = world.starts(world.days());
        let some = world.calendar.starts(world.days(), None, &world.rules, world.now, limit);
        prop_assert_eq!(&some[..], &all[..some.len()]);
        let distinct = |starts: &[Candidate]| {
            starts.iter().map(Candidate::instant).collect::<BTreeSet<_>>().len()
        };
        prop_assert_eq!(distinct(&some), limit.min(distinct(&all)));
        let next = all.get(some.len()).map(Candidate::instant);
        prop_assert!(next.is_none() || next != some.last().map(Candidate::instant));
    }
}

#[test]
fn a_diary_that_never_closes_starts_every_half_hour_of_the_year() {
    let rules = Rules {
        duration: 30,
        grid: 30,
        notice: 0,
        horizon: 365,
    };
    for (zone, changes) in ZONES {
        let now = zone.with_ymd_and_hms(2026, 1, 1, 0, 0, 0).unwrap().to_utc();
        let days = date("2026-01-01")..=date("2026-12-31");
        let open = always_open(zone);
        let starts = open.starts(days, None, &rules, now, usize::MAX);
        let first = now.timestamp() / 60;
        let expected: Vec<i64> = (0..365 * 48)
            .map(|half_hour| first + 30 * half_hour)
            .collect();
        let instants: Vec<i64> = starts.iter().map(Candidate::instant).collect();
        assert_eq!(instants, expected, "{zone}");
        let offsets: BTreeSet<_> = starts.iter().map(|start| start.offset).collect();
        assert_eq!(
            offsets.len(),
            if zone == KOLKATA { 1 } else { changes.len() }
        );
    }
}

#[test]
fn a_year_of_nights_is_that_of_the_oracle() {
    let rules = Rules {
        duration: 45,
        grid: 15,
        notice: 90,
        horizon: 365,
    };
    for (zone, _) in ZONES {
        let hours = open(None, 1..=7, &["00:00-02:40", "02:50-05:00", "21:10-24:00"]);
        let calendar = calendar(zone, hours);
        let now = at("2026-01-01T12:00:00Z");
        let days = date("2026-01-01")..=date("2026-12-31");
        let expected = oracle::starts(&calendar, &rules, &days, now);
        let starts = calendar.starts(days, None, &rules, now, usize::MAX);
        assert_eq!(instants(&starts), expected, "{zone}");
    }
}
