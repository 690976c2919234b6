// What was acknowledged is in the database afterwards: when the database was down and a queue took it,
// and when workerd was killed in the middle of its work.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { startGateway } from "./harness.mjs";
import { CLOCK, WEBHOOK, message, report, result, toolCall } from "./messages.mjs";

const LOST = "Network connection lost.";

/** Waits until `condition` holds, at most that many milliseconds. */
async function until(condition, atMost) {
  const end = performance.now() + atMost;
  while (!(await condition())) {
    assert.ok(performance.now() < end, `not within ${atMost} ms: ${condition}`);
    await new Promise((done) => setTimeout(done, 100));
  }
}

test("what the database does not take the queue takes, and gives back", async (t) => {
  const gateway = await startGateway({ clock: CLOCK, faults: true, queue: true });
  t.after(() => gateway.stop());
  const calls = [1, 2, 3].map((n) => ({ id: `call-${n}`, caller: `+3361200000${n}` }));
  const stored = () =>
    gateway.sql("SELECT vapi_call_id, summary, duration_seconds FROM call_logs ORDER BY 1");
  gateway.everyBatch({ error: LOST });
  for (const call of calls) {
    assert.equal((await gateway.post(WEBHOOK, report(call))).status, 200);
  }
  assert.deepEqual(await stored(), []);
  // The queue finds the database down too, and comes back after ten seconds.
  await until(() => /"given":\d+,"taken":0/.test(gateway.log()), 10_000);
  gateway.everyBatch();
  await until(async () => (await stored()).length === calls.length, 30_000);
  const summary = "Le client a pris rendez-vous.";
  assert.deepEqual(
    await stored(),
    calls.map(({ id }) => ({ vapi_call_id: id, summary, duration_seconds: 125 })),
  );
  const events = await gateway.sql("SELECT count(*) AS n FROM stored_events WHERE state = 'done'");
  assert.deepEqual(events, [{ n: calls.length }]);
});

test("a message that waits too long for the database goes to the queue", async (t) => {
  const gateway = await startGateway({ clock: CLOCK, faults: true, queue: true });
  t.after(() => gateway.stop());
  gateway.nextBatch({ delayMs: 12_000 });
  const began = performance.now();
  assert.equal((await gateway.post(WEBHOOK, report({ id: "call-slow" }))).status, 200);
  const waited = performance.now() - began;
  assert.ok(waited >= 7_900 && waited < 11_000, `${waited} ms`);
  const rows = () => gateway.sql("SELECT id FROM call_logs WHERE vapi_call_id = 'call-slow'");
  await until(async () => (await rows()).length === 1, 10_000);
});

/**
 * Posts messages, several at a time, and kills the gateway once so many were acknowledged, the others
 * under way. What was acknowledged in the end.
 */
async function load(gateway, round, enough) {
  const acknowledged = [];
  let sent = 0;
  let killed;
  const sender = async () => {
    while (!killed) {
      const id = `call-${round}-${++sent}`;
      const call = { id, caller: `+336${round}${String(sent).padStart(7, "0")}` };
      const kind = ["report", "hang", "ticket"][sent % 3];
      const body =
        kind === "report"
          ? report(call)
          : kind === "hang"
            ? message("hang", call)
            : toolCall(call, "create_ticket", { subject: `Panne ${sent}` });
      const answering = gateway.post(WEBHOOK, body).catch(() => undefined);
      if (acknowledged.length >= enough) killed ??= gateway.kill();
      const answer = await answering;
      const done =
        answer?.status === 200 && (kind !== "ticket" || result(answer).status === "created");
      if (done) acknowledged.push({ id, kind });
    }
  };
  await Promise.all(Array.from({ length: 12 }, sender));
  await killed;
  return { acknowledged, sent };
}

test("workerd killed under load has stored all that it acknowledged", async (t) => {
  const persist = mkdtempSync(join(tmpdir(), "gateway-"));
  t.after(() => rmSync(persist, { recursive: true, force: true }));
  const all = [];
  for (const round of [1, 2, 3]) {
    const gateway = await startGateway({ clock: CLOCK, persist });
    const { acknowledged, sent } = await load(gateway, round, 200 + 50 * round);
    assert.ok(acknowledged.length < sent, "nothing was under way when it was killed");
    t.diagnostic(`round ${round}: ${acknowledged.length} of ${sent} were acknowledged`);
    all.push(...acknowledged);
  }
  const gateway = await startGateway({ clock: CLOCK, persist });
  t.after(() => gateway.stop());
  const ids = async (query) => (await gateway.sql(query)).map(({ id }) => id);
  const events = await ids("SELECT vapi_call_id AS id FROM stored_events WHERE state = 'done'");
  const tickets = await ids(
    "SELECT c.vapi_call_id AS id FROM tickets k JOIN call_logs c ON c.id = k.call_id",
  );
  for (const [stored, isTicket] of [[events, false], [tickets, true]]) {
    assert.equal(new Set(stored).size, stored.length, "nothing is there twice");
    const there = new Set(stored);
    const wanted = all.filter(({ kind }) => (kind === "ticket") === isTicket);
    assert.deepEqual(wanted.filter(({ id }) => !there.has(id)), []);
  }
});
