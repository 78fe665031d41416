import { decimal, decimalText, minorDigits } from '@penstock/domain';
import type { OrderDraft } from '../order-out/order-draft.js';
import { type CancelledUnits, reducedDraft } from './cancelled-units.js';
import { ROUNDINGS, sumsOf } from './sums-of.js';

/**
 * What an order may come to without the cancelled units: a cancellation does not say, so it is the stated sums less what the units cost by the
 * order's lines and their taxes. One draft for each way to round, since no channel says which is its own.
 */
export function draftsWithout(draft: OrderDraft, cancelled: CancelledUnits): OrderDraft[] {
  const digits = minorDigits(draft.currency);
  const reduced = reducedDraft(draft, cancelled);
  return ROUNDINGS.map((rounding) => {
    const before = sumsOf(draft.lines, rounding, digits);
    const after = sumsOf(reduced.lines, rounding, digits);
    return {
      ...reduced,
      total: decimalText(decimal(draft.total).minus(before.total).plus(after.total)),
      tax: decimalText(decimal(draft.tax).minus(before.tax).plus(after.tax)),
    };
  });
}
