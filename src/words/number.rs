//! Numbers spelled in words, French and English, cardinal and ordinal.

use super::fold::Piece;

/// Cardinals below twenty, with the spellings of speech-to-text.
const SMALL: &[(&str, u32)] = &[
    ("zero", 0),
    ("oh", 0),
    ("un", 1),
    ("une", 1),
    ("one", 1),
    ("deux", 2),
    ("two", 2),
    ("trois", 3),
    ("three", 3),
    ("quatre", 4),
    ("quatres", 4),
    ("four", 4),
    ("cinq", 5),
    ("cinqs", 5),
    ("five", 5),
    ("six", 6),
    ("sept", 7),
    ("seven", 7),
    ("huit", 8),
    ("huits", 8),
    ("eight", 8),
    ("neuf", 9),
    ("neufs", 9),
    ("nine", 9),
    ("dix", 10),
    ("ten", 10),
    ("onze", 11),
    ("eleven", 11),
    ("douze", 12),
    ("twelve", 12),
    ("treize", 13),
    ("thirteen", 13),
    ("quatorze", 14),
    ("fourteen", 14),
    ("quinze", 15),
    ("fifteen", 15),
    ("seize", 16),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
];
const TENS: &[(&str, u32)] = &[
    ("vingt", 20),
    ("vingts", 20),
    ("twenty", 20),
    ("trente", 30),
    ("thirty", 30),
    ("quarante", 40),
    ("forty", 40),
    ("fourty", 40),
    ("cinquante", 50),
    ("cinquantes", 50),
    ("fifty", 50),
    ("soixante", 60),
    ("sixty", 60),
    ("septante", 70),
    ("seventy", 70),
    ("huitante", 80),
    ("octante", 80),
    ("eighty", 80),
    ("nonante", 90),
    ("ninety", 90),
];
const ORDINALS: &[(&str, u32)] = &[
    ("premier", 1),
    ("premiere", 1),
    ("first", 1),
    ("second", 2),
    ("third", 3),
    ("fourth", 4),
    ("fifth", 5),
    ("sixth", 6),
    ("seventh", 7),
    ("eighth", 8),
    ("ninth", 9),
    ("tenth", 10),
    ("eleventh", 11),
    ("twelfth", 12),
    ("thirteenth", 13),
    ("fourteenth", 14),
    ("fifteenth", 15),
    ("sixteenth", 16),
    ("seventeenth", 17),
    ("eighteenth", 18),
    ("nineteenth", 19),
    ("twentieth", 20),
    ("thirtieth", 30),
];

fn look_up(table: &[(&str, u32)], word: &str) -> Option<u32> {
    table
        .iter()
        .find(|(name, _)| *name == word)
        .map(|(_, value)| *value)
}

/// A cardinal below one hundred and how many pieces it takes: "soixante et onze", "forty-two".
pub(super) fn below_hundred(pieces: &[Piece]) -> Option<(u32, usize)> {
    let Some((tens, used)) = tens(pieces) else {
        return below_twenty(pieces);
    };
    let rest = pieces.get(used..).unwrap_or_default();
    let et = usize::from(rest.first().and_then(Piece::word) == Some("et"));
    let rest = rest.get(et..).unwrap_or_default();
    // French counts on to nineteen after sixty and eighty.
    let most = if matches!(tens, 60 | 80) { 19 } else { 9 };
    match below_twenty(rest) {
        Some((units, more)) if (1..=most).contains(&units) && (et == 0 || units % 10 == 1) => {
            Some((tens + units, used + et + more))
        }
        _ => Some((tens, used)),
    }
}

fn tens(pieces: &[Piece]) -> Option<(u32, usize)> {
    let first = pieces.first()?.word()?;
    let second = pieces.get(1).and_then(Piece::word);
    match (first, second) {
        ("quatre" | "quatres", Some("vingt" | "vingts")) => Some((80, 2)),
        _ => Some((look_up(TENS, first)?, 1)),
    }
}

fn below_twenty(pieces: &[Piece]) -> Option<(u32, usize)> {
    let first = pieces.first()?.word()?;
    match (first, pieces.get(1).and_then(Piece::word)) {
        ("dix", Some("sept")) => Some((17, 2)),
        ("dix", Some("huit")) => Some((18, 2)),
        ("dix", Some("neuf")) => Some((19, 2)),
        _ => Some((look_up(SMALL, first)?, 1)),
    }
}

/// An ordinal up to thirty-first and how many pieces it takes: "1er", "3rd", "twenty first".
pub(super) fn ordinal(pieces: &[Piece]) -> Option<(u32, usize)> {
    let second = pieces.get(1).and_then(Piece::word);
    let first = match pieces.first()? {
        Piece::Word(word) => word.as_str(),
        Piece::Digits { value, .. } => {
            return matches!(second?, "er" | "ere" | "eme" | "st" | "nd" | "rd" | "th")
                .then_some((u32::try_from(*value).ok()?, 2));
        }
        Piece::Mark(_) => return None,
    };
    match (first, second.and_then(|unit| look_up(ORDINALS, unit))) {
        ("twenty", Some(units @ 1..=9)) => Some((20 + units, 2)),
        ("thirty", Some(units @ 1..=9)) => Some((30 + units, 2)),
        _ => Some((look_up(ORDINALS, first)?, 1)),
    }
}

/// A year in words: "deux mille vingt-six", "two thousand and twenty six".
pub(super) fn year(pieces: &[Piece]) -> Option<(u32, usize)> {
    let [two, thousand, rest @ ..] = pieces else {
        return None;
    };
    let start = matches!(
        (two.word()?, thousand.word()?),
        ("deux", "mille" | "mil") | ("two", "thousand")
    );
    let and = usize::from(rest.first().and_then(Piece::word) == Some("and"));
    match below_hundred(rest.get(and..).unwrap_or_default()) {
        Some((units, used)) if start => Some((2000 + units, 2 + and + used)),
        _ => start.then_some((2000, 2)),
    }
}
