import type { OrderUpdated } from '@penstock/contracts';
import { instant } from '@penstock/domain';
import type { Fact } from './fact.js';
import { contentHash, fingerprint } from './fingerprint.js';
import type { Origin } from './judge.js';
import type { KnownOrder } from './tables.js';

/** A statement of the whole order. */
export type OrderFact = Extract<Fact, { type: 'order-created' | 'order-updated' }>;

/** What an update says: the order without what no update changes. */
export function updateOf({ content, updatedAt, removedLines }: OrderFact): Omit<OrderUpdated, 'meta'> {
  const {
    placedAt: _placedAt,
    tenders: _tenders,
    channelReferences: _references,
    test: _test,
    tags: _tags,
    ...rest
  } = content;
  return { ...rest, updatedAt, removedLines: [...removedLines] };
}

/** Hashes of the fields that make two statements of an order different; those that name a person are left out, see {@link addressHash}. */
export function revisionHashes(fact: OrderFact): Readonly<Record<string, string>> {
  const { updatedAt: _updatedAt, customerId: _customerId, personal: _personal, ...business } = updateOf(fact);
  return fingerprint(business).fields;
}

/** Null where the shop withholds the person: it did not say that the goods go elsewhere. */
export const addressHash = ({ content: { personal } }: OrderFact): string | null =>
  personal?.shippingAddress ? contentHash(personal.shippingAddress) : null;

/** The row of an order once a statement of it was taken. */
export const revisedTo = (fact: OrderFact, order: KnownOrder, origin: Origin): KnownOrder => ({
  ...order,
  revisionHashes: revisionHashes(fact),
  addressHash: addressHash(fact) ?? order.addressHash,
  subjectId: fact.subjectId ?? order.subjectId,
  revisedAt: fact.updatedAt,
  revisionTriggeredAt: origin.triggeredAt === null ? null : instant(origin.triggeredAt),
  revisedBy: origin.id,
});
