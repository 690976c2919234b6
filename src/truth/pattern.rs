//! Patterns over the words of a clause.
//!
//! A pattern is words split by spaces: `a|b` is one of several, `annul*` any word that begins so,
//! `vous?` may be missing, `..` up to ten words of any kind. `^` ties it to the first word.

use std::ops::Range;

/// Longest gap that `..` stands for.
const GAP: usize = 10;

/// Where the first match lies, in words.
pub(super) fn find(pattern: &str, words: &[&str]) -> Option<Range<usize>> {
    if let Some(pattern) = pattern.strip_prefix('^') {
        return at(pattern, words).map(|length| 0..length);
    }
    (0..words.len()).find_map(|start| {
        let length = at(pattern, words.get(start..)?)?;
        Some(start..start + length)
    })
}

/// Whether any of the patterns is found.
pub(super) fn any(patterns: &[&str], words: &[&str]) -> bool {
    patterns
        .iter()
        .any(|pattern| find(pattern, words).is_some())
}

/// How many words a match at the head of `words` takes.
fn at(pattern: &str, words: &[&str]) -> Option<usize> {
    if pattern.is_empty() {
        return Some(0);
    }
    let (element, rest) = pattern.split_once(' ').unwrap_or((pattern, ""));
    if element == ".." {
        return (0..=GAP.min(words.len())).find_map(|gap| Some(gap + at(rest, words.get(gap..)?)?));
    }
    let optional = element.ends_with('?');
    let element = element.trim_end_matches('?');
    let here = words
        .first()
        .filter(|word| element.split('|').any(|choice| is(choice, word)))
        .and_then(|_| Some(1 + at(rest, words.get(1..)?)?));
    here.or_else(|| optional.then(|| at(rest, words)).flatten())
}

fn is(choice: &str, word: &str) -> bool {
    match choice.strip_suffix('*') {
        Some(beginning) => word.starts_with(beginning),
        None => word == choice,
    }
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn elements_match_as_they_say() {
        let words = [
            "votre", "rdv", "de", "visite", "est", "confirme", "pour", "mardi",
        ];
        for (pattern, found) in [
            ("rdv .. est confirm*", Some(1..6)),
            ("^votre rdv", Some(0..2)),
            ("^rdv", None),
            ("est bien? confirme", Some(4..6)),
            ("est|sont annul*", None),
            ("votre .. jeudi", None),
        ] {
            assert_eq!(find(pattern, &words), found, "{pattern}");
        }
    }
}
