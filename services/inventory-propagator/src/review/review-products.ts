import { uuid7, zero } from '@penstock/domain';
import type { Given, UnitOfWork } from '@penstock/messaging';
import { announceKit } from '../kits/announce-kit.js';
import type { KitComponentRow } from '../kits/kit-component.js';
import { kitSellable } from '../kits/kit-availability.js';
import { type Rules, rulesLoad, rulesOf } from '../rules/rules.js';
import { announce, type Change } from '../stock/announce.js';
import type { Stock } from '../stock/stock.js';
import { availabilityReviews } from './availability-review.js';
import { lockScope, type ReviewScope } from './review-scope.js';

/** A product to be reviewed, and the trace in which that was asked. */
export interface Asked {
  readonly productId: string;
  readonly traceparent: string | null;
}

/**
 * Computes again what may be sold of products and of every kit they are parts of, says and wishes what is new, and takes them off the list. Doing it twice
 * changes nothing.
 * @returns the products that were reviewed; others have got parts meanwhile that are not locked here, and stay on the list
 */
export async function reviewProducts(unit: UnitOfWork, entity: string, asked: readonly Asked[]): Promise<string[]> {
  const scope = await lockScope(
    unit,
    asked.map(({ productId }) => productId),
  );
  const rules = rulesOf(await unit.read(rulesLoad.rules()));
  const traces = new Map(asked.map(({ productId, traceparent }) => [productId, traceparent]));
  const incomplete = new Set<string>();
  for (const [productId, stock] of scope.stocks) {
    const parts = scope.parts.get(productId);
    if (!parts && !traces.has(productId)) continue; // locked as a part only
    if (parts?.some((part) => !scope.stocks.has(part.componentProductId))) {
      incomplete.add(productId);
      continue;
    }
    const traceparent = traces.get(productId) ?? traceOf(parts, traces);
    const given: Given = { now: unit.now, newId: uuid7, traceparent };
    const { save, events } = reviewed(stock, scope, rules, given);
    unit.save(...save.filter(({ table }) => table !== availabilityReviews));
    for (const event of events) unit.emit(event, causeOf(entity, productId, traceparent));
  }
  const done = asked.map(({ productId }) => productId).filter((id) => !incomplete.has(id));
  await unit.transaction.query(TAKE_OFF, [done]);
  return done;
}

/** In the order of ids, as all who write these rows do. */
const TAKE_OFF = `
  DELETE FROM availability_review WHERE product_id IN (
    SELECT product_id FROM availability_review WHERE product_id = ANY($1) ORDER BY product_id COLLATE "C" FOR UPDATE)`;

/** What follows for a kit from its parts, and for any other product from its own stock. */
function reviewed(stock: Stock, { stocks, parts }: ReviewScope, rules: Rules, given: Given): Change {
  const ofKit = parts.get(stock.product.productId);
  if (ofKit) return announceKit(stock, kitSellable(ofKit, stocks), given, rules);
  // It was a kit, and has no stock of its own: what was said of it is true no more.
  const wasKit = stock.levels.length === 0 && !stock.product.announced.eq(zero);
  if (wasKit) return announceKit(stock, { available: zero, backordered: zero, expected: [] }, given, rules);
  return announce(stock, stock, given, 'live', rules);
}

/** A kit goes on in the trace of the part that asked. */
const traceOf = (parts: readonly KitComponentRow[] = [], traces: ReadonlyMap<string, string | null>): string | null =>
  parts.map((part) => traces.get(part.componentProductId)).find((trace) => trace != null) ?? null;

const causeOf = (entity: string, productId: string, traceparent: string | null) => ({
  entity,
  source: { system: 'inventory-propagator', channel: null },
  correlationId: `review ${productId}`,
  causationId: null,
  mode: 'live' as const,
  ...(traceparent !== null && { traceparent }),
});
