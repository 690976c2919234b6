// The database fails, says that it has failed, or takes its time: the caller is told what is true,
// and asking again does not do it again.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startGateway } from "./harness.mjs";
import { CLOCK, WEBHOOK, batches, booking, report, result, toolCall } from "./messages.mjs";

const LOST = "Network connection lost.";

let gateway;
before(async () => {
  gateway = await startGateway({ clock: CLOCK, faults: true });
  await gateway.post(
    WEBHOOK,
    booking({ id: "call-warm", caller: "+33600000000" }, { time: "17:00" }),
  );
});
after(() => gateway.stop());

let callers = 0;
/** A caller of a new number, in a new call. */
const someone = () => ({ id: `call-${++callers}`, caller: `+336000000${10 + callers}` });
const rowsOf = ({ caller }) =>
  gateway.sql("SELECT id, status FROM rendez_vous WHERE caller_number = ?1", caller);

test("a batch that failed is sent once more and books once", async () => {
  const caller = someone();
  gateway.nextBatch({ error: LOST });
  const answer = await gateway.post(WEBHOOK, booking(caller, { time: "09:00" }));
  assert.equal(result(answer).status, "booked");
  assert.equal(batches(answer), 2);
  assert.equal((await rowsOf(caller)).length, 1);
});

test("a batch that took effect and was reported as failed books once and says so", async () => {
  const caller = someone();
  gateway.nextBatch({ error: LOST, committed: true });
  const answer = result(await gateway.post(WEBHOOK, booking(caller, { time: "10:00" })));
  assert.equal(answer.status, "booked");
  assert.deepEqual(await rowsOf(caller), [{ id: answer.appointment_id, status: "confirmed" }]);
});

test("an outage is an error that promises nothing, is not kept, and ends", async () => {
  const caller = someone();
  const wish = booking(caller, { time: "11:00" });
  gateway.everyBatch({ error: LOST });
  const refused = await gateway.post(WEBHOOK, wish);
  gateway.everyBatch();
  assert.equal(refused.status, 200, "Vapi reads the answer only then");
  assert.match(result(refused).error, /^\S[^\n]+\.$/);
  assert.deepEqual(await rowsOf(caller), []);
  const answer = result(await gateway.post(WEBHOOK, wish));
  assert.deepEqual([answer.status, answer.replayed], ["booked", undefined]);
  assert.equal((await rowsOf(caller)).length, 1);
});

test("an outage after the effect leaves one row, and the same question tells of it", async () => {
  const caller = someone();
  const wish = booking(caller, { time: "13:30" });
  gateway.everyBatch({ error: LOST, committed: true });
  assert.ok(result(await gateway.post(WEBHOOK, wish)).error);
  gateway.everyBatch();
  const answer = result(await gateway.post(WEBHOOK, wish));
  assert.equal(answer.status, "booked");
  assert.deepEqual(await rowsOf(caller), [{ id: answer.appointment_id, status: "confirmed" }]);
});

test("past the deadline it is pending, and the same question gives the outcome", async () => {
  const caller = someone();
  const wish = booking(caller, { time: "14:30" });
  const late = gateway.nextBatch({ delayMs: 6000 });
  const began = performance.now();
  const pending = result(await gateway.post(WEBHOOK, wish));
  const waited = performance.now() - began;
  assert.equal(pending.status, "pending");
  assert.ok(pending.say.length > 0);
  assert.equal(pending.appointment_id, undefined);
  assert.ok(waited >= 4900 && waited < 5900, `${waited} ms`);
  // The late batch may come before or after this one: whichever is second finds the claim.
  const first = result(await gateway.post(WEBHOOK, wish));
  assert.equal(first.status, "booked");
  await late;
  const second = result(await gateway.post(WEBHOOK, wish));
  assert.deepEqual([second.status, second.replayed], ["booked", true]);
  assert.equal(second.appointment_id, first.appointment_id);
  assert.deepEqual(await rowsOf(caller), [{ id: first.appointment_id, status: "confirmed" }]);
});

test("a late batch that nobody asked about again still books what was asked, once", async () => {
  const caller = someone();
  const wish = booking(caller, { time: "15:30" });
  const late = gateway.nextBatch({ delayMs: 6000 });
  assert.equal(result(await gateway.post(WEBHOOK, wish)).status, "pending");
  await late;
  const [row] = await rowsOf(caller);
  const answer = result(await gateway.post(WEBHOOK, wish));
  assert.deepEqual([answer.status, answer.replayed], ["booked", true]);
  assert.equal(answer.appointment_id, row.id);
  assert.equal((await rowsOf(caller)).length, 1);
});

test("a report is refused while nothing can be stored, and taken at the retry", async () => {
  const caller = someone();
  gateway.everyBatch({ error: LOST });
  for (const attempt of [1, 2]) {
    const refused = await gateway.post(WEBHOOK, report(caller));
    assert.equal(refused.status, 503, `attempt ${attempt}`);
  }
  gateway.everyBatch();
  for (const status of [200, 200]) {
    assert.equal((await gateway.post(WEBHOOK, report(caller))).status, status);
  }
  const rows = await gateway.sql(
    "SELECT summary FROM call_logs WHERE vapi_call_id = ?1",
    caller.id,
  );
  assert.deepEqual(rows, [{ summary: "Le client a pris rendez-vous." }]);
});

test("a tenant's own deadline counts", async (t) => {
  const deadline = (ms) => gateway.sql("UPDATE tenant_settings SET tool_deadline_ms = ?1", ms);
  await deadline(1000);
  t.after(() => deadline(5000));
  const caller = someone();
  await gateway.post(WEBHOOK, toolCall(caller, "get_business_info", {}));
  const wish = booking(caller, { time: "16:30", service: "signature" });
  const late = gateway.nextBatch({ delayMs: 3000 });
  const began = performance.now();
  assert.equal(result(await gateway.post(WEBHOOK, wish)).status, "pending");
  const waited = performance.now() - began;
  assert.ok(waited >= 900 && waited < 2900, `${waited} ms`);
  await late;
  assert.equal(result(await gateway.post(WEBHOOK, wish)).replayed, true);
});
