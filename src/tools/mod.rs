//! The tools of the assistants: what there is, who has it, what may be passed to it, and what a
//! call of it comes to.
//!
//! A call goes name → schema → domain types → plan (`prepare`) → one batch whose statements
//! decide (`run`) → answer from what was read back (`answer`).

pub mod alarm;
mod answer;
mod appointment;
pub mod arguments;
mod callback;
pub mod catalogue;
mod contact;
mod context;
mod facts;
mod info;
mod prepare;
mod prospect_answer;
mod qualification;
mod run;
mod support;

pub use answer::Answer;
pub use arguments::{Clean, ToolError, canonical, clean};
pub use catalogue::{AgentType, Tool};
pub use context::CallContext;
pub use prepare::{Prepared, bounded, hash, prepare};
pub use qualification::from_outputs;
pub use run::{Answered, Message, NotRun, fault, result, run};
