import { AvailabilityChanged, ShipmentConfirmed } from '@penstock/contracts';
import { defineHandler, done } from '@penstock/messaging';
import { locationRef, placeOf } from '../catalog/location.js';
import { move } from '../stock/book.js';
import { rulesLoad, rulesOf } from '../rules/rules.js';
import { Journal } from '../stock/journal.js';
import { levelRefs, listingRefs, productRefs, stocksOf } from '../stock/stock.js';
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
    ...rulesLoad,
    order: (event) => customerOrders.one({ orderId: event.orderId }),
    known: (event) => reservations.children('orderId', event.orderId),
    places: (event) => event.lines.map(({ locationId }) => locationRef(locationId)),
  },
  thenLoads: {
    products: (event, { known }) => productRefs(productIds(event, known)),
    levels: (event, { known }) => levelRefs(productIds(event, known)),
    listings: (event, { known }) => listingRefs(productIds(event, known)),
  },

  handle(event, { known, places, products, levels, listings, rules }, given) {
    checkShipment(event);
    const stocks = new StockSet(stocksOf({ products, levels, listings }));
    const lines = new Map(known.map((row) => [row.lineId, row]));
    const journal = new Journal(event.meta.eventId, given.now);
    for (const left of event.lines) {
      const place = placeOf(places, left.locationId);
      const { orderLineId, odooMoveId, effectiveAt } = left;
      const why = { kind: 'shipped', cause: 'SALE', effectiveAt, orderLineId, odooMoveId } as const;
      const delta = { amount: left.quantity.amount.neg(), unit: left.quantity.unit };
      stocks.put(move(stocks.get(left.productId), place, delta, why, journal));
      const row = reservationOf([...lines.values()], event.orderId, left.orderLineId);
      const { line, consumed } = shipped(row, left.quantity.amount);
      if (line.productId !== null) stocks.put(unreserved(stocks.get(line.productId), consumed));
      lines.set(line.lineId, line);
    }
    const used = [...lines.values()].filter((line) => !known.includes(line));
    const { save, events } = stocks.changes(given, event.meta.mode, rulesOf(rules));
    return done({ save: [...journal.save, ...used.map((row) => reservations.save(row)), ...save], events });
  },
});
