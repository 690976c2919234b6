//! A tenant's phone channel as its operator reads and changes it.
//!
//! A change is decided where it is written: the precondition and the routing keys of all other
//! tenants are looked at in the same batch.

use serde::Serialize;
use serde_json::{Map, Value as Json};

use crate::db::{Stmt, Value};

/// What a request changes; what is absent stays.
#[derive(Debug, Default, Serialize)]
pub struct Change {
    /// Versions of which one must be the row's, or `*` for any row at all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub if_match: Option<Vec<Json>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub config: Option<Map<String, Json>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub templates: Option<Map<String, Json>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
    /// `Some(None)` takes the assistant away.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assistant_id: Option<Option<String>>,
    /// The sealed authentication plans; `Some(None)` takes them away.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plans: Option<Option<String>>,
}

/// Whether another tenant's enabled phone channel `o` has that key.
macro_rules! taken {
    ($key:literal) => {
        concat!(
            "EXISTS (SELECT 1 FROM channel_configurations o WHERE o.channel_type = 'phone' \
               AND o.enabled = 1 AND o.tenant_id <> ?1 AND ",
            $key,
            ")"
        )
    };
}
/// The row after the change (`merged`), and why it may not be written (`verdict`).
/// ?1 tenant, ?2 the change as JSON.
macro_rules! decided {
    () => {
        concat!(
            "WITH merged AS (SELECT was.version, \
               coalesce(?2->>'$.enabled', was.enabled, 0) AS enabled, \
               coalesce(?2->'$.config', was.config_public, '{}') AS config, \
               coalesce(?2->'$.templates', was.templates, '{}') AS templates, \
               iif(json_type(?2, '$.assistant_id') IS NULL, was.assistant_id, \
                   ?2->>'$.assistant_id') AS assistant_id, \
               iif(json_type(?2, '$.plans') IS NULL, was.auth_plans_encrypted, \
                   ?2->>'$.plans') AS plans \
               FROM (SELECT 1) LEFT JOIN channel_configurations was \
                 ON was.tenant_id = ?1 AND was.channel_type = 'phone'), \
             keys AS (SELECT assistant_id, config->>'$.clientPhoneNumber' AS client_number, \
               config->>'$.twilioSharedNumber' AS shared_number, \
               config->>'$.vapiPhoneNumberId' AS number_id, \
               enabled OR json_type(?2, '$.config') IS NOT NULL AS with_config, \
               enabled OR json_type(?2, '$.assistant_id') IS NOT NULL AS with_assistant \
               FROM merged), \
             verdict AS (SELECT CASE \
               WHEN json_type(?2, '$.if_match') IS NOT NULL AND NOT EXISTS ( \
                 SELECT 1 FROM merged m JOIN json_each(?2, '$.if_match') i \
                 WHERE m.version IS NOT NULL AND i.value IN ('*', m.version)) THEN 'changed' \
               WHEN with_assistant AND (",
            taken!("o.assistant_id = keys.assistant_id"),
            "    OR EXISTS (SELECT 1 FROM assistants a JOIN channel_configurations o \
                   ON o.tenant_id = a.tenant_id AND o.channel_type = 'phone' AND o.enabled = 1 \
                   WHERE a.assistant_id = keys.assistant_id AND a.tenant_id <> ?1)) \
                 THEN 'assistant_id' \
               WHEN with_config AND (",
            taken!("o.client_number = keys.client_number"),
            " OR ",
            taken!("o.shared_number = keys.client_number"),
            ")   THEN 'config.clientPhoneNumber' \
               WHEN with_config AND ",
            taken!("o.client_number = keys.shared_number"),
            "    THEN 'config.twilioSharedNumber' \
               WHEN with_config AND ",
            taken!("o.vapi_phone_number_id = keys.number_id"),
            "    THEN 'config.vapiPhoneNumberId' \
               END AS refused FROM keys) "
        )
    };
}

/// Writes the change if nothing speaks against it: what did, and the row as it is then.
/// `endpoint_id` becomes the channel's with its first plans.
#[must_use]
pub fn write(
    tenant_id: &str,
    change: &Change,
    id: &str,
    endpoint_id: &str,
    now: &str,
) -> Vec<Stmt> {
    // A plain struct with string keys: serialization cannot fail.
    let change = serde_json::to_string(change).map_or(Value::Null, Value::Text);
    vec![
        Stmt::new(
            concat!(decided!(), "SELECT refused FROM verdict"),
            [tenant_id.into(), change.clone()],
        ),
        Stmt::new(
            concat!(
                "INSERT INTO channel_configurations (id, tenant_id, channel_type, enabled, \
                   configured, config_public, templates, assistant_id, auth_plans_encrypted, \
                   endpoint_id, created_at, updated_at) ",
                decided!(),
                "SELECT ?3, ?1, 'phone', m.enabled, \
                   coalesce(k.assistant_id, k.client_number, k.number_id) IS NOT NULL, \
                   m.config, m.templates, m.assistant_id, m.plans, \
                   iif(m.plans IS NULL, NULL, ?4), ?5, ?5 \
                 FROM merged m, keys k, verdict v WHERE v.refused IS NULL \
                 ON CONFLICT (tenant_id, channel_type) DO UPDATE SET \
                   enabled = excluded.enabled, configured = excluded.configured, \
                   config_public = excluded.config_public, templates = excluded.templates, \
                   assistant_id = excluded.assistant_id, \
                   auth_plans_encrypted = excluded.auth_plans_encrypted, \
                   endpoint_id = coalesce(endpoint_id, excluded.endpoint_id), \
                   updated_at = excluded.updated_at"
            ),
            [
                tenant_id.into(),
                change,
                id.into(),
                endpoint_id.into(),
                now.into(),
            ],
        ),
        read(tenant_id),
    ]
}

/// The channel as it is.
#[must_use]
pub fn read(tenant_id: &str) -> Stmt {
    Stmt::new(
        "SELECT enabled, configured, assistant_id, config_public, templates, endpoint_id, \
           auth_plans_encrypted IS NOT NULL AS has_secret, version \
         FROM channel_configurations WHERE tenant_id = ?1 AND channel_type = 'phone'",
        [tenant_id.into()],
    )
}

/// The first row of [`write`]: `changed`, or the routing key that another tenant has.
#[derive(Debug)]
pub struct Verdict {
    pub refused: Option<String>,
}

record! { Verdict: refused }

/// The row of [`read`]. The secret itself is never read here.
#[derive(Debug)]
pub struct ChannelRow {
    pub enabled: bool,
    pub configured: bool,
    pub assistant_id: Option<String>,
    pub config_public: String,
    pub templates: String,
    pub endpoint_id: Option<String>,
    pub has_secret: bool,
    pub version: i64,
}

record! { ChannelRow:
    enabled = flag, configured = flag, assistant_id, config_public, templates, endpoint_id,
    has_secret = flag, version,
}
