import { type Decimal, zero } from '@penstock/domain';
import type { StockLevelRow } from '../stock/stock-level.js';

/** Goods that should lie elsewhere: one location has promised more than it has, another has more than it promised. */
export interface Proposal {
  readonly fromLocationId: string;
  readonly toLocationId: string;
  /** In the unit of the product. */
  readonly quantity: Decimal;
}

type Level = Pick<StockLevelRow, 'locationId' | 'sellable' | 'onHand' | 'quarantined' | 'reserved' | 'inTransit'>;

interface Rest {
  readonly locationId: string;
  readonly quantity: Decimal;
}

/**
 * Transfers by which each location could serve what was promised from it, as far as the others have goods to spare. What is on its way to a location
 * counts as there. The greatest shortage is filled first, from the greatest surplus, so that few transfers do it.
 * @param levels of one product
 */
export function proposals(levels: readonly Level[]): Proposal[] {
  const free = levels
    .filter(({ sellable }) => sellable)
    .map(({ locationId, onHand, quarantined, reserved, inTransit }) => ({
      locationId,
      // Goods on a lorry fill a shortage, but cannot be sent on.
      there: onHand.minus(quarantined).minus(reserved),
      withArrivals: onHand.minus(quarantined).minus(reserved).plus(inTransit),
    }));
  const short = greatestFirst(
    free.map(({ locationId, withArrivals }) => ({ locationId, quantity: withArrivals.neg() })),
  );
  const spare = greatestFirst(free.map(({ locationId, there }) => ({ locationId, quantity: there })));
  const found: Proposal[] = [];
  for (const { locationId: toLocationId, quantity: missing } of short) {
    let open = missing;
    for (const [i, { locationId: fromLocationId, quantity: has }] of spare.entries()) {
      const quantity = has.lt(open) ? has : open;
      if (quantity.lte(zero)) continue;
      found.push({ fromLocationId, toLocationId, quantity });
      spare[i] = { locationId: fromLocationId, quantity: has.minus(quantity) };
      open = open.minus(quantity);
    }
  }
  return found;
}

const greatestFirst = (rests: readonly Rest[]): Rest[] =>
  rests
    .filter(({ quantity }) => quantity.gt(zero))
    .sort((a, b) => b.quantity.cmp(a.quantity) || (a.locationId < b.locationId ? -1 : 1));
