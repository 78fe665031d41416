import { type Decimal, zero } from '@penstock/domain';
import type { SeenLine } from './seen-lines.js';
import { isInTransit, isOurs, type Place, type StockLine } from './stock-line.js';

/** A change of the stock of one product in one place. */
export interface Effect {
  readonly productId: string;
  readonly unit: string;
  readonly locationId: string;
  readonly delta: Decimal;
}

/** What is kept of a line once it is taken over. Products without stock leave no trace in it. */
export function seenOf({ product, from, to, ...line }: StockLine): SeenLine {
  const idIf = (holds: (place: Place) => boolean, place: Place) =>
    holds(place) && product.storable ? place.locationId : null;
  return {
    moveLineId: BigInt(line.moveLineId),
    productId: product.productId,
    unit: product.unit,
    fromLocation: idIf(isOurs, from),
    toLocation: idIf(isOurs, to),
    fromTransit: idIf(isInTransit, from),
    toTransit: idIf(isInTransit, to),
    transits: true,
    quantity: line.quantity,
    moveId: BigInt(line.moveId),
    orderId: line.orderLine?.orderId ?? null,
    pickingId: line.shipment ? BigInt(line.shipment.pickingId) : null,
  };
}

/** The line as it is now, without what whoever took it over first left out. */
export const seenAgain = (before: SeenLine, line: StockLine): SeenLine =>
  before.transits ? seenOf(line) : { ...seenOf(line), fromTransit: null, toTransit: null, transits: false };

export const isKnown = (seen: SeenLine): boolean => seen.productId !== '';

/** @param before as it was taken over */
export const isSame = (before: SeenLine, line: StockLine): boolean => sameSeen(before, seenAgain(before, line));

export const sameSeen = (a: SeenLine, b: SeenLine): boolean =>
  a.productId === b.productId &&
  a.fromLocation === b.fromLocation &&
  a.toLocation === b.toLocation &&
  a.fromTransit === b.fromTransit &&
  a.toTransit === b.toTransit &&
  a.quantity.eq(b.quantity);

/** Out of one place that ledgers keep and into another; nothing for the ends that are not ours. */
export function effectsOf({ productId, unit, quantity, ...ends }: SeenLine): Effect[] {
  const end = (locationId: string | null, delta: Decimal): Effect[] =>
    locationId === null || delta.eq(zero) ? [] : [{ productId, unit, locationId, delta }];
  return [
    ...end(ends.fromLocation ?? ends.fromTransit, quantity.times('-1')),
    ...end(ends.toLocation ?? ends.toTransit, quantity),
  ];
}

/** What must be booked on top of `before` to arrive at `after`, added up by product and place. */
export function difference(before: SeenLine, after: SeenLine): Effect[] {
  const reversed = effectsOf(before).map((effect) => ({ ...effect, delta: effect.delta.times('-1') }));
  const sums = new Map<string, Effect>();
  for (const effect of [...reversed, ...effectsOf(after)]) {
    const key = `${effect.productId} ${effect.locationId}`;
    const delta = (sums.get(key)?.delta ?? zero).plus(effect.delta);
    sums.set(key, { ...effect, delta });
  }
  return [...sums.values()].filter(({ delta }) => !delta.eq(zero));
}
