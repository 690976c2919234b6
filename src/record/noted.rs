//! The first problem of several.

use std::cell::OnceCell;

use super::{FromJson, Problem};

#[derive(Default)]
pub struct Noted(OnceCell<Problem>);

impl Noted {
    pub fn problem(self) -> Option<Problem> {
        self.0.into_inner()
    }

    #[inline(never)]
    pub fn note(&self, problem: Problem) {
        self.0.get_or_init(|| problem);
    }

    /// The value of a field, or a blank and a note of its problem.
    pub fn or_blank<T: FromJson>(&self, name: &str, value: Result<T, Problem>) -> T {
        value.unwrap_or_else(|problem| {
            self.note(problem.at(name));
            T::blank()
        })
    }

    /// Notes the first of `given` that is none of `names`.
    pub fn only<'a>(&self, names: &[&str], mut given: impl Iterator<Item = &'a str>) {
        if let Some(unknown) = given.find(|name| !names.contains(name)) {
            let problem = Problem::new(format!("is none of {}", names.join(", ")));
            self.note(problem.at(unknown));
        }
    }
}

impl Problem {
    pub(super) fn missing() -> Self {
        Self::new("is required")
    }
}
