//! One request and what it was given: ports, raw body, and the log line that grows with it.

use std::sync::{
    Arc, Mutex, OnceLock, PoisonError,
    atomic::{AtomicBool, Ordering},
};

use axum::{body::Body, response::Response};
use chrono::{DateTime, Utc};
use http::{HeaderValue, Method, StatusCode, header};
use serde::Serialize;
use serde_json::{Map, Value, json};

pub use crate::db::timestamp;

use super::{BODY_LIMIT, RequestError, meter::Meter, settings::Settings};
use crate::{
    db::Database,
    domain::Language,
    ports::{Clock, Http, Ids, Log, Overflow, RawBody, Runtime},
    store::audit::Entry,
};

/// What the host gives a request.
pub struct Ports {
    pub db: Arc<dyn Database>,
    /// Decides about dates; fixed by `CLOCK_OVERRIDE` in local mode.
    pub clock: Arc<dyn Clock>,
    /// Measures; never overridden.
    pub stopwatch: Arc<dyn Clock>,
    pub ids: Arc<dyn Ids>,
    pub runtime: Arc<dyn Runtime>,
    pub log: Arc<dyn Log>,
    pub http: Arc<dyn Http>,
    /// Where messages go that the database does not take; a deployment may have none.
    pub overflow: Option<Arc<dyn Overflow>>,
    pub settings: Arc<Settings>,
}

/// Why there is no body to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyProblem {
    TooLarge,
    /// The sender went away.
    Unreadable,
}

/// One request in work, or one run of the jobs.
pub struct Exchange {
    pub request_id: String,
    pub ports: Ports,
    body: Result<Arc<dyn RawBody>, BodyProblem>,
    /// The address as the sender used it, for signatures over `{url}`.
    pub url: String,
    pub meter: Meter,
    started: DateTime<Utc>,
    notes: Mutex<Map<String, Value>>,
    language: OnceLock<Language>,
    answered: AtomicBool,
    audited: OnceLock<Entry>,
}

impl Exchange {
    #[must_use]
    pub fn new(ports: Ports, url: String, body: Result<Arc<dyn RawBody>, BodyProblem>) -> Self {
        let started = ports.stopwatch.now();
        Self {
            request_id: ports.ids.new_id(started).to_string(),
            meter: Meter::new(Arc::clone(&ports.db), Arc::clone(&ports.stopwatch)),
            ports,
            body,
            url,
            started,
            notes: Mutex::default(),
            language: OnceLock::new(),
            answered: AtomicBool::new(false),
            audited: OnceLock::new(),
        }
    }

    /// Now, for decisions.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.ports.clock.now()
    }

    /// The raw body, if there is one of an allowed size.
    ///
    /// # Errors
    /// 413 above the limit, 400 when the sender went away.
    pub fn body(&self) -> Result<Arc<dyn RawBody>, RequestError> {
        match &self.body {
            Err(BodyProblem::TooLarge) => Err(RequestError::TooLarge),
            Err(BodyProblem::Unreadable) => {
                Err(RequestError::Malformed("the body broke off".into()))
            }
            Ok(body) if body.len() > BODY_LIMIT => Err(RequestError::TooLarge),
            Ok(body) => Ok(Arc::clone(body)),
        }
    }

    /// The language of the line, once its tenant is known.
    pub fn set_language(&self, language: Language) {
        // Set at the first tenant found; a reload finds the same one.
        let _ = self.language.set(language);
    }

    #[must_use]
    pub fn language(&self) -> Language {
        self.language.get().copied().unwrap_or_default()
    }

    /// Adds to the request's log line. Never secrets, numbers, addresses or bodies.
    pub fn note(&self, key: &str, value: impl Into<Value>) {
        let mut notes = self.notes.lock().unwrap_or_else(PoisonError::into_inner);
        notes.insert(key.to_owned(), value.into());
    }

    /// Who asks, and what for: goes to the audit log. The entry of a change is part of the batch
    /// that makes it.
    pub fn audit(&self, entry: Entry) {
        if !is_safe(&entry.method) {
            self.meter.attach(entry.write(None));
        }
        // A request is made by one caller.
        let _ = self.audited.set(entry);
    }

    /// After the answer, so that nobody waits for it: a read that told something, and how a change
    /// came out.
    fn record(&self, status: StatusCode) {
        let told = |entry: &&Entry| {
            status.is_success() && is_personal(&entry.path) || !is_safe(&entry.method)
        };
        let Some(entry) = self.audited.get().filter(told) else {
            return;
        };
        let write = entry.write(Some(status.as_u16()));
        let (db, log) = (Arc::clone(&self.ports.db), Arc::clone(&self.ports.log));
        let request_id = self.request_id.clone();
        self.ports.runtime.wait_until(Box::pin(async move {
            let mut written = db.batch(vec![write.clone()]).await;
            if written.is_err() {
                written = db.batch(vec![write]).await;
            }
            if let Err(error) = written {
                log.write(&json!({"audit": error.to_string(), "request_id": request_id}));
            }
        }));
    }

    /// Stamps the response and writes the log line.
    pub(super) fn finish(&self, method: &Method, path: &str, response: &mut Response) {
        self.record(response.status());
        let total = (self.ports.stopwatch.now() - self.started).num_milliseconds();
        let (batches, in_db) = self.meter.reading();
        let timing = format!("d1;desc=\"{batches}\";dur={in_db}, total;dur={total}");
        let headers = response.headers_mut();
        for (name, value) in [
            ("server-timing", &timing),
            ("x-request-id", &self.request_id),
        ] {
            if let Ok(value) = HeaderValue::from_str(value) {
                headers.insert(name, value);
            }
        }
        self.note("method", method.as_str());
        self.note("path", without_ids(path));
        self.note("status", response.status().as_u16());
        self.answered.store(true, Ordering::Relaxed);
        self.write_line();
    }

    /// Work that outlived its answer tells how it ended in a line of its own.
    pub fn log_if_late(&self) {
        if self.answered.load(Ordering::Relaxed) {
            self.note("after_the_answer", true);
            self.write_line();
        }
    }

    /// The line of a run of the jobs, which has no response.
    pub fn log_job(&self) {
        self.note("jobs", true);
        self.write_line();
    }

    fn write_line(&self) {
        let (batches, in_db) = self.meter.reading();
        let total = (self.ports.stopwatch.now() - self.started).num_milliseconds();
        self.note("request_id", self.request_id.as_str());
        self.note("d1_batches", batches);
        self.note("d1_ms", in_db);
        self.note("ms", total);
        let notes = self.notes.lock().unwrap_or_else(PoisonError::into_inner);
        self.ports.log.write(&Value::Object(notes.clone()));
    }
}

/// Methods that only read.
fn is_safe(method: &str) -> bool {
    matches!(method, "GET" | "HEAD")
}

/// What holds no personal data; everything else may.
const IMPERSONAL: [&str; 11] = [
    "/api/calendar-feeds",
    "/api/channels",
    "/api/closures",
    "/api/exceptions",
    "/api/hours",
    "/api/jobs",
    "/api/keys",
    "/api/privacy",
    "/api/resources",
    "/api/services",
    "/api/settings",
];

fn is_personal(path: &str) -> bool {
    !IMPERSONAL.iter().any(|known| path.starts_with(known))
}

/// A private endpoint's id is half of its address's secrecy, that of a calendar feed all of it; and
/// whatever is no plain word may be somebody's number or name.
fn without_ids(path: &str) -> String {
    if path.starts_with("/webhooks/vapi/") {
        return "/webhooks/vapi/{endpoint}".to_owned();
    }
    let plain = |byte: u8| byte.is_ascii_lowercase() || matches!(byte, b'-' | b'.' | b'_');
    let parts = path.split('/').take(8);
    let shown = parts.map(|part| {
        if part.bytes().all(plain) {
            part
        } else {
            "{id}"
        }
    });
    let shown: Vec<&str> = shown.collect();
    shown.join("/").chars().take(100).collect()
}

/// A JSON answer from a value.
///
/// # Errors
/// 500 for a value that has no JSON form: a defect.
pub fn serialized<T: Serialize>(status: StatusCode, value: &T) -> Result<Response, RequestError> {
    let body = serde_json::to_vec(value).map_err(|_| RequestError::Internal)?;
    Ok(json_response(status, body))
}

/// A JSON answer.
#[must_use]
pub fn json_response(status: StatusCode, body: Vec<u8>) -> Response {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    response.headers_mut().insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json"),
    );
    response
}
