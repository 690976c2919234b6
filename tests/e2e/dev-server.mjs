// Starts and stops `make dev` as a person does in a terminal, on a free port and with the data in
// a temporary folder; for the tests of the two commands and of the README.

import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../", import.meta.url));
const READY = /Ready on (http:\/\/127\.0\.0\.1:\d+)/;

/** A new folder for the data of a dev server; `remove` deletes it. */
export function temporaryState() {
  const path = mkdtempSync(join(tmpdir(), "gateway-state-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Starts `make dev` and waits until it serves; rejects with its output when it does not. */
export async function startDevServer({ state, clock }) {
  const env = { ...process.env, PORT: String(await freePort()), STATE: state };
  if (clock) env.CLOCK_OVERRIDE = clock;
  // A process group of its own, so that the signal reaches all of it, as Ctrl-C does.
  const server = spawn("make", ["dev"], { cwd: root, env, detached: true });
  const interrupt = () => process.kill(-server.pid, "SIGINT");
  process.once("exit", interrupt);
  const ended = new Promise((resolve) => server.once("close", resolve));
  ended.then(() => process.off("exit", interrupt));
  let output = "";
  const url = await new Promise((resolve, reject) => {
    const collect = (chunk) => {
      output += chunk;
      const ready = READY.exec(output);
      if (ready) resolve(ready[1]);
    };
    server.stdout.on("data", collect);
    server.stderr.on("data", collect);
    ended.then(() => reject(new Error(`make dev ended before it served:\n${output}`)));
  });
  return {
    url,
    output: () => output,
    /** Presses Ctrl-C and waits until every process of the server has closed its output. */
    stop: async () => {
      interrupt();
      await ended;
    },
  };
}

/** Runs one SQL command against the data of a stopped server, with wrangler, as the docs say. */
export function execute(state, command) {
  const wrangler = join(root, "node_modules/.bin/wrangler");
  const args = ["d1", "execute", "coccinelle-db", "--local", "--persist-to", state, "--json"];
  const stdout = execFileSync(process.execPath, [wrangler, ...args, "--command", command], {
    cwd: root,
  });
  return JSON.parse(stdout)[0].results;
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
