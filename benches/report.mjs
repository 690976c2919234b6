// The Markdown tables of target/bench/results.json.
//
//   node benches/report.mjs           prints them
//   node benches/report.mjs --write   puts them into docs/benchmarks.md

import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const RESULTS = new URL("../target/bench/results.json", import.meta.url);
const PAGE = new URL("../docs/benchmarks.md", import.meta.url);

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
  const names = ["gateway", "peer", "floor"];
  const cpu = head("CPU ms a request", ...names, "of peer", "of floor", "D1 batches");
  for (const { work, gateway: g, peer: p, floor: f } of rows) {
    const three = [g, p, f].map(({ cpu_ms }) => number(cpu_ms));
    const ratios = [p, f].map(({ cpu_ms }) => ratio(g.cpu_ms, cpu_ms));
    cpu.push(line(work, ...three, ...ratios, g.batches));
  }
  const times = head("p50 / p95 / p99 ms", "callers", ...names, "p50 of floor");
  for (const { work, ...each } of rows) {
    for (const [callers, end] of Object.entries({ 1: "", 16: "_16" })) {
      const p50 = `p50_ms${end}`;
      const fields = [p50, `p95_ms${end}`, `p99_ms${end}`];
      const figures = (name) => fields.map((field) => number(each[name][field])).join(" / ");
      const three = names.map(figures);
      times.push(line(work, callers, ...three, ratio(each.gateway[p50], each.floor[p50])));
    }
  }
  const throughput = head("requests a second, 16 callers", ...names);
  for (const { work, ...each } of rows) {
    throughput.push(line(work, ...names.map((name) => each[name].throughput_16.toFixed(0))));
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
  const columns = ["tenants", "rows", "CPU ms", "p50 ms", "p50 of the least rows"];
  const lines = head("gateway, one caller", ...columns);
  const least = (row) =>
    growth.find(({ tenants, work }) => tenants === row.tenants && work === row.work);
  for (const row of growth) {
    const { work, tenants, rows, cpu_ms, p50_ms } = row;
    const times = ratio(p50_ms, least(row).p50_ms);
    lines.push(line(work, tenants, rows, number(cpu_ms), number(p50_ms), times));
  }
  return lines.join("\n");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const tables = table(JSON.parse(readFileSync(RESULTS, "utf8")));
  if (process.argv.includes("--write")) {
    const page = readFileSync(PAGE, "utf8");
    const [before, rest] = page.split("<!-- results -->");
    const [, after] = rest.split("<!-- /results -->");
    const marked = `<!-- results -->\n\n${tables.trim()}\n\n<!-- /results -->`;
    writeFileSync(PAGE, before + marked + after);
  } else {
    console.log(tables);
  }
}
