import { type Decimal, decimal, decimalText, type Instant, sum, zero } from '@penstock/domain';
import type { ExpectedGoodsRow, Receipt } from './expected-goods.js';

/** What a statement says of an expectation. */
export interface Statement extends Pick<ExpectedGoodsRow, 'locationId' | 'expectedAt' | 'reference'> {
  readonly quantity: Decimal;
  readonly statedAt: Instant;
}

/**
 * The expectation as it was stated last. What came in until then is in the statement already, what came in later comes off it: like a count
 * and the movements after it, whichever is heard of first.
 * @returns the same row where a later statement is known
 */
export function stated(row: ExpectedGoodsRow, { quantity, statedAt, ...rest }: Statement): ExpectedGoodsRow {
  if (row.statedAt !== null && row.statedAt > statedAt) return row;
  const receipts = row.receipts.filter(({ at }) => at > statedAt);
  return opened({ ...row, ...rest, stated: quantity, statedAt, receipts });
}

/**
 * The expectation after some of it came in. What goes back to the supplier is not expected again before that is stated.
 * @param quantity in the unit of the product
 */
export function received(row: ExpectedGoodsRow, quantity: Decimal, at: Instant): ExpectedGoodsRow {
  if (quantity.lte(zero) || (row.statedAt !== null && row.statedAt >= at)) return row;
  return opened({ ...row, receipts: withReceipt(row.receipts, quantity, at) });
}

/** A line that is taken in by a thousand lots at once is one receipt. */
function withReceipt(receipts: readonly Receipt[], quantity: Decimal, at: Instant): readonly Receipt[] {
  const same = receipts.find((receipt) => receipt.at === at);
  const total = same ? decimal(same.quantity).plus(quantity) : quantity;
  return [...receipts.filter((receipt) => receipt !== same), { at, quantity: decimalText(total) }];
}

function opened(row: ExpectedGoodsRow): ExpectedGoodsRow {
  const open = row.stated.minus(sum(row.receipts.map(({ quantity }) => decimal(quantity))));
  return { ...row, open: open.gt(zero) ? open : zero };
}
