//! The languages the gateway speaks.

use serde::Serialize;

/// A language of callers. Regional tags (`fr-FR`) read as their language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    #[default]
    Fr,
    En,
}

words! { Language: Fr, En }

impl Language {
    /// Reads `fr`, `fr-FR`, `French`, `en_US`…; `None` for a language we do not speak.
    #[must_use]
    pub fn parse(tag: &str) -> Option<Self> {
        let tag = tag.trim().to_lowercase();
        match tag.split(['-', '_']).next()? {
            "fr" | "fra" | "fre" | "french" | "français" | "francais" => Some(Self::Fr),
            "en" | "eng" | "english" | "anglais" => Some(Self::En),
            _ => None,
        }
    }

    /// The two-letter code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Fr => "fr",
            Self::En => "en",
        }
    }
}
