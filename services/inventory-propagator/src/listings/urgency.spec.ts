import { describe, expect, it } from 'vitest';
import { urgency, urgencyOf } from './urgency.js';

const MINUTE = 60_000_000;
const listing = { quantity: 10, desiredVersion: 0n, heat: 0, priority: urgency.rest as number };

/** A listing after so many changes, one every `every` microseconds, each told at once. */
function after(changes: number, every: number) {
  let changed = listing;
  for (let n = 1; n <= changes; n += 1) {
    const { heat } = urgencyOf(changed, 10, n * every);
    changed = { ...listing, heat, desiredVersion: BigInt(n * every) };
  }
  return (quantity: number) => urgencyOf(changed, quantity, (changes + 1) * every).priority;
}

describe('the urgency of a change', () => {
  it('is greatest where nothing is left, hot or not', () => {
    expect(after(0, MINUTE)(0)).toBe(urgency.soldOut);
    expect(after(50, MINUTE)(0)).toBe(urgency.soldOut);
  });

  it('is greater for what changes often, and there for fewer before more', () => {
    const hot = after(10, MINUTE);
    expect([hot(9), hot(11)]).toEqual([urgency.fewerOfHot, urgency.hot]);
  });

  it('is small for what changes now and then, fewer or more', () => {
    const cold = after(50, 30 * MINUTE);
    expect([cold(9), cold(11)]).toEqual([urgency.rest, urgency.rest]);
  });

  it('ends with time', () => {
    const { heat } = urgencyOf({ ...listing, heat: 20_000, desiredVersion: 0n }, 9, 60 * MINUTE);
    expect(heat).toBeLessThan(2_000);
  });

  it('does not fall until the change is told', () => {
    expect(urgencyOf({ ...listing, quantity: 0, priority: urgency.soldOut }, 5, MINUTE).priority).toBe(urgency.soldOut);
    expect(urgencyOf({ ...listing, priority: urgency.resync }, 5, MINUTE).priority).toBe(urgency.rest);
  });
});
