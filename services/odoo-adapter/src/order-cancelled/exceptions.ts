import type { ExceptionRaised } from '@penstock/contracts';
import type { Outgoing } from '@penstock/messaging';
import type { OdooSystem } from '../odoo-system.js';
import { exception } from '../order-out/exceptions.js';
import type { OdooOrder } from '../order-out/odoo-order.js';

/** Why an order that is in Odoo stays there although its channel gave it up, and what a person is to do. */
const STAYS = {
  'goods left': {
    why: 'goods have left already',
    remedy: 'Have the goods sent back as a return, and reduce what has not left yet in Odoo by hand.',
  },
  locked: { why: 'it is locked in Odoo', remedy: 'Unlock the order in Odoo and cancel it there by hand.' },
} as const;

export type Stays = keyof typeof STAYS;

/** A cancellation that cannot be carried out as it was asked for. */
export const orderStays = (
  odoo: OdooSystem,
  { orderId, orderNumber, odooName }: OdooOrder,
  reason: Stays,
): Outgoing<ExceptionRaised> =>
  exception(odoo, 'ORDER_CONFLICT', orderId, 'cancellation', {
    severity: 'ERROR',
    message: `The cancellation of order ${orderNumber ?? orderId} is not in Odoo: ${STAYS[reason].why}.`,
    amount: null,
    facts: { ...(orderNumber !== null && { orderNumber }), ...(odooName !== null && { odooName }), reason },
    remedy: STAYS[reason].remedy,
  });
