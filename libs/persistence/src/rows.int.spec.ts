import { instant, isoOf } from '@penstock/domain';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { column } from './column.js';
import { createDataSource } from './data-source.js';
import { lockRows, readChildren, readRows, saveRows, selectRows } from './rows.js';
import { defineTable } from './table.js';
import { inTransaction, withoutTransaction } from './transaction.js';

const shelves = defineTable({
  name: 'shelf',
  key: ['house', 'place'],
  columns: {
    house: column.text(),
    place: column.text(),
    tags: column.json<string[]>(),
    since: column.nullable(column.instant()),
    version: column.bigint(),
    label: column.nullable(column.bytes()),
  },
  initial: () => ({ tags: [], since: null, version: 0n, label: null }),
});
/** The same table, seen with fewer columns. */
const places = defineTable({
  name: 'shelf',
  key: ['house', 'place'],
  columns: { house: column.text(), place: column.text() },
  initial: () => ({}),
});

let database: DataSource;
beforeAll(async () => {
  database = await createDataSource({
    url: await freshDatabase(),
    schema: 'public',
    poolSize: 4,
    applicationName: 'spec',
  }).initialize();
  await database.query(`CREATE TABLE shelf (house text, place text, tags jsonb NOT NULL DEFAULT '[]', since timestamptz, version bigint NOT NULL DEFAULT 0,
    label bytea, PRIMARY KEY (house, place))`);
});
beforeEach(() => database.query('TRUNCATE shelf'));
afterAll(() => database?.destroy());

describe('rows', () => {
  const full = {
    house: 'h|1',
    place: 'back\\slash',
    tags: ['a "quote"', '{x}', 'ü'],
    since: instant('2026-03-29T01:59:59.123456+01:00'),
    version: 9_007_199_254_740_993n,
    label: Buffer.from([0, 255, 92]),
  };

  it('come back exactly as they were saved', async () => {
    await inTransaction(database, (transaction) => saveRows(transaction, [shelves.save(full)]));
    const [found] = await inTransaction(database, (transaction) => selectRows(transaction, shelves, ''));
    expect(found).toEqual(full);
    expect(isoOf(found!.since!)).toBe('2026-03-29T00:59:59.123456Z');
  });

  it('that are absent are placed with their initial values when locked, and stay absent when only read', async () => {
    const ref = shelves.one({ house: 'h', place: 'p' });
    expect((await inTransaction(database, (transaction) => readRows(transaction, shelves, [ref]))).size).toBe(0);
    const locked = await inTransaction(database, (transaction) => lockRows(transaction, shelves, [ref, ref]));
    expect([...locked.values()]).toEqual([{ house: 'h', place: 'p', tags: [], since: null, version: 0n, label: null }]);
  });

  it('of one key are written by the first of two transactions, then by the second', async () => {
    const count = (transaction: Parameters<typeof lockRows>[0]) =>
      lockRows(transaction, shelves, [shelves.one({ house: 'h', place: 'p' })]).then(async (rows) => {
        const [row] = rows.values();
        await saveRows(transaction, [shelves.save({ ...row!, version: row!.version + 1n })]);
      });
    await Promise.all(Array.from({ length: 12 }, () => inTransaction(database, count)));
    expect((await inTransaction(database, (transaction) => selectRows(transaction, shelves, '')))[0]?.version).toBe(
      12n,
    );
  });

  it('are found by their key alone on a connection that made its plans when the table was empty', async () => {
    await database.query('CREATE TABLE hall (LIKE shelf INCLUDING ALL) WITH (autovacuum_enabled = false)');
    const halls = defineTable({ ...places, name: 'hall', key: ['house', 'place'], initial: () => ({}) });
    const refs = Array.from({ length: 100 }, (_, place) => halls.one({ house: 'h', place: `p${place}` }));
    const passedOver = await withoutTransaction(database, async (connection) => {
      const find = async (some: typeof refs) => {
        await lockRows(connection, halls, some);
        await readRows(connection, halls, some);
      };
      for (let again = 1; again < 10; again += 1) await find(refs.slice(0, again)); // after five, a plan is kept
      await connection.query(
        `INSERT INTO hall (house, place) SELECT 'h', 'q' || i FROM generate_series(1, 100000) AS i`,
      );
      await find(refs);
      await connection.query('SELECT pg_stat_force_next_flush()');
      return connection.query(`SELECT seq_tup_read::integer AS rows FROM pg_stat_user_tables WHERE relname = 'hall'`);
    });
    expect(passedOver).toEqual([{ rows: 0 }]);
  });

  it('of one parent are read together', async () => {
    await inTransaction(database, async (transaction) => {
      await saveRows(
        transaction,
        ['b', 'a'].map((place) => places.save({ house: 'h', place })),
      );
      await saveRows(transaction, [places.save({ house: 'other', place: 'a' })]);
      expect(await readChildren(transaction, [places.children('house', 'h')])).toEqual([
        { house: 'h', place: 'a' },
        { house: 'h', place: 'b' },
      ]);
    });
  });

  it('of many parents come parent by parent, each one’s in key order', async () => {
    await inTransaction(database, async (transaction) => {
      const there = ['h b', 'g a', 'h a', 'other a'].map((name) => name.split(' ') as [string, string]);
      await saveRows(
        transaction,
        there.map(([house, place]) => places.save({ house, place })),
      );
      const parents = ['h', 'g', 'nobody', 'h'].map((house) => places.children('house', house));
      const found = await readChildren(transaction, parents);
      expect(found.map(({ house, place }) => `${house} ${place}`)).toEqual(['g a', 'h a', 'h b']);
    });
  });

  it('of a table that is only appended to are never overwritten', async () => {
    const history = defineTable({ ...places, name: 'shelf', key: ['house', 'place'], isAppendOnly: true });
    const one = history.save({ house: 'h', place: 'p' });
    const append = () => inTransaction(database, (transaction) => saveRows(transaction, [one]));
    await append();
    await expect(append()).rejects.toMatchObject({ code: '23505' });
    expect(() => history.initial({ house: 'h', place: 'p' })).toThrow('written once');
  });

  it('of two declarations of one table are saved side by side on one connection', async () => {
    await inTransaction(database, async (transaction) => {
      await saveRows(transaction, [shelves.save(full)]);
      await saveRows(transaction, [places.save({ house: 'h', place: 'p' })]);
      await saveRows(transaction, [shelves.save({ ...full, tags: [] })]);
    });
    expect(await inTransaction(database, (transaction) => selectRows(transaction, places, ''))).toHaveLength(2);
  });
});

describe('a transaction', () => {
  it('leaves nothing behind when its work throws', async () => {
    const work = inTransaction(database, async (transaction) => {
      await saveRows(transaction, [places.save({ house: 'h', place: 'p' })]);
      throw new Error('changed my mind');
    });
    await expect(work).rejects.toThrow('changed my mind');
    expect(await inTransaction(database, (transaction) => selectRows(transaction, places, ''))).toEqual([]);
  });
});
