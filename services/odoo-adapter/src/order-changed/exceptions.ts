import type { ExceptionRaised } from '@penstock/contracts';
import { type ExceptionKind, type OrderUpdated } from '@penstock/contracts';
import { isoOf } from '@penstock/domain';
import { Failure, type Outgoing } from '@penstock/messaging';
import type { OdooSystem } from '../odoo-system.js';
import type { AmountMismatch } from '../order-out/amount-mismatch.js';
import { exception } from '../order-out/exceptions.js';
import type { Hold } from '../order-out/hold.js';
import type { OdooOrder } from '../order-out/odoo-order.js';
import type { CarrierConflict } from './change-carrier.js';
import type { Confirmed } from './confirm-changed.js';

/** What a person is to do about a change that Odoo must not, or does not, take; by the code of the failure. */
const REMEDIES = {
  ORDER_LOCKED: ['ORDER_CONFLICT', 'Unlock the order in Odoo and change it there by hand; the next update of the channel is taken again.'],
  ORDER_CANCELLED: ['ORDER_CONFLICT', 'The order was cancelled in Odoo: cancel it at the channel as well, or set it back to a quotation and confirm it.'],
  ORDER_GONE: ['ORDER_CONFLICT', 'The order was deleted in Odoo: cancel it at the channel, or enter it in Odoo by hand.'],
  BELOW_DELIVERED: ['DELIVERY_CONFLICT', 'The goods have left: have them sent back as a return, or state the delivered quantity at the channel.'],
  SHIPPED_ELSEWHERE: ['DELIVERY_CONFLICT', 'All goods have left for the address before: tell the carrier, or have them sent back.'],
  PARTNER_CONFLICT: ['PARTNER_CONFLICT', 'Say in Odoo which contact the customer is, and set the delivery address of the order by hand.'],
} as const satisfies Record<string, readonly [ExceptionKind, string]>; // prettier-ignore

export type ConflictCode = keyof typeof REMEDIES;

const isConflict = (code: string): code is ConflictCode => Object.hasOwn(REMEDIES, code);

/** A change of an order that ended without its effect; nothing of it is in Odoo. */
export function changeRefused(odoo: OdooSystem, order: OdooOrder, error: Error): Outgoing<ExceptionRaised> {
  const code = error instanceof Failure ? error.code : error.name;
  const [kind, remedy] = isConflict(code)
    ? REMEDIES[code]
    : ([
        'ODOO_REFUSED',
        'Remove the cause in Odoo, and change the order there or have the channel send it again.',
      ] as const);
  const facts = error instanceof Failure ? error.facts : {};
  return exception(odoo, kind, order.orderId, topicOf(order), {
    severity: 'ERROR',
    message: `A change of order ${order.orderNumber ?? order.orderId} is not in Odoo: ${error.message}`,
    amount: null,
    facts: { ...(order.orderNumber !== null && { orderNumber: order.orderNumber }), code, ...facts },
    remedy,
  });
}

/** Each version of the channel raises its own: a trouble that comes again with a later one is news. */
const topicOf = ({ updatedAt }: Pick<OdooOrder, 'updatedAt'>): string =>
  updatedAt === null ? 'change' : `change ${isoOf(updatedAt)}`;

/** The channel exchanged the goods of lines, which their moves in Odoo do not allow. */
export const linesExchanged = (
  odoo: OdooSystem,
  { orderId, orderNumber, updatedAt }: OrderUpdated,
  lineIds: readonly string[],
): Outgoing<ExceptionRaised> =>
  exception(odoo, 'ORDER_CONFLICT', orderId, topicOf({ updatedAt }), {
    severity: 'ERROR',
    message: `A change of order ${orderNumber} is not in Odoo: ${lineIds.length} of its lines are other goods than before.`,
    amount: null,
    facts: { orderNumber, lines: lineIds.join(' ') },
    remedy: 'Remove the lines at the channel and add new ones, or exchange the goods in Odoo by hand.',
  });

/** It is not clear what a change is in Odoo's words; once a person has made it so, the change goes on by itself. */
export const changeHeld = (odoo: OdooSystem, order: OdooOrder, hold: Hold): Outgoing<ExceptionRaised> =>
  exception(odoo, hold.kind, order.orderId, `${topicOf(order)} ${hold.thing}`, {
    severity: 'ERROR',
    message: `A change of order ${order.orderNumber ?? order.orderId} is held: ${hold.why}.`,
    amount: null,
    facts: { ...(order.orderNumber !== null && { orderNumber: order.orderNumber }), ...hold.facts },
    remedy: `${hold.remedy} The change goes on by itself.`,
  });

/** The order has the channel's content and another sum: it is changed in Odoo already, since only Odoo can work its sum out. */
export const changedAmountMismatch = (
  odoo: OdooSystem,
  order: OdooOrder,
  { name: odooName, expected: amount }: Confirmed,
  { expected, found, expectedTax, foundTax }: AmountMismatch,
): Outgoing<ExceptionRaised> => {
  const { orderId, orderNumber, cancelledUnits } = order;
  const what = cancelledUnits === null ? 'was changed to' : 'comes without what was cancelled to';
  const topic = cancelledUnits === null ? topicOf(order) : `cancelled ${isoOf(cancelledUnits.at)}`;
  return exception(odoo, 'AMOUNT_MISMATCH', orderId, topic, {
    severity: 'ERROR',
    message:
      `Order ${orderNumber ?? orderId} ${what} ${expected} (tax ${expectedTax}) at the channel ` +
      `and is ${found} (tax ${foundTax}) in Odoo (${odooName}).`,
    amount,
    facts: { odooName, expected, found, expectedTax, foundTax },
    remedy: 'Compare the lines of the order in Odoo with the channel’s before it is invoiced, and correct them.',
  });
};

/** Goods have left by the carrier that the order had: all else of the change is in Odoo. */
export const carrierStays = (
  odoo: OdooSystem,
  order: OdooOrder,
  odooName: string,
  { carrier, wantedCarrier }: CarrierConflict,
): Outgoing<ExceptionRaised> =>
  exception(odoo, 'DELIVERY_CONFLICT', order.orderId, `${topicOf(order)} carrier`, {
    severity: 'ERROR',
    message:
      `Order ${order.orderNumber ?? order.orderId} (${odooName}) is to be brought by ${wantedCarrier} at the channel, ` +
      `and goods of it have left by ${carrier}, which stays its carrier.`,
    amount: null,
    facts: { odooName, carrier, wantedCarrier },
    remedy:
      'Set the carrier of the deliveries that are still open in Odoo, and correct the shipping line before it is invoiced.',
  });

/** Odoo plans to deliver something else than what is ordered and not delivered yet. */
export const demandMismatch = (
  odoo: OdooSystem,
  order: OdooOrder,
  odooName: string,
  lines: readonly { readonly lineId: string; readonly open: string; readonly planned: string }[],
): Outgoing<ExceptionRaised> =>
  exception(odoo, 'DELIVERY_CONFLICT', order.orderId, topicOf(order), {
    severity: 'ERROR',
    message: `Order ${order.orderNumber ?? order.orderId} (${odooName}) was changed, and Odoo plans to deliver something else than what is open.`,
    amount: null,
    facts: {
      odooName,
      ...Object.fromEntries(lines.map(({ lineId, open, planned }) => [lineId, `open ${open}, planned ${planned}`])),
    },
    remedy: 'Correct the open deliveries of the order in Odoo before they are shipped.',
  });
