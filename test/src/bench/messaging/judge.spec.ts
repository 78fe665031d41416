import { describe, expect, it } from 'vitest';
import { type Books, correctness, speed, summary } from './judge.js';
import type { Said } from './read-back.js';
import type { Ledger } from './source.js';

const ledger: Ledger = { records: 4, distinct: 3, sampled: 0, bytes: 0, levels: new Map([['a', [5, 3]], ['b', [1]]]) }; // prettier-ignore
const books: Books = { applied: 3, setAside: 0, stock: new Map([['a', 3], ['b', 1]]) }; // prettier-ignore

const said = (levels: Record<string, number[]>): Said => ({
  levels: new Map(Object.entries(levels)),
  appendedAt: Object.values(levels).flat(),
});

const missed = (levels: Record<string, number[]>) =>
  summary([correctness([ledger], books, said(levels))])
    .filter(({ pass }) => !pass)
    .map(({ name }) => name);

describe('the judge of a measurement', () => {
  it('finds nothing wrong when each event was said once, in the order of its product', () => {
    expect(missed({ a: [5, 3], b: [1] })).toEqual([]);
  });

  it('finds events of one product in another order', () => {
    expect(missed({ a: [3, 5], b: [1] })).toEqual(['products whose events are not in order']);
  });

  it('finds an event that was lost, or said twice', () => {
    expect(missed({ a: [5], b: [1] })).toContain('events said');
    expect(missed({ a: [5, 3], b: [1, 1] })).toContain('events said');
  });

  it('adds up what several runs found', () => {
    const right = correctness([ledger], books, said({ a: [5, 3], b: [1] }));
    const wrong = correctness([ledger], { ...books, applied: 2 }, said({ a: [5, 3], b: [1] }));
    expect(summary([right, wrong])[0]).toMatchObject({ name: 'distinct events applied', goal: '= 6', value: 5 });
  });

  it('counts speed from the end of the warm-up, by the broker’s clock, repeats included', () => {
    const times = { levels: new Map(), appendedAt: [0, 2000, 1000, 1500] };
    expect(speed(times, { records: 4, distinct: 4 }, { afterEvents: 2 })).toBe(2);
    expect(speed(times, { records: 8, distinct: 4 }, { afterEvents: 2 })).toBe(4);
  });

  it('counts speed from an instant on', () => {
    const times = { levels: new Map(), appendedAt: [0, 2000, 1000, 1500] };
    expect(speed(times, { records: 4, distinct: 4 }, { at: 900 })).toBe(2);
    expect(speed(times, { records: 4, distinct: 4 }, { at: 2001 })).toBe(0);
  });
});
