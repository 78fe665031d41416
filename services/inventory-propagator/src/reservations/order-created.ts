import {
  AvailabilityChanged,
  ExceptionRaised,
  OrderCreated,
  type OrderLine,
  ReservationRejected,
  StockReserved,
} from '@penstock/contracts';
import { zero } from '@penstock/domain';
import { defineHandler, done, type Outgoing, skip } from '@penstock/messaging';
import { type CatalogSkuRow, catalogSkus } from '../catalog/catalog-sku.js';
import { rulesLoad, rulesOf } from '../rules/rules.js';
import { levelRefs, listingRefs, productRefs, type Stock, stocksOf } from '../stock/stock.js';
import { soldBy } from './channel-sale.js';
import { checkOrder } from './content-rules.js';
import { customerOrders } from './customer-order.js';
import { unknownSku } from './exceptions.js';
import { reservationOf, type ReservationRow, reservations } from './reservation.js';
import { cancelled, reserve } from './reserve.js';
import { sayDecision } from './say-reservation.js';
import { StockSet } from '../stock/stock-set.js';

/** A line that asks for goods: custom items have no SKU, a gift card is no goods. */
type StockLine = OrderLine & { readonly sku: string };
const isStockLine = (line: OrderLine): line is StockLine =>
  line.sku !== null && line.sku !== '' && !line.giftCard && line.quantity.amount.gt(zero);

/** A service: nothing is shipped, and nothing of it was ever in stock. */
const isService = (line: OrderLine, { levels }: Stock): boolean => !line.requiresShipping && levels.length === 0;

const skusOf = (order: OrderCreated): string[] => [...new Set(order.lines.filter(isStockLine).map(({ sku }) => sku))];
const productIds = (skus: readonly CatalogSkuRow[]): string[] => skus.flatMap(({ productId }) => productId ?? []);

/** A channel took an order: reserves each line in full or rejects it; a line with an unknown SKU waits for its product. */
export const onOrderCreated = defineHandler({
  id: 'inventory-propagator.order-created',
  on: OrderCreated,
  emits: [StockReserved, ReservationRejected, AvailabilityChanged, ExceptionRaised],
  loads: {
    ...rulesLoad,
    skus: (event) => skusOf(event).map((sku) => catalogSkus.one({ sku })),
    order: (event) => customerOrders.one({ orderId: event.orderId }),
    known: (event) => reservations.children('orderId', event.orderId),
  },
  thenLoads: {
    products: (_event, { skus }) => productRefs(productIds(skus)),
    levels: (_event, { skus }) => levelRefs(productIds(skus)),
    listings: (_event, { skus }) => listingRefs(productIds(skus)),
  },

  handle(event, { skus, order, known, ...rows }, given) {
    checkOrder(event);
    const { meta, orderId } = event;
    if (meta.mode === 'backfill') return skip('history reserves nothing');
    if (event.test) return skip('a test order asks for no goods');
    const stocks = new StockSet(stocksOf(rows));
    const lines: ReservationRow[] = [];
    const events: (Outgoing<StockReserved> | Outgoing<ReservationRejected> | Outgoing<ExceptionRaised>)[] = [];
    for (const line of event.lines.filter(isStockLine)) {
      const row = reservationOf(known, orderId, line.lineId);
      if (row.ordered.gt(zero)) continue; // asked before, by whichever event
      const { amount: ordered, unit } = line.quantity;
      const asked: ReservationRow = { ...row, sku: line.sku, ordered, unit };
      const found = stocks.find(skus.find(({ sku }) => sku === line.sku)?.productId ?? null);
      const stock = found?.product.sku === line.sku ? soldBy(found, meta.source.channel, ordered) : undefined;
      if (stock && isService(line, stock)) continue;
      if (stock) stocks.put(stock);
      if (order.state === 'cancelled') {
        lines.push({ ...cancelled(asked, null).line, state: 'released' });
      } else if (stock) {
        const decision = reserve(stock, asked);
        stocks.put(decision.stock);
        lines.push(decision.line);
        events.push(...sayDecision(meta, decision));
      } else {
        lines.push({ ...asked, state: 'held', waitingSku: line.sku });
        events.push(unknownSku(meta, event.orderNumber, asked, line.sku));
      }
    }
    const changes = stocks.changes(given, meta.mode, rulesOf(rows.rules));
    const next = order.state === 'expected' ? [customerOrders.save({ ...order, state: 'taken' })] : [];
    const save = [...next, ...lines.map((row) => reservations.save(row)), ...changes.save];
    return done({ save, events: [...events, ...changes.events] });
  },
});
