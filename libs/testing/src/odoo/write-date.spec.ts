import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client, Shown } from './spec-support/client.js';
import { clientOf, newCustomer, productId } from './spec-support/client.js';
import type { OdooStandIn } from './stand-in.js';
import { startOdooStandIn } from './stand-in.js';

describe('write_date in the Odoo stand-in', () => {
  let odoo: OdooStandIn;
  let call: Client;

  beforeAll(async () => {
    odoo = await startOdooStandIn({ seed: 'demo' });
    call = clientOf(odoo);
  });
  afterAll(() => odoo.stop());

  const writeDate = async (model: string, id: number): Promise<string> =>
    String((await call<[Shown]>(model, 'read', [[id], ['write_date']]))[0]['write_date']);
  const matches = (operator: string, id: number, value: string) =>
    call('res.partner', 'search_count', [[['id', '=', id], ['write_date', operator, value]]]); // prettier-ignore

  it('comes cut to seconds but is compared with microseconds: = misses the row and > repeats it', async () => {
    const id = await newCustomer(call);
    const shown = await writeDate('res.partner', id);
    expect(shown).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
    expect(await matches('=', id, shown)).toBe(0);
    expect(await matches('>', id, shown)).toBe(1);
    expect(await matches('>=', id, `${shown.replace(' ', 'T')}Z`)).toBe(1);
    expect(await matches('>', id, `${shown}.999999`)).toBe(0);
  });

  it('is when the transaction began, so a slow one appears behind the cursor of a reader', async () => {
    odoo.setFault({ mode: 'slow', model: 'res.partner', method: 'create', times: 1, ms: 300 });
    const slow = newCustomer(call);
    await expect.poll(async () => (await fetch(`${odoo.url}/_standin/faults`)).json()).toEqual([]);
    const fast = (await call<number[]>('res.company', 'search', [[]]))[0] ?? 0;
    await call('res.company', 'write', [[fast], { phone: '1' }]);
    const id = await slow;
    const sorted = async (model: string, row: number) =>
      call<number[]>(model, 'search', [[['id', '=', row], ['write_date', '<', await exact('res.company', fast)]]]); // prettier-ignore
    expect(await sorted('res.partner', id)).toEqual([id]);
  });

  /** The stored value of a row, found by halving the second it is shown in. */
  async function exact(model: string, id: number): Promise<string> {
    const second = await writeDate(model, id);
    let [low, high] = [0, 999_999];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const value = `${second}.${String(middle).padStart(6, '0')}`;
      const above = await call<number>(model, 'search_count', [[['id', '=', id], ['write_date', '>', value]]]); // prettier-ignore
      if (above) low = middle + 1;
      else high = middle;
    }
    return `${second}.${String(low).padStart(6, '0')}`;
  }

  it('of a variant moves with its template, and not with its stock', async () => {
    const mug = await productId(call, 'MUG-ENAMEL');
    const before = await exact('product.product', mug);
    const vals = [{ product_id: mug, location_id: 8, inventory_quantity: 1 }];
    const quant = await call<number[]>('stock.quant', 'create', [vals], { context: { inventory_mode: true } });
    await call('stock.quant', 'action_apply_inventory', [quant], { context: { inventory_mode: true } });
    expect(await exact('product.product', mug)).toBe(before);
    const [product] = await call<[{ product_tmpl_id: number }]>('product.product', 'read', [[mug], ['product_tmpl_id']], { load: '' }); // prettier-ignore
    await call('product.template', 'write', [[product.product_tmpl_id], { list_price: 15 }]);
    expect((await exact('product.product', mug)) > before).toBe(true);
  });

  it('of an order stays when only the text of a line changes', async () => {
    const partner = await newCustomer(call);
    const line = [0, 0, { product_id: await productId(call, 'MUG-ENAMEL') }];
    const [order = 0] = await call<number[]>('sale.order', 'create', [[{ partner_id: partner, order_line: [line] }]]);
    const before = await exact('sale.order', order);
    const [id] = await call<number[]>('sale.order.line', 'search', [[['order_id', '=', order]]]);
    await call('sale.order.line', 'write', [[id], { name: 'Other text' }]);
    expect(await exact('sale.order', order)).toBe(before);
    await call('sale.order.line', 'write', [[id], { price_unit: 1 }]);
    expect((await exact('sale.order', order)) > before).toBe(true);
  });
});
