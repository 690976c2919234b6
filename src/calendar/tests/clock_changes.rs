//! The nights on which the clocks change, by hand-written tables.

use super::{
    ANY, KOLKATA, LORD_HOWE, NEW_YORK, PARIS, Refusal, Rules, Tz, Verdict, always_open, at,
    calendar, date, open, refused, slot, times_of,
};

const HALF_HOURS: Rules = Rules {
    duration: 30,
    grid: 30,
    ..ANY
};

/// `HH:MM±offset` of the first `limit` starts of a day on a diary that is always open.
fn night(zone: Tz, day: &str, rules: &Rules, limit: usize) -> Vec<String> {
    let days = date(day)..=date(day);
    let now = at("2026-01-01T00:00:00Z");
    let open = always_open(zone);
    let starts = open.starts(days, None, rules, now, limit);
    starts
        .iter()
        .map(|start| format!("{}{:+}", start.time.format("%H:%M"), start.offset))
        .collect()
}

#[test]
fn half_hours_through_each_change() {
    let cases: [(Tz, &str, &[&str]); 8] = [
        (
            PARIS,
            "2026-03-29",
            &["00:00+60", "00:30+60", "01:00+60", "01:30+60", "03:00+120"],
        ),
        (
            PARIS,
            "2026-10-25",
            &[
                "00:00+120",
                "00:30+120",
                "01:00+120",
                "01:30+120",
                "02:00+120",
                "02:30+120",
                "02:00+60",
                "02:30+60",
                "03:00+60",
            ],
        ),
        (
            NEW_YORK,
            "2026-03-08",
            &[
                "00:00-300",
                "00:30-300",
                "01:00-300",
                "01:30-300",
                "03:00-240",
            ],
        ),
        (
            NEW_YORK,
            "2026-11-01",
            &[
                "00:00-240",
                "00:30-240",
                "01:00-240",
                "01:30-240",
                "01:00-300",
                "01:30-300",
                "02:00-300",
            ],
        ),
        (
            LORD_HOWE,
            "2026-10-04",
            &[
                "00:00+630",
                "00:30+630",
                "01:00+630",
                "01:30+630",
                "02:30+660",
            ],
        ),
        (
            LORD_HOWE,
            "2026-04-05",
            &[
                "00:00+660",
                "00:30+660",
                "01:00+660",
                "01:30+660",
                "01:30+630",
                "02:00+630",
            ],
        ),
        (
            KOLKATA,
            "2026-03-29",
            &[
                "00:00+330",
                "00:30+330",
                "01:00+330",
                "01:30+330",
                "02:00+330",
            ],
        ),
        (
            Tz::America__Havana,
            "2026-03-08",
            &["01:00-240", "01:30-240", "02:00-240"],
        ),
    ];
    for (zone, day, expected) in cases {
        assert_eq!(
            night(zone, day, &HALF_HOURS, expected.len()),
            expected,
            "{zone} {day}"
        );
    }
}

#[test]
fn a_day_that_ends_in_a_fold_is_an_hour_longer() {
    let evening = |zone, day| night(zone, day, &HALF_HOURS, usize::MAX).split_off(46);
    let cairo = ["23:00+180", "23:30+180", "23:00+120", "23:30+120"];
    assert_eq!(evening(Tz::Africa__Cairo, "2026-10-29"), cairo);
    // There the day after has begun in UTC.
    let nuuk = ["23:00-60", "23:30-60", "23:00-120", "23:30-120"];
    assert_eq!(evening(Tz::America__Nuuk, "2026-10-24"), nuuk);
    assert!(evening(Tz::America__Nuuk, "2026-03-28").is_empty());
}

#[test]
fn a_day_that_a_zone_left_out_has_no_start() {
    let apia = always_open(Tz::Pacific__Apia);
    let count = |day| times_of(&apia, day, &HALF_HOURS, "2011-12-28T00:00:00Z").len();
    assert_eq!(
        [
            count("2011-12-29"),
            count("2011-12-30"),
            count("2011-12-31")
        ],
        [48, 0, 48]
    );
    let verdict = apia.verdict(slot("2011-12-30 10:00"), &ANY, at("2011-12-28T00:00:00Z"));
    assert_eq!(verdict, refused(Refusal::OutsideHours));
}

#[test]
fn the_grid_stays_on_the_hour_where_the_change_is_half_an_hour() {
    let hours = Rules {
        grid: 60,
        ..HALF_HOURS
    };
    let spring = night(LORD_HOWE, "2026-10-04", &hours, 4);
    assert_eq!(spring, ["00:00+630", "01:00+630", "03:00+660", "04:00+660"]);
    let autumn = night(LORD_HOWE, "2026-04-05", &hours, 4);
    assert_eq!(autumn, ["00:00+660", "01:00+660", "02:00+630", "03:00+630"]);
}

#[test]
fn the_room_counts_elapsed_minutes() {
    let room = |zone, day: &str, index: usize| {
        let days = date(day)..=date(day);
        let open = always_open(zone);
        let starts = open.starts(days, None, &HALF_HOURS, at("2026-01-01T00:00:00Z"), 99);
        starts[index].room
    };
    assert_eq!(room(PARIS, "2026-03-29", 0), 23 * 60);
    assert_eq!(room(PARIS, "2026-03-29", 3), 23 * 60 - 90);
    assert_eq!(room(PARIS, "2026-10-25", 0), 25 * 60);
    assert_eq!(room(PARIS, "2026-10-25", 5), 25 * 60 - 150);
    assert_eq!(room(PARIS, "2026-10-25", 7), 25 * 60 - 210);
    assert_eq!(room(LORD_HOWE, "2026-10-04", 0), 23 * 60 + 30);
    assert_eq!(room(LORD_HOWE, "2026-04-05", 0), 24 * 60 + 30);
}

#[test]
fn a_range_ends_where_the_wall_clock_leaves_it() {
    let spring = "2026-03-29";
    let autumn = "2026-10-25";
    let cases: [(&str, &str, u16, &[&str]); 8] = [
        (spring, "00:30-02:30", 30, &["00:30", "01:00", "01:30"]),
        (spring, "00:30-02:30", 60, &["00:30", "01:00"]),
        (spring, "02:15-04:00", 30, &["03:15"]),
        (spring, "02:00-03:00", 30, &[]),
        (spring, "01:00-04:00", 120, &["01:00"]),
        (autumn, "01:30-02:30", 30, &["01:30", "02:00", "02:00"]),
        (autumn, "01:30-02:30", 60, &["01:30"]),
        (autumn, "01:00-04:00", 240, &["01:00"]),
    ];
    for (day, range, duration, expected) in cases {
        let diary = calendar(PARIS, open(None, 7..=7, &[range]));
        let rules = Rules {
            duration,
            ..HALF_HOURS
        };
        let starts = times_of(&diary, day, &rules, "2026-01-01T00:00:00Z");
        assert_eq!(starts, expected, "{day} {range} {duration}");
    }
}

#[test]
fn a_start_in_a_spring_gap_does_not_exist() {
    let open = always_open(PARIS);
    let on = |now| open.verdict(slot("2026-03-29 02:30"), &ANY, at(now));
    assert_eq!(on("2026-03-28T12:00:00Z"), refused(Refusal::OutsideHours));
    assert_eq!(on("2026-03-29T00:59:00Z"), refused(Refusal::OutsideHours));
    assert_eq!(on("2026-03-29T01:00:00Z"), Verdict::Past);
}

#[test]
fn an_autumn_fold_gives_the_first_start_that_the_rules_allow() {
    let on = |now, notice| {
        let rules = Rules {
            notice,
            ..HALF_HOURS
        };
        match always_open(PARIS).verdict(slot("2026-10-25 02:30"), &rules, at(now)) {
            Verdict::Bookable(candidates) => candidates
                .iter()
                .map(|start| start.offset)
                .collect::<Vec<_>>(),
            verdict => panic!("{verdict:?}"),
        }
    };
    assert_eq!(on("2026-10-24T12:00:00Z", 60), [120]);
    assert_eq!(on("2026-10-25T00:30:00Z", 0), [120]);
    assert_eq!(
        on("2026-10-25T00:30:01Z", 0),
        [60],
        "the first one has passed"
    );
    assert_eq!(
        on("2026-10-24T23:40:00Z", 60),
        [60],
        "the first one is too soon"
    );
    let late = at("2026-10-25T01:30:01Z");
    let open = always_open(PARIS);
    let verdict = open.verdict(slot("2026-10-25 02:30"), &ANY, late);
    assert_eq!(verdict, Verdict::Past);
}

#[test]
fn the_notice_counts_elapsed_minutes_across_a_change() {
    let cases = [
        (PARIS, "2026-03-29T00:30:00Z", 60, "03:30+120"),
        (PARIS, "2026-03-28T22:00:00Z", 240, "04:00+120"),
        (PARIS, "2026-10-24T23:30:00Z", 120, "02:30+60"),
        (PARIS, "2026-10-24T22:00:00Z", 240, "03:00+60"),
        (NEW_YORK, "2026-11-01T04:00:00Z", 120, "01:00-300"),
        (LORD_HOWE, "2026-10-03T15:00:00Z", 60, "03:00+660"),
        (LORD_HOWE, "2026-04-04T14:30:00Z", 60, "02:00+630"),
    ];
    for (zone, now, notice, expected) in cases {
        let rules = Rules {
            notice,
            ..HALF_HOURS
        };
        let diary = always_open(zone);
        let first = diary.today(at(now));
        let starts = diary.starts(first..=first.succ_opt().unwrap(), None, &rules, at(now), 1);
        let told = format!("{}{:+}", starts[0].time.format("%H:%M"), starts[0].offset);
        assert_eq!(told, expected, "{zone} {now}");
    }
}
