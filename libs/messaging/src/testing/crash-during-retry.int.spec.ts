import { AvailabilityChanged, DeadLettered, StockAdjusted } from '@penstock/contracts';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { failing, movement, statesIn, storyOf, tallyOn } from '../inbox/runner.fixture.js';
import { crashDuringRetry, incoming, type ServiceUnderTest } from './index.js';
import { complaint, withoutTransactions } from './trials.fixture.js';

let service: ServiceUnderTest;
beforeAll(async () => {
  service = await tallyOn(await freshDatabase());
});
beforeEach(async () => {
  failing.clear();
  await service.empty();
});
afterAll(() => service?.close());

const moves = (...args: Parameters<typeof movement>) => incoming(StockAdjusted, movement(...args));
const closedKeys = () => service.query('SELECT key FROM key_head');
const setAside = () => service.query('SELECT event_id, state, attempts FROM parked ORDER BY position');

/** `a` of p1 waits for something, and `b` behind it; p2 is well. */
async function waiting(): Promise<void> {
  failing.set('a', 'missing');
  await service.hears(moves('p1', 'a', '5'), moves('p1', 'b', '2'), moves('p2', 'x', '1'));
  failing.clear();
}

describe('what is tried again', () => {
  it('is had once, and after it what waited behind it, wherever a process dies', async () => {
    await waiting();
    const steps = await crashDuringRetry(service);
    expect(await storyOf(service, 'p1')).toBe('a b ');
    expect(await statesIn(service)).toEqual(['done 3']);
    expect(await setAside()).toEqual([]);
    expect(await closedKeys()).toEqual([]);
    expect((await service.outbox(AvailabilityChanged)).map(({ key }) => key)).toEqual(['p2', 'p1', 'p1']);
    // Two tries and the opening of the key, each looked up before it is done.
    expect(steps.filter((name) => name === 'COMMIT')).toHaveLength(7);
    for (const name of ['lock key', 'oldest parked', 'unpark', 'open key']) expect(steps).toContain(name);
  });

  it('in vain for the last time is one dead letter, announced once, and its key is held', async () => {
    await waiting();
    failing.set('a', 'permanent');
    const steps = await crashDuringRetry(service);
    expect(steps).toContain('record failed retry');
    expect(await storyOf(service, 'p1')).toBe('');
    expect(await statesIn(service)).toEqual(['dead 1', 'done 1', 'parked 1']);
    expect(await setAside()).toMatchObject([
      { state: 'dead', attempts: 2 },
      { state: 'waiting', attempts: 0 },
    ]);
    expect(await service.outbox(DeadLettered)).toHaveLength(1);
    expect(await closedKeys()).toEqual([{ key: 'p1' }]);
  });

  it('and refused by the database is written down in a transaction of its own, once', async () => {
    await service.hears(moves('p1', 'a', '5000'));
    for (let round = 0; round < 3; round += 1) await service.retryAll();
    await crashDuringRetry(service);
    expect(await setAside()).toMatchObject([{ state: 'dead', attempts: 5 }]);
    expect(await service.outbox(DeadLettered)).toHaveLength(1);
  });
});

describe('the trial', () => {
  it('notices a retrier that has no transaction', async () => {
    await waiting();
    const careless: ServiceUnderTest = {
      ...service,
      anotherRetrier: (database) => service.anotherRetrier(withoutTransactions(database)),
    };
    expect(await complaint(crashDuringRetry(careless))).toMatch(
      /^a retry: a process died before step \d+ of \d+ \(.*\), and left rows in \w+/,
    );
  });

  it('says what goes on waiting, and that there is nothing to try', async () => {
    await waiting();
    failing.set('a', 'missing');
    expect(await complaint(crashDuringRetry(service))).toMatch(
      /^tried again, these still wait:\n {2}tally\.stock-adjusted [0-9a-f-]{36}: parked, missing NOT_YET: not yet$/,
    );
    await service.empty();
    await expect(crashDuringRetry(service)).rejects.toThrow('nothing waits to be tried again');
  });
});
