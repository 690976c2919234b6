//! Strict domain types, free of the wire and of the database.

pub mod caller;
mod country;
mod email;
mod language;
mod phone;
mod slot;

pub use country::Country;
pub use email::Email;
pub use language::Language;
pub use phone::PhoneNumber;
pub use slot::Slot;
