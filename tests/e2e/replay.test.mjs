// Payloads as Vapi sends them, posted as they were recorded: our own under tests/fixtures, and
// those of the folder that VAPI_FIXTURES names. What is expected hangs on a file's name, which
// begins with the message's type; answers, credentials and REST objects are not posted.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { startGateway } from "./harness.mjs";
import { CLOCK, DEMO_ASSISTANT, WEBHOOK } from "./messages.mjs";

const OWN = fileURLToPath(new URL("../fixtures", import.meta.url));
const folders = [OWN, process.env.VAPI_FIXTURES].filter((folder) => folder);

const NOT_POSTED = /^(response|auth|rest)_/;
/** Neither of them holds a message. */
const NO_MESSAGE = /^envelope_(empty-object|message-null)/;
const ONE_LINE = /^[^\n\r]{1,800}$/;
const HAS_ROW =
  /^(?!.*(empty-list|chat))(tool-calls|function-call|status-update|end-of-call-report)/;

function payloads(folder) {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json") && !NOT_POSTED.test(name))
    .map((name) => ({ name, body: readFileSync(join(folder, name), "utf8") }));
}

for (const folder of folders) {
  describe(`the payloads of ${folder === OWN ? "tests/fixtures" : "VAPI_FIXTURES"}`, () => {
    test("there are some", () => assert.notEqual(payloads(folder).length, 0));

    test("as recorded, on lines that nobody has: no tenant gets a row", async (t) => {
      const gateway = await startGateway({ clock: CLOCK, seed: false });
      t.after(() => gateway.stop());
      const { stored_events: none, noise_counts: _, ...empty } = await gateway.everything();
      assert.deepEqual(none, []);
      for (const { name, body } of payloads(folder)) await replay(gateway, name, body, body);
      const { stored_events: events, noise_counts: counts, ...contents } = await gateway.everything();
      assert.deepEqual(contents, empty);
      assert.notEqual(events.length, 0, "kept for the operator");
      for (const { tenant_id } of events) assert.equal(tenant_id, null);
      for (const { tenant_id } of counts) assert.equal(tenant_id, "");
      const kept = events.map((event) => event.body).join();
      for (const { name, body } of payloads(folder)) {
        for (const secret of values(JSON.parse(body), isSecret))
          assert.ok(!kept.includes(JSON.stringify(secret)), name);
      }
    });

    test("on the demo tenant's line: every call and every report has its row", async (t) => {
      const gateway = await startGateway({ clock: CLOCK });
      t.after(() => gateway.stop());
      for (const { name, body } of payloads(folder)) {
        const payload = JSON.parse(body);
        const call = onDemoLine(payload);
        await replay(gateway, name, body, payload);
        if (call && HAS_ROW.test(name)) await hasRow(gateway, name, call);
      }
    });
  });
}

async function replay(gateway, name, body, payload) {
  const answer = await gateway.post(WEBHOOK, payload);
  assert.equal(answer.status, NO_MESSAGE.test(name) ? 400 : 200, `${name}: ${answer.text}`);
  wellFormed(name, answer);
  clean(name, body, gateway.log());
}

/** An answer that Vapi can read: JSON, or silence where audio is wanted. */
function wellFormed(name, answer) {
  if (answer.headers.get("content-type") === "application/octet-stream") return;
  const body = answer.json();
  if (name.startsWith("function-call") || name.includes("legacy-function-call")) {
    assert.match(body.result, ONE_LINE, name);
  } else if (name.startsWith("tool-calls")) {
    for (const { result, error } of body.results) {
      assert.match(result ?? error, ONE_LINE, name);
      if (result !== undefined) assert.equal(typeof JSON.parse(result).say, "string", name);
    }
  }
}

/** Neither the numbers nor the secrets of a payload are in the log. */
function clean(name, body, log) {
  assert.doesNotMatch(log, /\+\d{7}/, name);
  const hidden = values(JSON.parse(body), (key, text) => isSecret(key, text) || isNumber(text));
  for (const value of hidden) assert.ok(!log.includes(value), name);
}

const isNumber = (text) => /^\+?\d[\d ().-]{6,}$/.test(text);
const isSecret = (key, text) =>
  /secret|token|authorization|password|api-?key|controlUrl|listenUrl/i.test(key) && text.length > 6;

/** The texts of a JSON value that are `wanted`, a function of their key and themselves. */
function values(value, wanted, key = "") {
  if (typeof value === "string") return wanted(key, value) ? [value] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([inner, held]) => values(held, wanted, inner));
}

/** Binds a payload to the demo tenant in place; the id of its call, if it has one. */
function onDemoLine(payload) {
  const message = payload.message ?? (payload.type ? payload : undefined);
  if (!message) return undefined;
  for (const holder of [message, message.call, message.artifact?.call]) {
    if (!holder) continue;
    for (const key of ["phoneNumber", "phoneNumberId", "assistant"]) delete holder[key];
  }
  if (!message.call) return undefined;
  message.call.assistantId = DEMO_ASSISTANT;
  return message.call.id;
}

async function hasRow(gateway, name, id) {
  const [row] = await gateway.sql(
    "SELECT tenant_id, report_received_at FROM call_logs WHERE vapi_call_id = ?1",
    id,
  );
  assert.equal(row?.tenant_id, "tenant_demo_001", name);
  if (name.startsWith("end-of-call-report")) assert.ok(row.report_received_at, name);
}
