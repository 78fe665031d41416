import type { Instant } from '@penstock/domain';
import type { Once } from '@penstock/messaging';

export const CANCEL_SALE_ORDER = 'odoo-adapter.cancel-sale-order';

export interface CancelSaleOrder {
  readonly orderId: string;
  /** When it was asked for: from then on no call that makes the order is begun. Absent in tasks of the version before. */
  readonly askedAt?: Instant;
}

/** Asks for an order's cancellation, once for each event that wants it. Same document as its creation: it waits until that has ended, one way or the other. */
export const wantCancellation = (orderId: string, eventId: string, askedAt: Instant): Once => ({
  task: CANCEL_SALE_ORDER,
  naturalKey: `${orderId} ${eventId}`,
  document: orderId,
  payload: { orderId, askedAt } satisfies CancelSaleOrder,
});
