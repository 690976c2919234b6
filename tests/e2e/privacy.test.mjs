// Retention, erasure, export and the audit log in workerd on a real D1, with a server on loopback as
// Vapi that is busy, then broken, then obliging.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, describe, test } from "node:test";
import { startGateway } from "./harness.mjs";
import { CLOCK, DEMO_TENANT, WEBHOOK, booking, result } from "./messages.mjs";

const OPERATOR = { authorization: "Bearer dev-operator-token" };
const CALLER = "+33612345678";

describe("privacy", () => {
  let gateway;
  let vapi;
  const asked = [];
  const answers = [];

  before(async () => {
    vapi = createServer((request, response) => {
      asked.push(`${request.method} ${request.url} ${request.headers.authorization}`);
      response.writeHead(answers.shift() ?? 200, { "content-type": "application/json" });
      response.end("{}");
    });
    await new Promise((listening) => vapi.listen(0, "127.0.0.1", listening));
    const bindings = {
      VAPI_API_KEY: "vapi-key",
      VAPI_BASE_URL: `http://127.0.0.1:${vapi.address().port}`,
    };
    gateway = await startGateway({ clock: CLOCK, bindings });
  });
  after(async () => {
    await gateway.stop();
    vapi.close();
  });

  const api = (method, path, body) => {
    const address = `/api/${path}${path.includes("?") ? "&" : "?"}tenant_id=${DEMO_TENANT}`;
    return method === "GET"
      ? gateway.get(address, OPERATOR)
      : gateway.post(address, body ?? "", { ...OPERATOR, "x-vapi-secret": undefined });
  };

  test("a person is exported, erased here, and erased at Vapi in the end", async () => {
    const booked = await gateway.post(WEBHOOK, booking({ id: "call-1", caller: CALLER }));
    assert.equal(result(booked).status, "booked");
    await gateway.sql("UPDATE call_logs SET transcript = 'User: Je suis Dupont'");

    const exported = await api("POST", "exports", { phone: "06 12 34 56 78" });
    assert.equal(exported.status, 200, exported.text);
    const { data } = exported.json();
    assert.equal(data.appointments.length, 1);
    assert.equal(data.calls[0].transcript, "User: Je suis Dupont");

    const body = { phone: "06 12 34 56 78", live_appointments: "erase" };
    const erasure = await api("POST", "erasures", body);
    assert.equal(erasure.status, 201, erasure.text);
    assert.equal(erasure.json().erased.appointment, 1);
    assert.equal(erasure.json().state, "running");
    const [call] = await gateway.sql("SELECT from_number, transcript FROM call_logs");
    assert.deepEqual(call, { from_number: null, transcript: null });
    const [row] = await gateway.sql("SELECT customer_name, customer_phone FROM rendez_vous");
    assert.deepEqual(row, { customer_name: "[erased]", customer_phone: null });

    // The first request is refused for longer than it is repeated within a run.
    answers.push(429, 500, 503, 500);
    const failed = await gateway.post("/api/jobs/erasures", "", OPERATOR);
    assert.deepEqual(failed.json(), { done: 0, later: 1 }, failed.text);
    await gateway.sql("UPDATE erasure_tasks SET next_at = '2000'");
    answers.push(404);
    const done = await gateway.post("/api/jobs/erasures", "", OPERATOR);
    assert.deepEqual(done.json(), { done: 1, later: 0 }, done.text);
    assert.deepEqual(new Set(asked), new Set(["DELETE /call/call-1 Bearer vapi-key"]));
    assert.equal(asked.length, 5);
    const receipt = await api("GET", `erasures/${erasure.json().id}`);
    assert.equal(receipt.json().state, "done");

    const audit = await api("GET", "audit");
    const paths = audit.json().data.map(({ method, path, status }) => `${method} ${path} ${status}`);
    assert.ok(paths.includes("POST /api/erasures 201"), audit.text);
    assert.ok(paths.includes("POST /api/exports 200"), audit.text);
    assert.ok(!gateway.log().includes("612345678"), "a number in the log");
  });

  test("what is older than its period is forgotten", async () => {
    await gateway.sql(
      "INSERT INTO call_logs (id, tenant_id, transcript, created_at) " +
        `VALUES ('old', '${DEMO_TENANT}', 'T', '2020-01-01T00:00:00.000Z')`,
    );
    const swept = await gateway.post("/api/jobs/retention", "", OPERATOR);
    assert.equal(swept.json().finished, true, swept.text);
    const [old] = await gateway.sql("SELECT transcript FROM call_logs WHERE id = 'old'");
    assert.equal(old.transcript, null);
  });
});
