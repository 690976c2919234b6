//! Who calls, as the phone network signals it.

use super::PhoneNumber;

/// Words and letters on the dial pad (`ANONYMOUS` is 266696687) that networks send for a caller
/// who withholds the number.
const WITHHELD: [&str; 10] = [
    "anonymous",
    "restricted",
    "unavailable",
    "unknown",
    "private",
    "+266696687",
    "+7378742833",
    "+2562533",
    "+8656696",
    "+86282452253",
];

/// The caller's number. Withheld ones, anything but E.164 and the tenant's own numbers (many
/// switchboards present them as the caller) count as none: nobody can be recognised by them.
#[must_use]
pub fn signalled(raw: Option<&str>, own_numbers: &[PhoneNumber]) -> Option<PhoneNumber> {
    let user = user_part(raw?.trim());
    if WITHHELD
        .iter()
        .any(|withheld| user.eq_ignore_ascii_case(withheld))
    {
        return None;
    }
    PhoneNumber::parse_e164(user).filter(|number| !own_numbers.contains(number))
}

/// The user of a `sip:` or `tel:` URI (RFC 3261, RFC 3966) without its parameters; other text as
/// it is.
fn user_part(text: &str) -> &str {
    let Some((scheme, rest)) = text.split_once(':') else {
        return text;
    };
    let user = match scheme.to_ascii_lowercase().as_str() {
        "sip" | "sips" => rest.split_once('@').map_or("", |(user, _)| user),
        "tel" => rest,
        _ => return text,
    };
    user.split([';', ':']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests;
