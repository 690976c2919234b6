//! What a business has settled about support, applied to what a caller says: category, priority,
//! due times, emergencies, and who takes a call over.
//!
//! Pure: words, calendar and instants in, decisions out.

mod due;
mod emergency;
mod phrases;
mod settings;
mod transfer;
mod triage;

#[cfg(test)]
mod tests;

pub use due::Due;
pub use emergency::Alarm;
pub use settings::{DEFAULT, Emergency, Rule, Support, Texts};
pub use transfer::Target;

use serde::Serialize;
use utoipa::ToSchema;

/// The `tickets.priority` column, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Priority {
    Low,
    Medium,
    High,
    Urgent,
}

words! { Priority: Low, Medium, High, Urgent }

impl Priority {
    pub const ALL: [Self; 4] = [Self::Low, Self::Medium, Self::High, Self::Urgent];
}
