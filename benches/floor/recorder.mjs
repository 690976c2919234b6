// Entry module around the built gateway that logs the batches it sends, for floor/record.mjs.
// It runs in workerd, beside build/index.js.

import Worker from "./index.js";

// The gateway recognises its binding by the name of this class.
class D1Database {
  #database;

  constructor(database) {
    this.#database = database;
  }

  prepare(sql) {
    return new Statement(this.#database.prepare(sql), sql, []);
  }

  batch(statements) {
    const batch = statements.map(({ sql, values }) => [sql, values]);
    console.log(`RECORDED ${JSON.stringify(batch)}`);
    return this.#database.batch(statements.map(({ prepared }) => prepared));
  }
}

class Statement {
  constructor(prepared, sql, values) {
    Object.assign(this, { prepared, sql, values });
  }

  bind(...values) {
    return new Statement(this.prepared.bind(...values), this.sql, values);
  }
}

export default new Proxy(Worker, {
  construct(target, [context, env], newTarget) {
    return Reflect.construct(target, [context, { ...env, DB: new D1Database(env.DB) }], newTarget);
  },
});
