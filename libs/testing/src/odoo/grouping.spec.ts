import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Stockroom } from './spec-support/stock.js';
import { stockroomOf } from './spec-support/stock.js';
import type { OdooStandIn } from './stand-in.js';
import { startOdooStandIn } from './stand-in.js';

describe.each([18, 19] as const)('stock added up by product and place on an Odoo %i', (version) => {
  let odoo: OdooStandIn;
  let stock: Stockroom;
  const place = version === 18 ? [8, 'WH/Stock'] : [5, 'WH/Stock'];
  const by = ['product_id', 'location_id'];

  beforeAll(async () => {
    odoo = await startOdooStandIn({ version });
    stock = await stockroomOf(odoo);
  });
  afterAll(() => odoo.stop());

  it('is the sum of its quants, spare ones included, and says which rows it is of', async () => {
    const product = await stock.newProduct();
    await stock.apply(await stock.count(product, 10));
    await stock.call('stock.quant', 'create', [[{ product_id: product, location_id: place[0], quantity: -1 }]]);
    const domain = [['product_id', '=', product], ['location_id.usage', '=', 'internal']]; // prettier-ignore
    const own = [['product_id', '=', product], ['location_id', '=', place[0]]]; // prettier-ignore
    const keys = { product_id: [product, 'P'], location_id: place };
    if (version === 18) {
      const grouped = await stock.call('stock.quant', 'read_group', [domain, ['quantity:sum'], by], { lazy: false });
      const all = ['&', '&', '&', ...domain, ...own];
      expect(grouped).toEqual([{ ...keys, __count: 2, quantity: 9, __domain: all }]);
    } else {
      const aggregates = ['quantity:sum', '__count'];
      const grouped = await stock.call('stock.quant', 'formatted_read_group', [domain], { groupby: by, aggregates });
      expect(grouped).toEqual([{ ...keys, 'quantity:sum': 9, __count: 2, __extra_domain: ['&', ...own] }]);
    }
  });

  it('comes in the order of the products, a page at a time', async () => {
    const [late] = await stock.call<number[]>('product.product', 'create', [[{ name: 'Z', is_storable: true, default_code: 'Z-1' }]]); // prettier-ignore
    const [early] = await stock.call<number[]>('product.product', 'create', [[{ name: 'A', is_storable: true, default_code: 'A-1' }]]); // prettier-ignore
    for (const product of [late ?? 0, early ?? 0]) await stock.apply(await stock.count(product, 1));
    const domain = [['product_id', 'in', [late, early]], ['location_id', '=', place[0]]]; // prettier-ignore
    const firstPage = (limit: number) =>
      version === 18
        ? stock.call<object[]>('stock.quant', 'read_group', [domain, ['quantity:sum'], ['product_id']], { lazy: false, limit }) // prettier-ignore
        : stock.call<object[]>('stock.quant', 'formatted_read_group', [domain, ['product_id']], { limit });
    expect(await firstPage(2)).toMatchObject([{ product_id: [early, '[A-1] A'] }, { product_id: [late, '[Z-1] Z'] }]);
    expect(await firstPage(1)).toMatchObject([{ product_id: [early, '[A-1] A'] }]);
  });

  it.runIf(version === 18)('is not known by its name of 19', async () => {
    const asked = stock.call('stock.quant', 'formatted_read_group', [[], by]);
    await expect(asked).rejects.toMatchObject({ name: 'builtins.AttributeError' });
  });
});
