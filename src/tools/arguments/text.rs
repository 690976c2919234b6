//! Text as models pass it, made clean: one line, no invisible characters, composed letters.

/// The text on one line: control and invisible characters and unresolved `{{…}}` placeholders
/// gone, whitespace collapsed, Latin letters with combining marks composed. `None` if nothing is
/// left or what is left only says that the value is not known.
pub fn tidy(text: &str) -> Option<String> {
    let visible: String = text.chars().filter(|char| !is_invisible(*char)).collect();
    let spaced = compose(without_placeholders(&visible)).replace(char::is_control, " ");
    let tidy = spaced.split_whitespace().collect::<Vec<_>>().join(" ");
    (!is_absent(&tidy)).then_some(tidy)
}

/// Cuts to at most `limit` characters, never between a letter and its combining marks.
pub(super) fn cut(text: &str, limit: usize) -> String {
    let Some((end, next)) = text.char_indices().nth(limit) else {
        return text.to_owned();
    };
    let mut kept = text.get(..end).unwrap_or_default();
    if is_mark(next) {
        kept = kept.trim_end_matches(is_mark);
        let mut chars = kept.chars();
        chars.next_back();
        kept = chars.as_str();
    }
    kept.trim_end().to_owned()
}

/// The first words for comparison: lower case, accents folded, everything else a space.
pub(super) fn words(text: &str) -> Vec<String> {
    let folded: String = text
        .chars()
        .take(100)
        .flat_map(char::to_lowercase)
        .map(without_accent)
        .collect();
    folded
        .split(|char: char| !char.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Words that models write where they have no value.
fn is_absent(text: &str) -> bool {
    let text = text.trim_matches(['"', '\'', '<', '>', '(', ')', '[', ']', '.', ' ']);
    matches!(
        text.to_lowercase().as_str(),
        "" | "null"
            | "none"
            | "nil"
            | "undefined"
            | "unknown"
            | "inconnu"
            | "inconnue"
            | "n/a"
            | "not provided"
            | "not specified"
            | "non renseigné"
            | "non précisé"
            | "non précisée"
    )
}

/// Vapi leaves `{{…}}` in place when it cannot resolve it.
fn without_placeholders(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, opened)) = rest.split_once("{{") {
        let Some((_, after)) = opened.split_once("}}") else {
            break;
        };
        kept.push_str(before);
        kept.push(' ');
        rest = after;
    }
    kept + rest
}

/// Characters without width and those that turn the direction of writing.
fn is_invisible(char: char) -> bool {
    matches!(char,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

fn is_mark(char: char) -> bool {
    matches!(char, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}')
}

/// Joins a letter and the mark after it, so that `fe´vrier` written either way is one word.
fn compose(text: String) -> String {
    if !text.contains(is_mark) {
        return text;
    }
    let mut composed = String::with_capacity(text.len());
    for char in text.chars() {
        match composed
            .chars()
            .next_back()
            .and_then(|base| composed_letter(base, char))
        {
            Some(letter) => {
                composed.pop();
                composed.push(letter);
            }
            None => composed.push(char),
        }
    }
    composed
}

/// Marks with the letters that take them, in pairs of plain and composed.
const LETTERS: [(char, &str); 7] = [
    ('\u{300}', "aàeèiìoòuùAÀEÈIÌOÒUÙ"),
    ('\u{301}', "aáeéiíoóuúyýcćnńsśzźAÁEÉIÍOÓUÚYÝCĆNŃSŚZŹ"),
    ('\u{302}', "aâeêiîoôuûAÂEÊIÎOÔUÛ"),
    ('\u{303}', "aãnñoõAÃNÑOÕ"),
    ('\u{308}', "aäeëiïoöuüyÿAÄEËIÏOÖUÜYŸ"),
    ('\u{30c}', "cčeěrřsšzžCČEĚRŘSŠZŽ"),
    ('\u{327}', "cçsşCÇSŞ"),
];

fn composed_letter(base: char, mark: char) -> Option<char> {
    let (_, pairs) = LETTERS.iter().find(|(known, _)| *known == mark)?;
    let mut chars = pairs.chars();
    while let (Some(plain), Some(letter)) = (chars.next(), chars.next()) {
        if plain == base {
            return Some(letter);
        }
    }
    None
}

fn without_accent(char: char) -> char {
    let pairs = LETTERS
        .iter()
        .flat_map(|(_, pairs)| pairs.chars().zip(pairs.chars().skip(1)).step_by(2));
    pairs
        .into_iter()
        .find(|(_, letter)| *letter == char)
        .map_or(char, |(plain, _)| plain)
}

#[cfg(test)]
mod tests;
