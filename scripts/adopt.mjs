#!/usr/bin/env node
// Takes over a database that already holds the six tables in their loose form.
//
//   node scripts/adopt.mjs [--local|--remote] [--apply] [--database NAME]
//
// Lists the rows that the strict tables refuse, by table, reason and id. With --apply it then runs
// the migrations and reports what went to legacy_rejects. The checks are the *_refusals views of
// the migrations themselves; tests/gateway/migrations/legacy.rs runs the same text.
// Exit codes: 0 done or nothing in the way, 1 the tables do not fit or wrangler failed, 2 usage.

import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const migrations = readdirSync(join(root, "migrations"))
  .filter((name) => name.endsWith(".sql"))
  .sort()
  .map((name) => readFileSync(join(root, "migrations", name), "utf8"));

function main() {
  const options = usage();
  const tables = looseTables(options);
  if (tables.size === 0) {
    console.log("None of the six tables is there in its loose form: nothing to adopt.");
  } else {
    refuseUnknownShape(options, tables);
    listRefusals(options, tables);
  }
  if (!options.apply) {
    console.log("Nothing was changed. Run again with --apply to migrate.");
    return;
  }
  wrangler(options, ["migrations", "apply"], "inherit");
  report(options);
}

function usage() {
  try {
    const { values } = parseArgs({
      options: {
        local: { type: "boolean" },
        remote: { type: "boolean" },
        apply: { type: "boolean", default: false },
        database: { type: "string", default: "coccinelle-db" },
      },
    });
    if (values.local && values.remote) throw new Error("--local or --remote, not both");
    return { ...values, place: values.remote ? "--remote" : "--local" };
  } catch (error) {
    console.error(`${error.message}\nnode scripts/adopt.mjs [--local|--remote] [--apply] [--database NAME]`);
    process.exit(2);
  }
}

/** The columns of the six tables as the first migration names them: table to set of names. */
function knownColumns() {
  const tables = migrations[0].matchAll(/CREATE TABLE IF NOT EXISTS (\w+) \(([^;]*)\);/g);
  return new Map(
    Array.from(tables, ([, table, body]) => [
      table,
      new Set(Array.from(body.matchAll(/^ {2}([a-z]\w*) /gm), ([, column]) => column)),
    ]),
  );
}

/** The tables of the six that exist and are not strict yet. */
function looseTables(options) {
  const names = [...knownColumns().keys()].map((name) => `'${name}'`).join(", ");
  const rows = query(
    options,
    `SELECT name FROM pragma_table_list WHERE schema = 'main' AND NOT strict AND name IN (${names})`,
  );
  return new Set(rows.map((row) => row.name));
}

/** Ends the run when a column is missing, or is there that the rebuilt table would not have. */
function refuseUnknownShape(options, tables) {
  const known = knownColumns();
  const wrong = [];
  for (const table of tables) {
    const found = new Set(query(options, `SELECT name FROM pragma_table_info('${table}')`).map((row) => row.name));
    for (const column of known.get(table)) if (!found.has(column)) wrong.push(`${table}.${column} is missing`);
    for (const column of found) if (!known.get(table).has(column)) wrong.push(`${table}.${column} would be lost`);
  }
  if (wrong.length === 0) return;
  console.error(["The tables do not have the expected columns:", ...wrong].join("\n  "));
  process.exit(1);
}

function listRefusals(options, tables) {
  let count = 0;
  for (const sql of migrations) {
    const check = /CREATE VIEW (\w+)_refusals AS\n([^;]*);/.exec(sql);
    if (!check || !tables.has(check[1])) continue;
    for (const row of query(options, `${check[2]} ORDER BY reason, row_number`)) {
      count += 1;
      console.log(`${check[1]}: ${row.reason}: ${row.id ?? `row ${row.row_number}`}`);
    }
  }
  console.log(`${count} row(s) would go to legacy_rejects.`);
}

function report(options) {
  const rows = query(
    options,
    "SELECT table_name, reason, count(*) AS n FROM legacy_rejects GROUP BY 1, 2 ORDER BY 1, 2",
  );
  for (const row of rows) console.log(`${row.table_name}: ${row.reason}: ${row.n}`);
  const total = rows.reduce((sum, row) => sum + row.n, 0);
  console.log(`${total} row(s) are in legacy_rejects.`);
}

function query(options, sql) {
  const answer = wrangler(options, ["execute"], "pipe", ["--json", `--command=${sql}`]);
  return JSON.parse(answer)[0].results;
}

function wrangler(options, verb, stdout, extra = []) {
  const tools = join(root, "node_modules", ".bin");
  const words = ["d1", ...verb, options.database, options.place, ...extra];
  const run = spawnSync(join(tools, "wrangler"), words, {
    cwd: root,
    encoding: "utf8",
    // CI: no questions. The Node of package.json first: wrangler needs a recent one.
    env: { ...process.env, CI: "true", PATH: `${tools}:${process.env.PATH}` },
    maxBuffer: 1 << 28,
    stdio: ["inherit", stdout, "inherit"],
  });
  if (run.status !== 0) {
    if (run.error) console.error(`wrangler: ${run.error.message} (npm ci first?)`);
    if (run.stdout) console.error(run.stdout);
    process.exit(1);
  }
  return run.stdout;
}

main();
