import type { AnyEvent, EventType } from '@penstock/contracts';
import type { ReceivedMessage } from '@penstock/kafka';
import { shortName } from './decision.js';
import { aMessage } from './messages.js';

/** An event that a service is to hear. */
export interface Incoming {
  readonly type: EventType<any>;
  readonly event: AnyEvent;
  readonly headers: Readonly<Record<string, string>>;
}

/** Names an event to be heard: `incoming(StockAdjusted, { meta, … })`; `headers` such as `traceparent`. Its aggregate becomes its key, as it has to be. */
export const incoming = <T extends AnyEvent>(
  type: EventType<T>,
  event: T,
  headers: Readonly<Record<string, string>> = {},
): Incoming => ({ type, event: { ...event, meta: { ...event.meta, aggregateId: type.keyOf(event) } }, headers });

export const keyOf = ({ type, event }: Incoming): string => type.keyOf(event);

/** `StockAdjusted of prd_1`. */
export const labelOf = (one: Incoming): string => `${shortName(one.type)} of ${keyOf(one)}`;

/** What Kafka would hand over of one partition: the events, from an offset on. */
export const messagesOf = (events: readonly Incoming[], partition: number, from: bigint): ReceivedMessage[] =>
  events.map(({ type, event, headers }, i) => ({
    ...aMessage(type as EventType, event, { partition, offset: from + BigInt(i) }),
    headers: { ...headers },
  }));

/** Events in the order given, cut into runs of one topic: what one fetch could bring. */
export function fetchesOf(events: readonly Incoming[]): (readonly [Incoming, ...Incoming[]])[] {
  const fetches: [Incoming, ...Incoming[]][] = [];
  for (const one of events) {
    const last = fetches.at(-1);
    if (last?.[0].type.topic === one.type.topic) last.push(one);
    else fetches.push([one]);
  }
  return fetches;
}
