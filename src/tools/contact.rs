//! How to reach a customer: the phone number and the e-mail address that a tool was given.

use super::context::CallContext;
use crate::{
    domain::{Email, PhoneNumber},
    speech::email_typo,
};

#[cfg(test)]
mod tests;

/// Whom to reach and who said so.
pub struct Contact {
    pub phone: Option<PhoneNumber>,
    /// `caller` or `model`, as in the `phone_source` columns.
    pub source: Option<&'static str>,
    /// What to tell the model when a number was given and could not be read.
    pub ignored: Option<String>,
}

/// An e-mail address that was given.
#[derive(Default)]
pub struct Address {
    pub email: Option<Email>,
    /// What to tell the model when it could not be read, or may be mistyped.
    pub ignored: Option<String>,
}

impl CallContext<'_> {
    /// The number a callback or a booking goes to, with where it comes from: the one given by the
    /// model in `field`, else the signalled one.
    #[must_use]
    pub fn contact(&self, given: Option<&str>, field: &str) -> Contact {
        let given_number = given.and_then(|text| PhoneNumber::parse(text, self.tenant.country));
        let unreadable = given.is_some() && given_number.is_none();
        let (phone, source) = match (given_number, &self.caller) {
            (Some(number), Some(caller)) if number == *caller => (Some(number), Some("caller")),
            (Some(number), _) => (Some(number), Some("model")),
            (None, Some(caller)) => (Some(caller.clone()), Some("caller")),
            (None, None) => (None, None),
        };
        Contact {
            phone,
            source,
            ignored: unreadable.then(|| format!("{field}: a complete phone number")),
        }
    }
}

/// Reads the address in `field`. One whose domain looks mistyped is kept as it was given; the
/// model is told the domain that may be meant, never the address.
#[must_use]
pub fn email(given: Option<&str>, field: &str) -> Address {
    let Some(given) = given else {
        return Address::default();
    };
    let email = Email::parse(given);
    let ignored = match &email {
        None => Some("an e-mail address".to_owned()),
        Some(email) => email_typo(email.as_str())
            .and_then(|meant| Some(meant.split_once('@')?.1.to_owned()))
            .map(|domain| format!("ask whether the domain {domain} is meant")),
    };
    Address {
        email,
        ignored: ignored.map(|told| format!("{field}: {told}")),
    }
}
