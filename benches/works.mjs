// The works that are measured: what is posted, and what has to come of it.

import { createHmac } from "node:crypto";
import { DEMO_ASSISTANT, message, toolCall } from "../tests/e2e/messages.mjs";

/** "Now" for all of them: a Monday. */
export const CLOCK = "2026-03-02T09:00:00+01:00";

const SECRET = "dev-hmac-secret";
const KB = 1024;

/** Calls, numbers and starts of their own for the requests 0, 1, 2 … of a run. */
const call = (n) => ({
  id: `bench-${String(n).padStart(6, "0")}`,
  caller: `+336${String(n).padStart(8, "0")}`,
  assistant: DEMO_ASSISTANT,
});

/** Half hours that are free on an empty diary: every day at 9:00 first, then at 9:30, … */
const times = ["09:00", "09:30", "10:00", "10:30", "11:00", "11:30", "12:00", "13:30", "14:00"];
const days = openDays(100);
const wish = (n) => ({
  date: days[n % days.length],
  time: times[Math.floor(n / days.length) % times.length],
  customer_name: "Jean Dupont",
  service: "signature",
});

/** Weekdays from Tuesday on without the holidays of France that year. */
function openDays(count) {
  const holidays = ["04-06", "05-01", "05-08", "05-14", "05-25", "07-14", "08-15"];
  const found = [];
  for (let at = Date.parse("2026-03-03T00:00:00Z"); found.length < count; at += 86_400_000) {
    const date = new Date(at).toISOString().slice(0, 10);
    const weekend = [0, 6].includes(new Date(at).getUTCDay());
    if (!weekend && !holidays.includes(date.slice(5))) found.push(date);
  }
  return found;
}

const bookingOf = (n) => toolCall(call(n), "book_appointment", wish(n));

/** The works in the order of the table; `batches` D1 round trips are the least there can be. */
export const works = [
  {
    name: "refused signature, 24 KB",
    batches: 0,
    request: (n) => signed("refused", padded(bookingOf(n), 24), "another-secret"),
    expect: ({ status }) => status === 401,
  },
  {
    name: "refused signature, 400 KB",
    batches: 0,
    size: 400,
    request: (n) => signed("refused", padded(bookingOf(n), 400), "another-secret"),
    expect: ({ status }) => status === 401,
  },
  {
    name: "unknown type",
    batches: 1,
    request: (n) => signed("unknown type", padded(message("something-new", call(n)), 24)),
    expect: ({ status }) => status === 200,
    writes: "stored_events",
  },
  {
    name: "schema error",
    batches: 1,
    request: (n) => {
      const nameless = { ...wish(n), customer_name: undefined };
      const message = toolCall(call(n), "book_appointment", nameless);
      return signed("schema error", padded(message, 24));
    },
    expect: ({ text }) => /"error":".*customer_name/.test(text),
    writes: "call_logs",
  },
  {
    name: "check_availability",
    batches: 1,
    request: (n) => {
      const asked = { date: wish(n).date, service: "signature" };
      const message = toolCall(call(n), "check_availability", asked);
      return signed("check_availability", padded(message, 24));
    },
    expect: ({ text }) => text.includes('available\\"'),
    writes: "tool_calls",
  },
  {
    name: "book_appointment",
    batches: 1,
    request: (n) => signed("book_appointment", padded(bookingOf(n), 24)),
    expect: ({ text }) => text.includes('booked\\"') && !text.includes("replayed"),
    writes: "rendez_vous",
  },
  {
    name: "replayed tool call",
    batches: 1,
    /** Booked once before, then asked again and again. */
    before: () => signed("book_appointment", padded(bookingOf(1), 24)),
    request: () => signed("replayed tool call", padded(bookingOf(1), 24)),
    expect: ({ text }) => text.includes('replayed\\":true'),
  },
  {
    name: "report, 10 KB",
    batches: 1,
    size: 10,
    request: (n) => signed("report, 10 KB", reportOf(n, 10)),
    expect: ({ status }) => status === 200,
    writes: "call_logs",
  },
  {
    name: "report, 400 KB",
    batches: 1,
    size: 400,
    request: (n) => signed("report, 400 KB", reportOf(n, 400)),
    expect: ({ status }) => status === 200,
    writes: "call_logs",
  },
];

/** The same message with the signature that Vapi's hmac plan makes. */
function signed(work, message, secret = SECRET) {
  const body = JSON.stringify(message);
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex");
  return {
    body,
    headers: {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
      "x-timestamp": timestamp,
      "x-signature": signature,
      "x-work": work,
    },
  };
}

const sentence =
  "Bonjour, je voudrais savoir s'il est possible de visiter l'appartement de la rue Garibaldi " +
  "la semaine prochaine, plutôt en fin de matinée. ";
const prompt = sentence.repeat(30);

/** A message as Vapi fills it: with the assistant, its tools, and the conversation so far. */
function padded(message, kilobytes) {
  const inner = message.message;
  inner.assistant = {
    id: DEMO_ASSISTANT,
    name: "Sara",
    voice: { provider: "11labs", voiceId: "female", model: "eleven_turbo_v2_5" },
    transcriber: { provider: "deepgram", model: "nova-3", language: "fr" },
    model: {
      provider: "openai",
      model: "gpt-4o",
      temperature: 0.3,
      messages: [{ role: "system", content: prompt }],
      toolIds: ["tool-a", "tool-b", "tool-c"],
    },
    server: { url: "https://gateway.example/webhooks/vapi", timeoutSeconds: 20 },
  };
  inner.artifact = { messages: [], messagesOpenAIFormatted: [] };
  grow(message, kilobytes, (n) => {
    const role = n % 2 ? "user" : "bot";
    const { messages, messagesOpenAIFormatted } = inner.artifact;
    messages.push({ role, message: sentence, secondsFromStart: n * 4.2, duration: 3200 });
    messagesOpenAIFormatted.push({ role: n % 2 ? "user" : "assistant", content: sentence });
  });
  return message;
}

/** A report: transcript, conversation, word timings and costs. */
function reportOf(n, kilobytes) {
  const turns = [];
  const body = message("end-of-call-report", call(n), {
    endedReason: "customer-ended-call",
    startedAt: "2026-03-02T08:00:00.000Z",
    endedAt: "2026-03-02T08:12:05.000Z",
    durationSeconds: 725.4,
    cost: 0.1234,
    costBreakdown: { transport: 0.02, stt: 0.01, llm: 0.05, tts: 0.03, vapi: 0.01, total: 0.1234 },
    analysis: { summary: sentence, successEvaluation: "true" },
    artifact: {
      transcript: "",
      recordingUrl: "https://storage.example/recordings/bench.wav",
      structuredOutputs: { "a-1": { name: "sentiment", result: "positive" } },
      messages: turns,
    },
  });
  const words = sentence.trim().split(" ");
  const { artifact } = body.message;
  grow(body, kilobytes, (n) => {
    const wordLevelConfidence = words.map((word, w) => {
      const start = n + w * 0.31;
      return { word, start, end: start + 0.28, confidence: 0.98431396 };
    });
    const role = n % 2 ? "user" : "bot";
    const metadata = { wordLevelConfidence };
    turns.push({ role, message: sentence, secondsFromStart: n * 4.2, metadata });
    artifact.transcript += `${n % 2 ? "User" : "AI"}: ${sentence}\n`;
  });
  return body;
}

/** Adds turns until the message has its size, and fills the rest. */
function grow(message, kilobytes, add) {
  const length = () => Buffer.byteLength(JSON.stringify(message));
  const before = length();
  add(0);
  const turn = length() - before;
  const wanted = kilobytes * KB;
  for (let n = 1; n < Math.floor((wanted - before) / turn) - 1; n++) add(n);
  message.message.note = ".".repeat(Math.max(0, wanted - length() - 11));
}
