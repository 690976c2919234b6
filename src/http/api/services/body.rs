//! A service as the API shows and takes it.

use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

use crate::http::{
    RequestError,
    api::{
        diary::Versioned,
        fields::{Id, Text, Within, given},
    },
};

/// Something that can be booked.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Service {
    pub id: String,
    pub name_fr: String,
    pub name_en: String,
    /// What else callers call it.
    #[serde(deserialize_with = "list")]
    pub synonyms: Vec<String>,
    pub duration_minutes: i64,
    pub buffer_before_minutes: i64,
    pub buffer_after_minutes: i64,
    /// Minutes between two starts, counted from each opening.
    pub grid_minutes: i64,
    /// Minutes between now and the earliest start that a caller is given.
    pub notice_minutes: i64,
    /// Days ahead that a caller can book.
    pub horizon_days: i64,
    /// As it is said to callers.
    pub price_text: Option<String>,
    /// Whether it is meant when none is named.
    #[serde(deserialize_with = "crate::db::flag")]
    pub is_default: bool,
    pub position: i64,
    #[serde(deserialize_with = "crate::db::flag")]
    pub enabled: bool,
    /// The ids of those that do it; empty: every resource.
    #[serde(deserialize_with = "list")]
    pub resources: Vec<String>,
    /// The `ETag`.
    pub version: i64,
}

impl Versioned for Service {
    fn version(&self) -> i64 {
        self.version
    }
}

/// A column that holds a JSON list.
fn list<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let text = String::deserialize(deserializer)?;
    serde_json::from_str(&text).map_err(serde::de::Error::custom)
}

/// What a new service is to be, or what changes of one: what is absent has its default, or stays.
#[derive(Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ServiceBody {
    /// Of a new service; made up unless given.
    #[serde(skip_serializing)]
    #[schema(value_type = Option<String>, max_length = 64)]
    pub id: Option<Id>,
    /// A new service needs both names.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, max_length = 60)]
    pub name_fr: Option<Text<60>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, max_length = 60)]
    pub name_en: Option<Text<60>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<String>>)]
    pub synonyms: Option<Vec<Text<60>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<i64>, minimum = 1, maximum = 1440)]
    pub duration_minutes: Option<Within<1, 1440>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<i64>, minimum = 0, maximum = 480)]
    pub buffer_before_minutes: Option<Within<0, 480>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<i64>, minimum = 0, maximum = 480)]
    pub buffer_after_minutes: Option<Within<0, 480>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<i64>, minimum = 1, maximum = 1440)]
    pub grid_minutes: Option<Within<1, 1440>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<i64>, minimum = 0, maximum = 525_600)]
    pub notice_minutes: Option<Within<0, 525_600>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<i64>, minimum = 1, maximum = 1000)]
    pub horizon_days: Option<Within<1, 1000>>,
    /// As it is said to callers; null takes it away.
    #[serde(deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, max_length = 100)]
    pub price_text: Option<Option<Text<100>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_default: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<i64>, minimum = 0, maximum = 10_000)]
    pub position: Option<Within<0, 10_000>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
    /// Replaces the whole list; empty: every resource does it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<String>>)]
    pub resources: Option<Vec<Id>>,
}

impl ServiceBody {
    /// As a new service.
    ///
    /// # Errors
    /// 422 without its names.
    pub fn new_one(self) -> Result<Self, RequestError> {
        for (field, value) in [("name_fr", &self.name_fr), ("name_en", &self.name_en)] {
            if value.is_none() {
                return Err(RequestError::Invalid(format!("{field}: is needed")));
            }
        }
        Ok(self)
    }

    /// As a change.
    ///
    /// # Errors
    /// 422 for another id: appointments name it.
    pub fn change(self) -> Result<Self, RequestError> {
        match self.id {
            Some(_) => Err(RequestError::Invalid("id: cannot be changed".into())),
            None => Ok(self),
        }
    }
}
