import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Collector, Overloaded } from './collector.js';

/** Transactions that last until they are let go. */
class Slow {
  readonly groups: number[][] = [];
  private readonly open: (() => void)[] = [];

  readonly carryOut = (group: readonly number[]): Promise<number[]> => {
    this.groups.push([...group]);
    return new Promise((done, fail) =>
      this.open.push(() => (group.includes(13) ? fail(new Error('refused')) : done(group.map((n) => n * 10)))),
    );
  };

  /** Lets the first that is under way go, once there is one. */
  async finishOne(): Promise<void> {
    while (this.open.length === 0) await Promise.resolve();
    this.open.shift()?.();
  }
}

const limits = { together: 3, groups: 1, waiting: 5, patienceMs: 100 };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a collector', () => {
  it('begins at once what comes alone, and lets what comes meanwhile go together', async () => {
    const slow = new Slow();
    const collector = new Collector(slow.carryOut, limits);
    const answers = [1, 2, 3, 4, 5].map((n) => collector.ask(n));
    expect(slow.groups).toEqual([[1]]);
    for (let group = 0; group < 3; group += 1) await slow.finishOne();
    expect(await Promise.all(answers)).toEqual([10, 20, 30, 40, 50]);
    expect(slow.groups).toEqual([[1], [2, 3, 4], [5]]);
  });

  it('refuses whom it cannot let wait, without having begun anything for them', async () => {
    const slow = new Slow();
    const collector = new Collector(slow.carryOut, { ...limits, waiting: 2 });
    const answers = [1, 2, 3].map((n) => collector.ask(n));
    await expect(collector.ask(4)).rejects.toThrow(Overloaded);
    await slow.finishOne();
    await slow.finishOne();
    await Promise.all(answers);
    expect(slow.groups).toEqual([[1], [2, 3]]);
  });

  it('gives up whose turn does not come in time, and never begins it', async () => {
    const slow = new Slow();
    const collector = new Collector(slow.carryOut, limits);
    const first = collector.ask(1);
    const refused = expect(collector.ask(2)).rejects.toThrow(Overloaded);
    vi.advanceTimersByTime(60);
    const inTime = collector.ask(3);
    vi.advanceTimersByTime(60);
    await refused;
    await slow.finishOne();
    await slow.finishOne();
    expect(await Promise.all([first, inTime])).toEqual([10, 30]);
    expect(slow.groups).toEqual([[1], [3]]);
  });

  it('waits for what is under way, however long it takes', async () => {
    const slow = new Slow();
    const answer = new Collector(slow.carryOut, limits).ask(1);
    vi.advanceTimersByTime(10_000);
    await slow.finishOne();
    expect(await answer).toBe(10);
  });

  it('fails a group together, and goes on with the next', async () => {
    const slow = new Slow();
    const collector = new Collector(slow.carryOut, limits);
    const refused = expect(collector.ask(13)).rejects.toThrow('refused');
    const second = collector.ask(2);
    await slow.finishOne();
    await refused;
    await slow.finishOne();
    expect(await second).toBe(20);
  });

  it('has as many groups under way as it may', () => {
    const slow = new Slow();
    const collector = new Collector(slow.carryOut, { ...limits, groups: 2 });
    for (const n of [1, 2, 3]) void collector.ask(n);
    expect(slow.groups).toEqual([[1], [2]]);
  });
});
