// How many D1 batches a request takes, as its Server-Timing says: one for a warm tool-call message
// whatever is in it, two for a cold isolate, none for what is refused or needs no database.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { startGateway } from "./harness.mjs";
import {
  CLOCK,
  TUESDAY,
  WEBHOOK,
  batches,
  booking,
  message,
  report,
  result,
  results,
  toolCall,
  toolCalls,
} from "./messages.mjs";

const call = { id: "call-trips" };
const three = toolCalls(call, [
  ["one", "check_availability", { date: TUESDAY }],
  ["two", "find_appointments", {}],
  ["three", "get_business_info", { topic: "hours" }],
]);
const mixed = toolCalls(call, [
  [
    "four",
    "book_appointment",
    { date: TUESDAY, time: "16:00", customer_name: "Ada", in_addition: true },
  ],
  ["five", "create_ticket", { subject: "Chaudière en panne", customer_name: "Ada" }],
  ["six", "find_appointments", {}],
]);

describe("a cold isolate", () => {
  const cold = (name, body, expected, read) =>
    test(`${name}: ${expected} batches`, async (t) => {
      const gateway = await startGateway({ clock: CLOCK });
      t.after(() => gateway.stop());
      const answer = await gateway.post(WEBHOOK, body);
      assert.equal(answer.status, 200);
      read?.(answer);
      assert.equal(batches(answer), expected);
      assert.equal(batches(await gateway.post(WEBHOOK, body)), 1, "the next one is warm");
    });

  cold("a booking", booking(call), 2, (answer) => assert.equal(result(answer).status, "booked"));
  cold("three calls in one message", three, 2, (answer) =>
    assert.deepEqual(
      results(answer).map(({ status }) => status),
      ["available", "not_found", "info"],
    ),
  );
  cold("an end-of-call report", report(call), 2);
});

describe("a warm isolate", () => {
  let gateway;
  before(async () => {
    gateway = await startGateway({ clock: CLOCK });
    await gateway.post(WEBHOOK, three);
  });
  after(() => gateway.stop());

  const takes = async (expected, body, headers) => {
    const answer = await gateway.post(WEBHOOK, body, headers);
    assert.equal(batches(answer), expected);
    return answer;
  };

  test("one batch for reading, writing and repeating, alone or together", async () => {
    assert.equal(result(await takes(1, booking(call))).status, "booked");
    assert.equal(result(await takes(1, booking(call))).replayed, true);
    const answers = results(await takes(1, mixed));
    assert.deepEqual(
      answers.map(({ status }) => status),
      ["booked", "created", "found"],
    );
    assert.equal(answers[2].appointments.length, 2, "calls of one message take effect in order");
    const move = { date: TUESDAY, time: "10:00", new_date: TUESDAY, new_time: "11:00" };
    assert.equal(
      result(await takes(1, toolCall(call, "reschedule_appointment", move))).status,
      "rescheduled",
    );
    const cancel = toolCall(call, "cancel_appointment", { date: TUESDAY, time: "11:00" });
    assert.equal(result(await takes(1, cancel)).status, "cancelled");
  });

  test("one batch for what happens to a call", async () => {
    await takes(1, message("status-update", call, { status: "in-progress" }));
    await takes(1, report(call));
    await takes(1, message("something-new", call));
  });

  test("no batch for noise, for live questions and for what is refused", async () => {
    await takes(0, message("speech-update", call, { status: "started", role: "user" }));
    await takes(0, message("knowledge-base-request", call, { messages: [] }));
    assert.equal((await takes(0, three, { "x-vapi-secret": "wrong" })).status, 401);
    assert.equal((await takes(0, "no JSON")).status, 400);
  });

  test("a changed configuration is noticed, loaded again and then warm", async () => {
    const wish = toolCall({ id: "call-later", caller: "+33600000042" }, "check_availability", {
      date: TUESDAY,
    });
    assert.equal(result(await takes(1, wish)).status, "available");
    await gateway.sql(
      "INSERT INTO closures (id, tenant_id, from_date, until_date) " +
        `VALUES ('away', 'tenant_demo_001', '${TUESDAY}', '${TUESDAY}')`,
    );
    assert.equal(result(await takes(3, wish)).status, "closed");
    await takes(1, wish);
  });

  test("every answer says its batches, its time and its id", async () => {
    for (const answer of [
      await gateway.post(WEBHOOK, three),
      await gateway.post(WEBHOOK, three, { "x-vapi-secret": "wrong" }),
      await gateway.post("/nowhere", {}),
      await gateway.get("/health"),
    ]) {
      const timing = answer.headers.get("server-timing");
      assert.match(timing, /^d1;desc="\d+";dur=\d+(\.\d+)?, total;dur=\d+(\.\d+)?$/);
      const id = answer.headers.get("x-request-id");
      assert.match(id, /^[0-9a-f-]{36}$/);
      assert.ok(gateway.log().includes(id), "the log line carries it too");
    }
  });
});
