import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { java, kafkaJars, smallJvm } from '@penstock/testing/stack';
import { describe, expect, it, onTestFinished } from 'vitest';
import { aConsumer, aTopic, broker, eventually, Ledger } from '../kafka.fixture.js';

const program = join(import.meta.dirname, 'ProduceCompressed.java');

/** Writes lines with Kafka's own producer, in batches large enough to be worth compressing. */
async function produceWithJava(topic: string, compression: string, lines: readonly string[]): Promise<void> {
  const args = [...smallJvm, '-cp', join(await kafkaJars(), 'libs', '*'), program, broker(), topic, compression];
  await new Promise<void>((resolve, reject) => {
    const child = execFile(java(), args, (error, _out, complaints) =>
      error ? reject(new Error(complaints, { cause: error })) : resolve(),
    );
    child.stdin?.on('error', () => undefined); // it ended early, and says why
    child.stdin?.end(`${lines.join('\n')}\n`);
  });
}

describe('a batch that a producer compressed (tulios/kafkajs #1141)', () => {
  // Much that repeats, near and far, much that does not, and lines longer than one snappy block of 32 KiB.
  const lines = Array.from({ length: 3000 }, (_, i) =>
    i % 500 === 0
      ? `${i} ${'abcdefgh'.repeat(9000)}`
      : `${i} ${Math.random().toString(36)} The quick brown fox ${'é'.repeat(i % 90)}`,
  );

  it.each(['none', 'gzip', 'snappy', 'lz4', 'zstd'])('with %s is read like any other', async (compression) => {
    const topic = await aTopic();
    await produceWithJava(topic, compression, lines);
    const ledger = new Ledger();
    const errors: Error[] = [];
    const consumer = aConsumer(topic, { onFatal: (error) => void errors.push(error) });
    onTestFinished(() => consumer.stop());
    await consumer.start(ledger);
    await eventually('all are read', () => ledger.messages.length >= lines.length || errors.length > 0);
    expect(errors).toEqual([]);
    expect(ledger.values()).toEqual(lines);
  });
});
