// Vapi's messages: a tolerant envelope, strict arguments.

import * as z from "zod";

const text = z.string().nullish().catch(null);
const number = z.number().nullish().catch(null);
const party = z.object({ number: text }).nullish().catch(null);
const ours = z.object({ id: text, number: text }).nullish().catch(null);

const Call = z.object({
  id: z.string(),
  type: text,
  assistantId: text,
  phoneNumberId: text,
  customer: party,
  phoneNumber: ours,
  transport: z.object({ callSid: text, forwardedFrom: text }).nullish().catch(null),
  createdAt: text,
});

/** The part of a message that every type shares; what else it holds stays as it is. */
export const Envelope = z.object({
  message: z.looseObject({
    type: z.string().default("tool-calls"),
    timestamp: z.union([z.number(), z.string()]).nullish().catch(null),
    call: Call.nullish().catch(null),
    customer: party,
    phoneNumber: ours,
    assistant: z.object({ id: text }).nullish().catch(null),
  }),
});
export type Message = z.infer<typeof Envelope>["message"];

const Arguments = z.union([z.record(z.string(), z.unknown()), z.string()]);
const ToolCallItem = z.object({
  id: z.string(),
  name: text,
  function: z.object({ name: text, arguments: Arguments.nullish().catch(null) }).nullish(),
  arguments: Arguments.nullish().catch(null),
});

export interface ToolCall {
  id: string;
  name: string;
  arguments: unknown;
}

/** The calls of a message, arguments parsed where they come as a string. */
export function toolCalls(message: Message): ToolCall[] {
  const list = Array.isArray(message.toolCallList) ? message.toolCallList : [];
  return list.flatMap((item) => {
    const { success, data } = ToolCallItem.safeParse(item);
    if (!success) return [];
    const given = data.function?.arguments ?? data.arguments;
    return [
      {
        id: data.id,
        name: data.function?.name ?? data.name ?? "",
        arguments: typeof given === "string" ? parsed(given) : given,
      },
    ];
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** What a model writes for a value it does not have, and characters that are not spoken. */
const absent = (value: unknown) =>
  value === null || (typeof value === "string" && /^(unknown|n\/a|\{\{.*\}\}|)$/i.test(value.trim()))
    ? undefined
    : typeof value === "string"
      ? value.replace(/[\p{Cc}\p{Cf}\s]+/gu, " ").trim()
      : value;
const optional = <T extends z.ZodType>(type: T) => z.preprocess(absent, type.optional().catch(undefined));
const required = <T extends z.ZodType>(type: T) => z.preprocess(absent, type);

const date = z.iso.date();
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const language = optional(z.enum(["fr", "en"]));

export const BookAppointment = z.object({
  date: required(date),
  time: required(time),
  customer_name: required(z.string().min(1).max(120)),
  customer_phone: optional(z.string().max(40)),
  customer_email: optional(z.email().max(254)),
  service: optional(z.string().max(120)),
  location: optional(z.string().max(300)),
  notes: optional(z.string().max(1000)),
  in_addition: optional(z.boolean()),
  language,
});

export const CheckAvailability = z.object({
  date: optional(date),
  time: optional(time),
  service: optional(z.string().max(120)),
  part_of_day: optional(z.enum(["morning", "afternoon", "evening"])),
  language,
});

export const StatusUpdate = z.object({ status: z.string(), endedReason: text });

const analysis = z
  .object({
    summary: text,
    structuredData: z.record(z.string(), z.unknown()).nullish().catch(null),
  })
  .nullish()
  .catch(null);
const artifact = z
  .object({
    transcript: text,
    recordingUrl: text,
    recording: z
      .object({ mono: z.object({ combinedUrl: text }).nullish().catch(null) })
      .nullish()
      .catch(null),
    structuredOutputs: z
      .record(z.string(), z.object({ name: text, result: z.unknown() }))
      .nullish()
      .catch(null),
  })
  .nullish()
  .catch(null);

/** What is kept of a report: neither messages nor word timings. */
export const Report = z.object({
  endedReason: text,
  startedAt: text,
  endedAt: text,
  durationSeconds: number,
  cost: number,
  summary: text,
  transcript: text,
  recordingUrl: text,
  analysis,
  artifact,
});
export type Report = z.infer<typeof Report>;
