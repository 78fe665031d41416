import { AvailabilityChanged } from '@penstock/contracts';
import { decimal } from '@penstock/domain';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cause } from '../cause.fixture.js';
import { Permanent, Transient } from '../errors.js';
import { say } from '../handling/outgoing.js';
import { availability, tallies, tallyOn } from '../inbox/runner.fixture.js';
import type { ServiceUnderTest } from '../testing/index.js';
import { defineBulkTask } from './bulk-task.js';
import { TaskLoop } from './task-loop.js';
import { once } from './task.js';

interface Letter {
  readonly to: string;
}

let service: ServiceUnderTest;
const { signal } = new AbortController();

/** The post office: takes bags, and fails as told. */
const post = { bags: [] as string[][], trouble: new Map<string, Error>(), strike: undefined as Error | undefined };
const limits = { concurrency: 1, most: 10 };

const letter = defineBulkTask<Letter, string>({
  name: 'test.letter',
  concurrency: () => limits.concurrency,
  most: () => limits.most,
  async perform(items) {
    post.bags.push(items.map(({ payload }) => payload.to));
    if (post.strike) throw post.strike;
    const posted = items.filter(({ payload }) => payload.to !== 'nobody');
    return new Map(
      posted.map(({ payload, attempt }) => [attempt.naturalKey, post.trouble.get(payload.to) ?? `stamp ${payload.to}`]),
    );
  },
  loads: ({ to }) => [tallies.one({ productId: to })],
  settle(unit, { to }, stamp, { cause }) {
    if (to === 'unwritable') throw new RangeError('no room for it');
    unit.save(tallies.save({ ...unit.row(tallies.one({ productId: to })), story: stamp }));
    unit.emit(say(AvailabilityChanged, availability(to, decimal('1'))), cause);
  },
  failed(unit, { to }, error) {
    unit.save(tallies.save({ ...unit.row(tallies.one({ productId: to })), story: error.message }));
  },
});

const ask = (...names: string[]) =>
  service.units.run(cause, async (unit) => {
    for (const to of names) {
      const [document = to] = to.split('/');
      unit.once(once(letter, { naturalKey: to, document, payload: { to } }), { ...cause, correlationId: `of ${to}` });
    }
  });
const workOff = async () => {
  const loop = new TaskLoop(service.units, letter);
  while (await loop.turn(signal)) await loop.stop();
};
const stories = async () =>
  Object.fromEntries(
    (await service.query<{ product_id: string; story: string }>('SELECT product_id, story FROM tally')).map((row) => [
      row.product_id,
      row.story,
    ]),
  );
const waiting = () =>
  service.query(`SELECT natural_key AS key, attempts, last_failure->>'code' AS code FROM task WHERE state = 'waiting'`);

beforeAll(async () => {
  service = await tallyOn(await freshDatabase());
});
beforeEach(async () => {
  await service.empty();
  Object.assign(post, { bags: [], trouble: new Map(), strike: undefined });
  Object.assign(limits, { concurrency: 1, most: 10 });
});
afterAll(() => service?.close());

describe('tasks in bulk', () => {
  it('go out in one call and are settled each by its own cause', async () => {
    await ask('a', 'b', 'c');
    await workOff();
    expect(post.bags).toEqual([['a', 'b', 'c']]);
    expect(await stories()).toEqual({ a: 'stamp a', b: 'stamp b', c: 'stamp c' });
    const said = await service.outbox(AvailabilityChanged);
    expect(said.map(({ key, event }) => [key, event.meta.correlationId])).toEqual([
      ['a', 'of a'],
      ['b', 'of b'],
      ['c', 'of c'],
    ]);
  });

  it('are settled in one transaction', async () => {
    await ask('a', 'b', 'c');
    await workOff();
    expect(await service.query('SELECT count(DISTINCT xmin::text)::integer AS transactions FROM task')).toEqual([
      { transactions: 1 },
    ]);
  });

  it('are never more in a call than may be, and the oldest go first', async () => {
    limits.most = 2;
    await ask('a', 'b', 'c', 'd', 'e');
    await workOff();
    expect(post.bags).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
  });

  it('are never two of a document', async () => {
    await ask('a/1', 'a/2', 'b/1');
    await workOff();
    expect(post.bags).toEqual([['a/1', 'b/1'], ['a/2']]);
  });

  it('are left alone while no call may be made', async () => {
    await ask('a');
    limits.concurrency = 0;
    await workOff();
    expect(post.bags).toEqual([]);
    limits.concurrency = 1;
    await workOff();
    expect(post.bags).toEqual([['a']]);
  });
});

describe('of tasks in bulk', () => {
  it('the one that is refused fails alone, and the one that must wait waits alone', async () => {
    post.trouble = new Map<string, Error>([
      ['b', new Permanent('REFUSED', 'no such street')],
      ['c', new Transient('DOWN', 'the road is closed')],
    ]);
    await ask('a', 'b', 'c', 'd');
    await workOff();
    expect(await stories()).toEqual({ a: 'stamp a', b: 'no such street', d: 'stamp d' });
    expect(await waiting()).toEqual([{ key: 'c', attempts: 1, code: 'DOWN' }]);
  });

  it('all wait for what was thrown for all, and come through when it is over', async () => {
    post.strike = new Transient('DOWN', 'a strike');
    await ask('a', 'b');
    await workOff();
    expect(await waiting()).toMatchObject([{ code: 'DOWN' }, { code: 'DOWN' }]);
    post.strike = undefined;
    await service.query(`UPDATE task SET next_attempt_at = 'epoch'`);
    await workOff();
    expect(await stories()).toEqual({ a: 'stamp a', b: 'stamp b' });
  });

  it('the one that nothing was said of is tried again, and given to a person in the end', async () => {
    await ask('a', 'nobody');
    for (let tries = 0; tries < 8; tries += 1) {
      await service.query(`UPDATE task SET next_attempt_at = 'epoch'`);
      await workOff();
    }
    const said = 'test.letter did not say what came of nobody';
    expect(await stories()).toEqual({ a: 'stamp a', nobody: said });
    expect(await waiting()).toEqual([]);
  });

  it('the one that cannot be written down does not keep the others from it', async () => {
    await ask('a', 'b', 'unwritable', 'c', 'd');
    await workOff();
    expect(await stories()).toEqual({ a: 'stamp a', b: 'stamp b', c: 'stamp c', d: 'stamp d' });
    expect(await waiting()).toEqual([{ key: 'unwritable', attempts: 1, code: 'RangeError' }]);
  });
});
