//! What the core takes from outside: time, randomness, the raw request body.

use std::time::Duration;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{auth::HmacAlgorithm, db::BoxFuture};

/// The current time. On Workers it only advances on I/O.
pub trait Clock: Send + Sync {
    fn now(&self) -> DateTime<Utc>;
}

/// New identifiers.
pub trait Ids: Send + Sync {
    /// A version 7 UUID: ordered by `now`, the rest random.
    fn new_id(&self, now: DateTime<Utc>) -> Uuid;

    /// Bytes that nobody can guess and that never come again; `None` when the host has none to
    /// give, and then nothing may be sealed.
    fn random(&self) -> Option<[u8; 32]>;
}

/// What outlives or interrupts a request.
pub trait Runtime: Send + Sync {
    /// Runs `task` to its end even when the response has been sent.
    fn wait_until(&self, task: BoxFuture<'static, ()>);
    /// Resolves after `duration`.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;
}

/// Requests to other servers.
pub trait Http: Send + Sync {
    /// Sends one request, follows no redirect, and reads the whole answer. Its time limit is the
    /// caller's (`Runtime::sleep`).
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, Unreachable>>;
}

/// No answer came: whether the request arrived is not known. The text is for the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreachable(pub String);

/// Takes messages that the database does not: a queue, which gives them back later.
pub trait Overflow: Send + Sync {
    /// Keeps a message of at most [`QUEUE_LIMIT`](crate::inbox::QUEUE_LIMIT) bytes durably.
    ///
    /// # Errors
    /// Why it is not kept, for the log.
    fn send(&self, message: String) -> BoxFuture<'_, Result<(), String>>;
}

/// One log line: a JSON object without secrets, phone numbers, addresses or bodies.
pub trait Log: Send + Sync {
    fn write(&self, line: &serde_json::Value);
}

/// The request body before it enters the core. The Worker checks signatures on the host's buffer
/// (its Web Crypto is ten times faster than wasm) and copies it only once it is trusted.
pub trait RawBody: Send + Sync {
    /// Length in bytes.
    fn len(&self) -> usize;

    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether `signature` is the HMAC of `prefix + body + suffix` under `key`, compared in
    /// constant time. A signature of the wrong length is false.
    fn verify_hmac<'a>(&'a self, check: HmacCheck<'a>) -> BoxFuture<'a, bool>;

    /// The bytes themselves.
    fn bytes(&self) -> Bytes;
}

/// The parts of one HMAC check around the body.
#[derive(Clone, Copy)]
pub struct HmacCheck<'a> {
    pub algorithm: HmacAlgorithm,
    pub key: &'a [u8],
    /// Signed text before the body.
    pub prefix: &'a [u8],
    /// Signed text after the body.
    pub suffix: &'a [u8],
    /// The received value, decoded.
    pub signature: &'a [u8],
}
