// `make dev`: serves on the chosen port, stops on Ctrl-C, a second start keeps the data, and the
// clock is passed on.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { execute, root, startDevServer, temporaryState } from "./dev-server.mjs";
import { migrationNames } from "./harness.mjs";

const names = (rows) => rows.map((row) => row.name);

test("make dev serves, stops on Ctrl-C and keeps its data", async (t) => {
  const state = temporaryState();
  t.after(state.remove);

  const first = await startDevServer({ state: state.path });
  try {
    assert.equal((await fetch(`${first.url}/health`)).status, 200);
  } finally {
    await first.stop();
  }
  await assert.rejects(fetch(`${first.url}/health`), "nothing listens after Ctrl-C");
  assert.ok(existsSync(join(root, ".dev.vars")), ".dev.vars is made when missing");
  const applied = execute(state.path, "SELECT name FROM d1_migrations ORDER BY id");
  assert.deepEqual(names(applied), migrationNames());

  execute(
    state.path,
    "INSERT INTO prospects (id, tenant_id, name) VALUES ('kept', 'tenant_demo_001', 'Ada')",
  );
  const demo = "SELECT COUNT(*) AS rows FROM channel_configurations";
  const seeded = execute(state.path, demo);
  assert.notDeepEqual(seeded, [{ rows: 0 }], "the demo tenant is there");

  const second = await startDevServer({ state: state.path, clock: "2026-03-02T09:00:00+01:00" });
  await second.stop();
  assert.match(second.output(), /env\.CLOCK_OVERRIDE/, "the clock is passed on");
  const kept = execute(state.path, "SELECT name FROM prospects WHERE id = 'kept'");
  assert.deepEqual(names(kept), ["Ada"]);
  assert.deepEqual(execute(state.path, demo), seeded, "the seed is not applied twice");
});
