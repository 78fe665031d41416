import { AvailabilityChanged } from '@penstock/contracts';
import { decimal } from '@penstock/domain';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cause } from '../cause.fixture.js';
import { Permanent } from '../errors.js';
import { say } from '../handling/outgoing.js';
import { availability, tallies, tallyOn } from '../inbox/runner.fixture.js';
import { defineTask, once } from '../tasks/task.js';
import { crashDuringTask, type ServiceUnderTest } from './index.js';
import { complaint } from './trials.fixture.js';

let service: ServiceUnderTest;

/** A far side that books whatever it is told to, and can be asked what it has booked. */
const booked: string[] = [];
const farSide = { forget: () => void booked.splice(0), effects: () => booked };

/** Settling adds to a tally and says so: either twice would show. */
const booking = (perform: (name: string, attempt: number) => void) =>
  defineTask<{ name: string }, string>({
    name: 'test.book',
    concurrency: 4,
    async perform({ name }, { number }) {
      perform(name, number);
      return `booked ${name}`;
    },
    async settle(unit, { name }, answer) {
      const tally = await unit.lock(tallies.one({ productId: 'p1' }));
      unit.save(tallies.save({ ...tally, total: tally.total.plus(decimal('1')), story: `${tally.story}${answer} ` }));
      unit.emit(say(AvailabilityChanged, availability(name, decimal('1'))));
    },
    async failed(unit, { name }) {
      const tally = await unit.lock(tallies.one({ productId: 'p1' }));
      unit.save(tallies.save({ ...tally, story: `${tally.story}failed ${name} ` }));
    },
  });
const book = (name: string) => void booked.push(name);
const looksFirst = booking((name, attempt) => {
  if (attempt === 1 || !booked.includes(name)) book(name);
});

const ask = (...names: string[]) =>
  service.units.run(cause, async (unit) => {
    for (const name of names) unit.once(once(looksFirst, { naturalKey: name, document: 'order-1', payload: { name } }));
  });
const tasks = () => service.query('SELECT natural_key AS key, state FROM task ORDER BY id');
const tally = () => service.query('SELECT total::text, story FROM tally');

beforeAll(async () => {
  service = await tallyOn(await freshDatabase());
});
beforeEach(async () => {
  farSide.forget();
  await service.empty();
});
afterAll(() => service?.close());

describe('tasks', () => {
  it('are carried out and settled once, in order, wherever a process dies', async () => {
    await ask('a', 'b');
    const steps = await crashDuringTask(service, looksFirst, farSide);
    expect(booked).toEqual(['a', 'b']);
    expect(await tasks()).toEqual([
      { key: 'a', state: 'done' },
      { key: 'b', state: 'done' },
    ]);
    expect(await tally()).toEqual([{ total: '2', story: 'booked a booked b ' }]);
    expect((await service.outbox(AvailabilityChanged)).map(({ key }) => key)).toEqual(['a', 'b']);
    for (const name of ['end tasks', 'COMMIT']) expect(steps).toContain(name);
  });

  it('that can never work fail once, and say so once', async () => {
    await ask('a');
    const refused = booking(() => {
      throw new Permanent('REFUSED', 'no such customer');
    });
    await crashDuringTask(service, refused, farSide);
    expect(await tasks()).toEqual([{ key: 'a', state: 'failed' }]);
    expect(await tally()).toEqual([{ total: '0', story: 'failed a ' }]);
  });
});

describe('a task', () => {
  it('that does not look for an effect it already had is told after which step it had it twice', async () => {
    await ask('a');
    expect(await complaint(crashDuringTask(service, booking(book), farSide))).toMatch(
      /^test\.book a: a process died before step 4 of \d+ \(BEGIN .*\); the next one was given the same, and this was otherwise than without the crash:\n {2}farSide\[1\]: 'a' instead of nothing$/,
    );
  });

  it('that is not there, or is not ended by a try, is no trial', async () => {
    await expect(crashDuringTask(service, looksFirst, farSide)).rejects.toThrow(
      'no task test.book waits to be carried out',
    );
    await ask('a');
    const failing = booking(() => {
      throw new TypeError('undefined is not a function');
    });
    expect(await complaint(crashDuringTask(service, failing, farSide))).toBe(
      'test.book: these still wait after a try:\n  a',
    );
  });
});
