import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CALL, elapsed, flowOf, keepCalling, SimulatedOdoo } from './simulated-odoo.fixture.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a limit that goes by what calls take alone', () => {
  it('is not misled by an Odoo that was cold when calls were alone', async () => {
    const odoo = new SimulatedOdoo(1);
    const flow = flowOf();
    odoo.serviceMs = 1_000;
    for (let first = 0; first < 3; first += 1) {
      const cold = flow.run('orders', CALL, odoo.send);
      await vi.advanceTimersByTimeAsync(1_000);
      await cold;
    }
    odoo.serviceMs = 100;
    const callers = keepCalling(flow, 'orders', 32, odoo.send);
    await callers.for(20);
    const { meanMs } = await callers.for(20);
    callers.stop();
    expect(meanMs).toBeLessThan(3.5 * odoo.serviceMs);
  });

  it('gets used to an Odoo that has become slower for good', async () => {
    const odoo = new SimulatedOdoo(8);
    const flow = flowOf();
    const callers = keepCalling(flow, 'orders', 32, odoo.send);
    await callers.for(50); // before what calls take alone is measured again
    odoo.serviceMs = 500;
    await callers.for(5);
    expect(flow.concurrency()).toBeLessThanOrEqual(2);
    await callers.for(600);
    callers.stop();
    expect(flow.concurrency()).toBeGreaterThanOrEqual(8);
  });

  it('is not held down by a long call, for the sake of measuring one alone', async () => {
    const odoo = new SimulatedOdoo(8);
    const flow = flowOf();
    const callers = keepCalling(flow, 'orders', 32, odoo.send);
    await callers.for(50);
    const long = flow.run('statistics', CALL, () => elapsed(100_000));
    await callers.for(20);
    const { calls } = await callers.for(50);
    callers.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    await long;
    expect(calls).toBeGreaterThan(2_000);
  });
});
