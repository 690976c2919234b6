// Support on workerd and a real local D1: tickets and callbacks from the call to the file, and who
// takes a call over.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startGateway } from "./harness.mjs";
import { CLOCK, WEBHOOK, message, result, toolCall } from "./messages.mjs";

const operator = { authorization: "Bearer dev-operator-token" };
const at = (path) => `/api/${path}?tenant_id=tenant_demo_001`;
const call = { id: "support", caller: "+33612345678" };

let gateway;
before(async () => {
  gateway = await startGateway({ clock: CLOCK });
});
after(() => gateway.stop());

const ask = async (name, parameters, id) =>
  result(await gateway.post(WEBHOOK, toolCall(call, name, parameters, id)));

test("a ticket goes from the call to the desk and into the file", async () => {
  const made = await ask("create_ticket", {
    subject: "=Chauffage en panne",
    customer_name: "Anne Martin",
    priority: "high",
  });
  assert.equal(made.status, "created");
  const again = await ask("create_ticket", { subject: "Chauffage en panne" }, "tool-2");
  assert.equal(again.ticket_number, made.ticket_number);
  const note = { ticket_number: made.ticket_number, note: "Il y a un bébé." };
  assert.equal((await ask("add_ticket_note", note, "tool-3")).status, "updated");

  const list = await gateway.get(`${at("tickets")}&priority=high&category=technique`, operator);
  const [ticket, ...more] = list.json().data;
  assert.equal(more.length, 0);
  // Monday at nine: 120 minutes of opening time, then 480.
  assert.equal(ticket.response_due_at, "2026-03-02T10:00:00.000Z");
  assert.equal(ticket.due_at, "2026-03-02T17:00:00.000Z");

  const path = at(`tickets/${ticket.id}`);
  const read = await gateway.get(path, operator);
  assert.match(JSON.stringify(read.json().notes), /bébé/);
  const file = await gateway.get(at("tickets.csv"), operator);
  assert.match(file.text, /,'=Chauffage en panne,/);
});

test("a wish to be called is on the list, at a time when somebody is there, and in the file", async () => {
  const wish = { reason: "Devis", when: "samedi à 15 h", name: "Anne Martin" };
  const back = await ask("request_callback", wish, "tool-4");
  assert.equal(back.status, "recorded");
  const list = await gateway.get(`${at("callbacks")}&order=due`, operator);
  const entry = list.json().data.find(({ id }) => id === back.callback_id);
  // Saturday is closed.
  assert.equal(entry.due_at, "2026-03-09T08:00:00.000Z");
  const file = await gateway.get(at("callbacks.csv"), operator);
  assert.match(file.text, /Devis/);
});

test("a call is handed over to whom is there, and otherwise a call back is owed", async () => {
  const request = (id) => gateway.post(WEBHOOK, message("transfer-destination-request", { id }));
  const nobody = (await request("over-1")).json();
  assert.deepEqual(Object.keys(nobody), ["error"]);
  const owed = await gateway.sql("SELECT kind FROM callbacks WHERE kind = 'transfer'");
  assert.equal(owed.length, 1);
  await gateway.sql(
    `INSERT INTO support_settings (tenant_id, settings) VALUES ('tenant_demo_001',
       '{"transfer":{"targets":[{"number":"+33123456789"}]}}')`,
  );
  // The isolate learns of it with the next call of a tool.
  await ask("get_business_info", {}, "tool-5");
  const { destination } = (await request("over-2")).json();
  assert.equal(destination.number, "+33123456789");
});
