// The commands of the guides, run as they are printed there, each guide in a gateway of its own. The
// convention is that of readme.test.mjs; what has a test of its own is not among them.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { promisify } from "node:util";
import { startGateway } from "./harness.mjs";
import { compare, examples } from "./readme.mjs";

const run = promisify(execFile);
const fields = (text) => Object.keys(JSON.parse(text)).sort();

/** How many commands a guide has at least, by its name. */
const guides = { support: 3, scoring: 2, reconciliation: 3, privacy: 3 };

// Nothing answers there: what is shown of a Vapi with calls is compared by its fields.
const bindings = { VAPI_BASE_URL: "http://127.0.0.1:9" };

for (const [name, least] of Object.entries(guides)) {
  test(`the commands of docs/${name}.md do what is shown there`, async (t) => {
    const gateway = await startGateway({ clock: "2026-11-25T09:00:00+01:00", bindings });
    t.after(() => gateway.stop());
    const file = new URL(`../../docs/${name}.md`, import.meta.url);
    // wrangler asks the database of `make dev`, which is not this one.
    const blocks = examples(readFileSync(file, "utf8")).filter(({ script }) => /^curl/.test(script));
    assert.ok(blocks.length >= least, `${blocks.length}`);
    for (const { script, answer } of blocks) {
      const here = script.replaceAll("http://127.0.0.1:8787", String(gateway.url).replace(/\/$/, ""));
      const { stdout } = await run("sh", ["-euc", here]);
      if (answer && name === "reconciliation") {
        assert.deepEqual(fields(stdout), fields(answer.text));
      } else if (answer) compare(stdout, answer);
      else assert.doesNotMatch(stdout, /"error":\{/, script);
    }
  });
}
