import { describe, expect, it, onTestFinished } from 'vitest';
import { aConsumer, asAdmin, aTopic, broker, eventually, fill, Ledger, numbered } from '../kafka.fixture.js';
import { producers } from '../producer/producers.fixture.js';
import { openPassage, type Passage } from './half-open.fixture.js';

async function aPassage(): Promise<Passage> {
  const passage = await openPassage(broker());
  onTestFinished(() => passage.close());
  return passage;
}

const records = (topic: string, values: readonly string[]) =>
  values.map((value) => ({ topic, key: 'k', value: Buffer.from(value), headers: {} }));

const length = (topic: string) =>
  asAdmin(async (admin) => Number((await admin.fetchTopicOffsets(topic))[0]?.high ?? 0));

describe('connections that are dead without anybody having said so (tulios/kafkajs #919)', () => {
  it.each(producers)('cost %s one send, which fails in its time, and the next one arrives', async (_, made) => {
    const topic = await aTopic();
    const passage = await aPassage();
    const producer = made({ brokers: [passage.brokers], clientId: 'spec' });
    onTestFinished(() => producer.disconnect());
    await producer.connect();
    await producer.send(records(topic, ['a']));
    passage.brickUp();
    const begun = performance.now();
    await expect(producer.send(records(topic, ['b']), { timeoutMillis: 2000 })).rejects.toThrow(/within 2000 ms/);
    expect(performance.now() - begun).toBeLessThan(3000);
    await producer.send(records(topic, ['b']), { timeoutMillis: 5000 });
    expect(await length(topic)).toBe(2);
  });

  it('are replaced by a consumer, which then goes on', async () => {
    const topic = await aTopic();
    const passage = await aPassage();
    const ledger = new Ledger();
    const consumer = aConsumer(topic, { brokers: [passage.brokers] });
    onTestFinished(() => consumer.stop());
    await consumer.start(ledger);
    await fill(topic, numbered(1));
    await eventually('the first comes', () => ledger.messages.length === 1);
    const before = passage.connections;
    passage.brickUp();
    await fill(topic, numbered(1, 1));
    await eventually('the second comes', () => ledger.messages.length === 2, 40_000);
    expect(passage.connections).toBeGreaterThan(before);
    expect(ledger.values()).toEqual(['0', '1']);
  });
});
