import { type OdooStandIn, startOdooStandIn } from '@penstock/testing/odoo';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AdapterUnderTest, SYSTEM } from '../../adapter-under-test.fixture.js';
import { productIdOf } from '../../odoo-system.js';

describe.each([18, 19] as const)('stock compared with Odoo %i', (version) => {
  let odoo: OdooStandIn;
  let adapter: AdapterUnderTest;
  let mug: number;

  const start = async (settings: Parameters<typeof AdapterUnderTest.start>[2] = {}) => {
    odoo = await startOdooStandIn({ seed: 'demo', version });
    adapter = await AdapterUnderTest.start(odoo, await freshDatabase(), settings);
    mug = adapter.productId('MUG-ENAMEL');
    await adapter.poll();
    await adapter.forget();
  };
  beforeEach(() => start());
  afterEach(async () => {
    await adapter.close();
    await odoo.stop();
  });

  /** As after a margin: suspicions are old enough to be looked at, and looks have gone past everything. */
  const later = () => adapter.rows(`UPDATE odoo_stock_base SET suspected_at = suspected_at - interval '1 hour'`);
  const passed = () =>
    adapter.rows(`UPDATE odoo_cursor SET written_at = now() + interval '1 hour' WHERE stream <> 'comparison'`);
  const writeQuantity = (quantity: number) => {
    const [quant] = adapter.inOdoo('stock.quant', [['product_id', '=', mug], ['location_id', '=', adapter.stock]]); // prettier-ignore
    adapter.person('stock.quant', 'write', [[quant?.['id']], { quantity }]);
  };
  const drifts = () => adapter.said('ExceptionRaised');

  it('tells of stock that changed without a move, once it stayed so over two looks, and corrects ledgers', async () => {
    writeQuantity(55);
    await adapter.compare();
    expect(await adapter.said()).toEqual([]);
    await later();
    await adapter.compare();
    await adapter.compare();
    expect(await adapter.adjustments()).toEqual([['-5', 'CORRECTION']]);
    expect(await drifts()).toMatchObject([
      { kind: 'STOCK_DRIFT', subject: productIdOf(SYSTEM, mug), facts: { inOdoo: '55', told: '60', difference: '-5' } },
    ]);
  });

  it('tells of it once, and corrects nothing, where ledgers are not to follow', async () => {
    await adapter.close();
    await odoo.stop();
    await start({ odooStockDrift: 'report' });
    writeQuantity(55);
    for (let round = 0; round < 3; round += 1) {
      await adapter.compare();
      await later();
    }
    expect(await adapter.adjustments()).toEqual([]);
    expect((await drifts()).length).toBe(1);
  });

  it('takes nothing for a drift that moves meanwhile', async () => {
    writeQuantity(55);
    await adapter.compare();
    await later();
    adapter.count('MUG-ENAMEL', 50);
    await adapter.compare(); // reads the count's move only now: the rest must stay in its turn
    expect(await adapter.adjustments()).toEqual([['-5', 'COUNT']]);
    await later();
    await adapter.compare();
    expect(await adapter.adjustments()).toEqual([['-5', 'COUNT'], ['-5', 'CORRECTION']]); // prettier-ignore
  });

  it('corrects once although two replicas compare at the same time', async () => {
    writeQuantity(55);
    await adapter.compare();
    await later();
    await Promise.all([adapter.compare(), adapter.compareAsReplica()]);
    expect(await adapter.adjustments()).toEqual([['-5', 'CORRECTION']]);
  });

  it('takes the stock as it finds it where an earlier version took the opening', async () => {
    await adapter.rows(`DELETE FROM odoo_cursor WHERE stream = 'stock base'`);
    await adapter.rows('DELETE FROM odoo_stock_base');
    writeQuantity(55);
    await adapter.compare();
    await later();
    await adapter.compare();
    expect(await adapter.said()).toEqual([]);
    writeQuantity(54);
    await adapter.compare();
    await later();
    await adapter.compare();
    expect(await adapter.adjustments()).toEqual([['-1', 'CORRECTION']]);
  });

  it('adds up several quants of one product and place', async () => {
    adapter.person('stock.quant', 'create', [[{ product_id: mug, location_id: adapter.stock, quantity: 0 }]]);
    await adapter.compare();
    await later();
    await adapter.compare();
    expect(await adapter.said()).toEqual([]);
  });

  it('finds a movement that looks went past, and says it as what it was', async () => {
    await passed();
    adapter.count('MUG-ENAMEL', 57);
    await adapter.poll();
    expect(await adapter.said()).toEqual([]);
    await adapter.compare();
    await later();
    await adapter.compare();
    expect(await adapter.adjustments()).toEqual([['-3', 'COUNT']]);
    expect(await drifts()).toEqual([]);
  });
});
