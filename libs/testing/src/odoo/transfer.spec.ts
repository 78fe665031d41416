import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onHand } from './spec-support/client.js';
import type { Stockroom } from './spec-support/stock.js';
import { SHIPPING, stockroomOf } from './spec-support/stock.js';
import type { OdooStandIn } from './stand-in.js';
import { startOdooStandIn } from './stand-in.js';

describe('stock on the move in the Odoo stand-in', () => {
  let odoo: OdooStandIn;
  let stock: Stockroom;

  beforeAll(async () => {
    odoo = await startOdooStandIn({ seed: 'demo' });
    stock = await stockroomOf(odoo);
  });
  afterAll(() => odoo.stop());

  it('is reserved by a confirmed order and leaves with its delivery, traced to the order line', async () => {
    const product = await stock.newProduct();
    await stock.apply(await stock.count(product, 10));
    const { order, picking } = await stock.ordered(product, 4);
    expect(await stock.call('product.product', 'read', [[product], ['qty_available', 'free_qty']])).toMatchObject([{ qty_available: 10, free_qty: 6 }]); // prettier-ignore
    expect(await stock.validate(picking)).toBe(true);
    expect(await onHand(stock.call, product)).toBe(6);
    expect((await stock.movesOf(product)).at(-1)).toMatchObject({ state: 'done', sale_line_id: [expect.any(Number), expect.stringContaining('(C-1001)')] }); // prettier-ignore
    const line = await stock.call('sale.order.line', 'search_read', [[['order_id', '=', order]]], {
      fields: ['qty_delivered'],
    });
    expect(line).toMatchObject([{ qty_delivered: 4 }]);
    expect(await stock.call('sale.order', 'read', [[order], ['delivery_status']])).toMatchObject([
      { delivery_status: 'full' },
    ]);
  });

  it('asks about a backorder with a wizard, and with skip_backorder makes one', async () => {
    const product = await stock.newProduct();
    await stock.apply(await stock.count(product, 10));
    const { picking, move } = await stock.ordered(product, 5);
    await stock.call('stock.move', 'write', [[move], { quantity: 2, picked: true }]);
    expect(await stock.validate(picking, {})).toMatchObject({ res_model: 'stock.backorder.confirmation' });
    expect(await onHand(stock.call, product)).toBe(10);
    expect(await stock.validate(picking)).toBe(true);
    expect(await onHand(stock.call, product)).toBe(8);
    const backorder = await stock.call('stock.picking', 'search_read', [[['backorder_id', '=', picking]]], {
      fields: ['state'],
    });
    expect(backorder).toMatchObject([{ state: 'assigned' }]);
    expect((await stock.movesOf(product)).slice(-2)).toMatchObject([
      { product_uom_qty: 2, quantity: 2, state: 'done' },
      { product_uom_qty: 3, quantity: 3, state: 'assigned' },
    ]);
  });

  it('drops the rest for picking_ids_not_to_backorder', async () => {
    const product = await stock.newProduct();
    await stock.apply(await stock.count(product, 10));
    const { picking, move } = await stock.ordered(product, 5);
    await stock.call('stock.move', 'write', [[move], { quantity: 2, picked: true }]);
    await stock.validate(picking, { ...SHIPPING, picking_ids_not_to_backorder: [picking] });
    expect(await stock.call('stock.picking', 'search_count', [[['backorder_id', '=', picking]]])).toBe(0);
  });

  it('refuses a second validation, and one with nothing reserved; forced by hand it goes below zero', async () => {
    const product = await stock.newProduct();
    const { picking, move } = await stock.ordered(product, 2);
    await expect(stock.validate(picking)).rejects.toMatchObject({ name: 'odoo.exceptions.UserError' });
    await stock.call('stock.move', 'write', [[move], { quantity: 2, picked: true }]);
    await stock.validate(picking);
    expect(await onHand(stock.call, product)).toBe(-2);
    await expect(stock.validate(picking)).rejects.toMatchObject({ name: 'odoo.exceptions.UserError' });
  });

  it('takes back what another order had reserved, when goods leave all the same', async () => {
    const product = await stock.newProduct();
    await stock.apply(await stock.count(product, 4));
    const first = await stock.ordered(product, 4);
    const second = await stock.ordered(product, 3);
    await stock.call('stock.move', 'write', [[second.move], { quantity: 2, picked: true }]);
    await stock.validate(second.picking);
    const fields = ['state', 'quantity'];
    const held = await stock.call('stock.move', 'read', [[first.move], fields]);
    expect(held).toMatchObject([{ state: 'partially_available', quantity: 2 }]);
    const left = await stock.call('stock.quant', 'search_read', [[['product_id', '=', product], ['location_id', '=', 8]], ['quantity', 'reserved_quantity']]); // prettier-ignore
    expect(left).toMatchObject([{ quantity: 2, reserved_quantity: 2 }]);
  });

  it('moves between places with a transfer of its own', async () => {
    const product = await stock.newProduct();
    await stock.apply(await stock.count(product, 10));
    const [store] = await stock.call<number[]>('stock.location', 'create', [[{ name: 'Store 1', location_id: 7 }]]);
    const ends = { location_id: 8, location_dest_id: store };
    const move = { name: 'P', product_id: product, product_uom_qty: 4, ...ends };
    const picking = await stock.call<[number]>('stock.picking', 'create', [[{ picking_type_id: 7, ...ends, move_ids: [[0, 0, move]] }]]); // prettier-ignore
    await stock.call('stock.picking', 'action_confirm', [picking]);
    expect(await stock.call('stock.picking', 'action_assign', [picking])).toBe(true);
    await stock.validate(picking[0]);
    expect(await onHand(stock.call, product)).toBe(6);
    const there = await stock.call('stock.quant', 'search_read', [[['location_id', '=', store]]], {
      fields: ['quantity'],
    });
    expect(there).toMatchObject([{ quantity: 4 }]);
    expect(await stock.call('stock.picking', 'read', [picking, ['name']])).toMatchObject([{ name: 'WH/INT/00001' }]);
  });

  it('comes back by a return whose lines start at 0, and the line counts it as not delivered', async () => {
    const product = await stock.newProduct();
    await stock.apply(await stock.count(product, 10));
    const { order, picking } = await stock.ordered(product, 3);
    await stock.validate(picking);
    const wizard = await stock.call<[number]>('stock.return.picking', 'create', [[{ picking_id: picking }]]);
    const makeReturn = () => stock.call<{ res_id: number }>('stock.return.picking', 'action_create_returns', [wizard]);
    await expect(makeReturn()).rejects.toMatchObject({ name: 'odoo.exceptions.UserError' });
    const [line = 0] = await stock.call<number[]>('stock.return.picking.line', 'search', [[['wizard_id', 'in', wizard]]]); // prettier-ignore
    await stock.call('stock.return.picking.line', 'write', [[line], { quantity: 2 }]);
    await stock.validate((await makeReturn()).res_id);
    expect(await stock.onHand(product)).toBe(9);
    const lines = await stock.call('sale.order.line', 'search_read', [[['order_id', '=', order]], ['qty_delivered']]);
    expect(lines).toMatchObject([{ qty_delivered: 1 }]);
  });
});
