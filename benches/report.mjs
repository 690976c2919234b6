// Prints the Markdown tables of target/bench/results.json: node benches/report.mjs

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const RESULTS = new URL("../target/bench/results.json", import.meta.url);

const number = (value) => (value >= 100 ? value.toFixed(0) : value.toFixed(2));
const ratio = (a, b) => (b > 0 ? (a / b).toFixed(2) : "");
const line = (...cells) => `| ${cells.join(" | ")} |`;
const head = (...cells) => [line(...cells), line(...cells.map(() => "---"))];

/** All tables of a result. */
export function table(results) {
  const sections = [works(results), workers(results), growth(results)];
  const { date, machine, rounds } = results;
  return [`${date}, ${machine}, medians of ${rounds} turns.`, ...sections].join("\n\n");
}

function works({ rows }) {
  const cpu = head("CPU ms a request", "gateway", "peer", "floor", "of peer", "of floor", "D1 batches");
  for (const { work, gateway: g, peer: p, floor: f } of rows) {
    cpu.push(
      line(work, ...[g, p, f].map(({ cpu_ms }) => number(cpu_ms)), ratio(g.cpu_ms, p.cpu_ms), ratio(g.cpu_ms, f.cpu_ms), g.batches),
    );
  }
  const times = head("p50 / p95 / p99 ms", "callers", "gateway", "peer", "floor", "p50 of floor");
  for (const { work, gateway: g, peer: p, floor: f } of rows) {
    for (const [callers, end] of [[1, ""], [16, "_16"]]) {
      const three = (row) => ["p50_ms", "p95_ms", "p99_ms"].map((field) => number(row[field + end])).join(" / ");
      times.push(line(work, callers, ...[g, p, f].map(three), ratio(g[`p50_ms${end}`], f[`p50_ms${end}`])));
    }
  }
  const throughput = head("requests a second, 16 callers", "gateway", "peer", "floor");
  for (const { work, ...each } of rows) {
    const { gateway, peer, floor } = each;
    throughput.push(line(work, ...[gateway, peer, floor].map((row) => row.throughput_16.toFixed(0))));
  }
  return [cpu, times, throughput].map((lines) => lines.join("\n")).join("\n\n");
}

function workers({ workers: { gateway, peer, floor } }) {
  const lines = head("the Worker", "gateway", "peer", "floor", "of peer");
  for (const [what, field] of [
    ["first request on a cold isolate, ms", "cold_first_ms"],
    ["the same, CPU ms", "cold_first_cpu_ms"],
    ["start of the process, CPU ms", "start_cpu_ms"],
    ["memory after the run, MB", "memory_mb"],
    ["bundle, KB gzip", "bundle_kb"],
  ]) {
    const three = [gateway, peer, floor].map((worker) => worker[field]);
    lines.push(line(what, ...three.map(number), ratio(three[0], three[1])));
  }
  return lines.join("\n");
}

function growth({ growth }) {
  if (growth.length === 0) return "";
  const lines = head("gateway, one caller", "tenants", "rows", "CPU ms", "p50 ms", "p50 of the least rows");
  const least = (row) =>
    growth.find(({ tenants, work }) => tenants === row.tenants && work === row.work);
  for (const row of growth) {
    const { work, tenants, rows, cpu_ms, p50_ms } = row;
    lines.push(line(work, tenants, rows, number(cpu_ms), number(p50_ms), ratio(p50_ms, least(row).p50_ms)));
  }
  return lines.join("\n");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(table(JSON.parse(readFileSync(RESULTS, "utf8"))));
}
