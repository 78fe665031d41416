import { AvailabilityChanged, ShipmentConfirmed, type ShipmentLine } from '@penstock/contracts';
import { zero } from '@penstock/domain';
import { defineHandler, done } from '@penstock/messaging';
import { locationRef, placeOf } from '../catalog/location.js';
import { rulesLoad, rulesOf } from '../rules/rules.js';
import { moveAmount } from '../stock/book.js';
import { Journal, type Why } from '../stock/journal.js';
import { StockSet } from '../stock/stock-set.js';
import { levelRefs, listingRefs, productRefs, stocksOf } from '../stock/stock.js';
import { measured } from '../stock/units.js';
import { checkShipment } from './content-rules.js';
import { customerOrders } from './customer-order.js';
import { shipLine } from './line-ends.js';
import { OrderLines } from './order-lines.js';
import { type ReservationRow, reservations } from './reservation.js';

/** The products that left and the products that were reserved: not the same where something else was sent. */
const productIds = (event: ShipmentConfirmed, known: readonly ReservationRow[]): string[] => [
  ...event.lines.map(({ productId }) => productId),
  ...known.flatMap(({ productId }) => productId ?? []),
];

/**
 * Goods of an order left: lowers on hand and uses up the reservation of each line together, that of the place they left from first. A line without
 * one just lowers on hand. Of a kit the parts leave.
 */
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
    const { meta, orderId } = event;
    const stocks = new StockSet(stocksOf({ products, levels, listings }));
    const lines = new OrderLines(orderId, known, stocks);
    const journal = new Journal(meta.eventId, given.now);
    for (const left of event.lines) {
      const { productId, locationId } = left;
      const { stock, amount: quantity } = measured(stocks.get(productId), left.quantity);
      const place = placeOf(places, locationId);
      stocks.put(moveAmount(stock, place, zero.minus(quantity), whyOf(left), journal));
      shipLine(lines, left.orderLineId, { productId, quantity, locationId });
    }
    const saved = lines.saves(journal, { kind: 'shipped', cause: 'SALE', effectiveAt: given.now });
    const { save, events } = stocks.changes(given, meta.mode, rulesOf(rules));
    return done({ save: [...saved, ...journal.save, ...save], events });
  },
});

const whyOf = ({ orderLineId, odooMoveId, effectiveAt }: ShipmentLine): Why => ({
  ...{ kind: 'shipped', cause: 'SALE', orderLineId, odooMoveId, effectiveAt },
});
