import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OdooFlow } from './flow.js';
import { elapsed, flowOf, keepCalling, SimulatedOdoo } from './simulated-odoo.fixture.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Milliseconds of a worker's time that a look takes. */
const LOOK_MS = 3;

/** Mostly little, now and then much: 1 on average. */
const LATENESS = [0, 0.1, 0.2, 0.4, 0.6, 1.1, 1.6, 4];

/** A flow that leaves a worker of the Odoo free. */
const politeFlow = (odoo: SimulatedOdoo): OdooFlow => flowOf({ look: () => odoo.serve(LOOK_MS) });

/** A person who opens a form every second, while others drain a backlog. @returns how long each waited beyond the form's own time, sorted */
async function waits(odoo: SimulatedOdoo, seconds: number): Promise<number[]> {
  const waited: number[] = [];
  for (let second = 0; second < seconds; second += 1) {
    const begun = performance.now();
    void odoo.serve(20).then(() => waited.push(performance.now() - begun - 20));
    await vi.advanceTimersByTimeAsync(1_000 + (second % 7) * 13); // not in step with the calls
  }
  return waited.sort((a, b) => a - b);
}

const share = (sorted: readonly number[], of: number): number => sorted[Math.floor(sorted.length * of)] ?? NaN;

describe('a worker of Odoo', () => {
  it.each([
    [2, 200],
    [3, 200],
    [3, 2_000],
    [6, 200],
  ])('is left to people: of %i, while calls take %i ms', async (workers, serviceMs) => {
    const odoo = new SimulatedOdoo(workers);
    odoo.serviceMs = serviceMs;
    const flow = politeFlow(odoo);
    const callers = keepCalling(flow, 'orders', 32, odoo.send);
    await callers.for(120);
    const waited = await waits(odoo, 600);
    callers.stop();
    expect(share(waited, 0.5)).toBeLessThan(1);
    expect(share(waited, 0.9)).toBeLessThan(1);
    expect(flow.concurrency()).toBe(workers - 1);
  });

  it('is not left where nobody looks: the same people wait', async () => {
    const odoo = new SimulatedOdoo(3);
    odoo.serviceMs = 200;
    const callers = keepCalling(flowOf(), 'orders', 32, odoo.send);
    await callers.for(120);
    const waited = await waits(odoo, 600);
    callers.stop();
    expect(share(waited, 0.5)).toBeGreaterThan(50);
  });

  it('is taken again when there are more, within a minute or two', async () => {
    const odoo = new SimulatedOdoo(2);
    const flow = politeFlow(odoo);
    const callers = keepCalling(flow, 'orders', 32, odoo.send);
    await callers.for(60);
    expect(flow.concurrency()).toBe(1);
    odoo.workers = 8;
    await callers.for(120);
    callers.stop();
    expect(flow.concurrency()).toBe(7);
  });

  it('is not asked for where all of Odoo is one: calls go one at a time', async () => {
    const odoo = new SimulatedOdoo(1);
    const flow = politeFlow(odoo);
    const callers = keepCalling(flow, 'orders', 32, odoo.send);
    await callers.for(60);
    const { calls } = await callers.for(60);
    callers.stop();
    expect(flow.concurrency()).toBe(1);
    expect(calls).toBeGreaterThan(500);
  });

  it('is not given up for answers that come from far away and vary', async () => {
    const odoo = new SimulatedOdoo(8);
    let nth = 0;
    const flow = flowOf({
      look: async () => {
        await elapsed(80 + (nth++ % 2) * 35);
        await odoo.serve(LOOK_MS);
      },
    });
    const callers = keepCalling(flow, 'orders', 6, odoo.send);
    await callers.for(120);
    callers.stop();
    expect(flow.concurrency()).toBeGreaterThanOrEqual(6);
  });

  it.each([
    [3, 200, 10],
    [3, 600, 30],
    [6, 600, 30],
  ])(
    'is one of %i, calls take %i ms, and everything is late by %i ms on average, whoever is there',
    async (workers, serviceMs, lateMs) => {
      const odoo = new SimulatedOdoo(workers);
      odoo.serviceMs = serviceMs;
      let nth = 0;
      const late = (): Promise<void> => elapsed((LATENESS[(nth += 3) % LATENESS.length] ?? 0) * lateMs);
      const flow = flowOf({ look: () => late().then(() => odoo.serve(LOOK_MS)) });
      const callers = keepCalling(flow, 'orders', 32, () => late().then(odoo.send));
      await callers.for(120);
      let leftOne = 0;
      for (let second = 0; second < 600; second += 1) {
        await callers.for(1);
        if (flow.concurrency() === workers - 1) leftOne += 1;
      }
      callers.stop();
      expect(leftOne).toBeGreaterThan(450);
    },
  );

  it('is looked for only while there are calls, and without heed to looks that fail', async () => {
    const odoo = new SimulatedOdoo(4);
    let looks = 0;
    const flow = flowOf({
      look: async () => {
        looks += 1;
        throw new Error('connection refused');
      },
    });
    const callers = keepCalling(flow, 'orders', 8, odoo.send);
    await callers.for(30);
    callers.stop();
    await callers.for(1);
    const before = looks;
    expect(before).toBeGreaterThan(100);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(looks).toBe(before);
    expect(flow.concurrency()).toBeGreaterThanOrEqual(4);
  });
});
