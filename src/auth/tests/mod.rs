//! Who posts: a request builder for the tests below. Signatures written out in them were made
//! with Python's `hmac`.

mod bearer;
mod cipher;
mod hmac_checks;
mod hmac_fields;
mod hmac_vectors;
mod plans;
mod properties;
mod recorded_vectors;
mod standard_webhooks;

use chrono::{DateTime, Duration, Utc};
use futures_util::FutureExt;
use http::{HeaderMap, HeaderName, HeaderValue};
use serde_json::{Value, json};

use super::{MemoryBody, Plans, Refusal, Request, authenticate};

/// 2027-03-08T09:30:00Z, when the signatures of these tests were made.
const NOW: i64 = 1_804_498_200;
const BODY: &str = r#"{"message":{"type":"tool-calls","toolCallList":[],"note":"Zoé — 100 %"}}"#;
const SECRET: &str = "correct-horse-battery";

/// A request and the plans it meets.
#[derive(Clone)]
struct Post {
    plans: Plans,
    headers: HeaderMap,
    method: String,
    url: String,
    body: Vec<u8>,
    now: DateTime<Utc>,
}

impl Post {
    fn to(plan: &Value) -> Self {
        Self::to_all(&json!([plan]))
    }

    fn to_all(plans: &Value) -> Self {
        Self {
            plans: Plans::parse(&plans.to_string()).expect("usable plans"),
            headers: HeaderMap::new(),
            method: "POST".into(),
            url: "https://gateway.example.fr/webhooks/vapi".into(),
            body: BODY.into(),
            now: DateTime::from_timestamp(NOW, 0).expect("a time"),
        }
    }

    fn header(mut self, name: &str, value: impl AsRef<[u8]>) -> Self {
        let name = HeaderName::from_bytes(name.as_bytes()).expect("a header name");
        let value = HeaderValue::from_bytes(value.as_ref()).expect("a header value");
        self.headers.insert(name, value);
        self
    }

    fn body(mut self, body: impl AsRef<[u8]>) -> Self {
        self.body = body.as_ref().to_vec();
        self
    }

    fn url(mut self, url: &str) -> Self {
        self.url = url.into();
        self
    }

    /// With the clock this far from `NOW`.
    fn later(mut self, milliseconds: i64) -> Self {
        self.now += Duration::milliseconds(milliseconds);
        self
    }

    fn decide(&self) -> Result<usize, Vec<Refusal>> {
        let request = Request {
            headers: &self.headers,
            method: &self.method,
            url: &self.url,
            body: &MemoryBody(self.body.clone().into()),
            now: self.now,
        };
        let decision = authenticate(&self.plans, request).now_or_never();
        decision.expect("a body in memory is checked at once")
    }

    #[track_caller]
    fn accepted(&self) {
        assert_eq!(self.decide(), Ok(0));
    }

    #[track_caller]
    fn refused(&self, refusal: Refusal) {
        assert_eq!(self.decide(), Err(vec![refusal]));
    }
}

/// An `hmac` plan: the required fields, with `changes` merged over them.
fn hmac_plan(changes: Value) -> Value {
    merged(
        json!({"type": "hmac", "secretKey": SECRET, "algorithm": "sha256"}),
        changes,
    )
}

fn merged(mut plan: Value, changes: Value) -> Value {
    let fields = plan.as_object_mut().expect("an object");
    fields.extend(changes.as_object().expect("an object").clone());
    plan
}
