import { type EventMeta, ExceptionRaised, type Quantity } from '@penstock/contracts';
import { canonicalId, decimalText } from '@penstock/domain';
import { type Outgoing, say } from '@penstock/messaging';
import { MOST } from '../stock/units.js';
import type { OrderLines } from './order-lines.js';
import type { LineDecision } from './stated-line.js';

type Cause = Pick<EventMeta, 'entity'>;
type Raised = Outgoing<ExceptionRaised>;

export const textOf = ({ amount, unit }: Quantity): string => `${decimalText(amount)} ${unit}`;

/** Raised twice for the same thing, it is the same exception. */
const exceptionIdOf = ({ entity }: Cause, what: string): string =>
  canonicalId('exc', entity, 'inventory-propagator', what);

/** A line whose SKU no product has: the line waits, a person looks, the rest of the order goes on. */
export const unknownSku = (
  meta: Cause,
  orderId: string,
  orderNumber: string,
  { lineId, sku, quantity }: { readonly lineId: string; readonly sku: string; readonly quantity: Quantity },
): Raised =>
  say(ExceptionRaised, {
    exceptionId: exceptionIdOf(meta, `UNKNOWN_SKU ${lineId}`),
    kind: 'UNKNOWN_SKU',
    severity: 'ERROR',
    subject: orderId,
    message: `Order ${orderNumber} names the SKU ${sku}, which no product has: the line is held.`,
    amount: null,
    facts: { sku, orderId, orderNumber, lineId, quantity: textOf(quantity) },
    remedy: `Give the product in Odoo the internal reference ${sku}; the line is then reserved by itself.`,
  });

/** A quantity that cannot be: nothing is reserved for the line, the others go on. */
export const quantityRefused = (
  meta: Cause,
  orderId: string,
  line: { readonly lineId: string; readonly quantity: Quantity; readonly productId?: string | null },
  why: string,
): Raised =>
  say(ExceptionRaised, {
    exceptionId: exceptionIdOf(meta, `QUANTITY_REFUSED ${line.lineId}`),
    kind: 'QUANTITY_REFUSED',
    severity: 'WARNING',
    subject: orderId,
    message: `Line ${line.lineId} of order ${orderId} names ${textOf(line.quantity)}: ${why}.`,
    amount: null,
    facts: {
      ...{ orderId, lineId: line.lineId, quantity: textOf(line.quantity) },
      ...(line.productId && { productId: line.productId }),
    },
    remedy:
      'Name a quantity above zero that the unit of the product allows, in its unit or one of its packs; then ask again.',
  });

/** What a decision refused because such a quantity of the product cannot be. */
export const quantitiesRefused = (meta: Cause, lines: OrderLines, decisions: readonly LineDecision[]): Raised[] =>
  decisions
    .filter(({ rejected }) => rejected === 'QUANTITY_NOT_ALLOWED')
    .map(({ lineId }) => {
      const { ordered: amount, unit, productId } = lines.get(lineId);
      const step = lines.stocks.find(productId)?.product.unitStep;
      const steps = step
        ? `it comes in steps of ${decimalText(step)} ${unit}, and`
        : 'the product is not divided like that, or';
      const why = `${steps} nobody has more than ${decimalText(MOST)}`;
      return quantityRefused(meta, lines.orderId, { lineId, productId, quantity: { amount, unit } }, why);
    });

/** Something that was asked of a reservation contradicts it. */
export interface Conflict {
  /** `RELEASED_TWICE`, `NOT_RESERVED`, …: tells the kinds of conflict apart. */
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
  readonly facts?: Readonly<Record<string, string>>;
  /** Null where it is the whole order's. */
  readonly lineId: string | null;
}

export const reservationConflict = (meta: Cause, orderId: string, conflict: Conflict): Raised =>
  say(ExceptionRaised, {
    exceptionId: exceptionIdOf(meta, `${conflict.code} ${orderId} ${conflict.lineId ?? ''}`),
    kind: 'RESERVATION_CONFLICT',
    severity: 'WARNING',
    subject: orderId,
    message: conflict.message,
    amount: null,
    facts: {
      ...{ code: conflict.code, orderId },
      ...(conflict.lineId !== null && { lineId: conflict.lineId }),
      ...conflict.facts,
    },
    remedy: conflict.remedy,
  });
