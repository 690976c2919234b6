// `make bench`: the gateway, a peer in TypeScript and a floor in bare JavaScript, in turn, on the
// same requests and tables. Prints a table and writes target/bench/results.json.
// docs/benchmarks.md says how to read it.
//
// BENCH_FULL=1 also measures with a million rows; BENCH_ROUNDS (5) is how often the turns are
// taken; BENCH_WORKS, a part of the names of works, measures those alone and no growth.

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { record } from "./floor/record.mjs";
import { growth } from "./growth.mjs";
import { median, medians, slice } from "./measure.mjs";
import { table } from "./report.mjs";
import { gatewayModules, post, start } from "./worker.mjs";
import { works as allWorks } from "./works.mjs";

const NAMES = ["gateway", "peer", "floor"];
const WARM_UP = 400;
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const only = process.env.BENCH_WORKS;
const works = allWorks.filter(({ name }) => !only || name.includes(only));
const target = fileURLToPath(new URL("../target/bench/", import.meta.url));

/** The gateway's own end-to-end tests that the peer passes: those of the operations measured. */
const PEER_TESTS = {
  "auth.test.mjs":
    "the secret of the legacy header|an HMAC made by node|a signature with anything changed|" +
    "a timestamp more than|authentication comes before",
  "bad-input.test.mjs": "a name that is missing",
  // Not that fifty callers are offered different starts: the peer holds none.
  "races.test.mjs": "fifty repeats|services of different lengths",
  "round-trips.test.mjs":
    "a booking: 2|end-of-call report: 2|one batch for what happens|a changed configuration",
};

async function main() {
  mkdirSync(target, { recursive: true });
  const bundles = {
    gateway: gatewayModules(),
    peer: bundle("peer/index.ts"),
    floor: bundle("floor/index.js"),
  };
  testPeer();
  const recorded = await record(bundles.gateway);
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  const begin = (name, persist) =>
    start({
      name,
      persist,
      modules: bundles[name],
      bindings: name === "floor" ? { RECORDED: JSON.stringify(recorded) } : {},
    });

  const workers = {};
  for (const name of NAMES) workers[name] = await begin(name);
  await warmUp(workers);
  const rows = await turns(workers);
  const memory = mapped(NAMES, (name) => workers[name].memory());
  for (const name of NAMES) await workers[name].stop();

  const cold = await coldStarts(begin, folder);
  const sizes = process.env.BENCH_FULL ? [10_000, 100_000, 1_000_000] : [10_000, 100_000];
  const grown = only ? [] : await growth(sizes, rounds, folder);
  rmSync(folder, { recursive: true });

  const results = {
    date: new Date().toISOString().slice(0, 10),
    machine: `${cpus().length} × ${cpus()[0].model}`,
    rounds,
    rows,
    workers: mapped(NAMES, (name) => ({
      ...cold[name],
      memory_mb: memory[name],
      bundle_kb: kilobytes(bundles[name]),
    })),
    growth: grown,
  };
  writeFileSync(join(target, "results.json"), `${JSON.stringify(results, null, 1)}\n`);
  console.log(table(results));
}

/** What is uploaded, gzipped. */
const kilobytes = (modules) =>
  modules.reduce((sum, { contents }) => sum + gzipSync(contents).length, 0) / 1024;

/** A bundle as wrangler makes it, minified. */
function bundle(entry) {
  const source = fileURLToPath(new URL(entry, import.meta.url));
  const outfile = join(target, `${entry.split("/")[0]}.js`);
  const options = ["--bundle", "--format=esm", "--minify", "--main-fields=module,main"];
  run("esbuild", [source, ...options, "--log-level=warning", `--outfile=${outfile}`]);
  return [{ type: "ESModule", path: "index.js", contents: readFileSync(outfile, "utf8") }];
}

function testPeer() {
  for (const [file, pattern] of Object.entries(PEER_TESTS)) {
    const path = fileURLToPath(new URL(`../tests/e2e/${file}`, import.meta.url));
    const options = ["--test", "--test-reporter=dot", `--test-name-pattern=${pattern}`];
    run("node", [...options, path], { WORKER_BUNDLE: join(target, "peer.js") });
  }
  console.log("\nthe peer passes the gateway's end-to-end tests of the operations measured");
}

function run(command, words, env = {}) {
  const options = { stdio: "inherit", env: { ...process.env, ...env } };
  const { status } = spawnSync(command, words, options);
  if (status !== 0) throw new Error(`${command} ${words.join(" ")} failed`);
}

const mapped = (names, value) => Object.fromEntries(names.map((name) => [name, value(name)]));

/** Until the host has compiled what is hot. */
async function warmUp(workers) {
  for (const name of NAMES) {
    const worker = workers[name];
    await post(worker, allWorks.find(({ batches }) => batches > 0).request(0));
    await worker.mark();
    for (const work of works) await slice(worker, work, 1, work.size > 100 ? 60 : WARM_UP);
  }
}

/** Every work by each of the three, one after the other, round after round. */
async function turns(workers) {
  const taken = works.map(() => mapped(NAMES, () => ({ 1: [], 16: [] })));
  for (let round = 0; round < rounds; round++) {
    for (const [n, work] of works.entries()) {
      for (const callers of [1, 16]) {
        for (const name of NAMES) {
          taken[n][name][callers].push(await slice(workers[name], work, callers));
        }
      }
    }
    console.log(`round ${round + 1} of ${rounds}`);
  }
  return works.map(({ name: work }, n) => ({
    work,
    ...mapped(NAMES, (name) => row(taken[n][name])),
  }));
}

function row(slices) {
  const [alone, crowd] = [medians(slices[1]), medians(slices[16])];
  return {
    cpu_ms: alone.cpu,
    p50_ms: alone.p50,
    p95_ms: alone.p95,
    p99_ms: alone.p99,
    cpu_ms_16: crowd.cpu,
    p50_ms_16: crowd.p50,
    p95_ms_16: crowd.p95,
    p99_ms_16: crowd.p99,
    throughput_16: crowd.throughput,
    batches: alone.batches,
  };
}

/** The first request, a booking, in a process that has just begun, on a database that is there. */
async function coldStarts(begin, folder) {
  const booking = allWorks.find(({ name }) => name === "book_appointment");
  const taken = mapped(NAMES, () => []);
  for (let round = 0; round <= rounds; round++) {
    for (const name of NAMES) {
      const persist = join(folder, `cold-${name}`);
      mkdirSync(persist, { recursive: true });
      const worker = await begin(name, persist);
      const startCpu = worker.cpu();
      const began = performance.now();
      const answer = await post(worker, booking.request(round));
      const sample = { ms: performance.now() - began, cpu: worker.cpu() - startCpu, startCpu };
      if (answer.status !== 200) throw new Error(`${name}: ${answer.status} ${answer.text}`);
      // The first start sets the database up.
      if (round > 0) taken[name].push(sample);
      await worker.stop();
    }
  }
  return mapped(NAMES, (name) => ({
    cold_first_ms: median(taken[name].map(({ ms }) => ms)),
    cold_first_cpu_ms: median(taken[name].map(({ cpu }) => cpu)),
    start_cpu_ms: median(taken[name].map(({ startCpu }) => startCpu)),
  }));
}

await main();
