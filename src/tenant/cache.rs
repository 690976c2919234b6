//! What an isolate remembers of tenants, between requests and without timers.
//!
//! A remembered tenant may be stale: every write depends on its version, so a stale one writes
//! nothing and is loaded again.

use std::{
    borrow::Borrow,
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use chrono::{DateTime, Utc};

use super::Tenant;
use crate::{auth::Plans, vapi::RoutingKeys};

/// A tenant's own endpoint with its opened plans.
#[derive(Debug)]
pub struct Endpoint {
    pub tenant: Arc<Tenant>,
    pub plans: Plans,
    /// Plans change rarely; a refusal looks again when this is older than a few seconds.
    pub loaded_at: DateTime<Utc>,
}

#[derive(Default)]
pub struct TenantCache {
    /// Messages at the platform's endpoint: what their keys name.
    pub routes: Remembered<RoutingKeys, Tenant>,
    /// Endpoints by their id.
    pub endpoints: Remembered<String, Endpoint>,
}

/// Entries kept before a map starts over; one is a few kilobytes.
const CAPACITY: usize = 500;

/// Shared values by key, at most [`CAPACITY`] of them.
pub struct Remembered<K, V>(Mutex<HashMap<K, Arc<V>>>);

impl<K, V> Default for Remembered<K, V> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Eq + Hash, V> Remembered<K, V> {
    #[must_use]
    pub fn get<Q: Eq + Hash + ?Sized>(&self, key: &Q) -> Option<Arc<V>>
    where
        K: Borrow<Q>,
    {
        self.entries().get(key).cloned()
    }

    pub fn insert(&self, key: K, value: Arc<V>) {
        let mut entries = self.entries();
        if entries.len() >= CAPACITY {
            entries.clear();
        }
        entries.insert(key, value);
    }

    pub fn remove<Q: Eq + Hash + ?Sized>(&self, key: &Q)
    where
        K: Borrow<Q>,
    {
        self.entries().remove(key);
    }

    fn entries(&self) -> MutexGuard<'_, HashMap<K, Arc<V>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
