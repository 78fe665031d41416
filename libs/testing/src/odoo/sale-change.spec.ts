import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stockroomOf, type Stockroom } from './spec-support/stock.js';
import { type OdooStandIn, startOdooStandIn } from './stand-in.js';

// As Odoo 18.0 answered when it was asked the same.
describe.each([18, 19] as const)('a confirmed order of five pieces in the stand-in for Odoo %i', (version) => {
  let odoo: OdooStandIn;
  let room: Stockroom;
  let product: number;
  let order: { order: number; picking: number; move: number };
  let line: number;

  beforeEach(async () => {
    odoo = await startOdooStandIn({ seed: 'demo', version });
    room = await stockroomOf(odoo);
    product = await room.newProduct();
    await room.apply(await room.count(product, 20));
    order = await room.ordered(product, 5);
    [line = 0] = await room.call<number[]>('sale.order.line', 'search', [[['order_id', '=', order.order]]]);
  });
  afterEach(() => odoo.stop());

  const sell = (quantity: number) => room.call('sale.order.line', 'write', [[line], { product_uom_qty: quantity }]);
  const deliveries = async () =>
    (await room.movesOf(product))
      .filter((move) => move['sale_line_id'] !== false)
      .map(({ product_uom_qty, quantity, state }) => [product_uom_qty, quantity, state]);
  const reserved = async () => {
    const quants = await room.call<{ reserved_quantity: number }[]>('stock.quant', 'search_read', [[['product_id', '=', product]]]); // prettier-ignore
    return quants.reduce((sum, { reserved_quantity }) => sum + reserved_quantity, 0);
  };
  const ship = async (quantity: number) => {
    await room.call('stock.move', 'write', [[order.move], { quantity, picked: true }]);
    await room.validate(order.picking);
  };

  it('of which fewer are wanted plans and reserves fewer', async () => {
    await sell(2);
    expect(await deliveries()).toEqual([[2, 2, 'assigned']]);
    expect(await reserved()).toBe(2);
  });

  it('of which none is wanted any more delivers nothing', async () => {
    await sell(0);
    expect(await deliveries()).toEqual([[0, 0, 'cancel']]);
    expect(await reserved()).toBe(0);
    const picking = await room.call('stock.picking', 'read', [[order.picking], ['state']]);
    expect(picking).toMatchObject([{ state: 'cancel' }]);
  });

  it('whose date was written after it was confirmed is to receive what is no longer wanted, unless its deadlines are set anew', async () => {
    await room.call('sale.order', 'write', [[order.order], { date_order: '2026-11-20 10:00:00' }]);
    await sell(4);
    expect(await deliveries()).toEqual([
      [5, 5, 'assigned'],
      [1, 1, 'assigned'],
    ]);
    const receipts = [['picking_type_code', '=', 'incoming'], ['sale_id', '=', order.order]]; // prettier-ignore
    expect(await room.call('stock.picking', 'search_count', [receipts])).toBe(1);
    await room.call('sale.order.line', 'write', [[line], { customer_lead: 0 }]);
    await sell(2);
    expect((await deliveries())[0]).toEqual([3, 3, 'assigned']);
  });

  it('that is partly shipped is cut down to what was shipped, and not below', async () => {
    await ship(2);
    await expect(sell(1)).rejects.toMatchObject({ name: 'odoo.exceptions.UserError' });
    expect(await deliveries()).toEqual([
      [2, 2, 'done'],
      [3, 3, 'assigned'],
    ]);
    await sell(2);
    expect(await deliveries()).toEqual([
      [2, 2, 'done'],
      [0, 0, 'cancel'],
    ]);
    await sell(4);
    expect((await deliveries()).at(-1)).toEqual([2, 2, 'assigned']);
  });
});
