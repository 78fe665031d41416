import type { OrderCancelled } from '@penstock/contracts';
import { decimal, zero } from '@penstock/domain';
import { type CancelledUnits, reducedDraft, withCancelled } from '../order-changed/cancelled-units.js';
import type { OrderDraft } from '../order-out/order-draft.js';

/** True where nothing of the order remains, what was cancelled before included: no lines named means all of them. */
export function coversWholeOrder(
  event: OrderCancelled,
  draft: OrderDraft | null,
  before: CancelledUnits | null,
): boolean {
  if (event.lines === null) return true;
  if (draft === null) return false;
  const goods = reducedDraft(draft, withCancelled(before, event)).lines.filter(({ lineId }) => lineId !== null);
  return goods.length > 0 && goods.every(({ quantity }) => decimal(quantity).eq(zero));
}

/** Canonical ids of cancelled lines that the order does not have. */
export function linesUnknown({ lines }: OrderCancelled, draft: OrderDraft): string[] {
  const known = new Set(draft.lines.map(({ lineId }) => lineId));
  return (lines ?? []).map(({ lineId }) => lineId).filter((lineId) => !known.has(lineId));
}
