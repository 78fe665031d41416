import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Pace, pace } from './pace.js';

describe('the pace of calls', () => {
  let waited: number[];
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['performance'] });
    waited = [];
  });
  afterEach(() => void vi.useRealTimers());

  const paceOf = (ratePerSecond: number, burst?: number): Pace =>
    pace(ratePerSecond, burst, async (millis) => void waited.push(Math.round(millis)));

  /** How long those of so many calls wait that may not go at once, all made now. */
  async function waitsOf(kept: Pace, calls: number): Promise<number[]> {
    waited = [];
    for (let i = 0; i < calls; i += 1) await kept.turn();
    return waited;
  }

  it('is even where no burst is allowed', async () => {
    expect(await waitsOf(paceOf(10), 4)).toEqual([100, 200, 300]);
  });

  it('is a burst at first, and even afterwards', async () => {
    expect(await waitsOf(paceOf(5, 5), 8)).toEqual([200, 400, 600]);
  });

  it('saves up no more than its burst', async () => {
    const kept = paceOf(5, 3);
    await waitsOf(kept, 3);
    vi.advanceTimersByTime(60_000);
    expect(await waitsOf(kept, 5)).toEqual([200, 400]);
  });

  it('follows the rate that the far side tells', async () => {
    const kept = paceOf(5);
    kept.allow(10);
    expect(await waitsOf(kept, 3)).toEqual([100, 200]);
  });
});
