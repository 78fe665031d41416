import { type EventMeta, type EventType, GoodsReceived, StockAdjusted, TransferCompleted } from '@penstock/contracts';
import { decimal, decimalText, type Instant, instant } from '@penstock/domain';
import type { Outgoing } from '@penstock/messaging';
import { describe, expect, it } from 'vitest';
import { type Announced, announceMoves } from './announce-moves.js';
import { isSame, seenOf } from './effects.js';
import { orderLineOf } from './order-lines.js';
import { type SeenLine, seenLines } from './seen-lines.js';
import type { StockLine } from './stock-line.js';

const ODOO = { entity: 'main', instance: 'main' };
const OPENED = instant('2026-11-21T08:00:00Z');
const shelf = { locationId: 'loc_shelf', usage: 'internal' };
const shop = { locationId: 'loc_shop', usage: 'internal' };
const damaged = { locationId: 'loc_damaged', usage: 'internal' };
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
  pickingId: 4,
  reference: 'P00042',
  expectationId: 'exp_6',
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
const announced = (...lines: StockLine[]) => announceMoves(ODOO, lines.map(unknown), OPENED, new Set(['loc_damaged']));
const said = <T>(type: EventType<T & { meta: EventMeta }>, { movements }: Announced): Omit<T, 'meta'>[] =>
  movements.flatMap(({ event }) =>
    (event as Outgoing).type.name === type.name ? (event.content as unknown as Omit<T, 'meta'>) : [],
  );
const adjustments = (...lines: StockLine[]) =>
  said(StockAdjusted, announced(...lines)).map(({ locationId, delta, cause }) => [
    ...[locationId, decimalText(delta.amount), cause],
  ]);
const receipts = (...lines: StockLine[]) =>
  said(GoodsReceived, announced(...lines)).map(({ locationId, quantity, condition }) => [
    ...[locationId, decimalText(quantity.amount), condition],
  ]);
const transfers = (...lines: StockLine[]) =>
  said(TransferCompleted, announced(...lines)).map(({ fromLocationId, toLocationId, quantity }) => [
    ...[fromLocationId, toLocationId, decimalText(quantity.amount)],
  ]);

describe('a move', () => {
  it.each<[string, Partial<StockLine>, string, string]>([
    ['to a customer without an order of ours is a sale', { from: shelf, to: place('customer') }, '-3', 'SALE'],
    ['from a customer is a return', { from: place('customer') }, '3', 'RETURN'],
    ['by a count is a count', { from: place('inventory'), isCount: true }, '3', 'COUNT'],
    ['to an inventory place without a count is scrap', { from: shelf, to: place('inventory') }, '-3', 'SCRAP'],
    ['from production is production', { from: place('production') }, '3', 'PRODUCTION'],
  ])('%s', (_, given, delta, cause) => {
    expect(adjustments(aMove(given))).toEqual([['loc_shelf', delta, cause]]);
  });

  it.each<[string, Partial<StockLine>, string[]]>([
    ['from a supplier is a receipt', {}, ['loc_shelf', '3', 'SELLABLE']],
    ['back to a supplier is a negative receipt', { from: shelf, to: place('supplier') }, ['loc_shelf', '-3', 'SELLABLE']],
    ['from a supplier into a place for damaged goods is a receipt of such', { to: damaged }, ['loc_damaged', '3', 'QUARANTINED']],
    ['from a supplier onto a truck of ours is a receipt there', { to: place('transit') }, ['loc_transit', '3', 'SELLABLE']],
  ])('%s', (_, given, receipt) => {
    expect(receipts(aMove(given))).toEqual([receipt]);
    expect(adjustments(aMove(given))).toEqual([]);
  }); // prettier-ignore

  it('from a supplier fulfils what was expected', () => {
    expect(said(GoodsReceived, announced(aMove()))).toMatchObject([{ expectationId: 'exp_6', reference: 'P00042' }]);
  });

  it.each<[string, Partial<StockLine>, string[]]>([
    ['between two places of ours is one transfer', { from: shelf, to: shop }, ['loc_shelf', 'loc_shop', '3']],
    ['into transit is a transfer', { from: shelf, to: place('transit') }, ['loc_shelf', 'loc_transit', '3']],
    ['out of transit is a transfer', { from: place('transit') }, ['loc_transit', 'loc_shelf', '3']],
  ])('%s', (_, given, transfer) => {
    expect(transfers(aMove(given))).toEqual([transfer]);
    expect(adjustments(aMove(given))).toEqual([]);
  });

  it('within one place, as into a package, says nothing', () => {
    expect(announced(aMove({ from: shelf, to: shelf })).movements).toEqual([]);
  });

  it('is part of its document: lines of one transfer add up, and goods without one are a transfer of their own', () => {
    const ids = (...lines: StockLine[]) =>
      said(TransferCompleted, announced(...lines)).map(({ transferId }) => transferId);
    const line = aMove({ from: shelf, to: shop });
    const [first, second, other, alone] = ids(
      ...[line, { ...line, moveLineId: 8, moveId: 9 }, { ...line, pickingId: 5 }, { ...line, pickingId: null }],
    );
    expect(second).toBe(first);
    expect(new Set([first, other, alone]).size).toBe(3);
    expect(said(TransferCompleted, announced(line))).toMatchObject([{ reference: 'P00042', odooMoveId: 7 }]);
  });

  it('that touches no stock of ours, or a product that has none, says nothing', () => {
    expect(announced(aMove({ to: place('customer') })).movements).toEqual([]);
    const bag = { productId: 'prd_bag', unit: 'unit', storable: false };
    expect(announced(aMove({ product: bag })).movements).toEqual([]);
  });

  it('of our order to a customer is a shipment: one for the whole transfer, and no adjustment', () => {
    const second = { moveLineId: 8, orderLine: { orderId: 'ord_1', lineId: 'orl_2' } };
    const { movements: none, shipments } = announced(aMove(ours), aMove({ ...ours, ...second }));
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
    expect(transfers(line)).toEqual([['loc_shelf', 'loc_packing', '3']]);
    expect(announced(line).movements.map(({ story }) => story)).toEqual(['ord_1']);
  });

  it('that brings goods of our order back is a return, told as part of the order’s story', () => {
    const back = aMove({ from: place('customer'), orderLine: { orderId: 'ord_1', lineId: 'orl_1' } });
    expect(adjustments(back)).toEqual([['loc_shelf', '3', 'RETURN']]);
    expect(announced(back).movements[0]?.story).toBe('ord_1');
    expect(announced(aMove()).movements[0]?.story).toBe('prd_tee');
  });

  it('dated before the opening that does not contain it counts from just after the opening', () => {
    const early = aMove({ at: (OPENED - 5_000_000) as Instant });
    const [movement] = announced(early).movements;
    expect(movement?.event.content.effectiveAt).toBe(OPENED + 1);
    expect(movement?.event.occurredAt).toBe(early.at);
    expect(announced(aMove()).movements[0]?.event.content.effectiveAt).toBe(aMove().at);
  });

  describe('that was corrected in Odoo after it was announced', () => {
    const corrected = (line: StockLine, seen: SeenLine) =>
      said(StockAdjusted, announceMoves(ODOO, [{ line, seen }], OPENED, new Set())).map(
        ({ locationId, delta, cause }) => [...[locationId, decimalText(delta.amount), cause]],
      );

    it('is the difference, whatever it was announced as', () => {
      expect(corrected(aMove({ quantity: decimal('5') }), seenOf(aMove()))).toEqual([['loc_shelf', '2', 'CORRECTION']]);
      const transfer = aMove({ from: shelf, to: place('transit') });
      expect(corrected({ ...transfer, quantity: decimal('5') }, seenOf(transfer))).toEqual([
        ['loc_shelf', '-2', 'CORRECTION'],
        ['loc_transit', '2', 'CORRECTION'],
      ]);
    });

    it('leaves transit out where a version announced it that told nobody of transit', () => {
      const transfer = aMove({ from: shelf, to: place('transit') });
      const before = { ...seenOf(transfer), toTransit: null, transits: false };
      expect(isSame(before, transfer)).toBe(true);
      expect(corrected({ ...transfer, quantity: decimal('5') }, before)).toEqual([['loc_shelf', '-2', 'CORRECTION']]);
    });
  });
});

describe('an external id of a sale line', () => {
  it('names order and line; a charge is neither', () => {
    expect(orderLineOf('ord_1a_orl_2b')).toEqual({ orderId: 'ord_1a', lineId: 'orl_2b' });
    expect(orderLineOf('ord_1a_shipping_1')).toBeNull();
    expect(orderLineOf('ord_1a_orl_2b_discount')).toBeNull();
  });
});
