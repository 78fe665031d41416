import { fieldNamesOf } from '@penstock/connector-odoo';
import { decimal } from '@penstock/domain';
import { Permanent } from '@penstock/messaging';
import { describe, expect, it } from 'vitest';
import { planChange } from './plan-change.js';
import type { LineInOdoo, OrderInOdoo } from './sale-order-in-odoo.js';

const NAMES = fieldNamesOf(18);
const FIELDS = ['id', 'client_order_ref', 'order_line/id', 'order_line/sequence', 'order_line/product_id/.id', 'order_line/name', 'order_line/product_uom_qty', 'order_line/price_unit', 'order_line/discount', 'order_line/tax_id/.id']; // prettier-ignore
const SHIRT = 'ord_1_orl_1';
const OFF = 'ord_1_orl_1_discount';
const SHIPPING = 'ord_1_shipping_1';

const inOdoo = (id: number, changed: Partial<Record<'quantity' | 'price' | 'delivered', string>> = {}): LineInOdoo => ({
  id,
  name: `Line ${id}`,
  product_id: { id: 70 + id, name: 'P' },
  product_uom_qty: decimal(changed.quantity ?? '2'),
  price_unit: decimal(changed.price ?? '10'),
  discount: decimal('0'),
  qty_delivered: decimal(changed.delivered ?? '0'),
  qty_delivered_method: 'stock_move',
  customer_lead: decimal('1'),
  taxIds: [5, 4],
});
const order = (lines: Record<string, LineInOdoo>, changed: Partial<OrderInOdoo> = {}): OrderInOdoo => ({
  id: 1,
  name: 'S1',
  state: 'sale',
  locked: false,
  company_id: { id: 1, name: 'C' },
  partner_shipping_id: { id: 9, name: 'J' },
  delivery_status: 'pending',
  lines: new Map(Object.entries(lines)),
  ...changed,
});
const row = (name: string, id: number, quantity = '2', price = '10.00') => [
  ...['penstock.ord_1', '#1', `penstock.${name}`, '10', '99', `Line ${id}`, quantity, price, '0', '4,5'],
];
const plan = (now: OrderInOdoo, rows: string[][], removed: string[] = [], exchanged: string[] = []) =>
  planChange(
    now,
    'penstock.ord_1',
    { fields: rows.length > 0 ? FIELDS : [], rows },
    { removed, exchanged: new Set(exchanged) },
    NAMES,
  );
/** Lines that are loaded, with their quantities. */
const loaded = ({ load }: ReturnType<typeof plan>) =>
  load?.rows.map((cells) => [
    cells[load.fields.indexOf('order_line/id')],
    cells[load.fields.indexOf('order_line/product_uom_qty')],
  ]);

describe('the plan of a change', () => {
  it('is nothing where Odoo has it already, however the figures and taxes are written', () => {
    const planned = plan(order({ [SHIRT]: inOdoo(1) }), [row(SHIRT, 1, '2.0', '10.000')]);
    expect(planned).toEqual({ load: null, unlink: [], requantified: new Map() });
  });

  it('loads what differs and what is new, and no field of the header', () => {
    const now = order({ [SHIRT]: inOdoo(1), [SHIPPING]: inOdoo(2) });
    const planned = plan(now, [row(SHIRT, 1, '3'), row(SHIPPING, 2), row('ord_1_orl_2', 3, '1')]);
    expect(loaded(planned)).toEqual([
      [`penstock.${SHIRT}`, '3'],
      ['penstock.ord_1_orl_2', '1'],
    ]);
    expect(planned.load?.fields).not.toContain('client_order_ref');
    expect(planned.load?.rows.map(([id]) => id)).toEqual(['penstock.ord_1', '']);
    expect(planned.requantified).toEqual(new Map([[1, decimal('1')]]));
  });

  it('keeps the product that a line has in Odoo', () => {
    const { load } = plan(order({ [SHIRT]: inOdoo(1) }), [row(SHIRT, 1, '3')]);
    expect(load?.rows[0]?.[load.fields.indexOf('order_line/product_id/.id')]).toBe('71');
  });

  it('exchanges the product of a line that may have another, once', () => {
    const now = order({ [SHIRT]: inOdoo(1), [SHIPPING]: inOdoo(2) });
    const { load } = plan(now, [row(SHIRT, 1), row(SHIPPING, 2)], [], [SHIPPING]);
    expect(load?.rows.map((cells) => cells[load.fields.indexOf('order_line/product_id/.id')])).toEqual(['99']);
    const done = { ...inOdoo(2), product_id: { id: 99, name: 'P' } };
    expect(plan(order({ [SHIPPING]: done }), [row(SHIPPING, 2)], [], [SHIPPING]).load).toBeNull();
  });

  it('empties what was removed by name, and charges that are gone; other goods stay', () => {
    const now = order({ [SHIRT]: inOdoo(1), [OFF]: inOdoo(2), [SHIPPING]: inOdoo(3), ord_1_orl_2: inOdoo(4) });
    expect(loaded(plan(now, [], ['orl_1']))).toEqual([
      [`penstock.${SHIRT}`, '0'],
      [`penstock.${OFF}`, '0'],
      [`penstock.${SHIPPING}`, '0'],
    ]);
  });

  it('removes them from a quotation', () => {
    const now = order({ [SHIRT]: inOdoo(1), [SHIPPING]: inOdoo(3, { quantity: '0' }) }, { state: 'draft' });
    expect(plan(now, [], ['orl_1']).unlink).toEqual([1, 3]);
  });

  it('is refused below what was delivered, naming the figures', () => {
    const now = order({ [SHIRT]: inOdoo(1, { quantity: '5', delivered: '3' }) });
    expect(loaded(plan(now, [row(SHIRT, 1, '3')]))).toEqual([[`penstock.${SHIRT}`, '3']]);
    const refused = { code: 'BELOW_DELIVERED', facts: { odooName: 'S1', [SHIRT]: 'ordered 2, delivered 3' } };
    expect(() => plan(now, [row(SHIRT, 1, '2')])).toThrow(expect.objectContaining(refused) as Error);
    expect(() => plan(now, [], ['orl_1'])).toThrow(Permanent);
  });

  it('may change the price of what was shipped beyond its order', () => {
    const now = order({ [SHIRT]: inOdoo(1, { quantity: '2', delivered: '3' }) });
    expect(loaded(plan(now, [row(SHIRT, 1, '2', '12')]))).toEqual([[`penstock.${SHIRT}`, '2']]);
  });

  it('is refused for a locked order, unless there is nothing to change', () => {
    const now = order({ [SHIRT]: inOdoo(1) }, { locked: true });
    expect(plan(now, [row(SHIRT, 1)]).load).toBeNull();
    expect(() => plan(now, [row(SHIRT, 1, '3')])).toThrow(expect.objectContaining({ code: 'ORDER_LOCKED' }) as Error);
  });
});
