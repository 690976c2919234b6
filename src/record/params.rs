//! The parameters of a query, each read by its name.

use std::borrow::Cow;

use serde_json::Value;

use super::{FromJson, Problem, noted::Noted};

/// What can be read from a query; `record! { query … }` makes it so.
pub trait FromQuery: Sized {
    /// With blanks where `params` have noted a problem.
    fn from_params(params: &Params<'_>) -> Self;

    /// Reads all parameters but those that begin with `except`.
    ///
    /// # Errors
    /// The first that does not fit.
    fn from_query(query: &str, except: &str) -> Result<Self, Problem> {
        let params = Params::of(query, except);
        let read = Self::from_params(&params);
        match params.noted.problem() {
            None => Ok(read),
            Some(problem) => Err(problem),
        }
    }
}

/// A query's parameters, decoded. A problem is noted, and the parameter is blank.
pub struct Params<'a> {
    pairs: Vec<(Cow<'a, str>, Cow<'a, str>)>,
    noted: Noted,
}

impl<'a> Params<'a> {
    fn of(query: &'a str, except: &str) -> Self {
        let pairs = query.split('&').filter(|pair| !pair.starts_with(except));
        Self {
            pairs: pairs
                .flat_map(|pair| form_urlencoded::parse(pair.as_bytes()))
                .collect(),
            noted: Noted::default(),
        }
    }

    /// Refuses parameters of other names: a misspelt filter would otherwise list everything.
    pub fn only(&self, names: &[&str]) {
        self.noted
            .only(names, self.pairs.iter().map(|(name, _)| &**name));
    }

    /// A parameter; required unless its type can be absent.
    pub fn get<T: FromJson>(&self, name: &str) -> T {
        self.given(name).unwrap_or_else(|| {
            self.noted
                .or_blank(name, T::absent().ok_or_else(Problem::missing))
        })
    }

    /// A parameter with a default.
    pub fn or_default<T: FromJson + Default>(&self, name: &str) -> T {
        self.given(name).unwrap_or_default()
    }

    #[inline(never)]
    fn given<T: FromJson>(&self, name: &str) -> Option<T> {
        let value = match &*self.all(name) {
            [] => return None,
            [once] => T::from_text(once),
            many => T::from_json(&many.iter().copied().map(Value::from).collect()),
        };
        Some(self.noted.or_blank(name, value))
    }

    fn all(&self, name: &str) -> Vec<&str> {
        let same = self.pairs.iter().filter(|(other, _)| other == name);
        same.map(|(_, value)| &**value).collect()
    }
}
