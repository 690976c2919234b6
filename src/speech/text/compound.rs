//! Written words that are several when spoken: `M.Dupont`, `S.A.R.L.`, `www.site.fr`,
//! `9h-12h`.

use super::separate::{MONEY, digit};
use super::{Words, abbreviated, number};

/// The words of a token in the order they are said, punctuation still after them; none for an
/// identifier.
pub fn split(token: &str, words: &Words) -> Vec<String> {
    let core = token.trim_end_matches([',', '.']);
    let end = token.strip_prefix(core).unwrap_or_default();
    if number::read(core, words).is_some() {
        return vec![token.to_owned()];
    }
    let core = core.replace(MONEY, "");
    let dashed: Vec<&str> = core.split('-').collect();
    let range = dashed
        .iter()
        .all(|part| number::read(part, words).is_some());
    if !range && is_identifier(&core) {
        return vec![end.to_owned()];
    }
    let hyphens = core.contains(digit);
    let parts: Vec<&str> = core
        .split(|c| matches!(c, '.' | ',' | ':') || (hyphens && c == '-'))
        .collect();
    let mut split = if core.contains('.') {
        dotted(&parts, words)
    } else {
        parts.into_iter().map(str::to_owned).collect()
    };
    let initials = split.len() == 1 && core.contains('.');
    if let Some(last) = split.last_mut() {
        last.push_str(if initials {
            end.trim_start_matches('.')
        } else {
            end
        });
    }
    split
}

/// The dots of initials and titles are not said, those of an address are.
fn dotted(parts: &[&str], words: &Words) -> Vec<String> {
    if parts.iter().all(|part| part.chars().count() == 1) {
        return vec![parts.concat()];
    }
    let mut said = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        let with_dot = format!("{part}.");
        if at + 1 == parts.len() {
            said.push((*part).to_owned());
        } else if abbreviated(&with_dot, words).is_some() {
            said.push(with_dot);
        } else {
            said.extend([(*part).to_owned(), words.dot.to_owned()]);
        }
    }
    said
}

/// Whether letters and digits take turns, as in random ids.
fn is_identifier(word: &str) -> bool {
    let kinds: Vec<bool> = word
        .chars()
        .filter(|c| c.is_alphanumeric())
        .map(|c| c.is_ascii_digit())
        .collect();
    let turns = kinds
        .iter()
        .zip(kinds.iter().skip(1))
        .filter(|(one, next)| one != next)
        .count();
    turns >= 2 && kinds.len() >= 6
}
