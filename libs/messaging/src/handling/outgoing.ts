import type { EventMeta, EventType } from '@penstock/contracts';
import type { Instant } from '@penstock/domain';

/** An event's fields without `meta`, which the unit of work fills in. */
export type Content<T> = Omit<T, 'meta'>;

/** An event to be said when the transaction commits. */
export interface Outgoing<T extends { meta: EventMeta } = { meta: EventMeta }> {
  readonly type: EventType<T>;
  readonly content: Content<T>;
  /** When it happened at its source; without it, now. */
  readonly occurredAt?: Instant | undefined;
  /** The source's offset, such as `-05:00`, where a cut-off depends on the source's day. */
  readonly occurredZone?: string | null | undefined;
  /**
   * Given where the event states the whole: of its type and key only the last of a transaction is said, with what this makes of the one that was to
   * be said before it. The earlier ones never left the transaction, so nobody misses a state that anybody could have acted on.
   */
  overtakes?(earlier: Content<T>): Content<T>;
}

/** Names an event to be said: `say(StockReserved, { … })`. */
export const say = <T extends { meta: EventMeta }>(
  type: EventType<T>,
  content: Content<T>,
  how: Pick<Outgoing<T>, 'occurredAt' | 'occurredZone' | 'overtakes'> = {},
): Outgoing<T> => ({ type, content, ...how });

/** Where an event comes from; what its `meta` has in common with the event that caused it. */
export interface Cause {
  readonly entity: string;
  readonly source: { readonly system: string; readonly channel: string | null };
  /** Names the whole story, such as the order's id. */
  readonly correlationId: string;
  /** The event that led to this one; null at the edge. */
  readonly causationId: string | null;
  readonly mode: EventMeta['mode'];
  /** W3C trace context to continue; without it, the current span's. */
  readonly traceparent?: string | undefined;
}
