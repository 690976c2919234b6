//! The integration tests: one binary, the real core over a native SQLite as strict as D1.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod app;
mod appointments;
mod migrations;
mod sqlite;
mod vapi;
