//! A service as the API shows and takes it.

use serde::Serialize;
use utoipa::ToSchema;

use crate::http::{
    RequestError,
    api::{
        diary::Versioned,
        fields::{Id, Text, Within},
    },
};

/// Something that can be booked.
#[derive(Debug, Serialize, ToSchema)]
pub struct Service {
    pub id: String,
    pub name_fr: String,
    pub name_en: String,
    /// What else callers call it.
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
    pub is_default: bool,
    pub position: i64,
    pub enabled: bool,
    /// The ids of those that do it; empty: every resource.
    pub resources: Vec<String>,
    /// The `ETag`.
    pub version: i64,
}

record! { Service:
    id, name_fr, name_en, synonyms = json, duration_minutes, buffer_before_minutes,
    buffer_after_minutes, grid_minutes, notice_minutes, horizon_days, price_text, is_default = flag,
    position, enabled = flag, resources = json, version,
}

impl Versioned for Service {
    fn version(&self) -> i64 {
        self.version
    }
}

/// What a new service is to be, or what changes of one: what is absent has its default, or stays.
#[derive(Debug, Default, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
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
    #[serde(skip_serializing_if = "Option::is_none")]
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

record! { strict ServiceBody:
    id, name_fr, name_en, synonyms, duration_minutes, buffer_before_minutes, buffer_after_minutes,
    grid_minutes, notice_minutes, horizon_days, price_text, is_default, position, enabled,
    resources,
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
