import { type Decimal, zero } from '@penstock/domain';
import { smaller, unallocated } from './allocation.js';
import { openOf, promisedTo, type ReservationRow } from './reservation.js';
import { settled } from './reserve.js';

/** A line of which less is promised from now on. */
export interface GivenUp {
  readonly line: ReservationRow;
  /** How much less: what was waited for and what was set aside. */
  readonly released: Decimal;
}

/** The line with less promised to it: first what it waits for, then what is set aside. */
export function givenUp(line: ReservationRow, quantity: Decimal): GivenUp {
  const released = smaller(promisedTo(line), quantity);
  if (released.lte(zero)) return { line: settled(line), released: zero };
  const unawaited = smaller(line.backordered, released);
  const freed = released.minus(unawaited);
  const next = {
    ...line,
    backordered: line.backordered.minus(unawaited),
    reserved: line.reserved.minus(freed),
    allocations: unallocated(line.allocations, line.reserved, freed, null),
  };
  return { line: settled(next), released };
}

/** The line with this much of it cancelled (null: all that is not shipped). */
export function cancelled(line: ReservationRow, quantity: Decimal | null): GivenUp {
  const next = { ...line, cancelled: line.cancelled.plus(quantity ?? openOf(line)) };
  // What remains promised is what is still open: a line that was promised in full gives up exactly what was cancelled.
  return givenUp(next, promisedTo(line).minus(openOf(next)));
}

/** The line with this much of it shipped from a location. */
export function shipped(line: ReservationRow, quantity: Decimal, locationId: string): ReservationRow {
  const consumed = smaller(line.reserved, quantity);
  // Goods may leave for a line that still waits: it waits for that much less.
  const unawaited = smaller(line.backordered, quantity.minus(consumed));
  return settled({
    ...line,
    shipped: line.shipped.plus(quantity),
    reserved: line.reserved.minus(consumed),
    backordered: line.backordered.minus(unawaited),
    allocations: unallocated(line.allocations, line.reserved, consumed, locationId),
  });
}
