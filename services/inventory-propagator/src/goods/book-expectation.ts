import { zero } from '@penstock/domain';
import { type Place, shift } from '../stock/book.js';
import { withExpected } from '../stock/expected.js';
import type { Journal, Why } from '../stock/journal.js';
import { levelAt, type Stock } from '../stock/stock.js';
import type { ExpectedGoodsRow } from './expected-goods.js';

/**
 * The stock with an expectation as it is now: what is incoming at its place, and on its day.
 * @param place of `after`
 */
export function bookExpectation(
  stock: Stock,
  before: ExpectedGoodsRow,
  after: ExpectedGoodsRow,
  place: Place,
  why: Why,
  journal: Journal,
): Stock {
  const stays = before.locationId === after.locationId;
  const leaves = stays || before.open.eq(zero) ? null : levelAt(stock, before.locationId);
  const left = leaves ? shift(stock, leaves, 'incoming', before.open.neg(), why, journal) : stock;
  const change = stays ? after.open.minus(before.open) : after.open;
  const next = shift(left, place, 'incoming', change, why, journal);
  if (before.expectedAt === after.expectedAt && before.open.eq(after.open)) return next;
  const without = withExpected(next.product, before.expectedAt, before.open.neg());
  return { ...next, product: withExpected(without, after.expectedAt, after.open) };
}
