import { AvailabilityChanged, OrderCancelled, StockReleased } from '@penstock/contracts';
import { type Instant } from '@penstock/domain';
import { defineHandler, done, skip } from '@penstock/messaging';
import { rulesLoad, rulesOf } from '../rules/rules.js';
import { Journal } from '../stock/journal.js';
import { StockSet } from '../stock/stock-set.js';
import { levelRefs, listingRefs, productRefs, stocksOf } from '../stock/stock.js';
import { checkCancellation } from './content-rules.js';
import { type CustomerOrderRow, customerOrders } from './customer-order.js';
import { cancelLine, type Freed } from './line-ends.js';
import { OrderLines } from './order-lines.js';
import { type ReservationRow, reservations } from './reservation.js';
import { sayReleased } from './say-reservation.js';

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

  handle(event, { order, known, rules, ...rows }, given) {
    checkCancellation(event);
    const { meta, orderId } = event;
    if (isStatedAlready(event, order)) return skip('a later state of the order has it already');
    const stocks = new StockSet(stocksOf(rows));
    const lines = new OrderLines(orderId, known, stocks);
    const freed = event.lines === null ? cancelAll(lines) : cancelSome(lines, event.lines);
    const journal = new Journal(meta.eventId, given.now);
    const saved = lines.saves(journal, { kind: 'released', cause: 'ORDER_CANCELLED', effectiveAt: given.now });
    const changes = stocks.changes(given, meta.mode, rulesOf(rules));
    return done({
      save: [customerOrders.save(cancelled(order, event)), ...saved, ...journal.save, ...changes.save],
      events: [...sayReleased(meta, freed, 'ORDER_CANCELLED'), ...changes.events],
    });
  },
});

/** The channel stated the order, without the cancelled units, after it cancelled them: taking them out again would take out twice as many. */
const isStatedAlready = ({ lines, cancelledAt }: OrderCancelled, { updatedAt }: CustomerOrderRow): boolean =>
  lines !== null && updatedAt !== null && cancelledAt <= updatedAt;

const cancelAll = (lines: OrderLines): Freed[] => lines.all().flatMap((line) => cancelLine(lines, line, null));

/** A line that was never heard of begins with it. */
const cancelSome = (lines: OrderLines, some: NonNullable<OrderCancelled['lines']>): Freed[] =>
  some.flatMap(({ lineId, quantity }) => {
    const line = lines.get(lineId);
    return cancelLine(lines, line, lines.inUnitOf(line, quantity));
  });

function cancelled(order: CustomerOrderRow, { lines, cancelledAt }: OrderCancelled): CustomerOrderRow {
  if (lines === null) return { ...order, state: 'cancelled' };
  const last = Math.max(order.cancelledAt ?? cancelledAt, cancelledAt) as Instant;
  return { ...order, cancelledAt: last };
}
