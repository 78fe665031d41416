import { type Decimal, decimal, decimalText, type Instant, instant, isoOf, zero } from '@penstock/domain';
import type { ExpectedArrival } from '../rules/sellable.js';
import type { ProductRow } from './product.js';

const NONE: readonly ExpectedArrival[] = [];

/** What suppliers are to bring of a product and a day is known for: by the end of that day, UTC. */
export function expectedOf({ expected }: ProductRow): readonly ExpectedArrival[] {
  if (expected === null) return NONE;
  return Object.entries(expected).map(([day, quantity]) => ({ quantity: decimal(quantity), expectedAt: endOf(day) }));
}

/**
 * The product with more, or less, expected by an instant.
 * @param expectedAt null where nobody knows when: nothing may be promised on it
 */
export function withExpected(product: ProductRow, expectedAt: Instant | null, change: Decimal): ProductRow {
  if (expectedAt === null || change.eq(zero)) return product;
  const day = isoOf(expectedAt).slice(0, 10);
  const { [day]: before = '0', ...others } = product.expected ?? {};
  const quantity = decimal(before).plus(change);
  const expected = quantity.eq(zero) ? others : { ...others, [day]: decimalText(quantity) };
  return { ...product, expected: Object.keys(expected).length === 0 ? null : expected };
}

const endOf = (day: string): Instant => instant(`${day}T23:59:59.999999Z`);
