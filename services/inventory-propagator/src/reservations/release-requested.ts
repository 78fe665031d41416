import { AvailabilityChanged, ExceptionRaised, ReleaseRequested, StockReleased } from '@penstock/contracts';
import { defineHandler, done, skip } from '@penstock/messaging';
import { rulesLoad, rulesOf } from '../rules/rules.js';
import { Journal } from '../stock/journal.js';
import { StockSet } from '../stock/stock-set.js';
import { levelRefs, listingRefs, productRefs, stocksOf } from '../stock/stock.js';
import { checkRelease } from './content-rules.js';
import { customerOrders } from './customer-order.js';
import { OrderLines } from './order-lines.js';
import { releaseAll, releaseSome } from './release-lines.js';
import { type ReservationRow, reservations, waitingLines } from './reservation.js';
import { sayReleased } from './say-reservation.js';

const productIds = (lines: readonly ReservationRow[]): string[] => lines.flatMap(({ productId }) => productId ?? []);

const REASONS = {
  UNKNOWN: 'RELEASE_REQUESTED',
  CHECKOUT_ABANDONED: 'RELEASE_REQUESTED',
  ORDER_CHANGED: 'ORDER_CHANGED',
  OPERATOR: 'OPERATOR',
} as const;

/** Somebody gives up what was set aside for an order. What it names and the order does not have, or has given up before, is said by name. */
export const onReleaseRequested = defineHandler({
  id: 'inventory-propagator.release-requested',
  on: ReleaseRequested,
  emits: [StockReleased, AvailabilityChanged, ExceptionRaised],
  loads: {
    ...rulesLoad,
    order: (event) => customerOrders.one({ orderId: event.orderId }),
    known: (event) => reservations.children('orderId', event.orderId),
    owners: (event) => (event.lines ?? []).map(({ lineId }) => waitingLines.children('lineId', lineId)),
  },
  thenLoads: {
    products: (_event, { known }) => productRefs(productIds(known)),
    levels: (_event, { known }) => levelRefs(productIds(known)),
    listings: (_event, { known }) => listingRefs(productIds(known)),
  },

  handle(event, { known, owners, rules, ...rows }, given) {
    checkRelease(event);
    const { meta, orderId, reason } = event;
    if (meta.mode === 'backfill') return skip('history reserved nothing');
    const stocks = new StockSet(stocksOf(rows));
    const lines = new OrderLines(orderId, known, stocks);
    const { freed, exceptions } =
      event.lines === null ? releaseAll(meta, lines) : releaseSome(meta, lines, event.lines, owners);
    const journal = new Journal(meta.eventId, given.now);
    const saved = lines.saves(journal, { kind: 'released', cause: REASONS[reason], effectiveAt: given.now });
    const changes = stocks.changes(given, meta.mode, rulesOf(rules));
    return done({
      save: [...saved, ...journal.save, ...changes.save],
      events: [...sayReleased(meta, freed, REASONS[reason]), ...exceptions, ...changes.events],
    });
  },
});
