import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { aConsumer, aTopic, eventually, fill, Ledger, numbered } from '../kafka.fixture.js';

describe('a consumer with nothing to do', () => {
  it('sets a few timers a second, not a thousand for each connection (tulios/kafkajs #1751)', async () => {
    const topic = await aTopic();
    const ledger = new Ledger();
    const consumer = aConsumer(topic);
    onTestFinished(() => consumer.stop());
    await consumer.start(ledger);
    await fill(topic, numbered(1));
    await eventually('it has begun', () => ledger.messages.length === 1);

    const timers = vi.spyOn(globalThis, 'setTimeout');
    onTestFinished(() => timers.mockRestore());
    const until = performance.now() + 2000;
    await eventually('two seconds have gone by', () => performance.now() > until);
    const backwards = timers.mock.calls.filter(([, delay]) => (delay ?? 0) < 0);
    expect(backwards).toEqual([]);
    expect(timers.mock.calls.length).toBeLessThan(300);
  });
});
