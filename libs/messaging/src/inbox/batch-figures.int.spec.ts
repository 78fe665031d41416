import { AvailabilityChanged, StockAdjusted } from '@penstock/contracts';
import { zero } from '@penstock/domain';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addedTo, figuresOf, measureSpecs } from '../gauges/figures.fixture.js';
import type { ServiceUnderTest } from '../testing/index.js';
import { aMessage, aMeta } from '../testing/messages.js';
import { availability, failing, moved, tallyOn } from './runner.fixture.js';

const { topic } = StockAdjusted;
let service: ServiceUnderTest;
measureSpecs();
beforeAll(async () => {
  service = await tallyOn(await freshDatabase());
});
beforeEach(async () => {
  await service.empty();
  failing.clear();
});
afterAll(() => service?.close());

const messages = (work: () => Promise<unknown>) => addedTo('penstock_messages_total', work);
const ofTally = (outcome: string) => `handler="tally.stock-adjusted",outcome="${outcome}"`;

describe('a committed batch', () => {
  it('counts its messages by handler and by what became of them', async () => {
    failing.set('never', 'permanent').set('later', 'transient');
    const first = moved('p1', 'a', '1', 0);
    const batch = [
      ...[first, moved('p1', 'b', '1', 1), moved('p1', 'c', '0', 2), { ...first, offset: 3n }],
      ...[moved('p2', 'never', '1', 4), moved('p3', 'later', '1', 5), moved('p3', 'a', '1', 6)],
      { ...first, offset: 7n, value: Buffer.from('not avro') },
    ];
    expect(await messages(() => service.deliver(batch, service.anotherRunner()))).toEqual({
      [ofTally('done')]: 2,
      [ofTally('skipped')]: 1,
      [ofTally('repeated')]: 1,
      [ofTally('dead')]: 1,
      [ofTally('parked')]: 2,
      'handler="none",outcome="dead"': 1,
    });
  });

  it('counts as ignored what nobody here handles', async () => {
    const event = { ...availability('p1', zero), meta: aMeta({ aggregateId: 'p1' }) };
    const batch = [aMessage(AvailabilityChanged, event, { offset: 0n }), moved('p1', 'a', '1', 1)];
    expect(await messages(() => service.deliver(batch, service.anotherRunner()))).toEqual({
      'handler="none",outcome="ignored"': 1,
      [ofTally('done')]: 1,
    });
  });

  it('is timed once, and tells the age of its oldest message at its commit', async () => {
    const batch = [moved('p1', 'a', '1', 0), { ...moved('p1', 'b', '1', 1), timestamp: Date.now() - 90_000 }];
    const ages = { count: 'penstock_message_age_count', sum: 'penstock_message_age_sum' };
    const label = `topic="${topic}"`;
    const before = await figuresOf(ages.sum);
    let counted = {};
    const timed = await addedTo('penstock_batch_duration_count', async () => {
      counted = await addedTo(ages.count, () => service.deliver(batch, service.anotherRunner()));
    });
    expect(timed).toEqual({ [label]: 1 });
    expect(counted).toEqual({ [label]: 1 });
    const sum = ((await figuresOf(ages.sum))[label] ?? 0) - (before[label] ?? 0);
    expect(sum).toBeGreaterThanOrEqual(90);
    expect(sum).toBeLessThan(150);
  });
});

describe('a batch that is rolled back', () => {
  const refused = (work: () => Promise<unknown>) => addedTo('penstock_batch_refused_total', work);

  it('is counted as halved until the one event is found whose statement is refused', async () => {
    const batch = ['1', '2', '5000', '3'].map((delta, i) => moved(`p${i}`, 'a', delta, i));
    let counted = {};
    const because = await refused(async () => {
      counted = await messages(() => service.deliver(batch, service.anotherRunner()));
    });
    expect(because).toEqual({ [`topic="${topic}",reason="halved"`]: 2, [`topic="${topic}",reason="one_event"`]: 1 });
    expect(counted).toEqual({ [ofTally('done')]: 3, [ofTally('parked')]: 1 });
  });

  it('is counted as fenced where another consumer moved the partition on', async () => {
    const [zombie, heir] = [service.anotherRunner(), service.anotherRunner()];
    await service.deliver([moved('p1', 'a', '1', 0)], zombie);
    await service.deliver([moved('p1', 'b', '1', 1)], heir);
    expect(await refused(() => service.deliver([moved('p1', 'stale', '1', 1)], zombie))).toEqual({
      [`topic="${topic}",reason="fenced"`]: 1,
    });
  });

  it('is counted each time by the outage that it waits for', async () => {
    await service.query(
      `CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE 'could not extend file' USING ERRCODE = 'disk_full'; END $$`,
    );
    await service.query('CREATE TRIGGER full_disk BEFORE INSERT ON tally EXECUTE FUNCTION full_disk()');
    const because = await refused(async () => {
      const runner = service.anotherRunner();
      const delivered = service.deliver([moved('p1', 'a', '1', 0)], runner);
      await expect.poll(() => runner.waiting.size).toBe(1);
      await service.query('DROP FUNCTION full_disk CASCADE');
      await delivered;
    });
    expect(Object.keys(because)).toEqual([`topic="${topic}",reason="DATABASE_FULL"`]);
  });
});
