import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { cause } from '../cause.fixture.js';
import { Permanent, Transient } from '../errors.js';
import { addedTo, figuresOf, measureSpecs } from '../gauges/figures.fixture.js';
import { Readings } from '../gauges/readings.js';
import { tallyOn } from '../inbox/runner.fixture.js';
import type { ServiceUnderTest } from '../testing/index.js';
import { taskGauges } from './task-gauges.js';
import { TaskLoop } from './task-loop.js';
import { defineTask, once } from './task.js';

let service: ServiceUnderTest;
let trouble: Error | undefined;
let meanwhile: (() => Promise<unknown>) | undefined;

const call = defineTask<null, null>({
  name: 'test.call',
  concurrency: 1,
  async perform() {
    await meanwhile?.();
    if (trouble) throw trouble;
    return null;
  },
  settle: () => undefined,
  failed: () => undefined,
});
const ask = (naturalKey: string) =>
  service.units.run(cause, async (unit) => unit.once(once(call, { naturalKey, document: naturalKey, payload: null })));

/** One attempt of one task. */
async function attempt(): Promise<void> {
  const loop = new TaskLoop(service.units, call);
  expect(await loop.turn(new AbortController().signal)).toBe(true);
  await loop.stop();
}
const attempts = (work: () => Promise<unknown>) => addedTo('penstock_task_duration_count', work);
const byName = (figure: number) => ({ 'name="test.call"': figure });

/** Gauges tell what the table holds when they are asked first. */
const watch = () => onTestFinished(taskGauges(new Readings(service.database), ['test.call']));

measureSpecs();
beforeAll(async () => {
  service = await tallyOn(await freshDatabase());
});
beforeEach(async () => {
  await service.query('TRUNCATE task');
  trouble = undefined;
  meanwhile = undefined;
});
afterAll(() => service?.close());

describe('the figures of tasks', () => {
  it.each([
    ['done', undefined],
    ['again', new Transient('DOWN', 'nobody answers')],
    ['failed', new Permanent('REFUSED', 'no such customer')],
  ])('count an attempt as %s', async (outcome, error) => {
    trouble = error;
    await ask('a');
    expect(await attempts(attempt)).toEqual({ [`name="test.call",outcome="${outcome}"`]: 1 });
  });

  it('count an attempt as superseded when another took over', async () => {
    meanwhile = () => service.query('UPDATE task SET attempts = attempts + 1');
    await ask('a');
    expect(await attempts(attempt)).toEqual({ 'name="test.call",outcome="superseded"': 1 });
  });

  it('tell how many tasks wait, and for how long one has been due', async () => {
    for (const key of ['a', 'b', 'c']) await ask(key);
    await attempt();
    await service.query(`UPDATE task SET created_at = created_at - interval '90 s' WHERE natural_key = 'b'`);
    watch();
    expect(await figuresOf('penstock_tasks_waiting')).toEqual(byName(2));
    const { 'name="test.call"': age } = await figuresOf('penstock_tasks_oldest_due_age');
    expect(age).toBeGreaterThanOrEqual(90);
    expect(age).toBeLessThan(150);
  });

  it('do not call a task due that waits for its next try, or that is being made', async () => {
    for (const key of ['a', 'b']) await ask(key);
    await service.query(
      `UPDATE task SET created_at = 'epoch', next_attempt_at = clock_timestamp() + interval '1 h' WHERE natural_key = 'a'`,
    );
    await service.query(
      `UPDATE task SET created_at = 'epoch', leased_until = clock_timestamp() + interval '1 h' WHERE natural_key = 'b'`,
    );
    watch();
    expect(await figuresOf('penstock_tasks_waiting')).toEqual(byName(2));
    expect(await figuresOf('penstock_tasks_oldest_due_age')).toEqual(byName(0));
  });

  it('are nothing where nothing waits', async () => {
    watch();
    expect(await figuresOf('penstock_tasks_waiting')).toEqual(byName(0));
    expect(await figuresOf('penstock_tasks_oldest_due_age')).toEqual(byName(0));
  });
});
