// Races, each played by callers of its own on a day of its own. A scenario returns the promises it
// found broken, one sentence each; none when all of them hold. At its end its callers hang up, so
// that what they were offered is free for the next.

import { WEBHOOK, booking, report, result, toolCall } from "./messages.mjs";

const CROWD = 50;

/** Fifty callers want one start: one gets it, the others hear starts that are free. */
export async function oneStart(gateway, date) {
  const crowd = people(date, CROWD);
  const outcomes = await race(
    crowd.map((caller) => () => ask(gateway, caller, booking(caller, { date }))),
  );
  const told = (status) => outcomes.filter(({ answer }) => answer.status === status);
  const losers = told("unavailable");
  return [
    ...unequal("booked", told("booked").length, 1),
    ...unequal("unavailable", losers.length, CROWD - 1),
    ...(await checked(gateway, date, outcomes)),
    ...shared(losers),
    ...(await unfree(gateway, losers)),
    ...(await hangUp(gateway, crowd)),
  ];
}

/**
 * A caller has been offered a start. Others book it, book into it and move onto it, all before the
 * caller does: the caller has it, and everybody hears the truth.
 */
export async function heldStart(gateway, date) {
  const [holder, ...others] = people(date, 30);
  const movers = others.splice(0, 4);
  for (const [n, mover] of movers.entries()) {
    const wish = { date, time: ["13:30", "14:30", "15:30", "16:30"][n] };
    mover.holds = (await ask(gateway, mover, booking(mover, wish))).answer.appointment_id;
  }
  const question = toolCall(holder, "check_availability", { date, time: "10:00" }, "tool-0");
  const offer = (await ask(gateway, holder, question)).answer;
  const times = ["09:30", "10:00", "10:30"];
  const rivals = await race([
    ...others.map(
      (caller, n) => () => ask(gateway, caller, booking(caller, { date, time: times[n % 3] })),
    ),
    ...movers.map((caller, n) => () => {
      const wish = { new_date: date, new_time: times[n % 3] };
      return ask(gateway, caller, toolCall(caller, "reschedule_appointment", wish, "tool-2"));
    }),
  ]);
  const own = await ask(gateway, holder, booking(holder, { date }, "tool-1"));
  const refused = rivals.filter(({ answer }) => answer.status === "unavailable");
  return [
    ...unequal("starts offered", offer.slots?.length, 1),
    ...(own.answer.status === "booked" ? [] : [`the holder was told ${own.answer.status}`]),
    ...unequal("rivals who were refused", refused.length, rivals.length),
    ...shared(refused),
    ...(await checked(gateway, date, [...rivals, own])),
    ...(await hangUp(gateway, [holder, ...others, ...movers])),
  ];
}

/** One call asks fifty times for the same: one row, one answer, marked when it is a repeat. */
export async function repeats(gateway, date, { freshIds }) {
  const [caller] = people(date, 1);
  const ids = Array.from({ length: CROWD }, (_, n) => (freshIds ? `tool-${n}` : "tool-1"));
  const outcomes = await race(
    ids.map((id) => () => ask(gateway, caller, booking(caller, { date, in_addition: true }, id))),
  );
  const answers = outcomes.map(({ answer }) => answer);
  // The first answer may have been that it takes a moment.
  const first = outcomes.some(({ waited }) => waited) ? [0, 1] : [1];
  const fresh = answers.filter(({ replayed }) => !replayed).length;
  const facts = answers.map(({ replayed, toolCallId, ...rest }) => JSON.stringify(rest));
  const rows = await gateway.sql(
    "SELECT id FROM rendez_vous WHERE caller_number = ?1",
    caller.caller,
  );
  return [
    ...unequal("rows", rows.length, 1),
    ...unequal("different answers", new Set(facts).size, 1),
    ...(first.includes(fresh) ? [] : [`answers without replayed: ${fresh} instead of ${first}`]),
    ...unequal("booked", answers.filter(({ status }) => status === "booked").length, CROWD),
    ...answers
      .filter(({ toolCallId }, n) => toolCallId !== ids[n])
      .map(({ toolCallId }) => `an answer with the id ${toolCallId} of another`),
    ...(await overlaps(gateway, date)),
    ...(await hangUp(gateway, [caller])),
  ];
}

/** Services of 60 and of 30 minutes at starts that overlap. */
export async function lengths(gateway, date) {
  const wishes = ["09:00", "09:30", "10:00", "10:30", "11:00"].flatMap((time) =>
    ["visite", "signature", "visite", "signature"].map((service) => ({ date, time, service })),
  );
  const crowd = people(date, wishes.length);
  const outcomes = await race(
    wishes.map((wish, n) => () => ask(gateway, crowd[n], booking(crowd[n], wish), { wish })),
  );
  const refused = outcomes.filter(({ answer }) => answer.status === "unavailable");
  const baseless = await Promise.all(
    refused.map(async ({ caller, wish }) => {
      const minutes = wish.service === "visite" ? 60 : 30;
      return (await taken(gateway, wish, minutes)) || (await held(gateway, caller, wish, minutes))
        ? []
        : [`refused although free: ${wish.service} at ${wish.time}`];
    }),
  );
  return [
    ...(await checked(gateway, date, outcomes)),
    ...baseless.flat(),
    ...(await hangUp(gateway, crowd)),
  ];
}

/** Bookings, moves onto each other's starts and a cancellation, all at once. */
export async function turnover(gateway, date) {
  const [early, middle, late, ...others] = people(date, 18);
  const times = ["09:00", "10:00", "11:00"];
  for (const [n, holder] of [early, middle, late].entries()) {
    const { answer } = await ask(gateway, holder, booking(holder, { date, time: times[n] }));
    holder.holds = answer.appointment_id;
  }
  const move = (caller, new_time) =>
    toolCall(caller, "reschedule_appointment", { new_date: date, new_time }, "tool-2");
  const outcomes = await race([
    ...others
      .slice(0, 8)
      .map(
        (caller, n) => () => ask(gateway, caller, booking(caller, { date, time: times[n % 3] })),
      ),
    () => ask(gateway, early, move(early, "10:00")),
    () => ask(gateway, late, move(late, "09:00")),
    () => ask(gateway, middle, toolCall(middle, "cancel_appointment", { date }, "tool-2")),
    ...others
      .slice(8)
      .map(
        (caller, n) => () => ask(gateway, caller, booking(caller, { date, time: times[n % 3] })),
      ),
  ]);
  return [
    ...(await checked(gateway, date, outcomes)),
    ...(await hangUp(gateway, [early, middle, late, ...others])),
  ];
}

/** Callers with numbers of their own, each in a call of their own. */
function people(date, count) {
  const day = date.slice(5).replace("-", "");
  return Array.from({ length: count }, (_, n) => ({
    id: `call-${date}-${n}`,
    caller: `+336${day}${String(n).padStart(4, "0")}`,
  }));
}

/** All of them hang up; what is still held for them then. */
async function hangUp(gateway, crowd) {
  await race(crowd.map((caller) => () => gateway.post(WEBHOOK, report(caller))));
  const rows = await gateway.sql(
    "SELECT caller_number FROM slot_holds WHERE caller_number IN (SELECT value FROM json_each(?1))",
    JSON.stringify(crowd.map(({ caller }) => caller)),
  );
  return unequal("holds after the calls", rows.length, 0);
}

const race = (requests) => Promise.all(requests.map((request) => request()));

/** Asks, and asks the same again while the gateway is still at it, as the model does. */
async function ask(gateway, caller, message, more = {}) {
  let answer = result(await gateway.post(WEBHOOK, message));
  const waited = answer.status === "pending";
  for (let n = 0; answer.status === "pending" && n < 5; n++) {
    answer = result(await gateway.post(WEBHOOK, message));
  }
  return { caller, answer, waited, ...more };
}

const unequal = (what, count, expected) =>
  count === expected ? [] : [`${what}: ${count} instead of ${expected}`];

/** What is true after every race: no overlap, and the table is what the callers were told. */
async function checked(gateway, date, outcomes) {
  const live = await gateway.sql(
    "SELECT id, caller_number, rdv_date AS date, substr(rdv_time, 1, 5) AS time " +
      "FROM rendez_vous WHERE status = 'confirmed'",
  );
  const disagreements = outcomes.flatMap((outcome) => disagreement(live, outcome));
  return [...(await overlaps(gateway, date)), ...disagreements];
}

/** Live appointments of one resource that overlap, by arithmetic on what the rows say. */
async function overlaps(gateway, date) {
  const pairs = await gateway.sql(
    `WITH live AS (
       SELECT id, tenant_id, resource_id, rdv_time, rdv_duration_minutes AS minutes,
         unixepoch(rdv_date || ' ' || rdv_time) / 60 AS start
       FROM rendez_vous WHERE status = 'confirmed' AND rdv_date = ?1)
     SELECT a.rdv_time AS one, b.rdv_time AS other FROM live a
     JOIN live b ON a.tenant_id = b.tenant_id AND a.resource_id = b.resource_id AND a.id < b.id
       AND a.start < b.start + b.minutes AND b.start < a.start + a.minutes`,
    date,
  );
  if (pairs.length === 0) return [];
  const [{ one, other }] = pairs;
  return [`double booking: ${pairs.length} pairs, one of them ${one} and ${other}`];
}

/** Whether what a caller was told is what the table holds for that number. */
function disagreement(live, { caller, answer }) {
  const { status, error, appointment_id, date, time } = answer;
  const has = { booked: [appointment_id], rescheduled: [appointment_id], cancelled: [] };
  const expected = has[status] ?? (caller.holds ? [caller.holds] : []);
  const rows = live.filter((row) => row.caller_number === caller.caller);
  const ids = rows.map(({ id }) => id);
  const elsewhere = rows.some(
    (row) => row.id === appointment_id && (row.date !== date || row.time !== time),
  );
  if (ids.join() === expected.join() && !elsewhere) return [];
  return [`told ${status ?? error} (${expected}), while the table holds (${ids})`];
}

/** Offered starts that cannot be had; one of those who heard them takes the first. */
async function unfree(gateway, losers) {
  const offers = new Map(
    losers.flatMap(({ answer }) => answer.slots).map((slot) => [`${slot.date} ${slot.time}`, slot]),
  );
  const empty = losers.filter(({ answer }) => answer.slots.length === 0);
  const gone = await Promise.all([...offers.values()].map((slot) => taken(gateway, slot, 60)));
  const broken = [
    ...unequal("refusals without alternatives", empty.length, 0),
    ...unequal("offered starts that are taken", gone.filter(Boolean).length, 0),
  ];
  if (offers.size === 0) return broken;
  const [{ caller, answer }] = losers;
  const second = await ask(gateway, caller, booking(caller, answer.slots[0], "tool-2"));
  return second.answer.status === "booked"
    ? broken
    : [...broken, "an alternative cannot be booked"];
}

/** Starts that were offered to two callers at once, or that run into each other. */
function shared(outcomes) {
  const offers = outcomes.flatMap(({ caller, answer }) =>
    (answer.slots ?? []).map(({ date, time }) => ({
      caller: caller.caller,
      at: Date.parse(`${date}T${time}Z`) / 60000,
    })),
  );
  offers.sort((a, b) => a.at - b.at);
  const pairs = offers.flatMap((one, n) =>
    offers
      .slice(n + 1)
      .filter((other) => other.at < one.at + 60 && other.caller !== one.caller),
  );
  return pairs.length === 0 ? [] : [`offered twice: ${pairs.length} pairs`];
}

/** Whether another caller holds some of the `minutes` from a start on. */
async function held(gateway, { caller }, { date, time }, minutes) {
  const rows = await gateway.sql(
    `SELECT 1 FROM slot_holds, (SELECT unixepoch(?1 || ' ' || ?2) / 60 - 60 AS start)
     WHERE caller_number <> ?4 AND busy_from < start + ?3 AND start < busy_until`,
    date,
    time,
    minutes,
    caller,
  );
  return rows.length > 0;
}

/** Whether a live appointment lies in the `minutes` from a start on. */
async function taken(gateway, { date, time }, minutes) {
  const rows = await gateway.sql(
    `SELECT 1 FROM rendez_vous WHERE status = 'confirmed' AND rdv_date = ?1
       AND unixepoch(rdv_date || ' ' || rdv_time) < unixepoch(?1 || ' ' || ?2) + 60 * ?3
       AND unixepoch(?1 || ' ' || ?2)
         < unixepoch(rdv_date || ' ' || rdv_time) + 60 * rdv_duration_minutes`,
    date,
    time,
    minutes,
  );
  return rows.length > 0;
}
