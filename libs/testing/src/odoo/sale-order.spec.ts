import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client, Shown } from './spec-support/client.js';
import { clientOf, newCustomer, productId } from './spec-support/client.js';
import type { OdooStandIn } from './stand-in.js';
import { startOdooStandIn } from './stand-in.js';

describe('a sales order in the Odoo stand-in', () => {
  let odoo: OdooStandIn;
  let call: Client;
  let partner: number;
  let mug: number;

  beforeAll(async () => {
    odoo = await startOdooStandIn({ seed: 'demo' });
    call = clientOf(odoo);
    partner = await newCustomer(call);
    mug = await productId(call, 'MUG-ENAMEL');
  });
  afterAll(() => odoo.stop());

  const create = async (line: Record<string, unknown> = {}, header: Record<string, unknown> = {}): Promise<number> => {
    const order_line = [[0, 0, { product_id: mug, ...line }]];
    return (await call<number[]>('sale.order', 'create', [[{ partner_id: partner, order_line, ...header }]]))[0] ?? 0;
  };
  const read = async (order: number, ...fields: string[]): Promise<Shown> =>
    (await call<[Shown]>('sale.order', 'read', [[order], fields]))[0];
  const confirm = (order: number) => call('sale.order', 'action_confirm', [[order]]);
  const cancel = (order: number, context: Record<string, unknown> = {}) => call('sale.order', 'action_cancel', [[order]], { context }); // prettier-ignore

  it('takes text, price and tax of a line from the product where none are given', async () => {
    const order = await create({ product_uom_qty: 2 });
    const lines = await call('sale.order.line', 'search_read', [[['order_id', '=', order]]], { fields: ['name', 'price_unit', 'tax_id'] }); // prettier-ignore
    expect(lines).toMatchObject([{ name: '[MUG-ENAMEL] Enamel Mug', price_unit: 14.5, tax_id: [1] }]);
    expect(await read(order, 'amount_untaxed', 'amount_tax', 'amount_total')).toMatchObject({ amount_untaxed: 29, amount_tax: 4.35, amount_total: 33.35 }); // prettier-ignore
  });

  it('rounds tax on the line, in and on top of the price, and keeps the noise of floats', async () => {
    const [included] = await call<number[]>('account.tax', 'create', [[{ name: 'VAT 20%', amount: 20, price_include_override: 'tax_included' }]]); // prettier-ignore
    const order = await create({ product_uom_qty: 3, price_unit: 9.99, tax_id: [[6, 0, [included]]] });
    expect(await read(order, 'amount_untaxed', 'amount_tax')).toMatchObject({ amount_untaxed: 24.97, amount_tax: 5 });
    const noisy = await create({ product_uom_qty: 2, price_unit: 19.5 });
    const line = await call('sale.order.line', 'search_read', [[['order_id', '=', noisy]]], { fields: ['price_tax'] });
    expect(line).toMatchObject([{ price_tax: 5.850000000000001 }]);
  });

  it('may have the customer reference of another order', async () => {
    const first = await create({}, { client_order_ref: 'S-1' });
    const second = await create({}, { client_order_ref: 'S-1' });
    expect(await read(second, 'duplicated_order_ids')).toMatchObject({ duplicated_order_ids: [first] });
  });

  it('has date_order overwritten by confirmation, and takes it back by a write', async () => {
    const order = await create({}, { date_order: '2020-01-01 10:00:00' });
    await confirm(order);
    expect((await read(order, 'date_order'))['date_order']).not.toBe('2020-01-01 10:00:00');
    await call('sale.order', 'write', [[order], { date_order: '2020-01-01 10:00:00' }]);
    expect(await read(order, 'date_order', 'state')).toMatchObject({
      date_order: '2020-01-01 10:00:00',
      state: 'sale',
    });
  });

  it('refuses a second confirmation with a UserError', async () => {
    const order = await create();
    await confirm(order);
    await expect(confirm(order)).rejects.toMatchObject({ name: 'odoo.exceptions.UserError' });
  });

  it('plans no delivery for services', async () => {
    const order = await create({ product_id: await productId(call, 'SHIPPING') });
    await confirm(order);
    expect(await read(order, 'picking_ids', 'delivery_status')).toMatchObject({
      picking_ids: [],
      delivery_status: false,
    });
  });

  it('sells more after confirmation by adding to the open delivery', async () => {
    const order = await create({ product_uom_qty: 2 });
    await confirm(order);
    const [line] = await call<number[]>('sale.order.line', 'search', [[['order_id', '=', order]]]);
    await call('sale.order.line', 'write', [[line], { product_uom_qty: 5 }]);
    const moves = await call('stock.move', 'search_read', [[['sale_line_id', '=', line]]], { fields: ['product_uom_qty', 'quantity'] }); // prettier-ignore
    expect(moves).toMatchObject([{ product_uom_qty: 5, quantity: 5 }]);
  });

  it('answers cancelling with a wizard unless it is a draft or disable_cancel_warning is set', async () => {
    expect(await cancel(await create())).toBe(true);
    const order = await create();
    await confirm(order);
    expect(await cancel(order)).toMatchObject({ res_model: 'sale.order.cancel' });
    expect(await read(order, 'state')).toMatchObject({ state: 'sale' });
    expect(await cancel(order, { disable_cancel_warning: true })).toBe(true);
    const { picking_ids: pickings } = await read(order, 'picking_ids');
    expect(await call('stock.picking', 'read', [pickings, ['state']])).toMatchObject([{ state: 'cancel' }]);
  });

  it('can neither be cancelled nor changed while locked', async () => {
    const order = await create();
    await confirm(order);
    await call('sale.order', 'action_lock', [[order]]);
    await expect(cancel(order, { disable_cancel_warning: true })).rejects.toThrow('locked order');
    const [line] = await call<number[]>('sale.order.line', 'search', [[['order_id', '=', order]]]);
    await expect(call('sale.order.line', 'write', [[line], { product_uom_qty: 9 }])).rejects.toThrow('locked order');
  });

  it('is not deleted once confirmed', async () => {
    const order = await create();
    await confirm(order);
    await expect(call('sale.order', 'unlink', [[order]])).rejects.toMatchObject({ name: 'odoo.exceptions.UserError' });
  });

  it('needs a customer, a known product and the field names of 18', async () => {
    await expect(call('sale.order', 'create', [[{}]])).rejects.toThrow('Field: Customer (partner_id)');
    await expect(create({ product_id: 999_999 })).rejects.toMatchObject({ name: 'odoo.exceptions.MissingError' });
    await expect(create({ tax_ids: [] })).rejects.toThrow("Invalid field 'tax_ids' on model 'sale.order.line'");
  });
});
