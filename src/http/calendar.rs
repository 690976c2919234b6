//! `GET /calendar/{secret}.ics`: a tenant's diary for calendar programs. Its address is its key:
//! who has it can read, and nothing else.

use axum::response::Response;
use chrono::TimeDelta;
use http::{HeaderValue, StatusCode, header};

use super::{Exchange, RequestError, api, endpoint::Incoming, exchange::json_response};
use crate::{
    ical,
    store::appointments::{self, DiaryRow, EventRow, FeedRow},
    tools::hash,
};

/// Days before and after today that a feed shows.
const BEFORE: TimeDelta = TimeDelta::days(30);
const AFTER: TimeDelta = TimeDelta::days(400);

/// The diary from 30 days ago to 400 days ahead; 304 while it stays what `If-None-Match` has.
pub async fn feed(incoming: Incoming) -> Result<Response, RequestError> {
    let Incoming { here, id, head, .. } = incoming;
    let secret = id.strip_suffix(".ics").ok_or(RequestError::NotFound)?;
    let (feed, events) = read(&here, secret).await?;
    here.note("tenant", feed.tenant_id.as_str());
    let response = document(Some(&feed.name), &feed.diary, &events, feed.with_phone);
    let tag = response.headers().get(header::ETAG).cloned();
    let known = head.headers.get(header::IF_NONE_MATCH);
    if let (Some(tag), Some(known)) = (tag, known)
        && same_tag(known, &tag)
    {
        let mut unchanged = json_response(StatusCode::NOT_MODIFIED, Vec::new());
        unchanged.headers_mut().remove(header::CONTENT_TYPE);
        unchanged.headers_mut().insert(header::ETAG, tag);
        return Ok(unchanged);
    }
    Ok(response)
}

async fn read(here: &Exchange, secret: &str) -> Result<(FeedRow, Vec<EventRow>), RequestError> {
    let hash = hash(&[secret]);
    let day = |shift: TimeDelta| (here.now() + shift).date_naive().to_string();
    let statements = vec![
        appointments::feed(&hash),
        appointments::events(&hash, &day(-BEFORE), &day(AFTER)),
    ];
    let rows = api::look(here, statements).await?;
    let feed = api::found(here, &api::nth(&rows, 0))?;
    let events = api::all(here, &api::nth(&rows, 1))?;
    Ok((feed, events))
}

/// Some events of a diary as a `text/calendar` answer.
pub fn document(
    name: Option<&str>,
    diary: &DiaryRow,
    events: &[EventRow],
    with_phone: bool,
) -> Response {
    let zone = diary.time_zone.as_deref();
    let zone = zone.and_then(|zone| zone.parse().ok());
    let name = diary.business_name.as_deref().or(name).unwrap_or("Diary");
    let text = ical::document(name, zone.unwrap_or_default(), events, with_phone);
    let tag = format!("\"{}\"", hash(&[&text]));
    let mut response = json_response(StatusCode::OK, text.into_bytes());
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (header::CACHE_CONTROL, "private, no-cache"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    response
}

/// Weak comparison, as `If-None-Match` has it: proxies that compress make tags weak.
fn same_tag(known: &HeaderValue, tag: &HeaderValue) -> bool {
    let (Ok(known), Ok(tag)) = (known.to_str(), tag.to_str()) else {
        return false;
    };
    known
        .split(',')
        .any(|one| one.trim() == "*" || one.trim().trim_start_matches("W/") == tag)
}
