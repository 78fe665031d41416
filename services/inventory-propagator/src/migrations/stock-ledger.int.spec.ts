import { CycleCountCompleted, LocationLinked, ProductLinked, StockAdjusted } from '@penstock/contracts';
import { incoming, type ServiceUnderTest, serviceUnderTest } from '@penstock/messaging/testing';
import { inTransaction } from '@penstock/persistence';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aCount, aLocation, anAdjustment, aProduct, at, pieces } from '../events.fixture.js';
import { unequalBalances } from '../ledger/check/unequal-balances.js';
import { handlers } from '../warehouse.fixture.js';
import { migrations } from './index.js';

let service: ServiceUnderTest;

beforeAll(async () => {
  const url = await freshDatabase();
  service = await serviceUnderTest({ url, service: 'inventory-propagator', handlers, migrations });
});
afterAll(() => service?.close());
beforeEach(async () => {
  await service.empty();
  await service.hears(
    incoming(LocationLinked, aLocation()),
    incoming(ProductLinked, aProduct()),
    incoming(CycleCountCompleted, aCount()),
  );
});

/** What the version before this one wrote for a movement, in the order in which it wrote it: it knew no balance but on hand. */
async function previousVersionMoves(quantity: number, effectiveAt = '2025-11-21T09:00:00Z'): Promise<void> {
  await service.query(`UPDATE product SET on_hand = on_hand + $1, announced = announced + $1 WHERE product_id = 'prd_tee'`, [quantity]); // prettier-ignore
  await service.query(`UPDATE stock_level SET on_hand = on_hand + $1, last_moved_at = $2`, [quantity, effectiveAt]);
  await service.query(
    `INSERT INTO stock_movement (event_id, position, product_id, location_id, kind, quantity, unit, cause, effective_at, level_day, applied, recorded_at)
     VALUES (gen_random_uuid(), 0, 'prd_tee', 'loc_main', 'adjusted', $1, 'unit', 'RECEIPT', $2::timestamptz, 'prd_tee loc_main ' || left($2::text, 10), true, now())`,
    [quantity, effectiveAt],
  );
}

const unequal = () => inTransaction(service.database, (transaction) => unequalBalances(transaction, ['prd_tee']));

describe('beside the version before, which knows no movement but of on hand', () => {
  it('balances are the sum of their movements after each of its movements', async () => {
    await previousVersionMoves(3);
    expect(await unequal()).toEqual([]);
    await service.hears(incoming(StockAdjusted, anAdjustment()));
    await previousVersionMoves(-4);
    expect(await unequal()).toEqual([]);
    expect(await service.query('SELECT on_hand::int FROM product')).toEqual([{ on_hand: 14 }]);
  });

  it('and after what it reserves, releases or ships', async () => {
    await service.query('UPDATE product SET reserved = 4');
    expect(await unequal()).toEqual([]);
    await service.query('UPDATE product SET reserved = 1');
    expect(await unequal()).toEqual([]);
    expect(await service.query(`SELECT quantity::int, kind FROM stock_movement WHERE balance = 'reserved' ORDER BY quantity DESC`)).toEqual([
      { quantity: 4, kind: 'carried' },
      { quantity: -3, kind: 'carried' },
    ]); // prettier-ignore
  });

  it('a late count has what that version booked before it once, and what it booked after it on top', async () => {
    await previousVersionMoves(3, '2025-11-21T09:00:00Z');
    await previousVersionMoves(5, '2025-11-21T11:00:00Z');
    const count = aCount({ counted: pieces('20'), countedAt: at('10:00') });
    await service.hears(incoming(CycleCountCompleted, count));
    expect(await service.query('SELECT on_hand::int FROM product')).toEqual([{ on_hand: 25 }]);
    expect(await unequal()).toEqual([]);
  });
});

describe('the migration', () => {
  it('carries over what is there, and takes itself back', async () => {
    await service.query('UPDATE product SET reserved = 2, revision = revision + 1');
    const [migration] = migrations.filter(({ name }) => name.startsWith('StockLedger')).map((Type) => new Type());
    const runner = service.database.createQueryRunner();
    try {
      await runner.startTransaction();
      await runner.query('DROP TABLE IF EXISTS kit_component, availability_review CASCADE');
      await runner.query('DELETE FROM stock_movement');
      await migration?.down(runner);
      await migration?.up(runner);
      const carried = await runner.query(
        'SELECT location_id, balance, kind, quantity::int FROM stock_movement ORDER BY balance',
      );
      expect(carried).toEqual([
        { location_id: 'loc_main', balance: 'on_hand', kind: 'carried', quantity: 10 },
        { location_id: '', balance: 'reserved', kind: 'carried', quantity: 2 },
      ]);
    } finally {
      await runner.rollbackTransaction();
      await runner.release();
    }
  });
});
