//! E-mail addresses whose domain looks mistyped or misheard.

/// Domains that private people in France use most, most likely meant first, and real domains
/// that are one letter away from them, so that these are not questioned.
const COMMON: &[&str] = &[
    "gmail.com",
    "orange.fr",
    "hotmail.fr",
    "hotmail.com",
    "wanadoo.fr",
    "yahoo.fr",
    "yahoo.com",
    "free.fr",
    "sfr.fr",
    "outlook.fr",
    "outlook.com",
    "laposte.net",
    "icloud.com",
    "live.fr",
    "live.com",
    "bbox.fr",
    "neuf.fr",
    "numericable.fr",
    "club-internet.fr",
    "aol.com",
    "msn.com",
    "protonmail.com",
    "proton.me",
];
const REAL: &[&str] = &[
    "mail.com",
    "email.com",
    "ymail.com",
    "gmx.fr",
    "me.com",
    "mac.com",
];

/// The address with the domain that was probably meant, if its own is one typo (a letter
/// missing, added, changed, or two swapped) away from a common one; else `None`.
#[must_use]
pub fn email_typo(address: &str) -> Option<String> {
    let (local, domain) = address.trim().split_once('@')?;
    let domain = domain.to_lowercase();
    if local.is_empty() || COMMON.iter().chain(REAL).any(|known| *known == domain) {
        return None;
    }
    let meant = COMMON
        .iter()
        .find(|common| one_typo_apart(&domain, common))?;
    Some(format!("{local}@{meant}"))
}

/// The address taken apart, if its domain is one that is said as a word.
pub fn with_common_domain(address: &str) -> Option<(&str, &str)> {
    let parts = address.trim().split_once('@')?;
    COMMON.contains(&parts.1).then_some(parts)
}

fn one_typo_apart(one: &str, other: &str) -> bool {
    let (mut one, mut other) = (one.as_bytes(), other.as_bytes());
    while let ([a, one_rest @ ..], [b, other_rest @ ..]) = (one, other)
        && a == b
    {
        (one, other) = (one_rest, other_rest);
    }
    while let ([one_rest @ .., a], [other_rest @ .., b]) = (one, other)
        && a == b
    {
        (one, other) = (one_rest, other_rest);
    }
    match (one, other) {
        ([_], [] | [_]) | ([], [_]) => true,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}
