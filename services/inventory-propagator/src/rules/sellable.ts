import { type Decimal, type Instant, sum } from '@penstock/domain';
import { type ExpectedArrival, expectedOf } from '../stock/expected.js';
import { availableOf, type Stock } from '../stock/stock.js';
import type { ChannelRule } from './channel-rule.js';

/** What there is of a product to be promised. */
export interface Sellable {
  /** There, and promised to nobody; negative where more was promised than is there. */
  readonly available: Decimal;
  /** Promised beyond what was there: owed out of whatever comes. */
  readonly backordered: Decimal;
  /** Goods on their way. */
  readonly expected: readonly ExpectedArrival[];
}

/** @returns null before anything was counted or moved: nobody knows what is there, and telling zero would empty the shop */
export function sellableOf(stock: Stock): Sellable | null {
  if (stock.levels.length === 0) return null;
  const { product } = stock;
  return { available: availableOf(stock), backordered: product.backordered, expected: expectedOf(product) };
}

const DAY_MICROS = 24 * 60 * 60 * 1_000_000;

/** What may be promised beyond what is there: goods that are expected in time, and what the rule lets be owed. */
export function beyondWhatIsThere(expected: readonly ExpectedArrival[], rule: ChannelRule, now: Instant): Decimal {
  const { preorderDays, backorderLimit } = rule;
  const until = now + preorderDays * DAY_MICROS;
  const inTime = preorderDays === 0 ? [] : expected.filter(({ expectedAt }) => expectedAt <= until);
  return sum(inTime.map(({ quantity }) => quantity)).plus(backorderLimit);
}

/** What may still be promised to orders: what is there and beyond, less what is owed already. Negative where too much was promised. */
export const promisableOf = (sellable: Sellable, rule: ChannelRule, now: Instant): Decimal =>
  sellable.available.minus(sellable.backordered).plus(beyondWhatIsThere(sellable.expected, rule, now));
