//! A danger that somebody tells of: it comes before whatever else was asked.

use super::{
    Support, Texts,
    phrases::{Denial, Heard},
};

/// An emergency that was told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alarm {
    pub kind: String,
    /// The words it was told with.
    pub quote: String,
    /// What the tenant wants said first, if anything of its own.
    pub say: Texts,
}

/// The kind that has an emergency line of its own in France.
const GAS: &str = "gas";

impl Alarm {
    #[must_use]
    pub fn is_gas(&self) -> bool {
        self.kind == GAS
    }
}

impl Support {
    /// The first emergency of the list that any of the texts tells of. In doubt it is one: only
    /// what certainly denies it counts as a denial.
    #[must_use]
    pub fn alarm(&self, texts: &[&str]) -> Option<Alarm> {
        let heard: Vec<(&str, Heard)> = texts
            .iter()
            .map(|text| (*text, Heard::read(text)))
            .collect();
        self.emergencies.iter().find_map(|emergency| {
            let told = heard.iter().find(|(_, heard)| {
                heard.says(&emergency.words, &emergency.except, Denial::Certain)
            });
            told.map(|(quote, _)| Alarm {
                kind: emergency.kind.clone(),
                quote: (*quote).to_owned(),
                say: emergency.say.clone(),
            })
        })
    }
}
