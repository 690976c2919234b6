//! Phone numbers in E.164, read from what callers and models give.

use serde::{Deserialize, Serialize};

/// An ISO 3166 country whose national numbers can be read, e.g. `FR`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Country;

/// A phone number in E.164: `+`, then 7 to 15 digits, the first not zero.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PhoneNumber(String);
