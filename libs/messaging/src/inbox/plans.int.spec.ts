import { type Transaction, withoutTransaction } from '@penstock/persistence';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServiceUnderTest, serviceUnderTest } from '../testing/index.js';
import { GROW, uses } from './plans.fixture.js';

const GROWN = 100_000;

/** PostgreSQL keeps a plan that knows no values after five that did: https://www.postgresql.org/docs/current/sql-prepare.html */
const USES_BEFORE = 9;

/** More than any of these statements needs for a hundred keys, and a hundredth of what is there. */
const FEW = 1000;

/** What reading was done: rows of whole tables, and entries of indexes, which a scan by the first column of a key reads all as well. */
interface Reading {
  readonly rows: number;
  readonly entries: number;
}

/** By what was done. */
const readings = new Map<string, Reading>();
let service: ServiceUnderTest;

/** All reading so far. */
async function readSoFar(connection: Transaction): Promise<Reading> {
  await connection.query('SELECT pg_stat_force_next_flush()');
  const [found] = await connection.query<{ rows: string; entries: string }>(
    `SELECT (SELECT sum(seq_tup_read) FROM pg_stat_user_tables) AS rows, (SELECT sum(idx_tup_read) FROM pg_stat_user_indexes) AS entries`,
  );
  return { rows: Number(found?.rows), entries: Number(found?.entries) };
}

async function keepAutovacuumAway(): Promise<void> {
  const tables = await service.query<{ name: string }>(
    `SELECT oid::regclass::text AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace`,
  );
  for (const { name } of tables) await service.query(`ALTER TABLE ${name} SET (autovacuum_enabled = false)`);
}

beforeAll(async () => {
  service = await serviceUnderTest({ url: await freshDatabase(), service: 'plans', handlers: [], migrations: [] });
  await keepAutovacuumAway();
  await withoutTransaction(service.database, async (connection) => {
    for (const use of Object.values(uses))
      for (let count = 1; count <= USES_BEFORE; count += 1) await use(connection, count);
    for (const grow of GROW) await connection.query(grow, [GROWN]);
    for (const [what, use] of Object.entries(uses)) {
      const before = await readSoFar(connection);
      await use(connection, 100);
      const after = await readSoFar(connection);
      readings.set(what, { rows: after.rows - before.rows, entries: after.entries - before.entries });
    }
  });
}, 120_000);
afterAll(() => service?.close());

describe('a statement whose plan was made while its tables were empty, once they have grown', () => {
  const names = Object.keys(uses);

  it.each(names)('reads no table as a whole: %s', (what) => expect(readings.get(what)?.rows).toBe(0));

  it.each(names)('reads what it names of an index: %s', (what) =>
    expect(readings.get(what)?.entries).toBeLessThan(FEW),
  );
});
