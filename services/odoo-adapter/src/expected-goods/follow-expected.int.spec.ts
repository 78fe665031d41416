import { canonicalId, decimalText, type Decimal } from '@penstock/domain';
import { type OdooStandIn, startOdooStandIn } from '@penstock/testing/odoo';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AdapterUnderTest } from '../adapter-under-test.fixture.js';
import { doGoods, placeOf, planGoods } from '../stock-moves/move-goods.fixture.js';

describe.each([18, 19] as const)('what suppliers are to deliver by Odoo %i', (version) => {
  let odoo: OdooStandIn;
  let adapter: AdapterUnderTest;

  beforeEach(async () => {
    odoo = await startOdooStandIn({ seed: 'demo', version });
    adapter = await AdapterUnderTest.start(odoo, await freshDatabase());
  });
  afterEach(async () => {
    await adapter.close();
    await odoo.stop();
  });

  const ordered = (quantity: number): number =>
    planGoods(adapter, {
      ...{ kind: 'incoming', sku: 'MUG-ENAMEL', quantity, origin: 'P00042' },
      ...{ from: placeOf(adapter, 'supplier'), to: adapter.stock },
    });
  const moveOf = (picking: number) => adapter.inOdoo('stock.move', [['picking_id', '=', picking]])[0]?.['id'] as number;
  const expectationOf = (move: number) => canonicalId('exp', 'main', 'odoo:main', `stock.move:${move}`);
  const amountOf = (event: Record<string, unknown>) => decimalText((event['quantity'] as { amount: Decimal }).amount);
  const expected = async () =>
    (await adapter.said('GoodsExpected')).map((event) => [event['expectationId'], amountOf(event)]);

  it('is announced once with its document and day, and again where that changes', async () => {
    await adapter.poll();
    const move = moveOf(ordered(12));
    await Promise.all([adapter.poll(), adapter.pollAsReplica()]);
    await adapter.poll();
    expect(await adapter.said('GoodsExpected')).toMatchObject([
      { expectationId: expectationOf(move), reference: 'P00042', expectedAt: expect.any(Number) as number },
    ]);
    adapter.person('stock.move', 'write', [[move], { product_uom_qty: 15 }]);
    await adapter.poll();
    adapter.person('stock.move', 'write', [[move], { date: '2027-01-02 03:04:05' }]);
    await adapter.poll();
    expect((await expected()).map(([, amount]) => amount)).toEqual(['12', '15', '15']);
  });

  it('is known of what was ordered before us, too', async () => {
    const move = moveOf(ordered(12));
    await adapter.poll();
    expect(await expected()).toEqual([[expectationOf(move), '12']]);
    expect(await adapter.said('GoodsReceived')).toEqual([]);
  });

  it('is fulfilled by what comes in, and the rest is stated anew', async () => {
    await adapter.poll();
    const picking = ordered(12);
    const move = moveOf(picking);
    await adapter.poll();
    await adapter.forget();
    doGoods(adapter, picking, 5);
    const [rest] = adapter.inOdoo('stock.picking', [['backorder_id', '=', picking]]);
    await adapter.poll();
    await adapter.poll();
    expect(await adapter.said('GoodsReceived')).toMatchObject([{ expectationId: expectationOf(move) }]);
    expect(await expected()).toEqual([
      [expectationOf(move), '0'],
      [expectationOf(moveOf(rest?.['id'] as number)), '7'],
    ]);
  });

  it('ends where it is cancelled, and where it is deleted', async () => {
    await adapter.poll();
    const [cancelled, deleted] = [ordered(12), ordered(3)];
    const [move, other] = [moveOf(cancelled), moveOf(deleted)];
    await adapter.poll();
    await adapter.forget();
    adapter.person('stock.picking', 'action_cancel', [[cancelled]]);
    await adapter.poll();
    expect(await expected()).toEqual([[expectationOf(move), '0']]);
    await adapter.forget();
    adapter.person('stock.move', 'unlink', [[other]]);
    await adapter.poll();
    await adapter.compare();
    await adapter.compare();
    expect(await expected()).toEqual([[expectationOf(other), '0']]);
  });

  it('is nothing where goods come from elsewhere, or are received before anybody looked', async () => {
    await adapter.poll();
    planGoods(adapter, {
      ...{ kind: 'incoming', sku: 'MUG-ENAMEL', quantity: 2 },
      ...{ from: placeOf(adapter, 'customer'), to: adapter.stock },
    });
    doGoods(adapter, ordered(4), 4);
    await adapter.poll();
    expect(await expected()).toEqual([]);
    expect(await adapter.said('GoodsReceived')).toMatchObject([{ expectationId: null }]);
  });
});
