import { ExceptionRaised, OrderCancelled, OrderCreated, OrderUpdated, PaymentCaptured } from '@penstock/contracts';
import { type Outgoing, say } from '@penstock/messaging';
import type { Ending, PendingInput } from '../raw-inputs/pending.js';
import { conflict } from './exceptions.js';
import type { Fact } from './fact.js';
import { differingFields, fingerprintOf } from './fingerprint.js';
import { judgeRevision } from './judge-revision.js';
import { revisedTo } from './revision.js';
import type { KnownFact, KnownOrder } from './tables.js';

/** What this service says outside of handlers. */
export const says = [OrderCreated, OrderUpdated, OrderCancelled, PaymentCaptured, ExceptionRaised] as const;

/** The delivery that states a fact. */
export type Origin = Pick<PendingInput, 'id' | 'triggeredAt'>;

/** What follows from one statement of a fact. */
export interface Judgement {
  readonly state: Ending['state'];
  readonly reason: string | null;
  /** As it is to be saved; absent where nothing changes. */
  readonly order?: KnownOrder;
  readonly fact?: KnownFact;
  readonly events: readonly Outgoing[];
}

/**
 * Whether a fact is new, known, or contradicts what is known. Pure: the rows are locked by the caller.
 * @param origin the delivery that states it, remembered as such
 */
export function judge(fact: Fact, order: KnownOrder, known: KnownFact, origin: Origin): Judgement {
  if (fact.type === 'order-updated') return judgeRevision(fact, order, known, origin);
  const fingerprint = fingerprintOf(fact);
  if (known.hash === fingerprint.hash) {
    return { state: 'repeated', reason: `known from the raw input ${known.rawInputId}`, events: [] };
  }
  // The same webhook topic again: the channel sends the order as it has become.
  if (known.hash !== null && fact.type === 'order-created') return judgeRevision(fact, order, known, origin);
  if (known.hash !== null) {
    const fields = differingFields(known.fieldHashes, fingerprint.fields);
    const event = conflict(fact, known, fields, fingerprint.hash);
    return { state: 'rejected', reason: `ORDER_CONFLICT: ${fields.join(', ')}`, events: [event] };
  }
  const learned = { ...known, hash: fingerprint.hash, fieldHashes: fingerprint.fields, rawInputId: origin.id };
  return { state: 'done', reason: null, fact: learned, ...newFact(fact, order, fingerprint.hash, origin) };
}

function newFact(
  fact: Exclude<Fact, { type: 'order-updated' }>,
  order: KnownOrder,
  hash: string,
  origin: Origin,
): Pick<Judgement, 'order' | 'events'> {
  switch (fact.type) {
    case 'order-created':
      return created(fact, order, hash, origin);
    case 'payment-captured':
      return { events: [say(PaymentCaptured, withShopAmount(fact.content, order.shopCurrency), when(fact))] };
    case 'order-cancelled':
      return cancelled(fact, order);
  }
}

function created(fact: Extract<Fact, { type: 'order-created' }>, order: KnownOrder, hash: string, origin: Origin) {
  const { content } = fact;
  const early = order.earlyCancellation;
  return {
    order: {
      ...revisedTo(fact, order, origin),
      orderNumber: content.orderNumber,
      shopCurrency: content.shopCurrency,
      businessHash: hash,
      revision: 1,
      earlyCancellation: null,
    },
    events: [
      say(OrderCreated, content, when(fact)),
      ...(early ? [say(OrderCancelled, early.content, when(early))] : []),
    ],
  };
}

/** A cancellation that overtook its order is said right after it: nobody downstream can do anything with it before. */
function cancelled(fact: Extract<Fact, { type: 'order-cancelled' }>, order: KnownOrder) {
  const { content, occurredAt, occurredZone } = fact;
  if (order.revision > 0) {
    return { order: { ...order, cancelled: true }, events: [say(OrderCancelled, content, when(fact))] };
  }
  return { order: { ...order, cancelled: true, earlyCancellation: { content, occurredAt, occurredZone } }, events: [] };
}

/** The shop's amount follows from the order, where it is known already and the customer paid in the shop's currency. */
const withShopAmount = <P extends Extract<Fact, { type: 'payment-captured' }>['content']>(
  payment: P,
  shopCurrency: string | null,
): P =>
  payment.shopAmount === null && payment.amount.currency === shopCurrency
    ? { ...payment, shopAmount: payment.amount }
    : payment;

const when = ({ occurredAt, occurredZone }: Pick<Fact, 'occurredAt' | 'occurredZone'>) => ({
  occurredAt,
  occurredZone,
});
