import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from './spec-support/client.js';
import { clientOf, newCustomer, productId } from './spec-support/client.js';
import type { OdooStandIn } from './stand-in.js';
import { startOdooStandIn } from './stand-in.js';

const HEADER = ['id', 'partner_id/.id', 'client_order_ref', 'order_line/id', 'order_line/product_id/.id', 'order_line/product_uom_qty', 'order_line/price_unit']; // prettier-ignore

describe('load of the Odoo stand-in', () => {
  let odoo: OdooStandIn;
  let call: Client;
  let partner: string;
  let tee: string;
  let mug: string;

  beforeAll(async () => {
    odoo = await startOdooStandIn({ seed: 'demo' });
    call = clientOf(odoo);
    partner = String(await newCustomer(call));
    tee = String(await productId(call, 'TEE-BLACK-M'));
    mug = String(await productId(call, 'MUG-ENAMEL'));
  });
  afterAll(() => odoo.stop());

  const load = (rows: string[][], header = HEADER) => call('sale.order', 'load', [header, rows]);
  const lines = (order: number) => call('sale.order.line', 'search_read', [[['order_id', '=', order]]], { fields: ['product_uom_qty', 'price_unit'] }); // prettier-ignore
  const order = (key: string): string[][] => [
    [`penstock.${key}`, partner, key, `penstock.${key}_l1`, tee, '3', '18.0'],
    ['', '', '', `penstock.${key}_l2`, mug, '1', '9.0'],
  ];

  it('gives the same ids when repeated and doubles nothing', async () => {
    const first = await load(order('o1'));
    expect(first).toMatchObject({ messages: [], nextrow: 0 });
    expect(await load(order('o1'))).toEqual(first);
    const [id = 0] = (first as { ids: number[] }).ids;
    expect(await lines(id)).toMatchObject([{ product_uom_qty: 3 }, { product_uom_qty: 1 }]);
  });

  it('changes lines in place and leaves absent ones alone', async () => {
    const { ids } = (await load(order('o2'))) as { ids: [number] };
    await load([['penstock.o2', partner, 'o2', 'penstock.o2_l1', tee, '5', '17.0']]);
    expect(await lines(ids[0])).toMatchObject([
      { product_uom_qty: 5, price_unit: 17 },
      { product_uom_qty: 1, price_unit: 9 },
    ]);
  });

  it('adds the lines again at every retry when they have no external ids', async () => {
    const header = ['id', 'partner_id/.id', 'order_line/product_id/.id'];
    const { ids } = (await load([['penstock.o3', partner, tee]], header)) as { ids: [number] };
    await load([['penstock.o3', partner, tee]], header);
    expect(await lines(ids[0])).toHaveLength(2);
  });

  it('keeps nothing of a batch with a bad row, and says which', async () => {
    const rows = ['o4', 'o5'].map((key, at) => [`penstock.${key}`, at ? '99999999' : partner, key, `penstock.${key}_l`, tee, '1', '1']); // prettier-ignore
    expect(await load(rows)).toMatchObject({
      ids: false,
      messages: [
        { rows: { from: 1, to: 1 }, record: 1, field: 'partner_id', message: "No matching record found for database id '99999999' in field 'Customer'" },
        { record: 1, field: 'partner_id', message: "Missing required value for the field 'Customer' (partner_id)" },
      ],
    }); // prettier-ignore
    expect(await call('sale.order', 'search_count', [[['client_order_ref', 'in', ['o4', 'o5']]]])).toBe(0);
    expect(await call('ir.model.data', 'search_count', [[['name', '=', 'o4_l']]])).toBe(0);
  });

  it('tells a bad number in a line by the path of its labels', async () => {
    expect(await load([['penstock.o6', partner, 'o6', 'penstock.o6_l', tee, 'abc', '1']])).toMatchObject({
      ids: false,
      messages: [
        { field: 'order_line', message: "'abc' does not seem to be a number for field 'Order Lines/Quantity'" },
      ],
    });
  });

  it('raises for an unknown column', async () => {
    await expect(load([['penstock.o7', partner, 'x']], ['id', 'partner_id/.id', 'nofield'])).rejects.toMatchObject({
      name: 'builtins.ValueError',
    });
  });

  it('finds records by external id and by name', async () => {
    await call('res.partner', 'load', [['id', 'name'], [['penstock.c_1', 'Xid Customer']]]); // prettier-ignore
    const header = ['id', 'partner_id/id', 'order_line/id', 'order_line/product_id'];
    expect(await load([['penstock.o8', 'penstock.c_1', 'penstock.o8_l', 'MUG-ENAMEL']], header)).toMatchObject({
      messages: [],
    });
  });

  it('takes a datetime for local time in the zone of the context', async () => {
    const kwargs = { context: { tz: 'America/New_York' } };
    const rows = [['penstock.o10', partner, '2026-07-01 10:00:00']];
    const { ids } = await call<{ ids: number[] }>('sale.order', 'load', [['id', 'partner_id/.id', 'date_order'], rows], kwargs); // prettier-ignore
    expect(await call('sale.order', 'read', [ids, ['date_order']])).toMatchObject([
      { date_order: '2026-07-01 14:00:00' },
    ]);
  });

  it('binds the ids of lines and header in ir.model.data', async () => {
    await load(order('o9'));
    const fields = { fields: ['name', 'model', 'noupdate'], order: 'id' };
    expect(await call('ir.model.data', 'search_read', [[['name', 'like', 'o9']]], fields)).toMatchObject([
      { name: 'o9_l1', model: 'sale.order.line', noupdate: false },
      { name: 'o9_l2', model: 'sale.order.line' },
      { name: 'o9', model: 'sale.order' },
    ]);
  });
});
