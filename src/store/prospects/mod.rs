//! Prospects: one row a person, filled by whatever call speaks of it, scored by the tenant's rules.
//!
//! A call of `qualify_prospect` goes through these statements in order, all in its one batch:
//! [`REPLAY`] → [`CANDIDATES`] → [`CHOOSE`] → [`SETTLE`] → [`BEGIN`] → [`APPLY`] → [`TELL`] →
//! [`FOLLOW`] → [`MERGE`] → [`SCORE`] → [`FACTS`]. What they work out on the way stands in the
//! ledger row's `facts`, which in the end hold neither name nor number.

#[macro_use]
mod scoring;

mod identity;
mod report;
mod saving;
pub mod staff;

pub use identity::{CANDIDATES, CHOOSE};
pub use report::{FILL_GAPS, SCORE_OF_CALL};
pub use saving::{APPLY, BEGIN, FACTS, FOLLOW, MERGE, REPLAY, SCORE, SETTLE, TELL};
