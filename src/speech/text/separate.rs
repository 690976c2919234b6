//! The characters of a written text that can be spoken, set apart for reading word by word.

use super::Words;

/// Characters of a text that are looked at.
const READ: usize = 400;

/// Money signs, which may stand before their number.
pub const MONEY: &[char] = &['€', '$', '£'];

/// Keeps what can be spoken, so that dots and commas end a word unless they stand inside a
/// number or an address, and hyphens and apostrophes stand inside words only.
pub fn separate(text: &str, words: &Words) -> String {
    let text: String = text.chars().filter(|c| !silent(*c)).take(READ).collect();
    let text = text.replace("n°", " № ").replace("N°", " № ");
    let befores = std::iter::once(' ').chain(text.chars());
    let afters = text.chars().skip(1).chain(std::iter::once(' '));
    let mut kept = String::new();
    for ((before, c), after) in befores.zip(text.chars()).zip(afters) {
        let both = |test: fn(char) -> bool| test(before) && test(after);
        match c {
            ',' | ':' if both(digit) => kept.push(c),
            ',' | ';' | ':' | '!' | '?' | '…' | '\n' => kept.push_str(", "),
            '.' if both(speakable) => kept.push('.'),
            '.' => kept.push_str(". "),
            '-' if both(speakable) => kept.push('-'),
            '\'' | '’' if both(letter) => kept.push('\''),
            '²' => kept.push('2'),
            c if MONEY.contains(&c) => push_money(&mut kept, c, after),
            c if speakable(c) => kept.push(c),
            c => push_sign(&mut kept, c, words),
        }
    }
    kept
}

/// A money sign, joined to the number that it stands before or, with or without a gap, after.
fn push_money(kept: &mut String, c: char, after: char) {
    if digit(after) {
        kept.push(' ');
        kept.push(c);
        return;
    }
    let number = kept.trim_end();
    if number.ends_with(digit) {
        kept.truncate(number.len());
    } else {
        kept.push(' ');
    }
    kept.push(c);
    kept.push(' ');
}

/// A word for a sign that has one, a gap for any other.
fn push_sign(kept: &mut String, c: char, words: &Words) {
    kept.push(' ');
    if let Some((_, said)) = words.signs.iter().find(|(sign, _)| *sign == c) {
        kept.push_str(said);
        kept.push(' ');
    }
}

/// Combining marks, joiners and variation selectors, which stand inside words.
fn silent(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}')
}

pub fn digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// Whether a word may hold the character.
pub fn speakable(c: char) -> bool {
    letter(c) || digit(c)
}

/// Letters of words: neither circled nor mathematical ones nor other rare ones.
fn letter(c: char) -> bool {
    c.is_alphabetic()
        && !('\u{2000}'..='\u{2bff}').contains(&c)
        && c < '\u{10000}'
        && !matches!(c, 'ª' | 'º')
}
