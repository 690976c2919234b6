// `call_logs`: one row a call, which only moves forward; and messages kept as they came.

import type { Context } from "./index";
import type { Report } from "./message";
import { GUARD, type Statement } from "./database";

interface What {
  status?: string;
  rank?: number;
  report?: Partial<Report>;
  /** Rebuild what the call did from the ledger. */
  actions?: boolean;
}

const millis = (text?: string | null) => (text ? new Date(text).toISOString() : null);

/** Inserts or completes the call's row. */
export function callRow(context: Context, { status, rank = 0, report, actions }: What): Statement {
  const { tenant, message, callId, now } = context;
  const { call } = message;
  const artifact = report?.artifact;
  const outputs = Object.entries(artifact?.structuredOutputs ?? {}).map(
    ([, { name, result }]) => [name, result] as const,
  );
  const facts = {
    id: callId,
    call_sid: call?.transport?.callSid,
    assistant_id: message.assistant?.id ?? call?.assistantId,
    from_number: message.customer?.number ?? call?.customer?.number,
    to_number: message.phoneNumber?.number ?? call?.phoneNumber?.number,
    forwarded_from: call?.transport?.forwardedFrom,
    direction: call?.type?.startsWith("outbound") ? "outbound" : "inbound",
    call_status: status,
    told_by: { call_status: `${rank}0` },
    started_at: millis(report?.startedAt ?? call?.createdAt),
    ended_at: millis(report?.endedAt),
    ended_reason: report?.endedReason,
    duration_seconds: report?.durationSeconds && Math.round(report.durationSeconds),
    cost_microdollars: report?.cost && Math.round(report.cost * 1e6),
    recording_url:
      artifact?.recording?.mono?.combinedUrl ?? artifact?.recordingUrl ?? report?.recordingUrl,
    transcript: artifact?.transcript ?? report?.transcript,
    summary: report?.analysis?.summary ?? report?.summary,
    structured_outputs: outputs.length > 0 ? Object.fromEntries(outputs) : report?.analysis?.structuredData,
    is_report: message.type === "end-of-call-report",
  };
  const values = [
    tenant.id,
    call?.id ?? "",
    tenant.version,
    tenant.routingVersion,
    JSON.stringify(facts),
    now.toISOString(),
  ];
  return { sql: actions ? UPSERT_WITH_ACTIONS : UPSERT, values };
}

/** The message without secrets and histories, for the operator. */
export function storedEvent({ tenant, message, now }: Context, known: boolean): Statement {
  const body = JSON.stringify({ message: scrubbed(message) });
  const values = [
    tenant.id,
    message.call?.id ?? "",
    tenant.version,
    tenant.routingVersion,
    `event_${tenant.id}_${message.call?.id}_${message.type}_${message.timestamp ?? ""}`,
    message.type,
    known ? null : "unknown_type",
    body,
    now.toISOString(),
  ];
  return { sql: STORE, values };
}

const SECRET =
  /secret|token|passw(or)?d|authorization|apikey|privatekey|accountsid|controlurl|listenurl|cookie|^(headers|sip|sipheaders)$|^presigned.*url$/;
const DROPPED = new Set([
  "messages",
  "messagesopenaiformatted",
  "conversation",
  "wordlevelconfidence",
  "words",
]);

function scrubbed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(scrubbed);
  if (typeof value !== "object" || value === null) return value;
  const kept: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value)) {
    const plain = key.replace(/[-_ ]/g, "").toLowerCase();
    if (DROPPED.has(plain)) continue;
    const hidden = SECRET.test(plain) && (typeof inner === "string" || typeof inner === "object");
    kept[key] = hidden ? "[redacted]" : scrubbed(inner);
  }
  return kept;
}

/** Columns that a later message fills and never changes. */
const COLUMNS = [
  "assistant_id",
  "from_number",
  "to_number",
  "forwarded_from",
  "direction",
  "ended_at",
  "ended_reason",
  "duration_seconds",
  "cost_microdollars",
  "recording_url",
  "transcript",
  "summary",
];
/** What the call has done so far, from the ledger. */
const ACTIONS = `(SELECT json_group_array(json_object('tool', a.tool, 'status', a.status,
      'id', a.effect_id, 'at', a.created_at))
    FROM (SELECT * FROM tool_calls WHERE tenant_id = ?1 AND call_id = ?5->>'id'
      AND status IS NOT NULL AND replay_of IS NULL ORDER BY seq) a)`;
const BOOKED = `(SELECT effect_id FROM tool_calls WHERE tenant_id = ?1 AND call_id = ?5->>'id'
      AND status = 'booked' ORDER BY seq DESC LIMIT 1)`;

/** ?1 to ?4 the guard, ?5 facts, ?6 now. `more` are further columns and their values. */
const upsert = (more: Record<string, string>) => `INSERT INTO call_logs (tenant_id, id, vapi_call_id,
    call_sid, call_status, told_by, started_at, structured_outputs, report_received_at,
    created_at, updated_at, ${[...COLUMNS, ...Object.keys(more)]})
  SELECT ?1, ?5->>'id', ?2,
    iif(EXISTS (SELECT 1 FROM call_logs s WHERE s.call_sid = ?5->>'call_sid'), NULL, ?5->>'call_sid'),
    ?5->>'call_status', ?5->'told_by', ?5->>'started_at',
    coalesce(?5->'structured_outputs', '{}'), iif(?5->>'is_report', ?6, NULL), ?6, ?6,
    ${[...COLUMNS.map((column) => `?5->>'${column}'`), ...Object.values(more)]}
  WHERE ${GUARD}
  ON CONFLICT DO UPDATE SET
    call_sid = coalesce(call_logs.call_sid, excluded.call_sid),
    (call_status, told_by) = (SELECT coalesce(n.call_status, call_logs.call_status), n.told_by
      FROM (SELECT iif(newer, excluded.call_status, call_logs.call_status) AS call_status,
          iif(newer, excluded.told_by, call_logs.told_by) AS told_by
        FROM (SELECT excluded.told_by->>'call_status'
          > coalesce(call_logs.told_by->>'call_status', '') AS newer)) n),
    started_at = coalesce(call_logs.started_at, excluded.started_at),
    structured_outputs = json_patch(excluded.structured_outputs, call_logs.structured_outputs),
    report_received_at = coalesce(call_logs.report_received_at, excluded.report_received_at),
    ${COLUMNS.map((column) => `${column} = coalesce(call_logs.${column}, excluded.${column})`)},
    ${Object.keys(more).map((column) => `${column} = excluded.${column},`).join(" ")}
    updated_at = excluded.updated_at`;
const UPSERT = upsert({});
const UPSERT_WITH_ACTIONS = upsert({ actions_performed: ACTIONS, rdv_created: BOOKED });

const STORE = `INSERT INTO stored_events (id, tenant_id, vapi_call_id, message_type, reason, body, received_at)
  SELECT ?5, ?1, ?2, ?6, ?7, ?8, ?9 WHERE ${GUARD} ON CONFLICT (id) DO NOTHING`;
