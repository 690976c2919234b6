// Checks the size budget: what is uploaded (build/index.js and build/index_bg.wasm), gzipped.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const BUDGET_KB = 900;
const sizes = ["index.js", "index_bg.wasm"].map((name) => {
  const bytes = gzipSync(readFileSync(new URL(`../build/${name}`, import.meta.url))).length;
  console.log(`${name}: ${(bytes / 1024).toFixed(1)} KB gzipped`);
  return bytes;
});
const total = sizes.reduce((sum, bytes) => sum + bytes) / 1024;
console.log(`size: ${total.toFixed(1)} KB gzipped of ${BUDGET_KB} KB allowed`);
process.exitCode = total <= BUDGET_KB ? 0 : 1;
