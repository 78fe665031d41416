import { describe, expect, it } from 'vitest';
import { type Books, correctness, speed } from './judge.js';
import type { Movements } from './movements.js';
import type { Said } from './read-back.js';

const work: Movements = { records: [], distinct: 3, levels: new Map([['a', [5, 3]], ['b', [1]]]) }; // prettier-ignore
const books: Books = { applied: 3, setAside: 0, stock: new Map([['a', 3], ['b', 1]]) }; // prettier-ignore

const said = (productId: string, onHand: number, appendedAt = 0): Said =>
  ({ event: { productId, onHand }, appendedAt }) as Said;

const missed = (...what: Said[]) =>
  correctness(work, books, what)
    .filter(({ pass }) => !pass)
    .map(({ name }) => name);

describe('the judge of a measurement', () => {
  it('finds nothing wrong when each event was said once, in the order of its product', () => {
    expect(missed(said('a', 5), said('b', 1), said('a', 3))).toEqual([]);
  });

  it('finds events of one product in another order', () => {
    expect(missed(said('a', 3), said('a', 5), said('b', 1))).toEqual(['products whose events are not in order']);
  });

  it('finds an event that was lost, or said twice', () => {
    expect(missed(said('a', 5), said('b', 1))).toContain('events said');
    expect(missed(said('a', 5), said('a', 3), said('b', 1), said('b', 1))).toContain('events said');
  });

  it('counts speed from the end of the warm-up, by the broker’s clock', () => {
    expect(speed([said('a', 1, 0), said('a', 1, 1000), said('a', 1, 1500), said('a', 1, 2000)], 2)).toBe(2);
  });
});
