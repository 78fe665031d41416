import { describe, expect, it } from 'vitest';
import { longestPause } from './pause.js';

const beats = (partition: number, ...times: number[]) => times.map((at) => ({ partition, at }));
const stretch = { from: 1000, to: 2000 };

describe('the longest pause of a stretch', () => {
  it('is that of the partition that stood still longest, wherever within the stretch it began or ended', () => {
    expect(longestPause([...beats(0, 900, 1100, 1200, 2500), ...beats(1, 500, 1400, 2100)], stretch)).toBe(1300);
  });

  it('does not count what stood still before or after', () => {
    expect(longestPause(beats(0, 0, 900, 1100, 1900, 2100, 9000), stretch)).toBe(800);
  });

  it('never ends where nothing came afterwards', () => {
    expect(longestPause([...beats(0, 900, 1100, 3000), ...beats(1, 1500)], stretch)).toBe(Infinity);
  });
});
