//! Reads the fields of one authentication plan. The texts of errors name the plan and the field,
//! never a value: values are secrets.

use std::fmt;

use http::HeaderName;
use serde_json::{Map, Value};

/// Why a list of plans is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlanError {
    /// Index of the plan, from 0; `None` when the list itself is wrong.
    pub plan: Option<usize>,
    /// Name of the field as in the JSON; `None` when the whole plan is wrong.
    pub field: Option<&'static str>,
    /// What is wrong, or what is allowed.
    pub problem: &'static str,
}

impl PlanError {
    pub(super) fn list(problem: &'static str) -> Self {
        Self {
            plan: None,
            field: None,
            problem,
        }
    }
}

impl fmt::Display for PlanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("plans")?;
        if let Some(plan) = self.plan {
            write!(f, "[{plan}]")?;
        }
        if let Some(field) = self.field {
            write!(f, ".{field}")?;
        }
        write!(f, ": {}", self.problem)
    }
}

impl std::error::Error for PlanError {}

/// The JSON object of one plan. A field that is `null` counts as absent.
pub(super) struct Fields<'a> {
    plan: usize,
    object: &'a Map<String, Value>,
}

impl<'a> Fields<'a> {
    pub(super) fn new(plan: usize, value: &'a Value) -> Result<Self, PlanError> {
        let object = value.as_object().ok_or(PlanError {
            plan: Some(plan),
            field: None,
            problem: "must be an object",
        })?;
        Ok(Self { plan, object })
    }

    pub(super) fn error(&self, field: &'static str, problem: &'static str) -> PlanError {
        PlanError {
            plan: Some(self.plan),
            field: Some(field),
            problem,
        }
    }

    pub(super) fn text(&self, field: &'static str) -> Result<Option<&'a str>, PlanError> {
        match self.object.get(field) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(self.error(field, "must be a string")),
        }
    }

    pub(super) fn required_text(&self, field: &'static str) -> Result<&'a str, PlanError> {
        match self.text(field)? {
            None => Err(self.error(field, "is required")),
            Some(text) if text.trim().is_empty() => Err(self.error(field, "must not be empty")),
            Some(text) => Ok(text),
        }
    }

    pub(super) fn flag(&self, field: &'static str, default: bool) -> Result<bool, PlanError> {
        match self.object.get(field) {
            None | Some(Value::Null) => Ok(default),
            Some(Value::Bool(flag)) => Ok(*flag),
            Some(_) => Err(self.error(field, "must be true or false")),
        }
    }

    pub(super) fn header(&self, field: &'static str) -> Result<Option<HeaderName>, PlanError> {
        self.text(field)?
            .map(|name| HeaderName::from_bytes(name.as_bytes()))
            .transpose()
            .map_err(|_| self.error(field, "must be the name of a header"))
    }
}
