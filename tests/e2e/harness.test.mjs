// The harness itself: the built Worker answers on a socket, the database is migrated and seeded,
// and an instance starts from nothing.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { devVars, migrationNames, startGateway } from "./harness.mjs";

let gateway;
before(async () => {
  gateway = await startGateway();
});
after(() => gateway.stop());

test("the Worker answers", async () => {
  const answer = await gateway.post("/webhooks/vapi", { message: { type: "hang" } });
  assert.equal(answer.status, 200);
});

test("every migration is applied and recorded", async () => {
  const rows = await gateway.sql("SELECT name FROM d1_migrations ORDER BY id");
  assert.deepEqual(rows.map((row) => row.name), migrationNames());
});

test("the secrets of .dev.vars.example are read as JSON and as text", () => {
  assert.deepEqual(JSON.parse(devVars.VAPI_AUTH_PLANS).map((plan) => plan.type), [
    "bearer",
    "hmac",
  ]);
  assert.equal(devVars.ENCRYPTION_KEY.length, 32);
  assert.equal(devVars.CLOCK_OVERRIDE, undefined);
});

test("ordered faults reach the Worker, each once", async (t) => {
  const faulty = await startGateway({ faults: true });
  t.after(() => faulty.stop());
  const health = async () => (await fetch(new URL("/health", faulty.url))).status;
  assert.equal(await health(), 200);
  // A reading batch is sent once more, so it takes two to be noticed.
  faulty.nextBatch({ error: "Network connection lost." });
  assert.equal(await health(), 200);
  faulty.nextBatch({ error: "Network connection lost." });
  faulty.nextBatch({ error: "Network connection lost." });
  assert.equal(await health(), 503);
  assert.equal(await health(), 200);
});
