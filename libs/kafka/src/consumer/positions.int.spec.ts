import { describe, expect, it, onTestFinished } from 'vitest';
import { aConsumer, aGroup, asAdmin, aTopic, eventually, fill, Ledger, numbered } from '../kafka.fixture.js';

async function deleteBefore(topic: string, offset: number): Promise<void> {
  await asAdmin(async (admin) => {
    await admin.fetchTopicOffsets(topic); // kafkajs forgets to load the topic's metadata otherwise
    await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: String(offset) }] });
  });
}

describe('where a consumer goes on', () => {
  it('is where the handler says, not where Kafka has committed', async () => {
    const topic = await aTopic();
    const groupId = aGroup();
    await fill(topic, numbered(10));
    await asAdmin((admin) => admin.setOffsets({ groupId, topic, partitions: [{ partition: 0, offset: '9' }] }));
    const ledger = new Ledger();
    ledger.offsets.set(`${topic}/0`, 4n);
    const consumer = aConsumer(topic, { groupId });
    onTestFinished(() => consumer.stop());
    await consumer.start(ledger);
    await eventually('records come', () => ledger.messages.length === 6);
    expect(ledger.values()).toEqual(numbered(6, 4));
  });

  it('is asked again when a handler leaves something undone, as one does that was fenced', async () => {
    const topic = await aTopic();
    await fill(topic, numbered(10));
    const ledger = new Ledger();
    const consumer = aConsumer(topic);
    onTestFinished(() => consumer.stop());
    let refusals = 2;
    await consumer.start({
      positions: ledger.positions,
      onBatch: async (batch, control) => {
        if (refusals-- > 0) return;
        await ledger.onBatch(batch, control);
      },
    });
    await eventually('records come', () => ledger.messages.length >= 10);
    expect(ledger.values()).toEqual(numbered(10));
  });

  it('waits while the handler cannot say, and nothing is read meanwhile', async () => {
    const topic = await aTopic();
    await fill(topic, numbered(3));
    const ledger = new Ledger();
    const consumer = aConsumer(topic);
    onTestFinished(() => consumer.stop());
    let failures = 0;
    await consumer.start({
      onBatch: ledger.onBatch,
      positions: async (...asked) => {
        failures += 1;
        if (failures < 3) throw new Error('the database is away');
        return ledger.positions(...asked);
      },
    });
    await eventually('records come', () => ledger.messages.length === 3);
    expect(failures).toBe(3);
  });
});

describe('records that Kafka deleted before they were applied', () => {
  it('stop the partition at the start, and reading goes on after repair without a restart', async () => {
    const topic = await aTopic(2);
    await fill(topic, numbered(10));
    await fill(topic, numbered(5), { partition: 1 });
    await deleteBefore(topic, 7);
    const ledger = new Ledger();
    ledger.offsets.set(`${topic}/0`, 3n);
    const consumer = aConsumer(topic);
    onTestFinished(() => consumer.stop());
    await consumer.start(ledger);
    await eventually('it stops', () => consumer.stopped.size === 1);
    expect(consumer.stopped.get(`${topic}/0`)).toMatchObject({ alarm: 'OFFSET_OUT_OF_RANGE' });
    await eventually('the other partition goes on', () => ledger.values(1).length === 5);
    expect(ledger.values(0)).toEqual([]);
    expect(ledger.offsets.get(`${topic}/0`)).toBe(3n);

    ledger.offsets.set(`${topic}/0`, 7n);
    await eventually('it goes on', () => ledger.values(0).length === 3);
    expect(ledger.values(0)).toEqual(numbered(3, 7));
    expect(consumer.stopped.size).toBe(0);
  });

  it('stop the partition in the middle of work, even when nothing new ever comes', async () => {
    const topic = await aTopic();
    const value = 'x'.repeat(900_000);
    for (let i = 0; i < 3; i += 1) await fill(topic, [value]);
    const ledger = new Ledger();
    let mayGoOn = (): void => undefined;
    const held = new Promise<void>((resolve) => (mayGoOn = resolve));
    let isHandedOver = false;
    ledger.before = () => {
      isHandedOver = true;
      return held;
    };
    const consumer = aConsumer(topic, { roomBytes: 500_000 });
    onTestFinished(() => consumer.stop());
    await consumer.start(ledger);
    await eventually('the first is fetched', () => isHandedOver);
    await fill(topic, numbered(20));
    await deleteBefore(topic, 23);
    mayGoOn();
    await eventually('it stops', () => consumer.stopped.size === 1);
    expect(consumer.stopped.get(`${topic}/0`)).toMatchObject({ alarm: 'OFFSET_OUT_OF_RANGE' });
    expect(ledger.values().every((one) => one === value)).toBe(true);
  });

  it('stop the partition too when the topic was made anew and ends before what was applied', async () => {
    const topic = await aTopic();
    await fill(topic, numbered(2));
    const ledger = new Ledger();
    ledger.offsets.set(`${topic}/0`, 100n);
    const consumer = aConsumer(topic);
    onTestFinished(() => consumer.stop());
    await consumer.start(ledger);
    await eventually('it stops', () => consumer.stopped.size === 1);
    await fill(topic, numbered(2));
    expect(ledger.messages).toEqual([]);
  });

  it('are not looked for where the handler itself stops', async () => {
    const topic = await aTopic();
    await fill(topic, numbered(2));
    const ledger = new Ledger();
    ledger.offsets.set(`${topic}/0`, { alarm: 'NO_OFFSET_BUT_INBOX', reason: 'a test' });
    const consumer = aConsumer(topic);
    onTestFinished(() => consumer.stop());
    await consumer.start(ledger);
    await eventually('it stops', () => consumer.stopped.size === 1);
    expect(ledger.messages).toEqual([]);
    expect(consumer.stalledMillis()).toBe(0);
  });
});
