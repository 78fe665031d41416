// Generated from schemas/ by `npm run generate`. Do not edit.
import type { Instant } from '@penstock/domain';
import { defineEvent, type EventType } from '../event-type.js';
import type { EventMeta } from './common.js';

/** A message was given up after its last try. Its bytes wait in the service for a decision. */
export interface DeadLettered {
  /** Who said it, when, about what, and as part of which story. */
  readonly meta: EventMeta;
  /** Who gave up. */
  readonly service: string;
  /** Id of the handler that failed; null where the message could not be read. */
  readonly handler: string | null;
  /** Where the message stood. */
  readonly topic: string;
  /** Where the message stood. */
  readonly partition: number;
  /** Where the message stood. */
  readonly offset: number;
  /** Key of the message: the aggregate whose followers may wait. Empty where it had none. */
  readonly key: string;
  /** Event id of the message; null where it could not be read. */
  readonly eventId: string | null;
  /** Full name of the event, such as penstock.orders.OrderCreated; null where it could not be read. */
  readonly eventType: string | null;
  /** Code of the last error. */
  readonly errorCode: string;
  /** The last error in one sentence, with its true cause. */
  readonly message: string;
  /** How often it was tried. */
  readonly attempts: number;
  /** First try. Microseconds since 1970-01-01T00:00:00Z. */
  readonly firstSeenAt: Instant;
  /** Who decides, as the catalogue names them. */
  readonly owner: string;
}

/** A message was given up after its last try. Its bytes wait in the service for a decision. */
export const DeadLettered: EventType<DeadLettered> = defineEvent<DeadLettered>({
  name: 'penstock.operations.DeadLettered',
  topic: 'retail.operations.v1',
  keyField: 'key',
  owner: 'platform',
  onDeadLetter: 'continue',
  schema: '{"type":"record","name":"DeadLettered","namespace":"penstock.operations","doc":"A message was given up after its last try. Its bytes wait in the service for a decision.","fields":[{"name":"meta","type":{"type":"record","name":"EventMeta","namespace":"penstock.common","doc":"Begins every event.","fields":[{"name":"eventId","type":{"type":"string","logicalType":"uuid"},"doc":"UUID version 7, made once when the fact became known and kept through every retry: the key of exactly-once effects."},{"name":"occurredAt","type":{"type":"long","logicalType":"timestamp-micros"},"doc":"When it happened, by the clock of the source. Microseconds since 1970-01-01T00:00:00Z."},{"name":"occurredZone","type":["null","string"],"doc":"Offset the source wrote beside the time, such as -05:00 or Z, kept because a cut-off may depend on its local day.","default":null},{"name":"source","type":{"type":"record","name":"EventSource","namespace":"penstock.common","doc":"Where the fact was recorded first.","fields":[{"name":"system","type":"string","doc":"System with its instance: shopify:<channel>, woocommerce:<channel>, odoo:<instance>, stripe:<account>."},{"name":"channel","type":["null","string"],"doc":"Sales channel the fact belongs to, such as demo-shop; null where no channel is concerned.","default":null}]},"doc":"Where the fact was recorded first."},{"name":"entity","type":"string","doc":"Company or brand the fact belongs to, such as main."},{"name":"correlationId","type":"string","doc":"The same for all events of one story, for instance of one order from the webhook to the payout."},{"name":"causationId","type":["null",{"type":"string","logicalType":"uuid"}],"doc":"Event id of the event this one answers; null where the cause came from outside.","default":null},{"name":"aggregateId","type":"string","doc":"Canonical id of the aggregate whose order is kept; equals the key of the message."},{"name":"sequence","type":"long","doc":"Counts the events of this producer and aggregate from 1. For alarms, never for skipping."},{"name":"mode","type":{"type":"enum","name":"EventMode","namespace":"penstock.common","doc":"Whether the fact is news. A backfilled fact reserves, pushes and notifies nothing.","symbols":["UNKNOWN","live","backfill"],"default":"UNKNOWN"},"doc":"live, or backfill for history read in later."}]},"doc":"Who said it, when, about what, and as part of which story."},{"name":"service","type":"string","doc":"Who gave up."},{"name":"handler","type":["null","string"],"doc":"Id of the handler that failed; null where the message could not be read.","default":null},{"name":"topic","type":"string","doc":"Where the message stood."},{"name":"partition","type":"int","doc":"Where the message stood."},{"name":"offset","type":"long","doc":"Where the message stood."},{"name":"key","type":"string","doc":"Key of the message: the aggregate whose followers may wait. Empty where it had none."},{"name":"eventId","type":["null",{"type":"string","logicalType":"uuid"}],"doc":"Event id of the message; null where it could not be read.","default":null},{"name":"eventType","type":["null","string"],"doc":"Full name of the event, such as penstock.orders.OrderCreated; null where it could not be read.","default":null},{"name":"errorCode","type":"string","doc":"Code of the last error."},{"name":"message","type":"string","doc":"The last error in one sentence, with its true cause."},{"name":"attempts","type":"int","doc":"How often it was tried."},{"name":"firstSeenAt","type":{"type":"long","logicalType":"timestamp-micros"},"doc":"First try. Microseconds since 1970-01-01T00:00:00Z."},{"name":"owner","type":"string","doc":"Who decides, as the catalogue names them."}]}',
});
