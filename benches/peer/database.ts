// The database with its round trips counted, and the condition that every write hangs on.

import type { Context } from "./index";

/** The configuration has changed since the isolate read it; nothing was written. */
export class Stale extends Error {}

export interface Statement {
  sql: string;
  values: unknown[];
}

export type Row = Record<string, any>;

export class Database {
  batches = 0;
  milliseconds = 0;

  constructor(private readonly d1: D1Database) {}

  async batch(statements: Statement[]): Promise<Row[][]> {
    const started = Date.now();
    this.batches += 1;
    const results = await this.d1.batch<Row>(
      statements.map(({ sql, values }) => this.d1.prepare(sql).bind(...values)),
    );
    this.milliseconds += Date.now() - started;
    return results.map(({ results }) => results);
  }

  /** Binds the call to its tenant and runs the statements while the configuration is as read. */
  async guarded({ tenant, message, now }: Context, statements: Statement[]): Promise<Row[][]> {
    const versions = [tenant.id, message.call?.id ?? "", tenant.version, tenant.routingVersion];
    const rows = await this.batch([
      { sql: BIND, values: [...versions, now.toISOString()] },
      ...statements,
      { sql: HOLDS, values: versions },
    ]);
    if (!rows.at(-1)?.[0]?.holds) throw new Stale();
    return rows.slice(1, -1);
  }
}

/** ?1 tenant, ?2 Vapi's call id, ?3 tenant's configuration version, ?4 routing version. */
export const GUARD = `EXISTS (SELECT 1 FROM call_bindings b
  JOIN config_versions v ON v.tenant_id = b.tenant_id
  JOIN config_versions g ON g.tenant_id = '*'
  WHERE b.scope = '' AND b.vapi_call_id = ?2 AND b.tenant_id = ?1
    AND v.version = ?3 AND g.version = ?4)`;

const HOLDS = `SELECT ${GUARD} AS holds`;

const BIND = `INSERT INTO call_bindings (tenant_id, scope, vapi_call_id, created_at)
  SELECT ?1, '', ?2, ?5 FROM config_versions v JOIN config_versions g ON g.tenant_id = '*'
  WHERE v.tenant_id = ?1 AND v.version = ?3 AND g.version = ?4
  ON CONFLICT DO NOTHING`;
