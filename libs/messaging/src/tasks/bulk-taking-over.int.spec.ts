import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cause } from '../cause.fixture.js';
import { Permanent } from '../errors.js';
import { tallies, tallyOn } from '../inbox/runner.fixture.js';
import { DoomedProcess } from '../testing/doomed-process.js';
import { crashDuringTask, type ServiceUnderTest } from '../testing/index.js';
import { watched } from '../testing/steps.js';
import { defineBulkTask } from './bulk-task.js';
import { once } from './task.js';
import { TaskLoop } from './task-loop.js';

let service: ServiceUnderTest;
const { signal } = new AbortController();

/** The far side books each key it is given; it can be asked which it has. */
const booked: string[] = [];
const settled: string[] = [];
/** What each call waits for, once it has had its effect. */
const after: (() => Promise<void>)[] = [];

const booking = defineBulkTask<object, string>({
  name: 'test.booking',
  concurrency: () => 1,
  most: () => 10,
  async perform(items) {
    const keys = items.map(({ attempt }) => attempt.naturalKey);
    booked.push(...keys.filter((key) => key !== 'refused' && !booked.includes(key)));
    await after.shift()?.();
    return new Map(keys.map((key) => [key, key === 'refused' ? new Permanent('REFUSED', 'no') : `booked ${key}`]));
  },
  loads: () => [tallies.one({ productId: 'all' })],
  settle(unit, _, answer, { number }) {
    settled.push(`attempt ${number}: ${answer}`);
    const tally = unit.row(tallies.one({ productId: 'all' }));
    unit.save(tallies.save({ ...tally, story: `${tally.story}${answer} ` }));
  },
  failed(unit, _, error) {
    const tally = unit.row(tallies.one({ productId: 'all' }));
    unit.save(tallies.save({ ...tally, story: `${tally.story}${error.message} ` }));
  },
});

const ask = (...keys: string[]) =>
  service.units.run(cause, async (unit) => {
    for (const key of keys) unit.once(once(booking, { naturalKey: key, document: key, payload: {} }));
  });
const tasks = () => service.query('SELECT natural_key AS key, state, attempts FROM task ORDER BY id');

beforeAll(async () => {
  service = await tallyOn(await freshDatabase());
});
beforeEach(async () => {
  await service.empty();
  for (const list of [booked, settled, after]) list.length = 0;
});
afterAll(() => service?.close());

it('tasks in bulk are carried out and settled once, wherever a process dies', async () => {
  await ask('a', 'refused', 'b');
  const steps = await crashDuringTask(service, booking, {
    forget: () => void booked.splice(0),
    effects: () => booked,
  });
  expect(steps).toContain('end tasks');
  expect(booked).toEqual(['a', 'b']);
  expect(await service.query('SELECT story FROM tally')).toEqual([{ story: 'booked a no booked b ' }]);
});

it('a process that dies after its call and before it settles leaves all of them to others', async () => {
  await ask('a', 'b');
  // BEGIN, claim, COMMIT; the fourth statement is the first of settling.
  const doomed = new DoomedProcess(service.database, { step: 4, moment: 'before' });
  const first = new TaskLoop(service.unitsOn(watched(service.database, doomed)), booking);
  await first.turn(signal);
  await first.stop();
  expect(booked).toEqual(['a', 'b']);
  expect(settled).toEqual([]);
  await service.query(`UPDATE task SET leased_until = 'epoch'`);
  const heir = new TaskLoop(service.units, booking);
  await heir.turn(signal);
  await heir.stop();
  expect(booked).toEqual(['a', 'b']);
  expect(settled).toEqual(['attempt 2: booked a', 'attempt 2: booked b']);
});

describe('a process that was slow and comes back after the lease of one of its tasks', () => {
  it('settles those that are still its own, and drops the answer to that one', async () => {
    let answer = () => {};
    after.push(() => new Promise((resolve) => (answer = resolve)));
    await ask('a', 'b', 'c');
    const [slow, heir] = [new TaskLoop(service.units, booking), new TaskLoop(service.units, booking)];
    await slow.turn(signal);
    await service.query(`UPDATE task SET leased_until = 'epoch' WHERE natural_key = 'b'`);
    await heir.turn(signal);
    await heir.stop();
    expect(settled).toEqual(['attempt 2: booked b']);
    answer();
    await slow.stop();
    expect(settled).toEqual(['attempt 2: booked b', 'attempt 1: booked a', 'attempt 1: booked c']);
    expect(await tasks()).toEqual([
      { key: 'a', state: 'done', attempts: 1 },
      { key: 'b', state: 'done', attempts: 2 },
      { key: 'c', state: 'done', attempts: 1 },
    ]);
  });
});
