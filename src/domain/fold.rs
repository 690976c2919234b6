//! Text reduced to what matters when two people write the same name.

/// Lower case, without accents, punctuation as single spaces: the Rust twin of the generated
/// `name_key` columns.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match letter(c) {
            Some(letters) => folded.push_str(letters),
            None if c.is_alphanumeric() => folded.push(c),
            None if folded.ends_with(' ') || folded.is_empty() => {}
            // Combining accents belong to the letter before them.
            None if ('\u{300}'..='\u{36f}').contains(&c) => {}
            None => folded.push(' '),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

fn letter(c: char) -> Option<&'static str> {
    Some(match c {
        'à' | 'â' | 'ä' | 'á' | 'ã' | 'å' => "a",
        'ç' | 'č' | 'ć' => "c",
        'é' | 'è' | 'ê' | 'ë' => "e",
        'ğ' => "g",
        'î' | 'ï' | 'í' | 'ì' | 'ı' => "i",
        'ñ' => "n",
        'ô' | 'ö' | 'ó' | 'ò' | 'õ' | 'ø' => "o",
        'ù' | 'û' | 'ü' | 'ú' => "u",
        'ÿ' | 'ý' => "y",
        'š' | 'ş' => "s",
        'ž' => "z",
        'ł' => "l",
        'œ' => "oe",
        'æ' => "ae",
        'ß' => "ss",
        _ => return None,
    })
}
