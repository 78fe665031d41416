import type { Quantity } from '@penstock/contracts';
import { type Decimal, type Instant, sum, zero } from '@penstock/domain';
import type { Journal, Why } from './journal.js';
import { latest, levelAt, type Stock, withLevel } from './stock.js';
import type { Balance, StockMovementRow } from './stock-movement.js';
import { measured } from './units.js';

/** Where something moved or was counted. */
export interface Place {
  readonly locationId: string;
  readonly sellable: boolean;
  /** What is there is on its way to somewhere else. */
  readonly transit: boolean;
}

/**
 * Books goods that came to a place or left it.
 * @param delta positive in, negative out; in the unit of the product or one of its packs
 * @param why its `effectiveAt` must be later than the location's last count: otherwise the count has it already, and it is only recorded
 * @throws {Permanent} UNIT_MISMATCH, QUANTITY_NOT_ALLOWED
 */
export function move(before: Stock, place: Place, delta: Quantity, why: Why, journal: Journal): Stock {
  const { stock, amount } = measured(before, delta);
  return moveAmount(stock, place, amount, why, journal);
}

/** The same of an amount in the unit of the product, as {@link measured} gives it. */
export function moveAmount(stock: Stock, place: Place, amount: Decimal, why: Why, journal: Journal): Stock {
  const { locationId, sellable, transit } = place;
  const level = levelAt(stock, locationId);
  const applied = level.countedAt === null || why.effectiveAt > level.countedAt;
  const entry = { balance: 'on_hand', locationId } as const;
  journal.write(
    stock,
    applied ? { ...entry, quantity: amount } : { ...entry, quantity: zero, stated: amount, applied },
    why,
  );
  const onHand = applied ? level.onHand.plus(amount) : level.onHand;
  const lastMovedAt = latest(level.lastMovedAt, why.effectiveAt);
  return withLevel(stock, { ...level, sellable, transit, onHand, lastMovedAt });
}

/**
 * Books a count: what was there, and on top of it whatever moved later, also where that was heard of earlier.
 * @param why its `effectiveAt` is the instant as of which it was counted
 * @param since movements of the level that may be later than the count
 * @throws {Permanent} UNIT_MISMATCH, QUANTITY_NOT_ALLOWED
 */
export function count(
  before: Stock,
  place: Place,
  counted: Quantity,
  why: Why,
  since: readonly StockMovementRow[],
  journal: Journal,
): Stock {
  const { stock, amount } = measured(before, counted);
  const { locationId, sellable, transit } = place;
  const countedAt = why.effectiveAt;
  const level = levelAt(stock, locationId);
  const applied = level.countedAt === null || level.countedAt <= countedAt;
  const onHand = applied ? amount.plus(movedAfter(since, locationId, countedAt)) : level.onHand;
  const quantity = onHand.minus(level.onHand);
  journal.write(stock, { balance: 'on_hand', locationId, quantity, stated: amount, applied }, why);
  return applied ? withLevel(stock, { ...level, sellable, transit, onHand, countedAt }) : before;
}

const movedAfter = (movements: readonly StockMovementRow[], locationId: string, countedAt: Instant): Decimal =>
  sum(
    movements
      .filter((row) => row.kind !== 'counted' && row.locationId === locationId && row.effectiveAt > countedAt)
      .map(({ quantity }) => quantity),
  );

const COLUMNS = {
  reserved: 'reserved',
  quarantined: 'quarantined',
  incoming: 'incoming',
  in_transit: 'inTransit',
} as const;

/**
 * Books a change of another balance than on hand. These are never counted: each change applies once, whatever its age.
 * @param place null for what is reserved and bound to no location
 * @param amount in the unit of the product; nothing happens where it is zero
 */
export function shift(
  stock: Stock,
  place: Place | null,
  balance: Exclude<Balance, 'on_hand'>,
  amount: Decimal,
  why: Why,
  journal: Journal,
): Stock {
  if (amount.eq(zero)) return stock;
  journal.write(stock, { balance, locationId: place?.locationId ?? '', quantity: amount }, why);
  let next = stock;
  if (place) {
    const level = levelAt(stock, place.locationId);
    const { sellable, transit } = place;
    next = withLevel(stock, { ...level, sellable, transit, [COLUMNS[balance]]: level[COLUMNS[balance]].plus(amount) });
  }
  if (balance !== 'reserved') return next;
  const { product } = next;
  return { ...next, product: { ...product, reserved: product.reserved.plus(amount) } };
}
