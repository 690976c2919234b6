// Reads the examples out of a Markdown file and compares what they print with what it shows; the
// convention is described in readme.test.mjs.

import { deepStrictEqual } from "node:assert/strict";

const FENCE = /^```(\w*)\n([^]*?)^```$/gm;
// A person types these in another terminal; the test serves by itself, and is part of `make test`.
const BY_HAND = /^make (dev|test)$/;

/** The ```sh blocks of `markdown`: `{ script, answer }`, where `answer` may be missing. */
export function examples(markdown) {
  const blocks = [...markdown.matchAll(FENCE)].map(([, language, text]) => ({ language, text }));
  return blocks.flatMap(({ language, text }, index) => {
    const script = text
      .split("\n")
      .filter((line) => !BY_HAND.test(line.trim()))
      .join("\n")
      .trim();
    if (language !== "sh" || script === "") return [];
    const next = blocks[index + 1];
    const answer = ["json", "text"].includes(next?.language) ? next : undefined;
    return [{ script, answer }];
  });
}

/** Throws unless `printed` is what the block `answer` shows. */
export function compare(printed, answer) {
  if (answer.language === "text") return compareValue(printed.trim(), answer.text.trim());
  let value;
  try {
    value = JSON.parse(printed);
  } catch {
    throw new Error(`not JSON:\n${printed}`);
  }
  compareValue(value, JSON.parse(answer.text));
}

function compareValue(actual, shown) {
  deepStrictEqual(masked(actual, shown), shown);
}

/** `actual` with every string that the pattern in `shown` allows replaced by that pattern. */
function masked(actual, shown) {
  if (typeof actual === "string" && typeof shown === "string") {
    return pattern(shown).test(actual) ? shown : actual;
  }
  if (typeof actual !== "object" || actual === null || typeof shown !== "object") return actual;
  const entries = Object.entries(actual).map(([key, value]) => [key, masked(value, shown?.[key])]);
  return Array.isArray(actual) ? entries.map(([, value]) => value) : Object.fromEntries(entries);
}

/** Matches the whole of a string in which every … stands for one or more characters. */
function pattern(shown) {
  const parts = shown.split("…").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join("[^]+?")}$`);
}
