import { type Decimal, decimal, decimalText, type Instant, sum, zero } from '@penstock/domain';
import type { Leg, StockTransferRow } from './stock-transfer.js';

/** What a transfer does to the balances, on hand by the instant from which it counts. */
export interface Effects {
  /** Above zero: so much left. */
  readonly left: ReadonlyMap<Instant, Decimal>;
  readonly arrived: ReadonlyMap<Instant, Decimal>;
  readonly inTransit: Decimal;
}

/**
 * What is said to have left, left. What arrived beyond that must have left too: when it arrived, for all that is known. It follows from what
 * was said and not from the order in which it was heard, so that a start that comes late moves its goods back to when they really left.
 */
export function effectsOf({ departures, arrivals }: Pick<StockTransferRow, 'departures' | 'arrivals'>): Effects {
  const [departed, came] = [totalOf(departures), totalOf(arrivals)];
  const left = byInstant(departures);
  let unexplained = came.minus(departed);
  const latestFirst = [...arrivals].sort((a, b) => b.at - a.at);
  for (const { at, quantity } of latestFirst) {
    if (unexplained.lte(zero)) break;
    const part = smaller(unexplained, decimal(quantity));
    left.set(at as Instant, (left.get(at as Instant) ?? zero).plus(part));
    unexplained = unexplained.minus(part);
  }
  const underWay = departed.minus(came);
  return { left, arrived: byInstant(arrivals), inTransit: underWay.gt(zero) ? underWay : zero };
}

/** The legs with one more; what moves at the same instant is one leg. */
export function withLeg(legs: readonly Leg[], quantity: Decimal, at: Instant): readonly Leg[] {
  const same = legs.find((leg) => leg.at === at);
  const total = same ? decimal(same.quantity).plus(quantity) : quantity;
  return [...legs.filter((leg) => leg !== same), { at, quantity: decimalText(total) }];
}

/** What has to be added at each instant to come from the one to the other. */
export function differences(
  before: ReadonlyMap<Instant, Decimal>,
  after: ReadonlyMap<Instant, Decimal>,
): [at: Instant, Decimal][] {
  const instants = [...new Set([...before.keys(), ...after.keys()])].sort((a, b) => a - b);
  return instants
    .map((at): [Instant, Decimal] => [at, (after.get(at) ?? zero).minus(before.get(at) ?? zero)])
    .filter(([, change]) => !change.eq(zero));
}

const totalOf = (legs: readonly Leg[]): Decimal => sum(legs.map(({ quantity }) => decimal(quantity)));

const byInstant = (legs: readonly Leg[]): Map<Instant, Decimal> =>
  new Map(legs.map(({ at, quantity }) => [at as Instant, decimal(quantity)]));

const smaller = (a: Decimal, b: Decimal): Decimal => (a.lt(b) ? a : b);
