//! E-mail addresses, read from what callers say and models write.

use std::fmt;

/// An e-mail address in lower case: one `@`, a domain with a dot, at most 254 characters.
///
/// `Debug` and `Display` hide the user, so that an address does not get into a log line.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Email(String);

impl Email {
    /// Reads an address, also as it is said: `jean point dupont arobase gmail point com`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        // Spoken forms are longer than the address; far more than that is no address.
        if text.len() > 1000 {
            return None;
        }
        let joined: String = text
            .to_lowercase()
            .split_whitespace()
            .map(written)
            .collect();
        let address = joined.trim_start_matches("mailto:").trim_end_matches('.');
        let (user, domain) = address.split_once('@')?;
        (address.len() <= 254 && is_user(user) && is_domain(domain))
            .then(|| Self(address.to_owned()))
    }

    /// The address in full.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The sign that a spoken word stands for.
fn written(word: &str) -> &str {
    match word {
        "arobase" | "arobas" | "arrobase" | "at" => "@",
        "point" | "dot" => ".",
        "tiret" | "dash" | "hyphen" => "-",
        "underscore" => "_",
        word => word,
    }
}

fn is_user(user: &str) -> bool {
    user.len() <= 64
        && user.split('.').all(|atom| !atom.is_empty())
        && user
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&byte))
}

fn is_domain(domain: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let last = domain.rsplit_once('.').map(|(_, last)| last);
    last.is_some_and(|last| last.len() > 1 && !last.starts_with(|char: char| char.is_ascii_digit()))
        && domain.split('.').all(label)
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let domain = self.0.split_once('@').map_or("", |(_, domain)| domain);
        write!(f, "…@{domain}")
    }
}

impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Email({self})")
    }
}

#[cfg(test)]
mod tests;
