// Callers who want the same thing at the same time, on workerd and a real local D1.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startGateway } from "./harness.mjs";
import { CLOCK } from "./messages.mjs";
import { heldStart, lengths, oneStart, repeats, turnover } from "./scenarios.mjs";

let gateway;
before(async () => {
  gateway = await startGateway({ clock: CLOCK });
});
after(() => gateway.stop());

test("fifty callers want one start: one is booked, the others hear what is free", async () => {
  assert.deepEqual(await oneStart(gateway, "2026-03-03"), []);
});

test("fifty repeats of one call under one id make one row and fifty equal answers", async () => {
  assert.deepEqual(await repeats(gateway, "2026-03-04", { freshIds: false }), []);
});

test("fifty repeats of one call under new ids make one row and fifty equal answers", async () => {
  assert.deepEqual(await repeats(gateway, "2026-03-05", { freshIds: true }), []);
});

test("services of different lengths never overlap, and nothing free is refused", async () => {
  assert.deepEqual(await lengths(gateway, "2026-03-06"), []);
});

test("a start that was offered is kept from bookings and moves of others", async () => {
  assert.deepEqual(await heldStart(gateway, "2026-03-10"), []);
});

test("bookings, moves and a cancellation at once leave what each caller was told", async () => {
  assert.deepEqual(await turnover(gateway, "2026-03-09"), []);
});
