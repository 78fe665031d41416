import { beforeEach, describe, expect, it } from 'vitest';
import { OdooBell } from './odoo-bell.js';

const INTERVAL = 30_000;
const NEVER = new AbortController().signal;

describe('the bell that Odoo rings', () => {
  let now: number;
  let bell: OdooBell;
  beforeEach(() => {
    now = 1_000;
    bell = new OdooBell({ now: () => now });
  });

  const due = () => bell.due(now, INTERVAL);
  const look = () => bell.next(0, NEVER);
  /** Looks as often as it says that one is due. @returns when each began */
  const looksUntil = async (end: number, each: () => void = () => undefined): Promise<number[]> => {
    const begun: number[] = [];
    for (; now < end; now += 10) {
      each();
      if (bell.due(now, INTERVAL).inMillis > 0) continue;
      await bell.next(INTERVAL, NEVER);
      begun.push(now);
    }
    return begun;
  };

  it('is not waited for: without it the clock says when to look', async () => {
    await look();
    expect(due()).toEqual({ inMillis: INTERVAL, reason: 'clock' });
  });

  it('makes a look begin at once, and another when the transaction that rang has ended', async () => {
    await look();
    now += 5_000;
    bell.ring();
    expect(due()).toEqual({ inMillis: 0, reason: 'bell' });
    expect(await looksUntil(now + 20_000)).toEqual([6_000, 9_000]);
  });

  it('makes one look of many rings, and two a second at most of a flood', async () => {
    await look();
    now += 5_000;
    const begun = await looksUntil(now + 10_000, () => bell.ring());
    expect(begun.length).toBeLessThanOrEqual(21);
    expect(begun.length).toBeGreaterThan(15);
  });

  it('is heard during a look: the next begins right after it', async () => {
    await look();
    now += 5_000;
    bell.ring();
    await bell.next(INTERVAL, NEVER);
    now += 700; // the look takes so long
    bell.ring();
    expect(due()).toEqual({ inMillis: 0, reason: 'bell' });
  });

  it('ends a sleep', async () => {
    const real = new OdooBell();
    await real.next(0, NEVER);
    const began = performance.now();
    const next = real.next(INTERVAL, NEVER);
    real.ring();
    expect(await next).toBe('bell');
    expect(performance.now() - began).toBeLessThan(100);
  });

  it('lets go of a sleeper that is to stop', async () => {
    const stopping = new AbortController();
    const next = bell.next(INTERVAL, stopping.signal);
    stopping.abort();
    expect(await next).toBe('clock');
  });
});
