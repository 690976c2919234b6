//! Secrets in memory: compared in constant time, never printed.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;

/// A token or a signing key.
#[derive(Clone)]
pub(super) struct Secret(Vec<u8>);

impl Secret {
    pub(super) fn new(bytes: impl Into<Vec<u8>>) -> Self {
        Self(bytes.into())
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

/// Whether both are the same secret. Their HMACs are compared, so that the time tells neither
/// where they differ nor how long the expected one is.
#[must_use]
pub fn same_secret(expected: &[u8], received: &[u8]) -> bool {
    mac(expected).ct_eq(&mac(received)).into()
}

/// The key only makes the compared values something other than plain hashes of the secrets.
fn mac(secret: &[u8]) -> [u8; 32] {
    const KEY: [u8; 64] = [0x5c; 64];
    let mut mac = Hmac::<Sha256>::new(&KEY.into());
    mac.update(secret);
    mac.finalize().into_bytes().into()
}
