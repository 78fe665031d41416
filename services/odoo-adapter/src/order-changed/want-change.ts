import type { Once } from '@penstock/messaging';
import type { Hold } from '../order-out/hold.js';

export const CHANGE_SALE_ORDER = 'odoo-adapter.change-sale-order';

/** What people were told of. */
export type Told = Pick<Hold, 'kind' | 'thing'>;

export interface ChangeSaleOrder {
  readonly orderId: string;
  /** What keeps the change from Odoo and people were told of; absent before. */
  readonly told?: Told;
}

/**
 * Asks that the sale.order become what its row says, once for each event that changes it. Same document as its creation: it waits until that
 * has ended. Content stays in the row: of several changes that wait, the first one carries out the last one's content.
 */
export const wantChange = (orderId: string, eventId: string): Once => ({
  task: CHANGE_SALE_ORDER,
  naturalKey: `${orderId} ${eventId}`,
  document: orderId,
  payload: { orderId } satisfies ChangeSaleOrder,
});

/** Asks on, now that people know what the change waits for. @param naturalKey of the asking so far */
export const wantChangeOnceClear = (orderId: string, naturalKey: string, { kind, thing }: Told): Once => ({
  task: CHANGE_SALE_ORDER,
  naturalKey: `${naturalKey} / ${kind} ${thing}`,
  document: orderId,
  payload: { orderId, told: { kind, thing } } satisfies ChangeSaleOrder,
});
