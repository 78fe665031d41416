import type { UnitOfWork } from '@penstock/messaging';
import { type Rules, rulesLoad, rulesOf } from '../rules/rules.js';
import { StockSet } from '../stock/stock-set.js';
import { levelRefs, listingRefs, productRefs, stocksOf } from '../stock/stock.js';
import { type CustomerOrderRow, customerOrders } from './customer-order.js';
import { type ReservationRow, reservations } from './reservation.js';

/** Orders with what they reserved, and the stocks of products, all under their locks. */
export interface LockedOrders {
  readonly orders: readonly CustomerOrderRow[];
  readonly known: readonly ReservationRow[];
  readonly stocks: StockSet;
  readonly rules: Rules;
}

/**
 * Locks orders, then products, as every handler does.
 * @param productIds which products, of what the orders reserved
 */
export async function lockOrders(
  unit: UnitOfWork,
  orderIds: readonly string[],
  productIds: (known: readonly ReservationRow[]) => readonly string[],
): Promise<LockedOrders> {
  const refs = [...new Set(orderIds)].sort().map((orderId) => customerOrders.one({ orderId }));
  const children = refs.map(({ id }) => reservations.children('orderId', id));
  await unit.load([...refs, ...children, rulesLoad.rules()]);
  const known = children.flatMap((ref) => unit.children(ref));
  const ids = [...new Set(productIds(known))].sort();
  const [rows, levels, listings] = [productRefs(ids), levelRefs(ids), listingRefs(ids)];
  await unit.load([...rows, ...levels, ...listings]);
  const stocks = stocksOf({
    products: rows.map((ref) => unit.row(ref)),
    levels: levels.flatMap((ref) => unit.children(ref)),
    listings: listings.flatMap((ref) => unit.children(ref)),
  });
  return {
    ...{ known, stocks: new StockSet(stocks), rules: rulesOf(unit.children(rulesLoad.rules())) },
    orders: refs.map((ref) => unit.row(ref)),
  };
}

/** What a loop says of an order, and saves. Nobody's event led to it. */
export const causeOf = (entity: string, correlationId: string, channel: string | null = null) => ({
  ...{ entity, correlationId, causationId: null, mode: 'live' as const },
  source: { system: 'inventory-propagator', channel },
});
