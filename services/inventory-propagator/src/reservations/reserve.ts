import type { ReservationRejected } from '@penstock/contracts';
import { type Decimal, zero } from '@penstock/domain';
import { availableOf, type Stock } from '../stock/stock.js';
import { openOf, type ReservationRow } from './reservation.js';

export interface Decision {
  readonly stock: Stock;
  readonly line: ReservationRow;
  readonly rejected: ReservationRejected['reason'] | null;
}

/**
 * Reserves what is open of a line: all of it, or nothing. A reservation is a promise of the product; which location serves it is decided by
 * the shipment, so that a line is never refused while the locations together have enough, and never promised what they have not.
 */
export function reserve(stock: Stock, line: ReservationRow): Decision {
  const { product } = stock;
  const own = { ...line, productId: product.productId, waitingSku: null };
  const wanted = openOf(line);
  if (wanted.eq(zero)) return { stock, line: { ...own, state: ended(line) }, rejected: null };
  const rejected = refusal(stock, line.unit, wanted);
  if (rejected) return { stock, line: { ...own, state: 'rejected' }, rejected };
  return {
    stock: { ...stock, product: { ...product, reserved: product.reserved.plus(wanted) } },
    line: { ...own, state: 'reserved', reserved: wanted },
    rejected: null,
  };
}

function refusal(stock: Stock, unit: string, wanted: Decimal): ReservationRejected['reason'] | null {
  const { product } = stock;
  if (!product.active) return 'PRODUCT_INACTIVE';
  if (product.unit !== null && product.unit !== unit) return 'UNIT_MISMATCH';
  return wanted.gt(availableOf(stock)) ? 'INSUFFICIENT_STOCK' : null;
}

/** How a line ends of which nothing is open any more. */
const ended = ({ shipped }: ReservationRow): 'consumed' | 'released' => (shipped.gt(zero) ? 'consumed' : 'released');

const smaller = (a: Decimal, b: Decimal): Decimal => (a.lt(b) ? a : b);

/** The line with this much of it shipped, and how much of that had been reserved. */
export function shipped(line: ReservationRow, quantity: Decimal): { line: ReservationRow; consumed: Decimal } {
  const consumed = smaller(line.reserved, quantity);
  const next = { ...line, shipped: line.shipped.plus(quantity), reserved: line.reserved.minus(consumed) };
  return { line: settled(next), consumed };
}

/** The line with this much of it given up (null: all that is not shipped), and how much of that had been reserved. */
export function cancelled(line: ReservationRow, quantity: Decimal | null): { line: ReservationRow; released: Decimal } {
  const given = quantity ?? openOf(line);
  const next = { ...line, cancelled: line.cancelled.plus(given) };
  // What remains reserved is what is still open: a line that was reserved in full gives up exactly what was cancelled.
  const reserved = smaller(line.reserved, openOf(next));
  return { line: settled({ ...next, reserved }), released: line.reserved.minus(reserved) };
}

/** The stock with less set aside. */
export const unreserved = (stock: Stock, quantity: Decimal): Stock =>
  quantity.eq(zero)
    ? stock
    : { ...stock, product: { ...stock.product, reserved: stock.product.reserved.minus(quantity) } };

/** A line that holds or waits for something ends once nothing is open; one that never did keeps its state. */
function settled(line: ReservationRow): ReservationRow {
  const alive = line.state === 'reserved' || line.state === 'held';
  return alive && openOf(line).eq(zero) ? { ...line, state: ended(line), waitingSku: null } : line;
}
