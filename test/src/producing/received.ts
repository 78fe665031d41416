import { allEvents, topics } from '@penstock/contracts';
import { createTopics, EventCodec, KafkajsConsumer, type ReceivedMessage } from '@penstock/kafka';
import { registerSchemas, until } from '@penstock/testing/stack';
import { testStack, uniquePrefix } from '@penstock/testing/stack/vitest';

/** Partitions that every topic has here, as on a laptop. */
export const PARTITIONS = 6;

/** Where the examples find the stack: the environment that the guide names. */
export const surroundings = () => ({
  KAFKA_BROKERS: testStack().kafkaBrokers,
  SCHEMA_REGISTRY_URL: testStack().registryUrl,
});

/** Topics and schemas as a deployment's set-up makes them, from the catalogue. */
export async function prepareStack(): Promise<void> {
  const { kafkaBrokers, registryUrl } = testStack();
  await createTopics(
    [kafkaBrokers],
    topics.map((topic) => ({ ...topic, partitions: PARTITIONS })),
  );
  await registerSchemas(registryUrl, allEvents);
}

/** Everything on a topic whose key is among `keys`, each partition in its order. Resolves when `count` have come. */
export async function received(topic: string, keys: ReadonlySet<string>, count: number): Promise<ReceivedMessage[]> {
  const found: ReceivedMessage[] = [];
  let broken: Error | undefined;
  const name = `${uniquePrefix()}reader`;
  const consumer = new KafkajsConsumer({
    brokers: [testStack().kafkaBrokers],
    clientId: name,
    groupId: name,
    topics: [topic],
    sessionTimeout: 30_000,
    partitionsAtOnce: 1,
    onFatal: (error) => (broken = error),
  });
  await consumer.start({
    onAssigned: () => undefined,
    async onBatch({ messages }, control) {
      found.push(...messages.filter(({ key }) => key !== null && keys.has(key.toString('utf8'))));
      const last = messages.at(-1);
      if (last) control.resolve(last.offset);
    },
  });
  await until(() => found.length >= count || broken !== undefined, { withinMs: 30_000 });
  await consumer.stop();
  if (broken) throw broken;
  return found;
}

/** Values decoded as a service does, by what the registry knows of their writers. */
export async function decoded(messages: readonly ReceivedMessage[]): Promise<unknown[]> {
  const codec = await EventCodec.connect(testStack().registryUrl, []);
  const values = messages.flatMap(({ value }) => value ?? []);
  await codec.meetWriters(values);
  return values.map((value) => {
    const result = codec.decode(value);
    if (result.kind !== 'event') throw new Error(`${result.kind}: ${JSON.stringify(result)}`);
    return result.event;
  });
}
