// Messages as Vapi posts them, to the demo tenant unless told otherwise, and their answers.
//
//   const call = { id: "call-1", caller: "+33612345678" };
//   const answer = await gateway.post(WEBHOOK, booking(call, { time: "10:00" }));
//   result(answer).status === "booked"

/** The platform's endpoint. */
export const WEBHOOK = "/webhooks/vapi";

/** A Monday; the tests' "now". */
export const CLOCK = "2026-03-02T09:00:00+01:00";

/** The Tuesday after it: open, no holiday. */
export const TUESDAY = "2026-03-03";

export const DEMO_TENANT = "tenant_demo_001";
export const DEMO_ASSISTANT = "vapi_assistant_demo_123";

/** A message of a call `{ id, caller, assistant }`; `fields` stand beside the call. */
export function message(type, call, fields = {}) {
  const { id = "call-1", caller = "+33612345678", assistant = DEMO_ASSISTANT } = call;
  return {
    message: {
      type,
      timestamp: Date.parse(CLOCK),
      call: { id, type: "inboundPhoneCall", assistantId: assistant, customer: { number: caller } },
      ...fields,
    },
  };
}

/** A message with tool calls, each `[id, name, arguments]`. */
export function toolCalls(call, calls) {
  const toolCallList = calls.map(([id, name, parameters]) => ({
    id,
    type: "function",
    function: { name, arguments: parameters },
  }));
  return message("tool-calls", call, { toolCallList });
}

/** A single tool call. */
export const toolCall = (call, name, parameters, id = "tool-1") =>
  toolCalls(call, [[id, name, parameters]]);

/** A booking of a visit on Tuesday at ten by Jean Dupont, except for what `wanted` says. */
export const booking = (call, wanted = {}, id = "tool-1") =>
  toolCall(
    call,
    "book_appointment",
    { date: TUESDAY, time: "10:00", customer_name: "Jean Dupont", ...wanted },
    id,
  );

/** The end-of-call report of a call. */
export const report = (call, fields = {}) =>
  message("end-of-call-report", call, {
    endedReason: "customer-ended-call",
    startedAt: "2026-03-02T08:00:00.000Z",
    endedAt: "2026-03-02T08:02:05.000Z",
    analysis: { summary: "Le client a pris rendez-vous." },
    artifact: { transcript: "AI: Bonjour.\nUser: Bonjour." },
    ...fields,
  });

/** The answers of a message's calls: what `result` holds, or `{ error }`, with id and name. */
export function results(answer) {
  return answer.json().results.map(({ toolCallId, name, result, error }) => ({
    toolCallId,
    name,
    ...(error === undefined ? JSON.parse(result) : { error }),
  }));
}

/** The answer of a message's only call. */
export const result = (answer) => results(answer)[0];

/** Batches the request took, as its `Server-Timing` says. */
export const batches = (answer) =>
  Number(/^d1;desc="(\d+)"/.exec(answer.headers.get("server-timing"))[1]);
