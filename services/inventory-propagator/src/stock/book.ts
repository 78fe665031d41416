import type { Quantity } from '@penstock/contracts';
import { type Decimal, type Instant, sum } from '@penstock/domain';
import { inUnit, latest, levelAt, type Stock, withLevel } from './stock.js';
import type { StockMovementRow } from './stock-movement.js';

/** Where something moved or was counted. */
export interface Place {
  readonly locationId: string;
  readonly sellable: boolean;
}

export interface Booked {
  readonly stock: Stock;
  /** False where a later count contains it already: it is recorded, and leaves the balance alone. */
  readonly applied: boolean;
}

/**
 * Books a movement.
 * @param delta positive in, negative out
 * @param effectiveAt counts only where it is later than the location's last count
 * @throws {Permanent} UNIT_MISMATCH
 */
export function move(before: Stock, place: Place, delta: Quantity, effectiveAt: Instant): Booked {
  const stock = inUnit(before, delta);
  const level = levelAt(stock, place.locationId);
  const applied = level.countedAt === null || effectiveAt > level.countedAt;
  const next = {
    ...level,
    sellable: place.sellable,
    onHand: applied ? level.onHand.plus(delta.amount) : level.onHand,
    lastMovedAt: latest(level.lastMovedAt, effectiveAt),
  };
  return { stock: withLevel(stock, next), applied };
}

/**
 * Books a count: what was there, and on top of it whatever moved later, also where that was heard of earlier.
 * @param since movements of the level that may be later than the count
 * @throws {Permanent} UNIT_MISMATCH
 */
export function count(
  before: Stock,
  place: Place,
  counted: Quantity,
  countedAt: Instant,
  since: readonly StockMovementRow[],
): Booked {
  const stock = inUnit(before, counted);
  const level = levelAt(stock, place.locationId);
  if (level.countedAt !== null && level.countedAt > countedAt) return { stock: before, applied: false };
  const onHand = counted.amount.plus(movedAfter(since, place.locationId, countedAt));
  return { stock: withLevel(stock, { ...level, sellable: place.sellable, onHand, countedAt }), applied: true };
}

const movedAfter = (movements: readonly StockMovementRow[], locationId: string, countedAt: Instant): Decimal =>
  sum(
    movements
      .filter((row) => row.kind !== 'counted' && row.locationId === locationId && row.effectiveAt > countedAt)
      .map(({ quantity }) => quantity),
  );
