// What can be checked of a deployment without an account: wrangler accepts the configuration and
// the built Worker, and nothing but the database and the queue is configured in the clear.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { root } from "./dev-server.mjs";

test("wrangler takes the Worker as it is built, with the database and the queue as its only bindings", () => {
  const command = [join(root, "node_modules/.bin/wrangler"), "deploy", "--dry-run"];
  const run = spawnSync(process.execPath, command, { cwd: root, encoding: "utf8" });
  assert.equal(run.status, 0, run.stderr);
  const bindings = run.stdout.match(/^env\.\w+.*$/gm);
  assert.equal(bindings.length, 2, bindings.join("\n"));
  for (const binding of [/^env\.DB \(coccinelle-db\)/m, /^env\.EVENTS \(coccinelle-events\)/m]) {
    assert.match(run.stdout, binding);
  }
});
