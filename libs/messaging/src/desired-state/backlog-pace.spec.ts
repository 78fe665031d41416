import { describe, expect, it } from 'vitest';
import { BacklogPace } from './backlog-pace.js';

describe('the pace of a backlog', () => {
  let now = 0;
  const begun = (): BacklogPace => {
    now = 0;
    const pace = new BacklogPace(() => now);
    pace.busy();
    return pace;
  };

  it('is what was told in the time since it began', () => {
    const pace = begun();
    expect(pace.perSecond()).toBeNull();
    for (now = 1000; now <= 4000; now += 1000) pace.settled(50);
    now = 4000;
    expect(pace.perSecond()).toBe(50);
  });

  it('forgets what was told more than a minute ago', () => {
    const pace = begun();
    for (now = 0; now < 60_000; now += 1000) pace.settled(100);
    for (; now < 120_000; now += 1000) pace.settled(10);
    expect(pace.perSecond()).toBeCloseTo(10, 0);
  });

  it('begins anew after a time in which there was nothing to tell', () => {
    const pace = begun();
    pace.settled(50);
    pace.idle();
    now = 30_000;
    expect(pace.perSecond()).toBeNull();
    pace.busy();
    now = 31_000;
    pace.settled(20);
    expect(pace.perSecond()).toBe(20);
  });
});
