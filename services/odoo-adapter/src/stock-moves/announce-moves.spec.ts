import { decimal, decimalText, type Instant, instant } from '@penstock/domain';
import { describe, expect, it } from 'vitest';
import { announceMoves } from './announce-moves.js';
import { seenOf } from './effects.js';
import { orderLineOf } from './order-lines.js';
import { seenLines } from './seen-lines.js';
import type { StockLine } from './stock-line.js';

const ODOO = { entity: 'main', instance: 'main' };
const OPENED = instant('2026-11-21T08:00:00Z');
const shelf = { locationId: 'loc_shelf', usage: 'internal' };
const place = (usage: string) => ({ locationId: `loc_${usage}`, usage });

const aMove = (given: Partial<StockLine> = {}): StockLine => ({
  moveLineId: 7,
  moveId: 6,
  product: { productId: 'prd_tee', unit: 'unit', storable: true },
  from: place('supplier'),
  to: shelf,
  quantity: decimal('3'),
  at: instant('2026-11-21T09:00:00Z'),
  isCount: false,
  orderLine: null,
  shipment: null,
  ...given,
});
const ours = {
  from: shelf,
  to: place('customer'),
  orderLine: { orderId: 'ord_1', lineId: 'orl_1' },
  shipment: {
    pickingId: 4,
    shipmentId: 'shp_4',
    shippedAt: null,
    complete: true,
    carrier: null,
    trackingNumber: 'T1',
    trackingUrl: null,
  },
};
const unknown = (line: StockLine) => ({ line, seen: seenLines.initial({ moveLineId: BigInt(line.moveLineId) }) });
const announced = (...lines: StockLine[]) => announceMoves(ODOO, lines.map(unknown), OPENED);
const adjustments = (...lines: StockLine[]) =>
  announced(...lines).adjustments.map(({ event: { content } }) => [
    content.locationId,
    decimalText(content.delta.amount),
    content.cause,
  ]);

describe('a move', () => {
  it.each<[string, Partial<StockLine>, string, string]>([
    ['from a supplier is a receipt', {}, '3', 'RECEIPT'],
    ['back to a supplier is a negative receipt', { from: shelf, to: place('supplier') }, '-3', 'RECEIPT'],
    ['to a customer without an order of ours is a sale', { from: shelf, to: place('customer') }, '-3', 'SALE'],
    ['from a customer is a return', { from: place('customer') }, '3', 'RETURN'],
    ['by a count is a count', { from: place('inventory'), isCount: true }, '3', 'COUNT'],
    ['to an inventory place without a count is scrap', { from: shelf, to: place('inventory') }, '-3', 'SCRAP'],
    ['from production is production', { from: place('production') }, '3', 'PRODUCTION'],
    ['into transit is a transfer', { from: shelf, to: place('transit') }, '-3', 'TRANSFER'],
  ])('%s', (_, given, delta, cause) => {
    expect(adjustments(aMove(given))).toEqual([['loc_shelf', delta, cause]]);
  });

  it('between two places of ours is two adjustments', () => {
    const line = aMove({ from: shelf, to: { locationId: 'loc_shop', usage: 'internal' } });
    expect(adjustments(line)).toEqual([['loc_shelf', '-3', 'TRANSFER'], ['loc_shop', '3', 'TRANSFER']]); // prettier-ignore
  });

  it('that touches no stock of ours, or a product that has none, says nothing', () => {
    expect(adjustments(aMove({ to: place('customer') }))).toEqual([]);
    expect(adjustments(aMove({ product: { productId: 'prd_bag', unit: 'unit', storable: false } }))).toEqual([]);
  });

  it('of our order to a customer is a shipment: one for the whole transfer, and no adjustment', () => {
    const second = { moveLineId: 8, orderLine: { orderId: 'ord_1', lineId: 'orl_2' } };
    const { adjustments: none, shipments } = announced(aMove(ours), aMove({ ...ours, ...second }));
    expect(none).toEqual([]);
    expect(shipments.map(({ content }) => content)).toMatchObject([
      {
        orderId: 'ord_1',
        odoo: { model: 'stock.picking', id: 4 },
        trackingNumber: 'T1',
        complete: true,
        lines: [{ orderLineId: 'orl_1', odooMoveId: 7 }, { orderLineId: 'orl_2', odooMoveId: 8 }],
      },
    ]); // prettier-ignore
  });

  it('of our order between our own places, on its way to packing, is a transfer', () => {
    const line = aMove({ ...ours, to: { locationId: 'loc_packing', usage: 'internal' } });
    expect(adjustments(line).map(([, , cause]) => cause)).toEqual(['TRANSFER', 'TRANSFER']);
  });

  it('that brings goods of our order back is a return, told as part of the order’s story', () => {
    const back = aMove({ from: place('customer'), orderLine: { orderId: 'ord_1', lineId: 'orl_1' } });
    const [adjustment] = announced(back).adjustments;
    expect(adjustment?.event.content.cause).toBe('RETURN');
    expect(adjustment?.story).toBe('ord_1');
    expect(announced(aMove()).adjustments[0]?.story).toBe('prd_tee');
  });

  it('dated before the opening that does not contain it counts from just after the opening', () => {
    const early = aMove({ at: (OPENED - 5_000_000) as Instant });
    const [adjustment] = announced(early).adjustments;
    expect(adjustment?.event.content.effectiveAt).toBe(OPENED + 1);
    expect(adjustment?.event.occurredAt).toBe(early.at);
    expect(announced(aMove()).adjustments[0]?.event.content.effectiveAt).toBe(aMove().at);
  });

  it('that was corrected in Odoo after it was announced is the difference', () => {
    const before = aMove();
    const fresh = { line: aMove({ quantity: decimal('5') }), seen: seenOf(before) };
    const events = announceMoves(ODOO, [fresh], OPENED).adjustments.map(({ event }) => event.content);
    expect(events.map(({ delta, cause }) => [decimalText(delta.amount), cause])).toEqual([['2', 'CORRECTION']]);
  });
});

describe('an external id of a sale line', () => {
  it('names order and line; a charge is neither', () => {
    expect(orderLineOf('ord_1a_orl_2b')).toEqual({ orderId: 'ord_1a', lineId: 'orl_2b' });
    expect(orderLineOf('ord_1a_shipping_1')).toBeNull();
    expect(orderLineOf('ord_1a_orl_2b_discount')).toBeNull();
  });
});
