//! Structs read from JSON: database rows, JSON columns, bodies of requests, queries.
//!
//! Derived deserializers are fast where bytes are read once, as those of Vapi's messages are
//! (`vapi`); but each is code of its own, and a hundred of them were a sixth of the Worker. Here a
//! struct is one line that names its fields, and each field costs a call of a shared function:
//!
//! ```ignore
//! record! { Resource: id, name, position, enabled = flag, version }
//! words! { Status: Due, Done, Cancelled }
//! ```
//!
//! What does not fit is told with its place and in plain words: `hours[2].opens: is required`.

#[macro_use]
mod macros;

mod fields;
mod kinds;
mod noted;
mod params;
#[cfg(test)]
mod tests;
mod words;

use std::{borrow::Cow, fmt};

use serde_json::{Map, Value};

pub use fields::Fields;
pub use kinds::scalar;
pub use params::{FromQuery, Params};
pub use words::word;

/// What can be read from a JSON value.
pub trait FromJson: Sized {
    /// Null is a value of it: an `Option` around it tells whether the field is there.
    const NULLABLE: bool = false;

    /// # Errors
    /// What is wrong with the value, and where in it.
    fn from_json(value: &Value) -> Result<Self, Problem>;

    /// Reads a parameter of a query, which has no types: text unless the type says otherwise.
    ///
    /// # Errors
    /// What is wrong with it.
    fn from_text(text: &str) -> Result<Self, Problem> {
        Self::from_json(&Value::from(text))
    }

    /// What stands in the place of a field that does not fit, until its record is given up: reading
    /// goes on, because a way out after every field, each dropping what was read before it, is
    /// several times the code.
    #[must_use]
    fn blank() -> Self;

    /// What a field that is not there reads as; `None`: it is required.
    #[must_use]
    fn absent() -> Option<Self> {
        None
    }
}

/// What can be read from the fields of an object; `record!` makes it so.
pub trait Record: Sized {
    /// With blanks where `fields` have noted a problem.
    fn from_fields(fields: &Fields<'_>) -> Self;

    /// # Errors
    /// The first field that does not fit.
    fn from_object(object: &Map<String, Value>) -> Result<Self, Problem> {
        let fields = Fields::new(object);
        let read = Self::from_fields(&fields);
        match fields.noted.problem() {
            None => Ok(read),
            Some(problem) => Err(problem),
        }
    }
}

impl<T: Record> FromJson for T {
    fn from_json(value: &Value) -> Result<Self, Problem> {
        let object = value.as_object();
        T::from_object(object.ok_or_else(|| Problem::new("must be an object"))?)
    }

    fn blank() -> Self {
        T::from_fields(&Fields::new(&Map::new()))
    }
}

/// Reads a JSON text.
///
/// # Errors
/// For what is not JSON or no `T`.
pub fn parse<T: FromJson>(json: &str) -> Result<T, Problem> {
    let value = serde_json::from_str(json).map_err(|_| Problem::new("is not JSON"))?;
    T::from_json(&value)
}

/// What is wrong, and with which field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem(Box<Wrong>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Wrong {
    /// As `hours[2].opens`; empty for the whole.
    path: String,
    text: Cow<'static, str>,
}

impl Problem {
    #[must_use]
    pub fn new(text: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(Wrong {
            path: String::new(),
            text: text.into(),
        }))
    }

    /// The same, seen from the object whose field `name` has it.
    #[must_use]
    pub fn at(mut self, name: &str) -> Self {
        let path = &mut self.0.path;
        if !path.is_empty() && !path.starts_with('[') {
            path.insert(0, '.');
        }
        path.insert_str(0, name);
        self
    }

    /// The same, seen from the list whose entry has it.
    #[must_use]
    fn at_index(self, index: usize) -> Self {
        self.at(&format!("[{index}]"))
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.0.path.is_empty() {
            write!(f, "{}: ", self.0.path)?;
        }
        f.write_str(&self.0.text)
    }
}
