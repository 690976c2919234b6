//! What is refused rather than guessed.

use super::{Argument, Table, WEDNESDAY, clock, read, written};

/// Every table of this file.
pub const ALL: &[Table] = &[
    WHAT_IS_NOT_A_DATE,
    WHAT_CONTRADICTS_ITSELF,
    HOURS_THAT_DO_NOT_EXIST,
];

const WHAT_IS_NOT_A_DATE: Table = Table {
    argument: Argument::Date,
    now: WEDNESDAY,
    cases: &[
        ("null", "?"),
        ("n/a", "?"),
        ("unknown", "?"),
        ("{{date}}", "?"),
        ("{\"date\": \"demain\"}", "?"),
        ("demain 😀", "?"),
        ("demain\u{0}", "?"),
        ("demain\u{1b}[0m", "?"),
        ("!!!", "?"),
        ("le", "?"),
        ("s'il vous plaît", "?"),
        ("quand le docteur est là", "?"),
        ("sauf lundi", "?"),
        ("pas lundi", "?"),
        ("not Monday", "?"),
        ("lundi ou mardi", "?"),
        ("le 12 et le 13", "?"),
        ("lundi vers 10h ou 11h", "?"),
        ("le premier lundi de novembre", "?"),
        ("on Mondays", "?"),
        ("any Monday", "?"),
        ("tomorrow for two hours", "?"),
        ("demain 10 personnes", "?"),
        ("Monday onwards", "?"),
        ("d'ici mardi de la semaine prochaine", "?"),
        ("à Noël", "?"),
        ("plus tard", "?"),
        ("later", "?"),
        ("la semaine d'après", "?"),
        ("next", "?"),
        ("99999999999999999999", "?"),
        ("4294967296", "?"),
        ("2026-10", "?"),
        ("明日", "?"),
        ("domani mattina", "?"),
    ],
};

const WHAT_CONTRADICTS_ITSELF: Table = Table {
    argument: Argument::Date,
    now: WEDNESDAY,
    cases: &[
        ("demain vendredi", "mismatch 2026-10-08"),
        ("mardi mercredi", "contradiction"),
        ("le 12 le 13", "contradiction"),
        ("demain 15", "contradiction"),
        ("demain à 15h à 16h30 à 18h", "?"),
        ("demain matin après-midi", "contradiction"),
        ("du 15 octobre au 12 octobre 2026", "contradiction"),
    ],
};

const HOURS_THAT_DO_NOT_EXIST: Table = Table {
    argument: Argument::Time,
    now: WEDNESDAY,
    cases: &[
        ("25h", "impossible"),
        ("24:00", "impossible"),
        ("10:75", "impossible"),
        ("10h75", "impossible"),
        ("9 heures moins 75", "impossible"),
        ("1000", "?"),
        ("10 personnes", "?"),
    ],
};

#[test]
fn a_long_text_is_no_date() {
    let fitting = format!("demain{}", " ".repeat(194));
    let long = format!("demain{}", " ".repeat(195));
    for (phrase, expected) in [
        (&fitting, "2026-10-08 -"),
        (&long, "?"),
        (&"lundi ".repeat(20_000), "?"),
    ] {
        let found = written(read(Some(phrase), None, clock(WEDNESDAY)));
        assert_eq!(found, expected);
    }
}
