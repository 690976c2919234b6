//! Step 5: for whom a message is.
//!
//! The platform's sender speaks for the tenant that the message's keys name, a tenant's sender
//! for itself alone. Nobody found: no tenant is written to, never a default one.

use std::sync::Arc;

use http::HeaderMap;

use super::sender::Sender;
use crate::{
    db::{DbError, Stmt},
    domain::{PhoneNumber, signalled},
    http::{AppState, Exchange, RequestError, exchange::timestamp},
    inbox::{Arrival, Happening, call_facts, call_key},
    ports::RawBody,
    store::{
        calls::{CallFacts, Source},
        guard::Guard,
        tenants::{LoadedRow, bind_resolved, load_by_keys},
    },
    tenant::{Tenant, TextChats},
    tools::AgentType,
    vapi::Envelope,
};

/// An authenticated, parsed message.
#[derive(Clone)]
pub struct Inbound {
    pub state: Arc<AppState>,
    pub exchange: Arc<Exchange>,
    pub sender: Sender,
    /// For authenticating again once the sender's plans have changed.
    pub headers: HeaderMap,
    pub envelope: Envelope,
    pub body: Arc<dyn RawBody>,
}

/// A message with its tenant.
pub struct Routed {
    pub tenant: Arc<Tenant>,
    pub guard: Guard,
    pub bind: Stmt,
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

/// Why a line does nothing for a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Declined {
    /// Its agent type is unknown.
    NotConfigured,
    /// It takes calls, and this is a chat.
    CallsOnly,
}

impl Inbound {
    /// The call, chat or message that ledger and row hang on.
    pub fn call_key(&self) -> Option<String> {
        call_key(&self.envelope)
    }

    /// What the message's assistant is for.
    pub fn agent(&self, tenant: &Tenant) -> Result<AgentType, Declined> {
        let envelope = &self.envelope;
        let chat = envelope.text_chat && !envelope.simulation;
        let agent = tenant
            .agent_for(envelope.keys.assistant_id.as_deref())
            .ok_or(Declined::NotConfigured)?;
        if chat && tenant.text_chats == TextChats::Off {
            return Err(Declined::CallsOnly);
        }
        Ok(agent)
    }

    /// The tenant as this isolate knows it: perhaps stale.
    pub fn remembered(&self) -> Option<Arc<Tenant>> {
        match &self.sender {
            Sender::Platform => self.state.cache.routes.get(&self.envelope.keys),
            Sender::Tenant { endpoint, .. } => Some(Arc::clone(&endpoint.tenant)),
        }
    }

    /// The tenant, from memory or from the database, for a batch that checks what it depends on.
    /// Nothing would notice that a remembered tenant which declines is stale, so it is not used.
    pub async fn route_to(&self, call_key: &str) -> Result<Routed, NoTenant> {
        match self.remembered() {
            Some(tenant) if self.sender.speaks_for(&tenant) && self.agent(&tenant).is_ok() => {
                Ok(self.routed(tenant, call_key))
            }
            _ => self.resolve(call_key).await,
        }
    }

    /// The tenant as the database has it, for an answer that no batch checks.
    pub async fn resolve(&self, call_key: &str) -> Result<Routed, NoTenant> {
        let keys = &self.envelope.keys;
        let statement = load_by_keys(keys, self.sender.scope(), Some(call_key));
        let row: Option<LoadedRow> = self.exchange.meter.read(statement).await?.first()?;
        let Some(row) = row else {
            return Err(match self.sender {
                Sender::Platform => NoTenant::Nobody,
                Sender::Tenant { .. } => self.forbidden("keys_of_nobody"),
            });
        };
        let by_keys = row.by_keys == 1;
        let tenant = Arc::new(Tenant::read(row.tenant)?);
        if !self.sender.speaks_for(&tenant) {
            return Err(self.forbidden("not_the_tenants_sender"));
        }
        if by_keys && matches!(self.sender, Sender::Platform) {
            self.state
                .cache
                .routes
                .insert(keys.clone(), Arc::clone(&tenant));
        }
        Ok(self.routed(tenant, call_key))
    }

    fn routed(&self, tenant: Arc<Tenant>, call_key: &str) -> Routed {
        self.exchange.note("tenant", tenant.id.as_str());
        self.exchange.set_language(tenant.language);
        let guard = Guard {
            tenant_id: tenant.id.clone(),
            scope: self.sender.scope().to_owned(),
            vapi_call_id: call_key.to_owned(),
            version: tenant.version,
            routing_version: tenant.routing_version,
        };
        let now = timestamp(self.exchange.now());
        let bind = match self.sender {
            // The keys are known to name this tenant while the versions hold.
            Sender::Platform => guard.bind(&now),
            Sender::Tenant { .. } => bind_resolved(&guard, &self.envelope.keys, &now),
        };
        Routed {
            tenant,
            guard,
            bind,
        }
    }

    fn forbidden(&self, why: &str) -> NoTenant {
        self.exchange.note("refused", why);
        NoTenant::Forbidden
    }

    /// After a batch that did not apply: forgets what was remembered. A tenant's sender has to
    /// pass the plans as they are now; if it does and the second attempt fails too, the keys are
    /// foreign.
    pub async fn refresh(&mut self) -> Result<(), NoTenant> {
        match &self.sender {
            Sender::Platform => self.state.cache.routes.remove(&self.envelope.keys),
            Sender::Tenant { endpoint_id, .. } => {
                let id = endpoint_id.clone();
                self.state.cache.endpoints.remove(&id);
                self.sender =
                    Sender::endpoint(&self.state, &self.exchange, &id, &self.headers, &*self.body)
                        .await
                        .map_err(|error| match error {
                            RequestError::Unauthorized => NoTenant::Forbidden,
                            _ => DbError::Unavailable("the endpoint cannot be read".into()).into(),
                        })?;
            }
        }
        Ok(())
    }

    /// What a batch that twice did not apply means to this sender.
    pub fn never_applied(&self) -> NoTenant {
        match self.sender {
            Sender::Tenant { .. } => self.forbidden("keys_of_another_tenant"),
            Sender::Platform => {
                NoTenant::Database(DbError::Invalid("the configuration keeps changing".into()))
            }
        }
    }

    /// The signalled caller; withheld numbers and the tenant's own count as none.
    pub fn caller(&self, tenant: &Tenant) -> Option<PhoneNumber> {
        signalled(self.envelope.caller.as_deref(), &tenant.numbers)
    }

    /// What this message tells of its call.
    pub fn call_facts(&self, tenant: &Tenant, call_key: &str) -> CallFacts {
        call_facts(&self.envelope, &tenant.id, call_key, Source::Message)
    }

    /// Keeps a live message of nobody for the operator, in a batch of its own.
    pub async fn keep_unrouted(&self) -> Result<(), DbError> {
        let now = self.exchange.now();
        let envelope = self.envelope.clone();
        let bytes = self.body.bytes();
        let arrival = Arrival::new(self.sender.scope(), now, envelope, Happening::Live, &bytes);
        let statements = vec![arrival.unrouted(now)];
        self.exchange.meter.insist(statements).await.map(|_| ())
    }
}
