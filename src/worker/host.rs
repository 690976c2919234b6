//! Time, randomness, timers and the console of the host.

use std::{cell::RefCell, time::Duration};

use chrono::{DateTime, Utc};
use futures_util::FutureExt;
use uuid::{Builder, Uuid};
use wasm_bindgen::JsCast;
use worker::{
    Delay,
    send::{SendFuture, SendWrapper},
};

use crate::{
    db::BoxFuture,
    ports::{Clock, Ids, Log, Runtime},
};

/// The host's clock; on Workers it only advances on I/O.
pub struct HostClock;

impl Clock for HostClock {
    fn now(&self) -> DateTime<Utc> {
        #[allow(clippy::cast_possible_truncation, reason = "milliseconds since 1970")]
        DateTime::from_timestamp_millis(js_sys::Date::now() as i64).unwrap_or_default()
    }
}

/// A day that a local test has chosen.
pub struct FixedClock(pub DateTime<Utc>);

impl Clock for FixedClock {
    fn now(&self) -> DateTime<Utc> {
        self.0
    }
}

/// Identifiers and secrets from the host's random numbers.
pub struct HostIds;

impl Ids for HostIds {
    fn new_id(&self, now: DateTime<Utc>) -> Uuid {
        let random: [u8; 10] = POOL.with_borrow_mut(Pool::take);
        let millis = u64::try_from(now.timestamp_millis()).unwrap_or_default();
        Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }

    fn random(&self) -> Option<[u8; 32]> {
        random()
    }
}

thread_local! {
    static POOL: RefCell<Pool> = RefCell::default();
}

/// Random bytes for identifiers, drawn many at a time: asking the host costs more than the bytes.
struct Pool {
    bytes: [u8; Self::SIZE],
    used: usize,
}

impl Default for Pool {
    fn default() -> Self {
        Self {
            bytes: [0; Self::SIZE],
            used: Self::SIZE,
        }
    }
}

impl Pool {
    const SIZE: usize = 500;

    /// The next bytes; none is given twice.
    fn take<const N: usize>(&mut self) -> [u8; N] {
        if self.used + N > Self::SIZE {
            self.bytes = random().unwrap_or([0; Self::SIZE]);
            self.used = 0;
        }
        let next = self.bytes.get(self.used..self.used + N);
        self.used += N;
        next.and_then(|bytes| bytes.try_into().ok())
            .unwrap_or([0; N])
    }
}

/// Bytes of the host's Web Crypto, which fails only above 64 KiB.
fn random<const N: usize>() -> Option<[u8; N]> {
    let mut bytes = [0; N];
    let global: web_sys::WorkerGlobalScope = js_sys::global().unchecked_into();
    let crypto = global.crypto().ok()?;
    crypto.get_random_values_with_u8_array(&mut bytes).ok()?;
    Some(bytes)
}

/// `wait_until` and timers of one event.
pub struct HostRuntime(SendWrapper<Box<WaitUntil>>);

/// The events' contexts differ in type and share only this.
type WaitUntil = dyn Fn(BoxFuture<'static, ()>);

impl HostRuntime {
    pub fn new(wait_until: impl Fn(BoxFuture<'static, ()>) + 'static) -> Self {
        Self(SendWrapper::new(Box::new(wait_until)))
    }
}

impl Runtime for HostRuntime {
    fn wait_until(&self, task: BoxFuture<'static, ()>) {
        self.0.0(task);
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        SendFuture::new(Delay::from(duration)).boxed()
    }
}

/// One JSON object a line, as Workers Logs reads it.
pub struct Console;

impl Log for Console {
    fn write(&self, line: &serde_json::Value) {
        worker::console_log!("{line}");
    }
}
