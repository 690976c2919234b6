//! Whatever is said, and whoever wrote what is in it, it has the form of a spoken sentence.

use std::collections::BTreeSet;

use chrono::{Days, Weekday};
use proptest::prelude::*;
use proptest::sample::select;

use super::sayings::{Parts, position, sayings};
use super::*;
use crate::domain::Language::{En, Fr};
use crate::outcome::{Missing, Refusal};
use crate::speech::{email_typo, phone, spell};

const NASTY: &[&str] = &[
    "M.",
    "Mme",
    "rdv",
    "🔥",
    "👩‍👩‍👧",
    "\"",
    "«",
    "(",
    "]",
    "{{x}}",
    "/",
    "\\",
    "\r\n",
    "\t",
    "\0",
    "12/05",
    "2026-05-12",
    "14:30",
    "14h30",
    "9am",
    "pm",
    "...",
    ",",
    "-",
    "'",
    "’",
    "_",
    "a_b",
    "90€",
    "€",
    "1.5",
    "$1,200.50",
    "50 m²",
    "n°",
    "a1b2c3d4e5",
    "S.A.",
    "www.x.fr",
    "<b>",
    "é",
    "e\u{301}",
    "ⓐ",
    "𝐇",
    "٣",
    "²",
    "漢字",
    "\u{202e}",
    "ß",
    "ŉ",
    "A",
    "rendez-vous",
    "l'eau",
    "T-2041",
    ":",
    "1:",
    "?",
];

fn text() -> impl Strategy<Value = String> {
    let nasty = prop::collection::vec(select(NASTY), 0..30);
    prop_oneof![
        any::<String>(),
        prop::collection::vec(any::<char>(), 0..60).prop_map(String::from_iter),
        nasty.clone().prop_map(|parts| parts.concat()),
        nasty.prop_map(|parts| parts.join(" ")),
        Just("très ".repeat(200)),
        Just("anticonstitutionnellement".repeat(50)),
    ]
}

fn some_date() -> impl Strategy<Value = NaiveDate> {
    let near = (0..800u64).prop_map(|days| date("2025-06-01") + Days::new(days));
    let far = (0..3_650_000u64).prop_map(|days| date("0001-01-01") + Days::new(days));
    prop_oneof![3 => near, 1 => far]
}

fn some_time() -> impl Strategy<Value = NaiveTime> {
    (0..24u32, select(vec![0, 5, 30, 59]))
        .prop_map(|(hour, minute)| NaiveTime::from_hms_opt(hour, minute, 0).unwrap())
}

fn some_slot() -> impl Strategy<Value = Slot> {
    (some_date(), some_time()).prop_map(|(date, time)| Slot { date, time })
}

fn parts() -> impl Strategy<Value = Parts> {
    let slots = prop::collection::vec(some_slot(), 2..12);
    let texts = prop::collection::vec(text(), 1..6);
    let status = select(vec![
        "open",
        "in_progress",
        "waiting_customer",
        "resolved",
        "closed",
        "?",
    ]);
    let week = prop::collection::vec(some_hours(), 0..8);
    (
        slots,
        texts,
        status,
        some_refusal(),
        some_missing(),
        any::<i64>(),
        any::<u16>(),
        week,
    )
        .prop_map(
            |(slots, texts, status, why, missing, number, minutes, week)| Parts {
                slots,
                texts,
                status,
                why,
                missing,
                number,
                minutes,
                week,
            },
        )
}

fn some_refusal() -> impl Strategy<Value = Refusal> {
    use Refusal::{Closed, Held, NoHours, OffGrid, OutsideHours, TooFar, TooSoon};
    select(vec![
        Held,
        Closed,
        OutsideHours,
        OffGrid,
        TooSoon,
        TooFar,
        NoHours,
    ])
}

fn some_missing() -> impl Strategy<Value = Missing> {
    use Missing::{
        Budget, Contact, DecisionMaker, InterestType, Location, Name, PropertyType, Timeline,
    };
    select(vec![
        Name,
        Contact,
        Budget,
        InterestType,
        Location,
        PropertyType,
        Timeline,
        DecisionMaker,
    ])
}

fn some_hours() -> impl Strategy<Value = DayHours> {
    let weekday = || (0..7u8).prop_map(|day| Weekday::try_from(day).unwrap());
    let ranges = prop::collection::vec((some_time(), some_time()), 0..7);
    (weekday(), weekday(), ranges).prop_map(|(from, until, ranges)| DayHours {
        from,
        until,
        ranges,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_sentence_can_be_spoken(parts in parts()) {
        for saying in sayings(&parts) {
            for language in [Fr, En] {
                assert_speakable(&say(&saying, language, today()), limit(&saying));
            }
        }
    }

    #[test]
    fn what_is_free_is_offered(wanted in some_slot(), slot in some_slot(), why in some_refusal()) {
        let free = vec![slot; 3];
        for saying in [
            Saying::Taken { wanted, free: free.clone() },
            Saying::Refused { why, wanted, free: free.clone() },
            Saying::NothingFree { free: free.clone() },
            Saying::ClosedThen { free: free.clone() },
            Saying::Free(free),
        ] {
            let by_phone = !matches!(saying, Saying::Refused { why: Refusal::NoHours, .. });
            let (french, english) = (say(&saying, Fr, today()), say(&saying, En, today()));
            prop_assert_eq!(french.contains("Je vous propose"), by_phone);
            prop_assert_eq!(english.contains("I can offer"), by_phone);
        }
    }

    #[test]
    fn spelling_and_phone_numbers_are_words_and_pauses(text in text()) {
        for language in [Fr, En] {
            let spelled = spell(&text, language);
            prop_assert!(spelled.chars().all(|c| c.is_alphanumeric() || " ,".contains(c)));
            let number = phone(&text, language);
            prop_assert!(number.chars().all(|c| c.is_ascii_digit() || " ,plus".contains(c)));
        }
    }

    #[test]
    fn a_corrected_address_needs_no_correction(text in text()) {
        if let Some(corrected) = email_typo(&format!("{text}@gmal.com")) {
            prop_assert_eq!(email_typo(&corrected), None);
        }
    }
}

#[test]
fn the_property_covers_every_saying() {
    let parts = Parts {
        slots: vec![slot("2026-12-01 09:00"); 2],
        texts: vec!["visite".to_owned()],
        status: "open",
        why: Refusal::Closed,
        missing: Missing::Name,
        number: 2041,
        minutes: 60,
        week: vec![],
    };
    let covered: BTreeSet<usize> = sayings(&parts).iter().map(position).collect();
    assert_eq!(covered, (0..45).collect());
}
