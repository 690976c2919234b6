//! Budgets: an amount, a bound or a range.

use super::amount::{Sum, skip_idle, starts_with, sum, whole};
use super::fold::{Piece, pieces};

const AT_LEAST: &[&str] = &[
    "a partir de",
    "au moins",
    "minimum",
    "au minimum",
    "min",
    "mini",
    "plus de",
    "pas moins de",
    "at least",
    "from",
    "over",
    "more than",
    "above",
    "starting at",
    "no less than",
    "et plus",
    "or more",
    "and up",
];
const AT_MOST: &[&str] = &[
    "maximum",
    "au maximum",
    "au max",
    "max",
    "maxi",
    "jusqu a",
    "moins de",
    "pas plus de",
    "au plus",
    "at most",
    "up to",
    "under",
    "below",
    "less than",
    "no more than",
    "not more than",
    "a maximum of",
    "un maximum de",
    "maximum de",
    "or less",
    "ou moins",
];

/// The least and the most of a budget: "entre 200 et 250 mille", "maximum 300k", "à partir de
/// 150 000". A single amount is both.
///
/// `None` when it is not understood, is negative, or is said in a way that leaves its size open
/// ("un million deux"); the least is never more than the most.
#[must_use]
pub fn amount_range(text: &str) -> Option<(Option<i64>, Option<i64>)> {
    let pieces = pieces(text)?;
    between(&pieces).or_else(|| bounded(&pieces))
}

/// Two amounts around a word that joins them: "200 à 250 mille", "between one and two hundred".
fn between(pieces: &[Piece]) -> Option<(Option<i64>, Option<i64>)> {
    let start = skip_idle(pieces);
    let opened = starts_with(start, &["entre", "between"]);
    let joins = |piece: &Piece| match piece.word() {
        Some("et" | "and") => opened.is_some(),
        Some("a" | "to") => true,
        _ => *piece == Piece::Mark('-'),
    };
    let start = opened
        .or_else(|| starts_with(start, &["from"]))
        .unwrap_or(start);
    start
        .iter()
        .enumerate()
        .filter(|(_, piece)| joins(piece))
        .find_map(|(at, _)| {
            let (least, rest) = start.split_at_checked(at)?;
            let (least, most) = (whole(least)?, whole(rest.get(1..)?)?);
            let least = shared_scale(least, most)?;
            Some((Some(least.min(most.value)), Some(least.max(most.value))))
        })
}

/// In "entre 200 et 250 mille" the thousands are said once.
fn shared_scale(least: Sum, most: Sum) -> Option<i64> {
    if least.scale > 1 || most.scale == 1 || least.value >= 1_000 {
        return Some(least.value);
    }
    match least.value.checked_mul(most.scale)? {
        shared if shared <= most.value => Some(shared),
        // "Entre 500 et deux mille" is as said; "entre 300 et 200 mille" is not clear.
        _ => (most.value < 100_000).then_some(least.value),
    }
}

/// A bound before or after an amount, or an amount alone.
fn bounded(pieces: &[Piece]) -> Option<(Option<i64>, Option<i64>)> {
    let (before, rest) = bound(pieces);
    let (sum, rest) = sum(rest)?;
    let (after, rest) = bound(rest);
    if !skip_idle(rest).is_empty() {
        return None;
    }
    let value = sum.value;
    match (before, after) {
        (None, None) => Some((Some(value), Some(value))),
        (Some(Bound::Least), None) | (None, Some(Bound::Least)) => Some((Some(value), None)),
        (Some(Bound::Most), None) | (None, Some(Bound::Most)) => Some((None, Some(value))),
        (Some(_), Some(_)) => None,
    }
}

#[derive(Clone, Copy)]
enum Bound {
    Least,
    Most,
}

/// The bound at the head of the pieces; the longer phrase wins, "pas moins de" over "moins de".
fn bound(pieces: &[Piece]) -> (Option<Bound>, &[Piece]) {
    let mut head = pieces;
    loop {
        match (starts_with(head, AT_LEAST), starts_with(head, AT_MOST)) {
            (Some(rest), Some(other)) if rest.len() > other.len() => {
                return (Some(Bound::Most), other);
            }
            (Some(rest), _) => return (Some(Bound::Least), rest),
            (None, Some(rest)) => return (Some(Bound::Most), rest),
            (None, None) => {}
        }
        match skip_one_idle(head) {
            Some(rest) => head = rest,
            None => return (None, pieces),
        }
    }
}

/// "Budget maximum 300k".
fn skip_one_idle(pieces: &[Piece]) -> Option<&[Piece]> {
    let rest = skip_idle(pieces.get(..1)?);
    if rest.is_empty() {
        pieces.get(1..)
    } else {
        None
    }
}
