//! Which kind of matter it is and how urgent, from what was said.

use super::{
    Priority, Support,
    phrases::{Denial, Heard},
    settings::Category,
};
use crate::domain::fold;

impl Support {
    /// The category of a ticket: the one the model named if it is one of the tenant's, else what
    /// the subject says, else the description, else what the model named as it is.
    #[must_use]
    pub fn category(&self, given: Option<&str>, subject: &str, more: &str) -> Option<String> {
        let named = given.and_then(|given| {
            let folded = fold(given);
            self.categories
                .iter()
                .find(|category| fold(&category.name) == folded)
        });
        let texts = [given.unwrap_or_default(), subject, more];
        named
            .or_else(|| texts.into_iter().find_map(|text| self.category_of(text)))
            .map(|category| category.name.clone())
            .or_else(|| given.map(str::to_owned))
    }

    fn category_of(&self, text: &str) -> Option<&Category> {
        let heard = Heard::read(text);
        self.categories
            .iter()
            .find(|category| heard.says(&category.words, &[], Denial::Ignored))
    }

    /// How urgent it is: the model's word, raised by what the caller said and never lowered by it.
    /// `None` when nobody said anything of it.
    #[must_use]
    pub fn priority(&self, given: Option<Priority>, texts: &[&str]) -> Option<Priority> {
        let heard: Vec<Heard> = texts.iter().map(|text| Heard::read(text)).collect();
        let said = |words: &[String]| {
            heard
                .iter()
                .any(|heard| heard.says(words, &[], Denial::Near))
        };
        let words = &self.priorities;
        let raised = if said(&words.urgent) {
            Some(Priority::Urgent)
        } else if said(&words.high) {
            Some(Priority::High)
        } else {
            None
        };
        let low = || said(&words.low).then_some(Priority::Low);
        given.max(raised).or_else(low)
    }
}
