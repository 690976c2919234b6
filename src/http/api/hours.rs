//! `/api/hours`: the week's opening hours, of the business or of one resource. A week is read and
//! replaced as a whole.

use axum::response::Response;
use http::StatusCode;
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{
    Ask, changed, diary,
    fields::{Bound, Id, Within},
    found,
};
use crate::{
    db::Rows,
    http::{Exchange, RequestError},
    store::diary::hours,
};

/// An opening range of a weekday.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Range {
    /// 1 is Monday, 7 Sunday.
    #[schema(value_type = i64, minimum = 1, maximum = 7)]
    pub weekday: Within<1, 7>,
    /// `HH:MM`.
    #[schema(value_type = String)]
    pub opens: Bound,
    /// `HH:MM`, at most `24:00`.
    #[schema(value_type = String)]
    pub closes: Bound,
}

record! { strict Range: weekday, opens, closes }

/// A week. A resource with an empty one keeps to the hours of the business.
#[derive(Debug, Serialize, ToSchema)]
pub struct Week {
    pub resource_id: Option<String>,
    pub hours: Vec<Range>,
    /// The `ETag`.
    pub version: i64,
}

impl diary::Versioned for Week {
    fn version(&self) -> i64 {
        self.version
    }
}

/// The ranges of a whole week.
#[derive(Debug, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WeekBody {
    pub hours: Vec<Range>,
}

record! { strict WeekBody: hours }

#[derive(Debug)]
pub struct HoursQuery {
    resource_id: Option<Id>,
}

record! { query HoursQuery: resource_id }

impl HoursQuery {
    fn resource(self) -> String {
        self.resource_id.map(|id| id.0).unwrap_or_default()
    }
}

/// The week of the business, or of one resource.
#[utoipa::path(get, path = "/api/hours", tag = "diary",
    params(("tenant_id" = Option<String>, Query), ("resource_id" = Option<String>, Query)),
    responses((status = 200, body = Week), (status = 404)))]
pub async fn read(ask: Ask) -> Result<Response, RequestError> {
    let query: HoursQuery = ask.query()?;
    let (tenant, resource) = (&ask.tenant_id, query.resource());
    let statements = vec![
        hours::version(tenant, &resource),
        hours::read(tenant, &resource),
    ];
    let rows = diary::look(&ask, statements).await?;
    let state: State = found(&ask, &diary::nth(&rows, 0))?;
    shown(&ask, resource, state, &diary::nth(&rows, 1))
}

/// Replaces that week. Callers who ask from then on are given its hours.
#[utoipa::path(put, path = "/api/hours", tag = "diary", request_body = WeekBody,
    params(("tenant_id" = Option<String>, Query), ("resource_id" = Option<String>, Query)),
    responses((status = 200, body = Week), (status = 404), (status = 412), (status = 422)))]
pub async fn write(ask: Ask) -> Result<Response, RequestError> {
    let query: HoursQuery = ask.query()?;
    let body: WeekBody = ask.json()?;
    in_order("hours", &body.hours, |range| {
        (range.weekday.0.to_string(), &range.opens, &range.closes)
    })?;
    let week: Vec<_> = body
        .hours
        .iter()
        .map(|range| {
            json!({"id": diary::new_id(&ask, "hrs"), "weekday": range.weekday,
                "opens": range.opens, "closes": range.closes})
        })
        .collect();
    let resource = query.resource();
    let statements = hours::replace(
        &ask.tenant_id,
        &resource,
        &json!(week).to_string(),
        &diary::new_id(&ask, "chg"),
        ask.if_match(),
    );
    let rows = diary::change(&ask, statements).await?;
    let version = diary::nth(&rows, 3);
    let state: State = found(&ask, &version)?;
    if state.known {
        changed::<State>(&ask, &diary::nth(&rows, 0), &version)?;
    }
    shown(&ask, resource, state, &diary::nth(&rows, 4))
}

/// The row of `hours::version`.
struct State {
    version: i64,
    known: bool,
}

record! { State: version, known = flag }

fn shown(
    here: &Exchange,
    resource: String,
    state: State,
    ranges: &Rows,
) -> Result<Response, RequestError> {
    if !state.known {
        return Err(RequestError::NotFound);
    }
    let week = Week {
        resource_id: Some(resource).filter(|id| !id.is_empty()),
        hours: diary::all(here, ranges)?,
        version: state.version,
    };
    diary::shown(StatusCode::OK, &week)
}

/// Refuses ranges that end before they begin, overlap another of their group, or are too many.
///
/// # Errors
/// 422 naming the range.
pub fn in_order<'a, T>(
    field: &str,
    ranges: &'a [T],
    parts: impl Fn(&'a T) -> (String, &'a Bound, &'a Bound),
) -> Result<(), RequestError> {
    if ranges.len() > 200 {
        return Err(RequestError::Invalid(format!(
            "{field}: at most 200 ranges"
        )));
    }
    for (index, range) in ranges.iter().enumerate() {
        let (group, opens, closes) = parts(range);
        if opens >= closes {
            let text = format!("{field}[{index}]: closes before it opens");
            return Err(RequestError::Invalid(text));
        }
        let earlier = ranges.iter().take(index).map(&parts);
        let overlaps = |other: (String, &Bound, &Bound)| {
            other.0 == group && other.1 < closes && opens < other.2
        };
        if earlier.into_iter().any(overlaps) {
            let text = format!("{field}[{index}]: overlaps another range");
            return Err(RequestError::Invalid(text));
        }
    }
    Ok(())
}
