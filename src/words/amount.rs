//! Amounts of money as spoken or written, in whole units of the tenant's currency.

use super::fold::Piece;
use super::number::below_hundred;

/// What amounts are counted in: "300 mille", "1,2 million".
const SCALES: &[(&[&str], i64)] = &[
    (
        &["mille", "milles", "mil", "k", "ke", "thousand", "thousands"],
        1_000,
    ),
    (&["million", "millions", "m", "me"], 1_000_000),
    (
        &["milliard", "milliards", "billion", "billions"],
        1_000_000_000,
    ),
];
const CURRENCY: &[&str] = &[
    "euro", "euros", "eur", "e", "dollar", "dollars", "usd", "pound", "pounds", "gbp",
];
/// Words beside an amount that leave it as it is.
const IDLE: &[&str] = &[
    "environ",
    "autour",
    "autour de",
    "a peu pres",
    "dans les",
    "de",
    "d",
    "of",
    "a",
    "un budget",
    "budget",
    "mon",
    "my",
    "about",
    "around",
    "roughly",
    "the",
    "is",
    "est",
    "svp",
    "please",
    "disons",
    "say",
];
/// Halves; of the scale after them, or of the scale before.
const HALF_OF: &[&str] = &["half a", "un demi", "demi", "half"];
const AND_A_HALF: &[&str] = &["et demi", "et demie", "and a half"];

/// A sum of money in whole units, cents dropped: "trois cent mille", "300k", "300 000 €",
/// "1,2 million", "two hundred fifty thousand", "250000".
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sum {
    pub value: i64,
    /// What its last part was counted in, 1 for plain units.
    pub scale: i64,
}

/// The sum that all the pieces make.
pub(super) fn whole(pieces: &[Piece]) -> Option<Sum> {
    let (sum, rest) = sum(pieces)?;
    skip_idle(rest).is_empty().then_some(sum)
}

/// The sum at the head of the pieces, and the pieces after it.
pub(super) fn sum(pieces: &[Piece]) -> Option<(Sum, &[Piece])> {
    let mut rest = skip_idle(pieces);
    let mut value: i64 = 0;
    let mut scale = i64::MAX;
    while let Some((group, after)) = group(rest) {
        let (by, after) = scaled(after).unwrap_or((1, after));
        // "Un million deux" is 1,000,002 for some and 1,200,000 for others.
        let open = by == 1 && (1_000_000..i64::MAX).contains(&scale) && group.mantissa < 1_000;
        if by >= scale || open {
            return None;
        }
        value = value.checked_add(group.times(by)?)?;
        (scale, rest) = (by, after);
        if let Some(after) = starts_with(rest, AND_A_HALF).filter(|_| by > 1) {
            value = value.checked_add(by / 2)?;
            rest = after;
        }
    }
    (scale < i64::MAX).then(|| (Sum { value, scale }, skip_currency(rest)))
}

/// A number with the tenths and hundredths that were said.
#[derive(Clone, Copy, Debug)]
struct Decimal {
    mantissa: i64,
    /// Digits after the point.
    places: u32,
}

impl Decimal {
    /// So many units, what is smaller than one dropped.
    fn times(self, by: i64) -> Option<i64> {
        let parts = 10_i64.checked_pow(self.places)?;
        self.mantissa.checked_mul(by)?.checked_div(parts)
    }
}

/// What is counted in one scale: "trois cent cinquante", "1,2", "half a", the one of "mille".
fn group(pieces: &[Piece]) -> Option<(Decimal, &[Piece])> {
    if let Some(rest) = starts_with(pieces, HALF_OF) {
        return scaled(rest).map(|_| {
            (
                Decimal {
                    mantissa: 5,
                    places: 1,
                },
                rest,
            )
        });
    }
    let (number, rest) = match figures(pieces).or_else(|| spelled(pieces)) {
        Some(found) => found,
        None => scaled(pieces).map(|_| {
            (
                Decimal {
                    mantissa: 1,
                    places: 0,
                },
                pieces,
            )
        })?,
    };
    if let Some((tenths, rest)) = spoken_decimals(number, rest) {
        return Some((tenths, rest));
    }
    match starts_with(rest, AND_A_HALF) {
        // "One and a half million".
        Some(rest) if number.places == 0 => {
            let mantissa = number.mantissa.checked_mul(10)?.checked_add(5)?;
            Some((
                Decimal {
                    mantissa,
                    places: 1,
                },
                rest,
            ))
        }
        _ => Some((number, rest)),
    }
}

/// "Virgule cinq", "point two", where a scale follows.
fn spoken_decimals(number: Decimal, pieces: &[Piece]) -> Option<(Decimal, &[Piece])> {
    let rest = starts_with(pieces, &["virgule", "point"])?;
    let (value, used) = below_hundred(rest)?;
    let rest = rest.get(used..).filter(|rest| scaled(rest).is_some())?;
    let (by, places) = if value < 10 { (10, 1) } else { (100, 2) };
    let mantissa = number.mantissa.checked_mul(by)?.checked_add(value.into())?;
    (number.places == 0).then_some((Decimal { mantissa, places }, rest))
}

/// Below one thousand in words: "deux cent cinquante", "three hundred and ten".
fn spelled(pieces: &[Piece]) -> Option<(Decimal, &[Piece])> {
    let hundred: &[&str] = &["cent", "cents", "hundred", "hundreds"];
    let below = |pieces: &[Piece]| {
        below_hundred(pieces).map_or((None, 0), |(value, used)| (Some(i64::from(value)), used))
    };
    let (first, used) = below(pieces);
    let rest = pieces.get(used..)?;
    let Some(rest) = starts_with(rest, hundred) else {
        return Some((
            Decimal {
                mantissa: first?,
                places: 0,
            },
            rest,
        ));
    };
    let hundreds = first.unwrap_or(1) * 100;
    let after_and = starts_with(rest, &["and"]).unwrap_or(rest);
    match below(after_and) {
        (Some(units), used) => {
            let mantissa = hundreds + units;
            Some((
                Decimal {
                    mantissa,
                    places: 0,
                },
                after_and.get(used..)?,
            ))
        }
        _ => Some((
            Decimal {
                mantissa: hundreds,
                places: 0,
            },
            rest,
        )),
    }
}

/// In digits: "300 000", "250,000", "250.000", "1,2", "1 250,50".
fn figures(pieces: &[Piece]) -> Option<(Decimal, &[Piece])> {
    let [Piece::Digits { value, digits }, rest @ ..] = skip_currency(pieces) else {
        return None;
    };
    let (mut mantissa, mut rest) = (i64::try_from(*value).ok()?, rest);
    while *digits <= 3
        && let Some((thousands, after)) = thousands(rest)
    {
        mantissa = mantissa.checked_mul(1_000)?.checked_add(thousands)?;
        rest = after;
    }
    match rest {
        [
            Piece::Mark('.' | ','),
            Piece::Digits { value, digits },
            rest @ ..,
        ] => {
            let places = u32::try_from(*digits).ok()?;
            let mantissa = mantissa.checked_mul(10_i64.checked_pow(places)?)?;
            let mantissa = mantissa.checked_add(i64::try_from(*value).ok()?)?;
            Some((Decimal { mantissa, places }, rest))
        }
        _ => Some((
            Decimal {
                mantissa,
                places: 0,
            },
            rest,
        )),
    }
}

/// Three more digits of a number. "1,250 million" has a decimal comma.
fn thousands(pieces: &[Piece]) -> Option<(i64, &[Piece])> {
    let (value, rest) = match pieces {
        [Piece::Digits { value, digits: 3 }, rest @ ..] => (value, rest),
        [
            Piece::Mark('.' | ','),
            Piece::Digits { value, digits: 3 },
            rest @ ..,
        ] if scaled(rest).is_none() => (value, rest),
        _ => return None,
    };
    Some((i64::try_from(*value).ok()?, rest))
}

fn scaled(pieces: &[Piece]) -> Option<(i64, &[Piece])> {
    SCALES
        .iter()
        .find_map(|(names, by)| Some((*by, starts_with(pieces, names)?)))
}

/// The pieces after the longest of the phrases that they start with.
pub(super) fn starts_with<'a>(pieces: &'a [Piece], phrases: &[&str]) -> Option<&'a [Piece]> {
    let after = |phrase: &&str| {
        phrase.split(' ').try_fold(pieces, |rest, word| {
            let (first, rest) = rest.split_first()?;
            (first.word()? == word).then_some(rest)
        })
    };
    phrases
        .iter()
        .filter_map(after)
        .min_by_key(|rest| rest.len())
}

fn skip_currency(pieces: &[Piece]) -> &[Piece] {
    match pieces {
        [Piece::Mark('€'), rest @ ..] => rest,
        [Piece::Word(word), rest @ ..] if matches!(word.as_str(), "d" | "de" | "of") => {
            starts_with(rest, CURRENCY).unwrap_or(pieces)
        }
        _ => starts_with(pieces, CURRENCY).unwrap_or(pieces),
    }
}

/// Passes over words that leave an amount as it is, unless they are the amount: "un million".
pub(super) fn skip_idle(mut pieces: &[Piece]) -> &[Piece] {
    while let Some(rest) = starts_with(pieces, IDLE) {
        if starts_with(pieces, HALF_OF).is_some() {
            break;
        }
        pieces = rest;
    }
    pieces
}
