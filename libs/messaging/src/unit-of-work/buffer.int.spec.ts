import { column, defineTable, inTransaction, type Transaction } from '@penstock/persistence';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ServiceUnderTest, serviceUnderTest } from '../testing/index.js';
import { RowBuffer } from './buffer.js';

const shelves = defineTable({
  name: 'shelf',
  columns: { place: column.text(), size: column.integer() },
  key: ['place'],
  initial: () => ({ size: 0 }),
});
const boxes = defineTable({
  name: 'box',
  columns: { number: column.integer(), place: column.text() },
  key: ['number'],
  initial: () => ({ place: '' }),
});
const shelf = (place: string) => shelves.one({ place });
const onShelf = (place: string) => boxes.children('place', place);

let service: ServiceUnderTest;

beforeAll(async () => {
  service = await serviceUnderTest({ url: await freshDatabase(), service: 'buffer', handlers: [], migrations: [] });
  await service.query('CREATE TABLE shelf (place text PRIMARY KEY, size integer NOT NULL)');
  await service.query('CREATE TABLE box (number integer PRIMARY KEY, place text NOT NULL)');
}, 120_000);
afterAll(() => service?.close());
beforeEach(async () => {
  await service.query('TRUNCATE shelf, box');
  await service.query(`INSERT INTO shelf VALUES ('a', 1), ('b', 2)`);
  await service.query(`INSERT INTO box VALUES (1, 'a'), (2, 'a'), (3, 'b')`);
});

/** Counts the statements that a buffer asks. */
function counted(transaction: Transaction): { transaction: Transaction; asked: string[] } {
  const asked: string[] = [];
  const query: Transaction['query'] = (text, values, name) => {
    asked.push(String(name?.replace(/#\d+/, '')));
    return transaction.query(text, values, name);
  };
  return { transaction: { query }, asked };
}

describe('loading what is there', () => {
  it('locks rows and reads children in one breath, and leaves nothing to load', () =>
    inTransaction(service.database, async (connection) => {
      const { transaction, asked } = counted(connection);
      const buffer = new RowBuffer(transaction);
      const refs = [shelf('b'), shelf('a'), onShelf('a')];
      const loading = buffer.loadThere(refs);
      expect(asked).toEqual(['shelf lock', 'box children by place']); // before the first is answered
      await loading;
      await buffer.load(refs);
      expect(asked).toHaveLength(2);
      expect(buffer.row(shelf('b'))).toEqual({ place: 'b', size: 2 });
      expect(buffer.children(onShelf('a')).map(({ number }) => number)).toEqual([1, 2]);
      const other = inTransaction(service.database, (t) =>
        t.query(`SELECT FROM shelf WHERE place = 'a' FOR UPDATE NOWAIT`),
      );
      await expect(other).rejects.toMatchObject({ code: '55P03' });
    }));

  it('places no row that is absent', () =>
    inTransaction(service.database, async (transaction) => {
      const buffer = new RowBuffer(transaction);
      await buffer.loadThere([shelf('c')]);
      expect(await transaction.query(`SELECT FROM shelf WHERE place = 'c'`)).toEqual([]);
      await buffer.load([shelf('c')]);
      expect(buffer.row(shelf('c'))).toEqual({ place: 'c', size: 0 });
    }));

  it('reads children again once a row that was absent is locked: others could add some until then', () =>
    inTransaction(service.database, async (transaction) => {
      const buffer = new RowBuffer(transaction);
      const refs = [shelf('c'), onShelf('c')];
      await buffer.loadThere(refs);
      await service.query(`INSERT INTO shelf VALUES ('c', 3)`);
      await service.query(`INSERT INTO box VALUES (4, 'c')`);
      await buffer.load(refs);
      expect(buffer.row(shelf('c'))).toEqual({ place: 'c', size: 3 });
      expect(buffer.children(onShelf('c'))).toEqual([{ number: 4, place: 'c' }]);
    }));
});
