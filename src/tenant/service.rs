//! What a business offers for booking.

use crate::{
    calendar::Rules,
    domain::{Language, fold},
};

/// A bookable service. Durations, buffers, grid and notice in minutes, the horizon in days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    pub id: String,
    pub name_fr: Option<String>,
    pub name_en: Option<String>,
    pub synonyms: Vec<String>,
    pub duration: u16,
    pub before: u16,
    pub after: u16,
    pub grid: u16,
    pub notice: u32,
    pub horizon: u16,
    /// In the tenant's own words.
    pub price: Option<String>,
    pub is_default: bool,
    /// Ids of the resources that can do it; empty: every one.
    pub resources: Vec<String>,
}

record! { Service:
    id, name_fr, name_en, synonyms = or_default, duration, before, after, grid, notice, horizon,
    price, is_default = flag, resources = or_default,
}

impl Service {
    #[must_use]
    pub fn name(&self, language: Language) -> &str {
        let (own, other) = match language {
            Language::Fr => (&self.name_fr, &self.name_en),
            Language::En => (&self.name_en, &self.name_fr),
        };
        own.as_ref().or(other.as_ref()).unwrap_or(&self.id)
    }

    #[must_use]
    pub fn rules(&self) -> Rules {
        Rules {
            duration: self.duration,
            grid: self.grid,
            notice: self.notice,
            horizon: self.horizon,
        }
    }

    /// Whether a caller's word means this service; plurals and articles do not matter.
    #[must_use]
    pub fn is_called(&self, text: &str) -> bool {
        let wanted = format!(" {} ", fold(text));
        [&self.name_fr, &self.name_en]
            .into_iter()
            .flatten()
            .chain(&self.synonyms)
            .chain([&self.id])
            .map(|name| fold(name))
            .any(|name| {
                !name.is_empty()
                    && (wanted.contains(&format!(" {name} "))
                        || wanted.contains(&format!(" {name}s ")))
            })
    }
}
