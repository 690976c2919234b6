//! Strict domain types, free of the wire and of the database.

mod language;
mod phone;
mod slot;

pub use language::Language;
pub use phone::{Country, PhoneNumber};
pub use slot::Slot;
