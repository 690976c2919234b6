// Runs the built Worker (build/) in workerd, through Miniflare, with a real local D1 on a real
// socket: migrations and demo tenant applied, secrets of .dev.vars.example bound.
//
//   const gateway = await startGateway({ clock: "2026-03-02T09:00:00+01:00" });
//   await gateway.post("/webhooks/vapi", { message: { … } });
//   await gateway.sql("SELECT * FROM rendez_vous WHERE tenant_id = ?1", "tenant_demo_001");
//   await gateway.stop();
//
// WORKER_BUNDLE names a module that runs in the place of the built Worker: benches/ makes its peer
// pass these tests too.
//
// With `faults: true` the Worker's database goes through faulty-db.mjs, and `nextBatch` and
// `everyBatch` decide what happens to its batches; `strip` names guards that are taken out of its
// SQL: `guard` for those against double bookings, `held` for those that keep what was offered.
//
// With `queue: true` it has a queue beside the database. With `persist: folder` the database
// outlives the gateway, and `kill` ends workerd as a crash would.

import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { request } from "node:http";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { parseEnv } from "node:util";
import { Miniflare } from "miniflare";

const root = new URL("../../", import.meta.url);
const read = (path) => readFileSync(new URL(path, root));
const text = (path) => read(path).toString("utf8");

/** The secrets a developer has locally, by name. */
export const devVars = parseEnv(text(".dev.vars.example"));

const compatibilityDate = /^compatibility_date = "(.*)"/m.exec(text("wrangler.toml"))[1];

/**
 * Starts a gateway of its own, with an empty database.
 *
 * Options: `clock` (RFC 3339, fixes "now"), `seed` (false: no demo tenant), `bindings` (on top of
 * the secrets of .dev.vars.example; undefined takes one away), `faults`, `strip`, `queue` and
 * `persist` (see above).
 */
export async function startGateway(options = {}) {
  const { clock, seed = true, bindings = {}, strip, faults = strip !== undefined } = options;
  const { queue = false, persist } = options;
  const orders = [];
  const through = new Map();
  let standing = {};
  const output = [];
  const miniflare = new Miniflare({
    host: "127.0.0.1",
    port: 0,
    cf: false,
    compatibilityDate,
    modules: modules(faults),
    d1Databases: { DB: "coccinelle-db" },
    ...(persist && { d1Persist: persist }),
    ...(queue && queues),
    bindings: defined({
      ...devVars,
      CLOCK_OVERRIDE: clock,
      HARNESS_STRIP: strip,
      ...bindings,
    }),
    serviceBindings: {
      HARNESS: async (asked) => {
        if (asked.method === "GET") return Response.json(orders.shift() ?? standing);
        through.get(Number(await asked.text()))();
        return new Response();
      },
    },
    handleRuntimeStdio: (stdout, stderr) => {
      for (const stream of [stdout, stderr]) stream.on("data", (chunk) => output.push(chunk));
    },
  });
  const url = await miniflare.ready;
  const database = await miniflare.getD1Database("DB");
  const isNew = (await tables(database)).length === 0;
  if (isNew) await migrate(database);
  if (isNew && seed) await database.prepare(text("seeds/demo.sql")).run();

  return {
    url,
    /** Posts JSON (or a string, bytes or a stream as they are) with the development secret. */
    post: (path, body, headers = {}) =>
      send(new URL(path, url), "POST", body, {
        "content-type": "application/json",
        "x-vapi-secret": "dev-secret",
        ...headers,
      }),
    get: (path, headers) => send(new URL(path, url), "GET", "", headers),
    put: (path, body, headers) => send(new URL(path, url), "PUT", body, headers),
    sql: async (query, ...values) =>
      (
        await database
          .prepare(query)
          .bind(...values)
          .all()
      ).results,
    everything: () => everything(database),
    /**
     * What happens to the next batch that has no order yet: `delayMs` waits before it is sent,
     * `error` makes it fail with that cause, `committed: true` only after it has taken effect.
     * Resolves when that batch is through.
     */
    nextBatch: (order) =>
      new Promise((resolve) => {
        const id = through.size + 1;
        through.set(id, resolve);
        orders.push({ ...order, id });
      }),
    /** What happens to all the others, until the next call; without an order, nothing. */
    everyBatch: (order = {}) => {
      standing = order;
    },
    /** Everything the Worker has logged so far. */
    log: () => Buffer.concat(output).toString("utf8"),
    stop: () => miniflare.dispose(),
    /** Ends workerd without warning. */
    kill: async () => {
      for (const pid of workerds()) process.kill(pid, "SIGKILL");
      await miniflare.dispose().catch(() => {});
    },
  };
}

/** The queue of wrangler.toml, emptied without waiting for more. */
const queues = {
  queueProducers: { EVENTS: "coccinelle-events" },
  queueConsumers: {
    "coccinelle-events": { maxBatchSize: 10, maxBatchTimeout: 0, maxRetries: 100 },
  },
};

/** The process ids of this process's own workerds. */
function workerds() {
  const list = execFileSync("ps", ["-A", "-o", "pid=,ppid=,comm="], { encoding: "utf8" });
  return list
    .split("\n")
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter((found) => Number(found?.[2]) === process.pid && found[3].includes("workerd"))
    .map(([, pid]) => Number(pid));
}

/**
 * One request on a connection of its own: a kept one may be closed just when the next request is
 * sent. A header that is undefined is left out; a stream is sent in chunks, without a length.
 */
function send(url, method, body, headers = {}) {
  return new Promise((resolve, reject) => {
    const options = { method, headers: defined(headers), agent: false };
    const read = async (response) => {
      const text = (await buffer(response)).toString("utf8");
      return {
        status: response.statusCode,
        headers: new Headers(response.headers),
        text,
        json: () => JSON.parse(text),
      };
    };
    // Also an answer may break off: workerd is killed in the middle of one.
    const sent = request(url, options, (response) => read(response).then(resolve, reject));
    sent.once("error", reject);
    if (body instanceof Readable) body.pipe(sent);
    else
      sent.end(typeof body === "string" || ArrayBuffer.isView(body) ? body : JSON.stringify(body));
  });
}

function modules(faults) {
  const bundle = process.env.WORKER_BUNDLE;
  if (bundle) return [{ type: "ESModule", path: "index.js", contents: readFileSync(bundle, "utf8") }];
  const built = [
    { type: "ESModule", path: "index.js", contents: text("build/index.js") },
    { type: "CompiledWasm", path: "index_bg.wasm", contents: read("build/index_bg.wasm") },
  ];
  const entry = text("tests/e2e/faulty-db.mjs");
  return faults ? [{ type: "ESModule", path: "faulty-db.mjs", contents: entry }, ...built] : built;
}

/** Applies the migrations as wrangler does, its table of applied ones included. */
export async function migrate(database) {
  await database
    .prepare(
      "CREATE TABLE d1_migrations (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, " +
        "applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)",
    )
    .run();
  for (const name of migrationNames()) {
    // One `prepare` of the whole file: SQLite itself finds the ends of the statements.
    await database.prepare(text(`migrations/${name}`)).run();
    await database.prepare("INSERT INTO d1_migrations (name) VALUES (?1)").bind(name).run();
  }
}

async function tables(database) {
  const { results } = await database
    .prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'table' " +
        "AND name NOT LIKE 'sqlite%' AND name NOT IN ('_cf_METADATA', 'audit_log')",
    )
    .all();
  return results.map(({ name }) => name);
}

/** Every row of every table but the audit log, by the table's name. */
async function everything(database) {
  const names = await tables(database);
  const rows = await database.batch(names.map((name) => database.prepare(`SELECT * FROM ${name}`)));
  return Object.fromEntries(names.map((name, n) => [name, rows[n].results]));
}

/** File names of the migrations, in the order in which they apply. */
export function migrationNames() {
  return readdirSync(new URL("migrations", root))
    .filter((name) => name.endsWith(".sql"))
    .sort();
}

const defined = (object) =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
