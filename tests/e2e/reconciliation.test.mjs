// Calls whose report never came are fetched from a Vapi on loopback that pages, is busy and breaks.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { startGateway } from "./harness.mjs";
import { CLOCK, WEBHOOK, report } from "./messages.mjs";

const OPERATOR = { authorization: "Bearer dev-operator-token" };
const CALLS = 30;
const now = new Date(CLOCK).getTime();

/** Vapi's list of calls, newest first, at most 7 of a page; every third request fails. */
function vapi() {
  const calls = Array.from({ length: CALLS }, (_, index) => {
    const at = new Date(now - (index + 1) * 60_000).toISOString();
    return {
      id: `call-${index}`,
      type: "inboundPhoneCall",
      status: "ended",
      assistantId: "vapi_assistant_demo_123",
      createdAt: at,
      startedAt: at,
      endedAt: at,
      updatedAt: at,
      endedReason: "customer-ended-call",
      customer: { number: "+33612345678" },
      analysis: { summary: `Appel ${index}` },
      artifact: { transcript: "AI: Bonjour.\nUser: Au revoir.\n" },
    };
  });
  let requests = 0;
  const server = createServer((request, response) => {
    requests += 1;
    const { pathname, searchParams } = new URL(request.url, "http://vapi");
    if (pathname !== "/call" || request.headers.authorization !== "Bearer key-at-vapi")
      return response.writeHead(401).end();
    if (requests % 3 === 0)
      return response.writeHead(requests % 2 ? 429 : 500, { "retry-after": "0" }).end();
    const from = Date.parse(searchParams.get("updatedAtGe"));
    const until = Date.parse(searchParams.get("updatedAtLt"));
    const within = calls.filter(({ updatedAt }) => {
      const at = Date.parse(updatedAt);
      return from <= at && at < until;
    });
    const page = within.slice(0, Math.min(7, Number(searchParams.get("limit") ?? 100)));
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(page));
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve({ server, calls }));
  });
}

let gateway;
let fake;
before(async () => {
  fake = await vapi();
  gateway = await startGateway({
    clock: CLOCK,
    bindings: {
      VAPI_API_KEY: "key-at-vapi",
      VAPI_BASE_URL: `http://127.0.0.1:${fake.server.address().port}`,
    },
  });
});
after(async () => {
  await gateway.stop();
  fake.server.close();
});

test("after the job all calls are complete and the share is right", async () => {
  for (const id of ["call-0", "call-1", "call-2"])
    await gateway.post(WEBHOOK, report({ id, caller: "+33612345678" }));
  const answer = await gateway.post("/api/jobs/reconcile", "", OPERATOR);
  assert.equal(answer.status, 200, answer.text);
  assert.equal(answer.json().fetched, CALLS - 3, answer.text);
  const rows = await gateway.sql("SELECT count(*) AS calls, sum(summary IS NOT NULL) AS whole FROM call_logs");
  assert.deepEqual(rows, [{ calls: CALLS, whole: CALLS }]);
  const told = await gateway.get("/api/reconciliation?tenant_id=tenant_demo_001", OPERATOR);
  const { received, fetched, missing, share_fetched } = told.json();
  assert.deepEqual([received, fetched, missing, share_fetched], [3, CALLS - 3, 0, (CALLS - 3) / CALLS]);
  const again = await gateway.post("/api/jobs/reconcile", "", OPERATOR);
  assert.equal(again.json().fetched, 0);
});
