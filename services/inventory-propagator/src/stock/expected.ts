import { type Decimal, decimal, decimalText, type Instant, instant, isoOf, zero } from '@penstock/domain';
import type { ProductRow } from './product.js';

/** Goods that a supplier is to bring. */
export interface ExpectedArrival {
  readonly quantity: Decimal;
  readonly expectedAt: Instant;
}

const NONE: readonly ExpectedArrival[] = [];

/** What is to come of a product and a day is known for. */
export const expectedOf = ({ expected }: ProductRow): readonly ExpectedArrival[] =>
  expected === null
    ? NONE
    : Object.entries(expected).map(([day, quantity]) => ({
        quantity: decimal(quantity),
        expectedAt: instant(`${day}T00:00:00Z`),
      }));

/**
 * The product with more, or less, expected by an instant. Kept by its UTC day, so that a hundred orders from suppliers are a few entries of the row.
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
