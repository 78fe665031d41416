import type { Once } from '@penstock/messaging';

export const CREATE_SALE_ORDER = 'odoo-adapter.create-sale-order';

export interface CreateSaleOrder {
  readonly orderId: string;
}

/** Asks for an order's sale.order, once for ever. The order's content stays in its row: personal data lives in one place. */
export const wantSaleOrder = (orderId: string): Once => ({
  task: CREATE_SALE_ORDER,
  naturalKey: orderId,
  document: orderId,
  payload: { orderId } satisfies CreateSaleOrder,
});

/**
 * Asks anew for the sale.order of an order that was held or refused: an earlier asking may have ended.
 * @param because names the occasion, such as an event's id: what lets the order go, lets it go once
 */
export const wantSaleOrderAgain = (orderId: string, because: string): Once => ({
  ...wantSaleOrder(orderId),
  naturalKey: `${orderId} ${because}`,
});
