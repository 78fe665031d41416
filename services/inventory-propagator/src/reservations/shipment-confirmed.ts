import { AvailabilityChanged, ShipmentConfirmed, type ShipmentLine } from '@penstock/contracts';
import type { Instant } from '@penstock/domain';
import { defineHandler, done } from '@penstock/messaging';
import type { Save } from '@penstock/persistence';
import { locationRef, placeOf } from '../catalog/location.js';
import { move } from '../stock/book.js';
import { levelRefs, listingRefs, productRefs, stocksOf } from '../stock/stock.js';
import { levelDay, stockMovements } from '../stock/stock-movement.js';
import { checkShipment } from './content-rules.js';
import { customerOrders } from './customer-order.js';
import { reservationOf, type ReservationRow, reservations } from './reservation.js';
import { shipped, unreserved } from './reserve.js';
import { StockSet } from '../stock/stock-set.js';

/** The products that left and the products that were reserved: not the same where something else was sent. */
const productIds = (event: ShipmentConfirmed, known: readonly ReservationRow[]): string[] => [
  ...event.lines.map(({ productId }) => productId),
  ...known.flatMap(({ productId }) => productId ?? []),
];

/** Goods of an order left: lowers on hand and uses up the reservation of each line together. A line without one just lowers on hand. */
export const onShipmentConfirmed = defineHandler({
  id: 'inventory-propagator.shipment-confirmed',
  on: ShipmentConfirmed,
  emits: [AvailabilityChanged],
  loads: {
    order: (event) => customerOrders.one({ orderId: event.orderId }),
    known: (event) => reservations.children('orderId', event.orderId),
    places: (event) => event.lines.map(({ locationId }) => locationRef(locationId)),
  },
  thenLoads: {
    products: (event, { known }) => productRefs(productIds(event, known)),
    levels: (event, { known }) => levelRefs(productIds(event, known)),
    listings: (event, { known }) => listingRefs(productIds(event, known)),
  },

  handle(event, { known, places, products, levels, listings }, given) {
    checkShipment(event);
    const stocks = new StockSet(stocksOf({ products, levels, listings }));
    const lines = new Map(known.map((row) => [row.lineId, row]));
    const movements = event.lines.map((left, position) => {
      const place = placeOf(places, left.locationId);
      const delta = { amount: left.quantity.amount.times('-1'), unit: left.quantity.unit };
      const { stock, applied } = move(stocks.get(left.productId), place, delta, left.effectiveAt);
      stocks.put(stock);
      const row = reservationOf([...lines.values()], event.orderId, left.orderLineId);
      const { line, consumed } = shipped(row, left.quantity.amount);
      if (line.productId !== null) stocks.put(unreserved(stocks.get(line.productId), consumed));
      lines.set(line.lineId, line);
      return movementOf(event.meta.eventId, position, left, applied, given.now);
    });
    const used = [...lines.values()].filter((line) => !known.includes(line));
    const { save, events } = stocks.changes(given, event.meta.mode);
    return done({ save: [...movements, ...used.map((row) => reservations.save(row)), ...save], events });
  },
});

const movementOf = (eventId: string, position: number, left: ShipmentLine, applied: boolean, now: Instant): Save =>
  stockMovements.save({
    eventId,
    position,
    productId: left.productId,
    locationId: left.locationId,
    kind: 'shipped',
    quantity: left.quantity.amount.times('-1'),
    unit: left.quantity.unit,
    cause: 'SALE',
    effectiveAt: left.effectiveAt,
    levelDay: levelDay(left.productId, left.locationId, left.effectiveAt),
    applied,
    orderLineId: left.orderLineId,
    odooMoveId: left.odooMoveId === null ? null : BigInt(left.odooMoveId),
    recordedAt: now,
  });
