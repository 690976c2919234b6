//! Calls as `GET /call` lists them: the report minus its envelope.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::{Value, value::RawValue};

use super::{
    json::{Raw, text},
    time::instant,
};

/// A listed call.
#[derive(Clone, Debug)]
pub struct FetchedCall {
    pub id: String,
    pub ended: bool,
    pub updated_at: DateTime<Utc>,
    /// The call as the end-of-call report that it lacks.
    pub report: Vec<u8>,
}

/// The fields of a report that stand at the top level of a listed call.
macro_rules! listed {
    ($($field:ident: $name:literal,)*) => {
        #[derive(Default, Deserialize)]
        #[serde(default)]
        struct Listed<'a> {
            #[serde(borrow)] id: Raw<'a>,
            #[serde(borrow)] status: Raw<'a>,
            #[serde(borrow, rename = "updatedAt")] updated_at: Raw<'a>,
            #[serde(borrow, rename = "createdAt")] created_at: Raw<'a>,
            $(#[serde(borrow, rename = $name)] $field: Raw<'a>,)*
        }

        impl Listed<'_> {
            fn told(&self) -> Vec<(&'static str, &RawValue)> {
                let told = [$(($name, self.$field)),*];
                told.into_iter().filter_map(|(name, raw)| Some((name, raw?))).collect()
            }
        }
    };
}

listed! {
    ended_reason: "endedReason",
    started_at: "startedAt",
    ended_at: "endedAt",
    artifact: "artifact",
    analysis: "analysis",
    compliance: "compliance",
    cost: "cost",
    cost_breakdown: "costBreakdown",
    summary: "summary",
    transcript: "transcript",
    messages: "messages",
    recording_url: "recordingUrl",
    customer: "customer",
    phone_number: "phoneNumber",
}

/// The calls of an answer; `None` when it is no list. A call without id or time is left out.
#[must_use]
pub fn listed_calls(body: &[u8]) -> Option<Vec<FetchedCall>> {
    let calls: Vec<&RawValue> = serde_json::from_slice(body)
        .or_else(|_| serde_json::from_slice(body).map(|Wrapped { results }| results))
        .ok()?;
    Some(calls.into_iter().filter_map(fetched).collect())
}

#[derive(Deserialize)]
struct Wrapped<'a> {
    #[serde(borrow)]
    results: Vec<&'a RawValue>,
}

fn fetched(raw: &RawValue) -> Option<FetchedCall> {
    let listed: Listed<'_> = serde_json::from_str(raw.get()).ok()?;
    let time = |raw: Raw<'_>| instant(&Value::String(text(raw)?));
    let updated_at = time(listed.updated_at).or_else(|| time(listed.created_at))?;
    Some(FetchedCall {
        id: text(listed.id)?,
        ended: text(listed.status).as_deref() == Some("ended"),
        updated_at,
        report: report(raw, &listed, updated_at),
    })
}

/// `{"message": …}` with the call as its own snapshot.
fn report(raw: &RawValue, listed: &Listed<'_>, updated_at: DateTime<Utc>) -> Vec<u8> {
    let mut body = format!(
        r#"{{"message":{{"type":"end-of-call-report","timestamp":{},"call":{}"#,
        updated_at.timestamp_millis(),
        raw.get()
    );
    for (name, value) in listed.told() {
        body.push_str(",\"");
        body.push_str(name);
        body.push_str("\":");
        body.push_str(value.get());
    }
    body.push_str("}}");
    body.into_bytes()
}
