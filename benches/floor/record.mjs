// Records the batch that the gateway sends for each work, as templates that the floor fills in.

import { readFileSync } from "node:fs";
import { works } from "../works.mjs";
import { post, start } from "../worker.mjs";

const entry = readFileSync(new URL("recorder.mjs", import.meta.url), "utf8");

/** `{ [work]: { sqls, values } }`, see floor/index.js. */
export async function record(gatewayModules) {
  const modules = [{ type: "ESModule", path: "recorder.mjs", contents: entry }, ...gatewayModules];
  const worker = await start({ name: "recorder", modules });
  const recorded = {};
  for (const work of works.filter(({ batches }) => batches > 0)) {
    const batchOf = async (request) => {
      const seen = worker.log().length;
      await post(worker, request);
      return firstBatch(worker, seen, JSON.parse(request.body).message.call.id);
    };
    await batchOf(work.before?.(1) ?? work.request(0));
    const request = work.request(1);
    recorded[work.name] = template(await batchOf(request), request.body);
  }
  await worker.stop();
  return recorded;
}

/**
 * The batch that this call was answered from. More may follow an answer, also of the call before, and
 * the log arrives after it.
 */
async function firstBatch(worker, seen, callId) {
  for (let n = 0; n < 100; n++) {
    const lines = worker.log().slice(seen).split("\n");
    const whole = (line) => line.includes("RECORDED ") && line.endsWith("]");
    const line = lines.find((line) => whole(line) && line.includes(callId));
    if (line) return JSON.parse(line.slice(line.indexOf("RECORDED ") + "RECORDED ".length));
    await new Promise((done) => setTimeout(done, 20));
  }
  throw new Error("the gateway sent no batch");
}

/** Cuts the values at what is the request's own. */
function template(batch, body) {
  const { call, toolCallList } = JSON.parse(body).message;
  const { date, time } = toolCallList?.[0].function.arguments ?? {};
  const number = call.id.slice(-6);
  const holes = new Map([[call.id, "call"], [call.customer.number, "caller"]]);
  if (date && time) {
    holes.set(date, "date").set(time, "time");
    holes.set(String(Date.parse(`${date}T${time}Z`) / 60000), "wall");
  }
  const drawn = new Map();
  const cut = (value) => {
    if (typeof value !== "string") return value;
    const known = [...holes.keys()].map((text) => text.replace(/[+\-.]/g, "\\$&")).join("|");
    const ids = "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}";
    const hash = "(?:[0-9a-f]{58}|(?<=(?:call|event)_)[0-9a-f]{26})[0-9a-f]{6}(?![0-9a-f])";
    const pieces = [""];
    const append = (text) => (pieces[pieces.length - 1] += text);
    for (const part of value.split(new RegExp(`(${known}|${ids}|${hash})`))) {
      if (holes.has(part)) pieces.push(holes.get(part), "");
      else if (new RegExp(`^${ids}$`).test(part)) {
        if (!drawn.has(part)) drawn.set(part, drawn.size === 0 ? "attempt" : "row");
        pieces.push(drawn.get(part), "");
      } else if (/^[0-9a-f]+$/.test(part) && [32, 64].includes(part.length)) {
        append(part.slice(0, -6));
        pieces.push("number", "");
      } else append(part);
    }
    return pieces.length === 1 ? pieces[0] : pieces;
  };
  return { sqls: batch.map(([sql]) => sql), values: batch.map(([, values]) => values.map(cut)) };
}
