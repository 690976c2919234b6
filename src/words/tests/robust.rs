//! No input panics, whatever the day.

use chrono::{NaiveDate, NaiveDateTime};
use proptest::prelude::*;

use super::super::english::ENGLISH;
use super::super::french::FRENCH;
use super::super::{Days, Times, amount_range, read};

/// Words of both languages, numbers and marks in any order.
fn phrases() -> impl Strategy<Value = String> {
    let words: Vec<&'static str> = [FRENCH, ENGLISH]
        .into_iter()
        .flatten()
        .flat_map(|(phrases, _)| phrases.iter().copied())
        .chain([
            "un", "deux", "trois", "sept", "quinze", "vingt", "thirty", "3rd", "1er", "an",
        ])
        .chain([
            "mille", "million", "cent", "k", "€", "maximum", "hundred", "half",
        ])
        .chain(["/", "-", ":", ".", "+", ","])
        .collect();
    let piece = prop_oneof![
        4 => proptest::sample::select(words).prop_map(str::to_owned),
        2 => (0_u64..100).prop_map(|number| number.to_string()),
        1 => any::<u64>().prop_map(|number| number.to_string()),
    ];
    let joined = prop_oneof![Just(" "), Just(""), Just("-")];
    (proptest::collection::vec(piece, 0..9), joined).prop_map(|(pieces, by)| pieces.join(by))
}

fn clocks() -> impl Strategy<Value = NaiveDateTime> {
    let usual = (-20_000_i64..40_000, 0_u32..86_400).prop_map(|(days, second)| {
        let date = NaiveDate::default() + chrono::TimeDelta::days(days);
        date.and_time(chrono::NaiveTime::from_num_seconds_from_midnight_opt(second, 0).unwrap())
    });
    prop_oneof![8 => usual, 1 => Just(NaiveDateTime::MAX), 1 => Just(NaiveDateTime::MIN)]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, ..ProptestConfig::default() })]

    #[test]
    fn phrases_of_known_words(date in phrases(), time in phrases(), now in clocks()) {
        let meaning = read(Some(&date), Some(&time), now);
        if let Ok(when) = meaning {
            let first = match when.days {
                Days::On(date) | Days::Between(date, _) | Days::Either(date, _) => date,
                Days::Unsaid | Days::Soonest => now.date(),
            };
            prop_assert!(first >= now.date(), "{date:?} {time:?}");
            match (when.days, when.times) {
                (Days::On(date), Times::At(time)) => prop_assert!(date.and_time(time) > now),
                (_, Times::Between(from, until)) => prop_assert!(from < until),
                _ => {}
            }
        }
        if let Some((Some(least), Some(most))) = amount_range(&date) {
            prop_assert!(least <= most);
        }
    }

    #[test]
    fn any_text(date in ".{0,60}", time in ".{0,20}", now in clocks()) {
        let _ = read(Some(&date), Some(&time), now);
        let _ = amount_range(&date);
    }
}
