//! `/api/settings`: how a tenant is called, where it is and how its line behaves.

use axum::response::Response;
use http::StatusCode;
use serde::Serialize;
use serde_json::{Value as Json, json};
use utoipa::ToSchema;

use super::{
    Ask, diary,
    fields::{CountryCode, LanguageTag, Text, Within, Zone},
    found,
};
use crate::{
    db::Rows,
    http::{Blocked, Exchange, RequestError},
    record::{FromJson, Problem},
    store::diary::settings,
    tenant::ScoringRules,
};

/// The settings of a tenant.
#[derive(Debug, Serialize, ToSchema)]
pub struct Settings {
    pub business_name: Option<String>,
    /// As it is said to callers.
    pub address: Option<String>,
    /// IANA.
    pub time_zone: String,
    /// Of callers, unless the phone channel has one of its own.
    pub language: String,
    /// ISO 3166: how national phone numbers are read.
    pub country: String,
    /// none, france or alsace_moselle.
    pub holidays: String,
    /// What text chats may do: off, dry or live.
    pub text_chats: String,
    /// After how long a tool call is answered `pending`.
    pub tool_deadline_ms: i64,
    /// The rules that score prospects (`schemas/scoring.json`); null: the documented ones.
    #[schema(value_type = Option<Object>)]
    pub scoring: Json,
    /// The `ETag`; 0 before the first change.
    pub version: i64,
}

record! { Settings:
    business_name, address, time_zone, language, country, holidays, text_chats, tool_deadline_ms,
    scoring = json, version,
}

/// Scoring rules that fit their schema.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Scoring(Json);

impl FromJson for Scoring {
    fn from_json(rules: &Json) -> Result<Self, Problem> {
        match ScoringRules::parse(rules) {
            Ok(_) => Ok(Self(rules.clone())),
            Err(wrong) => Err(Problem::new(wrong.join("; "))),
        }
    }

    fn blank() -> Self {
        Self::default()
    }
}

impl diary::Versioned for Settings {
    fn version(&self) -> i64 {
        self.version
    }
}

#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HolidaysKept {
    None,
    France,
    AlsaceMoselle,
}

words! { HolidaysKept: None, France, AlsaceMoselle }

#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Chats {
    Off,
    Dry,
    Live,
}

words! { Chats: Off, Dry, Live }

/// What changes. What is absent stays; null takes a name or an address away.
#[derive(Debug, Default, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SettingsChange {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, max_length = 100)]
    pub business_name: Option<Option<Text<100>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, max_length = 200)]
    pub address: Option<Option<Text<200>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub time_zone: Option<Zone>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub language: Option<LanguageTag>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub country: Option<CountryCode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holidays: Option<HolidaysKept>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text_chats: Option<Chats>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<i64>, minimum = 500, maximum = 15_000)]
    pub tool_deadline_ms: Option<Within<500, 15_000>>,
    /// Null brings the documented rules back.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub scoring: Option<Option<Scoring>>,
}

record! { strict SettingsChange:
    business_name, address, time_zone, language, country, holidays, text_chats, tool_deadline_ms,
    scoring,
}

/// The settings, or the defaults of a tenant that has changed none.
#[utoipa::path(get, path = "/api/settings", tag = "diary",
    params(("tenant_id" = Option<String>, Query)),
    responses((status = 200, body = Settings)))]
pub async fn read(ask: Ask) -> Result<Response, RequestError> {
    diary::one::<Settings>(&ask, settings::read(&ask.tenant_id)).await
}

/// Changes what the body names. The time zone stays while there are appointments ahead: their
/// hours were agreed in the old one.
#[utoipa::path(patch, path = "/api/settings", tag = "diary", request_body = SettingsChange,
    params(("tenant_id" = Option<String>, Query)),
    responses((status = 200, body = Settings), (status = 409), (status = 412), (status = 422)))]
pub async fn write(ask: Ask) -> Result<Response, RequestError> {
    let body: SettingsChange = ask.json()?;
    let yesterday = (ask.now() - chrono::TimeDelta::days(1)).date_naive();
    let statements = settings::write(
        &ask.tenant_id,
        &diary::json(&body)?,
        ask.if_match(),
        &yesterday.to_string(),
    );
    let rows = diary::change(&ask, statements).await?;
    let row: Settings = found(&ask, &diary::nth(&rows, 2))?;
    if diary::nth(&rows, 1).0.is_empty() {
        return Err(if ask.allows(row.version) {
            bound(&ask, &diary::nth(&rows, 0))?
        } else {
            RequestError::Conflict
        });
    }
    diary::shown(StatusCode::OK, &row)
}

/// 409 with the appointment that keeps the zone.
fn bound(here: &Exchange, rows: &Rows) -> Result<RequestError, RequestError> {
    struct Bound {
        appointment: Option<String>,
    }

    record! { Bound: appointment }

    let bound: Bound = found(here, rows)?;
    Ok(RequestError::from(Blocked {
        code: "in_use",
        message: "time_zone: there are appointments ahead in the old one",
        appointment: bound.appointment.map(|id| json!({"id": id})),
    }))
}
