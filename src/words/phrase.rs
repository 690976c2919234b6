//! One argument to what it says about the day and the time, before now comes in.

use super::Unclear;
use super::clock::{Clock, Hint, Parsed, Reading, clock, skip_offset};
use super::date::numeric;
use super::day::{Day, day};
use super::daytime::{Time, time};
use super::fold::pieces;
use super::lex::lex;
use super::token::{Number, Part, Token, Unit};

/// Which argument of the tool the text stands in; it tells what a lone number means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Argument {
    Date,
    Time,
}

/// Everything said; the parts must agree.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Said {
    pub days: Vec<Day>,
    pub times: Vec<Time>,
    /// Minutes from now: "dans deux heures".
    pub minutes_ahead: Option<u32>,
    pub soonest: bool,
    /// "N'importe quand": something was said, but nothing to hold to.
    pub any: bool,
    pub english: bool,
}

impl Said {
    pub(super) fn add(&mut self, other: Self) {
        self.days.extend(other.days);
        self.times.extend(other.times);
        self.minutes_ahead = self.minutes_ahead.or(other.minutes_ahead);
        self.soonest |= other.soonest;
        self.any |= other.any;
        self.english |= other.english;
    }

    fn is_empty(&self) -> bool {
        self.days.is_empty()
            && self.times.is_empty()
            && self.minutes_ahead.is_none()
            && !self.soonest
            && !self.any
    }

    /// What cannot stand in one phrase: something beside the bound that may belong to it ("d'ici
    /// vendredi 17 h"), or two different times.
    fn is_tangled(&self) -> bool {
        let bound = |day: &Day| {
            matches!(
                day,
                Day::From(_) | Day::FromAfter(_) | Day::Before(_) | Day::Until(_)
            )
        };
        let mut exact = self
            .times
            .iter()
            .filter(|time| !matches!(time, Time::Part(..)));
        let first = exact.next();
        exact.any(|other| Some(other) != first)
            || self.days.iter().any(bound) && self.days.len() + self.times.len() > 1
    }
}

/// Reads one argument; a missing or blank one says nothing.
pub(super) fn read(text: Option<&str>, argument: Argument) -> Result<Said, Unclear> {
    let Some(text) = text.filter(|text| !text.trim().is_empty()) else {
        return Ok(Said::default());
    };
    let lexed = pieces(text)
        .and_then(|pieces| lex(&pieces))
        .ok_or(Unclear::NotUnderstood)?;
    let mut said = Said {
        english: lexed.english,
        ..Said::default()
    };
    let mut rest = lexed.tokens.as_slice();
    while !rest.is_empty() {
        rest = step(rest, argument, &mut said).ok_or(Unclear::NotUnderstood)?;
    }
    if said.is_empty() || said.is_tangled() {
        return Err(Unclear::NotUnderstood);
    }
    Ok(said)
}

/// Reads what stands at the head of the tokens and gives the tokens after it.
fn step<'a>(tokens: &'a [Token], argument: Argument, said: &mut Said) -> Option<&'a [Token]> {
    if let Some((minutes, rest)) = minutes_ahead(tokens) {
        said.minutes_ahead = Some(minutes);
        return Some(rest);
    }
    if let Some((part, rest)) = part_of_today(tokens) {
        said.days.push(Day::Shift(0));
        said.times.push(part);
        return Some(rest);
    }
    // A date in figures could begin with an hour.
    if numeric(tokens).is_none()
        && let Some((found, rest)) = timed(tokens, argument)
    {
        said.times.push(found);
        return Some(rest);
    }
    if let Some((found, rest)) = day(tokens, argument == Argument::Date) {
        said.days.push(found);
        return Some(rest);
    }
    if let Some((found, rest)) = iso_time(tokens) {
        said.times.push(found);
        return Some(rest);
    }
    idle(tokens, said)
}

/// A time, told from a day by what stands before it.
fn timed(tokens: &[Token], argument: Argument) -> Parsed<'_, Time> {
    match (tokens, argument) {
        ([Token::At, rest @ ..], _) => time(rest, Hint::At),
        (_, Argument::Time) => time(tokens, Hint::TimeArgument),
        (_, Argument::Date) => time(tokens, Hint::None),
    }
}

/// Words that give no day and no time, but may stand between those that do.
fn idle<'a>(tokens: &'a [Token], said: &mut Said) -> Option<&'a [Token]> {
    match tokens {
        [Token::Soonest, rest @ ..] => {
            said.soonest = true;
            Some(rest)
        }
        [Token::Any, rest @ ..] => {
            said.any = true;
            Some(rest)
        }
        // "Un jour de la semaine prochaine".
        [
            Token::Number(Number {
                value: 1,
                digits: 0,
            }),
            Token::Unit(Unit::Day),
            rest @ ..,
        ]
        | [
            Token::At | Token::The | Token::In | Token::To | Token::Mark('-'),
            rest @ ..,
        ] => Some(rest),
        _ => None,
    }
}

/// The time of ISO 8601 after its `T`, always on 24 hours.
fn iso_time(tokens: &[Token]) -> Parsed<'_, Time> {
    let [Token::IsoTime, rest @ ..] = tokens else {
        return None;
    };
    let (at, rest) = clock(rest, Hint::At)?;
    let at = Clock {
        reading: Reading::Exact,
        ..at
    };
    Some((Time::At(at), skip_offset(rest, &['+', '-'])))
}

/// "dans deux heures", "in half an hour", "dans une heure et demie".
fn minutes_ahead(tokens: &[Token]) -> Parsed<'_, u32> {
    let [Token::In, rest @ ..] = tokens else {
        return None;
    };
    let (number, rest) = match rest {
        [Token::Number(number), rest @ ..] => (number.value, rest),
        [Token::At, rest @ ..] => (1, rest),
        _ => return None,
    };
    match rest {
        [Token::Unit(Unit::Minute), rest @ ..] => Some((number, rest)),
        [Token::Hour, Token::Plus(more), rest @ ..] => {
            let more = u32::try_from(*more).ok()?;
            Some((number.checked_mul(60)?.checked_add(more)?, rest))
        }
        [Token::Hour | Token::Unit(Unit::Hour), rest @ ..] => Some((number.checked_mul(60)?, rest)),
        _ => None,
    }
}

/// "ce soir", "this afternoon", "en fin de cet après-midi".
fn part_of_today(tokens: &[Token]) -> Parsed<'_, Time> {
    match tokens {
        [Token::This, Token::Edge(edge), Token::Part(part), rest @ ..]
        | [Token::Edge(edge), Token::This, Token::Part(part), rest @ ..] => {
            Some((Time::Part(*part, Some(*edge)), rest))
        }
        [Token::This, Token::Part(Part::Day), ..] => None,
        [Token::This, Token::Part(part), rest @ ..] => Some((Time::Part(*part, None), rest)),
        _ => None,
    }
}
