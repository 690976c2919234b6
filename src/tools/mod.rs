//! The tools of the assistants: what there is, who has it, and what may be passed to it.

pub mod arguments;
pub mod catalogue;

pub use arguments::{Clean, ToolError, canonical, clean};
pub use catalogue::{AgentType, Tool};
