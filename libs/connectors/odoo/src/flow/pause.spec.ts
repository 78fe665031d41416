import { HttpUnavailable } from '@penstock/http';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CALL, elapsed, flowOf, keepCalling, SimulatedOdoo } from './simulated-odoo.fixture.js';
import type { Lane } from './lanes.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const facts = { client: 'odoo', method: 'POST', path: '/jsonrpc' };
const heldBack = (code: string, retryAfterMs: number) => new HttpUnavailable(code, facts, { retryAfterMs });

describe('a far side that asks for a pause', () => {
  it('gets it to the second, from all lanes, and then everything that waited, orders first', async () => {
    const flow = flowOf();
    const sent: { readonly lane: Lane; readonly at: number }[] = [];
    const begun = performance.now();
    const call = (lane: Lane) =>
      flow.run(lane, CALL, async () => {
        sent.push({ lane, at: (performance.now() - begun) / 1000 });
        if (sent.length === 1) throw heldBack('retry_later', 7_000);
        await elapsed(100);
      });
    const all = Promise.all([call('reads'), call('statistics'), call('orders')]);
    await vi.advanceTimersByTimeAsync(6_990);
    expect(sent).toEqual([{ lane: 'reads', at: 0 }]);
    await vi.advanceTimersByTimeAsync(1_000);
    await all;
    expect(sent.slice(1).map(({ lane }) => lane)).toEqual(['orders', 'reads', 'statistics']);
    expect(sent[1]?.at).toBeCloseTo(7, 1);
  });

  it('is asked again afterwards, though the timer was early', async () => {
    const timer = setTimeout;
    vi.stubGlobal('setTimeout', (work: () => void, ms: number) => timer(work, ms - 5));
    const flow = flowOf();
    let sent = 0;
    const call = flow.run('reads', CALL, () => {
      sent += 1;
      return sent === 1 ? Promise.reject(heldBack('circuit_open', 7_000)) : Promise.resolve();
    });
    await vi.advanceTimersByTimeAsync(8_000);
    expect(sent).toBe(2);
    await call;
  });

  it('that asks for more than a call can wait is told to the caller at once, with how long', async () => {
    const flow = flowOf();
    const refused = flow.run('orders', CALL, () => Promise.reject(heldBack('retry_later', 120_000)));
    await expect(refused).rejects.toMatchObject({
      name: 'HttpUnavailable',
      code: 'retry_later',
      retryAfterMs: 120_000,
    });
    await vi.advanceTimersByTimeAsync(20_000);
    const next = flow.run('stock', CALL, () => Promise.reject(new Error('sent all the same')));
    await expect(next).rejects.toMatchObject({ name: 'HttpUnavailable', retryAfterMs: 100_000 });
  });
});

describe('an outage of hours', () => {
  it('is probed a few times a minute, and ends with one call at a time, not with all that waited', async () => {
    const odoo = new SimulatedOdoo(8);
    const flow = flowOf();
    let isDown = true;
    let probes = 0;
    const callers = keepCalling(flow, 'orders', 32, async () => {
      if (!isDown) return odoo.send();
      probes += 1;
      throw heldBack('circuit_open', 10_000);
    });
    await callers.for(3 * 3600);
    expect(probes).toBeLessThanOrEqual(6 * 60 * 3 + 1);
    isDown = false;
    for (let tenths = 0; tenths < 110 && odoo.peak === 0; tenths += 1) await callers.for(0.1);
    expect(odoo.peak).toBe(1);
    await callers.for(0.3);
    expect(odoo.peak).toBe(1);
    await callers.for(60);
    callers.stop();
    expect(flow.concurrency()).toBeGreaterThanOrEqual(8);
  });

  it('costs a waiting call half a minute, and not its whole backlog one attempt each', async () => {
    const flow = flowOf();
    let failed = 0;
    const backlog = Array.from({ length: 3 }, async () => {
      await flow.run('orders', CALL, () => Promise.reject(heldBack('circuit_open', 10_000))).catch(() => (failed += 1));
    });
    await vi.advanceTimersByTimeAsync(19_000);
    expect(failed).toBe(0);
    await vi.advanceTimersByTimeAsync(21_000);
    await Promise.all(backlog);
    expect(failed).toBe(3);
  });
});
