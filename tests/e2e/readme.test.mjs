// The README's examples, run as they are printed there.
//
// - Every ```sh block is run, in the order of the file, in one go each, by `sh -eu` at the root of
//   the repository; it must succeed. What cannot be run here (git clone, deploying) is ```console.
// - They talk to `make dev`, started by this test with the demo tenant, an empty database and the
//   clock at CLOCK (a Monday). The address http://127.0.0.1:8787 is replaced by its own. The lines
//   `make dev` and `make test` are left out.
// - If the next fenced block is ```json, what was printed must be the same JSON (the order of keys
//   does not count); if it is ```text, the same text. In strings and texts, … stands for any
//   characters (ids, request ids): "appointment_id":"…".

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { root, startDevServer, temporaryState } from "./dev-server.mjs";
import { compare, examples } from "./readme.mjs";

const CLOCK = "2026-03-02T09:00:00+01:00";
const readme = readFileSync(join(root, "README.md"), "utf8");

describe("the README's examples", () => {
  let server;
  const state = temporaryState();
  before(async () => {
    server = await startDevServer({ state: state.path, clock: CLOCK });
  });
  after(async () => {
    await server?.stop();
    state.remove();
  });

  for (const { script, answer } of examples(readme)) {
    test(script.split("\n")[0], () => {
      const here = script.replaceAll("http://127.0.0.1:8787", server.url);
      const printed = execFileSync("sh", ["-euc", here], { cwd: root, encoding: "utf8" });
      if (answer) compare(printed, answer);
    });
  }
});

test("the README names the two commands and shows an answer", () => {
  for (const command of ["make dev", "make test"]) assert.ok(readme.includes(command), command);
  assert.ok(examples(readme).some(({ answer }) => answer?.language === "json"));
});

test("examples are found with their answers", () => {
  const markdown =
    "```sh\nmake dev\n```\n```sh\necho 1\n```\nprints\n```json\n1\n```\n```console\n$ no\n```\n";
  assert.deepEqual(examples(markdown), [
    { script: "echo 1", answer: { language: "json", text: "1\n" } },
  ]);
});

test("an answer that differs from the one shown is noticed", () => {
  const shown = { language: "json", text: '{"id":"rdv_…","list":[{"n":1}]}' };
  compare('{"list":[{"n":1}],"id":"rdv_x1"}', shown);
  for (const other of [
    '{"id":"rdv_","list":[{"n":1}]}',
    '{"id":"x","list":[{"n":1}]}',
    '{"id":"rdv_x1","list":[{"n":2}]}',
    '{"id":"rdv_x1","list":[]}',
    '{"id":"rdv_x1","list":[{"n":1}],"more":1}',
    '{"id":"rdv_x1"}',
    "no JSON",
  ]) {
    assert.throws(() => compare(other, shown), other);
  }
});
