import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Shown } from './spec-support/client.js';
import { envelope } from './spec-support/client.js';
import type { Stockroom } from './spec-support/stock.js';
import { SHIPPING, stockroomOf } from './spec-support/stock.js';
import type { OdooStandIn } from './stand-in.js';
import { startOdooStandIn } from './stand-in.js';

describe('the stand-in as an Odoo 19', () => {
  let odoo: OdooStandIn;
  let stock: Stockroom;

  beforeAll(async () => {
    odoo = await startOdooStandIn({ version: 19, seed: 'demo' });
    stock = await stockroomOf(odoo);
  });
  afterAll(() => odoo.stop());

  const read = async (model: string, id: number, field: string): Promise<unknown> =>
    (await stock.call<[Shown]>(model, 'read', [[id], [field]]))[0][field];

  it('takes 19 names of fields and refuses those of 18', async () => {
    const { order } = await stock.ordered(await stock.newProduct(), 1);
    const lines = await stock.call('sale.order.line', 'search_read', [[['order_id', '=', order]], ['tax_ids', 'product_uom_id']]); // prettier-ignore
    expect(lines).toMatchObject([{ tax_ids: [1], product_uom_id: [1, 'Units'] }]);
    const old = stock.call('sale.order.line', 'search_read', [[], ['tax_id']]);
    await expect(old).rejects.toMatchObject({ name: 'builtins.ValueError' });
  });

  it('empties the quant when an apply is repeated without a new count', async () => {
    const product = await stock.newProduct();
    const quant = await stock.count(product, 10);
    await stock.apply(quant);
    expect(await stock.onHand(product)).toBe(10);
    await stock.apply(quant);
    expect(await stock.onHand(product)).toBe(0);
    await stock.apply(await stock.count(product, 10));
    expect(await stock.onHand(product)).toBe(10);
  });

  it('doubles the stock when first counts are made at one moment', async () => {
    const product = await stock.newProduct();
    odoo.setFault({ mode: 'slow', model: 'stock.quant', method: 'create', times: 2, ms: 100 });
    const quants = await Promise.all([stock.count(product, 5), stock.count(product, 5)]);
    expect(new Set(quants).size).toBe(2);
    for (const quant of quants) await stock.apply(quant);
    expect(await stock.onHand(product)).toBe(10);
  });

  it('calls a count move exactly by the name given', async () => {
    const product = await stock.newProduct();
    await stock.apply(await stock.count(product, 3), 'PEN-ADJ-1');
    expect(await stock.movesOf(product)).toMatchObject([{ reference: 'PEN-ADJ-1' }]);
  });

  it('says true to a second validation, and moves nothing', async () => {
    const product = await stock.newProduct();
    await stock.apply(await stock.count(product, 4));
    const { picking } = await stock.ordered(product, 3);
    expect(await stock.validate(picking, SHIPPING)).toBe(true);
    expect(await stock.validate(picking, SHIPPING)).toBe(true);
    expect(await stock.onHand(product)).toBe(1);
  });

  it('cancels a confirmed order without asking', async () => {
    const { order } = await stock.ordered(await stock.newProduct(), 1);
    expect(await stock.call('sale.order', 'action_cancel', [[order]])).toBe(true);
    expect(await read('sale.order', order, 'state')).toBe('cancel');
  });

  it('compares write_date by whole seconds, and takes no time zone in a domain', async () => {
    const product = await stock.newProduct();
    const written = String(await read('product.product', product, 'write_date'));
    const found = (operator: string, value: string) =>
      stock.call('product.product', 'search_count', [[['id', '=', product], ['write_date', operator, value]]]); // prettier-ignore
    expect(await found('=', written)).toBe(1);
    expect(await found('>', written)).toBe(0);
    await expect(found('>=', `${written.replace(' ', 'T')}Z`)).rejects.toMatchObject({ name: 'builtins.ValueError' });
  });

  it('rounds a tax once for the whole order', async () => {
    const product = await stock.newProduct();
    const line = [0, 0, { product_id: product, product_uom_qty: 1, price_unit: 0.1 }];
    const [partner] = await stock.call<number[]>('res.partner', 'search', [[['ref', '=', 'C-1001']]]);
    const [order = 0] = await stock.call<number[]>('sale.order', 'create', [
      [{ partner_id: partner, order_line: [line, line, line] }],
    ]);
    // Three times 15% of 0.10 is 0.045: 0.05 at once, 0.06 where each line is rounded, as on 18.
    expect(await read('sale.order', order, 'amount_tax')).toBe(0.05);
  });

  it('numbers its JSON-RPC errors 0', async () => {
    const args = ['odoo', 2, 'admin', 'no.model', 'search', [[]]];
    expect(await envelope(odoo, 'object', 'execute_kw', args)).toMatchObject({ error: { code: 0 } });
  });
});
