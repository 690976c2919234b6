//! Strict domain types, free of the wire and of the database.

mod caller;
mod country;
mod email;
mod fold;
mod language;
mod phone;
mod slot;

pub use caller::signalled;
pub use country::Country;
pub use email::Email;
pub use fold::fold;
pub use language::Language;
pub use phone::PhoneNumber;
pub use slot::Slot;
