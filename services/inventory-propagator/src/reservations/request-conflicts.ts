import { type EventMeta, ExceptionRaised, type Quantity } from '@penstock/contracts';
import { canonicalId, decimalText, type Instant, isoOf } from '@penstock/domain';
import { type Outgoing, say } from '@penstock/messaging';
import { textOf } from './exceptions.js';
import { reservationConflict } from './exceptions.js';
import type { ReservationRow } from './reservation.js';

type Raised = Outgoing<ExceptionRaised>;

/** A line asks for what nobody has told of: nothing is reserved for it. */
export function unknownGoods(
  { entity }: EventMeta,
  orderId: string,
  {
    lineId,
    sku,
    productId,
  }: { readonly lineId: string; readonly sku: string | null; readonly productId: string | null },
): Raised {
  const kind = productId === null ? 'UNKNOWN_SKU' : 'UNKNOWN_PRODUCT';
  const what =
    productId === null ? `the SKU ${sku ?? ''}, which no product has` : `the product ${productId}, which is not linked`;
  return say(ExceptionRaised, {
    exceptionId: canonicalId('exc', entity, 'inventory-propagator', `${kind} ${lineId}`),
    ...{ kind, severity: 'WARNING', subject: orderId, amount: null },
    message: `Line ${lineId} of order ${orderId} asks for ${what}: nothing is set aside for it.`,
    facts: { orderId, lineId, ...(productId === null ? { sku: sku ?? '' } : { productId }) },
    remedy: 'Name a product that Odoo has, or give the product that internal reference in Odoo; then ask again.',
  });
}

/** A line is asked for once more, with another quantity or product, while the first holds. */
export const askedOtherwise = (meta: EventMeta, orderId: string, row: ReservationRow, quantity: Quantity): Raised => {
  const before = `${decimalText(row.ordered)} ${row.unit}`;
  return reservationConflict(meta, orderId, {
    code: 'ASKED_OTHERWISE',
    lineId: row.lineId,
    message: `Line ${row.lineId} of order ${orderId} was asked for with ${before} of ${row.sku ?? row.productId ?? 'it'}, and now otherwise: the first holds.`,
    facts: { before, now: textOf(quantity), productId: row.productId ?? '' },
    remedy: 'Release the line and ask again, or ask under another line id.',
  });
};

export const orderCancelled = (meta: EventMeta, orderId: string): Raised =>
  reservationConflict(meta, orderId, {
    code: 'ORDER_CANCELLED',
    lineId: null,
    message: `Order ${orderId} was cancelled: nothing is set aside for it any more.`,
    remedy: 'Ask under the id of another order.',
  });

export const expiredBefore = (meta: EventMeta, orderId: string, expiresAt: Instant): Raised =>
  reservationConflict(meta, orderId, {
    code: 'EXPIRED',
    lineId: null,
    message: `The request for order ${orderId} was to end at ${isoOf(expiresAt)}, which is past: nothing is set aside.`,
    facts: { expiresAt: isoOf(expiresAt) },
    remedy: 'Name a time to come in microseconds since 1970, or none for the window of the channel.',
  });
