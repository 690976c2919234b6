//! Finding configured words in what somebody said, in French and English.
//!
//! Words are compared without case, accents and plurals. Inside a phrase articles and words of
//! degree may stand between ("une odeur très forte de gaz"). A phrase that is denied ("pas
//! d'incendie", "no gas leak") or that is part of an excepted one ("fire door") is not found.

use crate::domain::fold;

/// Text as clauses of folded words: what is denied in one clause is not denied in the next.
pub struct Heard(Vec<Vec<String>>);

/// How a denial has to stand before what it denies.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Denial {
    /// "Pas de chauffage" is about the heating all the same.
    Ignored,
    /// Right before it: "pas urgent".
    Near,
    /// With an article or an auxiliary, so that two clauses run together ("le chauffage ne marche
    /// pas fuite de gaz") deny nothing.
    Certain,
}

/// May stand between the words of a phrase, and between a denial and the phrase.
const FILLERS: [&str; 41] = [
    "a",
    "an",
    "any",
    "au",
    "aux",
    "bad",
    "big",
    "d",
    "de",
    "des",
    "du",
    "enorme",
    "epaisse",
    "forte",
    "grande",
    "gros",
    "grosse",
    "importante",
    "is",
    "l",
    "la",
    "le",
    "legere",
    "les",
    "moindre",
    "of",
    "on",
    "petit",
    "petite",
    "really",
    "si",
    "small",
    "some",
    "strong",
    "that",
    "the",
    "tout",
    "tres",
    "un",
    "une",
    "vraiment",
];

/// Deny what follows them at once; "plus" does behind an "n".
const DENIALS: [&str; 14] = [
    "aucun", "aucune", "jamais", "never", "ni", "no", "non", "nor", "not", "pas", "rien", "sans",
    "t", "without",
];

/// What stands before a "pas" that certainly denies the noun behind it: "n'est pas un incendie".
const AUXILIARIES: [&str; 5] = ["est", "etait", "serait", "soit", "sont"];

/// Fillers in a row at most.
const GAP: usize = 3;

impl Heard {
    /// Clauses end at punctuation and at "mais" and "but".
    #[must_use]
    pub fn read(text: &str) -> Self {
        let ends = |c: char| ".,;:!?\n…".contains(c);
        let mut clauses = Vec::new();
        for part in text.split(ends) {
            let folded = fold(part);
            let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
            for clause in words.split(|word| ["mais", "but"].contains(word)) {
                clauses.push(clause.iter().map(|word| (*word).to_owned()).collect());
            }
        }
        Self(clauses)
    }

    /// Whether any of `phrases` was said, neither denied nor part of one of `except`.
    #[must_use]
    pub fn says(&self, phrases: &[String], except: &[String], denial: Denial) -> bool {
        self.0.iter().any(|clause| {
            let hidden: Vec<_> = spans(clause, except).collect();
            spans(clause, phrases).any(|(from, until)| {
                let is_hidden = hidden.iter().any(|(a, b)| *a <= from && until <= *b);
                let is_denied = denial != Denial::Ignored && denied(clause, from, denial);
                !is_hidden && !is_denied
            })
        })
    }
}

/// Where the phrases stand, from the first word to behind the last.
fn spans<'a>(
    clause: &'a [String],
    phrases: &'a [String],
) -> impl Iterator<Item = (usize, usize)> + 'a {
    phrases.iter().flat_map(move |phrase| {
        let folded = fold(phrase);
        (0..clause.len()).filter_map(move |from| {
            let words: Vec<&str> = folded.split(' ').collect();
            Some((from, match_at(clause, from, &words)?))
        })
    })
}

/// The end of the phrase that begins at `from`.
fn match_at(clause: &[String], from: usize, words: &[&str]) -> Option<usize> {
    let mut at = from;
    for (index, word) in words.iter().enumerate() {
        let mut skipped = 0;
        loop {
            let said = clause.get(at)?;
            if same(said, word) {
                break;
            }
            // The phrase begins where it begins: nothing is skipped before its first word.
            if index == 0 || skipped == GAP || !FILLERS.contains(&said.as_str()) {
                return None;
            }
            skipped += 1;
            at += 1;
        }
        at += 1;
    }
    Some(at)
}

/// The same word, also in the plural.
fn same(said: &str, word: &str) -> bool {
    let plural = |rest: &str| rest.is_empty() || rest == "s" || rest == "x";
    !word.is_empty() && said.strip_prefix(word).is_some_and(plural)
}

fn denied(clause: &[String], from: usize, denial: Denial) -> bool {
    let before = clause.get(..from).unwrap_or_default();
    let fillers = before
        .iter()
        .rev()
        .take(GAP)
        .take_while(|word| FILLERS.contains(&word.as_str()))
        .count();
    let (before, between) = before
        .split_at_checked(before.len() - fillers)
        .unwrap_or_default();
    let Some((last, earlier)) = before.split_last() else {
        return false;
    };
    // "Il n'y a plus d'odeur": without the "n" it would be more of it.
    if last == "plus" {
        return earlier.iter().any(|word| word == "n" || word == "ne");
    }
    if !DENIALS.contains(&last.as_str()) {
        return false;
    }
    let certain = denial == Denial::Certain;
    let article = between
        .iter()
        .any(|word| ["d", "de", "moindre"].contains(&word.as_str()));
    let auxiliary = earlier
        .last()
        .is_some_and(|word| AUXILIARIES.contains(&word.as_str()));
    match last.as_str() {
        "pas" | "jamais" if certain => article || auxiliary,
        "non" | "rien" => !certain,
        // What folding leaves of "isn't".
        "t" => earlier.last().is_some_and(|word| word.ends_with('n')),
        _ => true,
    }
}
