// Prospects on workerd and a real local D1: calls at once, a merge, the score, the export.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startGateway } from "./harness.mjs";
import { CLOCK } from "./messages.mjs";

const operator = { authorization: "Bearer dev-operator-token" };
const list = "/api/prospects?tenant_id=tenant_demo_001";

let gateway;
before(async () => {
  gateway = await startGateway({ clock: CLOCK });
});
after(() => gateway.stop());

/** One question of a call; the parsed result. */
async function qualify(call, number, args, id = "t1") {
  const customer = number && { number };
  const body = {
    message: {
      type: "tool-calls",
      call: { id: call, type: "inboundPhoneCall", assistantId: "vapi_assistant_demo_123", customer },
      toolCallList: [
        { id, type: "function", function: { name: "qualify_prospect", arguments: args } },
      ],
    },
  };
  const answer = await gateway.post("/webhooks/vapi", body);
  return JSON.parse(answer.json().results[0].result);
}

const rows = (sql, ...values) => gateway.sql(sql, ...values);

test("twenty calls at once about one person are one prospect, and nothing is lost", async () => {
  const fields = [
    { name: "Anne Martin" },
    { budget_max: "250k" },
    { interest_type: "achat" },
    { property_type: "maison" },
    { location_preference: "Lyon" },
    { timeline: "en juin" },
    { decision_maker: true },
    { email: "anne@example.com" },
  ];
  const told = [...Array(20).keys()].map((n) => ({
    ...fields[n % fields.length],
    notes: `remarque ${String(n).padStart(2, "0")}.`,
  }));
  const results = await Promise.all(
    told.map((args, n) => qualify(`own-${n}`, "+33612345678", args)),
  );
  const found = await rows("SELECT * FROM prospects WHERE caller_number = ?1", "+33612345678");
  assert.equal(found.length, 1);
  const [row] = found;
  for (const [n, result] of results.entries()) {
    assert.equal(result.prospect_id, row.id);
    assert.ok(row.notes.includes(told[n].notes), `${n}: ${row.notes}`);
  }
  assert.equal(row.qualification_score, 100);
  assert.equal(row.qualification_status, "qualified");
  assert.deepEqual(JSON.parse(row.score_detail).missing, []);
  const calls = await rows("SELECT * FROM prospect_calls WHERE prospect_id = ?1", row.id);
  assert.equal(calls.length, 20);
});

test("twenty withheld calls that give one number are one prospect", async () => {
  const results = await Promise.all(
    [...Array(20).keys()].map((n) =>
      qualify(`given-${n}`, "anonymous", {
        name: "Paul Durand",
        phone: "07 11 22 33 44",
        notes: `remarque ${String(n).padStart(2, "0")}.`,
      }),
    ),
  );
  const [row, ...more] = await rows("SELECT * FROM prospects WHERE phone = ?1", "+33711223344");
  assert.equal(more.length, 0);
  for (const n of results.keys()) {
    assert.ok(row.notes.includes(`remarque ${String(n).padStart(2, "0")}.`));
  }
  // Nobody hears that there were others.
  const answers = new Set(results.map(({ prospect_id, ...rest }) => JSON.stringify(rest)));
  assert.equal(answers.size, 1);
});

test("a call that says late who it is becomes one with the person", async () => {
  await qualify("late-1", "anonymous", { name: "Eva Petit", email: "eva@example.com" });
  const begun = await qualify("late-2", "anonymous", { name: "Eva", timeline: "en mai" });
  await qualify("late-2", "anonymous", { email: "eva@example.com" }, "t2");
  const found = await rows("SELECT * FROM prospects WHERE name LIKE 'Eva%'");
  assert.deepEqual(
    found.map((row) => [row.name, row.timeline]),
    [["Eva Petit", "en mai"]],
  );
  const path = `/api/prospects/${begun.prospect_id}?tenant_id=tenant_demo_001`;
  assert.equal((await gateway.get(path, operator)).json().id, found[0].id);
});

test("a budget without its thousands is read with them and said back", async () => {
  const args = { name: "Luc Roy", interest_type: "achat", budget_max: "entre 200 et 250" };
  const bought = await qualify("buys", "+33600000009", args);
  assert.match(bought.say, /un budget entre 200 mille et 250 mille/);
  const rented = await qualify("rents", "+33600000008", {
    ...args,
    interest_type: "location",
    budget_max: "900 euros",
  });
  assert.doesNotMatch(rented.say, /budget/);
  const amounts = await rows(
    "SELECT budget_min, budget_max FROM prospects WHERE name = 'Luc Roy' ORDER BY budget_max",
  );
  assert.deepEqual(amounts, [
    { budget_min: null, budget_max: 900 },
    { budget_min: 200_000, budget_max: 250_000 },
  ]);
});

test("the list is exported whole", async () => {
  const file = await gateway.get(list.replace("prospects?", "prospects.csv?"), operator);
  const kept = await rows("SELECT count(*) AS n FROM prospects");
  assert.equal(file.status, 200);
  assert.match(file.headers.get("content-type"), /^text\/csv/);
  assert.match(file.text, /^id,created_at,name,/);
  const ids = new Set(file.text.match(/^[0-9a-f-]{36}(?=,)/gm));
  assert.equal(ids.size, kept[0].n);
});

test("an export of many pages comes in pieces and holds every row once", async () => {
  await rows(
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1500) \
     INSERT INTO prospects (id, tenant_id, name, created_at) \
     SELECT 'many' || i, 'tenant_demo_001', 'N' || i, '2026-01-01T00:00:00.000Z' FROM n",
  );
  const file = await gateway.get(list.replace("prospects?", "prospects.csv?"), operator);
  const ids = file.text.match(/^many\d+(?=,)/gm);
  assert.equal(ids.length, 1500);
  assert.equal(new Set(ids).size, 1500);
  assert.equal(file.headers.get("content-length"), null);
});
