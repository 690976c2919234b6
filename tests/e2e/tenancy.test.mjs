// Two tenants on one gateway: what one of them says reads and writes nothing of the other,
// whichever way it comes in.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { startGateway } from "./harness.mjs";
import {
  CLOCK, DEMO_TENANT, TUESDAY, WEBHOOK, booking, message, report, result, toolCall,
} from "./messages.mjs";
import { OTHER, addOther, ownEndpoint } from "./tenants.mjs";

let gateway;
const open = async () => {
  gateway = await startGateway({ clock: CLOCK });
  await addOther(gateway);
};
const stop = () => gateway.stop();

/** The rows of a tenant, by table; tables that know no tenants are left out. */
async function rowsOf(tenantId) {
  const tables = Object.entries(await gateway.everything());
  const own = tables.map(([table, rows]) => [table, rows.filter((row) => row.tenant_id === tenantId)]);
  return Object.fromEntries(own.filter(([, rows]) => rows.length > 0));
}

/** Runs `act` and shows that it has left every row of a tenant as it was. */
async function untouched(tenantId, act) {
  const before = await rowsOf(tenantId);
  await act();
  assert.deepEqual(await rowsOf(tenantId), before);
}

const theirs = (id) => ({ id, caller: "+33600000200", assistant: OTHER.assistant });

/** Everything a sender could do to a tenant through its assistant. */
const attempts = (call) => [
  booking(call, { time: "11:00" }),
  toolCall(call, "find_appointments", {}, "tool-find"),
  toolCall(call, "cancel_appointment", { date: TUESDAY }, "tool-cancel"),
  toolCall(call, "get_business_info", { topic: "address" }, "tool-info"),
  message("status-update", call, { status: "ended", endedReason: "customer-ended-call" }),
  report(call),
  message("assistant-request", call),
];

describe("at the platform's endpoint", () => {
  before(open);
  after(stop);

  test("each assistant works for its own tenant alone", async () => {
    const ours = { id: "call-ours", caller: "+33600000200" };
    await untouched(OTHER.id, async () => {
      assert.equal(result(await gateway.post(WEBHOOK, booking(ours))).status, "booked");
    });
    await untouched(DEMO_TENANT, async () => {
      // The same start is free there, and the same caller has nothing there yet.
      const found = toolCall(theirs("call-theirs"), "find_appointments", {}, "tool-find");
      assert.equal(result(await gateway.post(WEBHOOK, found)).status, "not_found");
      const booked = await gateway.post(WEBHOOK, booking(theirs("call-theirs")));
      assert.equal(result(booked).status, "booked");
    });
  });

  test("a tenant in the body, in metadata or in a header counts for nothing", async () => {
    const call = { id: "call-claims", caller: "+33600000201" };
    const { message: claims } = booking(call, { time: "14:00", tenant_id: OTHER.id });
    Object.assign(claims, { tenant_id: OTHER.id, tenantId: OTHER.id, metadata: { tenant_id: OTHER.id } });
    claims.call.metadata = { tenant_id: OTHER.id };
    await untouched(OTHER.id, async () => {
      const path = `${WEBHOOK}?tenant_id=${OTHER.id}`;
      const answer = await gateway.post(path, { message: claims }, { "x-tenant-id": OTHER.id });
      assert.equal(result(answer).status, "booked");
    });
  });

  test("keys that name two tenants are no match, and no tenant has a row of it", async () => {
    const { message: torn } = booking(theirs("call-torn"), { time: "15:00" });
    torn.phoneNumber = { number: "+33987654321" };
    torn.call.phoneNumber = torn.phoneNumber;
    await untouched(DEMO_TENANT, () =>
      untouched(OTHER.id, async () => {
        const answer = await gateway.post(WEBHOOK, { message: torn });
        assert.match(result(answer).error, /not configured/);
      }),
    );
  });

  test("a call stays with the tenant of its first message", async () => {
    const call = { id: "call-bound", caller: "+33600000202" };
    await gateway.post(WEBHOOK, toolCall(call, "get_business_info", {}));
    await untouched(OTHER.id, async () => {
      for (const body of attempts(theirs(call.id))) await gateway.post(WEBHOOK, body);
    });
  });

  test("a caller's id of another tenant's appointment is not found", async () => {
    const [{ id }] = await gateway.sql("SELECT id FROM rendez_vous WHERE tenant_id = ?1", OTHER.id);
    const ours = { id: "call-foreign-id", caller: "+33600000200" };
    await untouched(OTHER.id, async () => {
      const cancel = toolCall(ours, "cancel_appointment", { appointment_id: id });
      assert.equal(result(await gateway.post(WEBHOOK, cancel)).status, "not_found");
    });
  });
});

describe("at endpoints of their own", { skip: !(await hasApi()) && "this build has no REST API" }, () => {
  const secrets = { [DEMO_TENANT]: "secret-of-the-demo", [OTHER.id]: "secret-of-the-other" };
  const paths = {};
  before(async () => {
    await open();
    for (const [id, secret] of Object.entries(secrets)) {
      paths[id] = await ownEndpoint(gateway, id, secret);
    }
  });
  after(stop);

  const post = (path, body, secret) => gateway.post(path, body, { "x-vapi-secret": secret });
  const ours = (id) => ({ id, caller: "+33600000203" });

  test("each tenant's secret works at its own endpoint, for its own assistant", async () => {
    for (const [tenantId, call] of [[DEMO_TENANT, ours("call-1")], [OTHER.id, theirs("call-2")]]) {
      const answer = await post(paths[tenantId], booking(call), secrets[tenantId]);
      assert.equal(result(answer).status, "booked", tenantId);
    }
  });

  /** Every way in that is not this tenant's own, with what it would send. */
  function shut(how, path, secret, call) {
    test(how, async () => {
      const before = await gateway.everything();
      for (const body of attempts(call)) {
        const answer = await post(path(), body, secret());
        assert.equal(answer.status, 401, body.message.type);
        assert.deepEqual(answer.json(), {
          error: { code: "unauthorized", message: "authentication failed" },
        });
      }
      assert.deepEqual(await gateway.everything(), before, "not a row of anybody");
    });
  }
  const demoSecret = () => secrets[DEMO_TENANT];
  const devSecret = () => "dev-secret";

  shut("A's secret and B's assistant at A's endpoint", () => paths[DEMO_TENANT], demoSecret, theirs("c-3"));
  shut("A's secret and B's assistant at B's endpoint", () => paths[OTHER.id], demoSecret, theirs("c-4"));
  shut("A's secret and B's assistant at the platform's", () => WEBHOOK, demoSecret, theirs("c-5"));
  shut("the platform's secret and B's assistant", () => WEBHOOK, devSecret, theirs("c-6"));
  shut("the platform's secret at B's endpoint", () => paths[OTHER.id], devSecret, theirs("c-7"));
  shut("A's secret and its own assistant at B's endpoint", () => paths[OTHER.id], demoSecret, ours("c-8"));
  shut("A's secret and nobody's assistant", () => paths[DEMO_TENANT], demoSecret, {
    id: "c-8",
    assistant: "asst_nobody",
  });

  test("a call that is A's stays A's under B's assistant, and that lets no other call in", async () => {
    const path = paths[DEMO_TENANT];
    await untouched(OTHER.id, async () => {
      for (const body of attempts(theirs("call-1"))) await post(path, body, demoSecret());
    });
    await untouched(DEMO_TENANT, async () => {
      const answer = await post(path, booking(theirs("c-9"), { time: "16:00" }), demoSecret());
      assert.equal(answer.status, 401);
    });
  });
});

async function hasApi() {
  const probe = await startGateway();
  const { status } = await probe.get(`/api/channels/phone?tenant_id=${DEMO_TENANT}`, {
    authorization: "Bearer dev-operator-token",
  });
  await probe.stop();
  return status !== 404;
}
