import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeStackData, type Stack, startStack } from '@penstock/testing/stack';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { aConsumer, aTopic, eventually, fill, Ledger, numbered } from '../kafka.fixture.js';
import type { EventProducer } from '../port.js';
import { type MakeProducer, producers } from '../producer/producers.fixture.js';

let stack: Stack;
const dataDir = mkdtempSync(join(tmpdir(), 'penstock-frozen-'));

beforeAll(async () => {
  stack = await startStack({ dataDir });
});
afterAll(async () => {
  await stack?.stop();
  removeStackData(dataDir);
});

const pidOfKafka = (): number => stack.kafka.pid ?? 0;
const thaw = (): void => void process.kill(pidOfKafka(), 'SIGCONT');

/** Frozen is what the kernel says of every thread, not what was asked for: one may still answer the request that it is at. */
async function freeze(): Promise<void> {
  const pid = pidOfKafka();
  process.kill(pid, 'SIGSTOP');
  onTestFinished(thaw);
  const states = () =>
    execFileSync('ps', ['-L', '-o', 'state=', '-p', String(pid)], { encoding: 'utf8' })
      .trim()
      .split(/\s+/);
  await eventually('every thread has stopped', () => states().every((state) => state.toUpperCase() === 'T'));
}

const records = (topic: string, values: readonly string[]) =>
  values.map((value) => ({ topic, key: 'k', value: Buffer.from(value), headers: {} }));

async function aProducer(made: MakeProducer): Promise<EventProducer> {
  const producer = made({ brokers: [stack.kafkaBrokers], clientId: 'spec' });
  onTestFinished(() => producer.disconnect());
  await producer.connect();
  return producer;
}

async function allOf(topic: string, atLeast: number): Promise<string[]> {
  const ledger = new Ledger();
  const reader = aConsumer(topic, { brokers: [stack.kafkaBrokers] });
  await reader.start(ledger);
  await eventually('all are read', () => ledger.messages.length >= atLeast);
  await reader.stop();
  return ledger.values();
}

describe('a broker that freezes', () => {
  it.each(producers)(
    'makes a send of %s fail in its time; after the thaw other records are not taken for a repeat of those',
    async (_, made) => {
      const topic = await aTopic(1, stack.kafkaBrokers);
      const producer = await aProducer(made);
      await producer.send(records(topic, ['a']));
      await freeze();
      const begun = performance.now();
      await expect(producer.send(records(topic, ['b', 'c']), { timeoutMillis: 3000 })).rejects.toThrow(
        /within 3000 ms/,
      );
      expect(performance.now() - begun).toBeLessThan(4000);
      thaw();
      // Were the sequence numbers of the failed send used again, the broker would acknowledge these and drop them.
      await eventually('it sends again', () =>
        producer.send(records(topic, ['d', 'e'])).then(
          () => true,
          () => false,
        ),
      );
      const values = await allOf(topic, 3);
      expect(values.filter((value) => value === 'd' || value === 'e')).toEqual(['d', 'e']);
      expect(values[0]).toBe('a');
    },
  );

  it('or is killed and started again costs a consumer nothing but the time', async () => {
    const topic = await aTopic(2, stack.kafkaBrokers);
    const ledger = new Ledger();
    const errors: Error[] = [];
    const consumer = aConsumer(topic, {
      ...{ brokers: [stack.kafkaBrokers], onFatal: (error: Error) => void errors.push(error) },
    });
    onTestFinished(() => consumer.stop());
    await consumer.start(ledger);
    await fill(topic, numbered(5), { brokers: stack.kafkaBrokers });
    await eventually('the first come', () => ledger.messages.length === 5);
    await stack.kafka.kill();
    await stack.kafka.start();
    await fill(topic, numbered(5, 5), { brokers: stack.kafkaBrokers });
    await eventually('the others come', () => ledger.messages.length === 10, 60_000);
    expect(ledger.values()).toEqual(numbered(10));
    expect(errors).toEqual([]);
    expect(consumer.stopped.size).toBe(0);
  });
});
