//! The appointment tools: availability, booking, finding, moving, cancelling.

mod answer;
mod book;
mod check;
mod find;
mod reschedule;
mod wish;

pub use answer::answer;
pub use book::book;
pub use check::check;
pub use find::{cancel, find};
pub use reschedule::reschedule;
pub use wish::unclear;
