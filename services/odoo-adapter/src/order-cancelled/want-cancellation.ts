import type { Once } from '@penstock/messaging';
import type { OdooOrder } from '../order-out/odoo-order.js';

export const CANCEL_SALE_ORDER = 'odoo-adapter.cancel-sale-order';

export interface CancelSaleOrder {
  readonly orderId: string;
  /**
   * As `date_order` has it, where nothing was heard of its creation yet: that may have confirmed it, and died before it wrote this back. Tasks of
   * the version before this have none.
   */
  readonly placedAt?: string | null;
}

/** Asks for an order's cancellation, once for each event that wants it. Same document as its creation: it waits until that has ended, one way or the other. */
export const wantCancellation = ({ orderId, odooId, draft }: OdooOrder, eventId: string): Once => ({
  task: CANCEL_SALE_ORDER,
  naturalKey: `${orderId} ${eventId}`,
  document: orderId,
  payload: { orderId, placedAt: odooId === null ? (draft?.placedAt ?? null) : null } satisfies CancelSaleOrder,
});
