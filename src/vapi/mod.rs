//! Vapi's wire: tolerant in, strict out.
