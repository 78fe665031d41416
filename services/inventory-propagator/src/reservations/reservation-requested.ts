import {
  AvailabilityChanged,
  ExceptionRaised,
  ReservationRejected,
  ReservationRequested,
  StockReleased,
  StockReserved,
} from '@penstock/contracts';
import { defineHandler, done, skip } from '@penstock/messaging';
import { catalogSkus } from '../catalog/catalog-sku.js';
import { rulesLoad, rulesOf } from '../rules/rules.js';
import { Journal } from '../stock/journal.js';
import { StockSet } from '../stock/stock-set.js';
import { levelRefs, listingRefs, productRefs, stocksOf } from '../stock/stock.js';
import { checkRequest } from './content-rules.js';
import { customerOrders } from './customer-order.js';
import { quantitiesRefused } from './exceptions.js';
import { kitRefs, kitRefsOf } from './kit-lines.js';
import { productIdsOf } from './order-goods.js';
import { OrderLines } from './order-lines.js';
import { reservations } from './reservation.js';
import { requestLines } from './request-lines.js';
import { sayDecisions } from './say-reservation.js';

const skusOf = ({ lines }: ReservationRequested): string[] => [
  ...new Set(lines.flatMap(({ sku, productId }) => (productId === null && sku ? sku : []))),
];
const namedIds = ({ lines }: ReservationRequested): string[] => lines.flatMap(({ productId }) => productId ?? []);

/**
 * A checkout, a till or a portal asks for stock before there is an order, or in place of one. What it gets ends by itself after the window of its channel,
 * unless the order is created.
 */
export const onReservationRequested = defineHandler({
  id: 'inventory-propagator.reservation-requested',
  on: ReservationRequested,
  emits: [StockReserved, StockReleased, ReservationRejected, AvailabilityChanged, ExceptionRaised],
  loads: {
    ...rulesLoad,
    skus: (event) => skusOf(event).map((sku) => catalogSkus.one({ sku })),
    kits: (event) => [...kitRefs(skusOf(event)), ...kitRefsOf(namedIds(event))],
    order: (event) => customerOrders.one({ orderId: event.orderId }),
    known: (event) => reservations.children('orderId', event.orderId),
  },
  thenLoads: {
    products: (event, earlier) => productRefs([...namedIds(event), ...productIdsOf(earlier)]),
    levels: (event, earlier) => levelRefs([...namedIds(event), ...productIdsOf(earlier)]),
    listings: (event, earlier) => listingRefs([...namedIds(event), ...productIdsOf(earlier)]),
  },

  handle(event, { skus, kits, order, known, rules: ruleRows, ...rows }, given) {
    checkRequest(event);
    const { meta, orderId } = event;
    if (meta.mode === 'backfill') return skip('history reserves nothing');
    const rules = rulesOf(ruleRows);
    const stocks = new StockSet(stocksOf(rows));
    const lines = new OrderLines(orderId, known, stocks);
    const channel = order.channel ?? meta.source.channel;
    const result = requestLines(event, lines, { order, skus, kits, rules, channel, now: given.now });
    const journal = new Journal(meta.eventId, given.now);
    const saved = lines.saves(journal, { kind: 'reserved', cause: 'REQUESTED', effectiveAt: given.now });
    const changes = stocks.changes(given, meta.mode, rules);
    return done({
      save: [customerOrders.save({ ...order, channel }), ...saved, ...journal.save, ...changes.save],
      events: [
        ...sayDecisions(meta, lines, result.decisions),
        ...result.refusals,
        ...result.exceptions,
        ...quantitiesRefused(meta, lines, result.decisions),
        ...changes.events,
      ],
    });
  },
});
