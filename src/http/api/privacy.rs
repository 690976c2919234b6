//! `/api/privacy`: for how many days a tenant keeps what; and `/api/exports`: all about a person.

use axum::response::Response;
use http::StatusCode;
use serde::Serialize;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use super::{
    Ask, diary,
    fields::Within,
    found, nth,
    person::{self, Person},
    tagged,
};
use crate::{
    db::Rows,
    http::{
        RequestError,
        exchange::{serialized, timestamp},
    },
    store::{
        persons,
        retention::{self, Days},
    },
};

/// A number of days.
type Period = Within<1, 3650>;

/// For how many days what is kept.
#[derive(Debug, Serialize, ToSchema)]
pub struct Privacy {
    #[serde(flatten)]
    pub days: Days,
    /// The `ETag`; 0 before the first change.
    pub version: i64,
}

record! { Privacy: days = whole, version }

/// What changes; what is absent stays. 1 to 3650 days each.
#[derive(Debug, Default, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PrivacyChange {
    #[schema(value_type = Option<i64>, minimum = 1, maximum = 3650)]
    pub recordings_days: Option<Period>,
    #[schema(value_type = Option<i64>, minimum = 1, maximum = 3650)]
    pub transcripts_days: Option<Period>,
    #[schema(value_type = Option<i64>, minimum = 1, maximum = 3650)]
    pub summaries_days: Option<Period>,
    #[schema(value_type = Option<i64>, minimum = 1, maximum = 3650)]
    pub events_days: Option<Period>,
    #[schema(value_type = Option<i64>, minimum = 1, maximum = 3650)]
    pub answers_days: Option<Period>,
    #[schema(value_type = Option<i64>, minimum = 1, maximum = 3650)]
    pub messages_days: Option<Period>,
    #[schema(value_type = Option<i64>, minimum = 1, maximum = 3650)]
    pub audit_days: Option<Period>,
}

record! { strict PrivacyChange:
    recordings_days, transcripts_days, summaries_days, events_days, answers_days, messages_days,
    audit_days,
}

/// The periods of a tenant, or the defaults.
#[utoipa::path(get, path = "/api/privacy", tag = "privacy",
    params(("tenant_id" = Option<String>, Query)),
    responses((status = 200, body = Privacy)))]
pub async fn read(ask: Ask) -> Result<Response, RequestError> {
    let rows = diary::look(&ask, vec![retention::settings(&ask.tenant_id)]).await?;
    shown(&found(&ask, &nth(&rows, 0))?)
}

/// Changes what the body names. A shorter period takes effect with the next daily run.
#[utoipa::path(patch, path = "/api/privacy", tag = "privacy", request_body = PrivacyChange,
    params(("tenant_id" = Option<String>, Query)),
    responses((status = 200, body = Privacy), (status = 412), (status = 422)))]
pub async fn write(ask: Ask) -> Result<Response, RequestError> {
    let change: PrivacyChange = ask.json()?;
    let statements = vec![
        retention::set(&ask.tenant_id, &diary::json(&change)?, ask.if_match()),
        retention::settings(&ask.tenant_id),
    ];
    let rows = diary::change(&ask, statements).await?;
    if nth(&rows, 0).0.is_empty() {
        return Err(RequestError::Conflict);
    }
    shown(&found(&ask, &nth(&rows, 1))?)
}

fn shown(privacy: &Privacy) -> Result<Response, RequestError> {
    Ok(tagged(
        serialized(StatusCode::OK, privacy)?,
        privacy.version,
    ))
}

/// Columns that only serve to compare, and the version of a row.
const TECHNICAL: [&str; 12] = [
    "name_key",
    "phone_key",
    "email_key",
    "from_key",
    "to_key",
    "starts_wall",
    "busy_from",
    "busy_until",
    "identity_key",
    "version",
    "told_by",
    "outputs_told_by",
];

/// Everything that is kept here about a person, as it is kept.
#[utoipa::path(post, path = "/api/exports", tag = "privacy", request_body = Person,
    params(("tenant_id" = Option<String>, Query)),
    responses((status = 200, description = "`exported_at`, and under `data` the rows of each kind", body = Object),
        (status = 422)))]
pub async fn export(ask: Ask) -> Result<Response, RequestError> {
    let asked: Person = ask.json()?;
    let keys = person::keys(&ask, &ask.tenant_id, &asked).await?;
    let statements = persons::export(&ask.tenant_id, &json!(keys).to_string());
    let rows = diary::look(&ask, statements).await?;
    let data: Map<String, Value> = persons::EXPORTED
        .iter()
        .zip(rows)
        .map(|(name, rows)| ((*name).to_owned(), plain(rows)))
        .collect();
    let body = json!({
        "tenant_id": ask.tenant_id,
        "exported_at": timestamp(ask.now()),
        "data": data,
    });
    serialized(StatusCode::OK, &body)
}

/// Rows without what says nothing about the person; columns that hold JSON as what they hold.
fn plain(rows: Rows) -> Value {
    let rows = rows.0.into_iter().map(|mut row| {
        row.retain(|name, value| !value.is_null() && !TECHNICAL.contains(&name.as_str()));
        for value in row.values_mut() {
            let text = value.as_str().filter(|text| text.starts_with(['{', '[']));
            if let Some(inner) = text.and_then(|text| serde_json::from_str(text).ok()) {
                *value = inner;
            }
        }
        Value::Object(row)
    });
    rows.collect()
}
