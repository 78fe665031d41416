import { type Decimal, zero } from '@penstock/domain';
import type { Sellable } from '../rules/sellable.js';
import { availableOf, type Stock } from '../stock/stock.js';
import { type KitComponentRow, partsOf } from './kit-component.js';

const ROUND_DOWN = 0;

/**
 * How many whole kits can be made: as many as the scarcest part allows, never fewer than none. Only of what is there: goods that are expected or
 * may be owed are promised part by part, and a kit that lacks one cannot be sent.
 * @param stocks those of its parts, by product id
 * @returns null while nobody knows what is there of one of them
 */
export function kitSellable(rows: readonly KitComponentRow[], stocks: ReadonlyMap<string, Stock>): Sellable | null {
  let fewest: Decimal | null = null;
  for (const { componentProductId, quantity } of partsOf(rows)) {
    const stock = stocks.get(componentProductId);
    if (!stock || stock.levels.length === 0) return null;
    const kits = stock.product.active ? wholeOf(freeOf(stock), quantity) : zero;
    if (fewest === null || kits.lt(fewest)) fewest = kits;
  }
  return fewest === null ? null : { available: fewest, backordered: zero, expected: [] };
}

/** What is there of a part and owed to nobody. */
const freeOf = (stock: Stock): Decimal => availableOf(stock).minus(stock.product.backordered);

function wholeOf(free: Decimal, quantity: Decimal): Decimal {
  if (free.lte(zero)) return zero;
  const kits = free.div(quantity).round(0, ROUND_DOWN);
  // A quotient has at most 18 decimals and may have been rounded up to a whole number.
  return kits.times(quantity).gt(free) ? kits.minus('1') : kits;
}
