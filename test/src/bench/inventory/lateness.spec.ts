import { describe, expect, it } from 'vitest';
import type { Call } from '../../inventory-site/channels/open-channels.js';
import { ages, lateness } from './lateness.js';
import { levelAfter } from './levels.js';

const [LOSING, GAINING] = [1, 2];

const moved = new Map([
  [LOSING, ['a', 'b', 'c']],
  [GAINING, ['d']],
]);
const due = new Map([['a', 100], ['b', 200], ['c', 300], ['d', 400]]); // prettier-ignore

const call = (at: number, product: number, movements: number, status: number | null = 200): Call => ({
  at,
  status,
  told: [{ product, quantity: levelAfter(product, movements) }],
});

describe('how late a channel hears of a movement', () => {
  it('is told by the first call whose quantity contains it', () => {
    const calls = [call(150, LOSING, 1), call(330, LOSING, 3), call(450, GAINING, 1)];
    expect(lateness(moved, due, calls)).toEqual([50, 130, 30, 50]);
  });

  it('is for ever where no call told of it, or only one that the channel refused', () => {
    expect(lateness(moved, due, [call(150, LOSING, 3, 429), call(160, LOSING, 2)])).toEqual([
      60,
      -40,
      Infinity,
      Infinity,
    ]);
  });

  it('begins for a listing with the first movement that its channel was not told of', () => {
    const calls = [call(150, LOSING, 1), call(330, LOSING, 3), call(340, LOSING, 3)];
    expect(ages(moved, due, calls)).toEqual([
      { at: 150, age: 50 },
      { at: 330, age: 130 },
    ]);
  });
});
