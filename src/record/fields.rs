//! The fields of an object, each read by its name.

use serde_json::{Map, Value};

use super::{FromJson, Problem, Record, noted::Noted};

/// An object whose fields are read. A problem is noted, and the field is blank.
pub struct Fields<'a> {
    pub object: &'a Map<String, Value>,
    pub(super) noted: Noted,
}

impl<'a> Fields<'a> {
    #[must_use]
    pub fn new(object: &'a Map<String, Value>) -> Self {
        Self {
            object,
            noted: Noted::default(),
        }
    }

    /// Refuses fields of other names: a misspelt one would otherwise be ignored.
    pub fn only(&self, names: &[&str]) {
        self.noted
            .only(names, self.object.keys().map(String::as_str));
    }

    /// A field; required unless its type can be absent.
    #[inline(never)]
    pub fn get<T: FromJson>(&self, name: &str) -> T {
        let value = match self.object.get(name) {
            Some(value) => T::from_json(value),
            None => T::absent().ok_or_else(Problem::missing),
        };
        self.noted.or_blank(name, value)
    }

    /// A field that is there, be it as null.
    pub fn required<T: FromJson>(&self, name: &str) -> T {
        let value = self.value(name).and_then(T::from_json);
        self.noted.or_blank(name, value)
    }

    /// A field that may be missing, but not be null.
    pub fn given<T: FromJson>(&self, name: &str) -> Option<T> {
        let value = T::from_json(self.object.get(name)?);
        Some(self.noted.or_blank(name, value))
    }

    /// A field with a default.
    pub fn or_default<T: FromJson + Default>(&self, name: &str) -> T {
        self.given(name).unwrap_or_default()
    }

    /// A boolean, which SQL has as 0 and 1.
    pub fn flag<T: FromJson>(&self, name: &str) -> T {
        let value = self.value(name).and_then(|value| match value.as_i64() {
            Some(number) => T::from_json(&Value::Bool(number != 0)),
            None => T::from_json(value),
        });
        self.noted.or_blank(name, value)
    }

    /// A column that holds JSON as text; what is none reads as null.
    pub fn json<T: FromJson>(&self, name: &str) -> T {
        let text: Option<String> = self.required(name);
        let value = text.and_then(|text| serde_json::from_str(&text).ok());
        self.noted
            .or_blank(name, T::from_json(&value.unwrap_or_default()))
    }

    /// A record among whose fields these are.
    pub fn whole<T: Record>(&self, _name: &str) -> T {
        T::from_fields(self)
    }

    /// What is not read but filled in afterwards.
    pub fn later<T: Default>(&self, _name: &str) -> T {
        T::default()
    }

    /// A field that holds something else than it should.
    pub fn refuse(&self, name: &str, problem: &'static str) {
        self.noted.note(Problem::new(problem).at(name));
    }

    fn value(&self, name: &str) -> Result<&'a Value, Problem> {
        self.object.get(name).ok_or_else(Problem::missing)
    }
}
