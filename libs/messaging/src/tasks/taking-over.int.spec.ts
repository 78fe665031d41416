import type * as Observability from '@penstock/observability';
import { freshDatabase } from '@penstock/testing/stack/vitest';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { cause } from '../cause.fixture.js';
import { Permanent, Transient } from '../errors.js';
import { tallyOn } from '../inbox/runner.fixture.js';
import { DoomedProcess } from '../testing/doomed-process.js';
import type { ServiceUnderTest } from '../testing/index.js';
import { watched } from '../testing/steps.js';
import { type Attempt, defineTask, once } from './task.js';
import { TaskLoop } from './task-loop.js';

const lines = vi.hoisted(() => [] as { msg: string }[]);
vi.mock('@penstock/observability', async (importOriginal) => {
  const real = await importOriginal<typeof Observability>();
  const log = real.createLog({ write: (line) => void lines.push(JSON.parse(line) as { msg: string }) }, 'info');
  return { ...real, log, logger: (name: string) => log.child({ logger: name }) };
});

let service: ServiceUnderTest;

/** The far side gives an invoice for each call; it can be asked for those of a key. */
const invoices: { readonly id: number; readonly key: string }[] = [];
const attempts: Pick<Attempt, 'number' | 'naturalKey'>[] = [];
const settled: string[] = [];
/** What each attempt waits for, once its call has had its effect; and how it then ends. */
const after: ((() => Promise<void>) | undefined)[] = [];

const invoice = defineTask<null, number>({
  name: 'test.invoice',
  concurrency: 1,
  async perform(_, { number, naturalKey }) {
    attempts.push({ number, naturalKey });
    let found = number > 1 ? invoices.find(({ key }) => key === naturalKey) : undefined;
    if (!found) invoices.push((found = { id: invoices.length + 1, key: naturalKey }));
    await after[number - 1]?.();
    return found.id;
  },
  settle: (_unit, _payload, id, { number }) => void settled.push(`attempt ${number}: invoice ${id}`),
  failed: (_unit, _payload, error, { number }) => void settled.push(`attempt ${number}: ${error.message}`),
});

const { signal } = new AbortController();
const expireLease = () => service.query(`UPDATE task SET leased_until = 'epoch'`);
const task = async () => (await service.query('SELECT state, attempts, last_failure FROM task'))[0];
const tookOver = () => lines.filter(({ msg }) => msg === 'another attempt took over; this answer is dropped');

/** Something to wait for, until it is let go or fails. */
function held() {
  let letGo = (_error?: Error) => {};
  const end = new Promise<void>((resolve, reject) => {
    letGo = (error) => (error ? reject(error) : resolve());
  });
  return { end: () => end, letGo };
}

beforeAll(async () => {
  service = await tallyOn(await freshDatabase());
});
beforeEach(async () => {
  await service.empty();
  for (const list of [invoices, attempts, settled, after, lines]) list.length = 0;
  await service.units.run(cause, async (unit) =>
    unit.once(once(invoice, { naturalKey: 'order-1', document: 'order-1', payload: null })),
  );
});
afterAll(() => service?.close());

describe('a process that dies after its call and before it settles', () => {
  it('leaves the task to a second attempt, which is told so, finds the effect, and settles it once', async () => {
    // BEGIN, claim, COMMIT; the fourth statement is the first of settling.
    const doomed = new DoomedProcess(service.database, { step: 4, moment: 'before' });
    const first = new TaskLoop(service.unitsOn(watched(service.database, doomed)), invoice);
    await first.turn(signal);
    await first.stop();
    expect(doomed.isDead).toBe(true);
    expect(invoices).toHaveLength(1);
    expect(settled).toEqual([]);

    const heir = new TaskLoop(service.units, invoice);
    expect(await heir.turn(signal)).toBe(false); // nobody can know yet that it is dead
    await expireLease();
    expect(await heir.turn(signal)).toBe(true);
    await heir.stop();
    expect(attempts).toEqual([
      { number: 1, naturalKey: 'order-1' },
      { number: 2, naturalKey: 'order-1' },
    ]);
    expect(invoices).toHaveLength(1);
    expect(settled).toEqual(['attempt 2: invoice 1']);
    expect(await task()).toEqual({ state: 'done', attempts: 2, last_failure: null });
  });
});

describe('a process that was slow and comes back after its lease', () => {
  /** The first attempt has called and waits for an answer; its lease runs out, and a second one is under way. */
  async function takenOver() {
    const [slow, heir] = [held(), held()];
    after.push(slow.end, heir.end);
    const [first, second] = [new TaskLoop(service.units, invoice), new TaskLoop(service.units, invoice)];
    await first.turn(signal);
    await expireLease();
    await second.turn(signal);
    expect(attempts.map(({ number }) => number)).toEqual([1, 2]);
    return {
      firstEnds: (error?: Error) => (slow.letGo(error), first.stop()),
      secondEnds: () => (heir.letGo(), second.stop()),
    };
  }

  it('is told that another attempt took over, though that one is not done yet', async () => {
    const { firstEnds, secondEnds } = await takenOver();
    await firstEnds();
    expect(tookOver()).toMatchObject([{ task: 'test.invoice', key: 'order-1' }]);
    expect(settled).toEqual([]);
    await secondEnds();
    expect(settled).toEqual(['attempt 2: invoice 1']);
    expect(tookOver()).toHaveLength(1);
  });

  it('is told so when that one is done, and changes nothing', async () => {
    const { firstEnds, secondEnds } = await takenOver();
    await secondEnds();
    expect(tookOver()).toEqual([]);
    await firstEnds();
    expect(tookOver()).toHaveLength(1);
    expect(settled).toEqual(['attempt 2: invoice 1']);
    expect(await task()).toEqual({ state: 'done', attempts: 2, last_failure: null });
  });

  it.each([new Transient('DOWN', 'nobody answers'), new Permanent('REFUSED', 'no such customer')])(
    'with %s neither fails the task nor makes it wait',
    async (error) => {
      const { firstEnds, secondEnds } = await takenOver();
      await firstEnds(error);
      expect(await task()).toEqual({ state: 'waiting', attempts: 2, last_failure: null });
      await secondEnds();
      expect(settled).toEqual(['attempt 2: invoice 1']);
    },
  );
});
