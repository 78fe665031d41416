import { ExceptionRaised, type EventMeta } from '@penstock/contracts';
import { canonicalId, decimalText } from '@penstock/domain';
import { type Outgoing, say } from '@penstock/messaging';
import type { ReservationRow } from './reservation.js';

/** A line whose SKU no product has: the line waits, a person looks, the rest of the order goes on. */
export const unknownSku = (
  meta: EventMeta,
  orderNumber: string,
  line: ReservationRow,
  sku: string,
): Outgoing<ExceptionRaised> =>
  say(ExceptionRaised, {
    exceptionId: canonicalId('exc', meta.entity, 'inventory-propagator', `UNKNOWN_SKU ${line.lineId}`),
    kind: 'UNKNOWN_SKU',
    severity: 'ERROR',
    subject: line.orderId,
    message: `Order ${orderNumber} names the SKU ${sku}, which no product has: the line is held.`,
    amount: null,
    facts: {
      sku,
      orderId: line.orderId,
      orderNumber,
      lineId: line.lineId,
      quantity: `${decimalText(line.ordered)} ${line.unit}`,
    },
    remedy: `Give the product in Odoo the internal reference ${sku}; the line is then reserved by itself.`,
  });
