import { ExceptionRaised, type ExceptionKind } from '@penstock/contracts';
import { canonicalId, decimal, money } from '@penstock/domain';
import { Failure, type Outgoing, say } from '@penstock/messaging';
import { type OdooSystem, systemName } from '../odoo-system.js';
import type { AmountMismatch } from './amount-mismatch.js';
import type { Hold } from './hold.js';
import type { OdooOrder } from './odoo-order.js';
import type { OrderDraft } from './order-draft.js';

type What = Pick<ExceptionRaised, 'severity' | 'message' | 'amount' | 'facts' | 'remedy'>;

/** The same trouble of the same order, raised twice, has the same id. */
export const exception = (
  odoo: OdooSystem,
  kind: ExceptionKind,
  orderId: string,
  topic: string,
  what: What,
): Outgoing<ExceptionRaised> =>
  say(ExceptionRaised, {
    exceptionId: canonicalId('exc', odoo.entity, systemName(odoo), `${kind}:${topic}:${orderId}`),
    kind,
    subject: orderId,
    ...what,
  });

/** Odoo's sums of an order are not the channel's; the quotation stays unconfirmed. */
export const amountMismatch = (
  odoo: OdooSystem,
  draft: OrderDraft,
  odooName: string,
  mismatch: AmountMismatch,
): Outgoing<ExceptionRaised> => {
  const { expected, found, expectedTax, foundTax } = mismatch;
  const { orderNumber } = draft;
  return exception(odoo, 'AMOUNT_MISMATCH', draft.orderId, 'total', {
    severity: 'ERROR',
    message: `Order ${orderNumber} is ${expected} (tax ${expectedTax}) at the channel and ${found} (tax ${foundTax}) in Odoo (${odooName}); it is not confirmed.`,
    amount: money(decimal(draft.total), draft.currency),
    facts: { orderNumber, odooName, ...mismatch },
    remedy: 'Correct prices, taxes, pricelist or currency of the quotation in Odoo, and confirm it there.',
  });
};

/** An order lacks something; it goes on by itself once that is there. */
export const orderHeld = (
  odoo: OdooSystem,
  { orderId, orderNumber }: Pick<OdooOrder, 'orderId' | 'orderNumber'>,
  { kind, thing, why, facts, remedy }: Hold,
): Outgoing<ExceptionRaised> =>
  exception(odoo, kind, orderId, thing, {
    severity: 'ERROR',
    message: `Order ${orderNumber ?? orderId} is held: ${why}.`,
    amount: null,
    facts: { ...(orderNumber !== null && { orderNumber }), ...facts },
    remedy: `${remedy} The order goes on by itself.`,
  });

/** Odoo will not do what an order needs. */
export const orderRefused = (
  odoo: OdooSystem,
  orderId: string,
  orderNumber: string | null,
  doing: 'create' | 'cancel',
  error: Error,
): Outgoing<ExceptionRaised> =>
  exception(odoo, 'ODOO_REFUSED', orderId, doing, {
    severity: 'ERROR',
    message: `Odoo refuses to ${doing} order ${orderNumber ?? orderId}: ${error.message}`,
    amount: null,
    facts: {
      ...(orderNumber !== null && { orderNumber }),
      reason: error.message,
      ...(error instanceof Failure ? { code: error.code, ...error.facts } : {}),
    },
    remedy:
      doing === 'create'
        ? 'Remove the cause in Odoo and have the order sent again.'
        : 'Cancel the order in Odoo by hand.',
  });

/** A cancellation that cannot be carried out as it was asked for. */
export const cancellationConflict = (
  odoo: OdooSystem,
  orderId: string,
  orderNumber: string | null,
  why: string,
  facts: Readonly<Record<string, string>>,
): Outgoing<ExceptionRaised> =>
  exception(odoo, 'ORDER_CONFLICT', orderId, 'cancellation', {
    severity: 'ERROR',
    message: `The cancellation of order ${orderNumber ?? orderId} is not in Odoo: ${why}.`,
    amount: null,
    facts: { ...(orderNumber !== null && { orderNumber }), ...facts },
    remedy: 'Settle it in Odoo by hand: take back what was shipped, or reduce the lines.',
  });
