// The gateway over tables of different sizes, in turn: rows of one tenant, and of 5,000.

import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { medians, slice } from "./measure.mjs";
import { gatewayModules, start } from "./worker.mjs";
import { works } from "./works.mjs";

const TENANTS = [1, 5000];
const MEASURED = ["check_availability", "book_appointment", "replayed tool call", "report, 10 KB"];
const REQUESTS = 100;
/** Rows that one INSERT makes. */
const CHUNK = 20_000;

/** `[{ tenants, rows, work, cpu_ms, p50_ms }]` for every size in `sizes`. */
export async function growth(sizes, rounds, folder) {
  const found = [];
  for (const tenants of TENANTS) {
    const workers = [];
    for (const rows of sizes) {
      const persist = join(folder, `growth-${tenants}-${rows}`);
      mkdirSync(persist, { recursive: true });
      const worker = await start({ name: `rows-${rows}`, modules: gatewayModules(), persist });
      const began = performance.now();
      await fill(worker, tenants, rows);
      await worker.mark();
      const seconds = ((performance.now() - began) / 1000).toFixed(0);
      console.log(`growth: ${rows} rows of ${tenants} tenant(s), filled in ${seconds} s`);
      workers.push({ rows, worker, slices: new Map(MEASURED.map((name) => [name, []])) });
    }
    const measured = works.filter(({ name }) => MEASURED.includes(name));
    // The first round only warms up.
    for (let round = 0; round <= rounds; round++) {
      for (const work of measured) {
        for (const { worker, slices } of workers) {
          const taken = await slice(worker, work, 1, REQUESTS);
          if (round > 0) slices.get(work.name).push(taken);
        }
      }
    }
    for (const { rows, worker, slices } of workers) {
      for (const [work, taken] of slices) {
        const { cpu, p50 } = medians(taken);
        found.push({ tenants, rows, work, cpu_ms: cpu, p50_ms: p50 });
      }
      await worker.stop();
      rmSync(join(folder, `growth-${tenants}-${rows}`), { recursive: true });
    }
  }
  return found;
}

/**
 * Rows as the years leave them: calls with a transcript, their ledger entries, and appointments on
 * fifty resources, a third of them still to come. With one tenant all are the demo tenant's.
 */
async function fill(worker, tenants, rows) {
  if (tenants > 1) await worker.run(withNumbers(1, tenants - 1, CONFIGURATIONS));
  for (let from = 0; from < rows; from += CHUNK) {
    const until = Math.min(rows, from + CHUNK) - 1;
    for (const insert of [CALLS, LEDGER, BINDINGS, APPOINTMENTS]) {
      await worker.run(withNumbers(from, until, insert.replaceAll("{tenants}", tenants)));
    }
  }
  await worker.run("ANALYZE");
}

const withNumbers = (from, until, insert) =>
  insert.replace(
    "{numbers}",
    `WITH RECURSIVE n(i) AS (SELECT ${from} UNION ALL SELECT i + 1 FROM n WHERE i < ${until})`,
  );

const TENANT = "iif(i % {tenants} = 0, 'tenant_demo_001', 'grown_' || (i % {tenants}))";

const CONFIGURATIONS = `INSERT INTO channel_configurations
  (id, tenant_id, channel_type, enabled, configured, config_public, assistant_id)
  {numbers} SELECT 'grown_' || i, 'grown_' || i, 'phone', 1, 1,
    json_object('clientPhoneNumber', printf('+3391%08d', i)), 'assistant_' || i FROM n`;

const CALLS = `INSERT INTO call_logs (id, tenant_id, vapi_call_id, from_number, direction,
    call_status, told_by, duration_seconds, transcript, summary, created_at)
  {numbers} SELECT 'grown_' || i, ${TENANT}, 'grown-' || i, printf('+337%08d', i / 7), 'inbound',
    'completed', '{"call_status":"30"}', 90 + i % 300, printf('AI: Bonjour. %.*c', 300, '.'), 'Un appel.',
    strftime('%Y-%m-%dT%H:%M:%fZ', 1772438400 - i * 60, 'unixepoch') FROM n`;

const LEDGER = `INSERT INTO tool_calls (id, tenant_id, call_id, tool_call_id, tool, writes, args_hash,
    effect_key, status, facts, effect_id)
  {numbers} SELECT 'grown_' || i, ${TENANT}, 'grown_' || i, 'tool-1', 'book_appointment', 1,
    'grown_' || i, 'grown_' || i, 'booked', '{}', 'grown_' || i FROM n`;

const BINDINGS = `INSERT INTO call_bindings (scope, vapi_call_id, tenant_id)
  {numbers} SELECT '', 'grown-' || i, ${TENANT} FROM n`;

const APPOINTMENTS = `INSERT INTO rendez_vous (id, tenant_id, customer_name, customer_phone,
    caller_number, rdv_date, rdv_time, rdv_type, rdv_duration_minutes, resource_id,
    utc_offset_minutes, status, call_id)
  {numbers} SELECT 'grown_' || i, ${TENANT}, 'Jean Dupont', printf('+337%08d', i / 7),
    printf('+337%08d', i / 7),
    date('2026-08-01', '-' || (i / {tenants} / 50 / 16) || ' day'),
    printf('%02d:%02d', 9 + i / {tenants} / 50 % 16 / 2, i / {tenants} / 50 % 2 * 30),
    'signature', 30, 'grown_' || (i / {tenants} % 50), 60, 'confirmed', 'grown_' || i FROM n`;
