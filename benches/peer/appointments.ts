// check_availability and book_appointment: what they send with the batch, and what they answer.

import * as z from "zod";
import type { Entry } from "./answers";
import { isOpen, localDate, plusDays, start, starts, type Start } from "./calendar";
import { GUARD, type Row, type Statement } from "./database";
import type { Context } from "./index";
import { BookAppointment, CheckAvailability, type ToolCall } from "./message";
import type { Service, Tenant } from "./tenant";

export type Work =
  | { error: string }
  | { statements: Statement[]; read: (rows: Row[][]) => Entry };

const SOON_DAYS = 30;

/** What is wrong, for the model. */
const unusable = (error: z.ZodError): Work => ({
  error: `Not usable: ${error.issues.map(({ path, message }) => `${path.join(".") || "arguments"}: ${message}`).join("; ")}. Ask the caller, then call the tool again.`,
});

function serviceOf(tenant: Tenant, name: string | undefined): Service | undefined {
  const wanted = name?.toLowerCase();
  const named = wanted && tenant.services.find(({ names }) => names.includes(wanted));
  return named || tenant.services.find(({ isDefault }) => isDefault) || tenant.services[0];
}

/** The same arguments in whatever order and spelling of blanks. */
const canonical = (values: object) =>
  JSON.stringify(Object.entries(values).filter(([, value]) => value !== undefined).sort()).toLowerCase();

export function check(context: Context, call: ToolCall): Work {
  const { success, data: wish, error } = CheckAvailability.safeParse(call.arguments);
  if (!success) return unusable(error);
  const { tenant, now } = context;
  const service = serviceOf(tenant, wish.service);
  const today = localDate(now, tenant.zone);
  if (!service || (wish.date && wish.date < today)) {
    return { error: `The date is in the past, or nothing is offered; today is ${today}.` };
  }
  const from = wish.date ?? today;
  const last = wish.date ?? plusDays(today, SOON_DAYS);
  return {
    statements: [
      claim(context, call, false, canonical(wish), null, "available"),
      busy(context, from, plusDays(last, SOON_DAYS), null),
    ],
    read: ([, taken]) => {
      const fits = ({ time }: Start) => !wish.time || time === wish.time;
      const asked = free(tenant, service, taken!, from, last, now, fits);
      if (asked.length > 0) return { status: "available", slots: asked };
      const others = free(tenant, service, taken!, from, plusDays(last, SOON_DAYS), now);
      const status = wish.date && !isOpen(tenant, wish.date) ? "closed" : "unavailable";
      return { status, slots: others };
    },
  };
}

export function book(context: Context, call: ToolCall): Work {
  const { success, data: wish, error } = BookAppointment.safeParse(call.arguments);
  if (!success) return unusable(error);
  const { tenant, caller, now } = context;
  const service = serviceOf(tenant, wish.service);
  if (!service) return { error: "Nothing is offered for booking here." };
  const phone = wish.customer_phone ?? caller;
  if (!phone) return { error: "customer_phone: ask the caller for a number." };
  const wanted = start(wish.date, wish.time, tenant.zone);
  const offered = starts(tenant, service, wish.date, now).some(({ wall }) => wall === wanted.wall);
  const effect = canonical({ wanted, service: service.id, name: wish.customer_name, phone });
  const id = crypto.randomUUID();
  const row = {
    id: crypto.randomUUID(),
    caller,
    phone,
    name: wish.customer_name,
    email: wish.customer_email ?? null,
    location: wish.location ?? null,
    notes: wish.notes ?? null,
    service: service.id,
    duration: service.duration,
    resources: tenant.resources,
    offered,
    in_addition: wish.in_addition ?? false,
    ...wanted,
  };
  const plan = JSON.stringify(row);
  const mine = claim(context, call, true, canonical(wish), effect, null, id);
  const key = [tenant.id, context.callId, call.id, mine.values[6]];
  return {
    statements: [
      mine,
      { sql: REPLAY, values: [id, context.messageAt] },
      { sql: OWN, values: [id, plan] },
      { sql: DECIDE, values: [id, plan] },
      { sql: INSERT, values: [id, plan] },
      { sql: READ, values: [...key, id] },
      busy(context, wish.date, plusDays(wish.date, SOON_DAYS), key),
    ],
    read: (rows) => {
      const read = rows[5]![0]!;
      const facts = read.facts ? JSON.parse(read.facts) : {};
      const slots =
        read.status === "unavailable"
          ? free(tenant, service, rows[6]!, wish.date, plusDays(wish.date, SOON_DAYS), now)
          : undefined;
      return {
        status: read.status,
        service: facts.service,
        date: facts.date,
        time: facts.time,
        appointment_id: read.status === "unavailable" ? undefined : read.effect_id,
        slots,
        replayed: read.mine ? read.replayed === 1 : true,
      };
    },
  };
}

/** The first three free starts of some days. */
function free(
  tenant: Tenant,
  service: Service,
  taken: Row[],
  from: string,
  until: string,
  now: Date,
  fits: (start: Start) => boolean = () => true,
) {
  const found: { date: string; time: string }[] = [];
  const horizon = plusDays(localDate(now, tenant.zone), service.horizon);
  for (let date = from; date <= until && date <= horizon; date = plusDays(date, 1)) {
    for (const start of starts(tenant, service, date, now)) {
      const begins = start.wall - start.offset;
      const isTaken = (row: Row) =>
        row.busy_from - (row.o ?? start.offset) < begins + service.duration &&
        row.busy_until - (row.o ?? start.offset) > begins;
      const open = tenant.resources.some(
        (id, n) =>
          !taken.some((row) => isTaken(row) && (row.resource_id === id || (n === 0 && row.resource_id === "default"))),
      );
      if (open && fits(start)) found.push({ date, time: start.time });
      if (found.length === 3) return found;
    }
  }
  return found;
}

function claim(
  { tenant, message, callId, now, messageAt, requestId }: Context,
  call: ToolCall,
  writes: boolean,
  args: string,
  effect: string | null,
  status: string | null,
  id: string = crypto.randomUUID(),
): Statement {
  const versions = [tenant.id, message.call?.id ?? "", tenant.version, tenant.routingVersion];
  return {
    sql: CLAIM,
    values: [...versions, callId, call.id, args, id, call.name, writes ? 1 : 0, effect, status, now.toISOString(), messageAt, requestId],
  };
}

/** Live appointments of some days; when `key` names a ledger row, only if that one was refused. */
function busy({ tenant }: Context, from: string, until: string, key: unknown[] | null): Statement {
  const days = [tenant.id, JSON.stringify([...tenant.resources, "default"]), plusDays(from, -2), plusDays(until, 2)];
  return key ? { sql: BUSY_IF_REFUSED, values: [...days, ...key.slice(1)] } : { sql: BUSY, values: days };
}

/** ?1 to ?4 the guard, ?5 call, ?6 tool call, ?7 arguments. */
const CLAIM = `INSERT INTO tool_calls (tenant_id, call_id, tool_call_id, args_hash, id, tool, writes,
    effect_key, status, created_at, message_at, request_id)
  SELECT ?1, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15 WHERE ${GUARD}
  ON CONFLICT (tenant_id, call_id, tool_call_id, args_hash) DO UPDATE
  SET id = excluded.id, status = excluded.status, effect_id = NULL, facts = NULL, replay_of = NULL,
    created_at = excluded.created_at, message_at = excluded.message_at, request_id = excluded.request_id
  WHERE writes = 0 OR message_at IS NOT excluded.message_at
    AND status IN ('unavailable', 'already_booked', 'existing_appointment')`;

/** The same wish under another id, while its appointment is what was said. ?1 attempt. */
const REPLAY = `UPDATE tool_calls AS t SET (status, replay_of, effect_id, facts) = (
    SELECT e.status, e.id, e.effect_id, e.facts FROM tool_calls e
    JOIN rendez_vous r ON r.id = e.effect_id AND r.tenant_id = e.tenant_id
    WHERE e.tenant_id = t.tenant_id AND e.call_id = t.call_id AND e.effect_key = t.effect_key
      AND e.id <> t.id AND e.status = 'booked' AND e.replay_of IS NULL AND r.status = 'confirmed'
      AND r.rdv_date = e.facts->>'date' AND substr(r.rdv_time, 1, 5) = e.facts->>'time'
      AND NOT EXISTS (SELECT 1 FROM tool_calls l WHERE l.tenant_id = e.tenant_id
        AND l.effect_id = e.effect_id AND l.seq > e.seq AND l.writes = 1 AND l.replay_of IS NULL)
    ORDER BY e.seq DESC LIMIT 1)
  WHERE t.id = ?1 AND t.status IS NULL AND ?2 IS NOT NULL`;

/** The caller's own appointment at that time, or nearby for the same service. ?2 plan. */
const OWN = `UPDATE tool_calls AS t SET (status, effect_id, facts) = (
    SELECT iif(v.overlaps, 'already_booked', 'existing_appointment'), v.id,
      json_object('date', v.rdv_date, 'time', substr(v.rdv_time, 1, 5), 'service', v.rdv_type)
    FROM (SELECT v.*,
        v.starts_wall - coalesce(v.utc_offset_minutes, ?2->>'offset')
          < (?2->>'wall') - (?2->>'offset') + (?2->>'duration')
        AND v.starts_wall + v.rdv_duration_minutes - coalesce(v.utc_offset_minutes, ?2->>'offset')
          > (?2->>'wall') - (?2->>'offset') AS overlaps
      FROM rendez_vous v WHERE v.tenant_id = t.tenant_id AND v.caller_number = ?2->>'caller'
        AND v.status = 'confirmed'
        AND v.rdv_date BETWEEN date(?2->>'date', '-14 day') AND date(?2->>'date', '+14 day')) v
    WHERE v.overlaps OR v.rdv_type IS ?2->>'service'
    ORDER BY v.overlaps DESC, v.starts_wall LIMIT 1)
  WHERE t.id = ?1 AND t.status IS NULL AND ?2->>'in_addition' = 0`;

/** The first resource that is free, or none. */
const DECIDE = `UPDATE tool_calls AS t SET (status, effect_id, facts) = (
    SELECT iif(r.id IS NULL, 'unavailable', 'booked'), iif(r.id IS NULL, NULL, ?2->>'id'),
      json_object('date', ?2->>'date', 'time', ?2->>'time', 'service', ?2->>'service', 'resource', r.id)
    FROM (SELECT (
      SELECT c.value FROM json_each(?2, '$.resources') c
      WHERE ?2->>'offered' AND NOT EXISTS (SELECT 1 FROM rendez_vous v
        WHERE v.tenant_id = t.tenant_id AND v.resource_id IN (c.value, iif(c.key = 0, 'default', NULL))
          AND v.status = 'confirmed'
          AND v.rdv_date BETWEEN date(?2->>'date', '-2 day') AND date(?2->>'date', '+2 day')
          AND v.busy_from - coalesce(v.utc_offset_minutes, ?2->>'offset')
            < (?2->>'wall') - (?2->>'offset') + (?2->>'duration')
          AND v.busy_until - coalesce(v.utc_offset_minutes, ?2->>'offset') > (?2->>'wall') - (?2->>'offset'))
      ORDER BY c.key LIMIT 1) AS id) r)
  WHERE t.id = ?1 AND t.status IS NULL`;

const INSERT = `INSERT INTO rendez_vous (id, tenant_id, customer_name, customer_phone, customer_email,
    caller_number, rdv_date, rdv_time, rdv_type, rdv_duration_minutes, resource_id, utc_offset_minutes,
    rdv_location, status, notes, call_id, created_by, created_at, updated_at)
  SELECT t.effect_id, t.tenant_id, ?2->>'name', ?2->>'phone', ?2->>'email', ?2->>'caller',
    ?2->>'date', ?2->>'time', ?2->>'service', ?2->>'duration', t.facts->>'resource', ?2->>'offset',
    ?2->>'location', 'confirmed', ?2->>'notes', t.call_id, 'sara', t.created_at, t.created_at
  FROM tool_calls t WHERE t.id = ?1 AND t.status = 'booked' AND t.replay_of IS NULL`;

const READ = `SELECT t.id = ?5 AS mine, t.status, t.facts, t.effect_id, t.replay_of IS NOT NULL AS replayed
  FROM tool_calls t
  WHERE t.tenant_id = ?1 AND t.call_id = ?2 AND t.tool_call_id = ?3 AND t.args_hash = ?4`;

/** ?1 tenant, ?2 resources, ?3 and ?4 the days. */
const BUSY = `SELECT v.resource_id, v.busy_from, v.busy_until, v.utc_offset_minutes AS o
  FROM rendez_vous v WHERE v.tenant_id = ?1 AND v.resource_id IN (SELECT value FROM json_each(?2))
    AND v.status = 'confirmed' AND v.rdv_date BETWEEN ?3 AND ?4`;

const BUSY_IF_REFUSED = `${BUSY} AND EXISTS (SELECT 1 FROM tool_calls t WHERE t.tenant_id = ?1
    AND t.call_id = ?5 AND t.tool_call_id = ?6 AND t.args_hash = ?7 AND t.status = 'unavailable')`;
