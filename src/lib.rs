//! Function-calling gateway for Vapi voice assistants.
//!
//! Everything outside `worker` is the pure core: it takes time, ids, secrets, the database and
//! the raw body as inputs and runs natively in the tests. `worker` binds it to Cloudflare.

#[macro_use]
pub mod record;

pub mod auth;
pub mod calendar;
pub mod db;
pub mod definitions;
pub mod domain;
pub mod http;
pub mod ical;
pub mod inbox;
pub mod jobs;
pub mod outcome;
pub mod ports;
pub mod speech;
pub mod store;
pub mod support;
pub mod tenant;
pub mod tools;
pub mod truth;
pub mod vapi;
pub mod words;
mod worker;
