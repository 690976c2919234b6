// A second tenant beside the demo tenant, and endpoints of their own for both.

export const OTHER = { id: "tenant_other", assistant: "asst_other", number: "+33988000111" };

/** Opens the other tenant's line: a channel, an assistant, a service, hours on every day. */
export async function addOther(gateway) {
  const config = JSON.stringify({ clientPhoneNumber: OTHER.number, sara: { agentType: "multi_purpose" } });
  const statements = [
    ["INSERT INTO tenant_settings (tenant_id, business_name) VALUES (?1, 'Cabinet Martin')"],
    [
      "INSERT INTO channel_configurations (id, tenant_id, channel_type, enabled, configured, config_public, " +
        "assistant_id) VALUES ('cfg_phone_other', ?1, 'phone', 1, 1, ?2, ?3)",
      config,
      OTHER.assistant,
    ],
    ["INSERT INTO resources (tenant_id, id, name) VALUES (?1, 'default', 'Cabinet Martin')"],
    [
      "INSERT INTO services (tenant_id, id, name_fr, name_en, is_default) " +
        "VALUES (?1, 'conseil', 'conseil', 'advice', 1)",
    ],
    [
      "INSERT INTO opening_hours (id, tenant_id, weekday, opens, closes) " +
        "SELECT 'hours_other_' || value, ?1, value, '08:00', '20:00' " +
        "FROM json_each('[1,2,3,4,5,6,7]')",
    ],
  ];
  for (const [sql, ...values] of statements) await gateway.sql(sql, OTHER.id, ...values);
}

/** Gives a tenant plans of its own, as the operator does; answers the path of its endpoint. */
export async function ownEndpoint(gateway, tenantId, secret) {
  const plan = {
    type: "bearer", token: secret, headerName: "X-Vapi-Secret", bearerPrefixEnabled: false,
  };
  const path = `/api/channels/phone?tenant_id=${tenantId}`;
  const authorization = "Bearer dev-operator-token";
  const now = await gateway.get(path, { authorization });
  const body = { config: now.json().config, secret: { vapi_auth_plans: [plan] } };
  const answer = await gateway.put(path, body, {
    authorization,
    "content-type": "application/json",
    "if-match": now.headers.get("etag") ?? undefined,
  });
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
  return `/webhooks/vapi/${answer.json().endpoint}`;
}
