import type { OrderCancelled } from '@penstock/contracts';
import { decimal } from '@penstock/domain';
import type { OrderDraft } from '../order-out/order-draft.js';

/** True where nothing of the order remains: no lines named means all of them. */
export function coversWholeOrder({ lines }: OrderCancelled, draft: OrderDraft | null): boolean {
  if (lines === null) return true;
  const cancelled = new Map(lines.map(({ lineId, quantity }) => [lineId, quantity.amount]));
  const goods = draft?.lines.filter(({ lineId }) => lineId !== null) ?? [];
  return (
    goods.length > 0 &&
    goods.every(({ lineId, quantity }) => cancelled.get(lineId ?? '')?.gte(decimal(quantity)) ?? false)
  );
}
