import { AvailabilityChanged, ReturnReceived } from '@penstock/contracts';
import { defineHandler, done, skip } from '@penstock/messaging';
import { locationRef, placeOf } from '../catalog/location.js';
import { customerOrders } from '../reservations/customer-order.js';
import { type ReservationRow, reservations } from '../reservations/reservation.js';
import { rulesLoad, rulesOf } from '../rules/rules.js';
import { shift } from '../stock/book.js';
import { Journal } from '../stock/journal.js';
import { StockSet } from '../stock/stock-set.js';
import { levelRefs, listingRefs, productRefs, stocksOf } from '../stock/stock.js';
import { measured } from '../stock/units.js';
import { checkReturn } from './content-rules.js';
import { damagedGoods, damagedProducts } from './damaged-goods.js';

const productIds = (event: ReturnReceived, known: readonly ReservationRow[]): string[] =>
  event.locationId === null ? [] : damagedProducts(event, known);

/**
 * Goods of an order came back. On hand follows by Odoo's own move and is not touched here: it would be counted twice. Damaged goods are set
 * aside where they are said to be, so that they are not sold from there. Where nobody says it they go where Odoo has its place for such goods.
 */
export const onReturnReceived = defineHandler({
  id: 'inventory-propagator.return-received',
  on: ReturnReceived,
  emits: [AvailabilityChanged],
  loads: {
    ...rulesLoad,
    order: (event) => customerOrders.one({ orderId: event.orderId }),
    known: (event) => reservations.children('orderId', event.orderId),
    location: ({ locationId }) => (locationId === null ? [] : [locationRef(locationId)]),
  },
  thenLoads: {
    products: (event, { known }) => productRefs(productIds(event, known)),
    levels: (event, { known }) => levelRefs(productIds(event, known)),
    listings: (event, { known }) => listingRefs(productIds(event, known)),
  },

  handle(event, { known, location, rules, ...rows }, given) {
    checkReturn(event);
    const { meta, locationId, receivedAt } = event;
    if (locationId === null) return skip('where its goods are is left to Odoo');
    const goods = damagedGoods(event, known);
    if (goods.length === 0) return skip('nothing of it is damaged');
    const place = placeOf(location, locationId);
    const stocks = new StockSet(stocksOf(rows));
    const journal = new Journal(meta.eventId, given.now);
    for (const { productId, quantity, orderLineId } of goods) {
      const { stock, amount } = measured(stocks.get(productId), quantity);
      const why = { kind: 'returned', cause: 'DAMAGED', effectiveAt: receivedAt, orderLineId } as const;
      stocks.put(shift(stock, place, 'quarantined', amount, why, journal));
    }
    const { save, events } = stocks.changes(given, meta.mode, rulesOf(rules));
    return done({ save: [...save, ...journal.save], events });
  },
});
