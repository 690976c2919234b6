//! Step 5: for whom a message is.
//!
//! The platform's sender speaks for the tenant that the message's keys name, a tenant's sender
//! for itself alone. Nobody found: no tenant is written to, never a default one.

use std::sync::Arc;

use super::sender::{self, Sender};
use crate::{
    db::{Database, DbError, Rows, Stmt},
    domain::{PhoneNumber, signalled},
    http::{AppState, Exchange, exchange::timestamp},
    ports::RawBody,
    store::{
        calls::CallFacts,
        events::StoredEvent,
        guard::Guard,
        tenants::{LoadedRow, bind_resolved, load_by_keys},
    },
    tenant::{Route, Tenant},
    tools::hash,
    vapi::{Envelope, redact},
};

/// An authenticated, parsed message.
#[derive(Clone)]
pub struct Inbound {
    pub state: Arc<AppState>,
    pub exchange: Arc<Exchange>,
    pub sender: Sender,
    pub envelope: Envelope,
    pub body: Arc<dyn RawBody>,
}

/// A message with its tenant.
pub struct Routed {
    pub tenant: Arc<Tenant>,
    pub guard: Guard,
    pub bind: Stmt,
    route: Route,
}

/// Why a message has no tenant.
#[derive(Debug)]
pub enum NoTenant {
    /// Its keys name nobody.
    Nobody,
    /// They name somebody this sender does not speak for.
    Forbidden,
    Database(DbError),
}

impl From<DbError> for NoTenant {
    fn from(error: DbError) -> Self {
        Self::Database(error)
    }
}

impl Inbound {
    /// The call, chat or message that ledger and row hang on.
    pub fn call_key(&self) -> Option<String> {
        let envelope = &self.envelope;
        envelope
            .call_id
            .clone()
            .or_else(|| envelope.chat_id.as_ref().map(|id| format!("chat:{id}")))
    }

    fn route(&self) -> Route {
        Route {
            scope: self.sender.scope().to_owned(),
            keys: self.envelope.keys.clone(),
        }
    }

    /// The tenant as far as this isolate remembers it.
    pub fn remembered(&self) -> Option<Arc<Tenant>> {
        self.state.cache.tenant(&self.route())
    }

    /// The tenant, from memory or from the database.
    pub async fn route_to(&self, call_key: &str) -> Result<Routed, NoTenant> {
        let route = self.route();
        if let Some(tenant) = self.state.cache.tenant(&route) {
            return self.routed(tenant, route, call_key, true);
        }
        match &self.sender {
            Sender::Tenant { endpoint, .. } => {
                let tenant = Arc::clone(&endpoint.tenant);
                self.routed(tenant, route, call_key, false)
            }
            Sender::Platform => {
                let tenant = self.load(&route, call_key).await?;
                self.routed(tenant, route, call_key, true)
            }
        }
    }

    async fn load(&self, route: &Route, call_key: &str) -> Result<Arc<Tenant>, NoTenant> {
        let (tenant, by_keys) = self.read(route, call_key).await?;
        if by_keys {
            self.state
                .cache
                .remember(route.clone(), Arc::clone(&tenant));
        }
        Ok(tenant)
    }

    /// The tenant as it is now, and whether the keys themselves name it.
    async fn read(&self, route: &Route, call_key: &str) -> Result<(Arc<Tenant>, bool), NoTenant> {
        let statement = load_by_keys(&route.keys, &route.scope, Some(call_key));
        let rows = self.exchange.meter.batch(vec![statement]).await?;
        let row: Option<LoadedRow> = rows.first().map(Rows::first).transpose()?.flatten();
        let row = row.ok_or(NoTenant::Nobody)?;
        Ok((Arc::new(Tenant::read(row.tenant)?), row.by_keys == 1))
    }

    /// The tenant as it is now, for questions whose answer no guarded batch checks.
    pub async fn tenant_now(&self) -> Result<Arc<Tenant>, NoTenant> {
        let call_key = self.call_key().unwrap_or_default();
        let tenant = match self.read(&self.route(), &call_key).await {
            Ok((tenant, _)) => tenant,
            Err(NoTenant::Nobody) if !self.sender.is_platform() => return Err(NoTenant::Forbidden),
            Err(other) => return Err(other),
        };
        self.speaks_for(&tenant)?;
        Ok(tenant)
    }

    /// The tenant as this isolate last saw it, for when the database does not answer.
    pub fn tenant_remembered(&self) -> Option<Arc<Tenant>> {
        let tenant = self.state.cache.tenant(&self.route())?;
        self.speaks_for(&tenant).ok().map(|()| tenant)
    }

    /// Checks that the sender may speak for a tenant, which from then on is the request's.
    fn speaks_for(&self, tenant: &Tenant) -> Result<(), NoTenant> {
        let refused = match &self.sender {
            Sender::Platform => tenant
                .sealed_plans
                .is_some()
                .then_some("tenant_has_own_plans"),
            Sender::Tenant { endpoint, .. } => {
                (endpoint.tenant.id != tenant.id).then_some("keys_of_another_tenant")
            }
        };
        if let Some(why) = refused {
            self.exchange.note("refused", why);
            return Err(NoTenant::Forbidden);
        }
        self.exchange.note("tenant", tenant.id.as_str());
        self.exchange.set_language(tenant.language);
        Ok(())
    }

    /// `known`: the keys are known to name this tenant; otherwise binding checks it.
    fn routed(
        &self,
        tenant: Arc<Tenant>,
        route: Route,
        call_key: &str,
        known: bool,
    ) -> Result<Routed, NoTenant> {
        self.speaks_for(&tenant)?;
        let guard = Guard {
            tenant_id: tenant.id.clone(),
            scope: route.scope.clone(),
            vapi_call_id: call_key.to_owned(),
            version: tenant.version,
            routing_version: tenant.routing_version,
        };
        let now = timestamp(self.exchange.now());
        let bind = if known {
            guard.bind(&now)
        } else {
            bind_resolved(&guard, &route.keys, &now)
        };
        Ok(Routed {
            tenant,
            guard,
            bind,
            route,
        })
    }

    /// After a batch that applied: its keys name this tenant.
    pub fn confirm(&self, routed: &Routed) {
        if matches!(self.sender, Sender::Tenant { .. }) {
            self.state
                .cache
                .remember(routed.route.clone(), Arc::clone(&routed.tenant));
        }
    }

    /// After a batch that did not apply: forgets what was remembered, and at a tenant's endpoint
    /// loads it again. The second attempt tells a stale configuration from foreign keys.
    pub async fn refresh(&mut self, routed: &Routed) -> Result<(), NoTenant> {
        self.state.cache.forget(&routed.route);
        if let Sender::Tenant {
            endpoint_id,
            endpoint,
        } = &mut self.sender
        {
            self.state.cache.forget_endpoint(endpoint_id);
            *endpoint = sender::load(&self.state, &self.exchange, endpoint_id)
                .await
                .map_err(|_| NoTenant::Forbidden)?;
        }
        Ok(())
    }

    /// What a batch that twice did not apply means to this sender.
    pub fn never_applied(&self) -> NoTenant {
        match self.sender {
            Sender::Tenant { .. } => {
                self.exchange.note("refused", "keys_of_another_tenant");
                NoTenant::Forbidden
            }
            Sender::Platform => NoTenant::Database(DbError::Unavailable(
                "the configuration keeps changing".into(),
            )),
        }
    }

    /// The signalled caller; withheld numbers and the tenant's own count as none.
    pub fn caller(&self, tenant: &Tenant) -> Option<PhoneNumber> {
        signalled(self.envelope.caller.as_deref(), &tenant.numbers)
    }

    /// What this message tells of its call.
    pub fn call_facts(&self, tenant: &Tenant, call_key: &str) -> CallFacts {
        let envelope = &self.envelope;
        CallFacts {
            id: call_log_id(&tenant.id, call_key),
            call_sid: envelope.call_sid.clone(),
            assistant_id: envelope.keys.assistant_id.clone(),
            from_number: envelope.caller.clone(),
            to_number: envelope.keys.called_number.clone(),
            forwarded_from: envelope.keys.forwarded_from.clone(),
            direction: envelope.direction.map(crate::vapi::Direction::as_str),
            kind: if envelope.text_chat { "chat" } else { "call" },
            simulated: envelope.simulation,
            started_at: envelope.started_at.map(timestamp),
            ..CallFacts::default()
        }
    }
}

impl Inbound {
    /// The message as it came, redacted.
    pub fn stored_event(&self, reason: &'static str, tenant_id: Option<&str>) -> StoredEvent {
        let bytes = self.body.bytes();
        let digest = hash(&[
            tenant_id.unwrap_or_default(),
            &String::from_utf8_lossy(&bytes),
        ]);
        StoredEvent {
            id: format!("event_{}", digest.get(..32).unwrap_or(&digest)),
            tenant_id: tenant_id.map(str::to_owned),
            vapi_call_id: self.call_key(),
            message_type: self.envelope.message_type.clone(),
            reason,
            body: redact(&bytes),
        }
    }

    /// Keeps the message in a batch of its own.
    pub async fn keep(&self, reason: &'static str, tenant_id: Option<&str>) -> Result<(), DbError> {
        let insert = self
            .stored_event(reason, tenant_id)
            .insert(&timestamp(self.exchange.now()));
        self.exchange.meter.batch(vec![insert]).await.map(|_| ())
    }
}

/// `call_logs.id`: the same for every message of a call, and never that of another tenant.
#[must_use]
pub fn call_log_id(tenant_id: &str, call_key: &str) -> String {
    let digest = hash(&[tenant_id, call_key]);
    format!("call_{}", digest.get(..32).unwrap_or(&digest))
}
