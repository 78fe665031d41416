import type { CancellationContent } from '@penstock/connector-shopify';
import type { Instant } from '@penstock/domain';
import { column, defineTable, type RowOf } from '@penstock/persistence';
import type { FactType } from './fact.js';

/** A cancellation that came before its order. */
export interface EarlyCancellation {
  readonly content: CancellationContent;
  readonly occurredAt: Instant;
  readonly occurredZone: string | null;
}

/** What is known of an order. Its row is locked whenever a fact about it is judged, so that facts of one order are judged one by one. */
export const knownOrders = defineTable({
  name: 'known_order',
  key: ['orderId'],
  columns: {
    orderId: column.text(),
    orderNumber: column.nullable(column.text()),
    shopCurrency: column.nullable(column.text()),
    /** Of the business fields as last said; null before the order itself came. */
    businessHash: column.nullable(column.text()),
    /** Hash of each field that an update carries, by its name, as last said; null before the order came. */
    revisionHashes: column.nullable(column.json<Readonly<Record<string, string>>>()),
    /** Of where the goods go, as last stated. It stands for personal data and goes with it: `subjectId` is the key of erasure. */
    addressHash: column.nullable(column.text()),
    subjectId: column.nullable(column.text()),
    /** The channel's version of what was last said. */
    revisedAt: column.nullable(column.instant()),
    /** When the delivery that stated it was triggered: tells two versions of one second apart. */
    revisionTriggeredAt: column.nullable(column.instant()),
    /** The raw input that stated it. */
    revisedBy: column.nullable(column.uuid()),
    /** Counts what was said about the order's own content: 0 before OrderCreated. */
    revision: column.integer(),
    cancelled: column.boolean(),
    earlyCancellation: column.nullable(column.json<EarlyCancellation>()),
  },
  initial: () => ({
    orderNumber: null,
    shopCurrency: null,
    businessHash: null,
    revisionHashes: null,
    addressHash: null,
    subjectId: null,
    revisedAt: null,
    revisionTriggeredAt: null,
    revisedBy: null,
    revision: 0,
    cancelled: false,
    earlyCancellation: null,
  }),
});
export type KnownOrder = RowOf<typeof knownOrders>;

/** The natural key of every fact that was ever said; never dropped. A row without a hash is a fact not known yet. */
export const knownFacts = defineTable({
  name: 'known_fact',
  key: ['entity', 'channel', 'type', 'externalId', 'version'],
  columns: {
    entity: column.text(),
    channel: column.text(),
    type: column.text<Exclude<FactType, 'order-updated'>>(),
    externalId: column.text(),
    version: column.text(),
    hash: column.nullable(column.text()),
    fieldHashes: column.json<Readonly<Record<string, string>>>(),
    rawInputId: column.nullable(column.uuid()),
  },
  initial: () => ({ hash: null, fieldHashes: {}, rawInputId: null }),
});
export type KnownFact = RowOf<typeof knownFacts>;

/** An update is another statement of the order that was created: they are one fact, and the order's own row keeps what it has become. */
export const naturalType = ({ type }: { readonly type: FactType }): KnownFact['type'] =>
  type === 'order-updated' ? 'order-created' : type;

/** Creation, capture and cancellation happen once in Shopify: their facts have one version. */
export const ONLY_VERSION = '1';
