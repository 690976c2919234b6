// Bodies that are no message, of every kind that a sender or a broken network makes: one status
// that says what is wrong, nothing written, and the isolate lives on.

import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { after, afterEach, before, test } from "node:test";
import { startGateway } from "./harness.mjs";
import { CLOCK, WEBHOOK, booking, result, toolCall } from "./messages.mjs";

const MIB = 1 << 20;

let gateway;
let untouched;
before(async () => {
  gateway = await startGateway({ clock: CLOCK });
  untouched = await gateway.everything();
});
after(() => gateway.stop());
afterEach(async () => {
  const alive = await gateway.post(
    WEBHOOK,
    toolCall({ id: "call-alive" }, "get_business_info", {}),
  );
  assert.equal(result(alive).status, "info", "the isolate still answers");
  untouched = await gateway.everything();
});

function refuses(name, status, code, body, headers) {
  test(`${name}: ${status}`, async () => {
    const answer = await gateway.post(WEBHOOK, body(), headers);
    assert.equal(answer.status, status);
    assert.equal(answer.headers.get("content-type"), "application/json");
    const { error } = answer.json();
    assert.equal(error.code, code);
    assert.ok(error.message.length > 0 && error.message.length < 200);
    assert.deepEqual(await gateway.everything(), untouched);
  });
}

for (const [name, body] of [
  ["nothing", ""],
  ["no JSON", "message=hello"],
  ["JSON that breaks off", '{"message":{"type":"tool-calls"'],
  ["bytes that are no text", new Uint8Array([0xff, 0xfe, 0x00, 0xc3, 0x28])],
  ["an empty object", "{}"],
  ["an object without a message", '{"event":"tool-calls"}'],
  ["a message that is null", '{"message":null}'],
  ["a message that is a string", '{"message":"tool-calls"}'],
  ["a list", "[]"],
  ["5,000 nested arrays", "[".repeat(5000) + "]".repeat(5000)],
  ["5,000 nested arrays as the message", `{"message":${"[".repeat(5000)}${"]".repeat(5000)}}`],
  ["5,000 arrays that never close", "[".repeat(5000)],
]) {
  refuses(name, 400, "malformed", () => body);
}

/** `count` MiB of spaces, sent in chunks without an announced length. */
const chunked = (count) =>
  Readable.from(Array.from({ length: count }, () => Buffer.alloc(MIB, " ")));
const bytes = (length) => Buffer.alloc(length, " ");

refuses("5 MiB", 413, "too_large", () => bytes(5 * MIB));
refuses("5 MiB in chunks", 413, "too_large", () => chunked(5));
refuses("a byte over 4 MiB", 413, "too_large", () => bytes(4 * MIB + 1));
refuses("5 MiB from a stranger", 413, "too_large", () => bytes(5 * MIB), { "x-vapi-secret": "no" });

test("4 MiB to the byte are read, announced or in chunks", async () => {
  const message = booking({ id: "call-large" }, { time: "16:00" });
  const text = Buffer.from(JSON.stringify(message));
  const padded = Buffer.concat([text, bytes(4 * MIB - text.length)]);
  for (const body of [padded, Readable.from([padded.subarray(0, 100), padded.subarray(100)])]) {
    assert.equal(result(await gateway.post(WEBHOOK, body)).status, "booked");
  }
});

test("nesting inside a message costs no more than that message", async () => {
  const deep = `${"[".repeat(5000)}${"]".repeat(5000)}`;
  const body = JSON.stringify(booking({ id: "call-deep" })).replace('"10:00"', deep);
  const answer = await gateway.post(WEBHOOK, body);
  assert.ok([200, 400].includes(answer.status), answer.text);
  assert.deepEqual(
    await gateway.sql("SELECT id FROM rendez_vous WHERE rdv_time LIKE '10:00%'"),
    [],
  );
});

test("only POST, and only there", async () => {
  assert.equal((await gateway.get(WEBHOOK)).status, 405);
  assert.equal((await gateway.put(WEBHOOK, "{}")).status, 405);
  assert.equal((await gateway.post("/webhooks/vapi/a/b", "{}")).status, 404);
  assert.equal((await gateway.post("/", "{}")).status, 404);
});
