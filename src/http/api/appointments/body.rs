//! What staff send: a new appointment, a move, a change of what is written about one.

use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    domain::{Country, Email, PhoneNumber},
    http::{
        RequestError,
        api::fields::{Day, Id, LocalTime, Text, Within},
    },
};

/// Which of the two starts on a night when the clocks go back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Fold {
    #[default]
    First,
    Second,
}

words! { Fold: First, Second }

/// A new appointment.
#[derive(Debug, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct New {
    #[schema(value_type = String, format = Date)]
    pub date: Day,
    /// `HH:MM`.
    #[schema(value_type = String)]
    pub time: LocalTime,
    /// Of the two starts of an autumn night; the first unless said otherwise.
    #[serde(default)]
    #[schema(required = false)]
    pub fold: Fold,
    #[schema(value_type = String, max_length = 200)]
    pub customer_name: Text<200>,
    /// As it is dialled at home or abroad; kept in E.164.
    #[schema(value_type = Option<String>)]
    pub customer_phone: Option<Text<50>>,
    #[schema(value_type = Option<String>)]
    pub customer_email: Option<Text<254>>,
    /// The default service unless said otherwise.
    #[schema(value_type = Option<String>)]
    pub service: Option<Id>,
    /// The first free one that does the service unless said otherwise.
    #[schema(value_type = Option<String>)]
    pub resource_id: Option<Id>,
    /// That of the service unless said otherwise.
    #[schema(value_type = Option<i64>, minimum = 1, maximum = 1440)]
    pub duration_minutes: Option<Within<1, 1440>>,
    #[schema(value_type = Option<String>)]
    pub location: Option<Text<300>>,
    #[schema(value_type = Option<String>)]
    pub notes: Option<Text<2000>>,
    /// For staff only: never told to a caller.
    #[schema(value_type = Option<String>)]
    pub internal_notes: Option<Text<2000>>,
}

record! { strict New:
    date, time, fold = or_default, customer_name, customer_phone, customer_email, service,
    resource_id, duration_minutes, location, notes, internal_notes,
}

/// Where an appointment moves to.
#[derive(Debug, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Move {
    #[schema(value_type = String, format = Date)]
    pub date: Day,
    /// `HH:MM`.
    #[schema(value_type = String)]
    pub time: LocalTime,
    #[serde(default)]
    #[schema(required = false)]
    pub fold: Fold,
    /// Its own if that is free, else another that does the service, unless said otherwise.
    #[schema(value_type = Option<String>)]
    pub resource_id: Option<Id>,
    #[schema(value_type = Option<i64>, minimum = 1, maximum = 1440)]
    pub duration_minutes: Option<Within<1, 1440>>,
}

record! { strict Move: date, time, fold = or_default, resource_id, duration_minutes }

/// Why an appointment is cancelled.
#[derive(Debug, Default, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Cancel {
    #[schema(value_type = Option<String>)]
    pub reason: Option<Text<500>>,
}

record! { strict Cancel: reason }

/// What is written about an appointment. What is absent stays; null takes it away.
#[derive(Debug, Default, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Change {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub customer_name: Option<Text<200>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub customer_phone: Option<Option<Text<50>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub customer_email: Option<Option<Text<254>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub location: Option<Option<Text<300>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub notes: Option<Option<Text<2000>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub internal_notes: Option<Option<Text<2000>>>,
}

record! { strict Change:
    customer_name, customer_phone, customer_email, location, notes, internal_notes,
}

impl Change {
    /// With phone and e-mail address in the form in which they are kept.
    ///
    /// # Errors
    /// 422 naming the one that is none.
    pub fn normal(mut self, country: Country) -> Result<Self, RequestError> {
        if let Some(Some(phone)) = &mut self.customer_phone {
            phone.0 = e164(&phone.0, country)?;
        }
        if let Some(Some(email)) = &mut self.customer_email {
            email.0 = address(&email.0)?;
        }
        Ok(self)
    }
}

/// A phone number in E.164.
///
/// # Errors
/// 422 for what is none.
pub fn e164(text: &str, country: Country) -> Result<String, RequestError> {
    PhoneNumber::parse(text, country)
        .map(|number| number.as_str().to_owned())
        .ok_or_else(|| RequestError::Invalid("customer_phone: is no phone number".into()))
}

/// An e-mail address in lower case.
///
/// # Errors
/// 422 for what is none.
pub fn address(text: &str) -> Result<String, RequestError> {
    Email::parse(text)
        .map(|email| email.as_str().to_owned())
        .ok_or_else(|| RequestError::Invalid("customer_email: is no e-mail address".into()))
}
