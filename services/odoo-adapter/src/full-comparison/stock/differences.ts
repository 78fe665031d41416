import { type Decimal, zero } from '@penstock/domain';
import type { Stock } from './told-stock.js';

/** Where Odoo's stock is not what ledgers were told. */
export interface StockDifference {
  readonly productId: string;
  readonly locationId: string;
  readonly inOdoo: Decimal;
  readonly told: Decimal;
  /** What Odoo has more. */
  readonly difference: Decimal;
}

/** Every product and place that either side knows, those that agree included: a suspicion ends there. */
export function differences(inOdoo: Stock, told: Stock): StockDifference[] {
  const keys = new Set([...inOdoo.keys(), ...told.keys()]);
  return [...keys].flatMap((key): StockDifference[] => {
    const place = inOdoo.get(key) ?? told.get(key);
    if (!place) return [];
    const { productId, locationId } = place;
    const [theirs, ours] = [inOdoo.get(key)?.amount ?? zero, told.get(key)?.amount ?? zero];
    return [{ productId, locationId, inOdoo: theirs, told: ours, difference: theirs.minus(ours) }];
  });
}
