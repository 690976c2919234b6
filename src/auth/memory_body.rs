//! A raw body in memory: signatures are checked by `hmac`, `sha1` and `sha2`.

use bytes::Bytes;
use hmac::{EagerHash, Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::{Sha256, Sha512};

use super::HmacAlgorithm;
use crate::{
    db::BoxFuture,
    ports::{HmacCheck, RawBody},
};

/// The native `RawBody`.
#[derive(Clone, Debug, Default)]
pub struct MemoryBody(pub Bytes);

impl RawBody for MemoryBody {
    fn len(&self) -> usize {
        self.0.len()
    }

    fn verify_hmac<'a>(&'a self, check: HmacCheck<'a>) -> BoxFuture<'a, bool> {
        let valid = match check.algorithm {
            HmacAlgorithm::Sha1 => verify::<Sha1>(&self.0, check),
            HmacAlgorithm::Sha256 => verify::<Sha256>(&self.0, check),
            HmacAlgorithm::Sha512 => verify::<Sha512>(&self.0, check),
        };
        Box::pin(std::future::ready(valid))
    }

    fn bytes(&self) -> Bytes {
        self.0.clone()
    }
}

fn verify<D: EagerHash>(body: &[u8], check: HmacCheck<'_>) -> bool {
    let Ok(mut mac) = Hmac::<D>::new_from_slice(check.key) else {
        return false;
    };
    mac.update(check.prefix);
    mac.update(body);
    mac.update(check.suffix);
    mac.verify_slice(check.signature).is_ok()
}
