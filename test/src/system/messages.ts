import { schemaOf, services } from '@penstock/local';
import type { Sql } from './sql.js';

const inEverySchema = (select: (schema: string) => string): string =>
  services.map((service) => select(schemaOf(service))).join(' UNION ALL ');

/** Events that lie in any service's outbox. */
export async function unsent(sql: Sql): Promise<number> {
  const rows = await sql(inEverySchema((schema) => `SELECT 1 FROM ${schema}.outbox`));
  return rows.length;
}

export interface SetAside {
  readonly service: string;
  readonly state: string;
  readonly code: string | null;
  readonly key: string;
}

/** Messages that any service could not apply, waiting or dead. */
export const setAside = (sql: Sql): Promise<SetAside[]> =>
  sql(
    inEverySchema(
      (schema) => `SELECT '${schema}' AS service, state, failure ->> 'code' AS code, key FROM ${schema}.parked`,
    ),
  );

export interface OpenTask {
  readonly service: string;
  readonly name: string;
  readonly state: string;
  readonly document: string;
  /** Why its last attempt failed. */
  readonly failure: string | null;
}

/** Calls to a far side that are not done: waiting or failed. */
export const openTasks = (sql: Sql): Promise<OpenTask[]> =>
  sql(
    inEverySchema(
      (schema) =>
        `SELECT '${schema}' AS service, name, state, document, last_failure ->> 'message' AS failure
         FROM ${schema}.task WHERE state <> 'done'`,
    ),
  );
