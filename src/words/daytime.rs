//! The grammar of times of the day: a time, a bound, a range, a part of the day.

use super::clock::{Clock, Hint, Parsed, clock};
use super::token::{Edge, Number, Part, Token, Unit, skip};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Time {
    At(Clock),
    /// From that time on.
    From(Clock),
    /// Up to that time.
    Before(Clock),
    Between(Clock, Clock),
    Part(Part, Option<Edge>),
}

/// A bound, a range or a part, else one time.
pub(super) fn time(tokens: &[Token], hint: Hint) -> Parsed<'_, Time> {
    bounded(tokens)
        .or_else(|| part(tokens))
        .or_else(|| plain(tokens, hint))
}

/// "entre 14h et 16h", "après 17 h", "jusqu'à midi".
fn bounded(tokens: &[Token]) -> Parsed<'_, Time> {
    let [bound, rest @ ..] = tokens else {
        return None;
    };
    if !matches!(
        bound,
        Token::Between | Token::From | Token::After | Token::Before | Token::Until | Token::Within
    ) {
        return None;
    }
    let rest = match rest {
        [Token::At, rest @ ..] => rest,
        _ => rest,
    };
    let (first, rest) = clock(rest, Hint::Bound)?;
    let end = match rest {
        [
            Token::And | Token::To | Token::At | Token::Until | Token::Mark('-'),
            end @ ..,
        ] => clock(end, Hint::Bound),
        _ => None,
    };
    match (bound, end) {
        (Token::Between | Token::From, Some((second, rest))) => {
            Some((Time::Between(first, second), rest))
        }
        (Token::From | Token::After, None) => Some((Time::From(first), rest)),
        (Token::Before | Token::Until, None) => Some((Time::Before(first), rest)),
        // "D'ici deux heures" counts hours; "d'ici 17 h" does not.
        (Token::Within, None) if (12..24).contains(&first.hour) => {
            Some((Time::Before(first), rest))
        }
        _ => None,
    }
}

/// "15h", "14h à 16h", "9-11".
fn plain(tokens: &[Token], hint: Hint) -> Parsed<'_, Time> {
    let (first, rest) = clock(tokens, hint)?;
    let end = match rest {
        // "Ten to five" without "at" is a time for some and a range for others.
        [Token::To, ..]
            if matches!(
                tokens,
                [Token::Number(Number { value: 5 | 10, .. }), Token::To, ..]
            ) =>
        {
            return None;
        }
        [
            Token::To | Token::At | Token::Until | Token::Mark('-'),
            end @ ..,
        ] => clock(end, Hint::Bound),
        _ => None,
    };
    Some(match end {
        Some((second, rest)) => (Time::Between(first, second), rest),
        None => (Time::At(first), rest),
    })
}

/// "matin", "début d'après-midi", "en fin de journée".
fn part(tokens: &[Token]) -> Parsed<'_, Time> {
    match tokens {
        [Token::Edge(edge), rest @ ..] => match skip(rest) {
            [Token::Part(part), rest @ ..] => Some((Time::Part(*part, Some(*edge)), rest)),
            [Token::Unit(Unit::Day), rest @ ..] => Some((Time::Part(Part::Day, Some(*edge)), rest)),
            _ => None,
        },
        [Token::Part(part), rest @ ..] if *part != Part::Day => {
            Some((Time::Part(*part, None), rest))
        }
        _ => None,
    }
}
