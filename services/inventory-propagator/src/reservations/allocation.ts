import { type Decimal, decimal, decimalText, sum, zero } from '@penstock/domain';
import type { StockLevelRow } from '../stock/stock-level.js';

/** The part of a reservation that one location serves, as its row keeps it. */
export interface AllocationRow {
  readonly locationId: string;
  /** Decimal text, in the unit of the product; positive. */
  readonly quantity: string;
}

/** How much of a reservation is bound to a location. */
export const boundOf = (allocations: readonly AllocationRow[]): Decimal =>
  sum(allocations.map(({ quantity }) => decimal(quantity)));

/**
 * Binds more of a line to locations: each gives what it has free, in the order of the rule, then by id. What no location has free stays unbound.
 * @param order `loc_…` ids, the first one first
 */
export function allocated(
  before: readonly AllocationRow[],
  levels: readonly StockLevelRow[],
  quantity: Decimal,
  order: readonly string[],
): readonly AllocationRow[] {
  let wanted = quantity;
  const after = new Map(before.map((row) => [row.locationId, decimal(row.quantity)]));
  for (const { locationId, onHand, quarantined, reserved } of inOrder(levels, order)) {
    if (wanted.eq(zero)) break;
    const free = onHand.minus(quarantined).minus(reserved);
    if (free.lte(zero)) continue;
    const taken = smaller(free, wanted);
    after.set(locationId, (after.get(locationId) ?? zero).plus(taken));
    wanted = wanted.minus(taken);
  }
  return rowsOf(after);
}

/**
 * The allocations of a line of which less is reserved from now on. What the named location serves goes first: it is where the goods left from.
 * Then what is bound to none, then the locations that would have served last.
 * @param reserved of the whole line, before
 * @param locationId null where it did not leave from anywhere
 */
export function unallocated(
  before: readonly AllocationRow[],
  reserved: Decimal,
  quantity: Decimal,
  locationId: string | null,
): readonly AllocationRow[] {
  if (before.length === 0) return before;
  // A version that knew no allocations may have lowered what is reserved and left them: then more is bound than reserved, and that goes too.
  const unbound = reserved.minus(boundOf(before));
  const after = new Map(before.map((row) => [row.locationId, decimal(row.quantity)]));
  const give = (id: string, most: Decimal): Decimal => {
    const given = smaller(after.get(id) ?? zero, most);
    after.set(id, (after.get(id) ?? zero).minus(given));
    return most.minus(given);
  };
  let left = locationId === null ? quantity : give(locationId, quantity);
  left = left.minus(unbound);
  for (const id of [...after.keys()].reverse()) if (left.gt(zero)) left = give(id, left);
  return rowsOf(after);
}

export const smaller = (a: Decimal, b: Decimal): Decimal => (a.lt(b) ? a : b);

const rowsOf = (quantities: ReadonlyMap<string, Decimal>): AllocationRow[] =>
  [...quantities]
    .filter(([, quantity]) => quantity.gt(zero))
    .map(([locationId, quantity]) => ({ locationId, quantity: decimalText(quantity) }));

function inOrder(levels: readonly StockLevelRow[], order: readonly string[]): StockLevelRow[] {
  const place = ({ locationId }: StockLevelRow) => (order.indexOf(locationId) + order.length + 1) % (order.length + 1);
  return levels
    .filter(({ sellable }) => sellable)
    .sort((a, b) => place(a) - place(b) || (a.locationId < b.locationId ? -1 : 1));
}
