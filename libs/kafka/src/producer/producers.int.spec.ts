import { describe, expect, it, onTestFinished } from 'vitest';
import { aConsumer, aTopic, broker, eventually, Ledger } from '../kafka.fixture.js';
import { partitionOfKey } from '../partition-of-key.js';
import { producers } from './producers.fixture.js';

const PARTITIONS = 6;

describe.each(producers)('the producer on %s', (_, made) => {
  it('puts every key where Java does, keeps its order, and carries headers', async () => {
    const topic = await aTopic(PARTITIONS);
    const producer = made({ brokers: [broker()], clientId: 'spec' });
    onTestFinished(() => producer.disconnect());
    await producer.connect();
    const records = Array.from({ length: 1000 }, (__, i) => ({
      topic,
      key: `käy-${i % 50}`,
      value: Buffer.from(String(i)),
      headers: { traceparent: `t-${i}` },
    }));
    for (let at = 0; at < records.length; at += 100) await producer.send(records.slice(at, at + 100));

    const ledger = new Ledger();
    const reader = aConsumer(topic);
    onTestFinished(() => reader.stop());
    await reader.start(ledger);
    await eventually('all arrive', () => ledger.messages.length === records.length);
    for (const [key, ofKey] of Map.groupBy(ledger.messages, (message) => message.key?.toString() ?? '')) {
      expect(new Set(ofKey.map(({ partition }) => partition))).toEqual(
        new Set([partitionOfKey(Buffer.from(key), PARTITIONS)]),
      );
      const sent = records.filter((record) => record.key === key);
      expect(ofKey.map(({ value }) => value?.toString())).toEqual(sent.map(({ value }) => value.toString()));
      expect(ofKey.map(({ headers }) => headers['traceparent'])).toEqual(
        sent.map(({ headers }) => headers.traceparent),
      );
    }
  });

  it('says so when there is no such topic, and goes on with the next send', async () => {
    const topic = await aTopic(1);
    const producer = made({ brokers: [broker()], clientId: 'spec' });
    onTestFinished(() => producer.disconnect());
    const one = { key: 'k', value: Buffer.from('v'), headers: {} };
    await expect(producer.send([{ topic: `${topic}-not`, ...one }], { timeoutMillis: 4000 })).rejects.toThrow();
    await producer.send([{ topic, ...one }]);
  });
});
