import { AvailabilityChanged, OrderCancelled, StockReleased } from '@penstock/contracts';
import { zero } from '@penstock/domain';
import { defineHandler, done, type Outgoing } from '@penstock/messaging';
import { rulesLoad, rulesOf } from '../rules/rules.js';
import { levelRefs, listingRefs, productRefs, stocksOf } from '../stock/stock.js';
import { checkCancellation } from './content-rules.js';
import { customerOrders } from './customer-order.js';
import { reservationOf, type ReservationRow, reservations } from './reservation.js';
import { cancelled, unreserved } from './reserve.js';
import { sayReleased } from './say-reservation.js';
import { StockSet } from '../stock/stock-set.js';

const productIds = (lines: readonly ReservationRow[]): string[] => lines.flatMap(({ productId }) => productId ?? []);

/** An order, or some of its lines, was given up: what they had reserved is free again, and nothing is reserved for them later. */
export const onOrderCancelled = defineHandler({
  id: 'inventory-propagator.order-cancelled',
  on: OrderCancelled,
  emits: [StockReleased, AvailabilityChanged],
  loads: {
    ...rulesLoad,
    order: (event) => customerOrders.one({ orderId: event.orderId }),
    known: (event) => reservations.children('orderId', event.orderId),
  },
  thenLoads: {
    products: (_event, { known }) => productRefs(productIds(known)),
    levels: (_event, { known }) => levelRefs(productIds(known)),
    listings: (_event, { known }) => listingRefs(productIds(known)),
  },

  handle(event, { order, known, ...rows }, given) {
    checkCancellation(event);
    const { meta, orderId } = event;
    const stocks = new StockSet(stocksOf(rows));
    const events: Outgoing<StockReleased>[] = [];
    const lines = linesOf(event, known).map(({ row, quantity }) => {
      const { line, released } = cancelled(row, quantity);
      if (line.productId !== null && released.gt(zero)) {
        const stock = unreserved(stocks.get(line.productId), released);
        stocks.put(stock);
        events.push(sayReleased(meta, stock, line, released));
      }
      return reservations.save({ ...line, orderId });
    });
    const changes = stocks.changes(given, meta.mode, rulesOf(rows.rules));
    const next = event.lines === null ? [customerOrders.save({ ...order, state: 'cancelled' })] : [];
    return done({ save: [...next, ...lines, ...changes.save], events: [...events, ...changes.events] });
  },
});

/** The cancelled lines with what is cancelled of each; a line that was never heard of begins with it. */
const linesOf = (event: OrderCancelled, known: readonly ReservationRow[]) =>
  event.lines === null
    ? known.map((row) => ({ row, quantity: null }))
    : event.lines.map(({ lineId, quantity }) => ({
        row: reservationOf(known, event.orderId, lineId),
        quantity: quantity.amount,
      }));
