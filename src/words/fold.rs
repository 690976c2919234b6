//! Text to pieces: lower case, accents and punctuation removed, digits told from letters.

/// Longer texts are not a date, a time or an amount.
const MAX_CHARS: usize = 200;
/// Longer runs of digits are refused; they would not fit a date or an amount.
const MAX_DIGITS: usize = 12;

/// A run of letters, a run of digits, or a mark that means something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Word(String),
    /// A number in digits; `digits` counts them, leading zeros included.
    Digits {
        value: u64,
        digits: usize,
    },
    /// One of `: . , / - + €`. A dot, comma or colon only between two digits, a hyphen anywhere
    /// but between two letters.
    Mark(char),
}

impl Piece {
    pub(super) fn word(&self) -> Option<&str> {
        match self {
            Self::Word(word) => Some(word),
            _ => None,
        }
    }
}

/// The pieces of a text, none for blank text; `None` when it is too long or holds anything that
/// is neither French nor English writing (emoji, control characters, braces).
pub(super) fn pieces(text: &str) -> Option<Vec<Piece>> {
    if text.chars().nth(MAX_CHARS).is_some() {
        return None;
    }
    let plain = fold(text)?;
    let mut pieces = Vec::new();
    let mut previous = ' ';
    let mut rest = plain.as_str();
    while let Some(first) = rest.chars().next() {
        let same_kind = |c: char| {
            (first.is_ascii_alphabetic() && c.is_ascii_alphabetic())
                || (first.is_ascii_digit() && c.is_ascii_digit())
        };
        let end = rest
            .find(|c| !same_kind(c))
            .unwrap_or(rest.len())
            .max(first.len_utf8());
        let (run, after) = rest.split_at_checked(end)?;
        let next = after.chars().next().unwrap_or(' ');
        pieces.extend(piece(run, first, previous, next)?);
        previous = first;
        rest = after;
    }
    Some(pieces)
}

/// The piece that a run of one kind makes, none for a separator.
fn piece(run: &str, first: char, previous: char, next: char) -> Option<Option<Piece>> {
    let between = |kind: fn(&char) -> bool| kind(&previous) && kind(&next);
    Some(match first {
        'a'..='z' => Some(Piece::Word(run.to_owned())),
        '0'..='9' if run.len() > MAX_DIGITS => return None,
        '0'..='9' => Some(Piece::Digits {
            value: run.parse().ok()?,
            digits: run.len(),
        }),
        ':' | '.' | ',' => between(char::is_ascii_digit).then_some(Piece::Mark(first)),
        '-' => (!between(char::is_ascii_alphabetic)).then_some(Piece::Mark(first)),
        '/' | '+' | '€' => Some(Piece::Mark(first)),
        _ => None,
    })
}

/// Lower case without accents; punctuation that means nothing becomes a space.
fn fold(text: &str) -> Option<String> {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'a'..='z' | '0'..='9' | ':' | '.' | ',' | '/' | '-' | '+' => plain.push(c),
            '‐' | '‑' | '–' | '—' | '−' => plain.push('-'),
            // A pound or a dollar is read as the tenant's own currency.
            '€' | '$' | '£' => plain.push('€'),
            '\u{300}'..='\u{36f}' => {}
            'œ' => plain.push_str("oe"),
            'æ' => plain.push_str("ae"),
            _ => plain.push(fold_letter(c)?),
        }
    }
    Some(plain)
}

fn fold_letter(c: char) -> Option<char> {
    Some(match c {
        'à' | 'â' | 'ä' | 'á' | 'ã' | 'å' => 'a',
        'ç' => 'c',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'î' | 'ï' | 'í' | 'ì' => 'i',
        'ñ' => 'n',
        'ô' | 'ö' | 'ó' | 'ò' | 'õ' => 'o',
        'û' | 'ü' | 'ú' | 'ù' => 'u',
        'ÿ' => 'y',
        '\'' | '’' | '‘' | 'ʼ' | '`' | '´' | '"' | '«' | '»' | '“' | '”' => ' ',
        ';' | '!' | '?' | '(' | ')' | '…' | '_' => ' ',
        _ if c.is_whitespace() && (!c.is_control() || matches!(c, '\t' | '\n' | '\r')) => ' ',
        _ => return None,
    })
}
