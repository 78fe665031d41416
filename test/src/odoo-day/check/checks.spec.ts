import { instant } from '@penstock/domain';
import { describe, expect, it } from 'vitest';
import type { DayOrder } from '../plan/day.js';
import { checkCustomers } from './customers.js';
import { checkDeliveries } from './deliveries.js';
import { checkOrders } from './orders.js';
import { changesBetween, type Snapshot } from './snapshot.js';
import { isClean, together } from './verdict.js';

const order: DayOrder = {
  ...{ orderId: 'ord_1', channelOrderId: 'd-1', orderNumber: '#d-1', shipping: 0, life: 'two-parcels', sayings: [] },
  channel: { name: 'day-net', currency: 'USD', taxesIncluded: false },
  customer: { customerId: null, name: 'Ada', email: 'd-1@example.com' },
  placedAt: instant('2026-11-20T18:00:01Z'),
  expected: {
    ...{ state: 'sale', mayBeAbsent: false, total: 4320, tax: 720 },
    lines: [{ lineId: 'orl_1', sku: 'd-sale-1', ordered: 3, shipped: 2, returned: 0, owed: 1 }],
  },
};

const written = '2026-11-21 10:00:00';
const move = { picking_id: [5, 'OUT'] as const, sale_line_id: [2, 'line'] as const, product_id: [9, 'goods'] as const };

/** An Odoo that holds the order as it must be. */
const whole: Snapshot = {
  orders: [{ id: 1, name: 'S1', state: 'sale', client_order_ref: '#d-1', amount_total: 43.2, amount_tax: 7.2, currency_id: [1, 'USD'], partner_id: [7, 'Ada'], date_order: '2026-11-20 18:00:01', write_date: written }],
  lines: [{ id: 2, order_id: [1, 'S1'], product_id: [9, 'goods'], product_uom_qty: 3, qty_delivered: 2, write_date: written }],
  pickings: [{ id: 5, name: 'OUT', state: 'done', sale_id: [1, 'S1'], write_date: written }],
  moves: [
    { ...move, id: 3, state: 'done', product_uom_qty: 2, quantity: 2, location_dest_id: [4, 'Customers'], write_date: written },
    { ...move, id: 6, state: 'assigned', product_uom_qty: 1, quantity: 1, location_dest_id: [4, 'Customers'], write_date: written },
  ],
  partners: [{ id: 7, name: 'Ada', email: 'd-1@example.com', parent_id: false, write_date: written }],
  products: [{ id: 9, default_code: 'd-sale-1', write_date: written }],
  quants: [],
  externalIds: new Map([['ord_1', 'sale.order 1'], ['ord_1_orl_1', 'sale.order.line 2']]),
  customerPlaces: new Set([4]),
}; // prettier-ignore

const check = (found: Partial<Snapshot>) => {
  const snapshot = { ...whole, ...found };
  return together(
    checkOrders([order], snapshot),
    checkDeliveries([order], snapshot),
    checkCustomers([order], snapshot),
  );
};

/** The rows with one of them changed. */
const but = <Row extends { id: number }>(rows: readonly Row[], id: number, changed: Partial<Row>): Row[] =>
  rows.map((row) => (row.id === id ? { ...row, ...changed } : row));
const twice = <Row extends { id: number }>(rows: readonly Row[]): Row[] => [
  ...rows,
  ...rows.map((row) => ({ ...row, id: row.id + 100 })),
];

describe('the checker in the evening', () => {
  it('finds nothing where all is as it must be', () => {
    expect(isClean(check({}))).toBe(true);
  });

  it.each<[what: string, found: Partial<Snapshot>, kind: 'lost' | 'doubled' | 'wrong', says: string]>([
    ['an order that is not there', { orders: [] }, 'lost', 'is not in Odoo'],
    ['an order that is there twice', { orders: twice(whole.orders) }, 'doubled', '2 times'],
    ['a line that is there twice', { lines: twice(whole.lines) }, 'doubled', 'one too many'],
    ['a line without its external id', { externalIds: new Map([['ord_1', 'sale.order 1']]) }, 'lost', 'orl_1'],
    ['a total off by a cent', { orders: but(whole.orders, 1, { amount_total: 43.21 }) }, 'wrong', '43.21 instead of 43.20'],
    ['another tax', { orders: but(whole.orders, 1, { amount_tax: 0 }) }, 'wrong', 'tax is 0.00'],
    ['the date of its confirmation', { orders: but(whole.orders, 1, { date_order: written }) }, 'wrong', 'date is'],
    ['a quantity', { lines: but(whole.lines, 2, { product_uom_qty: 4 }) }, 'wrong', '4 pieces instead of 3'],
    ['goods that left twice', { moves: but(whole.moves, 3, { quantity: 4 }) }, 'doubled', '4 pieces that left'],
    ['goods that never left', { moves: but(whole.moves, 3, { state: 'cancel' }) }, 'lost', '0 pieces that left'],
    ['a rest that nobody owes', { moves: but(whole.moves, 6, { product_uom_qty: 2 }) }, 'doubled', 'still to be delivered'],
    ['a customer who is there twice', { partners: twice(whole.partners) }, 'doubled', 'res.partner 7 and 107'],
    ['an order of somebody else', { orders: but(whole.orders, 1, { partner_id: [8, 'Bob'] }) }, 'wrong', 'belongs to Bob'],
  ])('finds %s', (_, found, kind, says) => {
    expect(check(found)[kind].join('\n')).toContain(says);
  }); // prettier-ignore

  it('tells records that were made, changed and deleted between two looks', () => {
    const later = { ...whole, lines: [], partners: twice(whole.partners), orders: but(whole.orders, 1, { state: 'cancel' }) }; // prettier-ignore
    expect(changesBetween(whole, later)).toEqual([
      'sale.order 1 was changed',
      'res.partner 107 was made',
      'sale.order.line 2 was deleted',
    ]);
  });
});
