// The peer: the measured part of the gateway as a good TypeScript engineer would write it, with
// Hono, zod, plain D1 and Web Crypto, over the same tables. It passes the gateway's own end-to-end
// tests for these operations (benches/run.mjs runs them), and is tuned as far as one goes without
// giving anything up: one batch a message, keys and tenants kept by the isolate, no copies.

import { Hono } from "hono";
import { answer, speak, type Entry } from "./answers";
import { authenticate, plans } from "./auth";
import { book, check } from "./appointments";
import { Database, Stale } from "./database";
import { callRow, storedEvent } from "./calls";
import { Envelope, Report, StatusUpdate, toolCalls, type Message } from "./message";
import { forget, remembered, type Tenant } from "./tenant";

export interface Env {
  DB: D1Database;
  VAPI_AUTH_PLANS: string;
  CLOCK_OVERRIDE?: string;
}

/** What the tools and the statements know of a message. */
export interface Context {
  tenant: Tenant;
  message: Message;
  /** `call_logs.id`. */
  callId: string;
  caller: string | null;
  messageAt: string;
  requestId: string;
  now: Date;
}

const BODY_LIMIT = 4 << 20;
const NOISE = new Set(["speech-update", "conversation-update", "transcript", "model-output"]);

const app = new Hono<{ Bindings: Env }>();

app.post("/webhooks/vapi", async (c) => {
  const started = Date.now();
  const requestId = crypto.randomUUID();
  const db = new Database(c.env.DB);
  const reply = (status: number, body: unknown) =>
    new Response(JSON.stringify(body), {
      status,
      headers: {
        "content-type": "application/json",
        "server-timing": `d1;desc="${db.batches}";dur=${db.milliseconds}, total;dur=${Date.now() - started}`,
        "x-request-id": requestId,
      },
    });
  const refuse = (status: number, code: string, message: string) =>
    reply(status, { error: { code, message } });
  const finish = (response: Response, notes: object) => {
    const { status } = response;
    const line = { ...notes, request_id: requestId, status, d1_batches: db.batches };
    console.log(JSON.stringify(line));
    return response;
  };

  const body = await c.req.arrayBuffer();
  if (body.byteLength > BODY_LIMIT) {
    return finish(refuse(413, "too_large", "the body is too large"), {});
  }
  if (!(await authenticate(plans(c.env.VAPI_AUTH_PLANS), c.req.raw.headers, body))) {
    return finish(refuse(401, "unauthorized", "authentication failed"), {});
  }
  const message = parse(body);
  if (!message) return finish(refuse(400, "malformed", "the body holds no message"), {});
  if (NOISE.has(message.type)) return finish(reply(200, {}), { message: message.type });

  const now = c.env.CLOCK_OVERRIDE ? new Date(c.env.CLOCK_OVERRIDE) : new Date();
  // A stale tenant has written nothing: it is loaded again, once.
  for (let attempt = 0; attempt < 2; attempt++) {
    const tenant = await remembered(db, message);
    if (!tenant) break;
    const context: Context = {
      tenant,
      message,
      callId: `call_${tenant.id}_${message.call?.id}`,
      caller: caller(message, tenant),
      messageAt: String(message.timestamp ?? requestId),
      requestId,
      now,
    };
    try {
      return finish(reply(200, await handle(db, context)), { message: message.type });
    } catch (error) {
      if (!(error instanceof Stale)) throw error;
      forget(message);
    }
  }
  return finish(reply(200, { results: [] }), { tenant: null });
});

app.notFound((c) => c.json({ error: { code: "not_found", message: "no such address" } }, 404));

export default app;

const decoder = new TextDecoder();

function parse(body: ArrayBuffer): Message | undefined {
  try {
    return Envelope.parse(JSON.parse(decoder.decode(body))).message;
  } catch {
    return undefined;
  }
}

const WITHHELD = new Set(["anonymous", "restricted", "unavailable", "unknown", "private"]);

/** The signalled number; withheld ones and the tenant's own count as none. */
function caller({ call, customer }: Message, tenant: Tenant): string | null {
  const number = customer?.number ?? call?.customer?.number ?? null;
  const none = !number || WITHHELD.has(number.toLowerCase()) || tenant.numbers.includes(number);
  return none ? null : number;
}

async function handle(db: Database, context: Context): Promise<object> {
  const { message } = context;
  if (message.type === "tool-calls") return { results: await results(db, context) };
  if (message.type === "end-of-call-report") {
    const report = Report.parse(message);
    await db.guarded(context, [
      callRow(context, { status: "completed", rank: 3, report }),
      storedEvent(context, true),
    ]);
  } else if (message.type === "status-update") {
    const { status, endedReason } = StatusUpdate.parse(message);
    const ended = status === "ended";
    await db.guarded(context, [
      callRow(context, {
        status: ended ? "completed" : status,
        rank: ended ? 3 : 2,
        report: { endedReason },
      }),
      storedEvent(context, true),
    ]);
  } else {
    await db.guarded(context, [callRow(context, {}), storedEvent(context, false)]);
  }
  return {};
}

/** One entry a call, in order, in one batch. */
async function results(db: Database, context: Context) {
  const calls = toolCalls(context.message).slice(0, 8);
  const work = calls.map((call) => {
    if (call.name === "book_appointment") return book(context, call);
    if (call.name === "check_availability") return check(context, call);
    return { error: "This assistant does not have that tool." };
  });
  const statements = work.flatMap((each) => ("error" in each ? [] : each.statements));
  const row = callRow(context, { status: "in-progress", rank: 2, actions: true });
  const rows = await db.guarded(context, [...statements, row]);
  let next = 0;
  return calls.map((call, n) => {
    const each = work[n]!;
    if ("error" in each) return answer(call, each);
    const own = rows.slice(next, (next += each.statements.length));
    return answer(call, speak(each.read(own) as Entry));
  });
}
