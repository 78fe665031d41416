import { OrderUpdated } from '@penstock/contracts';
import { instant } from '@penstock/domain';
import { say } from '@penstock/messaging';
import { conflict } from './exceptions.js';
import { differingFields, fingerprint } from './fingerprint.js';
import type { Judgement, Origin } from './judge.js';
import { addressHash, type OrderFact, revisedTo, revisionHashes, updateOf } from './revision.js';
import type { KnownFact, KnownOrder } from './tables.js';

/**
 * What a statement of an order that is known changes. Versions are the channel's `updated_at`, which counts seconds: within one, the later
 * triggered delivery holds; where that does not tell either, nobody knows which is true.
 */
export function judgeRevision(fact: OrderFact, order: KnownOrder, known: KnownFact, origin: Origin): Judgement {
  if (order.revision === 0) return { state: 'waiting', reason: 'its order has not come yet', events: [] };
  if (fact.content.test) return { state: 'ignored', reason: 'a test order of the channel', events: [] };
  if (fact.cancelled || order.cancelled) {
    return { state: 'ignored', reason: 'the order is cancelled, which orders/cancelled says', events: [] };
  }
  const age = ageOf(fact, order, origin);
  if (age === 'older') return { state: 'repeated', reason: `older than the raw input ${order.revisedBy}`, events: [] };
  const fields = changedFields(fact, order);
  if (fields.length === 0) {
    return {
      state: 'repeated',
      reason: 'nothing that matters has changed',
      order: revisedTo(fact, order, origin),
      events: [],
    };
  }
  if (age === 'unknown') {
    const { hash } = fingerprint(revisionHashes(fact));
    const event = conflict(fact, { ...known, rawInputId: order.revisedBy }, fields, hash);
    return { state: 'rejected', reason: `ORDER_CONFLICT: ${fields.join(', ')}`, events: [event] };
  }
  const { orderNumber } = fact.content;
  const { occurredZone, updatedAt: occurredAt } = fact;
  return {
    state: 'done',
    reason: null,
    order: { ...revisedTo(fact, order, origin), orderNumber, revision: order.revision + 1 },
    events: [say(OrderUpdated, updateOf(fact), { occurredAt, occurredZone })],
  };
}

function ageOf(fact: OrderFact, order: KnownOrder, { triggeredAt }: Origin): 'newer' | 'older' | 'unknown' {
  // An order that was taken before versions were kept: whatever is stated now is newer.
  if (order.revisedAt === null || fact.updatedAt > order.revisedAt) return 'newer';
  if (fact.updatedAt < order.revisedAt) return 'older';
  if (triggeredAt === null || order.revisionTriggeredAt === null) return 'unknown';
  const triggered = instant(triggeredAt);
  if (triggered === order.revisionTriggeredAt) return 'unknown';
  return triggered > order.revisionTriggeredAt ? 'newer' : 'older';
}

function changedFields(fact: OrderFact, order: KnownOrder): string[] {
  const address = addressHash(fact);
  const moved = address !== null && address !== order.addressHash;
  const fields = differingFields(order.revisionHashes ?? {}, revisionHashes(fact));
  return moved ? [...fields, 'shippingAddress'] : fields;
}
