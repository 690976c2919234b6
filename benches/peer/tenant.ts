// Whose line a message is for, as the isolate remembers it.

import type { Database } from "./database";
import type { Message } from "./message";

export interface Service {
  id: string;
  names: string[];
  duration: number;
  grid: number;
  notice: number;
  horizon: number;
  isDefault: boolean;
}

export interface Tenant {
  id: string;
  version: number;
  routingVersion: number;
  zone: string;
  frenchHolidays: boolean;
  numbers: string[];
  resources: string[];
  services: Service[];
  hours: { weekday: number; opens: string; closes: string }[];
  closures: { from: string; until: string }[];
}

const CAPACITY = 500;
const tenants = new Map<string, Tenant>();

function routingKeys({ assistant, call, phoneNumber }: Message): (string | null)[] {
  return [
    assistant?.id ?? call?.assistantId ?? null,
    phoneNumber?.id ?? call?.phoneNumberId ?? null,
    call?.transport?.forwardedFrom ?? null,
    phoneNumber?.number ?? call?.phoneNumber?.number ?? null,
  ];
}

export const forget = (message: Message) => tenants.delete(routingKeys(message).join("\n"));

export async function remembered(db: Database, message: Message): Promise<Tenant | undefined> {
  const keys = routingKeys(message);
  const name = keys.join("\n");
  const known = tenants.get(name);
  if (known) return known;
  const [[row]] = await db.batch([{ sql: LOAD, values: keys }]);
  if (!row) return undefined;
  const list = (column: string) => JSON.parse(row[column]);
  const tenant: Tenant = {
    id: row.tenant_id,
    version: row.version,
    routingVersion: row.routing_version,
    zone: row.time_zone,
    frenchHolidays: row.holidays === "france",
    numbers: [row.client_number, row.shared_number].filter(Boolean),
    resources: list("resources"),
    services: list("services"),
    hours: list("hours"),
    closures: list("closures"),
  };
  if (tenants.size >= CAPACITY) tenants.clear();
  tenants.set(name, tenant);
  return tenant;
}

/** A key counts only if exactly one phone channel has it; keys that disagree are no match. */
const PHONE = "c.channel_type = 'phone' AND c.enabled = 1";
const LOAD = `SELECT c.tenant_id, v.version, g.version AS routing_version,
    coalesce(s.time_zone, 'Europe/Paris') AS time_zone, coalesce(s.holidays, 'none') AS holidays,
    c.client_number, c.shared_number,
    (SELECT json_group_array(r.id) FROM (SELECT id FROM resources
       WHERE tenant_id = c.tenant_id AND enabled = 1 ORDER BY position, id) r) AS resources,
    (SELECT json_group_array(json_object('id', x.id,
         'names', json_array(lower(x.id), lower(x.name_fr), lower(x.name_en)),
         'duration', x.duration_minutes, 'grid', x.grid_minutes, 'notice', x.notice_minutes,
         'horizon', x.horizon_days, 'isDefault', x.is_default))
       FROM (SELECT * FROM services WHERE tenant_id = c.tenant_id AND enabled = 1
             ORDER BY position, id) x) AS services,
    (SELECT json_group_array(json_object('weekday', h.weekday, 'opens', h.opens, 'closes', h.closes))
       FROM opening_hours h WHERE h.tenant_id = c.tenant_id) AS hours,
    (SELECT json_group_array(json_object('from', l.from_date, 'until', l.until_date))
       FROM closures l WHERE l.tenant_id = c.tenant_id) AS closures
  FROM channel_configurations c
  JOIN config_versions v ON v.tenant_id = c.tenant_id
  JOIN config_versions g ON g.tenant_id = '*'
  LEFT JOIN tenant_settings s ON s.tenant_id = c.tenant_id
  WHERE ${PHONE} AND c.tenant_id = (SELECT max(k.tenant_id) FROM (
    SELECT max(m.tenant_id) AS tenant_id FROM (
      SELECT 1 AS key, c.tenant_id FROM channel_configurations c WHERE ${PHONE} AND c.assistant_id = ?1
      UNION SELECT 1, c.tenant_id FROM assistants a JOIN channel_configurations c
        ON c.tenant_id = a.tenant_id WHERE ${PHONE} AND a.assistant_id = ?1
      UNION SELECT 2, c.tenant_id FROM channel_configurations c WHERE ${PHONE} AND c.vapi_phone_number_id = ?2
      UNION SELECT 3, c.tenant_id FROM channel_configurations c WHERE ${PHONE} AND c.client_number = ?3
      UNION SELECT 4, c.tenant_id FROM channel_configurations c
        WHERE ${PHONE} AND (c.client_number = ?4 OR c.shared_number = ?4)
    ) m GROUP BY m.key HAVING count(*) = 1
  ) k HAVING count(DISTINCT k.tenant_id) = 1)`;
