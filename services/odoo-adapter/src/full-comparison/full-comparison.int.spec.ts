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

  beforeEach(async () => {
    odoo = await startOdooStandIn({ seed: 'demo', version });
    adapter = await AdapterUnderTest.start(odoo, await freshDatabase());
    mug = adapter.productId('MUG-ENAMEL');
    await adapter.poll();
    await adapter.forget();
  });
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

  it('waits while Odoo is away, and goes on where it was', async () => {
    odoo.setFault({ mode: 'down', method: 'search_read', times: 2 });
    writeQuantity(55);
    await adapter.compare();
    await later();
    await adapter.compare();
    expect((await adapter.said('StockAdjusted')).map(({ delta }) => decimalText((delta as { amount: Decimal }).amount))).toEqual(['-5']); // prettier-ignore
  });
});
