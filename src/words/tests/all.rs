//! The tables of phrases as a whole: each means what was written down, and they are many.

use std::collections::BTreeSet;

use super::{
    Argument, Table, english_days, english_times, french_days, french_times, refused, turns,
};

/// Every table there is.
fn tables() -> impl Iterator<Item = &'static Table> {
    [
        french_days::ALL,
        french_times::ALL,
        english_days::ALL,
        english_times::ALL,
        refused::ALL,
        turns::ALL,
    ]
    .into_iter()
    .flatten()
}

/// Argument, clock, phrase, meaning.
fn cases() -> impl Iterator<Item = (Argument, &'static str, &'static str, &'static str)> {
    tables().flat_map(|table| {
        let of_table = |(phrase, meaning): &(&'static str, &'static str)| {
            (table.argument, table.now, *phrase, *meaning)
        };
        table.cases.iter().map(of_table)
    })
}

fn count(tables: &[Table]) -> usize {
    tables.iter().map(|table| table.cases.len()).sum()
}

#[test]
fn every_phrase_means_what_was_written_down() {
    let wrong: Vec<String> = tables().flat_map(Table::wrong).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_phrases_are_many_in_both_languages_and_each_stands_once() {
    let all: Vec<_> = cases().collect();
    let questions = all
        .iter()
        .map(|(argument, now, phrase, _)| (argument, now, phrase));
    let distinct: BTreeSet<_> = questions.clone().collect();
    let mut seen = BTreeSet::new();
    let twice: Vec<_> = questions
        .filter(|question| !seen.insert(*question))
        .collect();
    assert_eq!(distinct.len(), all.len(), "{twice:?}");
    let french = count(french_days::ALL) + count(french_times::ALL);
    let english = count(english_days::ALL) + count(english_times::ALL);
    assert!(french >= 150 && english >= 150, "{french} and {english}");
    let that = |holds: fn(&str) -> bool| all.iter().filter(|case| holds(case.3)).count();
    let ambiguous = that(|meaning| meaning.contains('|'));
    let past = that(|meaning| meaning.starts_with("past"));
    let refused = that(|meaning| {
        ["?", "impossible", "contradiction"].contains(&meaning) || meaning.starts_with("mismatch")
    });
    assert!(
        ambiguous >= 30 && past >= 20 && refused >= 50,
        "{ambiguous}, {past}, {refused}"
    );
    let clocks: BTreeSet<_> = all.iter().map(|case| case.1).collect();
    assert!(clocks.len() >= 8, "{clocks:?}");
}

/// The phrases that callers of any business say, whatever else they say.
const EXPECTED: [&str; 26] = [
    "demain",
    "après-demain",
    "lundi prochain",
    "lundi en huit",
    "le 3",
    "le 3 à 15 h 30",
    "dans deux semaines",
    "la semaine prochaine",
    "début décembre",
    "samedi matin",
    "ce soir",
    "après 17 h",
    "entre midi et deux",
    "midi",
    "quinze heures trente",
    "trois heures moins le quart",
    "neuf heures et demie",
    "9h",
    "au plus tôt",
    "tomorrow",
    "tomorrow at 3 pm",
    "next Tuesday",
    "half past four",
    "noon",
    "ASAP",
    "as soon as possible",
];

#[test]
fn the_phrases_that_everybody_says_are_among_them() {
    let phrases: BTreeSet<_> = cases().map(|case| case.2).collect();
    let missing: Vec<_> = EXPECTED
        .iter()
        .filter(|phrase| !phrases.contains(**phrase))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}
