import { StockAdjusted } from '@penstock/contracts';
import { type Decimal, decimalText } from '@penstock/domain';
import { column, defineQuery, defineTable } from '@penstock/persistence';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, expectTypeOf, it } from 'vitest';
import { Missing } from '../errors.js';
import { moved, tallies, TallyTable1 } from '../inbox/runner.fixture.js';
import { type ServiceUnderTest, serviceUnderTest } from '../testing/index.js';
import { defineHandler } from './handler.js';
import { done } from './outcome.js';

const entries = defineTable({
  name: 'entry',
  key: ['eventId'],
  columns: { eventId: column.uuid(), productId: column.text(), amount: column.decimal(), place: column.text() },
  initial: () => ({ productId: '', amount: tallies.initial({}).total, place: '' }),
});

class EntryTable1 implements MigrationInterface {
  name = 'EntryTable1700000000002';
  async up(db: QueryRunner): Promise<void> {
    await db.query('CREATE TABLE entry (event_id uuid PRIMARY KEY, product_id text, amount numeric, place text)');
  }
  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE entry');
  }
}

/** The largest entries of a product so far. Refused by PostgreSQL for a product whose name is no number, which is as good a broken statement as any. */
const largest = defineQuery({
  name: 'largest entries',
  parameters: { productId: column.text(), atMost: column.integer() },
  columns: { place: column.text(), amount: column.decimal() },
  text: 'SELECT place, amount FROM entry WHERE product_id = $1 AND $1::integer > 0 ORDER BY amount DESC LIMIT $2',
});

let isLocationKnown = true;

/** Keeps the sum, and as its story what the query said each time. */
const onMoved = (queryScope: 'batch' | 'key') =>
  defineHandler({
    id: 'ledger.stock-adjusted',
    on: StockAdjusted,
    loads: { tally: (event) => tallies.one({ productId: event.productId }) },
    queries: {
      largest: ({ locationId }, { tally }) =>
        largest.of({ productId: locationId === 'asks for 1' ? '1' : tally.productId, atMost: 2 }),
    },
    queryScope,
    handle(event, { tally, largest: found }) {
      expectTypeOf(found).toEqualTypeOf<readonly { readonly place: string; readonly amount: Decimal }[]>();
      if (event.locationId === 'unknown' && !isLocationKnown) throw new Missing('NOT_YET', 'not yet');
      const { productId, delta, locationId: place } = event;
      const answer = found.map((entry) => `${entry.place}=${decimalText(entry.amount)}`).join(',');
      const next = { ...tally, total: tally.total.plus(delta.amount), story: `${tally.story}[${answer}]` };
      return done({
        save: [
          tallies.save(next),
          entries.save({ eventId: event.meta.eventId, productId, amount: delta.amount, place }),
        ],
      });
    },
  });

describe.each(['batch', 'key'] as const)(
  'a handler whose queries are answered by what was saved of the %s',
  (scope) => {
    let service: ServiceUnderTest;
    const rows = (sql: string) => service.query(sql);
    const stories = () => rows('SELECT product_id AS product, total::text, story FROM tally ORDER BY 1');

    beforeAll(async () => {
      const migrations = [TallyTable1, EntryTable1];
      service = await serviceUnderTest({
        url: await freshDatabase(),
        service: 'ledger',
        handlers: [onMoved(scope)],
        migrations,
      });
    });
    beforeEach(async () => {
      isLocationKnown = true;
      await service.empty();
    });
    afterAll(() => service?.close());

    it('is answered with what earlier events of its batch saved, and with what earlier batches did', async () => {
      await service.deliver(
        [moved('1', 'a', '5', 0), moved('2', 'x', '1', 1), moved('1', 'b', '7', 2), moved('1', 'c', '0.5', 3)],
        service.anotherRunner(),
      );
      await service.deliver([moved('1', 'd', '9', 4)], service.anotherRunner());
      expect(await stories()).toEqual([
        { product: '1', total: '21.5', story: '[][a=5][b=7,a=5][b=7,a=5]' },
        { product: '2', total: '1', story: '[]' },
      ]);
    });

    it('sees what other keys of the batch saved only where it says that it must', async () => {
      await service.deliver([moved('1', 'a', '5', 0), moved('2', 'asks for 1', '1', 1)], service.anotherRunner());
      const other = (await stories()).find(({ product }) => product === '2');
      expect(other?.['story']).toBe(scope === 'batch' ? '[a=5]' : '[]');
    });

    it('whose statement PostgreSQL refuses is parked alone, and the rest of the batch happens once', async () => {
      const batch = [moved('1', 'a', '5', 0), moved('none', 'x', '1', 1), moved('1', 'b', '7', 2)];
      await service.deliver(batch, service.anotherRunner());
      await service.deliver(batch, service.anotherRunner());
      expect(await stories()).toEqual([
        { product: '1', total: '12', story: '[][a=5]' },
        { product: 'none', total: '0', story: '' }, // locked, and placed for it
      ]);
      expect(await rows(`SELECT key, state, failure->>'message' AS why FROM parked`)).toEqual([
        { key: 'none', state: 'waiting', why: 'invalid input syntax for type integer: "none"' },
      ]);
    });

    it('leaves nothing of what it wrote to ask behind when the batch rolls back', async () => {
      const batch = [moved('1', 'a', '5', 0), moved('1', 'b', '2000', 1), moved('1', 'c', '1', 2)]; // no total may be 1000 or more
      await service.deliver(batch, service.anotherRunner());
      expect(await stories()).toEqual([{ product: '1', total: '5', story: '[]' }]);
      expect(await rows('SELECT place FROM entry')).toEqual([{ place: 'a' }]);
      expect(await rows('SELECT position::int, state FROM parked ORDER BY 1')).toEqual([
        { position: 1, state: 'waiting' },
        { position: 2, state: 'waiting' },
      ]);
    });

    it('is asked anew when its event is tried again', async () => {
      isLocationKnown = false;
      await service.deliver([moved('1', 'a', '5', 0), moved('1', 'unknown', '7', 1)], service.anotherRunner());
      await rows(`INSERT INTO entry VALUES (gen_random_uuid(), '1', 6, 'meanwhile')`);
      isLocationKnown = true;
      await service.retryAll();
      expect(await stories()).toEqual([{ product: '1', total: '12', story: '[][meanwhile=6,a=5]' }]);
    });

    it('must lock what its answer hangs on', () => {
      const declaration = { id: 'ledger.careless', on: StockAdjusted, handle: () => done({}) };
      const queries = { largest: () => largest.of({ productId: '1', atMost: 1 }) };
      expect(() => defineHandler({ ...declaration, queries })).toThrow('locks nothing');
    });
  },
);
