import { decimal, type Decimal, type Instant, zero } from '@penstock/domain';
import type { Journal } from '../stock/journal.js';
import type { MovementKind } from '../stock/stock-movement.js';
import { availableOf, levelAt, type Stock, withLevel } from '../stock/stock.js';
import type { AllocationRow } from './allocation.js';
import type { ReservationRow } from './reservation.js';

/** Why promises change: what its movements say of it. */
export interface Reason {
  readonly kind: MovementKind;
  readonly cause: string;
  readonly effectiveAt: Instant;
}

/** What may be promised of what is there: not what was promised before, and not what those who wait for goods will get. Never negative. */
export function promisable(stock: Stock): Decimal {
  const free = availableOf(stock).minus(stock.product.backordered);
  return free.lt(zero) ? zero : free;
}

/** The balances of a product after the promise to one of its lines has changed. */
export function withPromise(stock: Stock, before: ReservationRow, after: ReservationRow): Stock {
  const { product } = stock;
  const reserved = product.reserved.plus(after.reserved).minus(before.reserved);
  const backordered = product.backordered.plus(after.backordered).minus(before.backordered);
  let next: Stock = { ...stock, product: { ...product, reserved, backordered } };
  for (const [locationId, quantity] of bindings(before, after)) {
    const level = levelAt(next, locationId);
    next = withLevel(next, { ...level, reserved: level.reserved.plus(quantity) });
  }
  return next;
}

/** Books what {@link withPromise} did: a movement for each location, and one for what is bound to none. */
export function bookPromise(
  journal: Journal,
  stock: Stock,
  before: ReservationRow,
  after: ReservationRow,
  why: Reason,
): void {
  const said = { ...why, orderLineId: after.kitLineId ?? after.lineId };
  let unbound = after.reserved.minus(before.reserved);
  for (const [locationId, quantity] of bindings(before, after)) {
    journal.write(stock, { balance: 'reserved', locationId, quantity }, said);
    unbound = unbound.minus(quantity);
  }
  if (!unbound.eq(zero)) journal.write(stock, { balance: 'reserved', locationId: '', quantity: unbound }, said);
}

/** What changes by location; only where something does. */
function bindings(before: ReservationRow, after: ReservationRow): [string, Decimal][] {
  if (before.allocations === after.allocations) return [];
  const changes = new Map<string, Decimal>();
  const add = (rows: readonly AllocationRow[], sign: string) => {
    for (const { locationId, quantity } of rows)
      changes.set(locationId, (changes.get(locationId) ?? zero).plus(decimal(quantity).times(sign)));
  };
  add(before.allocations, '-1');
  add(after.allocations, '1');
  return [...changes].filter(([, quantity]) => !quantity.eq(zero));
}

/**
 * A change of one row as changes of the promises of one product each: a line may come to be of another product. Nothing where no product promises
 * anything else than before.
 */
export function promisesChanged(
  before: ReservationRow,
  after: ReservationRow,
): readonly (readonly [ReservationRow, ReservationRow])[] {
  const both = before.productId === after.productId;
  const steps = both
    ? [[before, after] as const]
    : ([
        [before, empty(before)],
        [empty(after), after],
      ] as const);
  return steps.filter(([a, b]) => a.productId !== null && !isSame(a, b));
}

const empty = (line: ReservationRow): ReservationRow => ({
  ...line,
  reserved: zero,
  backordered: zero,
  allocations: [],
});

const isSame = (a: ReservationRow, b: ReservationRow): boolean =>
  a.reserved.eq(b.reserved) &&
  a.backordered.eq(b.backordered) &&
  (a.allocations === b.allocations || a.allocations.length + b.allocations.length === 0);
