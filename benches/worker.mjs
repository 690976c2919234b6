// One Worker in a workerd process of its own, on a real socket without Miniflare's proxy before
// it, with a local D1 that is migrated and seeded; and what the process has used so far.

import { readFileSync, readdirSync } from "node:fs";
import { request } from "node:http";
import { Miniflare } from "miniflare";
import { devVars, migrate } from "../tests/e2e/harness.mjs";
import { CLOCK } from "./works.mjs";

const root = new URL("../", import.meta.url);
const text = (path) => readFileSync(new URL(path, root), "utf8");
const compatibilityDate = /^compatibility_date = "(.*)"/m.exec(text("wrangler.toml"))[1];

/** Tables that a run writes; `reset` takes their new rows out again. */
const WRITTEN = [
  "rendez_vous",
  "appointment_history",
  "slot_holds",
  "tool_calls",
  "truth_checks",
  "call_logs",
  "call_bindings",
  "stored_events",
];

/** The gateway as it is built. */
export const gatewayModules = () => [
  { type: "ESModule", path: "index.js", contents: text("build/index.js") },
  {
    type: "CompiledWasm",
    path: "index_bg.wasm",
    contents: readFileSync(new URL("build/index_bg.wasm", root)),
  },
];

/**
 * Starts a Worker of these modules. `persist` is a folder that keeps its database, which is set up
 * if it is empty.
 */
export async function start({ name, modules, bindings = {}, persist }) {
  const before = workerds();
  const output = [];
  const isNew = !persist || !readdirSync(persist).length;
  const miniflare = new Miniflare({
    name,
    host: "127.0.0.1",
    port: 0,
    cf: false,
    compatibilityDate,
    modules,
    d1Databases: { DB: "coccinelle-db" },
    d1Persist: persist,
    bindings: { ...devVars, CLOCK_OVERRIDE: CLOCK, ...bindings },
    unsafeDirectSockets: [{ host: "127.0.0.1", port: 0 }],
    handleRuntimeStdio: (stdout, stderr) => {
      for (const stream of [stdout, stderr]) stream.on("data", (chunk) => output.push(chunk));
    },
  });
  await miniflare.ready;
  const url = await miniflare.unsafeGetDirectURL(name);
  const pid = [...workerds()].find((pid) => !before.has(pid));
  const database = await miniflare.getD1Database("DB");
  if (isNew) {
    await migrate(database);
    await database.prepare(text("seeds/demo.sql")).run();
  }
  const run = async (sql) => (await database.prepare(sql).all()).results;
  const marks = [];
  return {
    name,
    url,
    run,
    log: () => Buffer.concat(output).toString("utf8"),
    /** User and system time in milliseconds. */
    cpu: () => cpu(pid),
    /** Resident memory in MB. */
    memory: () => Number(/^VmRSS:\s+(\d+)/m.exec(status(pid))[1]) / 1024,
    /** From now on `reset` goes back to the rows there are. */
    mark: async () => {
      marks.length = 0;
      for (const table of WRITTEN) {
        const [{ last }] = await run(`SELECT coalesce(max(rowid), 0) AS last FROM ${table}`);
        marks.push(`DELETE FROM ${table} WHERE rowid > ${last}`);
      }
    },
    reset: () => database.batch(marks.map((sql) => database.prepare(sql))),
    count: async (table) => (await run(`SELECT count(*) AS n FROM ${table}`))[0].n,
    stop: () => miniflare.dispose(),
  };
}

/** Posts a request and reads the answer, on a connection of its own unless an agent keeps one. */
export function post(worker, { body, headers }, agent = false) {
  return new Promise((resolve, reject) => {
    const options = { method: "POST", agent, headers };
    const sent = request(new URL("/webhooks/vapi", worker.url), options, (response) => {
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("end", () =>
        resolve({
          status: response.statusCode,
          text: Buffer.concat(chunks).toString("utf8"),
          batches: Number(/^d1;desc="(\d+)"/.exec(response.headers["server-timing"])?.[1]),
        }),
      );
    });
    sent.once("error", reject);
    sent.end(body);
  });
}

/** The workerd processes that this one has started. */
function workerds() {
  const own = String(process.pid);
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return new Set(
    pids.filter((pid) => {
      const stat = read(`/proc/${pid}/stat`);
      const parent = stat.slice(stat.lastIndexOf(")") + 4).split(" ")[0];
      return stat.includes("(workerd)") && parent === own;
    }),
  );
}

const TICK_MS = 10;

function cpu(pid) {
  const stat = read(`/proc/${pid}/stat`);
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

const status = (pid) => read(`/proc/${pid}/status`);

function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
