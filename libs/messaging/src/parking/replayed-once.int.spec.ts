import { AvailabilityChanged, StockAdjusted } from '@penstock/contracts';
import type { ReceivedMessage } from '@penstock/kafka';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DeadLetters } from '../dead-letters/dead-letters.js';
import { type Arrival, Arrivals } from '../inbox/arrival.js';
import { failing, moved, onStockAdjusted, statesIn, storyOf, tallyOn } from '../inbox/runner.fixture.js';
import { crashEverywhere } from '../testing/crash-everywhere.js';
import { plainCodec, type ServiceUnderTest } from '../testing/index.js';
import { type Step, watched } from '../testing/steps.js';
import { Trial, whileClockStands } from '../testing/trial.js';

const at = { topic: StockAdjusted.topic, partition: 0, offset: 0n };
const decision = { actor: 'ada', reason: 'ticket 7' };

/** Two processes of one service: each has connections of its own. */
let service: ServiceUnderTest;
let other: ServiceUnderTest;
beforeAll(async () => {
  const url = await freshDatabase();
  service = await tallyOn(url);
  other = await tallyOn(url);
});
beforeEach(async () => {
  await service.empty();
  failing.set('a', 'permanent');
  await service.deliver([moved('p1', 'a', '1', 0), moved('p1', 'b', '1', 1)], service.anotherRunner());
  failing.clear();
});
afterAll(async () => {
  await service?.close();
  await other?.close();
});

/** What decides about dead letters in a process with this way to the database. */
const deadLettersOn = (database: DataSource) =>
  new DeadLetters(service.unitsOn(database), new Arrivals(plainCodec, [onStockAdjusted]), plainCodec, 'tally');

const saidOf = async (key: string) => (await service.outbox(AvailabilityChanged)).filter((said) => said.key === key);

describe('a replay asked for in two processes at once', () => {
  it('is applied by one; the other waits for it, and finds nothing left to do', async () => {
    const reached = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    const atItsEnd = async ({ name }: Step) => {
      if (name !== 'forget dead letter') return;
      reached.resolve();
      await goOn.promise;
    };
    const slow = deadLettersOn(watched(service.database, { before: atItsEnd, after: async () => {} }));
    const first = slow.replay(at, decision);
    await reached.promise;
    const second = other.deadLetters.replay(at, { actor: 'grace', reason: 'ticket 7, too' });
    await expect.poll(() => waitsForLock(service), { timeout: 10_000 }).toBe(true);
    goOn.resolve();
    expect([await first, await second].map(({ outcome }) => outcome)).toEqual(['done', 'gone']);
    expect(await storyOf(service, 'p1')).toBe('a ');
    expect(await saidOf('p1')).toHaveLength(1);
    expect(await statesIn(service)).toEqual(['done 1', 'parked 1']);
    const { items } = await service.deadLetters.actions({ limit: 10 });
    expect(items.map(({ actor }) => actor)).toEqual(['ada']);
  });
});

/** Keeps what it was given to make events of. */
class WatchedArrivals extends Arrivals {
  readonly given: ReceivedMessage[] = [];

  override classify(messages: readonly ReceivedMessage[]): Promise<Arrival[]> {
    this.given.push(...messages);
    return super.classify(messages);
  }
}

describe('a replay', () => {
  it('is of the message alone: no header of the failed try comes with it', async () => {
    const headers = { traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`, 'x-attempts': '7' };
    await service.query('UPDATE parked SET headers = $1 WHERE position = 0', [headers]);
    const arrivals = new WatchedArrivals(plainCodec, [onStockAdjusted]);
    const deadLetters = new DeadLetters(service.units, arrivals, plainCodec, 'tally');
    expect(await deadLetters.replay(at, decision)).toMatchObject({ outcome: 'done' });
    expect(arrivals.given.map((message) => message.headers)).toEqual([{}]);
  });
});

describe('a replay whose process dies', () => {
  it('at any of its statements is asked for again, and applied once', async () => {
    const trial = await Trial.of(service, []);
    const steps = await whileClockStands(crashEverywhere, () =>
      crashEverywhere(service, trial, {
        what: 'a replay',
        byProcess: async (database) => void (await deadLettersOn(database).replay(at, decision)),
        byHeir: async () => {
          await other.deadLetters.replay(at, decision);
          await other.retryAll();
        },
        state: () => trial.state(),
        unharmed: async () => {
          await other.retryAll();
          return trial.state();
        },
      }),
    );
    for (const name of ['lock or close key', 'lock dead letter', 'forget dead letter', 'record operator action'])
      expect(steps).toContain(name);
    expect(await storyOf(service, 'p1')).toBe('a b ');
    expect(await saidOf('p1')).toHaveLength(2);
    expect(await statesIn(service)).toEqual(['done 2']);
    expect(await service.query('SELECT * FROM parked')).toEqual([]);
    expect(await service.query('SELECT * FROM key_head')).toEqual([]);
  });
});

/** Whether a statement of this service's database waits for somebody else's lock. */
async function waitsForLock({ query }: ServiceUnderTest): Promise<boolean> {
  const rows = await query(
    `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE 'INSERT INTO key_head%'`,
  );
  return rows.length > 0;
}
