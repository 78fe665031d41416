import { randomUUID } from 'node:crypto';
import { KafkajsConsumer } from '@penstock/kafka';
import { until } from '@penstock/testing/stack';

/** Reads a topic whose values begin with `key number `, and tells whether each key counts up by one, first occurrences only. */
export async function readNumbered(
  brokers: readonly string[],
  topic: string,
  expected: number,
): Promise<{ count: number; keysOutOfOrder: number }> {
  const lastOf = new Map<string, number>();
  const outOfOrder = new Set<string>();
  let count = 0;
  let lastAt = performance.now();
  const consumer = new KafkajsConsumer({
    brokers,
    clientId: 'bench-reader',
    groupId: `bench-reader-${randomUUID()}`,
    topics: [topic],
    sessionTimeout: 30_000,
    partitionsAtOnce: 1,
    onFatal: (error) => console.error(error.message), // what was not read then fails the count
  });
  await consumer.start({
    onAssigned: () => undefined,
    async onBatch({ messages }, control) {
      for (const { value, offset } of messages) {
        const [key = '', number = ''] = (value ?? Buffer.alloc(0)).toString('latin1', 0, 60).split(' ', 2);
        const last = lastOf.get(key) ?? 0;
        if (Number(number) > last + 1) outOfOrder.add(key);
        lastOf.set(key, Math.max(last, Number(number)));
        count += 1;
        control.resolve(offset);
      }
      lastAt = performance.now();
    },
  });
  await until(() => count >= expected || performance.now() - lastAt > 10_000, { withinMs: 600_000, everyMs: 100 });
  await consumer.stop();
  return { count, keysOutOfOrder: outOfOrder.size };
}
