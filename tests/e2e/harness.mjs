// Runs the built Worker (build/) in workerd, through Miniflare, with a real local D1 on a real
// socket: migrations and demo tenant applied, secrets of .dev.vars.example bound.
//
//   const gateway = await startGateway({ clock: "2026-03-02T09:00:00+01:00" });
//   await gateway.post("/webhooks/vapi", { message: { … } });
//   await gateway.sql("SELECT * FROM rendez_vous WHERE tenant_id = ?1", "tenant_demo_001");
//   await gateway.stop();
//
// With `faults: true` the Worker's database goes through faulty-db.mjs, and `nextBatch` decides
// what happens to the next batch; `guards: false` also takes the guards out of its SQL.

import { readFileSync, readdirSync } from "node:fs";
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
 * the secrets of .dev.vars.example; undefined takes one away), `faults` and `guards` (see above).
 */
export async function startGateway(options = {}) {
  const { clock, seed = true, bindings = {}, guards = true, faults = !guards } = options;
  const orders = [];
  const output = [];
  const miniflare = new Miniflare({
    host: "127.0.0.1",
    port: 0,
    cf: false,
    compatibilityDate,
    modules: modules(faults),
    d1Databases: { DB: "coccinelle-db" },
    bindings: defined({
      ...devVars,
      CLOCK_OVERRIDE: clock,
      HARNESS_STRIP_GUARDS: !guards,
      ...bindings,
    }),
    serviceBindings: { HARNESS: () => Response.json(orders.shift() ?? {}) },
    handleRuntimeStdio: (stdout, stderr) => {
      for (const stream of [stdout, stderr]) stream.on("data", (chunk) => output.push(chunk));
    },
  });
  const url = await miniflare.ready;
  const database = await miniflare.getD1Database("DB");
  await migrate(database);
  if (seed) await database.prepare(text("seeds/demo.sql")).run();

  return {
    url,
    post: (path, body, headers) => post(new URL(path, url), body, headers),
    sql: async (query, ...values) =>
      (await database.prepare(query).bind(...values).all()).results,
    /**
     * What happens to the next batch that has no order yet: `delayMs` waits before it is sent,
     * `error` makes it fail with that cause, `committed: true` only after it has taken effect.
     */
    nextBatch: (order) => orders.push(order),
    /** Everything the Worker has logged so far. */
    log: () => Buffer.concat(output).toString("utf8"),
    stop: () => miniflare.dispose(),
  };
}

/** Posts JSON (or a string or bytes as they are) with the development secret. */
async function post(url, body, headers = {}) {
  const raw = typeof body === "string" || body instanceof Uint8Array;
  const response = await fetch(url, {
    method: "POST",
    headers: defined({
      "content-type": "application/json",
      "x-vapi-secret": "dev-secret",
      ...headers,
    }),
    body: raw ? body : JSON.stringify(body),
  });
  const answer = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text: answer,
    json: () => JSON.parse(answer),
  };
}

function modules(faults) {
  const built = [
    { type: "ESModule", path: "index.js", contents: text("build/index.js") },
    { type: "CompiledWasm", path: "index_bg.wasm", contents: read("build/index_bg.wasm") },
  ];
  const entry = text("tests/e2e/faulty-db.mjs");
  return faults ? [{ type: "ESModule", path: "faulty-db.mjs", contents: entry }, ...built] : built;
}

/** Applies the migrations as wrangler does, its table of applied ones included. */
async function migrate(database) {
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

/** File names of the migrations, in the order in which they apply. */
export function migrationNames() {
  return readdirSync(new URL("migrations", root))
    .filter((name) => name.endsWith(".sql"))
    .sort();
}

const defined = (object) =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
