// One slice of a measurement: the same requests to one Worker, and what they took.

import { Agent } from "node:http";
import { post } from "./worker.mjs";

/** Requests of a slice with one caller and with sixteen; the large bodies get fewer. */
export const counts = ({ size = 24 }) => (size > 100 ? { 1: 60, 16: 96 } : { 1: 200, 16: 320 });

/**
 * Posts `count` requests of a work from `callers` at once, on rows that are taken away afterwards.
 * Times in milliseconds; `cpu` is the whole process, divided by the requests.
 */
export async function slice(worker, work, callers, count = counts(work)[callers]) {
  const requests = Array.from({ length: count }, (_, n) => work.request(n + 2));
  if (work.before) await post(worker, work.before());
  const rowsBefore = work.writes && (await worker.count(work.writes));
  const times = [];
  const answers = [];
  const queue = requests.values();
  // Kept no longer than the slice: the server closes connections that are idle.
  const agent = new Agent({ keepAlive: true, maxSockets: callers });
  const caller = async () => {
    for (const request of queue) {
      const began = performance.now();
      answers.push(await post(worker, request, agent));
      times.push(performance.now() - began);
    }
  };
  const cpu = worker.cpu();
  const began = performance.now();
  await Promise.all(Array.from({ length: callers }, caller));
  const seconds = (performance.now() - began) / 1000;
  const used = worker.cpu() - cpu;
  agent.destroy();
  await checked(worker, work, answers, rowsBefore);
  await worker.reset();
  times.sort((a, b) => a - b);
  return {
    cpu: used / count,
    p50: quantile(times, 0.5),
    p95: quantile(times, 0.95),
    p99: quantile(times, 0.99),
    throughput: count / seconds,
    batches: answers.at(-1).batches,
  };
}

/** A Worker that is fast because it does not do the work is no measurement. */
async function checked(worker, work, answers, rowsBefore) {
  const wrong = answers.find((answer) =>
    worker.name === "floor" ? answer.status >= 500 : !work.expect(answer),
  );
  if (wrong) throw new Error(`${worker.name}, ${work.name}: ${wrong.status} ${wrong.text}`);
  if (!work.writes) return;
  const written = (await worker.count(work.writes)) - rowsBefore;
  if (written !== answers.length) {
    const found = `${written} rows in ${work.writes} for ${answers.length} requests`;
    throw new Error(`${worker.name}, ${work.name}: ${found}`);
  }
}

const quantile = (sorted, q) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))];

export const median = (values) => quantile([...values].sort((a, b) => a - b), 0.5);

/** The median of every field over some slices. */
export function medians(slices) {
  return Object.fromEntries(
    Object.keys(slices[0]).map((field) => [field, median(slices.map((slice) => slice[field]))]),
  );
}
