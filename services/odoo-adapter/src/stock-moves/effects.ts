import { type Decimal, zero } from '@penstock/domain';
import type { SeenLine } from './seen-lines.js';
import { isOurs, type StockLine } from './stock-line.js';

/** A change of the stock of one product in one place. */
export interface Effect {
  readonly productId: string;
  readonly unit: string;
  readonly locationId: string;
  readonly delta: Decimal;
}

/** What is kept of a line once it is taken over. Products without stock leave no trace in it. */
export const seenOf = (line: StockLine): SeenLine => ({
  moveLineId: BigInt(line.moveLineId),
  productId: line.product.productId,
  unit: line.product.unit,
  fromLocation: isOurs(line.from) && line.product.storable ? line.from.locationId : null,
  toLocation: isOurs(line.to) && line.product.storable ? line.to.locationId : null,
  quantity: line.quantity,
  moveId: BigInt(line.moveId),
  orderId: line.orderLine?.orderId ?? null,
  pickingId: line.shipment ? BigInt(line.shipment.pickingId) : null,
});

export const isKnown = (seen: SeenLine): boolean => seen.productId !== '';

export const sameLine = (a: SeenLine, b: SeenLine): boolean =>
  a.productId === b.productId &&
  a.fromLocation === b.fromLocation &&
  a.toLocation === b.toLocation &&
  a.quantity.eq(b.quantity);

/** Out of one place of ours and into another; nothing for the ends that are not ours. */
export function effectsOf({ productId, unit, fromLocation, toLocation, quantity }: SeenLine): Effect[] {
  const end = (locationId: string | null, delta: Decimal): Effect[] =>
    locationId === null || delta.eq(zero) ? [] : [{ productId, unit, locationId, delta }];
  return [...end(fromLocation, quantity.times('-1')), ...end(toLocation, quantity)];
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
