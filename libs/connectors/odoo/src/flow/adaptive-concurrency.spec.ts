import { HttpAmbiguous } from '@penstock/http';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { OdooConcurrency, OdooValidation } from '../client/errors.js';
import { CALL, elapsed, flowOf, keepCalling, SimulatedOdoo } from './simulated-odoo.fixture.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const facts = { client: 'odoo', method: 'POST', path: '/jsonrpc' };
const concurrency = () => new OdooConcurrency('could not serialize', { call: 'x', odooName: null });

describe('the number of calls in flight', () => {
  it.each([1, 4, 8])('keeps %i workers busy, with hardly a call waiting for them', async (workers) => {
    const odoo = new SimulatedOdoo(workers);
    const flow = flowOf();
    const callers = keepCalling(flow, 'orders', 32, odoo.send);
    await callers.for(60);
    const { calls, meanMs } = await callers.for(60);
    callers.stop();
    expect(flow.concurrency()).toBeGreaterThanOrEqual(workers);
    expect(flow.concurrency()).toBeLessThanOrEqual(workers + 2);
    expect(calls).toBeGreaterThan(0.95 * workers * 600);
    expect(meanMs).toBeLessThan(2.05 * odoo.serviceMs);
  });

  it('is lowered by some slow calls among many quick ones', async () => {
    let calls = 0;
    let inside = 0;
    const conflicting = async (): Promise<void> => {
      inside += 1;
      const waitsForARow = inside > 1 && (calls += 1) % 4 === 0;
      await elapsed(waitsForARow ? 3_000 : 100);
      inside -= 1;
    };
    const flow = flowOf();
    const callers = keepCalling(flow, 'orders', 32, conflicting);
    const seen: number[] = [];
    for (let second = 0; second < 50; second += 1) {
      await callers.for(1);
      seen.push(flow.concurrency());
    }
    callers.stop();
    expect(seen.reduce((sum, each) => sum + each, 0) / seen.length).toBeLessThan(4);
  });

  it('begins with one, and grows only while all of them are wanted', async () => {
    const odoo = new SimulatedOdoo(8);
    const flow = flowOf();
    expect(flow.concurrency()).toBe(1);
    const callers = keepCalling(flow, 'orders', 2, odoo.send);
    await callers.for(60);
    callers.stop();
    expect(flow.concurrency()).toBeLessThanOrEqual(3);
  });

  it('never exceeds what is configured', async () => {
    const odoo = new SimulatedOdoo(64);
    const callers = keepCalling(flowOf({ most: 3 }), 'orders', 32, odoo.send);
    await callers.for(60);
    callers.stop();
    expect(odoo.peak).toBe(3);
  });

  it('gives way to users of Odoo, and comes back when they have gone', async () => {
    const odoo = new SimulatedOdoo(8);
    const flow = flowOf();
    const callers = keepCalling(flow, 'orders', 32, odoo.send);
    await callers.for(60);
    odoo.workers = 2; // the others are taken
    await callers.for(10);
    expect(flow.concurrency()).toBeLessThanOrEqual(4);
    const { meanMs } = await callers.for(10);
    expect(meanMs).toBeLessThan(2.2 * odoo.serviceMs);
    odoo.workers = 8;
    await callers.for(20);
    callers.stop();
    expect(flow.concurrency()).toBeGreaterThanOrEqual(8);
  });

  it.each([
    ['a timeout', () => new HttpAmbiguous('timeout', facts)],
    ['a row that many want', concurrency],
  ])('is halved by %s, once for all calls that were in flight together', async (_what, error) => {
    const odoo = new SimulatedOdoo(8);
    const flow = flowOf();
    const callers = keepCalling(flow, 'orders', 32, odoo.send);
    await callers.for(50);
    callers.stop();
    await callers.for(1);
    const before = flow.concurrency();
    const failing = Array.from({ length: before }, () =>
      flow.run('orders', CALL, async () => {
        await odoo.send();
        throw error();
      }),
    );
    const outcomes = Promise.allSettled(failing);
    await vi.advanceTimersByTimeAsync(1_000);
    expect((await outcomes).every(({ status }) => status === 'rejected')).toBe(true);
    expect(flow.concurrency()).toBe(Math.floor(before / 2));
  });

  it('does not care how many orders Odoo refuses because something is wrong with them', async () => {
    const odoo = new SimulatedOdoo(8);
    const flow = flowOf();
    const callers = keepCalling(flow, 'orders', 32, odoo.send);
    await callers.for(50);
    callers.stop();
    await callers.for(1);
    const before = flow.concurrency();
    const refused = new OdooValidation('no', { call: 'x', odooName: null });
    const refusals = Array.from({ length: 50 }, () => flow.run('orders', CALL, () => Promise.reject(refused)));
    await Promise.allSettled(refusals);
    expect(flow.concurrency()).toBe(before);
  });
});
