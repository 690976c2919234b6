//! Who posts: Vapi's authentication plans over the raw body.

/// The hash of an `hmac` plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HmacAlgorithm {
    Sha1,
    Sha256,
    Sha512,
}
