import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client, Shown } from './spec-client.js';
import { clientOf, newCustomer, onHand, productId } from './spec-client.js';
import type { OdooStandIn } from './stand-in.js';
import { startOdooStandIn } from './stand-in.js';

const COUNTING = { inventory_mode: true };
const SHIPPING = { skip_backorder: true, skip_sms: true };

describe('stock in the Odoo stand-in', () => {
  let odoo: OdooStandIn;
  let call: Client;
  let partner: number;

  beforeAll(async () => {
    odoo = await startOdooStandIn({ seed: 'demo' });
    call = clientOf(odoo);
    partner = await newCustomer(call);
  });
  afterAll(() => odoo.stop());

  const count = async (product: number, counted: number): Promise<number> => {
    const vals = [{ product_id: product, location_id: 8, inventory_quantity: counted }];
    return (await call<number[]>('stock.quant', 'create', [vals], { context: COUNTING }))[0] ?? 0;
  };
  const apply = (quant: number, name?: string) =>
    call('stock.quant', 'action_apply_inventory', [[quant]], {
      context: { ...COUNTING, ...(name === undefined ? {} : { inventory_name: name }) },
    });
  const movesOf = (product: number) =>
    call<Shown[]>('stock.move', 'search_read', [[['product_id', '=', product]]], {
      fields: ['reference', 'quantity', 'product_uom_qty', 'state', 'location_id', 'is_inventory', 'sale_line_id'],
      order: 'id',
    });
  const newProduct = async (): Promise<number> =>
    (await call<number[]>('product.product', 'create', [[{ name: 'P', is_storable: true }]]))[0] ?? 0;

  /** A confirmed order of `quantity` pieces, its transfer and its move. */
  const ordered = async (product: number, quantity: number) => {
    const line = [0, 0, { product_id: product, product_uom_qty: quantity }];
    const [order = 0] = await call<number[]>('sale.order', 'create', [[{ partner_id: partner, order_line: [line] }]]);
    await call('sale.order', 'action_confirm', [[order]]);
    const [{ picking_ids: pickings }] = await call<[{ picking_ids: number[] }]>('sale.order', 'read', [[order], ['picking_ids']]); // prettier-ignore
    const [picking = 0] = pickings;
    const [move = 0] = await call<number[]>('stock.move', 'search', [[['picking_id', '=', picking]]]);
    return { order, picking, move };
  };
  const validate = (picking: number, context: Record<string, unknown> = SHIPPING) =>
    call('stock.picking', 'button_validate', [[picking]], { context });

  it('begins with what the demo counted', async () => {
    expect(await onHand(call, await productId(call, 'TEE-BLACK-M'))).toBe(120);
  });

  it('is counted in two steps, and the move carries the name and who counted', async () => {
    const product = await newProduct();
    const quant = await count(product, 100);
    expect(await onHand(call, product)).toBe(0);
    await apply(quant, 'PEN-ADJ-1');
    await apply(await count(product, 90), 'PEN-ADJ-2');
    expect(await onHand(call, product)).toBe(90);
    expect(await movesOf(product)).toMatchObject([
      { reference: 'PEN-ADJ-1 (Administrator)', quantity: 100, location_id: [14, 'Virtual Locations/Inventory adjustment'] },
      { reference: 'PEN-ADJ-2 (Administrator)', quantity: 10, location_id: [8, 'WH/Stock'], is_inventory: true },
    ]); // prettier-ignore
  });

  it('does not change when a count is applied a second time; a move of 0 says so', async () => {
    const product = await newProduct();
    const quant = await count(product, 10);
    await apply(quant);
    await apply(quant);
    expect(await onHand(call, product)).toBe(10);
    expect((await movesOf(product)).at(-1)).toMatchObject({ quantity: 0, reference: 'Product Quantity Confirmed' });
  });

  it('gets a stray quant from a count without inventory_mode, and changes without a move when quantity is written', async () => {
    const product = await newProduct();
    const quant = await count(product, 5);
    await apply(quant);
    const stray = await call<number[]>('stock.quant', 'create', [[{ product_id: product, location_id: 8, inventory_quantity: 7 }]]); // prettier-ignore
    expect(stray).not.toEqual([quant]);
    await call('stock.quant', 'write', [[quant], { quantity: 3 }]);
    expect(await onHand(call, product)).toBe(3);
    expect(await movesOf(product)).toHaveLength(1);
  });

  it('answers with a wizard, applying nothing, when it moved since the count', async () => {
    const product = await newProduct();
    await apply(await count(product, 10));
    const quant = await count(product, 20);
    await validate((await ordered(product, 3)).picking);
    expect(await apply(quant)).toMatchObject({ res_model: 'stock.inventory.conflict' });
    expect(await onHand(call, product)).toBe(7);
    const vals = [{ quant_ids: [[6, 0, [quant]]], quant_to_fix_ids: [[6, 0, [quant]]] }];
    const wizard = await call<number[]>('stock.inventory.conflict', 'create', [vals]);
    await call('stock.inventory.conflict', 'action_keep_counted_quantity', [wizard]);
    expect(await onHand(call, product)).toBe(20);
  });

  it('is reserved by a confirmed order and leaves with its delivery, traced to the order line', async () => {
    const product = await newProduct();
    await apply(await count(product, 10));
    const { order, picking } = await ordered(product, 4);
    expect(await call('product.product', 'read', [[product], ['qty_available', 'free_qty']])).toMatchObject([{ qty_available: 10, free_qty: 6 }]); // prettier-ignore
    expect(await validate(picking)).toBe(true);
    expect(await onHand(call, product)).toBe(6);
    expect((await movesOf(product)).at(-1)).toMatchObject({ state: 'done', sale_line_id: [expect.any(Number), expect.stringContaining('(C-1001)')] }); // prettier-ignore
    const line = await call('sale.order.line', 'search_read', [[['order_id', '=', order]]], {
      fields: ['qty_delivered'],
    });
    expect(line).toMatchObject([{ qty_delivered: 4 }]);
    expect(await call('sale.order', 'read', [[order], ['delivery_status']])).toMatchObject([
      { delivery_status: 'full' },
    ]);
  });

  it('asks about a backorder with a wizard, and with skip_backorder makes one', async () => {
    const product = await newProduct();
    await apply(await count(product, 10));
    const { picking, move } = await ordered(product, 5);
    await call('stock.move', 'write', [[move], { quantity: 2, picked: true }]);
    expect(await validate(picking, {})).toMatchObject({ res_model: 'stock.backorder.confirmation' });
    expect(await onHand(call, product)).toBe(10);
    expect(await validate(picking)).toBe(true);
    expect(await onHand(call, product)).toBe(8);
    const backorder = await call('stock.picking', 'search_read', [[['backorder_id', '=', picking]]], {
      fields: ['state'],
    });
    expect(backorder).toMatchObject([{ state: 'assigned' }]);
    expect((await movesOf(product)).slice(-2)).toMatchObject([
      { product_uom_qty: 2, quantity: 2, state: 'done' },
      { product_uom_qty: 3, quantity: 3, state: 'assigned' },
    ]);
  });

  it('drops the rest for picking_ids_not_to_backorder', async () => {
    const product = await newProduct();
    await apply(await count(product, 10));
    const { picking, move } = await ordered(product, 5);
    await call('stock.move', 'write', [[move], { quantity: 2, picked: true }]);
    await validate(picking, { ...SHIPPING, picking_ids_not_to_backorder: [picking] });
    expect(await call('stock.picking', 'search_count', [[['backorder_id', '=', picking]]])).toBe(0);
  });

  it('refuses a second validation, and one with nothing reserved; forced by hand it goes below zero', async () => {
    const product = await newProduct();
    const { picking, move } = await ordered(product, 2);
    await expect(validate(picking)).rejects.toMatchObject({ name: 'odoo.exceptions.UserError' });
    await call('stock.move', 'write', [[move], { quantity: 2, picked: true }]);
    await validate(picking);
    expect(await onHand(call, product)).toBe(-2);
    await expect(validate(picking)).rejects.toMatchObject({ name: 'odoo.exceptions.UserError' });
  });

  it('moves between places with a transfer of its own', async () => {
    const product = await newProduct();
    await apply(await count(product, 10));
    const [store] = await call<number[]>('stock.location', 'create', [[{ name: 'Store 1', location_id: 7 }]]);
    const ends = { location_id: 8, location_dest_id: store };
    const move = { name: 'P', product_id: product, product_uom_qty: 4, ...ends };
    const picking = await call<[number]>('stock.picking', 'create', [[{ picking_type_id: 7, ...ends, move_ids: [[0, 0, move]] }]]); // prettier-ignore
    await call('stock.picking', 'action_confirm', [picking]);
    expect(await call('stock.picking', 'action_assign', [picking])).toBe(true);
    await validate(picking[0]);
    expect(await onHand(call, product)).toBe(6);
    const there = await call('stock.quant', 'search_read', [[['location_id', '=', store]]], { fields: ['quantity'] });
    expect(there).toMatchObject([{ quantity: 4 }]);
    expect(await call('stock.picking', 'read', [picking, ['name']])).toMatchObject([{ name: 'WH/INT/00001' }]);
  });
});
