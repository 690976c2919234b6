// The examples of docs/diary-api.md, run as they are printed there, in one shell: the later ones use
// what the earlier ones have set. The convention is that of readme.test.mjs.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { promisify } from "node:util";
import { startGateway } from "./harness.mjs";
import { compare, examples } from "./readme.mjs";

const MARK = "--- the next example ---";
const run = promisify(execFile);

test("the examples of docs/diary-api.md print what is shown there", async (t) => {
  const gateway = await startGateway({ clock: "2026-11-25T09:00:00+01:00" });
  t.after(() => gateway.stop());
  const markdown = readFileSync(new URL("../../docs/diary-api.md", import.meta.url), "utf8");
  const blocks = examples(markdown);
  assert.ok(blocks.filter(({ answer }) => answer).length >= 6);
  const script = blocks.map(({ script }) => script).join(`\necho; echo '${MARK}'\n`);
  const here = script.replaceAll("http://127.0.0.1:8787", String(gateway.url).replace(/\/$/, ""));
  const { stdout } = await run("sh", ["-euc", here]);
  const printed = stdout.split(`${MARK}\n`);
  assert.equal(printed.length, blocks.length);
  for (const [index, { answer }] of blocks.entries()) {
    if (answer) compare(printed[index], answer);
  }
});
