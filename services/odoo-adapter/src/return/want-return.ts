import type { Once } from '@penstock/messaging';

export const BOOK_RETURN = 'odoo-adapter.book-return';

export interface BookReturn {
  readonly returnId: string;
  readonly orderId: string;
}

/** Asks for a return to be booked, once for ever. */
export const wantReturn = (returnId: string, orderId: string): Once => ({
  task: BOOK_RETURN,
  naturalKey: returnId,
  document: orderId,
  payload: { returnId, orderId } satisfies BookReturn,
});
