import { decimalText, type Decimal } from '@penstock/domain';
import { type OdooStandIn, startOdooStandIn } from '@penstock/testing/odoo';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AdapterUnderTest, SYSTEM } from '../adapter-under-test.fixture.js';
import { locationIdOf, productIdOf } from '../odoo-system.js';
import { aLine, anOrder } from '../order.fixture.js';

describe.each([18, 19] as const)('the comparison with Odoo %i', (version) => {
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

  it('finds nothing where nothing is wrong', async () => {
    await adapter.compare();
    await later();
    await adapter.compare();
    expect(await adapter.said()).toEqual([]);
  });

  it('finds a product that was deleted', async () => {
    const product = adapter.makeProduct('SHORT-LIVED') as number[];
    await adapter.poll();
    await adapter.forget();
    adapter.person('product.product', 'unlink', [product]);
    await adapter.compare();
    await adapter.compare();
    expect(await adapter.said('ProductLinked')).toMatchObject([
      { productId: productIdOf(SYSTEM, Number(product)), name: '[SHORT-LIVED] SHORT-LIVED', active: false },
    ]);
    expect((await adapter.said('PriceChanged')).map(({ active }) => active)).toEqual([false, false]);
    expect(await adapter.rows(`SELECT odoo_id FROM odoo_catalog_sku WHERE sku = 'SHORT-LIVED'`)).toEqual([
      { odoo_id: null },
    ]);
  });

  it('finds a location that was deleted', async () => {
    const place = adapter.person('stock.location', 'create', [{ name: 'Attic', location_id: adapter.stock }]) as number;
    await adapter.poll();
    await adapter.forget();
    adapter.person('stock.location', 'unlink', [[place]]);
    await adapter.compare();
    expect(await adapter.said('LocationLinked')).toMatchObject([
      { locationId: locationIdOf(SYSTEM, place), name: 'WH/Stock/Attic', active: false },
    ]);
  });

  it('finds a rule of a pricelist that was deleted', async () => {
    const list = adapter.person('product.pricelist', 'create', [{ name: 'Trade' }]);
    const rule = { pricelist_id: list, applied_on: '0_product_variant', product_id: mug, fixed_price: 12 };
    const id = adapter.person('product.pricelist.item', 'create', [rule]);
    await adapter.poll();
    await adapter.forget();
    adapter.person('product.pricelist.item', 'unlink', [[id]]);
    await adapter.compare();
    expect((await adapter.said('PriceChanged')).map(({ pricelist, active }) => [pricelist, active])).toEqual([
      ['Trade', false],
      ['Trade', false],
    ]);
  });

  it('finds a delivery that was deleted', async () => {
    await adapter.take(anOrder({ lines: [aLine({ id: '1', sku: 'TEE-BLACK-M', quantity: '2', price: '24.90' })] }));
    await adapter.work();
    await adapter.poll();
    await adapter.forget();
    const [picking] = adapter.inOdoo('stock.picking', [['sale_id', '!=', false]]);
    const moves = adapter.inOdoo('stock.move', [['picking_id', '=', picking?.['id']]]).map(({ id }) => id);
    adapter.person('stock.picking', 'action_cancel', [[picking?.['id']]]);
    adapter.person('stock.move', 'unlink', [moves]);
    adapter.person('stock.picking', 'unlink', [[picking?.['id']]]);
    await adapter.compare();
    expect(await adapter.said('DeliveryChanged')).toMatchObject([{ state: 'DELETED', lines: [] }]);
  });

  it('finds what became visible only after looks had gone past it', async () => {
    await passed();
    adapter.person('product.product', 'write', [[mug], { name: 'Enamel Mug, blue' }]);
    await adapter.poll();
    expect(await adapter.said()).toEqual([]);
    await adapter.compare();
    expect(await adapter.said('ProductLinked')).toMatchObject([{ name: '[MUG-ENAMEL] Enamel Mug, blue' }]);
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

  it('waits while Odoo is away, and goes on where it was', async () => {
    odoo.setFault({ mode: 'down', method: 'search_read', times: 2 });
    writeQuantity(55);
    await adapter.compare();
    await later();
    await adapter.compare();
    expect((await adapter.said('StockAdjusted')).map(({ delta }) => decimalText((delta as { amount: Decimal }).amount))).toEqual(['-5']); // prettier-ignore
  });
});
