import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TokenBucket } from './token-bucket.js';

describe('a bucket of tokens', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
  afterEach(() => void vi.useRealTimers());

  const taken = (bucket: TokenBucket, tries: number): number =>
    Array.from({ length: tries }, () => bucket.take()).filter(Boolean).length;

  it('gives its burst at once and its rate afterwards', () => {
    const bucket = new TokenBucket({ perSecond: 5, burst: 5 });
    expect(taken(bucket, 10)).toBe(5);
    expect(bucket.secondsUntil()).toBeCloseTo(0.2);
    vi.advanceTimersByTime(1000);
    expect(taken(bucket, 10)).toBe(5);
  });

  it('saves up no more than its burst', () => {
    const bucket = new TokenBucket({ perSecond: 5, burst: 5 });
    vi.advanceTimersByTime(60_000);
    expect(taken(bucket, 10)).toBe(5);
  });
});
