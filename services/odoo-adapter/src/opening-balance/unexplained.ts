import { zero } from '@penstock/domain';
import { type StockBase, stockBases } from '../full-comparison/stock/stock-base.js';
import { levelKey, type StockLevel } from '../full-comparison/stock/told-stock.js';
import { effectsOf } from '../stock-moves/effects.js';
import type { SeenLine } from '../stock-moves/seen-lines.js';

/** What was counted less what the moves in it make: amounts that somebody wrote directly, or that moves older than Odoo's own memory left. */
export function unexplained(counted: readonly StockLevel[], contained: readonly SeenLine[]): StockBase[] {
  const bases = new Map(counted.map((level) => [levelKey(level), level]));
  for (const effect of contained.flatMap(effectsOf)) {
    const { productId, locationId, delta } = effect;
    const amount = (bases.get(levelKey(effect))?.amount ?? zero).minus(delta);
    bases.set(levelKey(effect), { productId, locationId, amount });
  }
  return [...bases.values()]
    .filter(({ amount }) => !amount.eq(zero))
    .map((level) => ({ ...stockBases.initial(level), ...level }));
}
