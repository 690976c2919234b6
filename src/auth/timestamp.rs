//! The signed timestamp of an `hmac` plan: five minutes either way.

use chrono::{DateTime, Utc};

use super::Refusal;

/// Vapi does not say in which unit its timestamps are: from here on they are milliseconds
/// (1973), below seconds (until the year 5138).
const FIRST_MILLISECONDS: u64 = 100_000_000_000;
const MAX_SKEW_MS: i64 = 5 * 60 * 1000;

/// Whether the timestamp in a header is recent enough not to be a replay.
pub(super) fn check_timestamp(text: &[u8], now: DateTime<Utc>) -> Result<(), Refusal> {
    let age = milliseconds(text)
        .and_then(|sent| now.timestamp_millis().checked_sub(sent))
        .ok_or(Refusal::BadTimestamp)?;
    if age > MAX_SKEW_MS {
        Err(Refusal::StaleTimestamp)
    } else if age < -MAX_SKEW_MS {
        Err(Refusal::FutureTimestamp)
    } else {
        Ok(())
    }
}

/// Milliseconds since the epoch of a header in seconds or milliseconds, digits only.
fn milliseconds(text: &[u8]) -> Option<i64> {
    if !text.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let value: u64 = std::str::from_utf8(text).ok()?.parse().ok()?;
    let milliseconds = if value >= FIRST_MILLISECONDS {
        value
    } else {
        value.checked_mul(1000)?
    };
    i64::try_from(milliseconds).ok()
}
