// Two tenants at the platform's endpoint: what is said to one of them reads and writes nothing of
// the other.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startGateway } from "./harness.mjs";
import { CLOCK, DEMO_TENANT, WEBHOOK, booking, result, toolCall } from "./messages.mjs";
import { OTHER, addOther, attempts, untouched } from "./tenants.mjs";

let gateway;
before(async () => {
  gateway = await startGateway({ clock: CLOCK });
  await addOther(gateway);
});
after(() => gateway.stop());

const ask = async (body) => result(await gateway.post(WEBHOOK, body));

test("each assistant works for its own tenant alone", async () => {
  const ours = { id: "call-ours", caller: "+33600000200" };
  await untouched(gateway, OTHER.id, async () => {
    assert.equal((await ask(booking(ours))).status, "booked");
  });
  await untouched(gateway, DEMO_TENANT, async () => {
    // The same caller has nothing there yet, and the same start is free there.
    const theirs = OTHER.call("call-theirs");
    const found = await ask(toolCall(theirs, "find_appointments", {}, "tool-find"));
    assert.equal(found.status, "not_found");
    assert.equal((await ask(booking(theirs))).status, "booked");
  });
});

test("a tenant in the body, in metadata or in a header counts for nothing", async () => {
  const call = { id: "call-claims", caller: "+33600000201" };
  const { message } = booking(call, { time: "14:00", tenant_id: OTHER.id });
  const claim = { tenant_id: OTHER.id, tenantId: OTHER.id };
  Object.assign(message, claim, { metadata: claim });
  Object.assign(message.call, claim, { metadata: claim });
  await untouched(gateway, OTHER.id, async () => {
    const path = `${WEBHOOK}?tenant_id=${OTHER.id}`;
    const answer = await gateway.post(path, { message }, { "x-tenant-id": OTHER.id });
    assert.equal(result(answer).status, "booked");
  });
});

test("keys that name two tenants are no match, and no tenant has a row of it", async () => {
  const { message } = booking(OTHER.call("call-torn"), { time: "15:00" });
  message.phoneNumber = { number: "+33987654321" };
  message.call.phoneNumber = message.phoneNumber;
  await untouched(gateway, DEMO_TENANT, () =>
    untouched(gateway, OTHER.id, async () => {
      assert.match((await ask({ message })).error, /not configured/);
    }),
  );
});

test("a call stays with the tenant of its first message", async () => {
  const call = { id: "call-bound", caller: "+33600000202" };
  await ask(toolCall(call, "get_business_info", {}));
  await untouched(gateway, OTHER.id, async () => {
    for (const body of attempts(OTHER.call(call.id))) {
      assert.equal((await gateway.post(WEBHOOK, body)).status, 200);
    }
  });
});

test("the id of another tenant's appointment is not found", async () => {
  const [{ id }] = await gateway.sql("SELECT id FROM rendez_vous WHERE tenant_id = ?1", OTHER.id);
  const ours = { id: "call-foreign-id", caller: "+33600000200" };
  await untouched(gateway, OTHER.id, async () => {
    const cancel = toolCall(ours, "cancel_appointment", { appointment_id: id });
    assert.equal((await ask(cancel)).status, "not_found");
  });
});
