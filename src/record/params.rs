//! The parameters of a query, each read by its name.

use std::borrow::Cow;

use serde_json::Value;

use super::{FromJson, Problem};

/// What can be read from a query; `record! { query … }` makes it so.
pub trait FromQuery: Sized {
    /// # Errors
    /// The first parameter that does not fit.
    fn from_query(params: &Params<'_>) -> Result<Self, Problem>;
}

/// A query's parameters, decoded.
pub struct Params<'a>(Vec<(Cow<'a, str>, Cow<'a, str>)>);

impl<'a> Params<'a> {
    /// All but those that begin with `except`.
    #[must_use]
    pub fn of(query: &'a str, except: &str) -> Self {
        let pairs = query.split('&').filter(|pair| !pair.starts_with(except));
        Self(
            pairs
                .flat_map(|pair| form_urlencoded::parse(pair.as_bytes()))
                .collect(),
        )
    }

    /// Refuses parameters of other names: a misspelt filter would otherwise list everything.
    ///
    /// # Errors
    /// Naming the first.
    pub fn only(&self, names: &[&str]) -> Result<(), Problem> {
        match self.0.iter().find(|(name, _)| !names.contains(&&**name)) {
            Some((name, _)) => Err(Problem::unknown(name, names)),
            None => Ok(()),
        }
    }

    /// # Errors
    /// When it is missing and required, or does not fit.
    pub fn get<T: FromJson>(&self, name: &str) -> Result<T, Problem> {
        self.given(name)?
            .or_else(T::absent)
            .ok_or_else(|| Problem::missing(name))
    }

    /// A parameter with a default.
    ///
    /// # Errors
    /// As for [`Params::get`].
    pub fn or_default<T: FromJson + Default>(&self, name: &str) -> Result<T, Problem> {
        self.given(name).map(Option::unwrap_or_default)
    }

    #[inline(never)]
    fn given<T: FromJson>(&self, name: &str) -> Result<Option<T>, Problem> {
        match &*self.all(name) {
            [] => return Ok(None),
            [once] => T::from_text(once),
            many => T::from_json(&many.iter().copied().map(Value::from).collect()),
        }
        .map(Some)
        .map_err(|problem| problem.at(name))
    }

    fn all(&self, name: &str) -> Vec<&str> {
        let same = self.0.iter().filter(|(other, _)| other == name);
        same.map(|(_, value)| &**value).collect()
    }
}
