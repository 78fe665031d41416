import { randomBytes } from 'node:crypto';
import { inject, vi } from 'vitest';
import { kafkaClient } from './client/kafkajs-client.js';
import type { ConsumerSettings } from './consumer/consumer-settings.js';
import { KafkajsConsumer } from './consumer/kafkajs-consumer.js';
import type { PartitionHandler, Position, ReceivedMessage } from './port.js';
import { createTopics } from './topics.js';

/** Of the stack that the test run shares. */
export const broker = (): string => inject('penstockStack').kafkaBrokers;

/** A new topic with a name of its own. */
export async function aTopic(partitions = 1, brokers = broker()): Promise<string> {
  const name = `topic-${randomBytes(4).toString('hex')}`;
  await createTopics([brokers], [{ name, partitions, config: {} }]);
  return name;
}

export const aGroup = (): string => `group-${randomBytes(4).toString('hex')}`;

/** A consumer with times short enough for a test. */
export const aConsumer = (
  topic: string | readonly string[],
  settings: Partial<ConsumerSettings> = {},
): KafkajsConsumer =>
  new KafkajsConsumer({
    brokers: [broker()],
    clientId: 'spec',
    groupId: aGroup(),
    topics: [topic].flat(),
    sessionTimeout: 6000,
    partitionsAtOnce: 4,
    onFatal: () => undefined,
    ...settings,
  });

/** Writes `values` to partitions that are named, in order, with an uncompressed producer unless told. */
export async function fill(
  topic: string,
  values: readonly string[],
  { partition = 0, brokers = broker() }: { partition?: number; brokers?: string } = {},
): Promise<void> {
  const producer = kafkaClient({ brokers: [brokers], clientId: 'spec' }).producer();
  await producer.connect();
  try {
    for (let at = 0; at < values.length; at += 500) {
      await producer.send({ topic, messages: values.slice(at, at + 500).map((value) => ({ value, partition })) });
    }
  } finally {
    await producer.disconnect();
  }
}

export const numbered = (count: number, from = 0): string[] => Array.from({ length: count }, (_, i) => `${from + i}`);

/** Works with Kafka's administrator for a moment. */
export async function asAdmin<T>(
  work: (admin: ReturnType<ReturnType<typeof kafkaClient>['admin']>) => Promise<T>,
  brokers = broker(),
): Promise<T> {
  const admin = kafkaClient({ brokers: [brokers], clientId: 'spec' }).admin();
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}

/** A handler that notes what it was handed, and keeps positions as a database would. */
export class Ledger implements PartitionHandler {
  readonly messages: ReceivedMessage[] = [];
  /** Next offsets, by `topic/partition`. */
  readonly offsets = new Map<string, Position>();
  /** Called before a batch is noted. */
  before: (messages: readonly ReceivedMessage[], isRunning: () => boolean) => Promise<void> = async () => undefined;

  readonly positions = async (topic: string, partitions: readonly number[]): Promise<ReadonlyMap<number, Position>> =>
    new Map(
      partitions.flatMap((partition) => {
        const position = this.offsets.get(`${topic}/${partition}`);
        return position === undefined ? [] : [[partition, position] as const];
      }),
    );

  readonly onBatch: PartitionHandler['onBatch'] = async ({ topic, partition, messages }, control) => {
    await this.before(messages, () => control.isRunning());
    if (!control.isRunning()) return;
    const last = messages.at(-1);
    if (!last) return;
    this.messages.push(...messages);
    this.offsets.set(`${topic}/${partition}`, last.offset + 1n);
    control.resolve(last.offset);
  };

  values(partition?: number): string[] {
    return this.messages
      .filter((message) => partition === undefined || message.partition === partition)
      .map(({ value }) => String(value));
  }
}

/** Waits until it is so, and fails when it never is. */
export async function eventually(what: string, condition: () => boolean | Promise<boolean>, withinMs = 30_000) {
  try {
    await vi.waitUntil(condition, { timeout: withinMs, interval: 50 });
  } catch (error) {
    throw new Error(`never: ${what}`, { cause: error });
  }
}
