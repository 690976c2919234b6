//! `/api/erasures`: forgetting a person, with a receipt of what went, what stays and why.

use axum::response::Response;
use chrono::{DateTime, TimeDelta, Utc};
use http::StatusCode;
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::{
    Ask, Cursor, Page, PageQuery, diary, found, nth,
    person::{self, Person},
};
use crate::{
    db::Rows,
    http::{
        Exchange, RequestError,
        exchange::{serialized, timestamp},
    },
    store::erasures::{self, ErasureRow, Request, TaskGroup},
};

/// For how long Cloudflare can restore an earlier state of a D1 database.
const TIME_TRAVEL: TimeDelta = TimeDelta::days(30);

/// What becomes of confirmed appointments that are still to come.
#[derive(Clone, Copy, Debug, Default, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum LiveAppointments {
    /// They are to be kept, so the name stays until the day after.
    #[default]
    Keep,
    /// The slot stays taken, by nobody that is named.
    Erase,
}

words! { LiveAppointments: Keep, Erase }

/// Whom to forget.
#[derive(Debug, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewErasure {
    /// In any notation, national or international.
    pub phone: Option<String>,
    pub email: Option<String>,
    #[serde(default)]
    pub live_appointments: LiveAppointments,
}

record! { strict NewErasure: phone, email, live_appointments = or_default }

/// What stays, and why.
#[derive(Debug, Serialize, ToSchema)]
pub struct Stays {
    pub what: &'static str,
    pub why: &'static str,
    /// How many, where they are counted.
    pub count: Option<i64>,
    /// RFC 3339: when it is gone too.
    pub until: Option<String>,
}

/// A receipt. It names nobody.
#[derive(Debug, Serialize, ToSchema)]
pub struct Erasure {
    pub id: String,
    pub requested_at: String,
    /// `operator`, or the id of the key.
    pub requested_by: String,
    /// `running` while something is left to do elsewhere or later, then `done`.
    pub state: &'static str,
    /// Rows erased here, by what they were.
    #[schema(value_type = Object)]
    pub erased: Value,
    /// What was or is to be erased elsewhere or later; absent in lists.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub elsewhere: Vec<TaskGroup>,
    /// Absent in lists.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub stays: Vec<Stays>,
}

/// Erases a person here at once; what is kept elsewhere follows, see `elsewhere`. The same request
/// again finds what has come since.
#[utoipa::path(post, path = "/api/erasures", tag = "privacy", request_body = NewErasure,
    params(("tenant_id" = Option<String>, Query)),
    responses((status = 201, body = Erasure), (status = 422)))]
pub async fn create(ask: Ask) -> Result<Response, RequestError> {
    let NewErasure {
        phone,
        email,
        live_appointments,
    } = ask.json()?;
    let asked = Person { phone, email };
    let keys = person::keys(&ask, &ask.tenant_id, &asked).await?;
    let now = ask.now();
    let (policy, live_from) = match live_appointments {
        LiveAppointments::Keep => ("keep", erasures::earliest_today(now)),
        LiveAppointments::Erase => ("erase", "9999-12-31".to_owned()),
    };
    let keys = json!(keys).to_string();
    let cipher = ask.ports.settings.cipher.as_ref();
    let request = Request {
        id: diary::new_id(&ask, "era"),
        fingerprint: cipher.map(|cipher| {
            cipher.fingerprint(&keys, &format!("erasures.fingerprint:{}", ask.tenant_id))
        }),
        keys,
        requested_by: ask.actor.name().to_owned(),
        live_appointments: policy,
        live_from,
        now: timestamp(now),
        tenant_id: ask.tenant_id.clone(),
    };
    // It may be sent twice: what is gone is not found again.
    let rows = ask.meter.insist(erasures::erase(&request)).await;
    let rows = rows.map_err(|error| super::failed(&ask, &error, RequestError::Uncertain))?;
    let read = rows.len().saturating_sub(2);
    let shown = receipt(&ask, rows.get(read..).unwrap_or_default())?;
    serialized(StatusCode::CREATED, &shown)
}

/// The receipts of a tenant, the newest first.
#[utoipa::path(get, path = "/api/erasures", tag = "privacy",
    params(("tenant_id" = Option<String>, Query), ("limit" = Option<u16>, Query), ("cursor" = Option<String>, Query)),
    responses((status = 200, body = Page<Erasure>)))]
pub async fn list(ask: Ask) -> Result<Response, RequestError> {
    let query: PageQuery = ask.query()?;
    let statement = erasures::list(
        &ask.tenant_id,
        Cursor::before(query.cursor.as_ref()),
        query.limit.with_next(),
    );
    let rows = diary::look(&ask, vec![statement]).await?;
    let erasures: Vec<ErasureRow> = diary::all(&ask, &nth(&rows, 0))?;
    let erasures = erasures.into_iter().map(Erasure::from).collect();
    let page = Page::of(erasures, query.limit, |erasure: &Erasure| {
        Cursor::at(&erasure.requested_at, &erasure.id)
    });
    serialized(StatusCode::OK, &page)
}

/// A receipt as it is now.
#[utoipa::path(get, path = "/api/erasures/{id}", tag = "privacy",
    params(("id" = String, Path), ("tenant_id" = Option<String>, Query)),
    responses((status = 200, body = Erasure), (status = 404)))]
pub async fn read(ask: Ask) -> Result<Response, RequestError> {
    let statements = erasures::read(&ask.tenant_id, &ask.id).to_vec();
    let rows = diary::look(&ask, statements).await?;
    serialized(StatusCode::OK, &receipt(&ask, &rows)?)
}

/// `rows`: of [`erasures::read`].
fn receipt(here: &Exchange, rows: &[Rows]) -> Result<Erasure, RequestError> {
    let row: ErasureRow = found(here, &nth(rows, 0))?;
    let elsewhere: Vec<TaskGroup> = diary::all(here, &nth(rows, 1))?;
    let stays = stays(&row, &elsewhere);
    Ok(Erasure {
        elsewhere,
        stays,
        ..Erasure::from(row)
    })
}

impl From<ErasureRow> for Erasure {
    fn from(row: ErasureRow) -> Self {
        let erased = row.erased.as_deref().unwrap_or("{}");
        Self {
            id: row.id,
            requested_at: row.requested_at,
            requested_by: row.requested_by,
            state: if row.open { "running" } else { "done" },
            erased: serde_json::from_str(erased).unwrap_or_default(),
            elsewhere: Vec::new(),
            stays: Vec::new(),
        }
    }
}

fn stays(row: &ErasureRow, elsewhere: &[TaskGroup]) -> Vec<Stays> {
    let always = |what, why| Stays {
        what,
        why,
        count: None,
        until: None,
    };
    let mut stays = vec![
        always(
            "facts_without_person",
            "that there was an appointment, a ticket, a call or a message, when, and what it cost: \
             names, numbers, addresses and texts are gone from it",
        ),
        always(
            "receipt",
            "this receipt, the ids of calls and messages erased elsewhere, and a keyed hash by which the request can be recognised",
        ),
        always(
            "opt_outs",
            "this version keeps no list of opt-outs; none is touched",
        ),
        always(
            "audit_log",
            "who asked when; it holds no numbers and no addresses",
        ),
    ];
    let requested: Option<DateTime<Utc>> = row.requested_at.parse().ok();
    stays.push(Stays {
        until: requested.map(|at| timestamp(at + TIME_TRAVEL)),
        ..always(
            "d1_time_travel",
            "Cloudflare can restore the database as it was up to 30 days ago (7 on the free plan); who restores it must repeat later erasures",
        )
    });
    let live = elsewhere.iter().find(|group| group.kind == "appointment");
    if let Some(live) = live.filter(|live| live.done < live.total) {
        stays.push(Stays {
            count: Some(live.total - live.done),
            until: live.next_at.clone(),
            ..always(
                "live_appointments",
                "they are to be kept; each is erased when it is over",
            )
        });
    }
    stays
}
