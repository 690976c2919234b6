// Tool calls that are wrong in every way a model finds: each gets an answer that says what to do,
// its neighbours theirs, and nothing is half written.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { startGateway } from "./harness.mjs";
import {
  CLOCK,
  TUESDAY,
  WEBHOOK,
  booking,
  message,
  result,
  results,
  toolCall,
  toolCalls,
} from "./messages.mjs";

const call = { id: "call-bad" };
let gateway;
before(async () => {
  gateway = await startGateway({ clock: CLOCK });
  // From here on the call has its row.
  await gateway.post(WEBHOOK, toolCall(call, "get_business_info", {}));
});
after(() => gateway.stop());

const ask = async (body) => {
  const answer = await gateway.post(WEBHOOK, body);
  assert.equal(answer.status, 200, answer.text);
  for (const { result: text, error } of answer.json().results) {
    assert.match(text ?? error, /^[^\n\r]{1,800}$/);
  }
  return results(answer);
};

/** Rows by table. */
async function counts() {
  const contents = Object.entries(await gateway.everything());
  return Object.fromEntries(contents.map(([table, rows]) => [table, rows.length]));
}

/** Asks, and shows that this adds no row but those of `more`, a number by table. */
async function adding(more, body) {
  const expected = await counts();
  for (const [table, rows] of Object.entries(more)) expected[table] += rows;
  const answers = await ask(body);
  assert.deepEqual(await counts(), expected);
  return answers;
}

/** A message with these tool calls as they are. */
const raw = (...toolCallList) => message("tool-calls", call, { toolCallList });

describe("an error that names what is wrong", () => {
  test("an assistant that nobody has", async () => {
    const stranger = { id: "call-nobody", assistant: "asst_nobody" };
    const [{ error }] = await adding({ stored_events: 1 }, booking(stranger));
    assert.match(error, /not configured/);
    const [event] = await gateway.sql("SELECT * FROM stored_events");
    assert.deepEqual([event.tenant_id, event.reason], [null, "no_tenant"]);
  });

  test("a tool that this assistant does not have", async () => {
    const [{ error }] = await adding({}, toolCall(call, "send_money", { amount: 5 }));
    assert.match(error, /book_appointment/);
  });

  test("arguments that are no JSON, or no object", async () => {
    for (const parameters of ["{date: demain", "demain à dix heures", "[]", [1], 7, true]) {
      const [{ error }] = await adding({}, toolCall(call, "book_appointment", parameters));
      assert.match(error, /arguments|required|needs?|missing/i, JSON.stringify(parameters));
    }
  });

  test("a name that is missing, empty or of another type", async () => {
    for (const customer_name of [undefined, null, "", "  ", "N/A", "{{customer_name}}"]) {
      const [{ error, status }] = await adding({}, booking(call, { customer_name }));
      assert.match(error ?? status, /customer_name/, JSON.stringify(customer_name));
    }
  });

  test("calls without a name or without a function", async () => {
    const odd = [{ id: "a" }, { id: "b", function: {} }, { id: "c", function: { name: 5 } }];
    const answers = await adding({}, raw(...odd));
    assert.deepEqual(
      answers.map(({ toolCallId }) => toolCallId),
      ["a", "b", "c"],
    );
    for (const { error } of answers) assert.match(error, /tool/);
  });

  test("more calls than run in one message", async () => {
    const info = ["get_business_info", { topic: "hours" }];
    const many = Array.from({ length: 12 }, (_, n) => [`many-${n}`, ...info]);
    const answers = await adding({ tool_calls: 8 }, toolCalls(call, many));
    assert.deepEqual(
      answers.map(({ error }) => error === undefined),
      many.map((_, n) => n < 8),
    );
  });
});

test("one bad call does not spoil its neighbours", async () => {
  const answers = await adding(
    { rendez_vous: 1, appointment_history: 1, tool_calls: 2 },
    toolCalls(call, [
      ["one", "send_money", {}],
      ["two", "book_appointment", { date: TUESDAY, time: "09:00", customer_name: "Ada Vidal" }],
      ["three", "book_appointment", "{{{"],
      ["four", "find_appointments", {}],
    ]),
  );
  assert.deepEqual(
    answers.map(({ toolCallId }) => toolCallId),
    ["one", "two", "three", "four"],
  );
  const kinds = answers.map(({ status, error }) => status ?? typeof error);
  assert.deepEqual(kinds, ["string", "booked", "string", "found"]);
});

test("a year in the past is asked about, not booked", async () => {
  const past = { id: "call-past", caller: "+33600000077" };
  await ask(toolCall(past, "get_business_info", {}));
  const [answer] = await adding({ tool_calls: 1 }, booking(past, { date: "2019-03-05" }));
  assert.equal(answer.status, "clarify");
  assert.match(answer.say, /2 mars/, "today is named");
});

test("a call without an id is answered, and a repeat of it does not act twice", async () => {
  const silent = { id: "call-silent", caller: "+33600000078" };
  const { message: nameless } = booking(silent, { time: "13:30" });
  delete nameless.toolCallList[0].id;
  for (const replayed of [undefined, true]) {
    const [answer] = await ask({ message: nameless });
    assert.deepEqual([answer.status, answer.replayed], ["booked", replayed]);
  }
  const rows = await gateway.sql("SELECT 1 FROM rendez_vous WHERE caller_number = '+33600000078'");
  assert.equal(rows.length, 1);
});

test("names with emoji, quotes and line breaks end on one line and harm nothing", async () => {
  const names = [
    ["Zoë 🦉 d'Arc", "Zoë 🦉 d'Arc"],
    ['Jean "Jo" O\'Neil', 'Jean "Jo" O\'Neil'],
    ["Anne\r\nMarie\tLe\u0000 Goff\u2028", "Anne Marie Le Goff"],
    ["'); DROP TABLE rendez_vous; --", "'); DROP TABLE rendez_vous; --"],
    ["李小龍 \u202eevil", undefined],
  ];
  for (const [n, [customer_name, kept]] of names.entries()) {
    const caller = { id: `call-name-${n}`, caller: `+3360000009${n}` };
    const wish = { customer_name, date: "2026-03-10", time: `${14 + n / 2}`.replace(".5", ":30") };
    await ask(booking(caller, { ...wish, service: "signature" }));
    const [row] = await gateway.sql(
      "SELECT customer_name AS name FROM rendez_vous WHERE caller_number = ?1",
      caller.caller,
    );
    assert.doesNotMatch(row.name, /[\p{Cc}\u2028\u2029\u202e]/u);
    if (kept !== undefined) assert.equal(row.name, kept);
  }
});

test("a long text is cut, one beyond all measure is refused", async () => {
  const wordy = { id: "call-wordy", caller: "+33600000079" };
  const ticket = (subject) => toolCall(wordy, "create_ticket", { subject, customer_name: "Ada" });
  const [{ status, ticket_number }] = await ask(ticket("Fuite d'eau ".repeat(1000)));
  assert.equal(status, "created");
  const [{ length }] = await gateway.sql(
    "SELECT length(subject) AS length FROM tickets WHERE 'T-' || ticket_number = ?1",
    ticket_number,
  );
  assert.ok(length > 0 && length <= 500, `${length} characters`);
  const [{ error }] = await adding({}, ticket("Fuite d'eau ".repeat(10_000)));
  assert.ok(error.length > 0);
});
