//! Who posts, and the secrets that tell: Vapi's authentication plans over the raw body, and the
//! cipher under which tenants' secrets are stored.

mod authenticate;
mod bearer;
mod cipher;
mod fields;
mod hmac_plan;
mod memory_body;
mod payload;
mod plans;
mod secret;
mod signature;
#[cfg(test)]
mod tests;
mod timestamp;

pub use authenticate::{Refusal, Request, authenticate};
pub use bearer::BearerPlan;
pub use cipher::{CannotOpen, Cipher, NONCE_LENGTH, WeakKey};
pub use fields::PlanError;
pub use hmac_plan::HmacPlan;
pub use memory_body::MemoryBody;
pub use plans::{Plan, Plans};
pub use secret::same_secret;

/// The hash of an `hmac` plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HmacAlgorithm {
    Sha1,
    Sha256,
    Sha512,
}

impl HmacAlgorithm {
    /// Length of a signature in bytes.
    #[must_use]
    pub fn signature_length(self) -> usize {
        match self {
            Self::Sha1 => 20,
            Self::Sha256 => 32,
            Self::Sha512 => 64,
        }
    }
}
