import {
  AvailabilityChanged,
  ExceptionRaised,
  OrderUpdated,
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
import { checkUpdate } from './content-rules.js';
import { customerOrders } from './customer-order.js';
import { quantitiesRefused } from './exceptions.js';
import { kitRefs } from './kit-lines.js';
import { type Freed, removeLine, withoutCancelled } from './line-ends.js';
import { findGoods, productIdsOf, skusOf, soldMore } from './order-goods.js';
import { OrderLines } from './order-lines.js';
import { reservations } from './reservation.js';
import { reserveLines } from './reserve-lines.js';
import { sayDecisions, sayReleased } from './say-reservation.js';

/**
 * A channel changed an order it had taken. Each stated line has its quantity from now on: what it is lowered by is free, what it is raised by is asked
 * for. A line that is removed by name gives up what it was promised; one that is not mentioned stays as it is.
 */
export const onOrderUpdated = defineHandler({
  id: 'inventory-propagator.order-updated',
  on: OrderUpdated,
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
    checkUpdate(event);
    const { meta, orderId, updatedAt, removedLines } = event;
    if (meta.mode === 'backfill') return skip('history reserves nothing');
    if (order.state === 'cancelled') return skip('the order is cancelled');
    // Its creation comes before it by the same key: this one was history, or a test.
    if (order.state === 'expected') return skip('the order was not taken here');
    if (order.updatedAt !== null && updatedAt < order.updatedAt) return skip('a later state of the order is known');
    const rules = rulesOf(ruleRows);
    const stocks = new StockSet(stocksOf(rows));
    const lines = new OrderLines(orderId, known, stocks);
    // What was cancelled before the channel stated the order is not among what it states.
    const isNewer = order.cancelledAt === null || order.cancelledAt <= updatedAt;
    if (isNewer) for (const { lineId } of event.lines) withoutCancelled(lines, lines.get(lineId));
    const removed: Freed[] = removedLines.flatMap((lineId) => removeLine(lines, lines.get(lineId)));
    const { goods, unknown, freed } = findGoods(event, lines, { skus, kits }, soldMore);
    const channel = order.channel ?? meta.source.channel;
    const { priority } = rules.ruleFor(channel, null);
    const terms = { rules, channel, priority, policy: 'UNKNOWN', expiresAt: null, backorder: true } as const;
    const decisions = reserveLines(lines, goods, { ...terms, now: given.now, wanting: 'again' });
    const journal = new Journal(meta.eventId, given.now);
    const saved = lines.saves(journal, { kind: 'reserved', cause: 'ORDER_CHANGED', effectiveAt: given.now });
    const changes = stocks.changes(given, meta.mode, rules);
    return done({
      save: [customerOrders.save({ ...order, updatedAt }), ...saved, ...journal.save, ...changes.save],
      events: [
        ...sayReleased(meta, [...removed, ...freed], 'ORDER_CHANGED'),
        ...sayDecisions(meta, lines, decisions),
        ...unknown,
        ...quantitiesRefused(meta, lines, decisions),
        ...changes.events,
      ],
    });
  },
});
