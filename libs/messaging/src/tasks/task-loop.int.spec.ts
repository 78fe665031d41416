import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cause } from '../cause.fixture.js';
import { Permanent, Transient } from '../errors.js';
import { tallyOn } from '../inbox/runner.fixture.js';
import type { ServiceUnderTest } from '../testing/index.js';
import { TaskLoop } from './task-loop.js';
import { defineTask, once } from './task.js';

let service: ServiceUnderTest;
const rows = (sql: string) => service.query(sql);

/** The outside: remembers calls, and fails as told. */
const outside = {
  calls: [] as string[],
  trouble: [] as (Error | undefined)[],
  hold: undefined as Promise<void> | undefined,
};
const settled: string[] = [];

const call = defineTask<{ name: string }, string>({
  name: 'test.call',
  concurrency: 4,
  async perform({ name }) {
    outside.calls.push(name);
    await outside.hold;
    const error = outside.trouble.shift();
    if (error) throw error;
    return `answer to ${name}`;
  },
  settle: (_unit, { name }, result) => void settled.push(`${name}: ${result}`),
  failed: (_unit, { name }, error) => void settled.push(`${name} failed: ${error.message}`),
});

const ask = (naturalKey: string, document = naturalKey) =>
  service.units.run(cause, async (unit) =>
    unit.once(once(call, { naturalKey, document, payload: { name: naturalKey } })),
  );
const workOff = async () => {
  const loop = new TaskLoop(service.units, call);
  while (await loop.turn(new AbortController().signal));
  await loop.stop();
};
const makeDue = () => rows(`UPDATE task SET next_attempt_at = 'epoch'`);
const expireLeases = () => rows(`UPDATE task SET leased_until = 'epoch'`);

beforeAll(async () => {
  service = await tallyOn(await freshDatabase());
});
beforeEach(async () => {
  await service.empty();
  Object.assign(outside, { calls: [], trouble: [], hold: undefined });
  settled.length = 0;
});
afterAll(() => service?.close());

describe('a task', () => {
  it('asked for twice is carried out once, also after it is done', async () => {
    await ask('a');
    await ask('a');
    await workOff();
    await ask('a');
    await workOff();
    expect(outside.calls).toEqual(['a']);
    expect(settled).toEqual(['a: answer to a']);
  });

  it('waits out an outage of any length and comes through', async () => {
    outside.trouble = Array.from({ length: 30 }, () => new Transient('DOWN', 'nobody answers'));
    await ask('a');
    for (let i = 0; i < 31; i += 1) {
      await makeDue();
      await workOff();
    }
    expect(settled).toEqual(['a: answer to a']);
    expect(await rows('SELECT state, attempts FROM task')).toEqual([{ state: 'done', attempts: 31 }]);
  });

  it('that can never work ends as failed, with its reason kept', async () => {
    outside.trouble = [new Permanent('REFUSED', 'no such customer')];
    await ask('a');
    await workOff();
    expect(settled).toEqual(['a failed: no such customer']);
    expect(await rows(`SELECT state, last_failure->>'code' AS code FROM task`)).toEqual([
      { state: 'failed', code: 'REFUSED' },
    ]);
  });

  it('waits for the older one of its document, others do not', async () => {
    outside.trouble = [new Transient('DOWN', 'nobody answers')];
    await ask('first', 'order-1');
    await workOff();
    await ask('second', 'order-1');
    await ask('other', 'order-2');
    await workOff();
    expect(outside.calls).toEqual(['first', 'other']);
    await makeDue();
    await workOff();
    await workOff();
    expect(outside.calls).toEqual(['first', 'other', 'first', 'second']);
  });

  it('whose process stalled past its lease is done by another, and the late answer is dropped', async () => {
    let release = () => {};
    outside.hold = new Promise((resolve) => (release = resolve));
    await ask('a');
    const stalled = new TaskLoop(service.units, call);
    await stalled.turn(new AbortController().signal);
    await expireLeases();
    const heir = new TaskLoop(service.units, call);
    await heir.turn(new AbortController().signal);
    release();
    await Promise.all([stalled.stop(), heir.stop()]);
    expect(outside.calls).toEqual(['a', 'a']);
    expect(settled).toEqual(['a: answer to a']);
  });
});
