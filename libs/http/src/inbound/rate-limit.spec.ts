import { describe, expect, it } from 'vitest';
import { RateLimits } from './rate-limit.js';

describe('a rate limit', () => {
  it('lets a burst through, then one for each interval, and says when to come again', () => {
    let now = 1_000;
    const limits = new RateLimits({ perSecond: 10, burst: 3 }, () => now);
    expect([1, 2, 3].map(() => limits.take('shop'))).toEqual([0, 0, 0]);
    expect(limits.take('shop')).toBe(100);
    now += 99;
    expect(limits.take('shop')).toBeCloseTo(1);
    now += 1;
    expect(limits.take('shop')).toBe(0);
    expect(limits.take('shop')).toBe(100);
  });

  it('counts each caller for itself', () => {
    const limits = new RateLimits({ perSecond: 1, burst: 1 }, () => 0);
    expect([limits.take('a'), limits.take('b')]).toEqual([0, 0]);
    expect(limits.take('a')).toBe(1000);
  });

  it('saves up no more than the burst', () => {
    let now = 0;
    const limits = new RateLimits({ perSecond: 10, burst: 2 }, () => now);
    now = 60_000;
    expect([1, 2].map(() => limits.take('shop'))).toEqual([0, 0]);
    expect(limits.take('shop')).toBeGreaterThan(0);
  });
});
