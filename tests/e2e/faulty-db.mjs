// Entry module of the Worker under test when its database has to misbehave: the built Worker,
// given a database that asks the harness, before each batch, what is to happen to it, and tells it
// when that has happened.
// It runs in workerd; harness.mjs loads it beside build/index.js.

import Worker from "./index.js";

const HARNESS = "http://harness/";

// The Worker recognises its binding by the name of this class.
class D1Database {
  #database;
  #env;

  constructor(env) {
    this.#database = env.DB;
    this.#env = env;
  }

  prepare(sql) {
    return this.#database.prepare(without(this.#env.HARNESS_STRIP ?? [], sql));
  }

  async batch(statements) {
    const order = await (await this.#env.HARNESS.fetch(HARNESS)).json();
    try {
      return await this.#obey(order, statements);
    } finally {
      if (order.id) await this.#env.HARNESS.fetch(HARNESS, { method: "POST", body: order.id });
    }
  }

  async #obey(order, statements) {
    if (order.delayMs) await new Promise((done) => setTimeout(done, order.delayMs));
    if (order.error && !order.committed) throw failure(order.error);
    const results = await this.#database.batch(statements);
    if (order.error) throw failure(order.error);
    return results;
  }
}

/** An error of the shape that D1 gives. */
function failure(cause) {
  return new Error(`D1_ERROR: ${cause}`, { cause: new Error(cause) });
}

/** Takes out what the SQL marks, by one of these names, as its guards against races. */
function without(names, sql) {
  return names.reduce(
    (rest, name) => rest.replace(new RegExp(`/\\*${name}\\*/[^]*?/\\*end\\*/`, "g"), ""),
    sql,
  );
}

export default new Proxy(Worker, {
  construct(target, [context, env], newTarget) {
    const bindings = { ...env, DB: new D1Database(env) };
    return Reflect.construct(target, [context, bindings], newTarget);
  },
});
