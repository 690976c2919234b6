//! Numbering plans of the countries whose national numbers can be read.

use std::ops::RangeInclusive;

/// An ISO 3166 country whose national numbers can be read, e.g. `FR`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Country {
    Be,
    Ca,
    Ch,
    De,
    Es,
    /// The first market.
    #[default]
    Fr,
    Gb,
    Ie,
    It,
    Lu,
    Mc,
    Nl,
    Pt,
    Us,
}

/// How the numbers of a country are written (ITU-T national numbering plans).
struct Plan {
    code: &'static str,
    calling_code: &'static str,
    /// Dialled before a national number at home, never after the calling code.
    trunk: Option<&'static str>,
    /// Digits of a national number without trunk prefix.
    lengths: RangeInclusive<usize>,
}

impl Country {
    pub(super) const ALL: [Self; 14] = [
        Self::Be,
        Self::Ca,
        Self::Ch,
        Self::De,
        Self::Es,
        Self::Fr,
        Self::Gb,
        Self::Ie,
        Self::It,
        Self::Lu,
        Self::Mc,
        Self::Nl,
        Self::Pt,
        Self::Us,
    ];

    fn plan(self) -> Plan {
        let (code, calling_code, trunk, lengths) = match self {
            Self::Be => ("BE", "32", Some("0"), 8..=9),
            Self::Ca => ("CA", "1", Some("1"), 10..=10),
            Self::Ch => ("CH", "41", Some("0"), 9..=9),
            Self::De => ("DE", "49", Some("0"), 6..=11),
            Self::Es => ("ES", "34", None, 9..=9),
            Self::Fr => ("FR", "33", Some("0"), 9..=9),
            Self::Gb => ("GB", "44", Some("0"), 9..=10),
            Self::Ie => ("IE", "353", Some("0"), 7..=10),
            // The zero of an Italian landline belongs to the number.
            Self::It => ("IT", "39", None, 6..=11),
            Self::Lu => ("LU", "352", None, 5..=9),
            Self::Mc => ("MC", "377", Some("0"), 8..=9),
            Self::Nl => ("NL", "31", Some("0"), 9..=9),
            Self::Pt => ("PT", "351", None, 9..=9),
            Self::Us => ("US", "1", Some("1"), 10..=10),
        };
        Plan {
            code,
            calling_code,
            trunk,
            lengths,
        }
    }

    /// Reads an ISO 3166 code of two letters in either case.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|country| country.plan().code.eq_ignore_ascii_case(code.trim()))
    }

    /// The ISO 3166 code, e.g. `FR`.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.plan().code
    }

    /// The digits after `+`, e.g. `33`.
    #[must_use]
    pub fn calling_code(self) -> &'static str {
        self.plan().calling_code
    }

    /// What is dialled before an international number.
    pub(super) fn exit_code(self) -> &'static str {
        if self.calling_code() == "1" {
            "011"
        } else {
            "00"
        }
    }

    /// What is dialled before a number at home; empty where nothing is.
    pub(super) fn trunk(self) -> &'static str {
        self.plan().trunk.unwrap_or_default()
    }

    /// The country that international digits lead to; the first of those that share a plan.
    pub(super) fn of_international(digits: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|country| digits.starts_with(country.calling_code()))
    }

    /// The significant digits of a number dialled at home: with trunk prefix, without, or with the
    /// calling code but no `+`.
    pub(super) fn national(self, digits: &str) -> Option<String> {
        let coded = || self.without_trunk(digits.strip_prefix(self.calling_code())?);
        let bare = || self.significant(digits);
        match self.plan().trunk {
            Some(trunk) if digits.starts_with(trunk) => self.without_trunk(digits),
            Some(_) => coded().or_else(bare),
            // Dialled bare at home: digits that look like the calling code are part of the number.
            None => bare().or_else(coded),
        }
    }

    /// The significant digits without a trunk prefix that was left in.
    pub(super) fn without_trunk(self, digits: &str) -> Option<String> {
        self.significant(digits.strip_prefix(self.trunk()).unwrap_or(digits))
    }

    fn significant(self, digits: &str) -> Option<String> {
        let zero = digits.starts_with('0') && self != Self::It;
        (self.plan().lengths.contains(&digits.len()) && !zero).then(|| digits.to_owned())
    }
}
