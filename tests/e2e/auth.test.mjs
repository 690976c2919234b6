// Who may post: signatures as others make them, refusals that say nothing, and development secrets
// that count nowhere but on this machine.

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, before, describe, test } from "node:test";
import { Webhook } from "standardwebhooks";
import { startGateway } from "./harness.mjs";
import { CLOCK, WEBHOOK, batches, booking, result } from "./messages.mjs";

const REFUSED = { error: { code: "unauthorized", message: "authentication failed" } };
const body = JSON.stringify(booking({ id: "call-auth" }, { customer_name: "Zoë 🦉" }));
const seconds = (offset = 0) => Math.floor(Date.now() / 1000) + offset;

let gateway;
const startWith = (bindings) => async () => {
  gateway = await startGateway({ clock: CLOCK, bindings });
};
const stop = () => gateway.stop();

async function accepted(headers, sent = body) {
  const answer = await gateway.post(WEBHOOK, sent, { "x-vapi-secret": undefined, ...headers });
  assert.equal(answer.status, 200, answer.text);
  assert.equal(result(answer).status, "booked");
}

async function refused(headers, sent = body) {
  const answer = await gateway.post(WEBHOOK, sent, { "x-vapi-secret": undefined, ...headers });
  assert.equal(answer.status, 401);
  assert.deepEqual(answer.json(), REFUSED);
  assert.equal(batches(answer), 0, "nothing is read for a stranger");
}

describe("the development plans", () => {
  before(startWith({}));
  after(stop);

  /** Vapi's defaults: hex HMAC-SHA-256 over `{timestamp}.{body}`. */
  const signed = (timestamp, secret = "dev-hmac-secret") => ({
    "x-timestamp": timestamp,
    "x-signature": createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex"),
  });

  test("the secret of the legacy header", async () => {
    await accepted({ "x-vapi-secret": "dev-secret" });
    for (const secret of [
      undefined,
      "",
      "dev-secre",
      "dev-secret2",
      "Dev-Secret",
      "dev-hmac-secret",
    ]) {
      await refused({ "x-vapi-secret": secret });
    }
    await refused({ authorization: "Bearer dev-secret" });
  });

  test("an HMAC made by node:crypto, in seconds and in milliseconds", async () => {
    await accepted(signed(seconds()));
    await accepted(signed(Date.now()));
  });

  test("a signature with anything changed", async () => {
    const good = signed(seconds());
    await refused(signed(seconds(), "another-secret"));
    await refused({ ...good, "x-timestamp": seconds(-1) });
    await refused({ ...good, "x-timestamp": undefined });
    await refused({ ...good, "x-signature": good["x-signature"].slice(2) });
    await refused({ ...good, "x-signature": "" });
    await refused({ ...good, "x-signature": undefined });
    await refused(good, body.replace("10:00", "11:00"));
    await refused(good, `${body}\n`);
  });

  test("a timestamp more than five minutes away, either way", async () => {
    await accepted(signed(seconds(-290)));
    await accepted(signed(seconds(290)));
    await refused(signed(seconds(-310)));
    await refused(signed(seconds(310)));
  });

  test("authentication comes before anything is said about the body", async () => {
    for (const sent of ["", "no JSON", "{}", "[[[["])
      await refused({ "x-vapi-secret": "no" }, sent);
  });

  test("an endpoint that nobody has is refused like a wrong secret", async () => {
    const path = `${WEBHOOK}/00000000-0000-7000-8000-000000000000`;
    const answer = await gateway.post(path, body);
    assert.deepEqual([answer.status, answer.json()], [401, REFUSED]);
  });

  test("under any other host name they count for nothing, and /health says why", async () => {
    const host = "gateway.example.com";
    await refused({ host, "x-vapi-secret": "dev-secret" });
    await refused({ host, ...signed(seconds()) });
    for (const name of ["127.0.0.1.example.com", "localhost.example.com", "127.0.0.2"]) {
      await refused({ host: name, "x-vapi-secret": "dev-secret" });
    }
    const health = await gateway.get("/health", { host });
    assert.equal(health.status, 503);
    const { secrets, problems } = health.json();
    assert.deepEqual(secrets, {
      encryption_key: false,
      operator_token: false,
      vapi_auth_plans: false,
    });
    for (const name of ["VAPI_AUTH_PLANS", "OPERATOR_TOKEN", "ENCRYPTION_KEY"]) {
      assert.ok(
        problems.some((problem) => problem.includes(name)),
        name,
      );
    }
    assert.ok(!health.text.includes("dev-"), "no value is shown");
    await accepted({ "x-vapi-secret": "dev-secret" });
    assert.equal((await gateway.get("/health")).status, 200);
  });
});

describe("a plan written for Standard Webhooks", () => {
  const secret = `whsec_${Buffer.from("thirty-two bytes of a shared key").toString("base64")}`;
  const plan = {
    type: "hmac",
    algorithm: "sha256",
    secretKey: secret,
    secretIsBase64: true,
    payloadFormat: "{svix-id}.{timestamp}.{body}",
    messageIdHeader: "webhook-id",
    timestampHeader: "webhook-timestamp",
    signatureHeader: "webhook-signature",
    signaturePrefix: "v1,",
    signatureEncoding: "base64",
  };
  before(startWith({ VAPI_AUTH_PLANS: JSON.stringify([plan]) }));
  after(stop);

  const sign = (id, at, key = secret) => ({
    "webhook-id": id,
    "webhook-timestamp": at,
    "webhook-signature": new Webhook(key).sign(id, new Date(at * 1000), body),
  });

  test("takes what the npm package signs, alone and in a rotation", async () => {
    const good = sign("msg_1", seconds());
    await accepted(good);
    await accepted({ ...good, "webhook-signature": `v1,AAAA ${good["webhook-signature"]}` });
  });

  test("refuses what has been changed since", async () => {
    const good = sign("msg_1", seconds());
    await refused({ ...good, "webhook-id": "msg_2" });
    await refused({ ...good, "webhook-timestamp": seconds(-1) });
    await refused({ ...good, "webhook-id": undefined });
    await refused({
      ...good,
      "webhook-signature": good["webhook-signature"].replace("v1,", "v2,"),
    });
    await refused(good, body.replace("10:00", "11:00"));
    await refused(sign("msg_1", seconds(), `whsec_${Buffer.from("another").toString("base64")}`));
    await refused(sign("msg_1", seconds(-310)));
  });

  test("and the development secret no longer", async () => {
    await refused({ "x-vapi-secret": "dev-secret" });
  });
});

describe("plans that cannot be used", () => {
  for (const plans of [undefined, "no JSON", '[{"type":"hmac"}]']) {
    test(`refuse everything: ${plans}`, async (t) => {
      await startWith({ VAPI_AUTH_PLANS: plans })();
      t.after(stop);
      await refused({ "x-vapi-secret": "dev-secret" });
      await refused({});
      assert.equal((await gateway.get("/health")).status, 503);
    });
  }
});
