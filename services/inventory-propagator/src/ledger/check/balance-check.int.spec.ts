import { CycleCountCompleted, ExceptionRaised, GoodsExpected, LocationLinked, ProductLinked, StockAdjusted, StockQuarantined } from '@penstock/contracts'; // prettier-ignore
import { incoming, type ServiceUnderTest, serviceUnderTest } from '@penstock/messaging/testing';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aCount, aLocation, anAdjustment, anExpectation, aProduct, aQuarantine, pieces } from '../../events.fixture.js';
import { migrations } from '../../migrations/index.js';
import { handlers } from '../../warehouse.fixture.js';
import { BalanceCheckLoop } from './balance-check-loop.js';

const PRODUCTS = ['prd_a', 'prd_b', 'prd_c', 'prd_d', 'prd_e'];

let service: ServiceUnderTest;
let loop: BalanceCheckLoop;

beforeAll(async () => {
  const url = await freshDatabase();
  service = await serviceUnderTest({ url, service: 'inventory-propagator', handlers, migrations });
});
afterAll(() => service?.close());
beforeEach(async () => {
  await service.empty();
  await service.hears(
    incoming(LocationLinked, aLocation()),
    ...PRODUCTS.flatMap((productId) => [
      incoming(ProductLinked, aProduct({ productId, sku: productId })),
      incoming(CycleCountCompleted, aCount({ productId })),
      incoming(StockAdjusted, anAdjustment({ productId })),
      incoming(StockQuarantined, aQuarantine({ productId, delta: pieces('3') })),
      incoming(GoodsExpected, anExpectation({ productId })),
    ]),
  );
  loop = new BalanceCheckLoop(service.units, { entity: 'main', everyMs: 0, slice: 2, settledMs: 0 });
});

async function round(): Promise<void> {
  while (await loop.turn());
}

const raised = async () =>
  (await service.outbox(ExceptionRaised)).map(({ event }) => `${event.severity} ${event.message}`);

describe('adding up the ledger', () => {
  it('finds nothing wrong with what was booked', async () => {
    await round();
    expect(await raised()).toEqual([]);
    expect(await service.query('SELECT after, products, finished_at IS NOT NULL AS over FROM balance_check')).toEqual([
      { after: '', products: 5, over: true },
    ]);
  });

  it.each([
    ['a balance that was changed by hand', `UPDATE stock_level SET on_hand = on_hand + 2 WHERE product_id = 'prd_c'`, 'product on_hand is 15, its levels come to 17; on_hand at loc_main is 17, its movements come to 15'],
    ['a movement that is gone', `DELETE FROM stock_movement WHERE product_id = 'prd_c' AND balance = 'incoming'`, 'incoming at loc_main is 20, its movements come to 0'],
    ['a reservation without a movement', `UPDATE product SET reserved = 4, revision = revision + 1 WHERE product_id = 'prd_c'`, 'reserved is 4, its movements come to 0'],
    ['a sum that is not its levels', `UPDATE product SET quarantined = 0 WHERE product_id = 'prd_c'`, 'product quarantined is 0, its levels come to 3'],
  ])('finds %s, raises it once with the figures, and says when it is over', async (_, harm, figures) => {
    const before = await service.query('SELECT * FROM stock_level');
    await service.query(harm);
    await round();
    await round();
    expect(await raised()).toEqual([`CRITICAL The stock of prd_c is not the sum of its movements: ${figures}.`]);
    expect(await service.query(`SELECT figures FROM ledger_finding`)).toEqual([{ figures }]);
    await mend(before);
    await round();
    expect((await raised()).at(-1)).toBe('INFO The stock of prd_c is the sum of its movements again.');
    expect(await raised()).toHaveLength(2);
  }); // prettier-ignore

  it('raises a sellable level that stays below zero, and says when it is over', async () => {
    await service.hears(incoming(StockAdjusted, anAdjustment({ productId: 'prd_d', delta: pieces('-19') })));
    const patient = new BalanceCheckLoop(service.units, { entity: 'main', everyMs: 0 });
    while (await patient.turn());
    expect(await raised()).toEqual([]);
    await round();
    await service.hears(incoming(StockAdjusted, anAdjustment({ productId: 'prd_d', delta: pieces('9') })));
    await round();
    expect(await raised()).toEqual([
      'WARNING The stock of prd_d has been below zero for a while: -4 at loc_main.',
      'INFO The stock of prd_d is no longer below zero.',
    ]);
  });

  it('goes on where it was interrupted, and begins anew only when it is time', async () => {
    await loop.turn();
    const other = new BalanceCheckLoop(service.units, { entity: 'main', everyMs: 60_000, slice: 100 });
    expect(await other.turn()).toBe(true);
    expect(await other.turn()).toBe(false);
    expect(await service.query('SELECT products FROM balance_check')).toEqual([{ products: 5 }]);
    expect(await other.turn()).toBe(false);
    expect(await service.query('SELECT products FROM balance_check')).toEqual([{ products: 5 }]);
  });
});

/** Puts everything right that a trial has harmed. */
async function mend(levels: readonly Record<string, unknown>[]): Promise<void> {
  for (const { product_id, on_hand } of levels)
    await service.query('UPDATE stock_level SET on_hand = $2 WHERE product_id = $1', [product_id, on_hand]);
  await service.query('UPDATE product SET quarantined = 3, reserved = 0, revision = revision + 1');
  await service.query(`UPDATE stock_level SET incoming = coalesce((SELECT sum(quantity) FROM stock_movement m
    WHERE m.product_id = stock_level.product_id AND m.balance = 'incoming'), 0)`);
}
