// The diary as staff run it through the API on workerd, and as a calendar program reads it: the
// npm package ical.js parses the feed and the single appointment.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import ICAL from "ical.js";
import { devVars, startGateway } from "./harness.mjs";
import { CLOCK, DEMO_TENANT, WEBHOOK, booking, result } from "./messages.mjs";

let gateway;
let staff;
before(async () => {
  gateway = await startGateway({ clock: CLOCK });
  const operator = { authorization: `Bearer ${devVars.OPERATOR_TOKEN}` };
  const path = `/api/keys?tenant_id=${DEMO_TENANT}`;
  const made = await gateway.post(path, { name: "staff" }, operator);
  staff = { authorization: `Bearer ${made.json().key}` };
});
after(() => gateway.stop());

/** A change by staff that succeeds. */
async function change(path, body = {}) {
  const reply = await gateway.post(`/api/${path}`, body, staff);
  assert.ok(reply.status < 300, `${path}: ${reply.status} ${reply.text}`);
  return reply.json();
}

const book = (date, time, customer_name, more) =>
  change("appointments", { date, time, customer_name, ...more });

/** The events of an iCalendar text as ical.js understands them, by UID. */
function events(text) {
  for (const line of text.split("\r\n")) assert.ok(Buffer.byteLength(line) <= 75, line);
  const calendar = new ICAL.Component(ICAL.parse(text));
  assert.equal(calendar.getFirstPropertyValue("version"), "2.0");
  const read = calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    const at = (time) => time.toJSDate().toISOString();
    const status = component.getFirstPropertyValue("status");
    const { uid, summary, location, description, sequence } = event;
    const [start, end] = [at(event.startDate), at(event.endDate)];
    return [uid, { start, end, summary, location, description, sequence, status }];
  });
  assert.equal(new Set(read.map(([uid]) => uid)).size, read.length, "a UID stands twice");
  return new Map(read);
}

const uid = (appointment) => `${appointment.series_id}@coccinelle`;
const ics = async (path) => {
  const reply = await gateway.get(`/api/appointments/${path}`, staff);
  assert.equal(reply.headers.get("content-type"), "text/calendar; charset=utf-8");
  return events(reply.text);
};

test("ical.js reads the feed and the single appointment", async () => {
  const name = "Martin, Anne; dite « Nanou » \\o/, agent immobilier à Saint-Étienne-du-Rouvray";
  const odd = await book("2026-03-04", "09:00", name, {
    customer_phone: "0612345678",
    location: "12 rue de la République,\n69002 Lyon",
  });
  const [first, second] = [
    await book("2026-10-25", "02:00", "First", { fold: "first" }),
    await book("2026-10-25", "02:00", "Second", { fold: "second" }),
  ];
  const winter = await book("2026-03-05", "10:00", "Winter");
  const summer = await change(`appointments/${winter.id}/move`, { date: "2026-07-01", time: "10:00" });
  const off = await book("2026-03-06", "10:00", "Off");
  await change(`appointments/${off.id}/cancel`, { reason: "malade" });

  const { path } = await change("calendar-feeds", { name: "Anne" });
  const reply = await gateway.get(path);
  assert.equal(reply.status, 200);
  assert.doesNotMatch(reply.text.replaceAll("\r\n ", ""), /612345678/);
  const feed = events(reply.text);
  assert.equal(feed.size, 5);
  const hour = (start, end, summary, sequence = 0, status = "CONFIRMED") => ({
    start: `${start}:00.000Z`,
    end: `${end}:00.000Z`,
    summary: `visite – ${summary}`,
    location: null,
    description: null,
    sequence,
    status,
  });
  assert.deepEqual(feed.get(uid(odd)), {
    ...hour("2026-03-04T08:00", "2026-03-04T09:00", name),
    location: "12 rue de la République,\n69002 Lyon",
  });
  assert.deepEqual(feed.get(uid(first)), hour("2026-10-25T00:00", "2026-10-25T01:00", "First"));
  assert.deepEqual(feed.get(uid(second)), hour("2026-10-25T01:00", "2026-10-25T02:00", "Second"));
  const moved = hour("2026-07-01T08:00", "2026-07-01T09:00", "Winter", 2);
  assert.deepEqual(feed.get(uid(winter)), moved);
  const cancelled = hour("2026-03-06T09:00", "2026-03-06T10:00", "Off", 1, "CANCELLED");
  assert.deepEqual(feed.get(uid(off)), cancelled);

  for (const id of [winter.id, summer.id]) {
    assert.deepEqual([...(await ics(`${id}/ics`))], [[uid(winter), moved]]);
  }
  const told = await ics(`${odd.id}/ics?with_phone=true`);
  assert.equal(told.get(uid(odd)).description, "+33612345678");

  const tag = reply.headers.get("etag");
  const again = await gateway.get(path, { "if-none-match": tag });
  assert.deepEqual([again.status, again.text], [304, ""]);
});

test("staff and callers who want one start at once: one has it, and everybody hears so", async () => {
  const date = "2026-03-10";
  const callers = Array.from({ length: 20 }, async (_, n) => {
    const call = { id: `race-${n}`, caller: `+336222222${String(n).padStart(2, "0")}` };
    const answer = result(await gateway.post(WEBHOOK, booking(call, { date })));
    return { has: answer.status === "booked", id: answer.appointment_id };
  });
  const colleagues = Array.from({ length: 20 }, async (_, n) => {
    const body = { date, time: n % 2 ? "10:00" : "10:15", customer_name: `Staff ${n}` };
    const reply = await gateway.post("/api/appointments", body, staff);
    const json = reply.json();
    assert.ok(reply.status === 201 || json.error.code === "taken", reply.text);
    return { has: reply.status === 201, id: json.id ?? json.error.appointment.id };
  });
  const outcomes = await Promise.all([...callers, ...colleagues]);
  const rows = await gateway.sql("SELECT id FROM rendez_vous WHERE rdv_date = ?1", date);
  const winners = outcomes.filter(({ has }) => has);
  assert.deepEqual([rows.length, winners.length], [1, 1]);
  assert.equal(winners[0].id, rows[0].id);
  // The staff who came too late were told of the one that is there.
  for (const { has, id } of outcomes.slice(20)) if (!has) assert.equal(id, rows[0].id);
});
