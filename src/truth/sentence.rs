//! What the assistant said, cut into sentences and clauses, in words that patterns can be held
//! against.

use crate::domain::fold;

/// Longest quote, in characters.
const MAX_QUOTE: usize = 300;

/// One sentence of one turn.
#[derive(Clone, Debug)]
pub(super) struct Sentence {
    /// The moment of the conversation that it stands in.
    pub moment: usize,
    pub text: String,
    pub question: bool,
    pub clauses: Vec<Clause>,
}

/// A part of a sentence with a verb of its own, as far as punctuation and conjunctions tell.
#[derive(Clone, Debug)]
pub(super) struct Clause {
    pub text: String,
    /// Folded, contractions undone, words that change nothing left out.
    pub words: Vec<String>,
}

impl Clause {
    fn new(text: &str) -> Self {
        Self {
            text: text.trim().to_owned(),
            words: words(text),
        }
    }

    pub(super) fn words(&self) -> Vec<&str> {
        self.words.iter().map(String::as_str).collect()
    }
}

impl Sentence {
    pub(super) fn quote(&self) -> String {
        self.text.chars().take(MAX_QUOTE).collect()
    }
}

/// The sentences of a turn.
pub(super) fn sentences(moment: usize, text: &str) -> Vec<Sentence> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, mark) in text.char_indices() {
        if !ends_sentence(text, at, mark) {
            continue;
        }
        let end = at + mark.len_utf8();
        found.extend(sentence(moment, text.get(start..end).unwrap_or_default()));
        start = end;
    }
    found.extend(sentence(moment, text.get(start..).unwrap_or_default()));
    found
}

fn sentence(moment: usize, text: &str) -> Option<Sentence> {
    let text = text.trim();
    let clauses: Vec<Clause> = clauses(text)
        .into_iter()
        .map(Clause::new)
        .filter(|clause| !clause.words.is_empty())
        .collect();
    (!clauses.is_empty()).then(|| Sentence {
        moment,
        text: text.to_owned(),
        question: text.ends_with('?'),
        clauses,
    })
}

/// A full stop in `10.30`, `M. Dupont` or `3 p.m. today` ends nothing.
fn ends_sentence(text: &str, at: usize, mark: char) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let after = text.get(at + mark.len_utf8()..).unwrap_or_default();
    match mark {
        '\n' => true,
        '.' | '!' | '?' | '…' => {
            let more = after.starts_with(['.', '!', '?', '…']);
            let spaced = after.is_empty() || after.starts_with(char::is_whitespace);
            let word = before
                .rsplit([' ', '\'', '’', '\n'])
                .next()
                .unwrap_or_default();
            let short = matches!(
                word.to_lowercase().as_str(),
                "m" | "mm"
                    | "mme"
                    | "mlle"
                    | "mr"
                    | "mrs"
                    | "ms"
                    | "dr"
                    | "st"
                    | "a.m"
                    | "p.m"
                    | "no"
            );
            !more && spaced && !(mark == '.' && short)
        }
        _ => false,
    }
}

/// Words after "et" or "and" that begin a clause of its own: "neuf heures et demie" has none.
const SUBJECTS: &[&str] = &[
    "je", "j", "nous", "on", "vous", "il", "elle", "ils", "c", "ce", "un", "une", "votre", "notre",
    "quelqu", "le", "la", "i", "we", "you", "he", "she", "they", "someone", "somebody", "your",
    "our", "it", "one", "a", "that", "the", "if", "si",
];

/// Cuts at commas, colons and dashes, and before a conjunction with a subject after it.
fn clauses(sentence: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for part in sentence
        .split_inclusive([',', ';', ':', '—', '–'])
        .flat_map(split_dash)
    {
        // "10:30" and "1,5" are numbers.
        found.push(part);
    }
    let joined = join_numbers(sentence, &found);
    joined.into_iter().flat_map(at_conjunctions).collect()
}

fn split_dash(part: &str) -> impl Iterator<Item = &str> {
    part.split(" - ")
}

/// Puts back together what was cut between two digits.
fn join_numbers<'a>(sentence: &'a str, parts: &[&'a str]) -> Vec<&'a str> {
    let offset = |part: &str| part.as_ptr() as usize - sentence.as_ptr() as usize;
    let mut joined: Vec<(usize, usize)> = Vec::new();
    for part in parts {
        let (start, end) = (offset(part), offset(part) + part.len());
        let digit_before = sentence
            .get(..start.saturating_sub(1))
            .is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit()));
        let digit_after = part.starts_with(|c: char| c.is_ascii_digit());
        match joined.last_mut() {
            Some(last) if digit_before && digit_after && last.1 == start => last.1 = end,
            _ => joined.push((start, end)),
        }
    }
    joined
        .into_iter()
        .filter_map(|(start, end)| sentence.get(start..end))
        .collect()
}

fn at_conjunctions(part: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = part;
    let mut from = 0;
    while let Some((at, length)) = conjunction(rest, from) {
        let (before, after) = (
            rest.get(..at).unwrap_or_default(),
            rest.get(at + length..).unwrap_or_default(),
        );
        let folded = fold(after);
        let subject = folded.split(' ').next().unwrap_or_default();
        if SUBJECTS.contains(&subject) {
            found.push(before);
            rest = after;
            from = 0;
        } else {
            from = at + length;
        }
    }
    found.push(rest);
    found
}

fn conjunction(text: &str, from: usize) -> Option<(usize, usize)> {
    const CONJUNCTIONS: &[&str] = &[
        " et ", " mais ", " car ", " puis ", " and ", " but ", " so ",
    ];
    let tail = text.get(from..)?;
    CONJUNCTIONS
        .iter()
        .filter_map(|word| Some((from + tail.find(word)?, word.len())))
        .min()
}

/// Left: what is replaced, as `fold` leaves it; right: by what. In order.
const PLAIN: &[(&str, &str)] = &[
    ("s il vous plait", ""),
    ("des que possible", "vite"),
    ("le plus rapidement possible", "vite"),
    ("le plus vite possible", "vite"),
    ("as soon as possible", "soon"),
    ("n hesitez pas", ""),
    ("ne vous inquietez pas", ""),
    ("ne vous en faites pas", ""),
    ("ne quittez pas", "un instant"),
    ("ne raccrochez pas", "un instant"),
    ("pas de souci", ""),
    ("pas de soucis", ""),
    ("pas de probleme", ""),
    ("aucun probleme", ""),
    ("aucun souci", ""),
    ("sans probleme", ""),
    ("sans souci", ""),
    ("sans faute", ""),
    ("don t worry", ""),
    ("don t hesitate", ""),
    ("no problem at all", ""),
    ("no problem", ""),
    ("not a problem", ""),
    ("no worries", ""),
    ("rendez vous", "rdv"),
    ("e mail", "email"),
    ("e mails", "email"),
    ("mail", "email"),
    ("mails", "email"),
    ("emails", "email"),
    ("courriel", "email"),
    ("texto", "sms"),
    ("textos", "sms"),
    ("text message", "sms"),
    ("texts", "sms"),
    ("peux vous confirmer que", "vous confirme"),
    ("peux vous confirmer", "vous confirme"),
    ("suis heureuse de vous confirmer", "vous confirme"),
    ("suis heureux de vous confirmer", "vous confirme"),
    ("suis ravie de vous confirmer", "vous confirme"),
    ("suis ravi de vous confirmer", "vous confirme"),
    ("vous confirme que", "vous confirme"),
    ("ai le plaisir de vous confirmer que", "vous confirme"),
    ("vous informe que", ""),
    ("can confirm that", "confirm"),
    ("can confirm", "confirm"),
    ("am happy to confirm that", "confirm"),
    ("m happy to confirm that", "confirm"),
    ("m happy to confirm", "confirm"),
    ("m pleased to confirm", "confirm"),
    ("confirm that", "confirm"),
    ("want to let you know that", ""),
    ("n t", "not"),
    ("can t", "can not"),
    ("won t", "will not"),
    ("cannot", "can not"),
    ("isn t", "is not"),
    ("aren t", "are not"),
    ("wasn t", "was not"),
    ("weren t", "were not"),
    ("couldn t", "could not"),
    ("wouldn t", "would not"),
    ("shouldn t", "should not"),
    ("don t", "do not"),
    ("doesn t", "does not"),
    ("didn t", "did not"),
    ("haven t", "have not"),
    ("hasn t", "has not"),
    ("hadn t", "had not"),
    ("i m", "i am"),
    ("we re", "we are"),
    ("you re", "you are"),
    ("they re", "they are"),
    ("it s", "it is"),
    ("that s", "that is"),
    ("everything s", "everything is"),
    ("appointment s", "appointment is"),
    ("he s", "he is"),
    ("she s", "she is"),
    ("i ve", "i have"),
    ("we ve", "we have"),
    ("you ve", "you have"),
    ("they ve", "they have"),
    ("i ll", "i will"),
    ("we ll", "we will"),
    ("you ll", "you will"),
    ("he ll", "he will"),
    ("she ll", "she will"),
    ("they ll", "they will"),
    ("it ll", "it will"),
    ("someone ll", "someone will"),
    ("somebody ll", "somebody will"),
    ("going to", "will"),
    ("gonna", "will"),
    ("am will", "will"),
    ("are will", "will"),
    ("is will", "will"),
    ("has been", "is"),
    ("have been", "are"),
    ("had been", "was"),
    ("is been", "is"),
    ("are been", "are"),
    ("gone ahead and", ""),
    ("went ahead and", "have"),
    ("go ahead and", ""),
    ("right away", ""),
    ("straight away", ""),
    ("right now", ""),
    ("a ete", "est"),
    ("ont ete", "sont"),
    ("mis a jour", "modifie"),
    ("mise a jour", "modifiee"),
    ("tout de suite", ""),
    ("bel et bien", ""),
    ("d ores et deja", ""),
    ("bien sur", ""),
    ("sans attendre", ""),
    ("du coup", ""),
];

/// Words that change nothing about whether something was promised.
const IDLE: &[&str] = &[
    "bien",
    "donc",
    "alors",
    "maintenant",
    "immediatement",
    "egalement",
    "aussi",
    "voila",
    "euh",
    "just",
    "now",
    "also",
    "successfully",
    "officially",
    "definitely",
    "certainly",
    "all",
    "okay",
    "ok",
    "so",
    "then",
    "well",
    "great",
    "perfect",
    "parfait",
    "parfaitement",
    "simplement",
    "juste",
    "absolument",
    "desormais",
    "directement",
    "rapidement",
    "personally",
    "actually",
    "quickly",
    "there",
    "monsieur",
    "madame",
    "mademoiselle",
];

fn words(text: &str) -> Vec<String> {
    // Twice: "a bien été" is "a été" once its idle word is gone.
    let once = busy(&plain(&fold(text))).join(" ");
    busy(&plain(&once)).into_iter().map(str::to_owned).collect()
}

fn busy(text: &str) -> Vec<&str> {
    text.split_whitespace()
        .filter(|word| !IDLE.contains(word))
        .collect()
}

fn plain(text: &str) -> String {
    let mut plain = format!(" {text} ");
    for (from, to) in PLAIN {
        let from = format!(" {from} ");
        let to = if to.is_empty() {
            " ".to_owned()
        } else {
            format!(" {to} ")
        };
        while let Some(at) = plain.find(&from) {
            plain.replace_range(at..at + from.len(), &to);
        }
    }
    plain
}
