//! The fields of an object, each read by its name.

use serde_json::{Map, Value};

use super::{FromJson, Problem, Record};

/// An object whose fields are read.
#[derive(Clone, Copy)]
pub struct Fields<'a>(pub &'a Map<String, Value>);

impl<'a> Fields<'a> {
    /// # Errors
    /// For what is no object.
    pub fn of(value: &'a Value) -> Result<Self, Problem> {
        value
            .as_object()
            .map(Self)
            .ok_or_else(|| Problem::new("must be an object"))
    }

    /// Refuses fields of other names: a misspelt one would otherwise be ignored.
    ///
    /// # Errors
    /// Naming the first.
    pub fn only(&self, names: &[&str]) -> Result<(), Problem> {
        match self.0.keys().find(|key| !names.contains(&key.as_str())) {
            Some(key) => Err(Problem::unknown(key, names)),
            None => Ok(()),
        }
    }

    /// # Errors
    /// When it is missing and required, or does not fit.
    #[inline(never)]
    pub fn get<T: FromJson>(&self, name: &str) -> Result<T, Problem> {
        match self.0.get(name) {
            Some(value) => T::from_json(value).map_err(|problem| problem.at(name)),
            None => T::absent().ok_or_else(|| Problem::missing(name)),
        }
    }

    /// A field that is there, be it as null.
    ///
    /// # Errors
    /// As for [`Fields::get`].
    pub fn required<T: FromJson>(&self, name: &str) -> Result<T, Problem> {
        let value = self.0.get(name).ok_or_else(|| Problem::missing(name))?;
        T::from_json(value).map_err(|problem| problem.at(name))
    }

    /// A field that may be missing, but not be null.
    ///
    /// # Errors
    /// As for [`Fields::get`].
    pub fn given<T: FromJson>(&self, name: &str) -> Result<Option<T>, Problem> {
        self.0
            .get(name)
            .map(|value| T::from_json(value).map_err(|problem| problem.at(name)))
            .transpose()
    }

    /// A field with a default.
    ///
    /// # Errors
    /// As for [`Fields::get`].
    pub fn or_default<T: FromJson + Default>(&self, name: &str) -> Result<T, Problem> {
        self.given(name).map(Option::unwrap_or_default)
    }

    /// A boolean, which SQL has as 0 and 1.
    ///
    /// # Errors
    /// As for [`Fields::get`].
    pub fn flag<T: FromJson>(&self, name: &str) -> Result<T, Problem> {
        let value = self.0.get(name).ok_or_else(|| Problem::missing(name))?;
        match value.as_i64() {
            Some(number) => T::from_json(&Value::Bool(number != 0)),
            None => T::from_json(value),
        }
        .map_err(|problem| problem.at(name))
    }

    /// A column that holds JSON as text; what is none reads as null.
    ///
    /// # Errors
    /// As for [`Fields::get`].
    pub fn json<T: FromJson>(&self, name: &str) -> Result<T, Problem> {
        let text: Option<String> = self.required(name)?;
        let value = text.and_then(|text| serde_json::from_str(&text).ok());
        T::from_json(&value.unwrap_or_default()).map_err(|problem| problem.at(name))
    }

    /// A record among whose fields these are.
    ///
    /// # Errors
    /// Those of its fields.
    pub fn whole<T: Record>(&self, _name: &str) -> Result<T, Problem> {
        T::from_fields(self)
    }

    /// What is not read but filled in afterwards.
    ///
    /// # Errors
    /// None.
    pub fn later<T: Default>(&self, _name: &str) -> Result<T, Problem> {
        Ok(T::default())
    }
}

impl Problem {
    #[inline(never)]
    pub(super) fn missing(name: &str) -> Self {
        Self::new("is required").at(name)
    }

    pub(super) fn unknown(name: &str, known: &[&str]) -> Self {
        Self::new(format!("is none of {}", known.join(", "))).at(name)
    }
}
