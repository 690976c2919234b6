//! Names and e-mail addresses letter by letter.

/// A mark on a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accent {
    Acute,
    Grave,
    Circumflex,
    Diaeresis,
    Cedilla,
    Tilde,
    Ring,
    Stroke,
    Caron,
    Joined,
}

/// A character of names and addresses that is no letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    At,
    Dot,
    Hyphen,
    Underscore,
    Plus,
    Apostrophe,
    Space,
}

/// Each accent with its combining mark, its letters and, at the same places, their bases.
const ACCENTS: &[(Accent, char, &str, &str)] = &[
    (Accent::Acute, '\u{301}', "áéíóúýćńśź", "AEIOUYCNSZ"),
    (Accent::Grave, '\u{300}', "àèìòù", "AEIOU"),
    (Accent::Circumflex, '\u{302}', "âêîôû", "AEIOU"),
    (Accent::Diaeresis, '\u{308}', "äëïöüÿ", "AEIOUY"),
    (Accent::Cedilla, '\u{327}', "çş", "CS"),
    (Accent::Tilde, '\u{303}', "ãñõ", "ANO"),
    (Accent::Ring, '\u{30a}', "åů", "AU"),
    (Accent::Stroke, '\u{335}', "øłđ", "OLD"),
    (Accent::Caron, '\u{30c}', "čěňřšž", "CENRSZ"),
];

/// Spells `text`; `letter` names a base letter with its accent, `sign` a sign.
pub fn spell(
    text: &str,
    letter: fn(&str, Accent) -> String,
    sign: fn(Sign) -> &'static str,
) -> String {
    let mut said: Vec<String> = Vec::new();
    for c in text.trim().chars().flat_map(char::to_lowercase) {
        if let Some((accent, ..)) = ACCENTS.iter().find(|(_, mark, ..)| *mark == c) {
            if let Some(base) = said.pop() {
                said.push(letter(&base, *accent));
            }
        } else if let Some((base, accent)) = accented(c) {
            said.push(letter(&base, accent));
        } else if let Some(known) = read_sign(c) {
            said.push(sign(known).to_owned());
        } else if has_name(c) {
            let capital: String = c.to_uppercase().filter(|c| has_name(*c)).collect();
            said.extend(Some(capital).filter(|capital| !capital.is_empty()));
        }
    }
    said.join(", ")
}

/// Letters and digits, but not those in circles or of rare scripts, which no voice can read.
fn has_name(c: char) -> bool {
    c.is_ascii_digit() || c.is_alphabetic() && !('\u{2000}'..'\u{2c00}').contains(&c)
}

fn accented(c: char) -> Option<(String, Accent)> {
    match c {
        'œ' => return Some(("O E".to_owned(), Accent::Joined)),
        'æ' => return Some(("A E".to_owned(), Accent::Joined)),
        'ß' => return Some(("S S".to_owned(), Accent::Joined)),
        _ => {}
    }
    ACCENTS.iter().find_map(|(accent, _, letters, bases)| {
        let (_, base) = letters
            .chars()
            .zip(bases.chars())
            .find(|(letter, _)| *letter == c)?;
        Some((base.to_string(), *accent))
    })
}

fn read_sign(c: char) -> Option<Sign> {
    match c {
        '@' => Some(Sign::At),
        '.' => Some(Sign::Dot),
        '-' | '\u{2010}'..='\u{2014}' => Some(Sign::Hyphen),
        '_' => Some(Sign::Underscore),
        '+' => Some(Sign::Plus),
        '\'' | '’' => Some(Sign::Apostrophe),
        c if c.is_whitespace() => Some(Sign::Space),
        _ => None,
    }
}
