import type { Once } from '@penstock/messaging';

export const CANCEL_SALE_ORDER = 'odoo-adapter.cancel-sale-order';

export interface CancelSaleOrder {
  readonly orderId: string;
}

/** Asks for an order's cancellation, once for each event that wants it. Same document as its creation: it waits until that has ended, one way or the other. */
export const wantCancellation = (orderId: string, eventId: string): Once => ({
  task: CANCEL_SALE_ORDER,
  naturalKey: `${orderId} ${eventId}`,
  document: orderId,
  payload: { orderId } satisfies CancelSaleOrder,
});
