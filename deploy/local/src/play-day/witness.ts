import { type EventOf, type EventType, topics } from '@penstock/contracts';
import { EventCodec, KafkajsConsumer, type ReceivedMessage } from '@penstock/kafka';
import { until } from '@penstock/testing/stack';

/** An event as it was said, and the trace it belongs to (empty when its producer did not trace). */
export interface Heard<T> {
  readonly event: T;
  readonly traceId: string;
}

/** Somebody who hears every event from the beginning, and so can tell what happened without asking any service. */
export interface Witness {
  /**
   * All events of a type that satisfy `which`, once there are as many as `atLeast`. Throws an Error that names what is missing after
   * `withinMs`.
   */
  heard<E extends EventType<any>>( // eslint-disable-line @typescript-eslint/no-explicit-any -- an event of any value
    type: E,
    which: (event: EventOf<E>) => boolean,
    options?: { atLeast?: number; withinMs?: number },
  ): Promise<[Heard<EventOf<E>>, ...Heard<EventOf<E>>[]]>;
  leave(): Promise<void>;
}

interface Record {
  readonly name: string;
  readonly event: unknown;
  readonly traceId: string;
}

/** Joins with a consumer group of its own. */
export async function callWitness(
  at: { kafkaBrokers: string; registryUrl: string },
  groupId: string,
): Promise<Witness> {
  const records: Record[] = [];
  const codec = await EventCodec.connect(at.registryUrl, []);
  const consumer = new KafkajsConsumer({
    brokers: at.kafkaBrokers.split(','),
    clientId: 'penstock-witness',
    groupId,
    topics: topics.map((topic) => topic.name),
    sessionTimeout: 30_000,
    partitionsAtOnce: 4,
    onFatal: (error) => void records.push({ name: 'the witness fell silent', event: error, traceId: '' }),
  });

  const hear = async (message: ReceivedMessage): Promise<void> => {
    if (!message.value) return;
    await codec.meetWriters([message.value]);
    const decoded = codec.decode(message.value);
    if (decoded.kind !== 'event') return; // somebody's dead letter; not a part of the story
    // W3C Trace Context: version, trace id, parent id, flags; https://www.w3.org/TR/trace-context/#traceparent-header
    const traceId = message.headers['traceparent']?.split('-')[1] ?? '';
    records.push({ name: decoded.type.name, event: decoded.event, traceId });
  };

  await consumer.start({
    onAssigned: () => undefined,
    onBatch: async ({ messages }, control) => {
      for (const message of messages) {
        await hear(message);
        control.resolve(message.offset);
      }
    },
  });

  return {
    async heard(type, which, { atLeast = 1, withinMs = 60_000 } = {}) {
      type Event = EventOf<typeof type>;
      const found = (): Heard<Event>[] =>
        records.filter((record) => record.name === type.name && which(record.event as Event)) as Heard<Event>[];
      if (!(await until(() => found().length >= atLeast, { withinMs }))) {
        const missing = `${type.name.split('.').at(-1)} was said ${found().length} times instead of ${atLeast}`;
        throw new Error(`${missing} within ${withinMs / 1000} s`);
      }
      return found() as [Heard<Event>, ...Heard<Event>[]];
    },
    leave: () => consumer.stop(),
  };
}
