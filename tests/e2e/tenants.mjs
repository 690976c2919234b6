// A second tenant beside the demo tenant, what a sender may try on it, and the proof that nothing
// of a tenant was touched.

import assert from "node:assert/strict";
import { TUESDAY, booking, message, report, toolCall } from "./messages.mjs";

export const OTHER = {
  id: "tenant_other",
  assistant: "asst_other",
  /** A call to its assistant. */
  call: (id) => ({ id, caller: "+33600000200", assistant: OTHER.assistant }),
};

/** Opens the other tenant's line: a channel, an assistant, a service, hours on every day. */
export async function addOther(gateway) {
  const config = { clientPhoneNumber: "+33988000111", sara: { agentType: "multi_purpose" } };
  const statements = [
    ["INSERT INTO tenant_settings (tenant_id, business_name) VALUES (?1, 'Cabinet Martin')"],
    [
      "INSERT INTO channel_configurations " +
        "(id, tenant_id, channel_type, enabled, configured, config_public, assistant_id) " +
        "VALUES ('cfg_phone_other', ?1, 'phone', 1, 1, ?2, ?3)",
      JSON.stringify(config),
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

/** Gives a tenant plans of its own, as the operator does; resolves to its endpoint's path. */
export async function ownEndpoint(gateway, tenantId, secret) {
  const plan = {
    type: "bearer",
    token: secret,
    headerName: "X-Vapi-Secret",
    bearerPrefixEnabled: false,
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
  return answer.json().endpoint;
}

/** Everything a sender could try on a tenant through a call. */
export const attempts = (call) => [
  booking(call, { time: "11:00" }),
  toolCall(call, "find_appointments", {}, "tool-find"),
  toolCall(call, "cancel_appointment", { date: TUESDAY }, "tool-cancel"),
  toolCall(call, "get_business_info", { topic: "address" }, "tool-info"),
  message("status-update", call, { status: "ended", endedReason: "customer-ended-call" }),
  report(call),
  message("assistant-request", call),
];

/** Runs `act` and shows that it has left every row of a tenant as it was. */
export async function untouched(gateway, tenantId, act) {
  const before = await rowsOf(gateway, tenantId);
  await act();
  assert.deepEqual(await rowsOf(gateway, tenantId), before);
}

/** The rows of a tenant, by table. */
async function rowsOf(gateway, tenantId) {
  const tables = Object.entries(await gateway.everything());
  const own = (rows) => rows.filter((row) => row.tenant_id === tenantId);
  return Object.fromEntries(tables.map(([table, rows]) => [table, own(rows)]));
}
