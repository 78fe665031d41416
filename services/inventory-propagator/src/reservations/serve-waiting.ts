import { decimal, uuid7 } from '@penstock/domain';
import type { UnitOfWork } from '@penstock/messaging';
import { Journal } from '../stock/journal.js';
import { causeOf, lockOrders } from './locked-orders.js';
import { OrderLines } from './order-lines.js';
import type { ReservationRow } from './reservation.js';
import { served } from './reserve.js';
import { sayReserved } from './say-reservation.js';

/** What became of the lines that wait for a product. */
export interface Served {
  /** How many got something. */
  readonly lines: number;
  /** True where none waits, and the product said that some do. */
  readonly recounted: boolean;
}

/** Gives what has come of a product to lines of these orders, the first in line first. */
export async function serveWaiting(
  unit: UnitOfWork,
  entity: string,
  productId: string,
  orderIds: readonly string[],
): Promise<Served> {
  const { orders, known, stocks, rules } = await lockOrders(unit, orderIds, () => [productId]);
  const linesOf = new Map(
    orders.map((order) => {
      const own = known.filter((row) => row.orderId === order.orderId);
      return [order.orderId, { order, lines: new OrderLines(order.orderId, own, stocks) }];
    }),
  );
  const waiting = known.filter((row) => row.state === 'waiting' && row.productId === productId).sort(byTurn);
  const { sku } = stocks.get(productId).product;
  const got: ReservationRow[] = [];
  for (const row of waiting) {
    const { order, lines } = linesOf.get(row.orderId) as { order: (typeof orders)[number]; lines: OrderLines };
    const after = served(stocks.get(productId), row, rules.ruleFor(order.channel, sku).locationOrder);
    if (after === row) continue;
    lines.put(after);
    got.push(after);
  }
  for (const { order, lines } of linesOf.values()) {
    const journal = new Journal(uuid7(), unit.now);
    const why = { kind: 'reserved', cause: 'GOODS_CAME', effectiveAt: unit.now } as const;
    unit.save(...lines.saves(journal, why), ...journal.save);
    const cause = causeOf(entity, order.orderId, order.channel);
    for (const row of got.filter(({ orderId }) => orderId === order.orderId)) unit.emit(sayReserved(cause, row), cause);
  }
  if (waiting.length === 0) await recount(unit, stocks, productId);
  const { save, events } = stocks.changes({ now: unit.now, newId: uuid7, traceparent: null }, 'live', rules);
  unit.save(...save);
  for (const event of events) unit.emit(event, causeOf(entity, 'goods that came'));
  return { lines: got.length, recounted: waiting.length === 0 && save.length > 0 };
}

const byTurn = (a: ReservationRow, b: ReservationRow): number =>
  a.priority - b.priority || (a.askedAt ?? 0) - (b.askedAt ?? 0) || (a.lineId < b.lineId ? -1 : 1);

/**
 * A version that knows no waiting cancels a line and leaves what its product owes. All who change that hold the product's lock, so it can be
 * counted under it.
 */
async function recount(
  unit: UnitOfWork,
  stocks: Awaited<ReturnType<typeof lockOrders>>['stocks'],
  productId: string,
): Promise<void> {
  const [row] = await unit.transaction.query<{ owed: string }>(
    `SELECT coalesce(sum(backordered), 0)::text AS owed FROM reservation WHERE product_id = $1 AND state = 'waiting'`,
    [productId],
  );
  const backordered = decimal(row?.owed ?? '0');
  const { product, ...rest } = stocks.get(productId);
  if (!backordered.eq(product.backordered)) stocks.put({ ...rest, product: { ...product, backordered } });
}
