//! Finding the tenant of a message and loading its configuration, in one statement.

use crate::{
    db::{Stmt, Value},
    vapi::RoutingKeys,
};

use super::guard::Guard;

/// The tenant that the keys name: assistant, phone-number id, forwarding number, called
/// number. A key counts only if exactly one enabled phone channel has it; two keys that name
/// different tenants are no match.
macro_rules! found {
    ($assistant:literal, $number_id:literal, $forwarded:literal, $called:literal) => {
        concat!(
            "(SELECT max(k.tenant_id) FROM ( \
            SELECT max(m.tenant_id) AS tenant_id FROM ( \
              SELECT 1 AS key, c.tenant_id FROM channel_configurations c \
                WHERE c.channel_type = 'phone' AND c.enabled = 1 AND c.assistant_id = ",
            $assistant,
            " \
              UNION SELECT 1, c.tenant_id FROM assistants a \
                JOIN channel_configurations c ON c.tenant_id = a.tenant_id \
                WHERE a.assistant_id = ",
            $assistant,
            " AND c.channel_type = 'phone' AND c.enabled = 1 \
              UNION SELECT 2, c.tenant_id FROM channel_configurations c \
                WHERE c.channel_type = 'phone' AND c.enabled = 1 AND c.vapi_phone_number_id = ",
            $number_id,
            " \
              UNION SELECT 3, c.tenant_id FROM channel_configurations c \
                WHERE c.channel_type = 'phone' AND c.enabled = 1 AND c.client_number = ",
            $forwarded,
            " \
              UNION SELECT 4, n.tenant_id FROM ( \
                SELECT c.tenant_id FROM channel_configurations c \
                  WHERE c.channel_type = 'phone' AND c.enabled = 1 AND c.shared_number = ",
            $called,
            "   UNION SELECT c.tenant_id FROM channel_configurations c \
                  WHERE c.channel_type = 'phone' AND c.enabled = 1 AND c.client_number = ",
            $called,
            ") n \
            ) m GROUP BY m.key HAVING count(*) = 1 \
          ) k HAVING count(DISTINCT k.tenant_id) = 1)"
        )
    };
}

/// What is configured for the phone channel `c`.
macro_rules! configuration {
    () => {
        "c.tenant_id, v.version, g.version AS routing_version, c.auth_plans_encrypted, \
         c.agent_type, c.assistant_id, c.client_number, c.shared_number, \
         coalesce(s.time_zone, 'Europe/Paris') AS time_zone, \
         CAST(coalesce(c.config_public->>'$.sara.language', s.language, 'fr-FR') AS TEXT) AS language, \
         coalesce(s.country, 'FR') AS country, coalesce(s.holidays, 'none') AS holidays, \
         coalesce(s.text_chats, 'off') AS text_chats, \
         coalesce(s.tool_deadline_ms, 5000) AS tool_deadline_ms, \
         coalesce(s.tool_calls_a_call, 60) AS tool_calls_a_call, s.address, s.scoring, \
         (SELECT u.settings FROM support_settings u WHERE u.tenant_id = c.tenant_id) AS support, \
         (SELECT json_group_array(json_object('assistant_id', a.assistant_id, 'agent_type', a.agent_type)) \
            FROM assistants a WHERE a.tenant_id = c.tenant_id) AS assistants, \
         (SELECT json_group_array(json_object('id', r.id)) FROM (SELECT id FROM resources \
            WHERE tenant_id = c.tenant_id AND enabled = 1 ORDER BY position, id) r) AS resources, \
         (SELECT json_group_array(json_object('id', x.id, 'name_fr', x.name_fr, 'name_en', x.name_en, \
              'synonyms', json(x.synonyms), 'duration', x.duration_minutes, \
              'before', x.buffer_before_minutes, 'after', x.buffer_after_minutes, \
              'grid', x.grid_minutes, 'notice', x.notice_minutes, 'horizon', x.horizon_days, \
              'price', x.price_text, 'is_default', x.is_default, \
              'resources', json((SELECT json_group_array(y.resource_id) FROM service_resources y \
                 WHERE y.tenant_id = x.tenant_id AND y.service_id = x.id)))) \
            FROM (SELECT * FROM services WHERE tenant_id = c.tenant_id AND enabled = 1 \
                  ORDER BY position, id) x) AS services, \
         (SELECT json_group_array(json_object('resource', h.resource_id, 'weekday', h.weekday, \
              'opens', h.opens, 'closes', h.closes)) \
            FROM opening_hours h WHERE h.tenant_id = c.tenant_id) AS hours, \
         (SELECT json_group_array(json_object('resource', l.resource_id, 'from', l.from_date, \
              'until', l.until_date)) \
            FROM closures l WHERE l.tenant_id = c.tenant_id) AS closures, \
         (SELECT json_group_array(json_object('resource', e.resource_id, 'date', e.date, \
              'opens', e.opens, 'closes', e.closes)) \
            FROM opening_exceptions e WHERE e.tenant_id = c.tenant_id) AS exceptions "
    };
}

/// The enabled phone channels `c`, with what [`configuration`] reads.
macro_rules! enabled_channels {
    () => {
        "FROM channel_configurations c \
         JOIN config_versions v ON v.tenant_id = c.tenant_id \
         JOIN config_versions g ON g.tenant_id = '*' \
         LEFT JOIN tenant_settings s ON s.tenant_id = c.tenant_id \
         WHERE c.channel_type = 'phone' AND c.enabled = 1 "
    };
}

/// The tenant the call ?6 is bound to in scope ?5, else the one its keys name.
#[must_use]
pub fn load_by_keys(keys: &RoutingKeys, scope: &str, vapi_call_id: Option<&str>) -> Stmt {
    Stmt {
        sql: concat!(
            "SELECT c.tenant_id IS ",
            found!("?1", "?2", "?3", "?4"),
            " AS by_keys, ",
            configuration!(),
            enabled_channels!(),
            "AND c.tenant_id = coalesce( \
               (SELECT b.tenant_id FROM call_bindings b WHERE b.scope = ?5 AND b.vapi_call_id = ?6), ",
            found!("?1", "?2", "?3", "?4"),
            ")"
        ),
        params: params(keys)
            .into_iter()
            .chain([scope.into(), vapi_call_id.map(str::to_owned).into()])
            .collect(),
    }
}

/// The tenant of a private endpoint.
#[must_use]
pub fn load_by_endpoint(endpoint_id: &str) -> Stmt {
    Stmt::new(
        concat!(
            "SELECT ",
            configuration!(),
            enabled_channels!(),
            "AND c.endpoint_id = ?1"
        ),
        [endpoint_id.into()],
    )
}

/// The configuration of a tenant by its id, whether or not it has a phone channel; always a row.
/// A tenant without any configuration has version 0.
#[must_use]
pub fn load_by_id(tenant_id: &str) -> Stmt {
    Stmt::new(
        concat!(
            "SELECT ",
            configuration!(),
            "FROM (SELECT ?1 AS tenant_id, p.auth_plans_encrypted, p.agent_type, p.assistant_id, \
                     p.client_number, p.shared_number, p.config_public \
                   FROM (SELECT 1) LEFT JOIN channel_configurations p \
                     ON p.tenant_id = ?1 AND p.channel_type = 'phone') c \
             JOIN (SELECT coalesce((SELECT version FROM config_versions \
                     WHERE tenant_id = ?1), 0) AS version) v \
             JOIN config_versions g ON g.tenant_id = '*' \
             LEFT JOIN tenant_settings s ON s.tenant_id = c.tenant_id"
        ),
        [tenant_id.into()],
    )
}

/// Like `Guard::bind`, and only if the keys name that tenant. ?6 now, ?7 to ?10 the keys.
#[must_use]
pub fn bind_resolved(guard: &Guard, keys: &RoutingKeys, now: &str) -> Stmt {
    Stmt {
        sql: concat!(
            "INSERT INTO call_bindings (tenant_id, scope, vapi_call_id, created_at) \
             SELECT ?1, ?2, ?3, ?6 WHERE EXISTS ( \
               SELECT 1 FROM config_versions v JOIN config_versions g ON g.tenant_id = '*' \
               WHERE v.tenant_id = ?1 AND v.version = ?4 AND g.version = ?5) AND ",
            found!("?7", "?8", "?9", "?10"),
            " = ?1 ON CONFLICT DO NOTHING"
        ),
        params: guard.with(std::iter::once(now.into()).chain(params(keys))),
    }
}

fn params(keys: &RoutingKeys) -> [Value; 4] {
    [
        keys.assistant_id.clone().into(),
        keys.phone_number_id.clone().into(),
        keys.forwarded_from.clone().into(),
        keys.called_number.clone().into(),
    ]
}

/// The row of [`load_by_keys`].
#[derive(Clone, Debug)]
pub struct LoadedRow {
    /// Whether the keys themselves name this tenant, not only the binding of the call.
    pub by_keys: i64,
    pub tenant: TenantRow,
}

record! { LoadedRow: by_keys, tenant = whole }

/// The row of [`load_by_endpoint`]; JSON columns as text.
#[derive(Clone, Debug)]
pub struct TenantRow {
    pub tenant_id: String,
    pub version: i64,
    pub routing_version: i64,
    pub auth_plans_encrypted: Option<String>,
    pub agent_type: Option<String>,
    pub assistant_id: Option<String>,
    pub client_number: Option<String>,
    pub shared_number: Option<String>,
    pub time_zone: String,
    pub language: String,
    pub country: String,
    pub holidays: String,
    pub text_chats: String,
    pub tool_deadline_ms: i64,
    pub tool_calls_a_call: i64,
    pub address: Option<String>,
    /// The support settings, if the tenant has any of its own.
    pub support: Option<String>,
    /// The scoring rules, if the tenant has any of its own.
    pub scoring: Option<String>,
    pub assistants: String,
    pub resources: String,
    pub services: String,
    pub hours: String,
    pub closures: String,
    pub exceptions: String,
}

record! { TenantRow:
    tenant_id, version, routing_version, auth_plans_encrypted, agent_type, assistant_id,
    client_number, shared_number, time_zone, language, country, holidays, text_chats,
    tool_deadline_ms, tool_calls_a_call, address, support, scoring, assistants, resources, services,
    hours, closures, exceptions,
}
