//! Pieces to tokens of meaning.

use super::english::ENGLISH;
use super::fold::Piece;
use super::french::FRENCH;
use super::number;
use super::token::{Entry, Number, Token, Unit};

/// The tokens of a phrase, and whether any word of it is English only.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Lexed {
    pub tokens: Vec<Token>,
    pub english: bool,
}

/// `None` when a word means nothing known.
pub(super) fn lex(pieces: &[Piece]) -> Option<Lexed> {
    let mut lexed = Lexed::default();
    let mut rest = pieces;
    while !rest.is_empty() {
        let used = one(rest, &mut lexed)?;
        rest = rest.get(used..)?;
    }
    Some(lexed)
}

/// Reads the token at the head of the pieces and says how many it takes.
fn one(pieces: &[Piece], lexed: &mut Lexed) -> Option<usize> {
    if let Some((token, used)) = by_context(pieces, lexed.tokens.last()) {
        lexed.tokens.push(token);
        return Some(used);
    }
    let french = longest(FRENCH, pieces);
    let english = longest(ENGLISH, pieces).filter(|(_, used)| *used > french.map_or(0, |f| f.1));
    if let Some((tokens, used)) = english.or(french) {
        lexed.tokens.extend(tokens);
        lexed.english |= english.is_some();
        return Some(used);
    }
    let (token, used) = numeral(pieces)?;
    lexed.tokens.extend(token);
    Some(used)
}

/// The longest phrase of a table that the pieces start with, and how many pieces it takes.
fn longest(table: &[Entry], pieces: &[Piece]) -> Option<(&'static [Token], usize)> {
    let first = pieces.first()?.word()?;
    let phrases = table
        .iter()
        .flat_map(|(phrases, tokens)| phrases.iter().zip(std::iter::repeat(*tokens)));
    phrases
        .filter(|(phrase, _)| phrase.starts_with(first))
        .filter_map(|(phrase, tokens)| Some((tokens, starts_with(pieces, phrase)?)))
        .max_by_key(|(_, used)| *used)
}

fn starts_with(pieces: &[Piece], phrase: &str) -> Option<usize> {
    let mut used = 0;
    for word in phrase.split(' ') {
        pieces.get(used)?.word().filter(|piece| *piece == word)?;
        used += 1;
    }
    Some(used)
}

/// Words whose meaning hangs on their neighbours: "sept" is 7, but September in "3 sept"; "an" is
/// a year in "un an", else the English article.
fn by_context(pieces: &[Piece], before: Option<&Token>) -> Option<(Token, usize)> {
    let word = pieces.first()?.word()?;
    let next = pieces.get(1);
    let day_before = matches!(before, Some(Token::Ordinal(_)))
        || matches!(before, Some(Token::Number(number)) if number.digits > 0);
    let hour_after = next
        .and_then(Piece::word)
        .is_some_and(|next| next.starts_with('h'));
    match word {
        "sept" if day_before && !hour_after => Some((Token::Month(9), 1)),
        "sept" if matches!(next, Some(Piece::Digits { .. })) => Some((Token::Month(9), 1)),
        "an" if matches!(before, Some(Token::Number(_))) => Some((Token::Unit(Unit::Year), 1)),
        "an" if next.and_then(Piece::word) == Some("hour") => Some((Token::spelled(1), 1)),
        _ => None,
    }
}

/// A number or a mark; a comma between digits says nothing.
fn numeral(pieces: &[Piece]) -> Option<(Option<Token>, usize)> {
    if let Some((day, used)) = number::ordinal(pieces) {
        return Some((Some(Token::Ordinal(day)), used));
    }
    if let Some((value, used)) = number::year(pieces).or_else(|| number::below_hundred(pieces)) {
        return Some((Some(Token::spelled(value)), used));
    }
    match pieces.first()? {
        Piece::Digits { value, digits } => {
            let number = Number {
                value: u32::try_from(*value).ok()?,
                digits: *digits,
            };
            Some((Some(Token::Number(number)), 1))
        }
        Piece::Mark(',') => Some((None, 1)),
        Piece::Mark('€') | Piece::Word(_) => None,
        Piece::Mark(mark) => Some((Some(Token::Mark(*mark)), 1)),
    }
}
