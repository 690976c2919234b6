// Tenants with plans and endpoints of their own: each secret speaks for its tenant alone, and at
// no other door.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { startGateway } from "./harness.mjs";
import { CLOCK, DEMO_TENANT, WEBHOOK, booking, result } from "./messages.mjs";
import { OTHER, addOther, attempts, ownEndpoint, untouched } from "./tenants.mjs";

const REFUSED = { error: { code: "unauthorized", message: "authentication failed" } };
const DEMO_SECRET = "secret-of-the-demo";
const OTHER_SECRET = "secret-of-the-other";

describe("endpoints of tenants", () => {
  let gateway;
  let demoPath;
  let otherPath;
  before(async () => {
    gateway = await startGateway({ clock: CLOCK });
    await addOther(gateway);
    demoPath = await ownEndpoint(gateway, DEMO_TENANT, DEMO_SECRET);
    otherPath = await ownEndpoint(gateway, OTHER.id, OTHER_SECRET);
  });
  after(() => gateway.stop());

  const post = (path, body, secret) => gateway.post(path, body, { "x-vapi-secret": secret });
  const ours = (id) => ({ id, caller: "+33600000203" });

  test("each secret works at its own endpoint, for its own assistant", async () => {
    const demo = await post(demoPath, booking(ours("call-1")), DEMO_SECRET);
    assert.equal(result(demo).status, "booked");
    const other = await post(otherPath, booking(OTHER.call("call-2")), OTHER_SECRET);
    assert.equal(result(other).status, "booked");
  });

  /** A way in that is no tenant's own: nothing of anybody is read or written. */
  function shut(name, path, secret, call) {
    test(`${name}: 401`, async () => {
      const rows = await gateway.everything();
      for (const body of attempts(call)) {
        const answer = await post(path(), body, secret);
        assert.equal(answer.status, 401, body.message.type);
        assert.deepEqual(answer.json(), REFUSED);
      }
      assert.deepEqual(await gateway.everything(), rows);
    });
  }
  const atDemo = () => demoPath;
  const atOther = () => otherPath;
  const atPlatform = () => WEBHOOK;
  const nobody = { id: "c-7", assistant: "asst_nobody" };

  shut("A's secret and B's assistant at A's", atDemo, DEMO_SECRET, OTHER.call("c-1"));
  shut("A's secret and B's assistant at B's", atOther, DEMO_SECRET, OTHER.call("c-2"));
  shut(
    "A's secret and B's assistant at the platform's",
    atPlatform,
    DEMO_SECRET,
    OTHER.call("c-3"),
  );
  shut("the platform's secret and B's assistant", atPlatform, "dev-secret", OTHER.call("c-4"));
  shut("the platform's secret at B's", atOther, "dev-secret", OTHER.call("c-5"));
  shut("A's secret and A's assistant at B's", atOther, DEMO_SECRET, ours("c-6"));
  shut("A's secret and nobody's assistant at A's", atDemo, DEMO_SECRET, nobody);

  test("a call that is A's stays A's under B's assistant, and lets no other call in", async () => {
    await untouched(gateway, OTHER.id, async () => {
      for (const body of attempts(OTHER.call("call-1"))) await post(demoPath, body, DEMO_SECRET);
    });
    await untouched(gateway, DEMO_TENANT, async () => {
      const fresh = booking(OTHER.call("c-8"), { time: "16:00" });
      assert.equal((await post(demoPath, fresh, DEMO_SECRET)).status, 401);
    });
  });
});
