//! The signatures in the header of an `hmac` plan.

use base64::{
    Engine,
    alphabet::STANDARD,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};

use super::{HmacAlgorithm, Refusal};

/// Signatures tried of one header. A rotation sends two; each costs a hash of the whole body.
const MAX_SIGNATURES: usize = 4;
/// What separates the signatures of one header.
const SEPARATORS: [char; 2] = [' ', ','];

/// Standard base64, padded or not. Spare bits have to be zero: one value, one text.
pub(super) const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// How signatures are written in a header value.
#[derive(Clone, Debug)]
pub(super) struct SignatureFormat {
    pub(super) algorithm: HmacAlgorithm,
    pub(super) encoding: Encoding,
    pub(super) prefix: Option<String>,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Encoding {
    /// In either case.
    Hex,
    Base64,
}

impl SignatureFormat {
    /// The decoded signatures of full length in a header value: the whole value, or, with a
    /// prefix, whatever follows it at the start and after each separator. Standard Webhooks
    /// sends `v1,<new> v1,<old>` while a secret is rotated.
    pub(super) fn decode(&self, header: &str) -> Result<Vec<Vec<u8>>, Refusal> {
        let texts: Vec<&str> = match &self.prefix {
            None => vec![header],
            Some(prefix) => prefixed(header, prefix).collect(),
        };
        if texts.is_empty() {
            return Err(Refusal::PrefixMissing);
        }
        let decoded = texts.iter().filter_map(|text| self.encoding.decode(text));
        let decoded: Vec<_> = decoded.collect();
        if decoded.is_empty() {
            return Err(Refusal::BadEncoding);
        }
        let length = self.algorithm.signature_length();
        let full = decoded.into_iter().filter(|bytes| bytes.len() == length);
        Ok(full.take(MAX_SIGNATURES).collect())
    }
}

impl Encoding {
    fn decode(self, text: &str) -> Option<Vec<u8>> {
        match self {
            Self::Hex => hex::decode(text).ok(),
            Self::Base64 => BASE64.decode(text).ok(),
        }
    }
}

/// What follows `prefix` at the start of `header` and after each separator, up to the next one.
fn prefixed<'a>(header: &'a str, prefix: &'a str) -> impl Iterator<Item = &'a str> {
    let mut rest = Some(header);
    std::iter::from_fn(move || {
        loop {
            let here = rest?;
            let Some(after) = here.strip_prefix(prefix) else {
                rest = here.split_once(SEPARATORS).map(|(_, next)| next);
                continue;
            };
            let (value, next) = match after.split_once(SEPARATORS) {
                Some((value, next)) => (value, Some(next)),
                None => (after, None),
            };
            rest = next;
            return Some(value);
        }
    })
}
