//! `/api/prospects`: whom the calls have found, ranked by score, and what staff know better.

mod body;
mod shape;

use axum::response::Response;
use http::StatusCode;
use serde::Serialize;

use super::{
    Ask, Cursor, Limit, Page, PageQuery, diary,
    fields::{Day, Text, Within},
    found, person, tagged,
};
use crate::{
    db::Row,
    http::{
        RequestError, csv,
        exchange::{serialized, timestamp},
    },
    store::prospects::staff,
};
pub use body::{ProspectChange, Status};
pub use shape::{Prospect, ProspectEvent, ProspectInFull, Told};

#[derive(Clone, Copy, Debug, Default)]
enum Sort {
    /// The newest first.
    #[default]
    Newest,
    /// The highest score first.
    Score,
}

words! { Sort: Newest, Score }

#[derive(Debug)]
pub struct ListQuery {
    limit: Limit,
    cursor: Option<Cursor>,
    sort: Sort,
    status: Vec<Status>,
    min_score: Option<Within<0, 100>>,
    max_score: Option<Within<0, 100>>,
    interest_type: Option<Text<60>>,
    email: Option<Text<254>>,
    phone: Option<Text<50>>,
    from: Option<Day>,
    until: Option<Day>,
}

record! { query ListQuery:
    limit = or_default, cursor, sort = or_default, status = or_default, min_score, max_score,
    interest_type, email, phone, from, until,
}

#[derive(Debug)]
pub struct ExportQuery {
    status: Vec<Status>,
    min_score: Option<Within<0, 100>>,
    max_score: Option<Within<0, 100>>,
    interest_type: Option<Text<60>>,
    email: Option<Text<254>>,
    phone: Option<Text<50>>,
    from: Option<Day>,
    until: Option<Day>,
}

record! { query ExportQuery:
    status = or_default, min_score, max_score, interest_type, email, phone, from, until,
}

/// What narrows a list, as the statements take it.
#[derive(Debug, Serialize)]
struct Filter {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    status: Vec<Status>,
    min_score: Option<Within<0, 100>>,
    max_score: Option<Within<0, 100>>,
    interest_type: Option<Text<60>>,
    email: Option<Text<254>>,
    /// The phone number as it may be written.
    #[serde(skip_serializing_if = "Option::is_none")]
    phones: Option<Vec<String>>,
    from: Option<Day>,
    until: Option<Day>,
}

impl ListQuery {
    async fn filter(&self, ask: &Ask) -> Result<String, RequestError> {
        let phone = self.phone.as_ref().map(|phone| &*phone.0);
        diary::json(&Filter {
            status: self.status.clone(),
            min_score: self.min_score,
            max_score: self.max_score,
            interest_type: self.interest_type.clone(),
            email: self.email.clone(),
            phones: person::notations(ask, phone).await?,
            from: self.from,
            until: self.until,
        })
    }
}

impl From<ExportQuery> for ListQuery {
    fn from(query: ExportQuery) -> Self {
        Self {
            limit: Limit::default(),
            cursor: None,
            sort: Sort::Newest,
            status: query.status,
            min_score: query.min_score,
            max_score: query.max_score,
            interest_type: query.interest_type,
            email: query.email,
            phone: query.phone,
            from: query.from,
            until: query.until,
        }
    }
}

/// The prospects of a tenant, the newest first or, with `sort=score`, the best. `status` may be
/// repeated; `from` and `until` are days (UTC) of the first contact, both included; `phone` is the
/// prospect's or the caller's.
#[utoipa::path(get, path = "/api/prospects", tag = "prospects",
    params(("tenant_id" = Option<String>, Query), ("limit" = Option<u16>, Query), ("cursor" = Option<String>, Query),
        ("sort" = Option<String>, Query), ("status" = Option<Vec<String>>, Query),
        ("min_score" = Option<u8>, Query), ("max_score" = Option<u8>, Query),
        ("interest_type" = Option<String>, Query), ("email" = Option<String>, Query),
        ("phone" = Option<String>, Query), ("from" = Option<String>, Query), ("until" = Option<String>, Query)),
    responses((status = 200, body = Page<Prospect>), (status = 422)))]
pub async fn list(ask: Ask) -> Result<Response, RequestError> {
    let query: ListQuery = ask.query()?;
    let filter = query.filter(&ask).await?;
    let (tenant, limit) = (&ask.tenant_id, query.limit.with_next());
    let before = Cursor::before(query.cursor.as_ref());
    let statement = match (query.sort, &query.cursor) {
        (Sort::Newest, _) => staff::newest(tenant, before, limit, &filter),
        (Sort::Score, Some(_)) => staff::ranked(tenant, before, limit, &filter),
        // Above every score.
        (Sort::Score, None) => staff::ranked(tenant, [101.into(), "".into()], limit, &filter),
    };
    diary::page(&ask, statement, query.limit, |row: &Prospect| {
        match query.sort {
            Sort::Newest => Cursor::at(&row.created_at, &row.id),
            Sort::Score => Cursor::at(&row.qualification_score.to_string(), &row.id),
        }
    })
    .await
}

/// The columns of the export, in their order.
const COLUMNS: &[&str] = &[
    "id",
    "created_at",
    "name",
    "phone",
    "email",
    "qualification_status",
    "qualification_score",
    "qualification_notes",
    "interest_type",
    "budget_min",
    "budget_max",
    "location_preference",
    "property_type",
    "timeline",
    "decision_maker",
    "notes",
    "last_contact_at",
    "next_follow_up_at",
    "converted_to_client",
    "source",
    "call_id",
    "updated_at",
];

/// The same list as a file (RFC 4180), the newest first, whatever its length. Text that a
/// spreadsheet would compute is marked with an apostrophe.
#[utoipa::path(get, path = "/api/prospects.csv", tag = "prospects",
    params(("tenant_id" = Option<String>, Query), ("status" = Option<Vec<String>>, Query),
        ("min_score" = Option<u8>, Query), ("max_score" = Option<u8>, Query),
        ("interest_type" = Option<String>, Query), ("email" = Option<String>, Query),
        ("phone" = Option<String>, Query), ("from" = Option<String>, Query), ("until" = Option<String>, Query)),
    responses((status = 200, content_type = "text/csv", body = String), (status = 422)))]
pub async fn export(ask: Ask) -> Result<Response, RequestError> {
    let query: ExportQuery = ask.query()?;
    let query = ListQuery::from(query);
    let filter = query.filter(&ask).await?;
    let next = move |last: Option<&Row>| {
        let at = last.map(|row| Cursor::of(row, "created_at"));
        let before = Cursor::before(at.as_ref());
        staff::newest(&ask.tenant_id, before, csv::PAGE.into(), &filter)
    };
    csv::response(&ask.here, "prospects.csv", COLUMNS, Box::new(next)).await
}

/// One prospect with what each call told of it. An id that a call was answered, or one of a row
/// that has been merged, leads to the prospect as it is now.
#[utoipa::path(get, path = "/api/prospects/{id}", tag = "prospects",
    params(("id" = String, Path), ("tenant_id" = Option<String>, Query)),
    responses((status = 200, body = ProspectInFull), (status = 404)))]
pub async fn read(ask: Ask) -> Result<Response, RequestError> {
    let statements = vec![
        staff::read(&ask.tenant_id, &ask.id),
        staff::calls(&ask.tenant_id, &ask.id),
    ];
    let rows = diary::look(&ask, statements).await?;
    let prospect: Prospect = found(&ask, &diary::nth(&rows, 0))?;
    let version = prospect.version;
    let calls: Vec<Told> = diary::all(&ask, &diary::nth(&rows, 1))?;
    let full = ProspectInFull { prospect, calls };
    Ok(tagged(serialized(StatusCode::OK, &full)?, version))
}

/// Every change of a prospect, the latest first: who made it, from which call, from what to what.
#[utoipa::path(get, path = "/api/prospects/{id}/history", tag = "prospects",
    params(("id" = String, Path), ("tenant_id" = Option<String>, Query),
        ("limit" = Option<u16>, Query), ("cursor" = Option<String>, Query)),
    responses((status = 200, body = Page<ProspectEvent>), (status = 404)))]
pub async fn history(ask: Ask) -> Result<Response, RequestError> {
    let query: PageQuery = ask.query()?;
    let before = query.cursor.as_ref().map_or(Ok(MAX_SEQ), |cursor| {
        cursor.key.parse().map_err(|_| {
            RequestError::Invalid("cursor: must be the next_cursor of an earlier page".into())
        })
    })?;
    let statements = vec![
        staff::read(&ask.tenant_id, &ask.id),
        staff::history(&ask.tenant_id, &ask.id, before, query.limit.with_next()),
    ];
    let rows = diary::look(&ask, statements).await?;
    let _: Prospect = found(&ask, &diary::nth(&rows, 0))?;
    let events: Vec<ProspectEvent> = diary::all(&ask, &diary::nth(&rows, 1))?;
    let page = Page::of(events, query.limit, |event| {
        Cursor::at(&event.seq.to_string(), "")
    });
    serialized(StatusCode::OK, &page)
}

/// Above every number of a change.
const MAX_SEQ: i64 = 1 << 52;

/// Changes what the body names and scores the prospect anew. A status that is set stays as it is
/// until `"status_set_by": "rule"` gives it back to the rules.
#[utoipa::path(patch, path = "/api/prospects/{id}", tag = "prospects", request_body = ProspectChange,
    params(("id" = String, Path), ("tenant_id" = Option<String>, Query)),
    responses((status = 200, body = Prospect), (status = 404), (status = 412), (status = 422)))]
pub async fn update(ask: Ask) -> Result<Response, RequestError> {
    let body: ProspectChange = ask.json()?;
    let (tenant, _) = diary::tenant_and(&ask, &ask.tenant_id, []).await?;
    let body = body.normal(tenant.country)?;
    let statements = staff::update(staff::Change {
        tenant_id: &ask.tenant_id,
        id: &ask.id,
        change: &diary::json(&body)?,
        if_match: ask.if_match(),
        scoring: &tenant.scoring.plan(tenant.language).to_string(),
        now: &timestamp(ask.now()),
        request_id: &ask.request_id,
    });
    let rows = diary::change(&ask, statements).await?;
    let row: Prospect = found(&ask, &diary::nth(&rows, 2))?;
    if diary::nth(&rows, 0).0.is_empty() {
        return Err(if ask.allows(row.version) {
            RequestError::Invalid("budget_min: would be above budget_max".into())
        } else {
            RequestError::Conflict
        });
    }
    Ok(tagged(serialized(StatusCode::OK, &row)?, row.version))
}
