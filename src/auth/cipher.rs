//! Tenants' secrets at rest: AES-256-GCM under the operator's `ENCRYPTION_KEY`.

use std::fmt;

use aes_gcm::{
    Aes256Gcm, KeyInit,
    aead::{Aead, Payload},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};

/// Length of a nonce in bytes.
pub const NONCE_LENGTH: usize = 12;
/// Sealed texts begin with the version of their layout: base64 of nonce, ciphertext and tag.
const VERSION: &str = "v1.";
const MIN_KEY_CHARACTERS: usize = 32;
/// The value that stands in the documentation.
const PLACEHOLDER: &str = "votre-cle-32-caracteres";

/// Seals and opens secrets. Prints nothing of its key.
#[derive(Clone)]
pub struct Cipher {
    aead: Aes256Gcm,
    /// Of fingerprints.
    mac_key: [u8; 32],
}

/// Why an `ENCRYPTION_KEY` is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WeakKey {
    Placeholder,
    /// Fewer than 32 characters, spaces around it not counted.
    TooShort,
}

/// The text is too long for one nonce (64 GiB).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CannotSeal;

/// Not a sealed text, sealed under another key or for another place, or changed since.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CannotOpen;

impl Cipher {
    /// # Errors
    /// When the key is too short or the documentation's placeholder.
    pub fn new(key_text: &str) -> Result<Self, WeakKey> {
        let trimmed = key_text.trim();
        if trimmed == PLACEHOLDER {
            return Err(WeakKey::Placeholder);
        }
        if trimmed.chars().count() < MIN_KEY_CHARACTERS {
            return Err(WeakKey::TooShort);
        }
        let derived = |purpose: &[u8]| {
            Sha256::new()
                .chain_update(purpose)
                .chain_update(key_text)
                .finalize()
        };
        Ok(Self {
            aead: Aes256Gcm::new(&derived(b"coccinelle-gateway/secrets/v1\0")),
            mac_key: derived(b"coccinelle-gateway/fingerprints/v1\0").into(),
        })
    }

    /// Seals `plain` for one place (tenant and column, say): `context` is authenticated and has
    /// to be the same on opening, so that a row cannot be moved to another tenant. A nonce must
    /// be random and never used twice.
    ///
    /// # Errors
    /// Only for a text beyond 64 GiB.
    pub fn seal(
        &self,
        plain: &str,
        context: &str,
        nonce: [u8; NONCE_LENGTH],
    ) -> Result<String, CannotSeal> {
        let payload = Payload {
            msg: plain.as_bytes(),
            aad: context.as_bytes(),
        };
        let sealed = self
            .aead
            .encrypt(&nonce.into(), payload)
            .map_err(|_| CannotSeal)?;
        let text = STANDARD.encode([nonce.as_slice(), &sealed].concat());
        Ok(format!("{VERSION}{text}"))
    }

    /// A keyed hash (HMAC-SHA-256, hex) of `text` for one place: the same text gives the same one, and
    /// without the key nobody can try which text it is of.
    #[must_use]
    pub fn fingerprint(&self, text: &str, context: &str) -> String {
        // HMAC takes a key of any length.
        let mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&self.mac_key);
        mac.map(|mac| {
            let mac = mac
                .chain_update(context)
                .chain_update(b"\0")
                .chain_update(text);
            hex::encode(mac.finalize().into_bytes())
        })
        .unwrap_or_default()
    }

    /// The text that was sealed for `context`.
    ///
    /// # Errors
    /// `CannotOpen`, without telling which of its reasons.
    pub fn open(&self, sealed: &str, context: &str) -> Result<String, CannotOpen> {
        let text = sealed.strip_prefix(VERSION).ok_or(CannotOpen)?;
        let bytes = STANDARD.decode(text).map_err(|_| CannotOpen)?;
        let (nonce, sealed) = bytes
            .split_first_chunk::<NONCE_LENGTH>()
            .ok_or(CannotOpen)?;
        let payload = Payload {
            msg: sealed,
            aad: context.as_bytes(),
        };
        let plain = self
            .aead
            .decrypt(&(*nonce).into(), payload)
            .map_err(|_| CannotOpen)?;
        String::from_utf8(plain).map_err(|_| CannotOpen)
    }
}

impl fmt::Debug for Cipher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Cipher")
    }
}

impl fmt::Display for WeakKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Placeholder => "ENCRYPTION_KEY is the placeholder of the documentation",
            Self::TooShort => "ENCRYPTION_KEY has fewer than 32 characters",
        })
    }
}

impl fmt::Display for CannotSeal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a secret is too long to be sealed")
    }
}

impl fmt::Display for CannotOpen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a stored secret cannot be opened with this ENCRYPTION_KEY")
    }
}

impl std::error::Error for WeakKey {}
impl std::error::Error for CannotSeal {}
impl std::error::Error for CannotOpen {}
