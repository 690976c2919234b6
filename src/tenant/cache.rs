//! What an isolate remembers of tenants, between requests and without timers.
//!
//! A remembered tenant may be stale: every write depends on its version, so a stale one writes
//! nothing and is loaded again.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
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

/// Entries kept before the cache starts over; one is a few kilobytes.
const CAPACITY: usize = 500;

#[derive(Default)]
pub struct TenantCache {
    /// Messages at the platform's endpoint: what their keys name.
    routes: Mutex<HashMap<RoutingKeys, Arc<Tenant>>>,
    endpoints: Mutex<HashMap<String, Arc<Endpoint>>>,
}

impl TenantCache {
    #[must_use]
    pub fn tenant(&self, keys: &RoutingKeys) -> Option<Arc<Tenant>> {
        let routes = self.routes.lock().unwrap_or_else(PoisonError::into_inner);
        routes.get(keys).cloned()
    }

    pub fn remember(&self, keys: RoutingKeys, tenant: Arc<Tenant>) {
        let mut routes = self.routes.lock().unwrap_or_else(PoisonError::into_inner);
        if routes.len() >= CAPACITY {
            routes.clear();
        }
        routes.insert(keys, tenant);
    }

    pub fn forget(&self, keys: &RoutingKeys) {
        let mut routes = self.routes.lock().unwrap_or_else(PoisonError::into_inner);
        routes.remove(keys);
    }

    #[must_use]
    pub fn endpoint(&self, id: &str) -> Option<Arc<Endpoint>> {
        let endpoints = self
            .endpoints
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        endpoints.get(id).cloned()
    }

    pub fn remember_endpoint(&self, id: String, endpoint: Arc<Endpoint>) {
        let mut endpoints = self
            .endpoints
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if endpoints.len() >= CAPACITY {
            endpoints.clear();
        }
        endpoints.insert(id, endpoint);
    }

    pub fn forget_endpoint(&self, id: &str) {
        let mut endpoints = self
            .endpoints
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        endpoints.remove(id);
    }
}
