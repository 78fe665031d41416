import {
  AvailabilityChanged,
  ExceptionRaised,
  OrderCreated,
  ReservationRejected,
  StockReleased,
  StockReserved,
} from '@penstock/contracts';
import { defineHandler, done, skip } from '@penstock/messaging';
import { catalogSkus } from '../catalog/catalog-sku.js';
import { rulesLoad, rulesOf } from '../rules/rules.js';
import { Journal } from '../stock/journal.js';
import { StockSet } from '../stock/stock-set.js';
import { levelRefs, listingRefs, productRefs, stocksOf } from '../stock/stock.js';
import { checkOrder } from './content-rules.js';
import { customerOrders } from './customer-order.js';
import { quantitiesRefused } from './exceptions.js';
import { kitRefs } from './kit-lines.js';
import type { AskedLine } from './line-asked.js';
import { cancelLine, releaseLine } from './line-ends.js';
import { findGoods, productIdsOf, skusOf, soldInFull } from './order-goods.js';
import { OrderLines } from './order-lines.js';
import { reservations } from './reservation.js';
import { reserveLines } from './reserve-lines.js';
import { sayDecisions, sayReleased } from './say-reservation.js';

/**
 * A channel took an order: confirms what its checkout had set aside, and asks for what is not: each line by the policy of the channel. A line with
 * an unknown SKU waits for its product.
 */
export const onOrderCreated = defineHandler({
  id: 'inventory-propagator.order-created',
  on: OrderCreated,
  emits: [StockReserved, StockReleased, ReservationRejected, AvailabilityChanged, ExceptionRaised],
  loads: {
    ...rulesLoad,
    skus: (event) => skusOf(event).map((sku) => catalogSkus.one({ sku })),
    kits: (event) => kitRefs(skusOf(event)),
    order: (event) => customerOrders.one({ orderId: event.orderId }),
    known: (event) => reservations.children('orderId', event.orderId),
  },
  thenLoads: {
    products: (_event, earlier) => productRefs(productIdsOf(earlier)),
    levels: (_event, earlier) => levelRefs(productIdsOf(earlier)),
    listings: (_event, earlier) => listingRefs(productIdsOf(earlier)),
  },

  handle(event, { skus, kits, order, known, rules: ruleRows, ...rows }, given) {
    checkOrder(event);
    const { meta, orderId } = event;
    if (meta.mode === 'backfill') return skip('history reserves nothing');
    if (event.test) return skip('a test order asks for no goods');
    if (order.state === 'taken') return skip('the order was taken already');
    const rules = rulesOf(ruleRows);
    const stocks = new StockSet(stocksOf(rows));
    const lines = new OrderLines(orderId, known, stocks);
    const { goods, unknown, freed } = findGoods(event, lines, { skus, kits }, soldInFull);
    const { channel } = meta.source;
    const { priority } = rules.ruleFor(channel, null);
    const terms = { rules, channel, priority, policy: 'UNKNOWN', expiresAt: null, backorder: true } as const;
    const isCancelled = order.state === 'cancelled';
    if (isCancelled) neverAsk(lines, goods);
    // What its checkout asked for and the order does not name, nobody gets.
    const unnamed = lines.all().filter(({ lineId, expiresAt }) => expiresAt !== null && !names(event, lineId));
    const givenUp = unnamed.flatMap((line) => releaseLine(lines, line, null, 'released'));
    const decisions = isCancelled ? [] : reserveLines(lines, goods, { ...terms, now: given.now, wanting: 'all' });
    const state = order.state === 'expected' ? 'taken' : order.state;
    const journal = new Journal(meta.eventId, given.now);
    const saved = lines.saves(journal, { kind: 'reserved', cause: 'ORDER', effectiveAt: given.now });
    const changes = stocks.changes(given, meta.mode, rules);
    return done({
      save: [
        customerOrders.save({ ...order, state, channel: order.channel ?? channel }),
        ...saved,
        ...journal.save,
        ...changes.save,
      ],
      events: [
        ...sayReleased(meta, [...freed, ...givenUp], 'ORDER_CHANGED'),
        ...sayDecisions(meta, lines, decisions),
        ...(isCancelled ? [] : unknown),
        ...quantitiesRefused(meta, lines, decisions),
        ...changes.events,
      ],
    });
  },
});

const names = ({ lines }: OrderCreated, lineId: string): boolean => lines.some((line) => line.lineId === lineId);

/** A cancellation that came before its order has taken all of it out. */
function neverAsk(lines: OrderLines, goods: readonly AskedLine[]): void {
  for (const { lineId, sku, quantity } of goods)
    lines.put({ ...lines.get(lineId), sku, ordered: quantity.amount, unit: quantity.unit });
  for (const line of lines.all()) cancelLine(lines, line, null);
}
