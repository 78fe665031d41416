import { StockAdjusted } from '@penstock/contracts';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { addedTo, figuresOf, measureSpecs } from '../gauges/figures.fixture.js';
import { Readings } from '../gauges/readings.js';
import { failing, moved, tallyOn } from '../inbox/runner.fixture.js';
import type { ServiceUnderTest } from '../testing/index.js';
import { parkedGauges } from './parked-gauges.js';

const { topic } = StockAdjusted;
const decision = { actor: 'ann', reason: 'mended' };
let service: ServiceUnderTest;

measureSpecs();
beforeAll(async () => {
  service = await tallyOn(await freshDatabase());
});
beforeEach(async () => {
  await service.query('TRUNCATE inbox, consumer_offset, key_head, parked');
  failing.clear();
  failing.set('never', 'permanent').set('later', 'transient');
});
afterAll(() => service?.close());

const watch = () => onTestFinished(parkedGauges(new Readings(service.database), 'tally', [topic, topic]));
const ofState = (state: string) => `topic="${topic}",state="${state}"`;
const parked = () => figuresOf('penstock_parked');
const decided = (work: () => Promise<unknown>) => addedTo('penstock_parked_decisions_total', work);
const at = (offset: bigint) => ({ topic, partition: 0, offset });

describe('the figures of what is set aside', () => {
  it('are nothing, of the topics that the service listens to, where nothing is', async () => {
    watch();
    expect(await parked()).toEqual({ [ofState('waiting')]: 0, [ofState('dead')]: 0 });
    expect(await figuresOf('penstock_parked_oldest_age')).toEqual({ [ofState('waiting')]: 0, [ofState('dead')]: 0 });
  });

  it('tell how much waits and how much is dead, and for how long', async () => {
    await service.deliver(
      [moved('p1', 'later', '1', 0), moved('p1', 'a', '1', 1), moved('p2', 'never', '1', 2)],
      service.anotherRunner(),
    );
    await service.query(`UPDATE parked SET parked_at = parked_at - interval '90 s' WHERE position = 1`);
    watch();
    expect(await parked()).toEqual({ [ofState('waiting')]: 2, [ofState('dead')]: 1 });
    const ages = await figuresOf('penstock_parked_oldest_age');
    expect(ages[ofState('waiting')]).toBeGreaterThanOrEqual(90);
    expect(ages[ofState('waiting')]).toBeLessThan(150);
    expect(ages[ofState('dead')]).toBeLessThan(60);
  });

  it('go down by what is tried again with success, and by what is replayed and discarded', async () => {
    await service.deliver(
      [moved('p1', 'later', '1', 0), moved('p2', 'never', '1', 1), moved('p3', 'never', '1', 2)],
      service.anotherRunner(),
    );
    expect(await decided(() => service.deadLetters.replay(at(1n), decision))).toEqual({
      'action="replay",outcome="failed"': 1,
    });
    failing.clear();
    await service.retryAll();
    expect(await decided(() => service.deadLetters.replay(at(1n), decision))).toEqual({
      'action="replay",outcome="done"': 1,
    });
    expect(await decided(() => service.deadLetters.discard(at(2n), decision))).toEqual({
      'action="discard",outcome="discarded"': 1,
    });
    watch();
    expect(await parked()).toEqual({ [ofState('waiting')]: 0, [ofState('dead')]: 0 });
  });

  it('count no preview as a decision', async () => {
    await service.deliver([moved('p2', 'never', '1', 0)], service.anotherRunner());
    const preview = () => Promise.all([service.deadLetters.replay(at(0n)), service.deadLetters.discard(at(0n))]);
    expect(await decided(preview)).toEqual({});
  });
});
