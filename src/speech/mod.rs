//! What the assistant says to the caller.
